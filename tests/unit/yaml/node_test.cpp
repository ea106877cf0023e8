#include "catch.hpp"
#include "infragen/yaml/node.hpp"

using namespace infragen::yaml;

TEST_CASE("maps are equal whatever their order, lists are not") {
  const Node one = map({{"a", integer(1)}, {"b", text("x")}}), two = map({{"b", text("x")}, {"a", integer(1)}});
  CHECK(one == two);
  CHECK_FALSE(list({integer(1), integer(2)}) == list({integer(2), integer(1)}));
}

TEST_CASE("a text is no number of the same letters, and an origin makes no difference") {
  CHECK_FALSE(text("1") == integer(1));
  CHECK(text("1", 7) == text("1"));
}

TEST_CASE("a key stands once") {
  Node node = map();
  node.set("a", integer(1));
  node.set("a", integer(2));
  REQUIRE(node.members.size() == 1);
  CHECK(node.find("a")->text == "2");
  CHECK(node.find("b") == nullptr);
}
