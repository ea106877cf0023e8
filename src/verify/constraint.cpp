#include "verify/constraint.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>

#include "infragen/support/text.hpp"
#include "verify/formats.hpp"

namespace infragen::verify {

using facts::Constraint;
using facts::Range;

Patterns::Patterns() = default;
Patterns::~Patterns() = default;

std::optional<bool> Patterns::matches(std::string_view pattern, std::string_view text) {
  auto at = compiled_.find(pattern);
  if (at == compiled_.end()) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::StringPiece expression(pattern.data(), pattern.size());
    at = compiled_.emplace(std::string(pattern), std::make_unique<re2::RE2>(expression, options)).first;
  }
  if (!at->second->ok()) return std::nullopt;
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *at->second);
}

namespace {

using Result = std::optional<Fault>;
using Texts = std::vector<std::string_view>;

bool contains(const Texts& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::string listed(const Texts& values) {
  constexpr std::size_t kShown = 12;
  std::string out;
  for (std::size_t i = 0; i < std::min(values.size(), kShown); ++i) {
    if (i > 0) out += i + 1 == values.size() ? " or " : ", ";
    out += fmt::format("`{}`", values[i]);
  }
  if (values.size() > kShown) out += fmt::format(", … ({} in all)", values.size());
  return out;
}

std::string limits(const Range& range) {
  if (range.low && range.high) return fmt::format("use {} to {}", *range.low, *range.high);
  if (range.low) return fmt::format("use {} or more", *range.low);
  return fmt::format("use {} or less", *range.high);
}

// Numbers.

bool in_list(const Texts& list, double number) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view text) {
    const auto listed_number = as_number(std::string(text));
    return listed_number && *listed_number == number;
  });
}

bool numbers_in(const Texts& list) {
  return std::any_of(list.begin(), list.end(), [](std::string_view text) { return as_number(std::string(text)).has_value(); });
}

Result range_fault(const std::optional<Range>& range, double number) {
  if (!range) return std::nullopt;
  if (range->low && (number < *range->low || (range->exclusive_low && number == *range->low))) {
    return Fault{fmt::format("is {} {}", range->exclusive_low ? "not above" : "below", *range->low), limits(*range)};
  }
  if (range->high && number > *range->high) return Fault{fmt::format("is above {}", *range->high), limits(*range)};
  return std::nullopt;
}

Result number_fault(const Constraint& c, double number) {
  if (c.integer && number != std::nearbyint(number)) return Fault{"is not a whole number", {}};
  // Lists of words on a number belong to a neighbour: an answer of the provider named the wrong argument.
  if (numbers_in(c.one_of) && !in_list(c.one_of, number)) {
    return Fault{"is not an accepted value", "use " + listed(c.one_of)};
  }
  if (in_list(c.none_of, number)) return Fault{"is refused", {}};
  if (auto fault = range_fault(c.range, number)) return fault;
  if (c.multiple_of && std::fmod(number, *c.multiple_of) != 0) {
    return Fault{fmt::format("is not a multiple of {}", *c.multiple_of), {}};
  }
  return std::nullopt;
}

// Texts.

bool same_class(char a, char b) {
  const auto both = [&](char low, char high) { return a >= low && a <= high && b >= low && b <= high; };
  return both('a', 'z') || both('A', 'Z') || both('0', '9');
}

/// `set` as `chars` writes it. Only printable ASCII was tried, so everything else passes.
bool accepts(std::string_view set, char c) {
  if (c < ' ' || c > '~') return true;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-' && same_class(set[i], set[i + 2]) && set[i] < set[i + 2]) {
      if (c >= set[i] && c <= set[i + 2]) return true;
      i += 2;
    } else if (set[i] == c) {
      return true;
    }
  }
  return false;
}

std::string unescaped(std::string_view set) {
  std::string out;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const char next = i + 1 < set.size() ? set[i + 1] : '\0';
    if (set[i] == '\\' && (next == 'n' || next == 'r' || next == 't')) {
      out += next == 'n' ? '\n' : next == 'r' ? '\r' : '\t';
      ++i;
    } else {
      out += set[i];
    }
  }
  return out;
}

/// Characters and what must not be in it: true of each known piece of a text.
Result piece_fault(const Constraint& c, std::string_view piece) {
  if (!c.chars.empty()) {
    const auto bad = std::find_if(piece.begin(), piece.end(), [&](char x) { return !accepts(c.chars, x); });
    if (bad != piece.end()) {
      return Fault{fmt::format("holds the character `{}`", *bad), fmt::format("use only `{}`", c.chars),
                   "holds a character that is refused"};
    }
  }
  if (!c.excludes_chars.empty()) {
    const std::size_t bad = piece.find_first_of(unescaped(c.excludes_chars));
    if (bad != std::string_view::npos) {
      return Fault{"holds a character that is refused", fmt::format("leave out `{}`", c.excludes_chars)};
    }
  }
  if (c.no_double_hyphen && piece.find("--") != std::string_view::npos) {
    return Fault{"has two hyphens in a row", {}};
  }
  return std::nullopt;
}

