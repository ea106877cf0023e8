#pragma once
/// How strict findings are: a table, finding by class of the environment.
///
/// *Refused*: AWS says no, or it cannot work. An error everywhere, and nobody can accept it. Findings without a row.
/// *Rule*: it works and should not be so. An error in production; `allow: {slug: reason}` accepts it.
/// *Advice*: a note. `allow` accepts it too.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/schema/schema.hpp"

namespace infragen::check {

enum class Grade : std::uint8_t { refused, rule, advice };
enum class Level : std::uint8_t { silent, note, warning, error };

struct Strictness {
  std::string_view slug;
  Grade grade = Grade::rule;
  std::array<Level, 5> levels{};   ///< by `schema::Class`
};

/// The rows of rules and advice; sorted by slug.
std::span<const Strictness> strictness();

Grade grade(std::string_view slug);

/// What a finding counts for in an environment of that class.
Level level(const diag::Info& finding, schema::Class environment_class);

}  // namespace infragen::check
