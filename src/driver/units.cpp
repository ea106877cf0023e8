#include "infragen/driver/units.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "infragen/support/text.hpp"

namespace infragen::driver {
namespace {

/// `envs/prod/` and `shared/global` as names; an address has a dot, which no name has.
bool names_unit(const std::string& word) { return word.find('.') == std::string::npos; }

std::string name_of(std::string word) {
  while (word.ends_with('/')) word.pop_back();
  for (const std::string_view folder : {"envs/", "shared/"}) {
    if (word.starts_with(folder)) return word.substr(folder.size());
  }
  return word;
}

}  // namespace

const UnitState* unit_named(const Compilation& c, const std::string& name) {
  for (const UnitState& s : c.states) {
    if (s.name == name) return &s;
  }
  return nullptr;
}

std::string no_environment(const Compilation& c, const std::string& name) {
  const auto& known = c.names.environments;
  const auto near = support::nearest(name, known);
  const std::string hint = near ? fmt::format("; did you mean `{}`?", *near) : known.empty() ? std::string() : "; there are " + support::join(known, ", ");
  return fmt::format("environment `{}` is not defined{}", name, hint);
}

std::string no_object(const UnitState& state, const std::string& address) {
  const model::Objects& objects = state.system.env().objects;
  std::vector<std::string> known;
  for (const model::ObjectId other : objects.ids()) known.push_back(objects.head(other).address);
  const auto near = support::nearest(address, known);
  return fmt::format("{} has no `{}`{}", state.name, address, near ? fmt::format("; did you mean `{}`?", *near) : "");
}

std::string place(const Compilation& c, source::Span span) {
  return fmt::format("{}:{}", c.loaded.files.path(span.file), c.loaded.files.position(span.file, span.begin).line);
}

Asked asked(const Compilation& c, const std::vector<std::string>& words) {
  Asked out;
  const bool named = !words.empty() && names_unit(words.front());
  if (named) {
    const std::string name = name_of(words.front());
    out.state = unit_named(c, name);
    if (out.state == nullptr) out.problem = no_environment(c, name);
  } else if (c.names.environments.size() == 1) {
    out.state = unit_named(c, c.names.environments.front());
  } else {
    out.problem = c.names.environments.empty() ? std::string("the project has no environment") : "which environment? there are " + support::join(c.names.environments, ", ");
  }
  if (words.size() > (named ? 1u : 0u)) out.address = words.back();
  if (out.state == nullptr || out.address.empty()) return out;
  if (!out.state->system.env().objects.find(out.address).known()) {
    out.problem = no_object(*out.state, out.address);
    out.state = nullptr;
  }
  return out;
}

}  // namespace infragen::driver