Result first_fault(const Constraint& c, char letter) {
  const std::string_view set = c.first.empty() ? c.chars : c.first;
  if (set.empty() || accepts(set, letter)) return std::nullopt;
  return Fault{fmt::format("begins with `{}`", letter), fmt::format("begin with one of `{}`", set),
               "begins with a character that is refused"};
}

Result last_fault(const Constraint& c, char letter) {
  const std::string_view set = c.last.empty() ? c.chars : c.last;
  if (set.empty() || accepts(set, letter)) return std::nullopt;
  return Fault{fmt::format("ends with `{}`", letter), fmt::format("end with one of `{}`", set),
               "ends with a character that is refused"};
}

Result too_long(const Constraint& c, std::size_t bytes, std::size_t points) {
  if (!c.length || !c.length->high || static_cast<double>(points) <= *c.length->high) return std::nullopt;
  const std::string message = fmt::format("is longer than {} bytes", *c.length->high);
  return Fault{message, fmt::format("it has {}", bytes), message};
}

Result length_fault(const Constraint& c, std::string_view text) {
  if (!c.length) return std::nullopt;
  if (c.length->low && static_cast<double>(text.size()) < *c.length->low) {
    if (text.empty()) return Fault{"is empty", {}};
    const std::string message = fmt::format("is shorter than {} bytes", *c.length->low);
    return Fault{message, fmt::format("it has {}", text.size()), message};
  }
  return too_long(c, text.size(), support::code_points(text));
}

bool in_words(const Texts& list, std::string_view text, bool ignore_case) {
  if (!ignore_case) return contains(list, text);
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view word) { return support::lower(word) == support::lower(text); });
}

/// Lists with values that hold blanks (`Red Hat Enterprise Linux`) were cut at the blanks when they were read.
bool made_of_words(const Texts& list, std::string_view text) {
  if (text.find(' ') == std::string_view::npos) return false;
  const auto words = support::split(text, ' ');
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) { return contains(list, word); });
}

Result word_fault(const Constraint& c, const std::string& text) {
  if (!c.one_of.empty() && !in_words(c.one_of, text, c.ignore_case)) {
    if (!c.prefix.empty() && text.starts_with(c.prefix)) return std::nullopt;
    const auto number = as_number(text);
    if (number && in_list(c.one_of, *number)) return std::nullopt;
    if (made_of_words(c.one_of, text)) return std::nullopt;
    const auto near = support::nearest(text, c.one_of);
    return Fault{"is not an accepted value", near ? fmt::format("did you mean `{}`?", *near) : "use " + listed(c.one_of)};
  }
  if (contains(c.none_of, text)) return Fault{"is refused", {}};
  return std::nullopt;
}

Result pattern_fault(const Constraint& c, std::string_view text, Patterns& patterns) {
  const auto fits = [&](std::string_view p) { return patterns.matches(p, text).value_or(true); };
  if (!c.patterns.empty() && std::none_of(c.patterns.begin(), c.patterns.end(), fits)) {
    return Fault{"does not have the form that is asked for", fmt::format("it must match `{}`", c.patterns.front())};
  }
  const auto hit = [&](std::string_view p) { return patterns.matches(p, text).value_or(false); };
  const auto bad = std::find_if(c.not_patterns.begin(), c.not_patterns.end(), hit);
  if (bad != c.not_patterns.end()) return Fault{"has a form that is refused", fmt::format("it must not match `{}`", *bad)};
  return std::nullopt;
}

Result affix_fault(const Constraint& c, std::string_view text) {
  // Beside a list of words the prefix is one more way to be right.
  if (c.one_of.empty() && !text.starts_with(c.prefix)) return Fault{fmt::format("does not begin with `{}`", c.prefix), {}};
  for (const std::string_view part : c.contains) {
    if (text.find(part) == std::string_view::npos) return Fault{fmt::format("does not contain `{}`", part), {}};
  }
  return std::nullopt;
}

Result format_fault(const Constraint& c, std::string_view text) {
  if (c.format.empty()) return std::nullopt;
  auto fault = form_fault(c, text);
  if (!fault) return std::nullopt;
  const std::string_view example = form_example(c.format);
  return Fault{std::move(*fault), example.empty() ? std::string() : fmt::format("for example `{}`", example)};
}

/// Limits of numbers that the provider wants as text.
Result written_number_fault(const Constraint& c, const std::string& text) {
  if (!c.range && !c.multiple_of && !c.integer) return std::nullopt;
  const auto number = as_number(text);
  if (!number) return std::nullopt;
  Constraint numeric;
  numeric.range = c.range;
  numeric.multiple_of = c.multiple_of;
  numeric.integer = c.integer;
  return number_fault(numeric, *number);
}

