// Names of entries: the zone that holds them, and the certificate that stands for them.

#include <fmt/format.h>

#include <optional>

#include "derive/passes.hpp"
#include "infragen/derive/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::derive {
namespace {

using model::ObjectId;

// Ropes are compared by their text for people, in which equal references and inputs are equal.

bool lies_below(const std::string& host, const std::string& domain) { return host == domain || host.ends_with("." + domain); }

/// RFC 6125, 6.4.3: `*` stands for just one label, the first.
bool stands_for(const std::string& name, const std::string& host) {
  if (name == host) return true;
  if (!name.starts_with("*.") || host.starts_with("<")) return false;
  const std::size_t dot = host.find('.');
  return dot != std::string::npos && dot > 0 && host.substr(dot) == name.substr(1);
}

struct Pass {
  const model::Resolved& in;
  model::Derived& out;
  diag::Sink& sink;

  const std::string& address(ObjectId id) const { return in.env.objects.head(id).address; }
  bool usable(ObjectId id) const { return !in.env.objects.head(id).poisoned; }

  const model::Zone* zone(ObjectId id) const {
    for (const model::Zone& z : in.traits.zones) {
      if (z.owner == id) return &z;
    }
    return nullptr;
  }

  /// The zone with the longest domain that the name ends with.
  ObjectId zone_of(const std::string& host) const {
    ObjectId best;
    std::size_t length = 0;
    for (const model::Zone& z : in.traits.zones) {
      const std::string domain = view::print(z.domain);
      if (!lies_below(host, domain) || domain.size() <= length) continue;
      best = z.owner;
      length = domain.size();
    }
    return best;
  }

  ObjectId certificate_of(const std::string& host) const {
    ObjectId wildcard;
    for (const model::Certificate& c : in.traits.certificates) {
      for (const view::Rope& name : c.names) {
        if (view::print(name) == host) return c.owner;
        if (!wildcard.known() && stands_for(view::print(name), host)) wildcard = c.owner;
      }
    }
    return wildcard;
  }

  static std::optional<ObjectId> chosen(const model::Field<schema::Address>* field) {
    if (field == nullptr || !field->present() || !(*field)->bound()) return std::nullopt;
    return ObjectId{(*field)->kind, (*field)->index};
  }

  void relay(const model::Relay& r) {
    if (r.host.empty() || !usable(r.owner)) return;
    const std::string host = view::print(r.host);
    const source::Span at = in.env.origins.span(r.host_origin);
    model::Served served;
    if (const auto named = chosen(r.zone)) {
      served.zone = *named;
      const model::Zone* z = zone(*named);
      if (z != nullptr && !lies_below(host, view::print(z->domain))) report_outside(host, *z, at, in.env.origins.span(r.zone->mark.origin));
    } else {
      served.zone = zone_of(host);
    }
    if (!served.zone.known() && in.env.poisoned.empty()) {
      sink.report(host_without_zone, at, host).help(zones_help()).path(address(r.owner) + ".host");
      return;
    }
    served.certificate = chosen(r.certificate).value_or(certificate_of(host));
    if (!served.certificate.known() && in.env.poisoned.empty()) {
      sink.report(host_without_certificate, at, host)
          .help(fmt::format("`certificate: {{{}: {{names: [\"*.${{{}.domain}}\"]}}}}`, beside the zone", in.env.objects.head(served.zone).name, address(served.zone)))
          .path(address(r.owner) + ".host");
      return;
    }
    hold_certificate(r, served, host, at);
    out.served[r.owner] = served;
  }

  void hold_certificate(const model::Relay& r, const model::Served& served, const std::string& host, source::Span at) {
    if (!chosen(r.certificate)) return;
    for (const model::Certificate& c : in.traits.certificates) {
      if (c.owner != served.certificate) continue;
      for (const view::Rope& name : c.names) {
        if (stands_for(view::print(name), host)) return;
      }
      sink.report(host_without_certificate, in.env.origins.span(r.certificate->mark.origin), host)
          .also(at, "the host")
          .help(fmt::format("`{}` stands for other names", address(c.owner)))
          .path(address(r.owner) + ".certificate");
    }
  }

  std::string zones_help() const {
    std::vector<std::string> known;
    for (const model::Zone& z : in.traits.zones) known.push_back(fmt::format("`{}` holds `{}`", address(z.owner), view::print(z.domain)));
    return known.empty() ? "`zone: {main: {domain: …}}`, in a shared stack where several environments use it" : support::join(known, ", ");
  }

  void report_outside(const std::string& name, const model::Zone& z, source::Span at, source::Span also) {
    auto finding = sink.report(name_outside_zone, at, name, address(z.owner));
    finding.help(fmt::format("the zone holds `{}` and what ends with it", view::print(z.domain)));
    if (also.known()) finding.also(also, "this zone");
  }

  void certificate(const model::Certificate& c) {
    // What a shared stack declares is held there.
    const std::string& stack = in.env.objects.head(c.owner).shared;
    if (!usable(c.owner) || (in.env.shared ? stack != in.env.name : !stack.empty())) return;
    const model::Zone* z = zone(c.zone);
    if (z == nullptr) return;
    for (const view::Rope& name : c.names) {
      std::string text = view::print(name);
      if (text.starts_with("*.")) text.erase(0, 2);
      if (!lies_below(text, view::print(z->domain))) report_outside(view::print(name), *z, in.env.origins.span(c.origin), {});
    }
  }
};

}  // namespace

void serve_hosts(const model::Resolved& in, model::Derived& out, diag::Sink& sink) {
  Pass pass{in, out, sink};
  for (const model::Relay& relay : in.traits.relays) pass.relay(relay);
  for (const model::Certificate& certificate : in.traits.certificates) pass.certificate(certificate);
}

}  // namespace infragen::derive
