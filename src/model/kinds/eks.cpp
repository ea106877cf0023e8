#include "infragen/model/kinds/eks.hpp"

#include <algorithm>

#include "model/kinds/describe.hpp"

namespace infragen::schema {
namespace {

/// Amazon EKS, "Available Amazon EKS add-ons": names have small letters, digits, `-` and `_`.
Reading accepts_addon(std::string_view text) {
  const bool plain = !text.empty() && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  if (plain) return {};
  return {"is no name of an add-on", "as EKS writes it: `vpc-cni`"};
}

/// Amazon EKS add-on versions end with the number of their build.
Reading accepts_addon_version(std::string_view text) {
  if (text.starts_with('v') && text.find("-eksbuild.") != std::string_view::npos) return {};
  return {"is no version of an add-on", "as EKS writes it: `v1.20.4-eksbuild.2`"};
}

/// A managed policy of AWS by its name, perhaps with a path, or any by its ARN.
Reading accepts_policy(std::string_view text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("_+=,.@-/:").find(c) != std::string_view::npos;
  });
  if (plain) return {};
  return {"is no managed policy", "its name: `AmazonSSMManagedInstanceCore`, or its ARN"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::EksLogs>() {
  using model::EksLogs;
  static constexpr auto fields = table<EksLogs>(
      field<&EksLogs::types>("types", "Logs of the control plane; without it all of them."),
      field<&EksLogs::keep>("keep", "How long they are kept.", {.by_default = "30d"}));
  static constexpr ObjectSchema schema{"logs", "Logs of the control plane in CloudWatch.", fields, [](const tree::Value& written) { return model::one_field(written, "keep"); }};
  return schema;
}

template <> const ObjectSchema& schema_of<model::EksAddon>() {
  using model::EksAddon;
  static constexpr auto fields = table<EksAddon>(
      field<&EksAddon::version>("version", "Its version; without it EKS takes the default of the cluster's version.", {.accepts = &accepts_addon_version}),
      field<&EksAddon::network_policy>("network_policy", "Of `vpc-cni`: hold connections between pods against NetworkPolicies.", {.by_default = "true"}),
      field<&EksAddon::values>("values", "Its configuration, in its own words.", {.key_name = "value"}));
  static constexpr ObjectSchema schema{"add-on", "Software that EKS keeps in the cluster.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::NodeGroup>() {
  using model::NodeGroup;
  static constexpr double gi = 1 << 30;
  static constexpr auto fields = table<NodeGroup>(
      field<&NodeGroup::name>("name", "Its physical name, instead of the one that `names` makes."),
      field<&NodeGroup::types>("types", "Instance types; several where capacity is `SPOT`, so that one of them can be had.", {.required = true, .accepts = &model::accepts_instance_type}),
      field<&NodeGroup::count>("count", "How many nodes there are, at least and at most.", {.required = true, .range = {0, 450}}),
      field<&NodeGroup::start>("start", "How many there are at first; without it the least. Later a scaler decides.", {.range = {0, 450}}),
      field<&NodeGroup::capacity>("capacity", "`SPOT` costs less, and AWS may take it back at two minutes' notice.", {.by_default = "ON_DEMAND"}),
      field<&NodeGroup::disk>("disk", "Disk of a node; without it AWS gives 20 GiB.", {.range = {1 * gi, 16384 * gi}}),
      field<&NodeGroup::labels>("labels", "Labels of its nodes.", {.key_name = "label"}),
      field<&NodeGroup::policies>("policies", "Managed policies of its nodes' role, beside those that a node must have.", {.accepts = &accepts_policy}));
  static constexpr ObjectSchema schema{"node group", "Nodes of one sort.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Eks>() {
  using model::Eks;
  static constexpr std::string_view network[] = {"network"};
  static constexpr auto fields = model::kind_table<Eks>(
      field<&Eks::version>("version", "Version of Kubernetes: `1.35`.", {.required = true}),
      field<&Eks::network>("network", "The network that it runs in; the only one need not be named.", {.refers_to = network, .only_one = true}),
      field<&Eks::tier>("tier", "The tier of its nodes and pods; the only one that fits need not be named."),
      field<&Eks::endpoint>("endpoint", "Who reaches the API of the cluster: the network alone, the internet alone, or both.", {.by_default = "private"}),
      field<&Eks::from>("from", "Blocks that reach the API from the internet, where it can be reached from there."),
      field<&Eks::logs>("logs", "Logs of the control plane; short: how long they are kept.", {.by_default = "{}"}),
      field<&Eks::encrypt>("encrypt", "Encrypt Secrets of the cluster with a key of its own.", {.by_default = "true"}),
      field<&Eks::identity>("identity", "How pods come to a role of IAM.", {.by_default = "irsa"}),
      field<&Eks::addons>("addons", "Software that EKS keeps in the cluster; without it `vpc-cni`, `kube-proxy` and `coredns`.", {.key_name = "add-on", .accepts_key = &accepts_addon}),
      field<&Eks::nodes>("nodes", "Groups of nodes.", {.key_name = "node group", .accepts_key = &model::accepts_name}),
      field<&Eks::policies>("policies", "Managed policies of the cluster's role, beside the one that it must have.", {.accepts = &accepts_policy}));
  static constexpr ObjectSchema schema{"eks", "A Kubernetes cluster of AWS that runs services.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

std::vector<std::string> addons_of(const Eks& eks) {
  std::vector<std::string> out;
  for (const auto& [name, addon] : *eks.addons) {
    if (addon.present()) out.push_back(name);
  }
  // Amazon EKS, "Create an Amazon EKS cluster": what it installs by itself; managed, it is kept up to date.
  if (out.empty()) out = {"coredns", "kube-proxy", "vpc-cni"};
  if (*eks.identity == PodIdentity::pod_identity && std::find(out.begin(), out.end(), "eks-pod-identity-agent") == out.end()) out.push_back("eks-pod-identity-agent");
  std::sort(out.begin(), out.end());
  return out;
}

bool enforces_policies(const Eks& eks) {
  const auto found = eks.addons->find("vpc-cni");
  if (found != eks.addons->end() && found->second.present()) return *found->second->network_policy;
  const std::vector<std::string> all = addons_of(eks);
  return std::find(all.begin(), all.end(), "vpc-cni") != all.end();
}

namespace {

/// Amazon EKS, "View Amazon EKS security group requirements for clusters": one group, made with the cluster, stands before
/// the control plane and all managed nodes, and so before every pod.
void tell(const Environment& env, ObjectId id, Traits& out) {
  const Eks& eks = env.objects.get<Eks>(id);
  const Head& head = env.objects.head(id);
  Host host;
  host.owner = id;
  host.network = eks.network->text;
  host.dns_suffix = "svc.cluster.local";
  host.runs = Orchestrator::kubernetes;
  host.group = {head.address, "group", {}};
  host.tier = *eks.tier;
  host.policed = enforces_policies(eks);
  host.version = eks.version->text;
  out.hosts.push_back(host);

  const view::Identity cluster{head.address, "cluster", {}};
  const view::Rope arn(view::Ref{cluster, "arn"});
  Endpoint e;
  e.owner = id;
  e.roles = {"admin", "view"};
  e.port = 443;
  e.group = host.group;
  e.network = host.network;
  e.tier = host.tier;
  e.facts["name"] = {Phase::apply, view::Rope(view::Ref{cluster, "name"}), {}};
  e.facts["arn"] = {Phase::apply, arn, {}};
  e.facts["endpoint"] = {Phase::apply, view::Rope(view::Ref{cluster, "endpoint"}), {}};
  e.facts["security_group"] = {Phase::apply, view::Rope(view::Ref{cluster, "vpc_config[0].cluster_security_group_id"}), {}};
  // Amazon EKS, "aws eks update-kubeconfig" reads the cluster; what comes then, the access entry says.
  for (const std::string& role : e.roles) e.grants.push_back({role, {"FindCluster", {"eks:DescribeCluster"}, {arn}}});
  e.origin = eks.version.mark.origin;
  out.endpoints.push_back(std::move(e));
}

}  // namespace

KindSchema eks_kind() {
  static constexpr std::string_view named[] = {"aws_eks_cluster", "aws_eks_node_group", "aws_iam_role", "aws_kms_alias"};
  static constexpr DefaultPattern patterns[] = {{"aws_kms_alias", "alias/${project}-${env}-${name}-${kind}"}};
  static constexpr RouteKind routes[] = {RouteKind::nat, RouteKind::isolated};
  static constexpr std::string_view roles[] = {"admin", "view"};
  KindSchema k;
  k.name = "eks";
  k.named = named;
  k.patterns = patterns;
  k.schema = &schema_of<Eks>;
  k.states_group = true;
  k.roles = roles;
  k.placement = [](void* object) {
    Eks& eks = *static_cast<Eks*>(object);
    return Placement{.network = &eks.network, .tier = &eks.tier, .routes = routes, .zones = 2};
  };
  k.traits = &tell;
  return stored<Eks>(k);
}

}  // namespace infragen::model
