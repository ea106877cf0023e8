// Any bytes: what parses can be printed, read back, and is the same; formatting changes no meaning and settles.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "infragen/hcl/format.hpp"
#include "infragen/hcl/parse.hpp"
#include "infragen/hcl/print.hpp"

namespace {

using namespace infragen::hcl;

void require(bool good, const char* what, std::string_view text) {
  if (good) return;
  std::fprintf(stderr, "hcl_fuzz: %s\n%.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

bool is_text(const Expr& e) { return e.kind == Expr::Kind::literal || e.kind == Expr::Kind::directive; }

/// Parentheses do not change a tree that is there already.
void drop_parentheses(Expr& e) {
  while (e.kind == Expr::Kind::parens) {
    Expr inner = std::move(e.items[0]);
    inner.strip = e.strip;
    e = std::move(inner);
  }
  for (Expr& item : e.items) drop_parentheses(item);
}

/// `3 .14`: an attribute of a number. Terraform's formatting, and so ours, makes `3.14` of it.
bool dotted_number(const Expr& e) {
  if (e.kind == Expr::Kind::attribute && e.items[0].kind == Expr::Kind::number) return true;
  return std::any_of(e.items.begin(), e.items.end(), dotted_number);
}
bool dotted_number(const Body& body) {
  return std::any_of(body.begin(), body.end(),
                     [](const Item& item) { return dotted_number(item.value) || dotted_number(item.body); });
}

/// Takes out what printing and formatting rewrite: `"${x}"` is `x`, and variables have modern types.
void settle(Body& body, std::string_view type, bool top) {
  for (Item& item : body) {
    if (item.kind == Item::Kind::block) {
      settle(item.body, top ? std::string_view(item.name) : std::string_view(), false);
      continue;
    }
    if (item.kind != Item::Kind::attribute) continue;
    if (type == "variable" && item.name == "type") {
      item.value = {};
      continue;
    }
    drop_parentheses(item.value);
    while (item.value.kind == Expr::Kind::string && item.value.items.size() == 1 && !is_text(item.value.items[0]) &&
           item.value.items[0].kind != Expr::Kind::hole) {
      Expr inner = std::move(item.value.items[0]);
      inner.strip = 0;
      item.value = std::move(inner);
    }
    drop_parentheses(item.value);
  }
}

/// A text that reads as a hole once it is printed cannot come back in a template.
bool holds_hole_text(const Expr& e) {
  if (e.kind == Expr::Kind::literal && (e.text.find("{{") != std::string::npos || e.text.back() == '{')) return true;
  if (e.kind == Expr::Kind::directive) return true;
  return std::any_of(e.items.begin(), e.items.end(), holds_hole_text);
}
bool holds_hole_text(const Body& body) {
  return std::any_of(body.begin(), body.end(), [](const Item& item) {
    const bool labels = std::any_of(item.labels.begin(), item.labels.end(),
                                    [](const Label& label) { return holds_hole_text(label.text); });
    return labels || holds_hole_text(item.value) || holds_hole_text(item.body);
  });
}

void round_trip(std::string_view text, bool holes) {
  Options options;
  options.holes = holes;
  Parsed parsed = parse(text, options);
  if (parsed.error) {
    require(parsed.error->at <= text.size() && parsed.error->at <= parsed.error->end, "the error is elsewhere", text);
    return;
  }
  const std::string printed = print(parsed.body).text;
  if (holes && holds_hole_text(parsed.body)) return;
  // Printing may add parentheses, so what is read back may be a little deeper.
  options.depth = 2 * options.depth;
  Parsed back = parse(printed, options);
  require(!back.error, "what was printed does not parse", printed);
  require(print(back.body).text == printed, "printing again changes the text", printed);
  if (!holes) require(format(printed) == printed, "what was printed is not formatted", printed);
  settle(parsed.body, {}, true);
  settle(back.body, {}, true);
  require(equal(parsed.body, back.body), "what was printed means something else", printed);
}

void formatting(std::string_view text) {
  Parsed parsed = parse(text);
  std::optional<std::string> now = format(text);
  require(now.has_value() != parsed.error.has_value(), "parsing and formatting disagree", text);
  if (!now || dotted_number(parsed.body)) return;
  Parsed back = parse(*now);
  require(!back.error, "what was formatted does not parse", *now);
  // One `"${…}"` is unwrapped at a time.
  for (int n = 0; n < 100; ++n) {
    std::optional<std::string> next = format(*now);
    require(next.has_value(), "formatted text cannot be formatted", *now);
    if (*next == *now) {
      settle(parsed.body, {}, true);
      settle(back.body, {}, true);
      require(equal(parsed.body, back.body), "what was formatted means something else", *now);
      return;
    }
    now = std::move(next);
  }
  require(false, "formatting does not settle", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  round_trip(text, false);
  round_trip(text, true);
  formatting(text);
  const ParsedExpr e = parse_expression(text);
  if (!e.error) require(!parse_expression(print(e.expr)).error, "a printed expression does not parse", text);
  return 0;
}
