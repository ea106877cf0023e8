#include "merge/profiles.hpp"

#include <algorithm>

#include "infragen/merge/diagnostics.hpp"
#include "infragen/model/kind.hpp"
#include "infragen/support/text.hpp"

namespace infragen::merge {
namespace {

using tree::Value;

void named_by(const Value* object, std::set<std::string>& out) {
  const Value* profile = object == nullptr ? nullptr : object->find("profile");
  if (profile != nullptr && profile->kind == Value::Kind::scalar) out.insert(profile->text);
}

void named_below(const Value& kinds, std::set<std::string>& out) {
  for (const tree::Item& kind : kinds.items) {
    if (model::kind_named(kind.key) == nullptr) continue;
    for (const tree::Item& object : kind.value.items) {
      named_by(&object.value, out);
      if (const Value* variants = object.value.find("in")) {
        for (const tree::Item& variant : variants->items) named_by(&variant.value, out);
      }
    }
  }
}

}  // namespace

std::map<std::string, tree::Item> profiles_of(std::span<const expand::Document> documents) {
  std::map<std::string, tree::Item> out;
  for (const expand::Document& d : documents) {
    const Value* profiles = d.role == load::Role::project ? d.tree.find("profiles") : nullptr;
    if (profiles == nullptr) continue;
    for (const tree::Item& item : profiles->items) out.emplace(item.key, item);
  }
  return out;
}

void report_unknown_profile(const Value& named, const std::map<std::string, tree::Item>& profiles, diag::Sink& sink) {
  auto d = sink.report(unknown_profile, named.span, named.text);
  std::vector<std::string> known;
  for (const auto& [name, unused] : profiles) known.push_back(name);
  if (const auto near = support::nearest(named.text, known)) {
    d.help("did you mean `" + std::string(*near) + "`");
  } else {
    d.help(known.empty() ? "`profiles:` in infragen.yaml" : "profiles are " + support::join(known, ", "));
  }
}

void hold_profiles(std::span<const expand::Document> documents, diag::Sink& sink) {
  std::set<std::string> named;
  for (const expand::Document& d : documents) {
    if (d.poisoned) return;  // what could not be read may name it
    named_below(d.tree, named);
    if (const Value* defaults = d.tree.find("defaults")) {
      for (const tree::Item& kind : defaults->items) named_by(&kind.value, named);
    }
    if (const Value* domains = d.tree.find("domains")) {
      for (const tree::Item& domain : domains->items) named_below(domain.value, named);
    }
  }
  for (const auto& [name, item] : profiles_of(documents)) {
    if (!named.contains(name)) sink.report(unused_profile, item.key_span, name).help("`profile: " + name + "` on a service, or delete it");
  }
}

}  // namespace infragen::merge
