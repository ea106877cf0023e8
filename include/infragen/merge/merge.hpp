#pragma once
/// Lays the documents of a project over one another: one tree an object and environment, every leaf with its history.
///
/// Weakest first: `defaults.<kind>` (outer layer first, then the environment), the object where it is declared, its `in`
/// (class, then environment), the environment's `domains: {…}`. Maps merge, lists and texts replace. Defaults of kinds
/// and classes go underneath later, in decode.

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/expand/expand.hpp"
#include "infragen/schema/schema.hpp"

namespace infragen::merge {

struct Object {
  std::uint16_t kind = 0;       ///< place in `model::kinds()`
  std::string name;
  std::string address;
  std::string domain;           ///< empty: the environment's own, or a shared stack's
  std::string shared;           ///< the shared stack that declares it
  source::Span at;              ///< the key that names it first
  tree::Value tree;
};

struct Absence {
  source::Span at;
  std::string reason;
};

/// An environment, or a shared stack, as one set of trees.
struct Assembled {
  std::string name;
  bool shared = false;
  schema::Class environment_class = schema::Class::production;
  source::Span at;
  tree::Value project;          ///< the project's own fields
  tree::Value settings;
  tree::Value head;             ///< what layers and environment say beside settings and objects
  tree::Value releases;
  std::vector<Object> objects;  ///< sorted by address; those of shared stacks too
  std::map<std::string, Absence> absent;
  std::vector<std::string> built;   ///< names of all services without an image of others; sorted
  std::map<std::string, std::string> renamed;  ///< of these: name -> what it was called before (`was`)
  std::set<std::string> poisoned;   ///< files that could not be read
  std::map<std::string, source::Span> elsewhere;  ///< addresses that only other environments declare
  source::Origins origins;
};

/// Names of environments and shared stacks, sorted; `shared` first.
struct Units {
  std::vector<std::string> shared;
  std::vector<std::string> environments;
};
Units units(std::span<const expand::Document> documents, diag::Sink& sink);

Assembled assemble(std::span<const expand::Document> documents, const Units& all, const std::string& unit, bool shared,
                   diag::Sink& sink);

}  // namespace infragen::merge
