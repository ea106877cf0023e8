#pragma once
/// What the checks of one block share, and the functions that each check exports.

#include <string>
#include <utility>
#include <vector>

#include "infragen/facts/provider.hpp"
#include "infragen/hcl/ast.hpp"
#include "infragen/verify/verify.hpp"
#include "verify/constraint.hpp"
#include "verify/type_facts.hpp"
#include "verify/value.hpp"

namespace infragen::verify {

/// Where something stands: its name in the facts (no indexes), its name for people, and what to point at.
struct Place {
  std::string facts;
  std::string shown;
  std::uint32_t origin = 0;
  std::uint32_t at = 0;
  bool sensitive = false;

  /// The member `name` of this block or object.
  Place member(std::string_view name) const;
  /// With what `item` or `expr` knows of its own origin and offset.
  Place of(const hcl::Item& item) const;
  Place of(const hcl::Expr& expr) const;
};

struct Run {
  const TypeFacts* facts = nullptr;  ///< of a resource type; data sources have none
  std::string type;
  Patterns* patterns = nullptr;
  std::vector<Problem>* problems = nullptr;

  void report(Problem::Kind kind, const Place& place, std::string message, std::string help = {}) const {
    problems->push_back({place.origin, place.at, place.shown, kind, std::move(message), std::move(help)});
  }
  const facts::Constraint* constraint(const Place& place) const {
    return facts == nullptr ? nullptr : facts->at(place.facts);
  }
};

// values.cpp

/// The value of an argument: Terraform's conversion to `type`, then the facts of the path.
void check_value(const Run& run, const Value& value, const facts::Type& type, const Place& place);

// combinations.cpp

/// Facts that tie the members of one body together.
void check_combinations(const Run& run, const hcl::Body& body, const Place& block);
/// Whether a body has the argument or block `name`.
Presence presence_in(const hcl::Body& body, std::string_view name);

// policy.cpp

/// A document in an argument whose format is `json` or `json_policy`.
void check_document(const Run& run, const Value& value, const facts::Constraint& constraint, const Place& place);

// meta.cpp

enum class BlockKind : std::uint8_t { resource, data, ephemeral, provider };
/// Checks `item` if it is a meta-argument (`count`, `lifecycle` …) of a block of `kind`; false if it is none.
bool check_meta(const Run& run, BlockKind kind, const hcl::Item& item, const facts::Block& schema, const Place& block);
/// Meta-arguments that exclude each other.
void check_meta_combinations(const Run& run, BlockKind kind, const hcl::Body& body, const Place& block);

// body.cpp

/// The body of a top-level block.
void check_top(const Run& run, BlockKind kind, const hcl::Item& block, const facts::Block& schema, const Place& place);

/// `text` in backticks, cut when it is long; "the value" when it must not be shown.
std::string shown_value(std::string_view text, bool sensitive);

}  // namespace infragen::verify
