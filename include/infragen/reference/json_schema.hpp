#pragma once
/// The language as JSON Schema (draft 2020-12), for editors: one document for each sort of file, made from the same field
/// tables that the compiler reads. A schema refuses nothing that the compiler takes in that place; what a table cannot say
/// (rules over several fields, the text of an address) only the compiler knows.

#include <map>
#include <string>

namespace infragen::reference {

/// File name -> text: `environment.json`.
std::map<std::string, std::string> json_schemas();

}  // namespace infragen::reference
