#pragma once
// Reads templates; see template.hpp.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "infragen/yaml/template.hpp"
#include "yaml/lines.hpp"

namespace infragen::yaml {

class TemplateParser {
 public:
  TemplateParser(std::string_view text, std::size_t depth) : text_(text), most_(depth), lines_(lines_of(text)) {}

  Template run();

 private:
  enum class In : std::uint8_t { stream, list, map };

  /// What stands first in a block: where it belongs to.
  struct Ahead {
    enum class Kind : std::uint8_t { nothing, document, content } kind = Kind::nothing;
    std::size_t column = 0;
    bool is_item = false;
  };

  /// One level deeper for as long as it lives.
  class Deeper {
   public:
    Deeper(TemplateParser& parser, std::size_t at) : parser_(parser) {
      if (++parser_.depth_ > parser_.most_) parser_.fail(at, "values and blocks are nested too deeply");
    }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    TemplateParser& parser_;
  };

  void fail(std::size_t at, std::string message) {
    if (!error_) error_ = Error{static_cast<std::uint32_t>(at), std::move(message)};
  }
  bool failed() const { return error_.has_value(); }

  // Where it reads: a line, and a column of it behind a `- `.
  const Line* peek();
  const Line& line() const { return lines_[line_]; }
  std::size_t at() const { return line().begin + column(); }
  std::size_t column() const { return inside_ ? column_ : line().indent; }
  std::string_view rest() const { return text_.substr(at(), line().end - at()); }
  void next_line() {
    ++line_;
    inside_ = false;
  }
  Ahead ahead(std::size_t opening) const;

  // Structure.
  void entries(In in, std::size_t column, std::vector<Entry>& out);
  void block(In in, std::size_t column, std::vector<Entry>& out);
  void document(std::vector<Entry>& out);
  void item(std::size_t column, std::vector<Entry>& out);
  void member(std::size_t column, std::vector<Entry>& out);
  void node(Pattern& out, std::size_t parent);
  void below(Pattern& out, std::size_t column, bool items_may_stand_here);
  void collection(Pattern& out, bool is_list, std::size_t column);

  // What stands on a line. `parent` is the column of the map or list around it, none for a document.
  void value(Pattern& out, std::size_t from, std::optional<std::size_t> parent);
  void literal_block(Pattern& out, std::size_t from, std::optional<std::size_t> parent);
  void line_end(Pattern& out, std::size_t from);
  std::size_t key(std::size_t from, std::vector<Part>& out);
  std::size_t quoted(std::size_t from, std::vector<Part>& out);
  std::size_t escape(std::size_t from, std::string& out);
  std::size_t plain(std::size_t from, std::string_view stops, std::vector<Part>& out);
  std::size_t flow(std::size_t from, Pattern& out);
  std::size_t flow_value(std::size_t from, Pattern& out);
  std::size_t hole(std::size_t from, std::vector<Part>& out);
  void settle(std::vector<Part> parts, std::size_t from, Pattern& out);
  std::optional<std::size_t> colon() const;
  std::size_t skip_blanks(std::size_t from) const;

  std::string_view text_;
  std::size_t most_, depth_ = 0;
  std::vector<Line> lines_;
  std::size_t line_ = 0, column_ = 0;
  bool inside_ = false;
  bool fresh_ = true;              ///< a document may begin
  std::vector<std::string> comments_;  ///< above what comes next
  std::optional<Error> error_;
};

}  // namespace infragen::yaml
