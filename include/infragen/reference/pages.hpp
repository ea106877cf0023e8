#pragma once
/// The reference as pages of Markdown: one a kind, one a class, and a list of both.

#include <map>
#include <string>

namespace infragen::reference {

/// Path below the folder of the reference -> text: `kinds/postgres.md`.
std::map<std::string, std::string> pages();

}  // namespace infragen::reference
