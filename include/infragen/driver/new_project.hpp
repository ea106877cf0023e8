#pragma once
/// The files of a project that begins: small, complete, and taken by `check` as they are.

#include <map>
#include <string>
#include <vector>

namespace infragen::driver {

struct NewProject {
  std::string name;
  std::string region;
  std::vector<std::string> services;
  std::string date;   ///< of `targets`; empty: none
};

/// What cannot be so, each a sentence; empty: nothing.
std::vector<std::string> problems(const NewProject& project);
/// Why a text is no name of a project, no region, no name of a service; empty: it is one.
std::string problem_of_name(const std::string& text);
std::string problem_of_region(const std::string& text);
std::string problem_of_service(const std::string& text);

/// Path -> text, of a project without problems.
std::map<std::string, std::string> files_of(const NewProject& project);

}  // namespace infragen::driver
