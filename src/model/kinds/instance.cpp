#include "infragen/model/kinds/instance.hpp"

#include "model/kinds/describe.hpp"

namespace infragen::schema {
namespace {

/// AWS Systems Manager, "Calling AMI public parameters"; a parameter of one's own is a path too.
Reading accepts_image(std::string_view text) {
  bool ok = text.size() > 1 && text.front() == '/' && text.back() != '/';
  for (const char c : text) ok = ok && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("/._-").find(c) != std::string_view::npos);
  if (ok) return {};
  return {"is no path of a parameter that names an image", "`/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64`"};
}

Reading accepts_source(std::string_view text) {
  if (text == "internet" || schema::parse_cidr(text)) return {};
  return {"is neither `internet` nor a block", "`[198.51.100.0/24]`"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::Instance>() {
  using model::Instance;
  static constexpr std::string_view network[] = {"network"};
  static constexpr double gi = 1 << 30;
  static constexpr ClassDefault protect[] = {{Class::production, "true"}};
  static constexpr auto fields = model::kind_table<Instance>(
      field<&Instance::type>("type", "Instance type.", {.required = true, .accepts = &model::accepts_instance_type}),
      field<&Instance::image>("image", "Parameter of Systems Manager that names the image; without it the newest Amazon Linux 2023 for the type's processor.", {.accepts = &accepts_image}),
      field<&Instance::setup>("setup", "The script of its first start; beside the file that says it.", {.accepts = &model::accepts_script, .file = true}),
      field<&Instance::replace>("replace", "Make a new host when the script or what it is given changes; only `volume` outlives that.", {.by_default = "false"}),
      field<&Instance::network>("network", "The network that it stands in; the only one need not be named.", {.refers_to = network, .only_one = true}),
      field<&Instance::tier>("tier", "The tier of its subnet; the only one that fits need not be named."),
      field<&Instance::is_public>("public", "Give it an address on the internet that stays; it stands in a tier with `route: internet` then.", {.by_default = "false"}),
      field<&Instance::port>("port", "Port that it answers on, if others connect to it.", {.range = {1, 65535}}),
      field<&Instance::from>("from", "Who may connect from outside of the system: `internet`, or blocks.", {.accepts = &accepts_source}),
      field<&Instance::disk>("disk", "Size of the disk that it starts from; without it that of the image.", {.range = {1 * gi, 16384 * gi}}),
      field<&Instance::volume>("volume", "A disk of its own, which outlives the host.", {.range = {1 * gi, 16384 * gi}}),
      field<&Instance::session>("session", "Let Systems Manager in: a shell without SSH, for who may use it in IAM.", {.by_default = "true"}),
      field<&Instance::protect>("protect", "Refuse to terminate it.", {.by_default = "false", .classes = protect}),
      field<&Instance::env>("env", "Variables of its own for the script; `${…}` takes facts of what stands in `uses`.", {.key_name = "variable", .accepts_key = &model::accepts_variable}),
      field<&Instance::uses>("uses", "What it uses: target -> role.", {.key_name = "target"}),
      field<&Instance::variables>("variables", "Names of the variables that edges bring, instead of the project's.", {.key_name = "kind or address"}),
      field<&Instance::alarms>("alarms", "The alarms that the kind brings; short: the topic that hears them."));
  static constexpr ObjectSchema schema{"instance", "A host that people run themselves.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

/// Amazon EC2, "Status checks for your instances": 1 while one of them fails; "CloudWatch metrics that are available for
/// your instances".
Observed observed(ObjectId id, const Instance& instance, const Head& head) {
  const std::vector<std::pair<std::string, view::Rope>> dimensions = {{"InstanceId", view::Rope(view::Ref{{head.address, "instance", {}}, "id"})}};
  Observed out{id, &instance.alarms, {}};
  out.metrics.push_back({.name = "host", .about = "it fails its status checks", .space = "AWS/EC2", .metric = "StatusCheckFailed", .dimensions = dimensions,
                         .statistic = "Maximum", .unit = MetricUnit::count, .threshold = 0, .window = 120, .missing = "breaching"});
  out.metrics.push_back({.name = "cpu", .about = "it has no CPU left", .space = "AWS/EC2", .metric = "CPUUtilization", .dimensions = dimensions, .threshold = 90, .window = 900});
  return out;
}

Principal principal(ObjectId id, const Instance& instance, const Head& head) {
  Principal p;
  p.owner = id;
  p.host = id;
  p.runtime = {head.address, "host", {}};
  p.group = {head.address, "group", {}};
  p.network = instance.network->text;
  p.tier = *instance.tier;
  p.unit = "host";
  p.fetches = "package repositories and Systems Manager";
  p.called = head.name;
  p.has_address = *instance.is_public;
  // AWS Systems Manager, "Create VPC endpoints": what the agent on the host calls.
  if (*instance.session) p.services = {"ec2messages", "ssm", "ssmmessages"};
  if (instance.setup.present()) p.elsewhere = {"package repositories", {}};
  return p;
}

void tell(const Environment& env, ObjectId id, Traits& out) {
  const Instance& instance = env.objects.get<Instance>(id);
  const Head& head = env.objects.head(id);
  out.principals.push_back(principal(id, instance, head));
  out.observed.push_back(observed(id, instance, head));
  const source::OriginId port = instance.port.mark.origin;
  Endpoint e;
  e.owner = id;
  e.facts["id"] = {Phase::apply, view::Rope(view::Ref{{head.address, "instance", {}}, "id"}), {}};
  e.facts["security_group"] = {Phase::apply, view::Rope(view::Ref{{head.address, "group", {}}, "id"}), {}};
  e.facts["host"] = {Phase::apply, view::Rope(view::Ref{{head.address, "interface", {}}, "private_ip"}), {}};
  if (*instance.is_public) e.facts["public_ip"] = {Phase::apply, view::Rope(view::Ref{{head.address, "eip", {}}, "public_ip"}), {}};
  e.network = instance.network->text;
  e.tier = *instance.tier;
  if (instance.port.present()) {
    e.roles = {"call"};
    e.port = *instance.port;
    e.group = {head.address, "group", {}};
    e.origin = port;
    e.facts["port"] = {Phase::compile, view::Rope(std::to_string(e.port), port), {}};
  }
  out.endpoints.push_back(std::move(e));
  if (!instance.port.present() || instance.from->empty()) return;
  Relay relay;
  relay.owner = id;
  relay.group = {head.address, "group", {}};
  relay.network = instance.network->text;
  relay.tier = *instance.tier;
  relay.listens = {*instance.port};
  for (const auto& source : *instance.from) relay.from.push_back(*source);
  relay.origin = instance.from.mark.origin;
  out.relays.push_back(std::move(relay));
}

}  // namespace

KindSchema instance_kind() {
  static constexpr std::string_view named[] = {"aws_cloudwatch_metric_alarm", "aws_iam_instance_profile", "aws_iam_role", "aws_instance", "aws_security_group"};
  static constexpr DefaultPattern patterns[] = {alarm_pattern};
  static constexpr RouteKind inside[] = {RouteKind::nat, RouteKind::isolated}, outside[] = {RouteKind::internet};
  static constexpr std::string_view roles[] = {"call"};
  KindSchema k;
  k.name = "instance";
  k.schema = &schema_of<Instance>;
  k.named = named;
  k.patterns = patterns;
  k.roles = roles;
  k.answers_by = "port: 8080";
  k.addresses = [](const void*) { return std::uint64_t{1}; };
  k.placement = [](void* object) {
    Instance& instance = *static_cast<Instance*>(object);
    if (*instance.is_public) return Placement{.network = &instance.network, .tier = &instance.tier, .routes = outside};
    return Placement{.network = &instance.network, .tier = &instance.tier, .routes = inside};
  };
  k.uses = [](const void* object) { return &*static_cast<const Instance*>(object)->uses; };
  k.variables = [](const void* object) { return &*static_cast<const Instance*>(object)->variables; };
  k.env = [](const void* object) { return &*static_cast<const Instance*>(object)->env; };
  k.traits = &tell;
  return stored<Instance>(k);
}

}  // namespace infragen::model
