#include "infragen/driver/graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "infragen/support/text.hpp"

namespace infragen::driver {
namespace {

using model::ObjectId;

/// `shop` of `postgres.main/shop`.
std::string part_of(const std::string& target) {
  const std::size_t slash = target.find('/');
  return slash == std::string::npos ? std::string() : target.substr(slash + 1);
}

class Collector {
 public:
  explicit Collector(const UnitState& state) : state_(state), env_(state.system.env()) {}

  std::vector<Arrow> all() {
    uses();
    references();
    places();
    names();
    return {out_.begin(), out_.end()};
  }

 private:
  const std::string& address(ObjectId id) const { return env_.objects.head(id).address; }

  void add(ObjectId from, ObjectId to, std::string label, bool implied) { out_.insert({address(from), address(to), std::move(label), implied}); }

  void uses() {
    for (const model::Edge& e : state_.system.resolved.edges) {
      if (e.why != model::Edge::Why::uses) continue;
      const std::string part = part_of(e.target);
      add(e.from, e.to, part.empty() ? e.role : e.role + " " + part, false);
    }
    for (const model::Relay& relay : state_.system.resolved.traits.relays) {
      for (const model::Relay::Hop& hop : relay.routes) {
        if (const ObjectId to = env_.objects.find(hop.target); to.known()) add(relay.owner, to, hop.pattern, false);
        routed_.insert({relay.owner, hop.target});
      }
    }
  }

  /// Every field that holds the address of another object, under its own name; a network has an arrow for its tier.
  void references() {
    struct Walk {
      Collector* collector;
      ObjectId from;
    };
    for (const ObjectId id : env_.objects.ids()) {
      Walk walk{this, id};
      void* object = const_cast<void*>(env_.objects.object(id));  // `walk` only visits
      schema::walk(model::kind(id).schema(), object, {}, &walk, [](void* context, const std::string& path, const schema::FieldSchema& field, schema::Slot slot) {
        const Walk& w = *static_cast<const Walk*>(context);
        if (slot.shape->name != schema::ScalarOf<schema::Address>::name || !slot.mark->present()) return;
        w.collector->reference(w.from, *static_cast<const schema::Address*>(slot.value), path.find_first_of(".[") == std::string::npos ? std::string(field.name) : path);
      });
    }
  }

  void reference(ObjectId from, const schema::Address& to, const std::string& label) {
    if (!to.bound()) return;
    const ObjectId id{to.kind, to.index};
    const auto place = state_.system.resolved.places.find(from);
    if (place != state_.system.resolved.places.end() && place->second.network == address(id)) return;
    if (routed_.contains({from, address(id)})) return;
    add(from, id, label, true);
  }

  void places() {
    for (const auto& [id, place] : state_.system.resolved.places) {
      const ObjectId network = env_.objects.find(place.network);
      if (network.known()) add(id, network, place.tier.empty() ? "network" : "tier " + place.tier, true);
    }
  }

  /// The zone that holds an entry's host, and the certificate that proves it; the zone that holds a certificate's proof.
  void names() {
    for (const auto& [id, served] : state_.system.derived.served) {
      if (served.zone.known()) add(id, served.zone, "host", true);
      if (served.certificate.known()) add(id, served.certificate, "certificate", true);
    }
    for (const model::Certificate& c : state_.system.resolved.traits.certificates) {
      if (c.zone.known()) add(c.owner, c.zone, "proof", true);
    }
  }

  const UnitState& state_;
  const model::Environment& env_;
  std::set<Arrow> out_;
  std::set<std::pair<ObjectId, std::string>> routed_;
};

/// Every node's number, in the order of addresses.
std::map<std::string, std::size_t> numbers(const std::vector<Arrow>& arrows, const std::string& address) {
  std::map<std::string, std::size_t> out;
  if (!address.empty()) out[address];
  for (const Arrow& a : arrows) {
    out[a.from];
    out[a.to];
  }
  std::size_t next = 0;
  for (auto& [name, number] : out) number = next++;
  return out;
}

/// Mermaid reads `#34;` as a character, and quotes, brackets and arrows as its own.
std::string mermaid_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view(" ._-/:,*").find(c) != std::string_view::npos ||
                       static_cast<unsigned char>(c) >= 0x80;
    out += plain ? std::string(1, c) : fmt::format("#{};", static_cast<int>(c));
  }
  return out;
}

std::string dot_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::vector<Arrow> arrows(const UnitState& state, const std::string& address) {
  std::vector<Arrow> out = Collector(state).all();
  if (!address.empty()) std::erase_if(out, [&](const Arrow& a) { return a.from != address && a.to != address; });
  return out;
}

std::string mermaid(const std::vector<Arrow>& arrows, const std::string& address) {
  const auto nodes = numbers(arrows, address);
  std::string out = "flowchart LR\n";
  for (const auto& [name, number] : nodes) out += fmt::format("  n{}[\"{}\"]\n", number, mermaid_text(name));
  for (const Arrow& a : arrows) out += fmt::format("  n{} {}|\"{}\"| n{}\n", nodes.at(a.from), a.implied ? "-.->" : "-->", mermaid_text(a.label), nodes.at(a.to));
  return out;
}

std::string dot(const std::vector<Arrow>& arrows, const std::string& name, const std::string& address) {
  std::string out = fmt::format("digraph \"{}\" {{\n  rankdir=LR;\n  node [shape=box];\n", dot_text(name));
  for (const auto& [node, number] : numbers(arrows, address)) out += fmt::format("  \"{}\";\n", dot_text(node));
  for (const Arrow& a : arrows) {
    out += fmt::format("  \"{}\" -> \"{}\" [label=\"{}\"{}];\n", dot_text(a.from), dot_text(a.to), dot_text(a.label), a.implied ? ", style=dashed" : "");
  }
  return out + "}\n";
}

}  // namespace infragen::driver
