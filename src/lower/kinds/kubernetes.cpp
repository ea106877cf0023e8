#include <algorithm>

#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// Kubernetes, "Type: NodePort": ports of nodes are 30000 to 32767. Each port of the machine has one, and keeps it when
/// others come and go, unless two would meet.
constexpr std::int64_t first_node_port = 30000, node_ports = 2768;

std::map<std::int64_t, std::int64_t> node_ports_of(const model::Kubernetes& cluster) {
  std::map<std::int64_t, std::int64_t> out;   // port of the machine -> port of the node
  std::set<std::int64_t> taken;
  for (const auto& [port, service] : *cluster.publish) {
    if (!service.present()) continue;
    std::int64_t free = first_node_port + std::stoll(port) % node_ports;
    while (!taken.insert(free).second) free = first_node_port + (free - first_node_port + 1) % node_ports;
    out[std::stoll(port)] = free;
  }
  return out;
}

}  // namespace

std::optional<std::int64_t> published_port(const Context& c, ObjectId cluster, ObjectId service) {
  if (cluster.kind != model::Objects::kind_of<model::Kubernetes>()) return std::nullopt;
  const auto& kubernetes = c.env().objects.get<model::Kubernetes>(cluster);
  const auto ports = node_ports_of(kubernetes);
  for (const auto& [port, target] : *kubernetes.publish) {
    if (target.present() && target->bound() && ObjectId{target->kind, target->index} == service) return ports.at(std::stoll(port));
  }
  return std::nullopt;
}

void lower_kubernetes(Context& c, ObjectId id) {
  const auto& cluster = c.env().objects.get<model::Kubernetes>(id);
  const std::string& version = cluster.version->text;
  std::vector<Value> nodes, mappings;
  for (const auto& [port, node_port] : node_ports_of(cluster)) {
    mappings.push_back(Value::make_map({{"containerPort", Value(node_port)}, {"hostPort", Value(port, cluster.publish.mark.origin)}, {"protocol", "TCP"}}));
  }
  for (std::int64_t n = 0; n < *cluster.nodes; ++n) {
    Value node = Value::make_map();
    node.set("role", Value(std::string(n == 0 ? "control-plane" : "worker"), cluster.nodes.mark.origin));
    // kind, "Node Version": images of nodes are named for whole versions.
    if (std::count(version.begin(), version.end(), '.') == 2) node.set("image", Value("kindest/node:v" + version, cluster.version.mark.origin));
    if (n == 0 && !mappings.empty()) node.set("extraPortMappings", Value::make_list(mappings));
    nodes.push_back(std::move(node));
  }
  view::Object& object = c.manifest(c.address(id), "kubernetes/kind-cluster.yaml", {}, c.declared(id));
  object.fields.set("name", c.env().project_name() + "-" + c.env().name);
  object.fields.set("nodes", Value::make_list(std::move(nodes)));
}

}  // namespace infragen::lower
