#pragma once
/// Holds a rendered block against what its Terraform provider accepts: names, types, numbers of blocks, and the
/// constraints on values and combinations. What cannot be decided without running Terraform (references, functions,
/// variables) is passed over: a finding is never a guess.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "infragen/facts/provider.hpp"
#include "infragen/hcl/ast.hpp"

namespace infragen::verify {

struct Problem {
  enum class Kind : std::uint8_t {
    unknown_type,       ///< no such resource type, data source or ephemeral resource
    unknown_attribute,  ///< neither argument nor block
    block_expected,     ///< `x = …` where `x { … }` is right
    attribute_expected, ///< `x { … }` where `x = …` is right
    repeated,           ///< an argument written twice
    missing,            ///< a required argument or block
    too_few,            ///< blocks or elements
    too_many,
    not_settable,       ///< only the provider sets it
    wrong_type,
    bad_value,          ///< refused by a constraint
    bad_document,       ///< an IAM policy or JSON text that cannot be right
    conflict,           ///< a combination that is refused
    misplaced,          ///< a meta-argument where it has no meaning, or with a wrong shape
    ignored,            ///< Terraform drops it without a word; a warning
    deprecated,         ///< a warning
  };

  std::uint32_t origin = 0;  ///< of the smallest wrong thing that has one
  std::uint32_t at = 0;      ///< its byte offset, for parsed text
  std::string path;          ///< `default_action.type`, `tags["Name"]`; empty for the block itself
  Kind kind = Kind::bad_value;
  std::string message;       ///< lower case, no full stop, code in backticks; no value of a sensitive argument
  std::string help;          ///< what to do; may be empty
};

/// Deprecated and ignored things still work: they deserve a warning.
bool is_error(Problem::Kind kind);

/// Checks blocks against one provider. Keeps what it looked up (facts of a type, compiled patterns), so one object for
/// many blocks is faster; an object belongs to one thread. The answer depends on the block alone.
class Verifier {
 public:
  explicit Verifier(const facts::Provider& provider);
  ~Verifier();
  Verifier(Verifier&&) noexcept;
  Verifier& operator=(Verifier&&) noexcept;

  /// Problems of a top-level `resource`, `data`, `ephemeral` or `provider` block of this provider, in the order of the
  /// text; what a body lacks comes after what is in it. Blocks of other kinds and other providers have none.
  std::vector<Problem> verify(const hcl::Item& block);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// For a single block.
std::vector<Problem> verify(const hcl::Item& block, const facts::Provider& provider);

}  // namespace infragen::verify
