#include "infragen/source/files.hpp"

#include <string>

#include "catch.hpp"

using namespace infragen::source;

TEST_CASE("positions are 1-based and count code points") {
  Files files;
  const FileId id = files.add("envs/prod/env.yaml", "a: b\n\tgr\xc3\xb6\xc3\x9f: \xf0\x9f\x98\x80x\nlast");
  CHECK(files.path(id) == "envs/prod/env.yaml");
  CHECK(files.position(id, 0) == Position{1, 1});
  CHECK(files.position(id, 4) == Position{1, 5});  // the line break belongs to its line
  CHECK(files.position(id, 5) == Position{2, 1});
  CHECK(files.position(id, 6) == Position{2, 2});   // a tab is one column
  CHECK(files.position(id, 12) == Position{2, 6});  // ":" after "\tgröß"
  CHECK(files.position(id, 18) == Position{2, 9});  // "x" after the emoji
  CHECK(files.position(id, 20) == Position{3, 1});
  CHECK(files.position(id, 24) == Position{3, 5});
  CHECK(files.position(id, 4000) == Position{3, 5});
}

TEST_CASE("lines come without their breaks") {
  Files files;
  const FileId id = files.add("a", "one\r\ntwo\n\nfour\n");
  CHECK(files.line_count(id) == 5);
  CHECK(files.line(id, 1) == "one");
  CHECK(files.line(id, 2) == "two");
  CHECK(files.line(id, 3).empty());
  CHECK(files.line(id, 4) == "four");
  CHECK(files.line(id, 5).empty());
  CHECK(files.line(id, 0).empty());
  CHECK(files.line(id, 6).empty());
  CHECK(files.line_begin(id, 1) == 0);
  CHECK(files.line_begin(id, 2) == 5);
  CHECK(files.line_begin(id, 5) == 15);
  CHECK(files.line_begin(id, 9) == 15);
  CHECK(files.position(id, 15) == Position{5, 1});
}

TEST_CASE("an empty file has one empty line") {
  Files files;
  const FileId id = files.add("a", "");
  CHECK(files.line_count(id) == 1);
  CHECK(files.line(id, 1).empty());
  CHECK(files.position(id, 0) == Position{1, 1});
}

TEST_CASE("a byte order mark takes no column") {
  Files files;
  const FileId id = files.add("a", "\xef\xbb\xbfkey: x\n");
  CHECK(files.position(id, 0) == Position{1, 1});
  CHECK(files.position(id, 3) == Position{1, 1});
  CHECK(files.position(id, 4) == Position{1, 2});
  CHECK(files.line(id, 1) == "key: x");
  CHECK(files.line_begin(id, 1) == 3);
}

TEST_CASE("slices never leave the text") {
  Files files;
  const FileId id = files.add("a", "0123456789");
  CHECK(files.slice({id, 2, 5}) == "234");
  CHECK(files.slice({id, 8, 50}) == "89");
  CHECK(files.slice({id, 50, 60}).empty());
  CHECK(files.slice({id, 5, 2}).empty());
  CHECK(files.slice({}).empty());
  CHECK(files.slice({7, 0, 1}).empty());
}

TEST_CASE("texts keep their place when more files are added") {
  Files files;
  const FileId first = files.add("a", "short");
  const std::string_view text = files.text(first);
  for (int i = 0; i < 1000; ++i) files.add("b", std::string(100, 'x'));
  CHECK(files.text(first).data() == text.data());
  CHECK(text == "short");
  CHECK(files.size() == 1001);
}
