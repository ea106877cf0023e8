#include "catch.hpp"
#include "checked.hpp"

using namespace infragen::test;

TEST_CASE("check has nothing to say about a sound production environment") {
  // TLS is what this version cannot give; the project takes requests from one block only.
  CHECK(found(sound_project()) == std::vector<std::string>{});
}