Result text_fault(const Constraint& c, const std::string& text, Patterns& patterns) {
  if (auto fault = word_fault(c, text)) return fault;
  if (auto fault = length_fault(c, text)) return fault;
  if (auto fault = piece_fault(c, text)) return fault;
  if (!text.empty()) {
    if (auto fault = first_fault(c, text.front())) return fault;
    if (auto fault = last_fault(c, text.back())) return fault;
  }
  if (auto fault = affix_fault(c, text)) return fault;
  if (auto fault = format_fault(c, text)) return fault;
  if (auto fault = pattern_fault(c, text, patterns)) return fault;
  return written_number_fault(c, text);
}

// Texts with unknown pieces.

bool compatible(std::string_view known, std::string_view whole) {
  const std::size_t common = std::min(known.size(), whole.size());
  return known.substr(0, common) == whole.substr(0, common);
}

Result prefix_fault(const Constraint& c, std::string_view start) {
  const std::string_view prefix = c.one_of.empty() ? c.prefix : std::string_view();
  for (const std::string_view wanted : {prefix, form_prefix(c.format)}) {
    if (!compatible(start, wanted)) return Fault{fmt::format("does not begin with `{}`", wanted), {}};
  }
  const auto possible = [&](std::string_view word) { return word.starts_with(start); };
  if (!c.one_of.empty() && c.prefix.empty() && !c.ignore_case && std::none_of(c.one_of.begin(), c.one_of.end(), possible)) {
    return Fault{"cannot become an accepted value", "use " + listed(c.one_of)};
  }
  return std::nullopt;
}

Result partial_fault(const Constraint& c, const Value& value) {
  std::size_t bytes = 0;
  std::size_t points = 0;
  for (const std::string& piece : value.pieces) {
    bytes += piece.size();
    points += support::code_points(piece);
    if (auto fault = piece_fault(c, piece)) return fault;
  }
  if (value.starts && !value.pieces.empty() && !value.pieces.front().empty()) {
    if (auto fault = first_fault(c, value.pieces.front().front())) return fault;
    if (auto fault = prefix_fault(c, value.pieces.front())) return fault;
  }
  if (value.ends && !value.pieces.empty() && !value.pieces.back().empty()) {
    if (auto fault = last_fault(c, value.pieces.back().back())) return fault;
  }
  return too_long(c, bytes, points);
}

Result plain_fault(const Constraint& c, const Value& value, bool is_number, Patterns& patterns) {
  if (value.is(Value::Kind::partial)) return partial_fault(c, value);
  if (is_number) {
    const auto number = as_number(value.text);
    return number ? number_fault(c, *number) : std::nullopt;
  }
  const auto text = as_text(value);
  return text ? text_fault(c, *text, patterns) : std::nullopt;
}

/// Without the facts that `accepts_also` shows to be one alternative among others that are not known.
Constraint certain_facts(const Constraint& c) {
  if (c.accepts_also.empty()) return c;
  Constraint out;
  out.length = c.length;
  return out;
}

Result choice_fault(const Constraint& c, const Value& value, bool is_number, Patterns& patterns) {
  if (c.any_of.empty() || !c.accepts_also.empty()) return std::nullopt;
  Result last;
  for (Constraint choice : c.any_of) {
    choice.allow_empty = choice.allow_empty || c.allow_empty;
    last = plain_fault(choice, value, is_number, patterns);
    if (!last) return std::nullopt;
  }
  if (c.any_of.size() == 1) return last;
  return Fault{"fits none of the accepted forms", last->help};
}

}  // namespace

std::optional<Fault> value_fault(const Constraint& c, const Value& value, bool is_number, Patterns& patterns) {
  if (!value.known_scalar() && !value.is(Value::Kind::partial)) return std::nullopt;
  if (value.known_scalar()) {
    const auto text = as_text(value);
    if (!text) return std::nullopt;
    if (text->empty() && c.allow_empty) return std::nullopt;
    if (contains(c.accepts_also, *text) || contains(c.accepted_samples, *text)) return std::nullopt;
  }
  if (auto fault = plain_fault(certain_facts(c), value, is_number, patterns)) return fault;
  return choice_fault(c, value, is_number, patterns);
}

std::optional<std::string> count_fault(const std::optional<Range>& range, std::size_t count) {
  if (!range) return std::nullopt;
  if (range->low && static_cast<double>(count) < *range->low) return fmt::format("fewer than {}", *range->low);
  if (range->high && static_cast<double>(count) > *range->high) return fmt::format("more than {}", *range->high);
  return std::nullopt;
}

}  // namespace infragen::verify
