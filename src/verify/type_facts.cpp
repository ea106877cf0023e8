#include "verify/type_facts.hpp"

namespace infragen::verify {

TypeFacts::TypeFacts(const facts::Provider& provider, std::string_view type) {
  for (const std::string& path : provider.fact_paths(type)) {
    auto found = provider.constraint(type, path);
    if (!found) continue;
    const facts::Constraint& c = facts_.emplace(path, std::move(*found)).first->second;
    if (path.back() == ']' || path.back() == '}') continue;
    const std::size_t dot = path.rfind('.');
    const std::string parent = dot == std::string::npos ? std::string() : path.substr(0, dot);
    const std::string name = dot == std::string::npos ? path : path.substr(dot + 1);
    if (c.required) levels_[parent].required.push_back(name);
    const bool combines = !c.conflicts_with.empty() || !c.exactly_one_of.empty() || !c.at_least_one_of.empty() ||
                          !c.required_with.empty();
    if (combines) levels_[parent].combinations.push_back({name, &c});
  }
}

const facts::Constraint* TypeFacts::at(const std::string& path) const {
  const auto found = facts_.find(path);
  return found == facts_.end() ? nullptr : &found->second;
}

const TypeFacts::Level* TypeFacts::level(const std::string& path) const {
  const auto found = levels_.find(path);
  return found == levels_.end() ? nullptr : &found->second;
}

}  // namespace infragen::verify
