#pragma once
/// infragen.lock: what must survive a rebuild. One fact a line, sorted, so that two branches merge line by line:
///
///     address  prod  postgres.main/instance  core aws_db_instance.main
///     block    prod  network.main/app-a      10.1.16.0/24
///     moved    prod  postgres.main/instance  core aws_db_instance.db
///     name     prod  postgres.main/instance  shop-prod-db
///
/// `address`: where a resource stands in which state. `moved`: where it stood before, until nobody needs to know.
/// `name`: a physical name that is kept although the object is called otherwise now. `block`: a subnet's addresses.
/// Nothing in it is derived from a clock or a random number: same specs and lock, same bytes.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/diag/diagnostic.hpp"

namespace infragen::lock {

struct Fact {
  std::string kind;
  std::string unit;      ///< environment or shared stack
  std::string subject;   ///< identity
  std::string value;     ///< the rest of the line
  auto operator<=>(const Fact&) const = default;
};

class Lock {
 public:
  void add(Fact fact) { facts_.insert(std::move(fact)); }
  void add(const Lock& other) { facts_.insert(other.facts_.begin(), other.facts_.end()); }
  /// The one value of that subject; empty when there is none.
  std::string get(std::string_view kind, std::string_view unit, std::string_view subject) const;
  std::vector<Fact> all(std::string_view kind, std::string_view unit) const;
  const std::set<Fact>& facts() const { return facts_; }

 private:
  std::set<Fact> facts_;
};

/// Merge conflicts, unknown facts and two values for one subject are findings.
Lock parse(source::FileId file, const source::Files& files, diag::Sink& sink);
std::string print(const Lock& lock);

}  // namespace infragen::lock
