#pragma once
/// Verifies Kubernetes objects in YAML text.

#include <string>
#include <string_view>
#include <vector>

#include "infragen/verify/objects.hpp"
#include "yaml_node.hpp"

using infragen::verify::ObjectProblem;
using ObjectKind = infragen::verify::ObjectProblem::Kind;
using Lines = std::vector<std::string>;

inline infragen::facts::Kubernetes kubernetes(std::string_view version = "1.35") {
  return *infragen::facts::Kubernetes::find(version);
}

inline std::vector<ObjectProblem> object_problems(const std::string& text, std::string_view version = "1.35") {
  return infragen::verify::verify_object(infragen::tests::yaml_node(text), kubernetes(version));
}

/// One line a problem: `path: message`.
inline Lines object_lines(const std::string& text, std::string_view version = "1.35") {
  Lines out;
  for (const ObjectProblem& p : object_problems(text, version)) out.push_back(p.path + ": " + p.message);
  return out;
}

/// `text` with every line moved to the right.
inline std::string indented(const std::string& text, int columns) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1);
    out += std::string(static_cast<std::size_t>(columns), ' ') + text.substr(at, end + 1 - at);
    at = end + 1;
  }
  return out;
}
