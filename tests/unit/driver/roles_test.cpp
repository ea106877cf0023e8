// What `kinds` says of roles is what edges can have.
#include <set>

#include "catch.hpp"
#include "example.hpp"
#include "infragen/model/kind.hpp"

namespace {

using namespace infragen;
using Roles = std::set<std::string>;

Roles set_of(std::span<const std::string_view> roles) { return {roles.begin(), roles.end()}; }

}  // namespace

TEST_CASE("every endpoint of the example has the roles that its kind declares") {
  const driver::Compilation c = test::compile(test::popcorn());
  REQUIRE(c.ok);
  std::size_t with_roles = 0;
  for (const driver::UnitState& state : c.states) {
    for (const model::Endpoint& e : state.system.resolved.traits.endpoints) {
      const model::KindSchema& kind = model::kind(e.owner);
      INFO(kind.name << " " << e.part);
      CHECK(Roles(e.roles.begin(), e.roles.end()) == set_of(e.part.empty() ? kind.roles : kind.part_roles));
      with_roles += e.roles.empty() ? 0 : 1;
    }
  }
  CHECK(with_roles > 4);
}
