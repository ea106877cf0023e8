#include "generator.hpp"

#include <utility>

namespace infragen::hcl::testing {
namespace {

constexpr std::string_view kNames[] = {"a",      "name",  "vpc_id", "x-y", "cidr_blocks", "tags", "enabled", "zone_id",
                                       "é",      "ünï_1", "in",     "if",  "each",        "var",  "local",   "_",
                                       "lóng_nam", "type", "list",  "sourceAddress"};
constexpr std::string_view kTexts[] = {
    "plain", "two words", "a\"b", "back\\slash", "${", "%{", "$", "%", "$$", "$${", "%%{x", "{", "}", "\t", "\r\n",
    "line\n", "one\ntwo\n", "  indented\n    more\n", "tail\nwithout", "é", "日本", "e\xCC\x81",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
    "\xC2\xA0", "\x01", "\x7F", "# no comment", "// neither", "/* nor this */", "=", "a = 1", "<<EOT", "EOT", "EOT\n",
    " ", "   ", "\n", "\n\n", "[", "(", "~", "\xE2\x80\xAE", "arn:aws:iam::123456789012:role/service-role/reader"};
constexpr std::string_view kLabels[] = {"aws_vpc", "main", "a b", "é", "", "q\"uote", "x-1", "back\\slash", "t\tab"};
constexpr std::string_view kComments[] = {"note", "", "  deeper", "TABLE = {", "\"quote", "wïde", "*/", "* star"};
constexpr std::string_view kOperators[] = {"||", "&&", "==", "!=", ">", ">=", "<", "<=", "+", "-", "*", "/", "%"};
constexpr std::string_view kNumbers[] = {"0", "1", "42", "3.14", "1e5", "2.5e-3", "10000000000000000000000"};
constexpr std::string_view kFunctions[] = {"jsonencode", "merge", "f", "provider::aws::arn_parse", "templatefile"};

Expr node(Expr::Kind kind, std::string text = {}) {
  Expr e;
  e.kind = kind;
  e.text = std::move(text);
  return e;
}

}  // namespace

std::string Generator::identifier() { return std::string(pick(kNames)); }

std::string Generator::text() {
  std::string out;
  for (std::size_t n = below(4); n > 0; --n) out += pick(kTexts);
  return out;
}

std::string Generator::label_text() { return std::string(pick(kLabels)); }

std::vector<std::string> Generator::comments() {
  std::vector<std::string> out;
  if (chance(85)) return out;
  for (std::size_t n = 1 + below(3); n > 0; --n) out.emplace_back(pick(kComments));
  return out;
}

Body Generator::file() {
  Body out;
  body(out, 3);
  return out;
}

void Generator::body(Body& into, int depth) {
  for (std::size_t n = below(6); n > 0; --n) {
    if (depth > 0 && chance(35)) {
      into.push_back(random_block(depth - 1));
    } else {
      into.push_back(attribute_named(identifier() + "_" + std::to_string(n), static_cast<int>(below(4))));
    }
    into.back().comments = comments();
    into.back().blank_before = chance(20);
  }
}

Item Generator::attribute_named(std::string name, int depth) {
  Expr value = expression(depth);
  // What is one interpolation is not written as a string, see Printer::value.
  const bool wrapped = value.kind == Expr::Kind::string && value.items.size() == 1 &&
                       value.items[0].kind != Expr::Kind::literal;
  if (wrapped) value.items.push_back(node(Expr::Kind::literal, "!"));
  return attribute_item(std::move(name), std::move(value));
}

Item Generator::random_block(int depth) {
  std::vector<std::string> labels;
  for (std::size_t n = below(3); n > 0; --n) labels.push_back(label_text());
  Body inner;
  body(inner, depth);
  return block(identifier(), std::move(labels), std::move(inner));
}

Expr Generator::leaf() {
  switch (below(7)) {
    case 0:
      return null();
    case 1:
      return boolean(chance(50));
    case 2:
      return node(Expr::Kind::number, std::string(pick(kNumbers)));
    case 3:
    case 4:
      return hcl::string(text());
    default:
      return name(identifier());
  }
}

Expr Generator::parenthesized(Expr e) {
  Expr out = node(Expr::Kind::parens);
  out.items.push_back(std::move(e));
  return out;
}

/// Something that needs no parentheses anywhere.
Expr Generator::term(int depth) {
  if (depth <= 0) return leaf();
  switch (below(9)) {
    case 0:
      return traversal(depth - 1);
    case 1:
      return string(depth - 1);
    case 2: {
      std::vector<Expr> items;
      for (std::size_t n = below(4); n > 0; --n) items.push_back(expression(depth - 1));
      return tuple(std::move(items));
    }
    case 3:
      return object(depth - 1);
    case 4: {
      std::vector<Expr> items;
      for (std::size_t n = below(4); n > 0; --n) items.push_back(expression(depth - 1));
      Expr e = call(std::string(pick(kFunctions)), std::move(items));
      e.flag = !e.items.empty() && chance(15);
      return e;
    }
    case 5:
      return for_expression(depth - 1);
    case 6:
      return parenthesized(expression(depth - 1));
    case 7:
      return heredoc(depth - 1);
    default:
      return leaf();
  }
}

Expr Generator::operand(int depth) {
  Expr e = expression(depth);
  const bool loose = e.kind == Expr::Kind::binary || e.kind == Expr::Kind::conditional || e.kind == Expr::Kind::unary;
  return loose ? parenthesized(std::move(e)) : e;
}

Expr Generator::expression(int depth) {
  if (depth <= 0) return leaf();
  switch (below(10)) {
    case 0: {
      Expr e = node(Expr::Kind::binary, std::string(pick(kOperators)));
      e.items.push_back(operand(depth - 1));
      e.items.push_back(operand(depth - 1));
      return e;
    }
    case 1: {
      Expr e = node(Expr::Kind::conditional);
      e.items.push_back(operand(depth - 1));
      e.items.push_back(expression(depth - 1));
      e.items.push_back(expression(depth - 1));
      return e;
    }
    case 2: {
      Expr e = node(Expr::Kind::unary, chance(50) ? "-" : "!");
      e.items.push_back(term(depth - 1));
      if (chance(20)) {
        Expr outer = node(Expr::Kind::unary, chance(50) ? "-" : "!");
        outer.items.push_back(std::move(e));
        return outer;
      }
      return e;
    }
    default:
      return term(depth);
  }
}

Expr Generator::traversal(int depth) {
  Expr e = chance(80) ? name(identifier()) : call("f", {leaf()});
  bool attributes_only = false;
  bool after_number = false;
  for (std::size_t n = 1 + below(4); n > 0; --n) {
    const std::size_t step = below(7);
    const bool number = step == 4 && !after_number;
    if (step == 0 && !attributes_only) {
      Expr splat = node(Expr::Kind::splat);
      splat.flag = attributes_only = true;
      splat.items.push_back(std::move(e));
      e = std::move(splat);
    } else if (step == 1) {
      Expr splat = node(Expr::Kind::splat);
      splat.items.push_back(std::move(e));
      e = std::move(splat);
      attributes_only = false;
    } else if (step == 2) {
      static constexpr std::string_view kKeys[] = {"key", "a b", "é", "x.y"};
      e = index(std::move(e), chance(50) ? number_key() : hcl::string(std::string(pick(kKeys))));
      attributes_only = false;
    } else if (step == 3 && depth > 0) {
      e = index(std::move(e), operand(depth - 1).kind == Expr::Kind::name ? name("k") : traversal(depth - 1));
      attributes_only = false;
    } else {
      e = attribute(std::move(e), number ? std::to_string(below(12)) : identifier());
    }
    after_number = number;
  }
  return e;
}

Expr Generator::number_key() { return node(Expr::Kind::number, std::to_string(below(30))); }

void Generator::parts(std::vector<Expr>& into, int depth, bool lines) {
  for (std::size_t n = 1 + below(4); n > 0; --n) {
    switch (below(4)) {
      case 0:
        into.push_back(expression(depth));
        if (chance(10)) into.back().strip = static_cast<std::uint8_t>(1 + below(3));
        break;
      case 1:
        if (chance(30)) {
          into.push_back(node(Expr::Kind::directive, chance(50) ? "if a == \"b\"" : "for x in [1, f(y)]"));
          const bool conditional = into.back().text.front() == 'i';
          into.push_back(node(Expr::Kind::literal, text() + "-"));
          if (conditional && chance(50)) into.push_back(node(Expr::Kind::directive, "else"));
          if (chance(20)) into.back().strip = into.back().kind == Expr::Kind::directive ? 3 : 0;
          into.push_back(node(Expr::Kind::directive, conditional ? "endif" : "endfor"));
          break;
        }
        [[fallthrough]];
      default:
        into.push_back(node(Expr::Kind::literal, lines && chance(60) ? text() + "\n" : text() + "."));
    }
  }
}

Expr Generator::string(int depth) {
  Expr e = node(Expr::Kind::string);
  parts(e.items, depth, false);
  return e;
}

Expr Generator::heredoc(int depth) {
  Expr e = node(Expr::Kind::heredoc, chance(80) ? "EOT" : identifier());
  e.flag = chance(60);
  parts(e.items, depth, true);
  e.items.push_back(node(Expr::Kind::literal, "end\n"));
  return e;
}

Expr Generator::key(int depth) {
  switch (below(8)) {
    case 0:
      return hcl::string(text());
    case 1:
      return parenthesized(expression(depth));
    case 2:
      return attribute(name(identifier()), identifier());
    case 3:
      return node(Expr::Kind::number, "7");
    default:
      return name(identifier());
  }
}

Expr Generator::object(int depth) {
  Expr e = node(Expr::Kind::object);
  for (std::size_t n = below(4); n > 0; --n) {
    e.items.push_back(key(depth));
    e.items.push_back(expression(depth));
  }
  return e;
}

Expr Generator::for_expression(int depth) {
  const bool object = chance(50);
  Expr e = node(object ? Expr::Kind::for_object : Expr::Kind::for_tuple);
  e.text = identifier();
  if (chance(50)) e.text += std::string(hcl::between_names) + identifier();
  e.items.push_back(expression(depth));
  if (object) e.items.push_back(expression(depth));
  e.items.push_back(expression(depth));
  if (chance(30)) e.items.push_back(expression(depth));
  e.flag = object && chance(20);
  return e;
}

}  // namespace infragen::hcl::testing
