#pragma once
/// The phases one by one, as `driver::compile` runs them, so that a test can change what stands between two of them.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "example.hpp"
#include "infragen/called/called.hpp"
#include "infragen/expand/expand.hpp"
#include "infragen/load/load.hpp"
#include "infragen/merge/merge.hpp"

namespace infragen::test {

/// What people see of a compilation.
struct Seen {
  Tree files;
  std::string lock;
  std::set<std::string> findings;   ///< `error IG0203 message at path`
  bool ok = false;
  bool operator==(const Seen&) const = default;
};

class Project {
 public:
  explicit Project(const Tree& files);

  const std::vector<expand::Document>& documents() const { return documents_; }
  const merge::Units& names() const { return names_; }

  /// One environment or shared stack as trees.
  merge::Assembled assembled(const std::string& unit) const;

  /// Everything behind merge, for these units. `change` may alter what merge made of a unit.
  Seen build(const std::vector<std::string>& units, const std::function<void(merge::Assembled&)>& change) const;
  /// The same for documents that differ from those that were read.
  Seen build(const std::vector<expand::Document>& documents, const std::vector<std::string>& units) const;

 private:
  Seen build(const std::vector<expand::Document>& documents, const std::vector<std::string>& units,
             const std::function<void(merge::Assembled&)>& change) const;

  load::Loaded loaded_;
  std::map<std::string, model::ModuleInterface> modules_;
  std::vector<expand::Document> documents_;
  merge::Units names_;
};

}  // namespace infragen::test
