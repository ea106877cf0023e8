#include "infragen/support/text.hpp"

#include <array>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace infragen::support;

TEST_CASE("edit distance counts inserted, deleted, replaced and swapped bytes") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("backups", "backups") == 0);
  CHECK(edit_distance("bakups", "backups") == 1);
  CHECK(edit_distance("backupss", "backups") == 1);
  CHECK(edit_distance("bockups", "backups") == 1);
  CHECK(edit_distance("bcakups", "backups") == 1);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("ca", "abc") == 3);  // no edit inside a swapped pair
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("sitting", "kitten") == 3);
}

TEST_CASE("nearest allows more edits in longer words") {
  const std::array<std::string_view, 4> fields{"cpu", "memory", "replicas", "backups"};
  CHECK(nearest("bakups", fields) == "backups");
  CHECK(nearest("repilcas", fields) == "replicas");
  CHECK(nearest("cpus", fields) == "cpu");
  CHECK(nearest("replicas", fields) == "replicas");
  CHECK_FALSE(nearest("gpo", fields));
  CHECK_FALSE(nearest("version", fields));
  CHECK_FALSE(nearest("", fields));
  CHECK_FALSE(nearest("cpu", std::vector<std::string>{}));
}

TEST_CASE("nearest prefers the fewest edits, then the first that was offered") {
  CHECK(nearest("tine", std::array<std::string_view, 3>{"line", "time", "tine"}) == "tine");
  CHECK(nearest("tine", std::array<std::string_view, 2>{"line", "time"}) == "line");
  CHECK(nearest("tine", std::array<std::string_view, 2>{"time", "line"}) == "time");
}

TEST_CASE("nearest sees through upper and lower case") {
  CHECK(nearest("APIKEY", std::array<std::string_view, 1>{"apikey"}) == "apikey");
  CHECK(nearest("Cpu", std::array<std::string_view, 2>{"cpus", "cpu"}) == "cpu");
}

TEST_CASE("nearest ignores words that share nothing and words of any size that a file may hold") {
  CHECK_FALSE(nearest("a", std::array<std::string_view, 1>{"b"}));
  const std::string endless(1u << 20, 'x');
  CHECK_FALSE(nearest(endless, std::vector<std::string>{endless + "y"}));
}

TEST_CASE("split and join are each other's reverse") {
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
  CHECK(join(split("a,,b,", ','), ",") == "a,,b,");
  CHECK(join(std::vector<std::string>{}, ", ").empty());
}

TEST_CASE("trim, lower, replace_all and after") {
  CHECK(trim(" \t a b\r\n") == "a b");
  CHECK(trim(" \n").empty());
  CHECK(lower("AbZ-\xc3\x84") == "abz-\xc3\x84");
  CHECK(replace_all("a%%b%", "%", "%25") == "a%25%25b%25");
  CHECK(replace_all("", "x", "y").empty());
  CHECK(after("aws_vpc", "aws_") == "vpc");
  CHECK_FALSE(after("aw", "aws"));
}

TEST_CASE("UTF-8 is judged as Unicode does") {
  CHECK(is_valid_utf8(""));
  CHECK(
      is_valid_utf8("plain text that is longer than eight bytes, gr\xc3\xb6\xc3\x9f"
                    "er \xe2\x82\xac \xf0\x9f\x98\x80 \xf4\x8f\xbf\xbf"));
  CHECK(first_bad_utf8("12345678\x80") == 8);
  CHECK(first_bad_utf8("a\xc0\xaf") == 1);              // overlong
  CHECK(first_bad_utf8("a\xe0\x9f\xbf") == 1);          // overlong
  CHECK(first_bad_utf8("a\xed\xa0\x80") == 1);          // surrogate
  CHECK(first_bad_utf8("a\xf4\x90\x80\x80") == 1);      // over 0x10ffff
  CHECK(first_bad_utf8("a\xf0\x8f\xbf\xbf") == 1);      // overlong
  CHECK(first_bad_utf8("ok \xe2\x82") == 3);            // cut short
  CHECK(first_bad_utf8("\xe2\x82\xac\xe2(\xa1") == 3);  // continued by something else
  CHECK(first_bad_utf8("\xff") == 0);
}

TEST_CASE("code points are read, counted and written") {
  CHECK(code_points("gr\xc3\xb6\xc3\x9f \xf0\x9f\x98\x80") == 6);
  for (const char32_t value : {U'a', U'\u00f6', U'\u20ac', U'\U0001f600'}) {
    std::string text;
    append_utf8(text, value);
    const CodePoint read = first_code_point(text);
    CHECK(read.value == value);
    CHECK(read.bytes == text.size());
    CHECK(read.valid);
  }
  std::string text;
  append_utf8(text, 0xd800);
  append_utf8(text, 0x110000);
  CHECK(text == "\xef\xbf\xbd\xef\xbf\xbd");
  CHECK_FALSE(first_code_point("\x80").valid);
  CHECK(first_code_point("\x80").bytes == 1);
}
