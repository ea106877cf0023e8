#include "../../../src/hcl/unicode.hpp"

#include "catch.hpp"

using namespace infragen::hcl;

TEST_CASE("columns are grapheme clusters") {
  CHECK(columns("") == 0);
  CHECK(columns("abc") == 3);
  CHECK(columns("a\r\nb") == 3);
  CHECK(columns("e\xCC\x81") == 1);
  CHECK(columns("日本") == 2);
  CHECK(columns("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB") == 1);           // woman, joiner, laptop
  CHECK(columns("\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB") == 2);       // flag, half a flag
  CHECK(columns("\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8\xEA\xB0\x81\xE1\x86\xA8") == 2);  // Hangul: L V T, LVT T
  CHECK(columns("\xFF\xFE") == 2);
}

TEST_CASE("identifiers may have letters of any script") {
  CHECK(is_any_identifier("é-1"));
  CHECK(is_any_identifier("日本"));
  CHECK_FALSE(is_any_identifier("1é"));
  CHECK_FALSE(is_any_identifier("\xC2\xA0"));
  CHECK_FALSE(is_any_identifier("a\xFF"));
}

TEST_CASE("invisible characters are not printable") {
  CHECK(is_printable(U'a'));
  CHECK(is_printable(U' '));
  CHECK(is_printable(U'\u00E9'));
  CHECK_FALSE(is_printable(0x7F));
  CHECK_FALSE(is_printable(0xA0));
  CHECK_FALSE(is_printable(0xAD));
  CHECK_FALSE(is_printable(0x202E));
  CHECK_FALSE(is_printable(0xE0020));
}

TEST_CASE("broken sequences are not decoded") {
  CHECK(decode_utf8("\xC3\xA9", 0).code == 0xE9);
  CHECK_FALSE(decode_utf8("\xC0\x80", 0).valid);
  CHECK_FALSE(decode_utf8("\xED\xA0\x80", 0).valid);
  CHECK_FALSE(decode_utf8("\xF4\x90\x80\x80", 0).valid);
  CHECK_FALSE(decode_utf8("\xE2\x82", 0).valid);
  CHECK(trim_space("\t\xC2\xA0 x \xE2\x80\xA8") == "x");
}
