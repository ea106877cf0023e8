#pragma once
/// What can be said about a file before its structure is read.

#include "infragen/syntax/parse.hpp"

namespace infragen::syntax {

/// Refuses a text that is too large, is not UTF-8 or holds characters that no line of a specification needs. True if
/// it may be parsed; otherwise one finding was reported. One pass; a text over the limit is not looked at.
bool prescan(source::FileId file, std::string_view text, const Limits& limits, diag::Sink& sink);

}  // namespace infragen::syntax
