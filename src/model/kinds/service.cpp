#include <algorithm>

#include "model/kinds/describe.hpp"

namespace infragen::schema {

namespace {

Reading accepts_image(std::string_view text) {
  bool ok = !text.empty() && text.size() <= 255;
  for (const char c : text) {
    const bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    ok = ok && (alnum || std::string_view("_-.:/#@").find(c) != std::string_view::npos);
  }
  if (!ok) return {"is no image", "`repository:tag` or `repository@sha256:…`"};
  if (text.find('@') == std::string_view::npos && text.find(':', text.rfind('/') == std::string_view::npos ? 0 : text.rfind('/')) == std::string_view::npos) {
    return {"has no tag", "name the version, or what runs changes by itself"};
  }
  return {};
}

/// A path in a container, below its root.
Reading accepts_folder(std::string_view text) {
  bool ok = text.size() > 1 && text.size() <= 200 && text.front() == '/' && text.back() != '/' && text.find("//") == std::string_view::npos && text.find("/.") == std::string_view::npos;
  for (const char c : text) {
    const bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    ok = ok && (alnum || std::string_view("_-./").find(c) != std::string_view::npos);
  }
  if (!ok) return {"is no folder of a container", "an absolute path: `/tmp`"};
  return {};
}

/// Kubernetes, "Labels and Selectors": a name of at most 63 characters, perhaps behind a DNS name and a slash.
bool label_name(std::string_view text) {
  const auto alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  const bool ends = !text.empty() && text.size() <= 63 && alnum(text.front()) && alnum(text.back());
  return ends && std::all_of(text.begin(), text.end(), [&](char c) { return alnum(c) || c == '-' || c == '_' || c == '.'; });
}

Reading accepts_label(std::string_view text) {
  const std::size_t slash = text.find('/');
  const bool prefix = slash == std::string_view::npos || model::accepts_dns_name(text.substr(0, slash)).ok();
  if (prefix && label_name(slash == std::string_view::npos ? text : text.substr(slash + 1))) return {};
  return {"is no label", "letters, digits, `-`, `_` and `.`, at most 63, perhaps behind `example.com/`"};
}

Reading accepts_label_value(std::string_view text) {
  if (text.empty() || label_name(text)) return {};
  return {"is no value of a label", "letters, digits, `-`, `_` and `.`, at most 63, with a letter or digit at both ends"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::ServiceOnEcs>() {
  using model::ServiceOnEcs;
  static constexpr auto fields = table<ServiceOnEcs>(
      field<&ServiceOnEcs::architecture>("architecture", "Processors that the image is built for.", {.by_default = "X86_64"}),
      field<&ServiceOnEcs::storage>("storage", "Disk of a task, shared by its image and what it writes; without it AWS gives 20 GiB.", {.range = {21.0 * (1ull << 30), 200.0 * (1ull << 30)}}),
      field<&ServiceOnEcs::execute_command>("execute_command", "Allow a shell inside a running task (ECS Exec).", {.by_default = "false"}),
      field<&ServiceOnEcs::healthy_minimum>("healthy_minimum", "Share of the wanted tasks that keeps running during a deployment.",
                                            {.by_default = "100%", .range = {0, 200}}),
      field<&ServiceOnEcs::healthy_maximum>("healthy_maximum", "Share of the wanted tasks that may run during a deployment.",
                                            {.by_default = "200%", .range = {100, 200}}));
  static constexpr ObjectSchema schema{"service on ECS", "What only ECS has.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::BlueGreen>() {
  using model::BlueGreen;
  static constexpr auto fields = table<BlueGreen>(
      field<&BlueGreen::promote>("promote", "Whether the new version gets the requests by itself when it is ready, or when somebody says so.", {.by_default = "automatic"}),
      field<&BlueGreen::keep_old>("keep_old", "How long the old version stays after that.", {.by_default = "30s", .range = {30, 604800}}));
  static constexpr ObjectSchema schema{"blue-green", "Both versions run in full, and requests go to one of them.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Canary>() {
  using model::Canary;
  static constexpr auto fields = table<Canary>(
      field<&Canary::steps>("steps", "Shares of the copies that are new, one after the other; then all are.", {.required = true, .range = {1, 99}}),
      field<&Canary::pause>("pause", "How long each share is watched; without it until somebody says so.", {.range = {1, 604800}}));
  static constexpr ObjectSchema schema{"canary", "A part of the copies is new, then more, then all.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Rollouts>() {
  using model::Rollouts;
  static constexpr auto fields = table<Rollouts>(
      field<&Rollouts::blue_green>("blue-green", "Settings of `rollout: blue-green`.", {.by_default = "{}"}),
      field<&Rollouts::canary>("canary", "Settings of `rollout: canary`."));
  static constexpr ObjectSchema schema{"rollouts", "Settings by the way to roll out; `rollout` selects one.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::ServiceOnKubernetes>() {
  using model::ServiceOnKubernetes;
  static constexpr auto fields = table<ServiceOnKubernetes>(
      field<&ServiceOnKubernetes::space>("namespace", "Its namespace, instead of the environment's.", {.accepts = &model::accepts_name}),
      field<&ServiceOnKubernetes::stop>("stop", "Time that it has to end by itself.", {.by_default = "30s", .range = {0, 86400}}),
      field<&ServiceOnKubernetes::annotations>("annotations", "Annotations of its pods.", {.key_name = "annotation"}),
      field<&ServiceOnKubernetes::node_selector>("node_selector", "Labels that a node must have to run it.", {.key_name = "label"}));
  static constexpr ObjectSchema schema{"service on Kubernetes", "What only Kubernetes has.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Service>() {
  using model::Service;
  static constexpr std::string_view hosts[] = {"ecs", "eks", "kubernetes"};
  static constexpr ClassDefault logs[] = {{Class::production, "30d"}, {Class::staging, "14d"}};
  static constexpr auto fields = model::kind_table<Service>(
      field<&Service::image>("image", "An image that is not ours; without it the project builds one and `releases` names its version.",
                             {.accepts = &accepts_image}),
      field<&Service::command>("command", "What is started, instead of what the image says."),
      field<&Service::args>("args", "What it is started with, instead of what the image says."),
      field<&Service::port>("port", "Port that it answers on; without it nobody calls it.", {.range = {1, 65535}}),
      field<&Service::base_path>("base_path", "What callers put behind host and port.", {.accepts = &model::accepts_path}),
      field<&Service::read_only>("read_only", "It cannot write to the file system of its image.", {.by_default = "false"}),
      field<&Service::writable>("writable", "Folders of its own that it can write to; what is there goes with the copy.", {.accepts = &accepts_folder}),
      field<&Service::user>("user", "Number of the user that it runs as; without it the image's own, which Kubernetes takes unless it is root.", {.range = {1, 4294967294.0}}),
      field<&Service::labels>("labels", "Labels of its copies.", {.accepts = &accepts_label_value, .key_name = "label", .accepts_key = &accepts_label}),
      field<&Service::cpu>("cpu", "vCPU of a copy; on Kubernetes also what it is sure of, and what it may take: `200m..1`.", {.required = true}),
      field<&Service::memory>("memory", "Memory of a copy; on Kubernetes also what it is sure of, and what it may take: `256Mi..1Gi`.", {.required = true}),
      field<&Service::replicas>("replicas", "How many copies run, and what scales them.", {.required = true}),
      field<&Service::health>("health", "How others find out that it works.", {.by_default = "{}"}),
      field<&Service::profile>("profile", "The profile of the project that it starts from.", {.accepts = &model::accepts_name}),
      field<&Service::env>("env", "Environment variables of its own; `${…}` takes facts of what stands in `uses`.",
                           {.key_name = "variable", .accepts_key = &model::accepts_variable}),
      field<&Service::uses>("uses", "What it uses: target -> role.", {.key_name = "target"}),
      field<&Service::variables>("variables", "Names of the variables that edges bring, instead of the project's.", {.key_name = "kind or address"}),
      field<&Service::logs>("logs", "How long its logs are kept.", {.by_default = "7d", .classes = logs}),
      field<&Service::runs_on>("runs_on", "The cluster that runs it; the only one need not be named.", {.refers_to = hosts, .only_one = true}),
      field<&Service::tier>("tier", "The tier of its subnets; the only one that fits need not be named."),
      field<&Service::rollout>("rollout", "How a new version takes the place of the old one; all but `rolling` need Argo Rollouts in the cluster.", {.by_default = "rolling"}),
      field<&Service::rollouts>("rollouts", "Settings by the way to roll out; `rollout` selects one.", {.by_default = "{}"}),
      field<&Service::ecs>("ecs", "What only ECS has.", {.by_default = "{}"}),
      field<&Service::kubernetes>("kubernetes", "What only Kubernetes has.", {.by_default = "{}"}),
      field<&Service::alarms>("alarms", "The alarms that the kind brings; short: the topic that hears them."));
  static constexpr ObjectSchema schema{"service", "A program that runs all the time; one with a port can be called.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

const Host* host_of(const Service& service, const Traits& traits) {
  for (const Host& host : traits.hosts) {
    if (service.runs_on->bound() && host.owner == ObjectId{service.runs_on->kind, service.runs_on->index}) return &host;
  }
  return nullptr;
}

}  // namespace

namespace {

/// Load balancers that lead here, each once.
std::vector<ObjectId> balancers(const Environment& env, ObjectId service) {
  std::vector<ObjectId> out;
  for (std::uint32_t i = 0; i < env.objects.count(Objects::kind_of<Alb>()); ++i) {
    const ObjectId id{Objects::kind_of<Alb>(), i};
    const auto& routes = *env.objects.get<Alb>(id).routes;
    const bool leads_here = std::any_of(routes.begin(), routes.end(), [&](const auto& route) {
      return route.second.present() && route.second->to->bound() && ObjectId{route.second->to->kind, route.second->to->index} == service;
    });
    if (leads_here && !env.objects.head(id).poisoned) out.push_back(id);
  }
  return out;
}

/// The host of an image, as container engines read its name: what stands before the first slash, if it can be a host.
std::string_view image_host(std::string_view image) {
  const std::string_view first = image.substr(0, image.find('/'));
  const bool host = first.size() < image.size() && first.find_first_of(".:") != std::string_view::npos;
  return host ? first : "docker.io";
}

/// Amazon ECR, "Private registry": `<account>.dkr.ecr.<region>.amazonaws.com`.
bool in_registry_of(std::string_view region, std::string_view host) {
  const std::string inside = fmt::format(".dkr.ecr.{}.amazonaws.com", region);
  return host.ends_with(inside) || host.ends_with(inside + ".cn");
}

/// Where its image comes from. Amazon ECR, "Amazon ECR interface VPC endpoints": layers of images come from S3.
void pulls(const Environment& env, const Service& service, Principal& p) {
  const std::string_view host = service.image.present() ? image_host(*service.image) : std::string_view();
  if (host.empty() || in_registry_of(env.region(), host)) {
    p.services.insert(p.services.end(), {"ecr.api", "ecr.dkr", "s3"});
  } else {
    p.elsewhere = {std::string(host), "an image from ECR in this region, where a pull through cache rule can keep it"};
  }
}

/// Amazon ECS, "Amazon ECS interface VPC endpoints", Fargate, and ECS Exec.
void platform(const Environment& env, const Service& service, Principal& p) {
  p.services = {"logs"};
  pulls(env, service, p);
  if (*service.ecs->execute_command) p.services.push_back("ssmmessages");
}

/// Amazon ECS, "CloudWatch metrics"; Container Insights, "Amazon ECS Container Insights metrics"; Elastic Load Balancing,
/// "CloudWatch metrics for your Application Load Balancer". Scaling aims below 90%.
Observed observed(const Environment& env, ObjectId id, const Service& service, const Head& head) {
  const ObjectId cluster{service.runs_on->kind, service.runs_on->index};
  const std::vector<std::pair<std::string, view::Rope>> dimensions = {
      {"ClusterName", view::Rope(view::Ref{{env.objects.head(cluster).address, "cluster", {}}, "name"})},
      {"ServiceName", view::Rope(view::Ref{{head.address, "service", {}}, "name"})}};
  Observed out{id, &service.alarms, {}};
  out.metrics.push_back({.name = "cpu", .about = "its tasks have no CPU left", .space = "AWS/ECS", .metric = "CPUUtilization", .dimensions = dimensions, .threshold = 90});
  out.metrics.push_back({.name = "memory", .about = "its tasks have no memory left", .space = "AWS/ECS", .metric = "MemoryUtilization", .dimensions = dimensions, .threshold = 90});
  if (*env.objects.get<Ecs>(cluster).insights && *service.replicas->min > 0) {
    out.metrics.push_back({.name = "tasks", .about = "fewer tasks run than shall", .space = "ECS/ContainerInsights", .metric = "RunningTaskCount", .dimensions = dimensions,
                           .statistic = "Minimum", .unit = MetricUnit::count, .threshold = *service.replicas->min, .below = true, .missing = "breaching"});
  }
  for (const ObjectId alb : balancers(env, id)) {
    const std::string& name = env.objects.head(alb).name;
    const std::vector<std::pair<std::string, view::Rope>> behind = {
        {"LoadBalancer", view::Rope(view::Ref{{env.objects.head(alb).address, "lb", {}}, "arn_suffix"})},
        {"TargetGroup", view::Rope(view::Ref{{head.address, "target-group", name}, "arn_suffix"})}};
    out.metrics.push_back({.name = "errors", .about = "it answers requests with errors (5xx)", .space = "AWS/ApplicationELB", .metric = "HTTPCode_Target_5XX_Count", .dimensions = behind,
                           .statistic = "Sum", .unit = MetricUnit::count, .threshold = 10, .counted = true, .missing = "notBreaching", .peer = alb});
    out.metrics.push_back({.name = "unhealthy", .about = "tasks fail their health checks", .space = "AWS/ApplicationELB", .metric = "UnHealthyHostCount", .dimensions = behind,
                           .statistic = "Maximum", .unit = MetricUnit::count, .threshold = 0, .peer = alb});
  }
  return out;
}

constexpr std::string_view roles[] = {"call"};

/// What every caller learns, wherever the service runs.
Endpoint answers(const Service& service, ObjectId id) {
  Endpoint e;
  e.owner = id;
  e.roles.assign(std::begin(roles), std::end(roles));
  e.port = *service.port;
  e.needs_dns = true;
  e.facts["port"] = {Phase::compile, view::Rope(std::to_string(*service.port), service.port.mark.origin), {}};
  e.facts["base_path"] = {Phase::compile,
                          service.base_path.present() ? view::Rope(*service.base_path, service.base_path.mark.origin) : view::Rope(),
                          {}};
  e.origin = service.port.mark.origin;
  return e;
}

void tell_on_ecs(const Environment& env, ObjectId id, const Host& host, Traits& out) {
  const Service& service = env.objects.get<Service>(id);
  const Head& head = env.objects.head(id);
  const view::Identity group{head.address, "group", {}};
  out.principals.push_back({id, host.owner, {head.address, "task", {}}, host.deliver, group, host.network, *service.tier, {}, "task",
                            "ECR, CloudWatch Logs and Secrets Manager", *service.replicas->max, head.name});
  platform(env, service, out.principals.back());
  out.observed.push_back(observed(env, id, service, head));
  if (!service.port.present()) return;
  Endpoint e = answers(service, id);
  e.group = group;
  e.network = host.network;
  e.tier = *service.tier;
  e.has_dns = !host.dns_suffix.empty();
  if (e.has_dns) e.host_named_by = {head.address, "discovery", {}};
  e.host_suffix = "." + host.dns_suffix;
  e.facts["host"] = {Phase::compile, view::Rope(head.name + e.host_suffix), {}};
  out.endpoints.push_back(std::move(e));
}

/// Kubernetes, "DNS for Services and Pods": inside its namespace a Service is called by its name alone.
void tell_on_kubernetes(const Environment& env, ObjectId id, const Host& host, Traits& out) {
  const Service& service = env.objects.get<Service>(id);
  const Head& head = env.objects.head(id);
  const std::string space = namespace_of(env, service);
  // One identity: the account of its pods. What is injected is read under it too.
  const view::Identity account = host.at_aws ? view::Identity{head.address, "pod", {}} : view::Identity{};
  Principal p;
  p.owner = id;
  p.host = host.owner;
  p.runtime = account;
  p.deliver = account;
  p.group = host.group;
  p.network = host.network;
  p.tier = host.tier;
  p.unit = "pod";
  p.fetches = "images and secrets";
  p.copies = *service.replicas->max;
  p.called = head.name;
  p.space = space;
  p.group_is_open = true;
  if (host.at_aws) pulls(env, service, p);
  out.principals.push_back(std::move(p));
  if (!service.port.present()) return;
  Endpoint e = answers(service, id);
  e.group = host.group;
  e.network = host.network;
  e.tier = host.tier;
  e.space = space;
  e.facts["host"] = {Phase::compile, view::Rope(head.name), {}, false, view::Rope(head.name + "." + space)};
  out.endpoints.push_back(std::move(e));
}

}  // namespace

std::string namespace_of(const Environment& env) { return env.head.space.present() ? *env.head.space : env.project_name(); }

std::string namespace_of(const Environment& env, const Service& service) {
  return service.kubernetes->space.present() ? *service.kubernetes->space : namespace_of(env);
}

KindSchema service_kind() {
  static constexpr std::string_view named[] = {"aws_appautoscaling_policy", "aws_cloudwatch_log_group", "aws_cloudwatch_metric_alarm", "aws_ecs_service", "aws_ecs_task_definition", "aws_iam_role", "aws_lb_target_group", "aws_secretsmanager_secret", "aws_security_group"};
  static constexpr RouteKind tiers[] = {RouteKind::nat, RouteKind::isolated};
  KindSchema k;
  k.name = "service";
  static constexpr DefaultPattern patterns[] = {alarm_pattern};
  k.named = named;
  k.patterns = patterns;
  k.schema = &schema_of<Service>;
  k.scope = Scope::domain;
  k.portable = true;
  k.answers_by = "port: 8080";
  k.roles = roles;
  // Amazon ECS, "DeploymentConfiguration": maximumPercent of the desired count, rounded down. One interface a task.
  k.addresses = [](const void* object) {
    const Service& s = *static_cast<const Service*>(object);
    return static_cast<std::uint64_t>(*s.replicas->max * s.ecs->healthy_maximum->value / 100);
  };
  k.placement = [](void* object) { Service& s = *static_cast<Service*>(object);
    return Placement{.host = &s.runs_on, .tier = &s.tier, .routes = tiers}; };
  k.uses = [](const void* object) { return &*static_cast<const Service*>(object)->uses; };
  k.variables = [](const void* object) { return &*static_cast<const Service*>(object)->variables; };
  k.env = [](const void* object) { return &*static_cast<const Service*>(object)->env; };
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Host* host = host_of(env.objects.get<Service>(id), out);
    if (host == nullptr) return;
    host->runs == Orchestrator::kubernetes ? tell_on_kubernetes(env, id, *host, out) : tell_on_ecs(env, id, *host, out);
  };
  return stored<Service>(k);
}

}  // namespace infragen::model
