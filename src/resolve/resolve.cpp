#include "infragen/resolve/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "infragen/resolve/diagnostics.hpp"
#include "infragen/support/text.hpp"
#include "resolve/endpoints.hpp"
#include "resolve/texts.hpp"

namespace infragen::resolve {
namespace {

using model::Environment;
using model::Field;
using model::KindSchema;
using model::ObjectId;
using schema::Address;
using schema::FieldSchema;
using schema::Mark;
using schema::Presence;
using schema::Slot;

constexpr std::string_view route_names[] = {"internet", "nat", "isolated"};

class Resolver {
 public:
  Resolver(Environment env, diag::Sink& sink) : sink_(sink) { out_.env = std::move(env); }

  model::Resolved run() {
    hold_region();
    hold_patterns();
    for (const ObjectId id : env().objects.ids()) {
      hold_name(id);
      bind(id);
    }
    for (const ObjectId id : env().objects.ids()) select_implementation(id);
    for (const ObjectId id : env().objects.ids()) choose_tier_of_endpoints(id);
    for (const ObjectId id : env().objects.ids()) choose_tier(id);
    for (const ObjectId id : env().objects.ids()) {
      const KindSchema& kind = model::kind(id);
      if (!usable(id)) continue;
      read_texts(env(), id, out_.traits, endpoints_of_, nullptr, sink_);
      if (kind.traits != nullptr) kind.traits(env(), id, out_.traits);
    }
    // Now every fact has been told: what is still not read is a mistake.
    const FindObject find_object = [this](const std::string& address, source::Span at, ObjectId from) { return find(address, at, from); };
    for (const ObjectId id : env().objects.ids()) {
      if (usable(id)) read_texts(env(), id, out_.traits, endpoints_of_, &find_object, sink_);
    }
    read_texts_of_unit(env(), out_.traits, endpoints_of_, find_object, sink_);
    for (const ObjectId id : env().objects.ids()) edges_of(id);
    for (const model::Relay& relay : out_.traits.relays) routes_of(relay);
    std::stable_sort(out_.edges.begin(), out_.edges.end(), [](const model::Edge& a, const model::Edge& b) {
      return std::tie(a.from, a.target, a.role) < std::tie(b.from, b.target, b.role);
    });
    out_.index();
    return std::move(out_);
  }

 private:
  Environment& env() { return out_.env; }
  const model::Head& head(ObjectId id) { return env().objects.head(id); }
  bool usable(ObjectId id) { return !head(id).poisoned; }
  void poison(ObjectId id) { env().objects.head(id).poisoned = true; }
  source::Span span(source::OriginId id) { return env().origins.span(id); }
  bool blind() const { return !out_.env.poisoned.empty(); }

  void hold_region() {
    const auto& aws = env().settings.aws;
    if (aws->region.present() || aws->region.mark.invalid || blind() || !needs_aws()) return;
    // One place for all environments: what none of them says is said once.
    const source::Span section = span(aws.mark.origin), project = span(env().project.project.mark.origin);
    sink_.report(no_region, section.known() ? section : project.known() ? project : env().at).help("`aws: {region: ap-northeast-2}` here, or in the environment");
  }

  /// A cluster on somebody's machine needs no account. What runs where its host is needs what the host needs.
  bool needs_aws() {
    const std::vector<ObjectId> ids = env().objects.ids();
    if (std::all_of(ids.begin(), ids.end(), [](ObjectId id) { return model::kind(id).portable; })) return true;
    return std::any_of(ids.begin(), ids.end(), [](ObjectId id) { return !model::kind(id).bare && !model::kind(id).portable; });
  }

  /// `name:` on an object whose kind names nothing would be dropped in silence.
  void hold_name(ObjectId id) {
    const auto& name = env().objects.common(id).name;
    if (!name.present() || !model::kind(id).named.empty()) return;
    sink_.report(no_physical_name, span(name.mark.origin), head(id).address, std::string(model::kind(id).name)).help("delete the line").path(head(id).address + ".name");
  }

