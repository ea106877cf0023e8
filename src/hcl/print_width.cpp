#include <algorithm>

#include "hcl/printer.hpp"
#include "hcl/unicode.hpp"

namespace infragen::hcl {
namespace {

/// Takes the columns of an expression from what is left of a line. Estimates: escapes, parentheses and alignment do
/// not count, so that a tree measures the same before it is printed and after it is read back.
class Measure {
 public:
  Measure(const Slots& slots, std::size_t room) : slots_(slots), room_(room) {}

  /// False when the columns are not there. With `strict` also false when `e` is written over several lines however
  /// short it is; `heredoc`: a heredoc may stand here.
  bool take(const Expr& e, bool strict, bool heredoc) {
    switch (e.kind) {
      case Expr::Kind::string:
      case Expr::Kind::heredoc:
        if (strict && heredoc && e.kind == Expr::Kind::heredoc && wants_heredoc(e)) return false;
        return take_template(e);
      case Expr::Kind::object:
        return take_object(e, strict);
      case Expr::Kind::tuple:
        return take_tuple(e, strict);
      case Expr::Kind::call:
        return take_call(e, strict, heredoc);
      case Expr::Kind::for_tuple:
      case Expr::Kind::for_object:
        return take_for(e, strict);
      case Expr::Kind::parens:
        return take(e.items.at(0), strict, false);
      case Expr::Kind::slot:
        return columns(e.slot < slots_.size() ? slots_[e.slot].size() : 16);
      case Expr::Kind::index:
        return columns(2) && take(e.items.at(0), strict, false) && take(e.items.at(1), false, false);
      case Expr::Kind::unary:
        return columns(1) && take(e.items.at(0), strict, false);
      case Expr::Kind::null:
        return columns(4);
      default:
        return columns(e.text.size() + 1) && take_all(e.items, strict);
    }
  }

 private:
  bool columns(std::size_t n) {
    if (n > room_) return false;
    room_ -= n;
    return true;
  }

  bool take_all(const std::vector<Expr>& items, bool strict) {
    return std::all_of(items.begin(), items.end(),
                       [&](const Expr& item) { return columns(2) && take(item, strict, false); });
  }

  bool take_template(const Expr& e) {
    if (!columns(2)) return false;
    for (const Expr& part : e.items) {
      const bool literal = part.kind == Expr::Kind::literal;
      if (!(literal ? columns(part.text.size()) : columns(3) && take(part, false, false))) return false;
    }
    return true;
  }

  bool take_object(const Expr& e, bool strict) {
    if (strict && e.items.size() > 2) return false;
    if (strict && e.items.size() == 2) {
      const Expr& value = e.items[1];
      if (e.items[0].flag || (value.kind == Expr::Kind::object && !value.items.empty()) || wants_heredoc(value)) {
        return false;
      }
    }
    if (!columns(2)) return false;
    for (std::size_t i = 0; i + 1 < e.items.size(); i += 2) {
      if (!columns(5) || !take(e.items[i], false, false) || !take(e.items[i + 1], strict, false)) return false;
    }
    return true;
  }

  bool take_tuple(const Expr& e, bool strict) {
    for (std::size_t i = 0; strict && i < e.items.size(); ++i) {
      const Expr& item = e.items[i];
      if (i > room_) return false;
      if (item.kind == Expr::Kind::hole && item.flag) return false;
      if (item.kind == Expr::Kind::object && !item.items.empty()) return false;
    }
    return columns(2) && take_all(e.items, strict);
  }

  bool take_call(const Expr& e, bool strict, bool heredoc) {
    if (!columns(e.text.size() + 2)) return false;
    for (std::size_t i = 0; i < e.items.size(); ++i) {
      const bool last = i + 1 == e.items.size();
      if (!columns(2) || !take(e.items[i], strict, heredoc && last && !e.flag)) return false;
    }
    return true;
  }

  bool take_for(const Expr& e, bool strict) {
    for (const std::string_view n : for_names(e)) {
      if (!columns(n.size() + 2)) return false;
    }
    const std::size_t value = e.kind == Expr::Kind::for_object ? 2 : 1;
    for (std::size_t i = 0; i < e.items.size(); ++i) {
      if (!columns(3) || !take(e.items[i], strict && i >= value, false)) return false;
    }
    return columns(8);
  }

  const Slots& slots_;
  std::size_t room_;
};

/// Columns that a line has for an expression before its brackets are opened over several lines.
constexpr std::size_t kWidth = 100;

}  // namespace

bool Printer::fits(const Expr& e, bool heredoc) const {
  const std::size_t used = out_.column() + 1;
  return Measure(slots_, used < kWidth ? kWidth - used : 0).take(e, true, heredoc);
}

}  // namespace infragen::hcl
