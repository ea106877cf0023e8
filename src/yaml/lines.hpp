#pragma once
// The lines of a template, and what each is as far as it can be told by itself.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace infragen::yaml {

struct Line {
  enum class Kind : std::uint8_t {
    blank,
    comment,
    separator,  ///< `---`
    opening,    ///< `{{ if … }}`, `{{ for … }}`
    otherwise,  ///< `{{ else … }}`
    closing,    ///< `{{ end … }}`
    head,       ///< another hole alone
    content,
  };
  Kind kind = Kind::blank;
  std::size_t begin = 0, end = 0;  ///< bytes; without the line break
  std::size_t indent = 0;          ///< blanks at its beginning
  std::string_view hole;           ///< of a line that is a hole: what stands in it
};

std::vector<Line> lines_of(std::string_view text);

/// `- x`, or `-` alone.
bool begins_item(std::string_view text);

/// What stands behind a value ends its line: nothing, blanks, a comment behind a blank.
bool ends_line(std::string_view rest);

}  // namespace infragen::yaml
