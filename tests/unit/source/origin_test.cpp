#include "infragen/source/origin.hpp"

#include <string>
#include <utility>

#include "catch.hpp"

using namespace infragen::source;

namespace {

Origin written(std::uint32_t begin) {
  Origin origin;
  origin.kind = OriginKind::written;
  origin.span = {0, begin, begin + 1};
  return origin;
}

Origin derived(std::vector<OriginId> causes, OriginId weaker = no_origin) {
  Origin origin;
  origin.kind = OriginKind::derived;
  origin.causes = std::move(causes);
  origin.weaker = weaker;
  return origin;
}

Origin default_of_kind() {
  Origin origin;
  origin.kind = OriginKind::kind_default;
  return origin;
}

}  // namespace

TEST_CASE("names are copied and stay valid while the table grows and moves") {
  Origins origins;
  OriginId first = no_origin;
  {
    std::string note = "prod", value = "a default that is too long for a small string buffer";
    Origin origin;
    origin.note = note;
    origin.value = value;
    first = origins.add(origin);
    note = "xxxx";
    value.assign(value.size(), 'x');
  }
  for (int i = 0; i < 5000; ++i) {
    const std::string note = "note " + std::to_string(i);
    Origin origin;
    origin.note = note;
    origins.add(origin);
  }
  const Origins moved = std::move(origins);
  CHECK(moved.at(first).note == "prod");
  CHECK(moved.at(first).value == "a default that is too long for a small string buffer");
  CHECK(moved.size() == 5002);
}

TEST_CASE("equal names are stored once") {
  Origins origins;
  Origin origin;
  origin.note = "class production";
  const OriginId a = origins.add(origin), b = origins.add(origin);
  CHECK(origins.at(a).note.data() == origins.at(b).note.data());
}

TEST_CASE("no origin has no place") {
  const Origins origins;
  CHECK_FALSE(origins.span(no_origin).known());
  CHECK_FALSE(origins.span(12345).known());
}

TEST_CASE("the place is the strongest written one of the chain") {
  Origins origins;
  const OriginId weak = origins.add(written(10));
  Origin strong = written(20);
  strong.weaker = weak;
  CHECK(origins.span(origins.add(strong)).begin == 20);

  Origin unplaced = written(0);  // from the command line
  unplaced.span = {};
  unplaced.weaker = weak;
  CHECK(origins.span(origins.add(unplaced)).begin == 10);
}

TEST_CASE("a derived value stands where its chain, then where its first written cause stands") {
  Origins origins;
  const OriginId a = origins.add(written(10)), b = origins.add(written(20));
  const OriginId nothing = origins.add(default_of_kind());
  CHECK(origins.span(origins.add(derived({nothing, b, a}))).begin == 20);
  CHECK(origins.span(origins.add(derived({b}, a))).begin == 10);
  const OriginId inner = origins.add(derived({nothing, b}));
  CHECK(origins.span(origins.add(derived({inner, a}))).begin == 20);
  CHECK_FALSE(origins.span(origins.add(derived({nothing}))).known());
}

TEST_CASE("cycles and long chains end") {
  Origins origins;
  const OriginId a = origins.add(derived({}));
  const OriginId b = origins.add(derived({a}, a));
  origins.set_weaker(a, b);
  CHECK_FALSE(origins.span(a).known());
  CHECK_FALSE(origins.span(b).known());

  OriginId last = origins.add(written(7));
  for (int i = 0; i < 200000; ++i) last = origins.add(derived({last, last}));
  CHECK(origins.span(last).begin == 7);
}
