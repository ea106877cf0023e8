// Whether the pods of a cluster fit on its nodes: in number, in CPU and in memory, as far as the specification goes.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "check/passes.hpp"
#include "infragen/facts/capacity.hpp"

namespace infragen::check {
namespace {

using model::Eks;
using model::ObjectId;
using model::Service;

struct Load {
  std::int64_t pods = 0, milli = 0, bytes = 0;
  Load& operator+=(const Load& other) {
    pods += other.pods;
    milli += other.milli;
    bytes += other.bytes;
    return *this;
  }
  friend Load operator*(Load a, std::int64_t n) { return {a.pods * n, a.milli * n, a.bytes * n}; }
};

constexpr std::int64_t mib = std::int64_t{1} << 20;

/// What the cluster itself runs on each node, and beside: requests of the managed add-ons as AWS ships them (vpc-cni 50m,
/// kube-proxy 100m, ebs-csi-node three containers of 10m and 40Mi; coredns twice 100m and 70Mi; ebs-csi-controller twice
/// six containers of 10m and 40Mi).
struct AddonLoad {
  std::string_view addon;
  Load a_node, once;
};
constexpr AddonLoad addon_loads[] = {
    {"aws-ebs-csi-driver", {1, 30, 120 * mib}, {2, 120, 480 * mib}},
    {"coredns", {}, {2, 200, 140 * mib}},
    {"eks-pod-identity-agent", {1, 0, 0}, {}},
    {"kube-proxy", {1, 100, 0}, {}},
    {"vpc-cni", {1, 50, 0}, {}},
};

/// What a node has for pods. Amazon EKS AMI, `nodeadm`: of the first core 6%, of the next 1%, of the next two 0.5%, of the
/// rest 0.25% are kept for the kubelet; 255 MiB and 11 MiB a pod of memory, and 100 MiB before it evicts.
Load room_of(const facts::InstanceType& type) {
  std::int64_t kept = 0;   // in 1/100 milli
  for (std::int64_t core = 0; core < type.vcpu; ++core) kept += core == 0 ? 6000 : core == 1 ? 1000 : core < 4 ? 500 : 250;
  return {type.max_pods, std::int64_t{type.vcpu} * 1000 - (kept + 99) / 100, (std::int64_t{type.memory_mib} - 255 - 11 * std::int64_t{type.max_pods} - 100) * mib};
}

Load of_service(const Service& service, std::int64_t copies) { return Load{1, service.cpu->request.milli, service.memory->request.bytes} * copies; }

/// The smallest of the types: with several it is not known which one comes.
std::optional<Load> room_of(const model::NodeGroup& group) {
  std::optional<Load> out;
  for (const auto& type : *group.types) {
    const auto known = facts::instance_type(*type);
    if (!known) return std::nullopt;
    const Load room = room_of(*known);
    if (!out) out = room;
    out = Load{std::min(out->pods, room.pods), std::min(out->milli, room.milli), std::min(out->bytes, room.bytes)};
  }
  return out;
}

struct Cluster {
  Load room_least, room_most;              ///< with the least and the most nodes
  Load own_least, own_most;                ///< of the cluster itself
  Load least, most, surge;                 ///< of services; `surge`: the largest rolling update on top of `most`
};

/// Kubernetes, "Deployments": a rolling update adds a quarter of the copies, rounded up.
std::int64_t surge_of(std::int64_t copies) { return (copies + 3) / 4; }

std::optional<Cluster> measure(const Judge& judge, ObjectId id, const Eks& eks) {
  Cluster out;
  std::int64_t least = 0, most = 0;
  for (const auto& [name, group] : *eks.nodes) {
    if (!group.present()) continue;
    const auto room = room_of(*group);
    if (!room) return std::nullopt;
    out.room_least += *room * group->count->low;
    out.room_most += *room * group->count->high;
    least += group->count->low;
    most += group->count->high;
  }
  for (const std::string& addon : model::addons_of(eks)) {
    const auto* load = std::find_if(std::begin(addon_loads), std::end(addon_loads), [&](const AddonLoad& a) { return a.addon == addon; });
    if (load == std::end(addon_loads)) continue;
    out.own_least += load->once;
    out.own_least += load->a_node * least;
    out.own_most += load->once;
    out.own_most += load->a_node * most;
  }
  Load largest;
  judge.each<Service>([&](ObjectId service, const Service& s) {
    const model::Host* host = judge.system().resolved.host(service);
    if (host == nullptr || host->owner != id) return;
    out.least += of_service(s, *s.replicas->min);
    out.most += of_service(s, *s.replicas->max);
    const Load more = of_service(s, surge_of(*s.replicas->max));
    largest = {std::max(largest.pods, more.pods), std::max(largest.milli, more.milli), std::max(largest.bytes, more.bytes)};
  });
  out.surge = out.most;
  out.surge += largest;
  return most == 0 ? std::nullopt : std::optional(out);
}

std::string cores(std::int64_t milli) { return fmt::format("{}m", milli); }
std::string memory(std::int64_t bytes) { return fmt::format("{}Mi", (bytes + mib - 1) / mib); }

/// `12 pods: 9 of services, 3 of the cluster`; nothing where they fit.
std::string deficit(const Load& wanted, const Load& own, const Load& room) {
  const auto sum = [](const std::string& what, const std::string& all, const std::string& services, const std::string& cluster, const std::string& there) {
    return fmt::format("{} of {} ({} of services, {} of the cluster itself), and nodes have {}", all, what, services, cluster, there);
  };
  if (wanted.pods + own.pods > room.pods) return sum("pods", std::to_string(wanted.pods + own.pods), std::to_string(wanted.pods), std::to_string(own.pods), std::to_string(room.pods));
  if (wanted.milli + own.milli > room.milli) return sum("CPU", cores(wanted.milli + own.milli), cores(wanted.milli), cores(own.milli), cores(room.milli));
  if (wanted.bytes + own.bytes > room.bytes) return sum("memory", memory(wanted.bytes + own.bytes), memory(wanted.bytes), memory(own.bytes), memory(room.bytes));
  return {};
}

}  // namespace

void pods(Judge& judge) {
  judge.each<Eks>([&](ObjectId id, const Eks& eks) {
    const auto cluster = measure(judge, id, eks);
    if (!cluster) return;
    struct Case {
      std::string_view when;
      std::string sum;
    };
    const Case cases[] = {{"with the most nodes and the most copies", deficit(cluster->most, cluster->own_most, cluster->room_most)},
                          {"with the most nodes, while the largest service is replaced", deficit(cluster->surge, cluster->own_most, cluster->room_most)}};
    for (const Case& c : cases) {
      if (c.sum.empty()) continue;
      judge.report_field(pods_do_not_fit, id, "nodes", eks.nodes.mark, judge.address(id), std::string(c.when), c.sum).help("more nodes in `count`, larger `types`, or fewer copies");
      return;   // one cause
    }
    const std::string first = deficit(cluster->least, cluster->own_least, cluster->room_least);
    if (first.empty()) return;
    judge.report_field(few_nodes, id, "nodes", eks.nodes.mark, judge.address(id), first).help("a higher least in `count`: without a scaler nobody adds nodes");
  });
}

}  // namespace infragen::check