  /// A pattern under `names` that no resource can use is a mistake.
  void hold_patterns() {
    for (const auto& [kind_name, types] : *env().project.names->kinds) {
      const KindSchema* kind = model::kind_named(kind_name);
      if (kind == nullptr) {
        std::vector<std::string_view> known;
        for (const KindSchema& k : model::kinds()) known.push_back(k.name);
        report_pattern(env().origins.key(types.mark.origin), kind_name, "kind", known);
        continue;
      }
      for (const auto& [type, pattern] : *types) {
        if (std::find(kind->named.begin(), kind->named.end(), type) != kind->named.end()) continue;
        report_pattern(env().origins.key(pattern.mark.origin), type, fmt::format("type that a {} names", kind_name), {kind->named.begin(), kind->named.end()});
      }
    }
  }

  void report_pattern(source::Span at, const std::string& word, const std::string& what, const std::vector<std::string_view>& known) {
    auto d = sink_.report(names_nothing, at, word, what);
    const auto near = support::nearest(word, known);
    d.help(near ? fmt::format("did you mean `{}`", *near) : "known here: " + support::join(known, ", "));
  }

  // ---- references

  void bind(ObjectId id) {
    struct Context {
      Resolver* self;
      ObjectId id;
    } context{this, id};
    schema::walk(model::kind(id).schema(), env().objects.object(id), head(id).address, &context,
                 [](void* c, const std::string& path, const FieldSchema& field, Slot slot) {
                   auto& [self, owner] = *static_cast<Context*>(c);
                   if (slot.shape->name != schema::ScalarOf<Address>::name || field.options.refers_to.empty()) return;
                   self->bind_field(owner, path, field, slot);
                 });
  }

  void bind_field(ObjectId owner, const std::string& path, const FieldSchema& field, Slot slot) {
    Address& address = *static_cast<Address*>(slot.value);
    if (slot.mark->invalid || (slot.mark->removed && !field.options.only_one)) return;
    if (slot.mark->removed) *slot.mark = {};   // `~` takes away what a layer said; what can be derived is derived again
    const auto kinds = field.options.refers_to;
    if (!slot.mark->present()) {
      if (field.options.only_one && !env().objects.existing(owner)) propose_only_one(owner, path, field, slot, address);
      return;
    }
    std::string text = address.text;
    if (text.find('.') == std::string::npos) text = with_kind(text, kinds);
    const ObjectId target = find(text, span(slot.mark->origin), owner);
    if (!target.known()) {
      poison(owner);
      return;
    }
    if (std::find(kinds.begin(), kinds.end(), model::kind(target).name) == kinds.end()) {
      sink_.report(wrong_kind, span(slot.mark->origin), text, support::join(kinds, " or ")).path(path);
      poison(owner);
      return;
    }
    address = {text, target.kind, target.index};
  }

  /// A name alone means the one object of these kinds that is called so.
  std::string with_kind(const std::string& name, std::span<const std::string_view> kinds) {
    std::vector<std::string> known;
    for (const std::string_view kind : kinds) {
      std::string address = std::string(kind) + "." + name;
      if (kinds.size() == 1 || env().objects.find(address).known() || env().absent.contains(address)) known.push_back(std::move(address));
    }
    return known.size() == 1 ? known.front() : name;
  }

  void propose_only_one(ObjectId owner, const std::string& path, const FieldSchema& field, Slot slot, Address& address) {
    std::vector<ObjectId> candidates;
    for (std::uint16_t k = 0; k < model::kinds().size(); ++k) {
      const auto wanted = field.options.refers_to;
      if (std::find(wanted.begin(), wanted.end(), model::kinds()[k].name) == wanted.end()) continue;
      for (std::uint32_t i = 0; i < env().objects.count(k); ++i) {
        // A shared stack knows nothing of the environments that see it.
        const bool seen = head(owner).shared.empty() || head({k, i}).shared == head(owner).shared;
        if (seen) candidates.push_back({k, i});
      }
    }
    const std::string what = support::join(field.options.refers_to, " or ");
    if (candidates.size() == 1) {
      const model::Head& only = head(candidates.front());
      address = {only.address, only.id.kind, only.id.index};
      slot.mark->origin = env().origins.add({source::OriginKind::derived, {}, "the only " + what, only.address, slot.mark->origin, {}});
      slot.mark->presence = Presence::derived;
      return;
    }
    poison(owner);
    if (candidates.empty()) {
      if (!blind()) sink_.report(no_candidate, head(owner).at, head(owner).address, what).also(env().at, "in this environment").path(path);
      return;
    }
    std::vector<std::string> names;
    for (const ObjectId id : candidates) names.push_back("`" + head(id).name + "`");
    sink_.report(several_candidates, head(owner).at, head(owner).address, what)
        .help(fmt::format("`{}:` names one of {}", field.name, support::join(names, ", ")))
        .path(path);
  }

