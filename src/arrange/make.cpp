#include "arrange/make.hpp"

#include <algorithm>
#include <array>

namespace infragen::arrange {
namespace {

using hcl::Expr;

constexpr std::array<std::string_view, 4> words = {"false", "for", "null", "true"};

}  // namespace

Expr key(const std::string& text) {
  const bool plain = hcl::is_identifier(text) && std::find(words.begin(), words.end(), text) == words.end();
  return plain ? hcl::name(text) : hcl::string(text);
}

const std::string* key_text(const Expr& key) {
  static const std::string null = "null";
  if (key.kind == Expr::Kind::name || key.kind == Expr::Kind::boolean) return &key.text;
  return key.kind == Expr::Kind::null ? &null : hcl::constant_string(key);
}

Expr object_of(std::vector<std::pair<std::string, Expr>> entries) {
  Expr e;
  e.kind = Expr::Kind::object;
  for (auto& [name, value] : entries) {
    e.items.push_back(key(name));
    e.items.push_back(std::move(value));
  }
  return e;
}

Expr conditional(Expr condition, Expr yes, Expr no) {
  Expr e;
  e.kind = Expr::Kind::conditional;
  e.items = {std::move(condition), std::move(yes), std::move(no)};
  return e;
}

Expr binary(std::string op, Expr a, Expr b) {
  Expr e;
  e.kind = Expr::Kind::binary;
  e.text = std::move(op);
  e.items = {std::move(a), std::move(b)};
  return e;
}

}  // namespace infragen::arrange
