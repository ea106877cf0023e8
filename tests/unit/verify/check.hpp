#pragma once
/// Verifies HCL text in tests.

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/hcl/parse.hpp"
#include "infragen/verify/verify.hpp"

using infragen::verify::Problem;
using Kind = infragen::verify::Problem::Kind;
using Lines = std::vector<std::string>;

inline std::vector<Problem> problems_of(std::string_view text) {
  const auto parsed = infragen::hcl::parse(text);
  if (parsed.error) throw std::runtime_error(parsed.error->message);
  std::vector<Problem> out;
  for (const auto& block : parsed.body) {
    for (Problem& p : infragen::verify::verify(block, infragen::facts::Provider::aws())) out.push_back(std::move(p));
  }
  return out;
}

/// One line a problem: `path: message`.
inline Lines check(std::string_view text) {
  Lines out;
  for (const Problem& p : problems_of(text)) out.push_back(p.path + ": " + p.message);
  return out;
}

/// Of a resource with the given lines as its body.
inline Lines resource(std::string_view type, std::string_view body) {
  return check("resource \"" + std::string(type) + "\" \"x\" {\n" + std::string(body) + "\n}\n");
}

/// Without those about what is missing, for tests that look at one argument.
inline Lines argument(std::string_view type, std::string_view body) {
  Lines out;
  for (const Problem& p : problems_of("resource \"" + std::string(type) + "\" \"x\" {\n" + std::string(body) + "\n}\n")) {
    if (p.kind != Kind::missing) out.push_back(p.path + ": " + p.message);
  }
  return out;
}