  /// The object of that address, or a finding.
  ObjectId find(const std::string& address, source::Span at, ObjectId from) {
    const ObjectId id = env().objects.find(address);
    if (id.known()) return id;
    const auto absent = env().absent.find(address);
    if (absent != env().absent.end()) {
      sink_.report(absent_reference, at, address, absent->second.reason)
          .also(absent->second.at, "this is why")
          .also(env().at, "in this environment")
          .help(absent->second.reason == "has no release here"
                    ? fmt::format("release it in `envs/{}/releases.yaml`, or remove what leads to it here with `~`", env().name)
                    : "remove what leads to it here with `~`");
      return {};
    }
    if (const auto elsewhere = env().elsewhere.find(address); elsewhere != env().elsewhere.end()) {
      const std::size_t dot = address.find('.');
      sink_.report(absent_reference, at, address, fmt::format("is not declared in {}", env().name))
          .also(elsewhere->second, "declared here, for others")
          .help(fmt::format("`{}: {{{}: ~}}` says that there is none here and leaves the edge out", address.substr(0, dot), address.substr(dot + 1)));
      return {};
    }
    if (blind()) return {};
    auto d = sink_.report(unknown_reference, at, address);
    std::vector<std::string> known;
    for (const ObjectId other : env().objects.ids()) {
      if (other != from) known.push_back(head(other).address);
    }
    if (const auto near = support::nearest(address, known)) {
      d.help(fmt::format("did you mean `{}`", *near));
    } else if (address.find('.') == std::string::npos) {
      const auto named = std::find_if(known.begin(), known.end(), [&](const std::string& other) { return other.ends_with("." + address); });
      d.help(fmt::format("the kind stands in front: `{}`", named != known.end() ? *named : "<kind>." + address));
    }
    return {};
  }

  // ---- implementations

  void select_implementation(ObjectId id) {
    const KindSchema& kind = model::kind(id);
    if (kind.sections.empty() || !usable(id)) return;
    void* object = env().objects.object(id);
    const Slot by = kind.schema().find("by")->slot(object);
    std::vector<std::string_view> present;
    for (const std::string_view section : kind.sections) {
      if (kind.schema().find(section)->slot(object).mark->present()) present.push_back(section);
    }
    const std::string& address = head(id).address;
    if (by.mark->present()) {
      const std::string chosen = by.shape->print(by.value);
      const bool has_section = std::find(present.begin(), present.end(), chosen) != present.end();
      if (!has_section && !present.empty()) {
        const source::OriginId section = kind.schema().find(present.front())->slot(object).mark->origin;
        sink_.report(unused_section, span(section), fmt::format("{}.{}", address, present.front())).also(span(by.mark->origin), "selected here").help(fmt::format("`by: {}`, or the section `{}: {{…}}`", present.front(), chosen));
        poison(id);
      } else if (!has_section) {
        sink_.report(no_implementation, span(by.mark->origin), address).help(fmt::format("add the section `{}: {{…}}`", chosen));
        poison(id);
      }
      return;
    }
    if (present.size() == 1) {
      by.shape->read(tree::scalar(std::string(present.front())), by.value);
      by.mark->presence = Presence::derived;
      const auto section = kind.schema().find(present.front())->slot(object).mark->origin;
      by.mark->origin = env().origins.add({source::OriginKind::derived, {}, "the one section that is present", present.front(), 0, {section}});
      return;
    }
    poison(id);
    if (present.empty()) {
      std::vector<std::string> names;
      for (const std::string_view section : kind.sections) names.push_back(fmt::format("`{}: {{…}}`", section));
      sink_.report(no_implementation, head(id).at, address).also(env().at, "in this environment").help("one of " + support::join(names, ", "));
      return;
    }
    auto d = sink_.report(two_implementations, head(id).at, address);
    for (const std::string_view section : present) {
      d.also(span(kind.schema().find(section)->slot(object).mark->origin), fmt::format("`{}` here", section));
    }
    d.help(fmt::format("`{}: ~` where it shall not be, or `by: {}`", present.front(), present.back()));
  }

