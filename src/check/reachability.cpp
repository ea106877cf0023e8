// Every edge, hop by hop: each one that cannot work is one error that names the missing link.

#include "infragen/check/reachability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "check/links.hpp"
#include "check/passes.hpp"

namespace infragen::check {
namespace {

using model::Edge;
using model::ObjectId;

class Pass {
 public:
  explicit Pass(Judge& judge) : judge_(judge), known_(lookup(judge.system())) {}

  void run() {
    for (const model::Principal& p : judge_.system().resolved.traits.principals) {
      if (judge_.ours(p.owner)) platform(p);
    }
    for (const Edge& edge : judge_.system().resolved.edges) {
      if (judge_.ours(edge.from)) this->edge(edge);
    }
  }

 private:
  static const Link* broken(const std::vector<Link>& links) {
    const auto found = std::find_if(links.begin(), links.end(), [](const Link& l) { return !l.hop.ok; });
    return found == links.end() ? nullptr : &*found;
  }

  void platform(const model::Principal& p) {
    const auto links = platform_links(known_, p);
    const Link* link = broken(links);
    if (link == nullptr) return;
    const source::Span at = judge_.head(p.owner).at;
    if (link->as == Broken::way_out) {
      way_out(*link, p.owner, at, p.network, p.tier, fmt::format("{}, without which no {} starts", p.fetches, p.unit));
    } else {
      judge_.report(no_egress, p.owner, at, judge_.address(p.owner), "AWS").help(link->help);
    }
  }

  /// A tier without a way out is one mistake, however many stand in it. A network that wants NAT and has no place for it is
  /// reported with the network.
  void way_out(const Link& link, ObjectId who, source::Span at, const std::string& network, const std::string& tier, const std::string& what) {
    if (!closed_.insert({network, tier}).second || nat_has_no_place(network)) return;
    judge_.report(no_way_out, who, at, judge_.address(who), what).also(link.missing, link.missing_text).help(link.help);
  }

  bool nat_has_no_place(const std::string& address) const {
    const ObjectId id = judge_.env().objects.find(address);
    if (!id.known()) return true;
    const auto& net = judge_.env().objects.get<model::Network>(id);
    const bool internet = std::any_of(net.tiers->begin(), net.tiers->end(), [](const auto& t) { return t.second.present() && *t.second->route == model::RouteKind::internet; });
    return *net.nat != model::NatMode::none && !internet;
  }

  void edge(const Edge& edge) {
    const auto links = check::links(known_, edge);
    const Link* link = broken(links);
    if (link == nullptr) return;
    const std::string& from = judge_.address(edge.from);
    const std::string& to = judge_.address(edge.to);
    source::Span at = judge_.span(edge.origin);
    if (!at.known()) at = judge_.head(edge.from).at;
    const auto say = [&](diag::Sink::Builder finding) { finding.also(link->missing, link->missing_text).help(link->help).path(fmt::format("{}.uses[{}]", from, edge.target)); };
    switch (link->as) {
      case Broken::nothing:
        return;
      case Broken::network:
        return say(judge_.report(other_network, edge.from, at, from, to));
      case Broken::way_out: {
        const model::Principal* p = judge_.system().resolved.principal(edge.from);
        if (p != nullptr) way_out(*link, edge.from, at, p->network, p->tier, edge.target);
        return;
      }
      case Broken::egress:
        return say(judge_.report(no_egress, edge.from, at, from, to));
      case Broken::ingress:
        return say(judge_.report(no_ingress, edge.from, at, to, from));
      case Broken::discovery:
        return say(judge_.report(no_discovery, edge.from, at, judge_.head(edge.from).name, judge_.head(edge.to).name, host_of(edge.to)));
      case Broken::credential:
        if (!judge_.variables_failed()) say(judge_.report(no_credential, edge.from, at, from, edge.target));
        return;
      case Broken::permission:
        if (!judge_.variables_failed()) say(judge_.report(no_permission, edge.from, at, from, edge.target));
        return;
    }
  }

  std::string host_of(ObjectId id) const {
    const model::Principal* p = judge_.system().resolved.principal(id);
    return judge_.address(p == nullptr ? id : p->host);
  }

  Judge& judge_;
  Lookup known_;
  std::set<std::pair<std::string, std::string>> closed_;
};

}  // namespace

void reachability(Judge& judge) { Pass(judge).run(); }

}  // namespace infragen::check
