#include "infragen/driver/secrets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "infragen/support/text.hpp"

namespace infragen::driver {
namespace {

std::string name_of(const UnitState& state, const std::string& address) {
  for (const view::Object& o : state.objects) {
    if (o.address != address) continue;
    if (const view::Value* name = o.fields.find("name")) return name->rope.is_literal() ? name->rope.literal() : view::print(name->rope);
  }
  return {};
}

/// One word of a shell.
std::string quoted(const std::string& text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("._-/:=@+").find(c) != std::string_view::npos;
  });
  return plain ? text : "'" + support::replace_all(text, "'", "'\\''") + "'";
}

/// One line: a comment ends with it.
std::string line_of(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

std::string object_with(const std::vector<std::string>& keys) {
  std::vector<std::string> members;
  for (const std::string& key : keys) members.push_back(fmt::format("\"{}\": \"…\"", key));
  return "{" + support::join(members, ", ") + "}";
}

}  // namespace

std::vector<Manual> manual_secrets(const Compilation& c, const std::string& unit) {
  std::vector<Manual> out;
  for (const UnitState& state : c.states) {
    if (!unit.empty() && state.name != unit) continue;
    const model::Environment& env = state.system.env();
    for (const model::ObjectId id : env.objects.ids()) {
      if (id.kind != model::Objects::kind_of<model::Secret>() || !env.owns(id)) continue;
      const auto& secret = env.objects.get<model::Secret>(id);
      if (!secret.by_hand.present() || !*secret.by_hand) continue;
      const std::string& address = env.objects.head(id).address;
      Manual m{state.name, address, secret.common.about.present() ? *secret.common.about : std::string(), {}, name_of(state, address), env.region()};
      for (const auto& key : *secret.keys) m.keys.push_back(*key);
      out.push_back(std::move(m));
    }
  }
  std::sort(out.begin(), out.end(), [](const Manual& a, const Manual& b) { return std::tie(a.unit, a.address) < std::tie(b.unit, b.address); });
  return out;
}

std::string commands(const std::vector<Manual>& secrets) {
  std::string out;
  for (const Manual& m : secrets) {
    const std::string object = m.address.substr(m.address.find('.') + 1);
    const std::string file = object + (m.keys.empty() ? ".txt" : ".json");
    out += fmt::format("{}# {} {}{}\n", out.empty() ? "" : "\n", m.unit, m.address, m.about.empty() ? "" : ": " + line_of(m.about));
    out += fmt::format("# {} holds {}\n", file, m.keys.empty() ? std::string("the value, without a line end") : object_with(m.keys));
    out += fmt::format("aws secretsmanager put-secret-value --region {} --secret-id {} --secret-string file://{}\n", quoted(m.region), quoted(m.name), quoted(file));
  }
  return out;
}

}  // namespace infragen::driver