  // ---- places

  std::string network_of(const model::Placement& placement) {
    if (placement.network != nullptr) return placement.network->value.text;
    if (placement.host == nullptr || !(*placement.host)->bound()) return {};
    const ObjectId host{(*placement.host)->kind, (*placement.host)->index};
    const KindSchema& kind = model::kind(host);
    if (kind.placement == nullptr) return {};
    const model::Placement of_host = kind.placement(env().objects.object(host));
    return of_host.network == nullptr ? std::string() : of_host.network->value.text;
  }

  void choose_tier(ObjectId id) {
    const KindSchema& kind = model::kind(id);
    if (kind.placement == nullptr || !usable(id)) return;
    const model::Placement placement = kind.placement(env().objects.object(id));
    if (lives_with_host(id, placement)) return;
    const std::string network_address = network_of(placement);
    const ObjectId network_id = env().objects.find(network_address);
    if (!network_id.known() || !usable(network_id)) {
      poison(id);
      return;
    }
    if (placement.tier == nullptr) {
      out_.places[id] = {network_address, {}};
      return;
    }
    Field<std::string>& tier = *placement.tier;
    if (!settle_tier({head(id).at, head(id).address, {}}, network_id, placement.routes, tier)) return poison(id);
    out_.places[id] = {network_address, *tier};
  }

  /// Pods have no place of their own: they stand where the nodes of their cluster do, or in no network of AWS.
  bool lives_with_host(ObjectId id, const model::Placement& placement) {
    if (placement.host == nullptr || !(*placement.host)->bound()) return false;
    const ObjectId host{(*placement.host)->kind, (*placement.host)->index};
    const KindSchema& kind = model::kind(host);
    const bool with_tier = kind.placement != nullptr && kind.placement(env().objects.object(host)).tier != nullptr;
    if (kind.placement != nullptr && !with_tier) return false;
    if (!usable(host)) poison(id);
    if (placement.tier != nullptr && placement.tier->present()) {
      sink_.report(tier_of_host, span(placement.tier->mark.origin), head(id).address, head(host).address)
          .also(head(host).at, with_tier ? "its nodes have a tier" : "it stands in no network of AWS")
          .help("delete the line")
          .path(head(id).address + ".tier");
    }
    if (with_tier) out_.places[id] = out_.places[host];
    return true;
  }

  /// What wants a tier, in messages.
  struct Tenant {
    source::Span at;
    std::string called;
    std::string_view within;   ///< the section of the field `tier`; empty: none
  };

  /// Interface endpoints need no way out themselves, and whatever is in the network finds them.
  void choose_tier_of_endpoints(ObjectId id) {
    if (id.kind != model::Objects::kind_of<model::Network>() || !usable(id)) return;
    static constexpr model::RouteKind routes[] = {model::RouteKind::isolated, model::RouteKind::nat};
    auto& endpoints = env().objects.all<model::Network>()[id.index].endpoints;
    if (!endpoints.present() || !endpoints->interface.present()) return;
    auto& interface = endpoints->interface;
    const bool any = std::any_of(interface->services->begin(), interface->services->end(), [](const auto& s) { return s.second.present(); });
    if (!any || interface->tier.mark.invalid) return;
    const Tenant tenant{span(interface.mark.origin), head(id).address + ".endpoints.interface", "interface"};
    if (!settle_tier(tenant, id, routes, interface->tier)) interface->tier.mark.invalid = true;
  }

  bool settle_tier(const Tenant& tenant, ObjectId network, std::span<const model::RouteKind> routes, Field<std::string>& tier) {
    return tier.present() ? hold_tier(tenant, network, routes, tier) : propose_tier(tenant, network, routes, tier);
  }

