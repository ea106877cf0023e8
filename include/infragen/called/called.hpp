#pragma once
/// Reads what people wrote in Terraform and call as a module: what it takes, what it tells. Its files are untrusted text;
/// nothing of them is run, and what is not plain there is not guessed.

#include <map>
#include <string>

#include "infragen/load/load.hpp"
#include "infragen/model/module_interface.hpp"

namespace infragen::called {

/// The folders of `loaded`, by path.
std::map<std::string, model::ModuleInterface> interfaces(const load::Loaded& loaded);

}  // namespace infragen::called
