#include <fmt/format.h>

#include <algorithm>

#include "infragen/support/text.hpp"
#include "lower/context.hpp"
#include "lower/host.hpp"
#include "lower/typed.hpp"

namespace infragen::lower {
namespace {

/// Amazon EKS, "AWS add-ons": the account under which it acts, and the policy that it then needs.
struct AddonRole {
  std::string_view addon, account, space, policy;
};
constexpr AddonRole addon_roles[] = {
    {"amazon-cloudwatch-observability", "cloudwatch-agent", "amazon-cloudwatch", "CloudWatchAgentServerPolicy"},
    {"aws-ebs-csi-driver", "ebs-csi-controller-sa", "kube-system", "service-role/AmazonEBSCSIDriverPolicy"},
    {"aws-efs-csi-driver", "efs-csi-controller-sa", "kube-system", "service-role/AmazonEFSCSIDriverPolicy"},
    {"vpc-cni", "aws-node", "kube-system", "AmazonEKS_CNI_Policy"},
};

/// These run on every node and are well without any; a node without them is not.
constexpr std::string_view before_nodes[] = {"eks-pod-identity-agent", "kube-proxy", "vpc-cni"};

bool comes_first(std::string_view addon) { return std::find(std::begin(before_nodes), std::end(before_nodes), addon) != std::end(before_nodes); }

const AddonRole* role_of(std::string_view addon) {
  const auto* found = std::find_if(std::begin(addon_roles), std::end(addon_roles), [&](const AddonRole& r) { return r.addon == addon; });
  return found == std::end(addon_roles) ? nullptr : found;
}

Value log_types(const model::EksLogs& logs) {
  std::vector<Value> out;
  if (logs.types.present()) {
    for (const auto& type : *logs.types) out.push_back(text(type));
  } else {
    for (const std::string_view type : schema::Names<model::ControlPlaneLog>::values) out.emplace_back(std::string(type));
  }
  return Value::make_list(std::move(out));
}

/// What an add-on is told: the words of people, and that NetworkPolicies hold.
Value configuration(Context& c, ObjectId id, const std::string& name, const model::EksAddon* addon) {
  Value out = Value::make_map();
  if (addon != nullptr) {
    for (const auto& [key, value] : *addon->values) {
      if (value.present()) out.set(key, Typed(c, "aws_eks_addon").attribute({}, value->tree, fmt::format("{}.addons.{}.values.{}", c.address(id), name, key)));
    }
  }
  // Amazon EKS, "Limit Pod traffic with Kubernetes network policies": a text, not a boolean.
  const bool enforce = name == "vpc-cni" && (addon == nullptr || *addon->network_policy);
  if (enforce && out.find("enableNetworkPolicy") == nullptr) out.set("enableNetworkPolicy", Value(std::string("true"), addon == nullptr ? source::no_origin : addon->network_policy.mark.origin));
  out.form = Value::Form::json;
  return out;
}

/// Those that a node needs, or the others.
Value addons(Context& c, ObjectId id, const model::Eks& eks, bool of_nodes) {
  std::vector<Value> out;
  for (const std::string& name : model::addons_of(eks)) {
    if (comes_first(name) != of_nodes) continue;
    const auto written = eks.addons->find(name);
    const model::EksAddon* addon = written != eks.addons->end() && written->second.present() ? &*written->second : nullptr;
    Value a = Value::make_map();
    a.set("key", name);
    a.set("name", name);
    if (addon != nullptr && addon->version.present()) a.set("version", text(addon->version));
    if (Value values = configuration(c, id, name, addon); !values.map.empty()) a.set("values", std::move(values));
    if (const AddonRole* role = role_of(name)) {
      if (*eks.identity == model::PodIdentity::irsa && !role->policy.empty()) a.set("role", c.ref(id, name, "arn"));
    }
    out.push_back(std::move(a));
  }
  return Value::make_list(std::move(out));
}

/// Amazon EKS, "Managed node group AMI types" of Amazon Linux 2023.
std::string image_of(const model::NodeGroup& group) {
  const bool arm = !group.types->empty() && processor(*group.types->front()) == "arm64";
  return arm ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
}

Value node_group(Context& c, ObjectId id, const std::string& key, const model::NodeGroup& group, const std::vector<Value>& before) {
  Value n = Value::make_map();
  const Rope name = group.name.present() ? Rope(*group.name, group.name.mark.origin) : c.name(id, "aws_eks_node_group", "node_group_name", c.identity(id, "nodes", key), key);
  n.set("key", key);
  n.set("name", Value(name));
  n.set("image", image_of(group));
  std::vector<Value> types;
  for (const auto& type : *group.types) types.push_back(text(type));
  n.set("types", Value::make_list(std::move(types)));
  n.set("capacity", text(group.capacity));
  if (group.disk.present()) n.set("disk", Value(group.disk->bytes >> 30, group.disk.mark.origin));
  Value labels = Value::make_map();
  for (const auto& [label, value] : *group.labels) {
    if (value.present()) labels.set(label, text(value));
  }
  if (!labels.map.empty()) n.set("labels", std::move(labels));
  n.set("min", Value(group.count->low, group.count.mark.origin));
  n.set("max", Value(group.count->high, group.count.mark.origin));
  n.set("start", group.start.present() ? number(group.start) : Value(group.count->low, group.count.mark.origin));
  n.set("tags", c.tags(id, name));
  n.set("depends", Value::make_list(before));
  return n;
}

/// Policies that the role must have, then those that people add, each once.
std::vector<std::string> with_own(std::vector<std::string> all, const model::List<std::string>& own) {
  for (const auto& policy : own) {
    if (std::find(all.begin(), all.end(), *policy) == all.end()) all.push_back(*policy);
  }
  return all;
}

std::vector<Value> attachments(Context& c, ObjectId id, const std::string& role, const std::vector<std::string>& policies) {
  std::vector<Value> out;
  for (const std::string& policy : policies) out.emplace_back(c.ref(id, "managed-policy", "", Context::attachment_key(role, policy)));
  return out;
}

/// Amazon EKS, "Review access policy permissions".
Value entries(Context& c, ObjectId id) {
  std::map<std::string, Value> out;
  for (const model::Edge* edge : c.system().resolved.to(id)) {
    const model::Principal* who = c.system().resolved.principal(edge->from);
    if (who == nullptr || who->runtime.role.empty()) continue;
    const bool admin = edge->role == "admin";
    const std::string& key = c.head(edge->from).name;
    if (out.contains(key) && !admin) continue;   // who may do everything may look too
    Value e = Value::make_map();
    e.set("key", key);
    e.set("principal", Value(Ref{who->runtime, "arn"}, edge->origin));
    e.set("policy", Value("arn:aws:eks::aws:cluster-access-policy/" + std::string(admin ? "AmazonEKSClusterAdminPolicy" : "AmazonEKSAdminViewPolicy"), edge->origin));
    out.insert_or_assign(key, std::move(e));
  }
  std::vector<Value> list;
  for (auto& [key, e] : out) list.push_back(std::move(e));
  return Value::make_list(std::move(list));
}

}  // namespace

void lower_eks(Context& c, ObjectId id) {
  const auto& eks = c.env().objects.get<model::Eks>(id);
  view::Object& object = c.emit(id, "terraform/eks.tf");
  Value f = Value::make_map();
  const Rope name = c.name(id, "aws_eks_cluster", "name", c.identity(id, "cluster"));
  f.set("name", Value(name));
  f.set("version", text(eks.version));
  f.set("role_arn", c.ref(id, "control-plane", "arn"));
  // Amazon EKS, "Send control plane logs to CloudWatch Logs": the name of the group is not ours to choose.
  f.set("log_group", Value(Rope("/aws/eks/") + name + Rope("/cluster")));
  f.set("log_days", days(eks.logs->keep));
  f.set("log_types", log_types(*eks.logs));
  const bool is_private = *eks.endpoint != model::ApiEndpoint::public_, is_public = *eks.endpoint != model::ApiEndpoint::private_;
  f.set("private", Value(is_private, eks.endpoint.mark.origin));
  f.set("public", Value(is_public, eks.endpoint.mark.origin));
  if (eks.from.present() && !eks.from->empty()) {
    std::vector<Value> blocks;
    for (const auto& block : *eks.from) blocks.push_back(text(block));
    f.set("from", Value::make_list(std::move(blocks)));
  }
  f.set("encrypted", flag(eks.encrypt));
  f.set("key_about", "Secrets in " + c.address(id));
  f.set("key_alias", Value(c.name(id, "aws_kms_alias", "name", c.identity(id, "key-alias"))));
  f.set("subnets", Value::make_list(c.subnets(eks.network->text, *eks.tier, false)));
  f.set("node_subnets", Value::make_list(c.subnets(eks.network->text, *eks.tier, true)));
  f.set("federated", *eks.identity == model::PodIdentity::irsa);

  // Amazon EKS, "Amazon EKS cluster IAM role", "Amazon EKS node IAM role".
  const std::vector<std::string> of_cluster = with_own({"AmazonEKSClusterPolicy"}, *eks.policies);
  std::vector<std::string> of_nodes = {"AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"};
  for (const auto& [key, group] : *eks.nodes) {
    if (group.present()) of_nodes = with_own(std::move(of_nodes), *group->policies);
  }
  std::vector<Value> depends = attachments(c, id, "control-plane", of_cluster);
  depends.emplace_back(c.ref(id, "log-group", ""));
  f.set("depends", Value::make_list(std::move(depends)));
  f.set("node_role_arn", c.ref(id, "node", "arn"));
  std::vector<Value> before = attachments(c, id, "node", of_nodes);
  for (const std::string& addon : model::addons_of(eks)) {
    if (comes_first(addon)) before.emplace_back(c.ref(id, "node-addon", "", addon));
  }
  for (const std::string& zone : c.workload_zones(c.network(eks.network->text))) {
    for (Value& way : way_out(c, eks.network->text, *eks.tier, zone)) {
      const bool there = std::any_of(before.begin(), before.end(), [&](const Value& v) { return v.rope.pieces.front().ref == way.rope.pieces.front().ref; });
      if (!there) before.push_back(std::move(way));
    }
  }
  std::vector<Value> nodes, groups;
  for (const auto& [key, group] : *eks.nodes) {
    if (!group.present()) continue;
    nodes.push_back(node_group(c, id, key, *group, before));
    groups.emplace_back(c.ref(id, "nodes", "", key));
  }
  f.set("nodes", Value::make_list(std::move(nodes)));
  f.set("tags", c.tags(id, name));
  f.set("entries", entries(c, id));
  f.set("node_addons", addons(c, id, eks, true));
  f.set("addons", addons(c, id, eks, false));
  f.set("groups", Value::make_list(std::move(groups)));
  object.fields = std::move(f);
  for (const std::string& addon : model::addons_of(eks)) {
    if (const AddonRole* role = role_of(addon)) c.pod_role(id, addon, {id, std::string(role->space), std::string(role->account)}, {std::string(role->policy)});
  }
  c.role(id, "control-plane", "eks.amazonaws.com", of_cluster);
  c.role(id, "node", "ec2.amazonaws.com", of_nodes);
  // The one group that EKS makes with the cluster.
  c.tell(c.ref(id, "group", "id"), Rope(c.ref(id, "cluster", "vpc_config[0].cluster_security_group_id")));
}

}  // namespace infragen::lower
