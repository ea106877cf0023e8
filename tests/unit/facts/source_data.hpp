#pragma once
/// Reads a file of `specs/` with no help from the packer, so that tests can hold one against the other.

#include <nlohmann/json.hpp>
#include <string>

nlohmann::json read_source(const std::string& path_below_specs);