  const model::Map<model::Tier>& tiers_of(ObjectId network) { return *env().objects.get<model::Network>(network).tiers; }

  bool hold_tier(const Tenant& tenant, ObjectId network, std::span<const model::RouteKind> routes, const Field<std::string>& tier) {
    const auto& tiers = tiers_of(network);
    const auto it = tiers.find(*tier);
    const source::Span at = span(tier.mark.origin);
    if (it == tiers.end() || !it->second.present()) {
      std::vector<std::string> known;
      for (const auto& [name, t] : tiers) known.push_back(name);
      sink_.report(unknown_tier, at, head(network).address, *tier).help("its tiers are " + support::join(known, ", "));
      return false;
    }
    const model::RouteKind route = *it->second->route;
    if (std::find(routes.begin(), routes.end(), route) != routes.end()) return true;
    std::vector<std::string> wanted;
    for (const model::RouteKind r : routes) wanted.push_back(fmt::format("`{}`", route_names[static_cast<std::size_t>(r)]));
    sink_.report(wrong_tier, at, tenant.called, *tier, std::string(route_names[static_cast<std::size_t>(route)]))
        .also(span(it->second->route.mark.origin), "the route of the tier")
        .help("it needs a tier whose route is " + support::join(wanted, " or "));
    return false;
  }

  bool propose_tier(const Tenant& tenant, ObjectId network, std::span<const model::RouteKind> routes, Field<std::string>& tier) {
    for (const model::RouteKind route : routes) {
      std::vector<std::string> fits;
      source::OriginId cause = source::no_origin;
      for (const auto& [name, t] : tiers_of(network)) {
        if (!t.present() || t->route.mark.invalid || *t->route != route) continue;
        fits.push_back(name);
        cause = t->route.mark.origin;
      }
      if (fits.size() == 1) {
        tier.value = fits.front();
        tier.mark.presence = Presence::derived;
        tier.mark.origin = env().origins.add({source::OriginKind::derived, {}, "the only tier that fits", fits.front(), 0, {cause}});
        return true;
      }
      if (fits.size() > 1) {
        const std::string one = tenant.within.empty() ? fmt::format("tier: {}", fits.front()) : fmt::format("{}: {{tier: {}, …}}", tenant.within, fits.front());
        for (std::string& name : fits) name = "`" + name + "`";
        sink_.report(several_tiers, tenant.at, tenant.called, support::join(fits, " and ")).help("`" + one + "`");
        return false;
      }
    }
    sink_.report(no_tier_fits, tenant.at, head(network).address, tenant.called)
        .also(head(network).at, "the network")
        .help(fmt::format("it needs a tier with `route: {}`", route_names[static_cast<std::size_t>(routes.front())]));
    return false;
  }

  // ---- edges

  void edges_of(ObjectId id) {
    const KindSchema& kind = model::kind(id);
    if (kind.uses == nullptr) return;
    for (const auto& entry : *kind.uses(env().objects.object(id))) {
      const std::string& target = entry.first;
      const Field<model::Use>& use = entry.second;
      if (!use.present()) continue;
      bool named = false;
      for_each_role(*use, [&](std::string_view role, const Field<model::EdgeOptions>& options) {
        named = named || options.present() || options.mark.removed;
        if (options.present()) add_edge(id, target, std::string(role), use.mark.origin, options.mark.origin, &*options, model::Edge::Why::uses);
      });
      if (named || !usable(id)) continue;
      sink_.report(names_nothing, span(use.mark.origin), target + ": {}", "edge, as it names no role")
          .help(fmt::format("`{}: read`, or another role; `~` drops the edge", target));
    }
  }

  template <class See>
  static void for_each_role(const model::Use& use, See see) {
    see("call", use.call);
    see("own", use.own);
    see("write", use.write);
    see("read", use.read);
    see("produce", use.produce);
    see("consume", use.consume);
    see("send", use.send);
    see("receive", use.receive);
    see("invoke", use.invoke);
    see("admin", use.admin);
    see("view", use.view);
  }

