#pragma once
/// YAML with holes -> a tree with holes. What is read is the part of YAML that manifests are written in: maps and lists
/// over lines, texts plain, in quotes, or as `|` blocks, and `[…]` and `{…}` that end on their line. The rest of YAML
/// (anchors, tags, folded texts, several lines in quotes) is an error, and so is a plain text that some reader takes for
/// something else: what `on` means shall not have to be known.
///
/// A hole `{{ … }}` stands as a whole value, as a part of a text or of a key. `{{ if … }}`, `{{ else }}`, `{{ for … }}`
/// and `{{ end }}` stand on lines of their own around members, items or documents; how far these lines are indented
/// means nothing. Any other line with a hole alone is a head: it stands above a document.
///
/// The words between the braces are not read here, but for the first of each line of its own.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace infragen::yaml {

/// Text as it is meant, or what stands in a hole, without the blanks at its ends.
struct Part {
  bool hole = false;
  std::string text;
  std::uint32_t at = 0;  ///< byte offset
};

struct Entry;

struct Pattern {
  enum class Kind : std::uint8_t {
    null,
    boolean,  ///< text is `true` or `false`
    integer,  ///< text is the literal
    number,   ///< text is the literal
    text,     ///< parts; none: the empty text
    hole,     ///< text is what stands in it
    list,     ///< entries without keys
    map,      ///< entries with keys
  };
  Kind kind = Kind::null;
  std::string text;
  std::vector<Part> parts;
  std::vector<Entry> entries;
  std::vector<std::string> comments;  ///< above it and behind it, without `#`; those above lines of holes are not kept
  std::uint32_t at = 0;
};

struct Entry {
  enum class Kind : std::uint8_t {
    value,  ///< a member, an item or a document
    block,  ///< head, body, otherwise
  };
  Kind kind = Kind::value;
  std::uint32_t at = 0;
  std::vector<Part> key;          ///< of a member
  std::vector<Part> heads;        ///< of a document: the holes above it
  Pattern value;
  std::string head;               ///< of a block: `if path`, `for x in path`
  std::vector<Entry> body;
  std::vector<Entry> otherwise;   ///< behind `else`
};

struct Error {
  std::uint32_t at = 0;  ///< byte offset
  std::string message;   ///< lower case, no full stop
};

struct Template {
  std::vector<Entry> documents;  ///< and blocks around them
  std::optional<Error> error;    ///< the first; `documents` is then no use
};

/// `depth`: of values and blocks in one another.
Template parse(std::string_view text, std::size_t depth = 100);

}  // namespace infragen::yaml
