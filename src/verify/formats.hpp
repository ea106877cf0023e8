#pragma once
/// The named forms of `specs/providers/README.md`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/facts/provider.hpp"

namespace infragen::verify {

/// How a text differs from the form that `constraint.format` names, with the facts that belong to the form (`schemes`,
/// `layout`, `host_bits`, `prefix_bits`, `within`, `duration_range`): a half sentence such as "is not an ARN". Nothing
/// when it fits, or when only the provider can tell.
std::optional<std::string> form_fault(const facts::Constraint& constraint, std::string_view text);

/// An example of the form, for people; empty when there is none.
std::string_view form_example(std::string_view format);

/// What the text must begin with in every value of the form (`arn:`); empty when there is no such thing.
std::string_view form_prefix(std::string_view format);

/// All names that have a row, whether or not texts can be told apart by them; sorted.
std::vector<std::string_view> form_names();

}  // namespace infragen::verify
