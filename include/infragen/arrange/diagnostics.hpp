#pragma once
#include "infragen/diag/diagnostic.hpp"

namespace infragen::arrange {

using diag::Severity;

inline constexpr diag::Def<std::string, std::string, std::string> address_twice{
    "IG0801", "address-twice", Severity::error, "`{}` and `{}` would both be `{}`"};
inline constexpr diag::Def<std::string> stack_cycle{"IG0802", "stack-cycle", Severity::error, "these stacks need each other: {}"};
inline constexpr diag::Def<std::string, std::string, std::string> stack_changed{
    "IG0803", "stack-changed", Severity::warning, "`{}` moves from state `{}` to `{}`"};
inline constexpr diag::Def<std::string, std::string> unknown_resource{"IG0804", "unknown-resource", Severity::error,
                                                                     "`{}` refers to `{}`, which nothing renders"};

inline constexpr diag::Def<std::string, std::string, std::string> output_taken{
    "IG0805", "output-taken", Severity::error, "output `{}` is how other stacks read `{}` of `{}`"};

inline constexpr diag::Def<std::string, std::string, std::string> state_twice{
    "IG0806", "state-twice", Severity::error, "`{}` and `{}` keep their state in the same object `{}`"};

inline constexpr diag::Def<std::string, std::string> cannot_fold{
    "IG0807", "cannot-fold", Severity::error, "blocks `{}` of module `{}` cannot be written as one block"};

inline constexpr diag::Def<std::string, std::string> unfold_differs{
    "IG0808", "unfold-differs", Severity::error, "module `{}` does not say what was compiled: {}"};

inline constexpr diag::Def<std::string> module_cycle{"IG0809", "module-cycle", Severity::error, "modules need each other in a circle: {}"};

inline constexpr diag::Def<std::string, std::string> layout_unused{
    "IG0810", "layout-unused", Severity::warning, "`{}` of `layout.{}` is about nothing that is made"};

inline constexpr diag::Def<std::string, std::string, std::string> held_twice{
    "IG0811", "held-twice", Severity::error, "modules `{}` and `{}` both hold `{}`"};

inline constexpr diag::Def<std::string, std::string, std::string> ambiguous_output{
    "IG0812", "ambiguous-output", Severity::error, "`{}` may be of several blocks of module `{}`: {}"};

inline constexpr diag::Info diagnostics[] = {diag::info(address_twice), diag::info(stack_cycle), diag::info(stack_changed), diag::info(unknown_resource),
                                             diag::info(output_taken), diag::info(state_twice), diag::info(cannot_fold), diag::info(unfold_differs), diag::info(module_cycle),
                                             diag::info(layout_unused), diag::info(held_twice), diag::info(ambiguous_output)};

}  // namespace infragen::arrange
