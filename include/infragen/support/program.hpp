#pragma once
/// Which program this is.

#include <string>

namespace infragen::support {

/// The build ids of this program and of every library that it was started with; of one that has none, the fingerprint of
/// its file. Another text: perhaps another program. Empty: it cannot be told.
std::string program_identity();

}  // namespace infragen::support
