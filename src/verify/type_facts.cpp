#include "verify/type_facts.hpp"

#include "infragen/support/text.hpp"

namespace infragen::verify {

namespace {

std::string parent_of(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? std::string() : path.substr(0, dot);
}

bool at_or_below(const std::string& path, const std::string& block) {
  return block.empty() || path == block || path.starts_with(block + ".");
}

}  // namespace

/// The newer plugin framework names a block when a word in it is refused, so the data gives the word list to all of the
/// block's members. The owner is told by `allow_empty`, which only lists of the framework have; the others lose it.
void TypeFacts::drop_borrowed_lists() {
  std::map<std::string, std::vector<std::string>> paths_by_list;
  for (const auto& [path, c] : facts_) {
    if (c.one_of.size() > 1) paths_by_list[support::join(c.one_of, "\n")].push_back(path);
  }
  for (const auto& [list, paths] : paths_by_list) {
    for (const std::string& owner : paths) {
      if (!facts_.at(owner).allow_empty) continue;
      for (const std::string& other : paths) {
        facts::Constraint& c = facts_.at(other);
        if (!c.allow_empty && at_or_below(parent_of(other), parent_of(owner))) c.one_of.clear();
      }
    }
  }
}

TypeFacts::TypeFacts(const facts::Provider& provider, std::string_view type) {
  for (const std::string& path : provider.fact_paths(type)) {
    auto found = provider.constraint(type, path);
    if (!found) continue;
    const facts::Constraint& c = facts_.emplace(path, std::move(*found)).first->second;
    if (path.back() == ']' || path.back() == '}') continue;
    const std::string parent = parent_of(path);
    const std::string name = path.substr(parent.empty() ? 0 : parent.size() + 1);
    if (c.required) levels_[parent].required.push_back(name);
    const bool combines = !c.conflicts_with.empty() || !c.exactly_one_of.empty() || !c.at_least_one_of.empty() ||
                          !c.required_with.empty();
    if (combines) levels_[parent].combinations.push_back({name, &c});
  }
  drop_borrowed_lists();
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