  void routes_of(const model::Relay& relay) {
    for (const model::Relay::Hop& hop : relay.routes) add_edge(relay.owner, hop.target, "call", source::no_origin, hop.origin, nullptr, model::Edge::Why::route);
  }

  void add_edge(ObjectId from, const std::string& target, const std::string& role, source::OriginId target_origin, source::OriginId origin, const model::EdgeOptions* options, model::Edge::Why why) {
    // A target stands in a key, a role or a route in a value.
    const source::Span at = target_origin == source::no_origin ? span(origin) : env().origins.key(target_origin);
    const std::size_t slash = target.find('/');
    const std::string whole = target.substr(0, slash);
    const std::string part = slash == std::string::npos ? std::string() : target.substr(slash + 1);
    const auto absent = env().absent.find(whole);
    if (absent != env().absent.end() && absent->second.reason == "is removed here") {
      if (left_out_.insert(whole).second) sink_.report(edge_left_out, absent->second.at, whole);
      return;
    }
    const ObjectId to = find(whole, at, from);
    if (!to.known() || !usable(to) || !usable(from)) return;
    if (to == from) {
      sink_.report(uses_itself, at, whole);
      return;
    }
    bool any = false;
    std::vector<std::string> parts, roles;
    for (const std::size_t i : endpoints_of_(out_.traits, to)) {
      const model::Endpoint& endpoint = out_.traits.endpoints[i];
      if (endpoint.roles.empty()) continue;
      any = true;
      parts.push_back(endpoint.part);
      if (endpoint.part != part) continue;
      if (std::find(endpoint.roles.begin(), endpoint.roles.end(), role) != endpoint.roles.end()) {
        out_.edges.push_back({from, to, target, role, i, why, origin, options});
        return;
      }
      roles.insert(roles.end(), endpoint.roles.begin(), endpoint.roles.end());
    }
    report_no_endpoint(at, span(origin), whole, part, role, any, parts, roles, to);
  }

  void report_no_endpoint(source::Span at, source::Span role_at, const std::string& whole, const std::string& part, const std::string& role, bool any,
                          const std::vector<std::string>& parts, const std::vector<std::string>& roles, ObjectId to) {
    const std::string_view field = model::kind(to).parts;   // `databases`
    const std::string target = part.empty() ? whole : whole + "/" + part;
    if (!any && field.empty()) {
      auto d = sink_.report(cannot_be_used, at, whole);
      if (const std::string_view missing = model::kind(to).answers_by; !missing.empty()) d.also(head(to).at, "it answers nobody").help(fmt::format("`{}` on `{}`", missing, whole));
    } else if (!any) {
      const std::string wanted = part.empty() ? std::string("app") : part;
      (part.empty() ? sink_.report(names_no_part, at, whole, std::string(field)) : sink_.report(unknown_part, at, whole, part))
          .also(head(to).at, fmt::format("it has no `{}`", field))
          .help(fmt::format("`{}: {{{}: {{}}}}` on `{}`, then `{}/{}: {}`", field, wanted, whole, whole, wanted, role));
    } else if (!roles.empty()) {
      sink_.report(unknown_role, role_at, target, role).help(fmt::format("roles of `{}` are {}", target, support::join(roles, ", ")));
    } else if (part.empty()) {
      std::vector<std::string> targets;
      for (const std::string& one : parts) targets.push_back(fmt::format("`{}/{}`", whole, one));
      sink_.report(names_no_part, at, whole, std::string(field)).help(support::join(targets, " or "));
    } else {
      auto d = sink_.report(unknown_part, at, whole, part);
      const auto near = support::nearest(part, parts);
      const bool whole_alone = std::all_of(parts.begin(), parts.end(), [](const std::string& name) { return name.empty(); });
      d.help(whole_alone ? fmt::format("it has no parts: `{}`", whole) : near ? fmt::format("did you mean `{}/{}`", whole, *near) : "it has " + support::join(parts, ", "));
    }
  }

  diag::Sink& sink_;
  model::Resolved out_;
  EndpointsOf endpoints_of_;
  std::set<std::string> left_out_;
};

}  // namespace

model::Resolved resolve(Environment env, diag::Sink& sink) { return Resolver(std::move(env), sink).run(); }

}  // namespace infragen::resolve
