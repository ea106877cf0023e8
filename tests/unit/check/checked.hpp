#pragma once
// A small project that check has nothing to say about, and changes to it.

#include <string>
#include <vector>

#include "infragen/check/check.hpp"
#include "project.hpp"

namespace infragen::test {

/// A production environment without a finding: an entry, two services, a database, a secret.
ProjectFiles sound_project();

/// One text replaced by another in one file; fails the test when it does not stand there exactly once.
ProjectFiles changed(ProjectFiles files, const std::string& path, const std::string& from, const std::string& to);

struct Finding {
  std::string slug;
  diag::Severity severity;
  std::string place;     ///< `envs/prod/env.yaml:7`
  std::string message;
  std::vector<std::string> labels;   ///< places of second labels
  std::string help;                  ///< all of it, joined by ` | `
};

/// What check says of one environment. Fails the test when an earlier phase reports an error.
std::vector<Finding> findings(const ProjectFiles& files, const std::string& unit = "prod", const std::string& today = "2026-11-20");

/// `slug at path:line` of all findings.
std::vector<std::string> found(const ProjectFiles& files, const std::string& unit = "prod");

}  // namespace infragen::test

namespace infragen::test {

/// One change of the sound project, and all that check then says: `slug at path:line`.
struct Change {
  std::string path, from, to;
  std::vector<std::string> expected;
};
/// Checks each change by itself.
void each_is_found(const std::vector<Change>& changes);

inline const std::string env_file = "envs/prod/env.yaml";
inline const std::string domain_file = "domains/shop/domain.yaml";
inline const std::string project_file = "infragen.yaml";

}  // namespace infragen::test
