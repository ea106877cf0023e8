#pragma once
/// One row a fact of the constraints data: its key there and the member that holds it. The packer writes a row's
/// number before its value and the reader finds the member by it, so neither can know a fact that the other does not.

#include <array>
#include <cstdint>
#include <string_view>
#include <variant>

#include "infragen/facts/provider.hpp"

namespace infragen::facts {

using Texts = std::vector<std::string_view> Constraint::*;
using Text = std::string_view Constraint::*;
using Limits = std::optional<Range> Constraint::*;
using TextLimits = std::optional<TextRange> Constraint::*;
using Number = std::optional<double> Constraint::*;
using Flag = bool Constraint::*;
using Choices = std::vector<Constraint> Constraint::*;

struct Fact {
  std::string_view key;
  std::variant<Texts, Text, Limits, TextLimits, Number, Flag, Choices> member;
  bool when = true;  ///< the value that a flag has in the data
};

inline constexpr std::array kFacts = {
    Fact{"one_of", &Constraint::one_of},
    Fact{"none_of", &Constraint::none_of},
    Fact{"conflicts_with", &Constraint::conflicts_with},
    Fact{"exactly_one_of", &Constraint::exactly_one_of},
    Fact{"at_least_one_of", &Constraint::at_least_one_of},
    Fact{"required_with", &Constraint::required_with},
    Fact{"pattern_all", &Constraint::patterns},  // `pattern` is a list of one
    Fact{"not_pattern", &Constraint::not_patterns},
    Fact{"contains_all", &Constraint::contains},  // likewise `contains`
    Fact{"within", &Constraint::within},
    Fact{"schemes", &Constraint::schemes},
    Fact{"accepts_also", &Constraint::accepts_also},
    Fact{"accepted_samples", &Constraint::accepted_samples},
    Fact{"range", &Constraint::range},
    Fact{"length", &Constraint::length},
    Fact{"items", &Constraint::items},
    Fact{"prefix_bits", &Constraint::prefix_bits},
    Fact{"duration_range", &Constraint::duration_range},
    Fact{"format", &Constraint::format},
    Fact{"prefix", &Constraint::prefix},
    Fact{"excludes_chars", &Constraint::excludes_chars},
    Fact{"chars", &Constraint::chars},
    Fact{"first", &Constraint::first},
    Fact{"last", &Constraint::last},
    Fact{"layout", &Constraint::layout},
    Fact{"multiple_of", &Constraint::multiple_of},
    Fact{"integer", &Constraint::integer},
    Fact{"ignore_case", &Constraint::ignore_case},
    Fact{"allow_empty", &Constraint::allow_empty},
    Fact{"no_double_hyphen", &Constraint::no_double_hyphen},
    Fact{"host_bits", &Constraint::refuses_host_bits, false},
    Fact{"settable", &Constraint::refused, false},
    Fact{"required", &Constraint::required},
    Fact{"custom", &Constraint::custom},
    Fact{"any_of", &Constraint::any_of},
};

/// Functions as one, for `std::visit` over the members above.
template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

/// Written after the last fact of a constraint.
inline constexpr std::uint8_t kEnd = 0xFF;
static_assert(kFacts.size() < kEnd);

/// Bits of a packed range.
namespace limit {
inline constexpr std::uint8_t kLow = 1, kHigh = 2, kExclusiveLow = 4;
}

/// What a replacement note holds; the four transitions come first.
namespace note {
inline constexpr std::array<std::optional<Replacement> ReplacementNote::*, 4> kTransitions = {
    &ReplacementNote::a_to_b, &ReplacementNote::b_to_a, &ReplacementNote::set, &ReplacementNote::unset};
inline constexpr std::array<std::string_view, 4> kTransitionKeys = {"a_to_b", "b_to_a", "set", "unset"};
inline constexpr std::array<std::string_view ReplacementNote::*, 4> kTexts = {
    &ReplacementNote::a, &ReplacementNote::b, &ReplacementNote::reason, &ReplacementNote::from};
inline constexpr std::array<std::string_view, 4> kTextKeys = {"a", "b", "class", "from"};
}  // namespace note

}  // namespace infragen::facts
