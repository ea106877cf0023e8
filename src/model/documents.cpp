#include "infragen/model/documents.hpp"

#include <algorithm>
#include <array>

namespace infragen::model {

bool Grammar::takes(const KindSchema& kind) const {
  if (settings_only) return false;
  return extra == Scope::shared ? kind.shareable : kind.scope == Scope::anywhere || kind.scope == extra;
}

std::span<const Grammar> grammars() {
  static const std::array<Grammar, 4> all = {{
      {"project", "infragen.yaml", "infragen.yaml: facts of the whole project.", {&project_schema(), &settings_schema()}, true, Scope::anywhere, false, true},
      {"environment", "an environment", "A file of an environment (envs/<name>/*.yaml), or a layer that environments share (envs/<name>.yaml).",
       {&environment_head_schema(), &unit_head_schema(), &settings_schema()}, false, Scope::anywhere, true},
      {"shared", "a shared stack", "A shared stack (shared/<name>.yaml): resources that exist once and belong to no environment.",
       {&shared_head_schema(), &unit_head_schema(), &settings_schema()}, false, Scope::shared, false},
      {"domain", "a domain", "A file of a domain (domains/<name>/*.yaml): services and what belongs to them, in every environment.", {&domain_head_schema()}, false,
       Scope::domain, false},
  }};
  return all;
}

const Grammar& grammar_named(std::string_view name) {
  const auto all = grammars();
  return *std::find_if(all.begin(), all.end(), [&](const Grammar& g) { return g.name == name; });
}

}  // namespace infragen::model
