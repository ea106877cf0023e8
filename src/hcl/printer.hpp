#pragma once
/// The printer behind print.hpp: writes tokens through LineWriter, and decides where lines break.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hcl/layout.hpp"
#include "infragen/hcl/ast.hpp"
#include "infragen/hcl/print.hpp"

namespace infragen::hcl {

class Printer {
 public:
  explicit Printer(const Slots& slots) : slots_(slots) {}

  void file(const Body& body);
  void lone_expression(const Expr& e);
  Printed finish();

 private:
  /// What an expression may do with lines.
  enum class Room : std::uint8_t {
    line,     ///< none: everything on this line
    lines,    ///< brackets may be opened over several lines
    heredoc,  ///< the same, and a heredoc may stand here
  };

  // print_body.cpp
  void body(const Body& body, std::string_view type, bool top);
  void item(const Item& item, std::string_view type);
  void comments(const std::vector<std::string>& lines);
  void value(const Expr& e, bool variable_type);
  void label(const Label& label);
  void line_break() { out_.token(Tok::newline, "\n"); }
  void mark(std::uint32_t origin) {
    if (origin != 0) origins_.emplace_back(out_.line(), origin);
  }

  // print_expression.cpp
  void expression(const Expr& e, Room room, int lowest = 0);
  void expression_of_kind(const Expr& e, Room room);
  void traversal(const Expr& e, Room room);
  void attribute_name(const Expr& e);
  void word(std::string_view text);
  void plain_string(std::string_view text);
  void number(const Expr& e);
  void name(const Expr& e);
  void hole(const Expr& e, Tok kind);
  void slot(const Expr& e);
  void conditional(const Expr& e, Room room);
  void binary(const Expr& e, Room room);
  void call(const Expr& e, Room room);
  void call_on_lines(const Expr& e);
  void function_name(std::string_view text);
  void tuple(const Expr& e, Room room);
  void object(const Expr& e, Room room);
  void key(const Expr& e, bool first);
  void for_expression(const Expr& e, Room room);
  void for_head(const Expr& e, Room room);
  static bool may_open(const Expr& e, bool heredoc);

  // print_width.cpp
  bool fits(const Expr& e, bool heredoc = false) const;

  // print_string.cpp
  void quoted_template(const Expr& e);
  void quoted_text(std::string_view text, const Expr* next);
  void sequence(const Expr& part);
  bool heredoc(const Expr& e);
  void heredoc_body(const std::vector<Expr>& pieces);

  const Slots& slots_;
  LineWriter out_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> origins_;
};

/// How strongly an expression holds together: 0 conditional, 1-6 binary operators, 7 signs, 8 the rest.
int binding(const Expr& e);

/// A heredoc, or a string that reads better as one, and a heredoc can say it.
bool wants_heredoc(const Expr& e);

}  // namespace infragen::hcl
