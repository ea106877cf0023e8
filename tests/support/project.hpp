#pragma once
/// A project written in a test, taken through the real phases up to derive: path -> text becomes typed systems and findings.

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/decode/decode.hpp"
#include "infragen/derive/derive.hpp"
#include "infragen/expand/expand.hpp"
#include "infragen/load/load.hpp"
#include "infragen/merge/merge.hpp"
#include "infragen/resolve/resolve.hpp"
#include "memory_filesystem.hpp"

namespace infragen::test {

/// Path below the project -> text.
using ProjectFiles = std::map<std::string, std::string>;

struct Unit {
  std::string name;
  model::System system;
  diag::Sink sink;   ///< of this unit's phases
};

struct BuiltProject {
  load::Loaded loaded;
  diag::Sink sink;         ///< of the phases that all units share
  std::deque<Unit> units;  ///< shared stacks first, then environments by name

  Unit& unit(std::string_view name) {
    for (Unit& u : units) {
      if (u.name == name) return u;
    }
    return units.front();
  }

  /// `envs/prod/env.yaml:7` for a place; `?` for none.
  std::string place(source::Span at) const {
    if (!at.known()) return "?";
    return loaded.files.path(at.file) + ":" + std::to_string(loaded.files.position(at.file, at.begin).line);
  }
};

/// Loads, expands, merges, decodes, resolves and derives every unit of the project.
inline std::unique_ptr<BuiltProject> build_project(const ProjectFiles& files) {
  MemoryFileSystem fs;
  for (const auto& [path, text] : files) fs.put("/project/" + path, text);
  auto out = std::make_unique<BuiltProject>();
  out->loaded = load::load(fs, "/project", out->sink);
  lock::Lock lock;
  if (out->loaded.lock_file != source::no_file) lock = lock::parse(out->loaded.lock_file, out->loaded.files, out->sink);
  std::vector<expand::Document> documents;
  for (const load::Source& source : out->loaded.sources) documents.push_back(expand::expand(source, out->sink));
  expand::attach(fs, "/project", documents, out->loaded, out->sink);
  const merge::Units names = merge::units(documents, out->sink);
  const auto add = [&](const std::string& name, bool shared) {
    Unit& unit = out->units.emplace_back();
    unit.name = name;
    lock::Lock keep;
    merge::Assembled assembled = merge::assemble(documents, names, name, shared, unit.sink);
    model::Environment env = decode::decode(std::move(assembled), unit.sink);
    for (const auto& [at, attached] : out->loaded.attached) env.files[at] = {attached.path, out->loaded.files.text(attached.file)};
    unit.system = derive::derive(resolve::resolve(std::move(env), unit.sink), lock, keep, unit.sink);
  };
  for (const std::string& name : names.shared) add(name, true);
  for (const std::string& name : names.environments) add(name, false);
  return out;
}

}  // namespace infragen::test
