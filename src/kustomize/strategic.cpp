#include "kustomize/strategic.hpp"

#include <map>
#include <utility>

#include "kustomize/tree.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;

class Merger {
 public:
  Merger(std::string api_version, std::string kind) : api_version_(std::move(api_version)), kind_(std::move(kind)) {}

  bool refused() const { return refused_; }

  /// Either may be missing, not both. Nothing: the member goes.
  std::optional<Node> walk(const Node* there, const Node* patch) {
    const bool is_there = there != nullptr && there->kind != Node::Kind::null;
    const bool is_patched = patch != nullptr && patch->kind != Node::Kind::null;
    if (!is_there && !is_patched) return patch == nullptr ? std::optional<Node>(*there) : std::nullopt;
    if (patch != nullptr && !is_patched) return std::nullopt;
    const Node& first = is_there ? *there : *patch;
    if (is_there && is_patched && shape(*there) != shape(*patch)) {
      refused_ = true;
      return std::nullopt;
    }
    if (is_map(first)) return walk_map(first, patch);
    if (is_list(first)) return walk_list(first, patch);
    return patch == nullptr ? *there : *patch;
  }

 private:
  static int shape(const Node& node) { return is_map(node) ? 2 : is_list(node) ? 1 : 0; }

  // What is new is merged into itself: so nulls go from it, too.
  Node walk_map(const Node& there, const Node* patch) {
    Node out = there;
    out.members.clear();
    if (patch != nullptr && patch->find("$patch") != nullptr) refused_ = true;
    for (const auto& member : there.members) {
      const Step step(path_, member.first);
      const Node* change = patch == nullptr ? nullptr : patch->find(member.first);
      if (std::optional<Node> value = walk(&member.second, change)) out.members.emplace_back(member.first, *value);
    }
    if (patch == nullptr) return out;
    for (const auto& member : patch->members) {
      if (there.find(member.first) != nullptr) continue;
      const Step step(path_, member.first);
      if (std::optional<Node> value = walk(&member.second, &member.second)) {
        out.members.emplace_back(member.first, std::move(*value));
      }
    }
    return out;
  }

  Node walk_list(const Node& there, const Node* patch) {
    const std::vector<std::string> keys = merge_keys(api_version_, kind_, path_);
    if (keys.empty()) return patch == nullptr ? there : *patch;
    Nodes lists{&there};
    if (patch != nullptr) lists.push_back(patch);
    const Keyed keyed = keyed_by(lists, keys);
    if (keyed == Keyed::no) {
      refused_ = true;
      return there;
    }
    std::map<std::string, const Node*> patched;
    std::map<std::string, const Node*> old;
    for (const Node& element : there.items) old.emplace(key_of(element, keys), &element);
    Node out = there;
    out.items.clear();
    const Step step(path_, "[]");
    const auto add = [&](const Node* element, const Node* change) {
      if (std::optional<Node> value = walk(element, change)) out.items.push_back(std::move(*value));
    };
    if (patch != nullptr) {
      for (const Node& change : patch->items) {
        patched.emplace(key_of(change, keys), &change);
        const auto at = old.find(key_of(change, keys));
        if (at == old.end()) {
          add(&change, &change);
        } else if (keyed == Keyed::first) {
          add(at->second, &change);
        }
      }
    }
    for (const Node& element : there.items) {
      const auto at = patched.find(key_of(element, keys));
      if (at == patched.end()) {
        add(&element, nullptr);
      } else if (keyed == Keyed::all) {
        add(&element, at->second);
      }
    }
    return out;
  }

  std::string api_version_;
  std::string kind_;
  Path path_;
  bool refused_ = false;
};

}  // namespace

std::optional<Node> merge_strategic(const Node& object, const Node& patch) {
  Merger merger(text_at(object, {"apiVersion"}), text_at(object, {"kind"}));
  std::optional<Node> out = merger.walk(&object, &patch);
  if (merger.refused()) return std::nullopt;
  return out;
}

}  // namespace infragen::kustomize
