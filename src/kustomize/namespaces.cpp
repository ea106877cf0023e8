#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "kustomize/known.hpp"
#include "kustomize/layout.hpp"
#include "kustomize/tree.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;

const Path kNamespace = {"metadata", "namespace"};

bool is_namespace_object(const Node& object) {
  return text_at(object, {"kind"}) == "Namespace" && text_at(object, {"apiVersion"}) == "v1";
}

bool is_role_binding(const Node& object) {
  const std::string kind = text_at(object, {"kind"});
  return kind == "RoleBinding" || kind == "ClusterRoleBinding";
}

// What `namespace:` changes beside `metadata.namespace`.
bool has_hidden_namespaces(const Node& object) {
  const std::string kind = text_at(object, {"kind"});
  return kind == "APIService" || kind == "CustomResourceDefinition" || kind.ends_with("WebhookConfiguration");
}

using Visit = std::function<void(Node&)>;

void for_each_object(Layout& layout, std::size_t environment, const Visit& visit) {
  for (Shared& object : layout.shared) {
    if (!object.roots.empty()) visit(object.roots[environment]);
  }
  for (Object& object : layout.own[environment]) visit(object.root);
}

bool differ(const Shared& object) {
  return std::any_of(object.roots.begin(), object.roots.end(), [&](const Node& root) {
    return text_at(root, kNamespace) != text_at(object.roots.front(), kNamespace);
  });
}

void for_each_subject(Node& object, const Visit& visit) {
  Node* subjects = is_role_binding(object) ? object.find("subjects") : nullptr;
  if (subjects == nullptr) return;
  for (Node& subject : subjects->items) visit(subject);
}

bool is_account(const Node& object) { return text_at(object, {"kind"}) == "ServiceAccount"; }

// ---- one namespace an environment

// The one namespace of an environment, if the field `namespace:` leaves its objects as they are.
std::optional<Node> only_namespace(Layout& layout, std::size_t environment) {
  std::optional<Node> out;
  bool fits = true;
  std::set<std::string> accounts{"default"};
  for_each_object(layout, environment, [&](Node& object) {
    const Node* name_space = node_at(object, kNamespace);
    const bool cluster = is_cluster_scoped(text_at(object, {"apiVersion"}), text_at(object, {"kind"}));
    if ((name_space == nullptr) != cluster || has_hidden_namespaces(object)) fits = false;
    if (is_account(object)) accounts.insert(text_at(object, {"metadata", "name"}));
    if (name_space == nullptr) return;
    if (!out) out = *name_space;
    if (name_space->text != out->text || name_space->text.empty()) fits = false;
  });
  if (!out) return std::nullopt;
  for_each_object(layout, environment, [&](Node& object) {
    if (is_namespace_object(object) && text_at(object, {"metadata", "name"}) != out->text) fits = false;
    // Subjects that have the name of an account among the objects follow it, whatever their kind.
    for_each_subject(object, [&](Node& subject) {
      if (accounts.count(text_at(subject, {"name"})) > 0 && text_at(subject, {"namespace"}) != out->text) fits = false;
    });
  });
  return fits ? out : std::nullopt;
}

// Takes the namespaces of objects away, and those of subjects that follow an account.
void erase_namespaces(Layout& layout, std::size_t environment) {
  std::set<std::string> accounts{"default"};
  for_each_object(layout, environment, [&](Node& object) {
    if (is_account(object)) accounts.insert(text_at(object, {"metadata", "name"}));
    if (Node* metadata = object.find("metadata")) erase_member(*metadata, "namespace");
  });
  for_each_object(layout, environment, [&](Node& object) {
    for_each_subject(object, [&](Node& subject) {
      if (accounts.count(text_at(subject, {"name"})) > 0) erase_member(subject, "namespace");
    });
  });
}

bool take_by_field(Layout& layout) {
  std::vector<Node> namespaces;
  for (std::size_t i = 0; i < layout.names.size(); ++i) {
    std::optional<Node> one = only_namespace(layout, i);
    if (!one) return false;
    namespaces.push_back(std::move(*one));
  }
  for (std::size_t i = 0; i < layout.names.size(); ++i) {
    erase_namespaces(layout, i);
    layout.fields[i].name_space = std::move(namespaces[i]);
  }
  return true;
}

// ---- several namespaces

// For each environment but the first: namespace of the first -> namespace here. Objects that do not follow are parted.
class Moves {
 public:
  explicit Moves(Layout& layout) : layout_(layout), moves_(layout.names.size()) {}

