#include "infragen/support/packed.hpp"

#include "catch.hpp"

using namespace infragen::support;

TEST_CASE("numbers and texts come back in their order") {
  Packer out;
  out.number(0);
  out.text("a text");
  out.number(std::numeric_limits<std::uint64_t>::max());
  out.flag(true);
  out.text("");
  out.number(300);
  Unpacker in(out.bytes());
  CHECK(in.number<int>() == 0);
  CHECK(in.text() == "a text");
  CHECK(in.number<std::uint64_t>() == std::numeric_limits<std::uint64_t>::max());
  CHECK(in.flag());
  CHECK(in.text().empty());
  CHECK_FALSE(in.finished());
  CHECK(in.number<std::uint16_t>() == 300);
  CHECK(in.finished());
}

TEST_CASE("numbers that are too large for their place are mistakes") {
  Packer out;
  out.number(255);
  out.number(256);
  out.number(2);
  Unpacker small(out.bytes());
  CHECK(small.number<std::uint8_t>() == 255);
  CHECK(small.number<std::uint8_t>() == 0);
  CHECK_FALSE(small.good());
  CHECK_FALSE(small.flag());
  CHECK(small.text().empty());
  CHECK_FALSE(small.finished());
  Unpacker endless(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 12));
  CHECK(endless.number<std::uint64_t>() == 0);
  CHECK_FALSE(endless.good());
}
