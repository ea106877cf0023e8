#pragma once
/// One compilation: the phases in order, every value between them kept for whoever asks.

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "infragen/arrange/arrange.hpp"
#include "infragen/expand/expand.hpp"
#include "infragen/load/load.hpp"
#include "infragen/lock/lock.hpp"
#include "infragen/merge/merge.hpp"
#include "infragen/model/system.hpp"
#include "infragen/support/filesystem.hpp"

namespace infragen::driver {

class Times;

struct Options {
  std::vector<std::string> only;   ///< environments whose messages are wanted; empty: all
  std::string today;               ///< overrides `targets.date`
  std::size_t threads = 0;         ///< 0: as many as the machine has
  bool locked = false;             ///< a change of the lock file is an error
  std::string project = "..";      ///< the way from the output root to the project's folder
  Times* times = nullptr;          ///< gets what the phases took
  bool keep = false;               ///< what every phase made, for who shows it; most of it is gone at the end without
};

/// An environment or shared stack between decode and render.
struct UnitState {
  std::string name;
  bool shared = false;
  tree::Value merged;              ///< for dumps: address -> object
  model::System system;
  std::vector<view::Object> objects;
};

struct Compilation {
  load::Loaded loaded;
  std::vector<expand::Document> documents;
  std::map<std::string, model::ModuleInterface> modules;  ///< folders with Terraform files of people, by path
  merge::Units names;
  std::deque<UnitState> states;          ///< shared stacks, then environments, by name
  std::vector<arrange::Unit> units;      ///< in the order of `states`; empty when a finding is an error
  arrange::Arranged arranged;
  lock::Lock lock;                       ///< as it was
  lock::Lock next_lock;                  ///< as it shall be
  std::vector<diag::Diagnostic> findings;
  bool ok = false;                       ///< no finding is an error
};

Compilation compile(support::FileSystem& fs, const std::string& root, const Options& options);

/// Text of what a phase made: syntax, expand, merge, decode, resolve, derive, lower, render, objects, arrange.
/// Nothing when there is no such phase.
std::optional<std::string> dump(const Compilation& compilation, std::string_view phase);
std::vector<std::string_view> dump_phases();

/// Every finding that the compiler can report, by code.
std::vector<diag::Info> all_diagnostics();

}  // namespace infragen::driver
