#include "yaml/lines.hpp"

#include <algorithm>

#include "infragen/support/text.hpp"

namespace infragen::yaml {
namespace {

Line::Kind kind_of_hole(std::string_view words) {
  const std::string_view first = words.substr(0, words.find_first_of(" \t"));
  if (first == "if" || first == "for") return Line::Kind::opening;
  if (first == "else") return Line::Kind::otherwise;
  return first == "end" ? Line::Kind::closing : Line::Kind::head;
}

void classify(std::string_view whole, Line& line) {
  const std::string_view text = whole.substr(line.begin + line.indent, line.end - line.begin - line.indent);
  if (text.empty() || text.front() == '#') {
    line.kind = text.empty() ? Line::Kind::blank : Line::Kind::comment;
    return;
  }
  line.kind = Line::Kind::content;
  if (line.indent == 0 && text.starts_with("---") && ends_line(text.substr(3))) line.kind = Line::Kind::separator;
  if (!text.starts_with("{{")) return;
  const std::size_t close = text.find("}}");
  if (close == std::string_view::npos || !ends_line(text.substr(close + 2))) return;
  line.hole = support::trim(text.substr(2, close - 2));
  line.kind = kind_of_hole(line.hole);
}

}  // namespace

bool begins_item(std::string_view text) { return text.starts_with('-') && (text.size() == 1 || text[1] == ' '); }

bool ends_line(std::string_view rest) {
  const std::size_t first = rest.find_first_not_of(' ');
  return first == std::string_view::npos || (first > 0 && rest[first] == '#');
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t line_break = std::min(text.find('\n', begin), text.size());
    Line line;
    line.begin = begin;
    line.end = line_break > begin && text[line_break - 1] == '\r' ? line_break - 1 : line_break;
    line.indent = std::min(text.find_first_not_of(' ', begin), line.end) - begin;
    classify(text, line);
    out.push_back(line);
    begin = line_break + 1;
  }
  return out;
}

}  // namespace infragen::yaml
