#include "infragen/model/kinds/kubernetes.hpp"

#include "model/kinds/describe.hpp"

namespace infragen::schema {
namespace {

Reading accepts_port(std::string_view text) {
  const bool digits = !text.empty() && text.size() <= 5 && text.front() != '0' && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits && std::stoi(std::string(text)) <= 65535) return {};
  return {"is no port", "a number from 1 to 65535"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::Kubernetes>() {
  using model::Kubernetes;
  static constexpr std::string_view services[] = {"service"};
  static constexpr auto fields = model::kind_table<Kubernetes>(
      field<&Kubernetes::version>("version", "Version of Kubernetes; a whole one, `1.35.0`, also names the image of its nodes.", {.by_default = "1.35"}),
      field<&Kubernetes::by>("by", "The tool that makes the cluster.", {.by_default = "kind"}),
      field<&Kubernetes::nodes>("nodes", "How many nodes it has; the first is its control plane.", {.by_default = "1", .range = {1, 20}}),
      field<&Kubernetes::publish>("publish", "Ports of the machine, and the service behind each.", {.refers_to = services, .key_name = "port", .accepts_key = &accepts_port}));
  static constexpr ObjectSchema schema{"kubernetes", "A Kubernetes cluster on somebody's own machine.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

void tell(const Environment& env, ObjectId id, Traits& out) {
  const Kubernetes& cluster = env.objects.get<Kubernetes>(id);
  Host host;
  host.owner = id;
  host.network = env.objects.head(id).address;
  host.dns_suffix = "svc.cluster.local";
  host.runs = Orchestrator::kubernetes;
  host.at_aws = false;
  // kind, "Known issues" and its release notes: since v0.24 its network holds NetworkPolicies.
  host.policed = true;
  host.version = cluster.version->text;
  out.hosts.push_back(host);
  if (cluster.publish->empty()) return;
  Relay relay;
  relay.owner = id;
  relay.network = host.network;
  relay.origin = cluster.publish.mark.origin;
  for (const auto& [port, service] : *cluster.publish) {
    if (!service.present()) continue;
    relay.listens.push_back(std::stoll(port));
    relay.routes.push_back({port, service->text, service.mark.origin});
  }
  out.relays.push_back(std::move(relay));
}

}  // namespace

KindSchema kubernetes_kind() {
  KindSchema k;
  k.name = "kubernetes";
  k.schema = &schema_of<Kubernetes>;
  k.bare = true;
  k.traits = &tell;
  return stored<Kubernetes>(k);
}

}  // namespace infragen::model
