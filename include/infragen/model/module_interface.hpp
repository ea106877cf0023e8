#pragma once
/// What a folder of the project with Terraform files takes and tells, for those who call it as a module.

#include <map>
#include <string>
#include <vector>

#include "infragen/facts/provider.hpp"
#include "infragen/source/files.hpp"

namespace infragen::model {

struct ModuleVariable {
  facts::Type type;            ///< `dynamic` where it says none, or one that is not read
  bool required = false;       ///< it has no default
  bool sensitive = false;
  source::Span at;             ///< its name, where it is declared
};

struct ModuleOutput {
  bool secret = false;         ///< `sensitive` or `ephemeral`
  bool list = false;           ///< its value is written as one
  source::Span at;
};

struct ModuleInterface {
  std::string folder;          ///< relative to the project
  std::string problem;         ///< why it cannot be called: `does not exist`; the rest is empty then
  source::Span problem_at;     ///< in one of its files; unknown: of the folder
  std::map<std::string, ModuleVariable> variables;
  std::map<std::string, ModuleOutput> outputs;
  /// Files are there that are not read (JSON, overrides): what is not found may stand in them.
  bool partial = false;
  std::vector<std::string> lookups;    ///< its data sources that ask AWS: `aws_ami.this`; sorted
  std::vector<std::string> providers;  ///< that its callers must hand over: `aws.us`; sorted
};

}  // namespace infragen::model