  void take() {
    while (part_some()) moves_.assign(layout_.names.size(), {});
    for (Shared& object : layout_.shared) {
      if (object.roots.empty() || !differ(object)) continue;
      const Node first = *node_at(object.roots.front(), kNamespace);
      for (std::size_t i = 1; i < object.roots.size(); ++i) {
        layout_.fields[i].moved_namespaces[first.text] = text_at(object.roots[i], kNamespace);
        object.roots[i].find("metadata")->set("namespace", first);
      }
    }
    for (std::size_t i = 1; i < layout_.names.size(); ++i) follow_accounts(i);
    for (Fields& fields : layout_.fields) {
      std::erase_if(fields.moved_namespaces, [](const auto& move) { return move.first == move.second; });
    }
  }

 private:
  // Whether there were objects to part: then everything is looked at again.
  bool part_some() {
    std::set<std::string> firsts;
    for (const Shared& object : layout_.shared) {
      if (!object.roots.empty()) firsts.insert(text_at(object.roots.front(), kNamespace));
    }
    std::vector<std::set<std::string>> taken(layout_.names.size());
    subjects_.assign(layout_.names.size(), {});
    for (std::size_t i = 0; i < layout_.names.size(); ++i) {
      for (const Object& own : layout_.own[i]) taken[i].insert(text_at(own.root, kNamespace));
      for_each_object(layout_, i, [&](Node& object) {
        for_each_subject(object, [&](Node& subject) {
          subjects_[i].emplace(text_at(subject, {"name"}), text_at(subject, {"namespace"}));
        });
      });
    }
    std::vector<std::size_t> misfits;
    for (std::size_t object = 0; object < layout_.shared.size(); ++object) {
      if (layout_.shared[object].roots.empty()) continue;
      for (std::size_t i = 1; i < layout_.names.size(); ++i) {
        if (fits(layout_.shared[object], i, firsts, taken[i])) continue;
        misfits.push_back(object);
        break;
      }
    }
    for (const std::size_t object : misfits) layout_.part(object);
    return !misfits.empty();
  }

  // `firsts`: namespaces in base; `taken`: those of objects that only this environment has.
  bool fits(const Shared& object, std::size_t environment, const std::set<std::string>& firsts,
            const std::set<std::string>& taken) {
    const std::string from = text_at(object.roots.front(), kNamespace);
    const std::string to = text_at(object.roots[environment], kNamespace);
    const auto known = moves_[environment].emplace(from, to).first;
    if (known->second != to) return false;
    if (from == to) return true;
    // Subjects of that name would follow the account.
    const std::string name = text_at(object.roots.front(), {"metadata", "name"});
    const std::set<std::pair<std::string, std::string>>& subjects = subjects_[environment];
    if (is_account(object.roots.front()) && (subjects.count({name, ""}) > 0 || subjects.count({name, from}) > 0))
      return false;
    // `default` is also where kustomize sees what has no namespace, and what is moved must not be moved on.
    return !from.empty() && !to.empty() && from != "default" && firsts.count(to) == 0 && taken.count(from) == 0;
  }

  // Where nothing else differs, subjects are given the namespace that their account has in base, and follow it as it
  // moves.
  void follow_accounts(std::size_t environment) {
    std::set<std::pair<std::string, std::string>> moved;  // name and namespace in base
    for (const Shared& object : layout_.shared) {
      if (object.roots.empty() || !is_account(object.roots.front())) continue;
      const std::string from = text_at(object.roots.front(), kNamespace);
      if (layout_.fields[environment].moved_namespaces.count(from) > 0) {
        moved.emplace(text_at(object.roots.front(), {"metadata", "name"}), from);
      }
    }
    for (Shared& object : layout_.shared) {
      if (object.roots.empty()) continue;
      Node moved_back = object.roots[environment];
      for_each_subject(moved_back, [&](Node& subject) {
        for (const auto& move : layout_.fields[environment].moved_namespaces) {
          if (move.second != text_at(subject, {"namespace"}) ||
              moved.count({text_at(subject, {"name"}), move.first}) == 0)
            continue;
          subject.set("namespace", yaml::text(move.first));
          return;
        }
      });
      const Node* first = object.roots.front().find("subjects");
      const Node* here = moved_back.find("subjects");
      if (first != nullptr && here != nullptr && *first == *here) object.roots[environment] = std::move(moved_back);
    }
  }

  Layout& layout_;
  std::vector<std::map<std::string, std::string>> moves_;
  std::vector<std::set<std::pair<std::string, std::string>>> subjects_;  // of bindings: name and namespace
};

}  // namespace

void take_namespaces(Layout& layout) {
  const bool any = std::any_of(layout.shared.begin(), layout.shared.end(), differ);
  if (any && !take_by_field(layout)) Moves(layout).take();
}

}  // namespace infragen::kustomize
