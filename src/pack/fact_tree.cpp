#include "pack/fact_tree.hpp"

#include <algorithm>
#include <set>

#include "infragen/facts/fact_table.hpp"

namespace infragen::pack {

using facts::Replacement;
using nlohmann::json;

struct FactTree::Step {
  std::map<std::string, Step> children;
  std::uint32_t constraint = 0, note = 0;
  std::uint8_t replacement = 0;
};

namespace {

std::uint8_t answer(const json& value, const std::string& place) {
  constexpr std::array kWords = {std::pair{"update", Replacement::update}, std::pair{"replace", Replacement::replace},
                                 std::pair{"unknown", Replacement::unknown}};
  for (const auto& [word, replacement] : kWords) {
    if (value == word) return static_cast<std::uint8_t>(static_cast<std::uint8_t>(replacement) + 1);
  }
  throw Error(place + ": unknown answer " + value.dump());
}

std::string as_text(const json& value, const std::string& place) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  throw Error(place + ": neither text nor number: " + value.dump());
}

const json& list(const json& value, const std::string& place) {
  if (!value.is_array()) throw Error(place + ": not a list: " + value.dump());
  return value;
}

const json& pair_of(const json& value, const std::string& place) {
  if (list(value, place).size() != 2) throw Error(place + ": not a pair: " + value.dump());
  return value;
}

/// `pattern` and `contains` join their plurals, so that one member holds them; `exclusive_min` moves into the range.
json unified(json facts, const std::string& place) {
  for (const auto& [one, all] : {std::pair{"pattern", "pattern_all"}, std::pair{"contains", "contains_all"}}) {
    if (!facts.contains(one)) continue;
    json& target = facts[all];
    if (target.is_null()) target = json::array();
    if (std::find(target.begin(), target.end(), facts[one]) == target.end()) target.push_back(facts[one]);
    facts.erase(one);
  }
  if (facts.contains("exclusive_min")) {
    if (facts["exclusive_min"] != true || !facts.contains("range")) throw Error(place + ": exclusive_min alone");
    pair_of(facts["range"], place).size();
    facts["range"].push_back(true);
    facts.erase("exclusive_min");
  }
  return facts;
}

void write_range(Bytes& out, const json& value, const std::string& place) {
  const bool exclusive = value.is_array() && value.size() == 3;
  if (!exclusive) pair_of(value, place).size();
  for (const json& end : {value[0], value[1]}) {
    if (!end.is_null() && !end.is_number()) throw Error(place + ": not a limit: " + end.dump());
  }
  unsigned bits = 0;
  if (!value[0].is_null()) bits |= facts::limit::kLow;
  if (!value[1].is_null()) bits |= facts::limit::kHigh;
  if (exclusive) bits |= facts::limit::kExclusiveLow;
  out.byte(static_cast<std::uint8_t>(bits));
  for (const json& end : {value[0], value[1]}) {
    if (!end.is_null()) out.real(end.get<double>());
  }
}

void write_texts(Bytes& out, Strings& strings, const json& value, const std::string& place) {
  out.number(narrow<std::uint32_t>(list(value, place).size(), "values"));
  for (const json& text : value) out.number(strings.add(as_text(text, place)));
}

std::vector<std::string> steps(const std::string& path) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < path.size()) {
    const std::size_t end = std::min(path.find_first_of(".[{", at + 1), path.size());
    out.push_back(path.substr(at, end - at));
    at = end + (end < path.size() && path[end] == '.' ? 1 : 0);
  }
  return out;
}

}  // namespace

std::string FactTree::constraint(const json& raw, const std::string& place) {
  if (!raw.is_object()) throw Error(place + ": not an object");
  const json facts = unified(raw, place);
  std::set<std::string, std::less<>> left;
  for (const auto& [key, value] : facts.items()) left.insert(key);
  Bytes out;
  for (std::size_t row = 0; row < facts::kFacts.size(); ++row) {
    const facts::Fact& fact = facts::kFacts[row];
    const auto found = left.find(fact.key);
    if (found == left.end()) continue;
    const json& value = facts[*found];
    left.erase(found);
    out.byte(static_cast<std::uint8_t>(row));
    std::visit(facts::Overloaded{
                   [&](facts::Texts) { write_texts(out, *strings_, value, place); },
                   [&](facts::Text) { out.number(strings_->add(as_text(value, place))); },
                   [&](facts::Limits) { write_range(out, value, place); },
                   [&](facts::TextLimits) {
                     for (const json& end : pair_of(value, place)) out.number(strings_->add(as_text(end, place)));
                   },
                   [&](facts::Number) {
                     if (!value.is_number()) throw Error(place + ": not a number: " + value.dump());
                     out.real(value.get<double>());
                   },
                   [&](facts::Flag) {
                     if (value != fact.when) throw Error(place + ": unexpected value of " + std::string(fact.key));
                   },
                   [&](facts::Choices) {
                     out.number(narrow<std::uint32_t>(list(value, place).size(), "alternatives"));
                     for (const json& choice : value) out.append(constraint(choice, place));
                   },
               },
               fact.member);
  }
  if (!left.empty()) throw Error(place + ": unknown fact " + *left.begin());
  out.byte(facts::kEnd);
  return out.str();
}

std::string FactTree::note(const json& value, const std::string& place) {
  require_keys(value, {"transitions", "replace_when_unset", "a", "b", "class", "from"}, place);
  const json transitions = value.value("transitions", json::object());
  require_keys(transitions, {"a_to_b", "b_to_a", "set", "unset"}, place);
  Bytes out;
  for (const std::string_view key : facts::note::kTransitionKeys) {
    const std::string name(key);
    out.byte(transitions.contains(name) ? answer(transitions[name], place) : std::uint8_t{0});
  }
  for (const std::string_view key : facts::note::kTextKeys) {
    const std::string name(key);
    out.number(strings_->add(value.contains(name) ? as_text(value[name], place) : std::string()));
  }
  write_texts(out, *strings_, value.value("replace_when_unset", json::array()), place);
  return out.str();
}

std::uint16_t FactTree::pack(const Step& step) {
  facts::image::Node node;
  node.constraint = step.constraint;
  node.note = step.note;
  node.replacement = step.replacement;
  Bytes children;
  for (const auto& [name, below] : step.children) {
    facts::image::Child child;
    child.name = strings_->add(name);
    child.node = pack(below);
    children.raw(child);
  }
  node.children = narrow<std::uint16_t>(step.children.size(), "children");
  const auto first = children_.size() / static_cast<std::uint32_t>(sizeof(facts::image::Child));
  const auto [at, fresh] = known_children_.emplace(children.str(), first);
  if (fresh) children_.append(children.str());
  node.first_child = at->second;
  return narrow<std::uint16_t>(nodes_.add(node), "fact nodes");
}

std::uint16_t FactTree::resource(const json& constraints, const json& replacements, const json& notes,
                                 const std::string& place) {
  Step root;
  const auto at = [&](const std::string& path) -> Step& {
    Step* step = &root;
    for (const std::string& name : steps(path)) step = &step->children[name];
    return *step;
  };
  for (const auto& [path, value] : constraints.items()) {
    at(path).constraint = constraints_.add(constraint(value, place + ":" + path)) + 1;
  }
  for (const auto& [path, value] : replacements.items()) at(path).replacement = answer(value, place + ":" + path);
  for (const auto& [path, value] : notes.items()) at(path).note = notes_.add(note(value, place + ":" + path)) + 1;
  return pack(root);
}

}  // namespace infragen::pack
