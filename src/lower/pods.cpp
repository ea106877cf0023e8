// Services in Kubernetes: their objects, and what they need of AWS.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "infragen/lower/diagnostics.hpp"
#include "infragen/support/hash.hpp"
#include "lower/context.hpp"
#include "lower/volumes.hpp"

namespace infragen::lower {
namespace {

constexpr std::string_view zone_label = "topology.kubernetes.io/zone";

struct Pod {
  Context& c;
  ObjectId id;
  const model::Service& service;
  const model::Host& host;
  const model::Principal& principal;
  std::string name;
  std::string folder;

  const std::string& address() const { return c.address(id); }
  bool scales() const { return *service.replicas->max > *service.replicas->min; }
};

Value map_of(const model::Map<std::string>& written) {
  Value out = Value::make_map();
  for (const auto& [key, value] : written) {
    if (value.present()) out.set(key, text(value));
  }
  return out;
}

/// Labels of its own below those by which the objects find each other.
Value labels(const Pod& pod) {
  Value out = Value::make_map();
  out.set("app", pod.name);
  out.set("app.kubernetes.io/part-of", pod.c.env().project_name());
  for (const auto& [key, value] : *pod.service.labels) {
    if (value.present() && out.find(key) == nullptr) out.set(key, text(value));
  }
  return out;
}

/// A quantity as Kubernetes prints it: `200m`, `1`.
std::string quantity(schema::Cpu cpu) { return cpu.milli % 1000 == 0 ? std::to_string(cpu.milli / 1000) : std::to_string(cpu.milli) + "m"; }
std::string quantity(schema::Size size) { return schema::ScalarOf<schema::Size>::print(size); }

Value resources(const model::Service& service) {
  const source::OriginId cpu = service.cpu.mark.origin, memory = service.memory.mark.origin;
  Value out = Value::make_map();
  out.set("requests", Value::make_map({{"cpu", Value(quantity(service.cpu->request), cpu)}, {"memory", Value(quantity(service.memory->request), memory)}}));
  out.set("limits", Value::make_map({{"cpu", Value(quantity(service.cpu->limit), cpu)}, {"memory", Value(quantity(service.memory->limit), memory)}}));
  return out;
}

// ---- probes

Value handler(const schema::Field<std::string>& path, const model::Field<model::List<std::string>>& command) {
  Value out = Value::make_map();
  if (command.present() && !command->empty()) {
    out.set("exec", Value::make_map({{"command", texts(*command)}}));
  } else if (path.present()) {
    out.set("httpGet", Value::make_map({{"path", text(path)}, {"port", "http"}}));
  } else {
    out.set("tcpSocket", Value::make_map({{"port", "http"}}));
  }
  return out;
}

void set_probe(Value& fields, const char* key, const model::Field<model::Probe>& probe) {
  if (!probe.present()) return;
  Value out = handler(probe->path, probe->command);
  out.set("periodSeconds", seconds(probe->every));
  out.set("timeoutSeconds", seconds(probe->timeout));
  out.set("failureThreshold", number(probe->times));
  fields.set(key, std::move(out));
}

/// Without a word about readiness: what a load balancer asks, where somebody wrote it; else that the port takes connections.
void set_readiness(Value& fields, const model::Service& service) {
  if (service.health->ready.present()) return set_probe(fields, "readiness", service.health->ready);
  const bool command = service.health->command.present() && !service.health->command->empty();
  if (!service.port.present() && !command) return;
  const schema::Field<std::string> none;
  const bool asked = service.health->path.mark.presence == schema::Presence::written;
  Value out = handler(asked ? service.health->path : none, service.health->command);
  out.set("periodSeconds", 10);
  out.set("timeoutSeconds", Value(std::min<std::int64_t>(service.health->timeout->seconds, 10), service.health->timeout.mark.origin));
  out.set("failureThreshold", 3);
  fields.set("readiness", std::move(out));
}

// ---- where copies run

/// Argo Rollouts, "BlueGreen Deployment Strategy", "Canary Deployment Strategy"; nothing: Kubernetes' own way.
Value strategy(const Pod& pod) {
  const model::Service& service = pod.service;
  const source::OriginId by = service.rollout.mark.origin;
  Value out = Value::make_map();
  if (*service.rollout == model::RolloutBy::blue_green) {
    const model::BlueGreen& settings = *service.rollouts->blue_green;
    Value v = Value::make_map();
    v.set("activeService", Value(pod.name, by));
    v.set("previewService", Value(pod.name + "-preview", by));
    v.set("autoPromotionEnabled", Value(*settings.promote == model::Promotion::automatic, settings.promote.mark.origin));
    v.set("scaleDownDelaySeconds", seconds(settings.keep_old));
    out.set("blueGreen", std::move(v));
  } else if (*service.rollout == model::RolloutBy::canary) {
    const model::Canary& settings = *service.rollouts->canary;
    std::vector<Value> steps;
    for (const auto& share : *settings.steps) {
      steps.push_back(Value::make_map({{"setWeight", Value(share->value, share.mark.origin)}}));
      Value pause = Value::make_map();
      if (settings.pause.present()) pause.set("duration", Value(std::to_string(settings.pause->seconds) + "s", settings.pause.mark.origin));
      steps.push_back(Value::make_map({{"pause", std::move(pause)}}));
    }
    out.set("canary", Value::make_map({{"steps", Value::make_list(std::move(steps))}}));
  }
  return out;
}

/// Two or more are kept apart, one goes where it can.
Value spread(const Pod& pod) {
  const auto& least = pod.service.replicas->min;
  Value constraint = Value::make_map();
  constraint.set("maxSkew", 1);
  constraint.set("topologyKey", std::string(zone_label));
  constraint.set("whenUnsatisfiable", Value(std::string(*least >= 2 ? "DoNotSchedule" : "ScheduleAnyway"), least.mark.origin));
  constraint.set("labelSelector", Value::make_map({{"matchLabels", Value::make_map({{"app", pod.name}})}}));
  return Value::make_list({std::move(constraint)});
}

Value metrics(const model::Replicas& replicas) {
  std::vector<Value> out;
  const auto metric = [&](const char* name, const schema::Field<schema::Percent>& target) {
    if (!target.present()) return;
    Value resource = Value::make_map();
    resource.set("name", name);
    resource.set("target", Value::make_map({{"type", "Utilization"}, {"averageUtilization", Value(target->value, target.mark.origin)}}));
    out.push_back(Value::make_map({{"type", "Resource"}, {"resource", std::move(resource)}}));
  };
  metric("cpu", replicas.cpu);
  metric("memory", replicas.memory);
  return Value::make_list(std::move(out));
}

// ---- what it is told

/// One value that External Secrets brings: from which secret, and which member of it.
struct Brought {
  std::string variable, secret, property;
  bool parameter = false;
  source::OriginId origin = source::no_origin;
};

struct Told {
  Value config = Value::make_map();      ///< known now
  std::vector<Brought> brought;
  Value facts = Value::make_map();       ///< known after an apply
};

/// Amazon ECS' way of writing a place: `<arn>:<member>::`, as the facts of kinds have it.
std::optional<Brought> bring(const Pod& pod, const model::Variable& v) {
  const auto& pieces = v.value.pieces;
  if (pieces.empty() || pieces.front().kind != view::Piece::Kind::ref) return std::nullopt;
  Brought out{v.name, {}, {}, false, v.origin};
  const Identity& target = pieces.front().ref.target;
  auto name = pod.c.known_name(target, "aws_secretsmanager_secret");
  if (!name) {
    name = pod.c.known_name(target, "aws_ssm_parameter");
    out.parameter = name.has_value();
  }
  if (!name) return std::nullopt;
  out.secret = *name;
  if (pieces.size() == 2 && pieces[1].kind == view::Piece::Kind::literal) {
    const std::string& rest = pieces[1].text;   // `:password::`
    out.property = rest.substr(1, rest.find(':', 1) - 1);
  }
  return out;
}

Told told(const Pod& pod) {
  Told out;
  const auto found = pod.c.derived().variables.find(pod.id);
  if (found == pod.c.derived().variables.end()) return out;
  for (const model::Variable& v : found->second) {
    if (v.secret) {
      if (auto brought = bring(pod, v)) {
        out.brought.push_back(std::move(*brought));
      } else {
        pod.c.sink()
            .report(unreachable_secret, pod.c.head(pod.id).at, v.name, pod.address())
            .also(pod.c.env().origins.span(v.origin), "the variable")
            .help("a secret whose name is ours: of a database `password: own`");
      }
    } else if (const auto words = pod.c.in_words(v.value)) {
      out.config.set(v.name, Value(*words, v.origin));
    } else {
      out.facts.set(v.name, Value(v.value, v.origin));
    }
  }
  return out;
}

/// Facts travel as one secret, whose name is known now.
void facts_secret(const Pod& pod, Told& told) {
  if (told.facts.map.empty()) return;
  Context& c = pod.c;
  const Rope name = c.name(pod.id, "aws_secretsmanager_secret", "name", c.identity(pod.id, "facts"), "facts");
  view::Object& object = c.emit(pod.id, "terraform/pod-facts.tf");
  object.fields.set("name", Value(name));
  object.fields.set("description", "What " + pod.address() + " is told after an apply");
  object.fields.set("values", told.facts);
  object.fields.set("tags", c.tags(pod.id, name));
  c.allow(pod.principal.runtime, pod.id, {"ReadFacts", {"secretsmanager:GetSecretValue"}, {Rope(c.ref(pod.id, "facts", "arn"))}, source::no_origin});
  for (const auto& [variable, value] : told.facts.map) told.brought.push_back({variable, name.literal(), variable, false, value.origin});
  std::sort(told.brought.begin(), told.brought.end(), [](const Brought& a, const Brought& b) { return a.variable < b.variable; });
}

Value stores(const Pod& pod, const std::vector<Brought>& all) {
  std::vector<Value> out;
  for (const bool parameters : {false, true}) {
    std::vector<Value> data;
    for (const Brought& one : all) {
      if (one.parameter != parameters) continue;
      Value remote = Value::make_map();
      remote.set("key", Value(one.secret, one.origin));
      if (!one.property.empty()) remote.set("property", Value(one.property, one.origin));
      data.push_back(Value::make_map({{"secretKey", Value(one.variable, one.origin)}, {"remoteRef", std::move(remote)}}));
    }
    if (data.empty()) continue;
    Value store = Value::make_map();
    store.set("key", parameters ? "parameters" : "");
    store.set("name", pod.name + (parameters ? "-parameters" : ""));
    store.set("service", parameters ? "ParameterStore" : "SecretsManager");
    store.set("region", pod.c.env().region());
    store.set("data", Value::make_list(std::move(data)));
    out.push_back(std::move(store));
  }
  return Value::make_list(std::move(out));
}

// ---- who may talk to it

Value port_rule(std::int64_t port, source::OriginId origin, const char* protocol = "TCP") {
  return Value::make_map({{"protocol", protocol}, {"port", Value(port, origin)}});
}

Value selector(Context& c, const std::string& own_space, ObjectId peer) {
  const model::Principal* who = c.system().resolved.principal(peer);
  Value out = Value::make_map();
  if (who != nullptr && who->space != own_space) {
    out.set("namespaceSelector", Value::make_map({{"matchLabels", Value::make_map({{"kubernetes.io/metadata.name", who->space}})}}));
  }
  out.set("podSelector", Value::make_map({{"matchLabels", Value::make_map({{"app", c.head(peer).name}})}}));
  return out;
}

/// One rule a connection: each line of a policy speaks of one line of a spec.
Value packets(const Pod& pod, bool inbound) {
  std::vector<Value> out;
  if (!inbound) {
    // Kubernetes, "DNS for Services and Pods"; the service of that label is in every cluster.
    Value dns = Value::make_map();
    dns.set("namespaceSelector", Value::make_map({{"matchLabels", Value::make_map({{"kubernetes.io/metadata.name", "kube-system"}})}}));
    dns.set("podSelector", Value::make_map({{"matchLabels", Value::make_map({{"k8s-app", "kube-dns"}})}}));
    out.push_back(Value::make_map({{"to", Value::make_list({std::move(dns)})}, {"ports", Value::make_list({port_rule(53, {}, "UDP"), port_rule(53, {})})}}));
  }
  const auto found = pod.c.derived().packets.find(pod.id);
  if (found == pod.c.derived().packets.end()) return Value::make_list(std::move(out));
  std::vector<const model::PacketRule*> rules;
  for (const model::PacketRule& rule : found->second) {
    if (rule.inbound == inbound) rules.push_back(&rule);
  }
  const auto called = [&](const model::PacketRule* r) { return r->peer.known() ? pod.c.address(r->peer) : std::string(); };
  std::stable_sort(rules.begin(), rules.end(), [&](const auto* a, const auto* b) { return std::tuple(called(a), a->port, a->blocks) < std::tuple(called(b), b->port, b->blocks); });
  for (const model::PacketRule* rule : rules) {
    std::vector<Value> peers;
    if (rule->peer.known()) peers.push_back(selector(pod.c, pod.principal.space, rule->peer));
    for (const std::string& block : rule->blocks) peers.push_back(Value::make_map({{"ipBlock", Value::make_map({{"cidr", Value(block, rule->origin)}})}}));
    Value one = Value::make_map();
    one.set(inbound ? "from" : "to", Value::make_list(std::move(peers)));
    one.set("ports", Value::make_list({port_rule(rule->port, rule->origin)}));
    out.push_back(std::move(one));
  }
  return Value::make_list(std::move(out));
}

// ---- load balancers

/// Load balancers that route here: each has a target group of its own, in which pods are registered.
Value balancers(const Pod& pod) {
  Context& c = pod.c;
  std::set<ObjectId> entries;
  for (const model::Edge* edge : c.system().resolved.to(pod.id)) {
    if (edge->why == model::Edge::Why::route && edge->from.kind == model::Objects::kind_of<model::Alb>()) entries.insert(edge->from);
  }
  std::vector<Value> out;
  for (const ObjectId entry : entries) {
    const auto& alb = c.env().objects.get<model::Alb>(entry);
    const std::string key = c.head(entry).name;
    const std::string& former = c.former_name(entry);
    const bool several = entries.size() > 1;
    const Context::Parts before{former, several ? former : std::string(), {}};
    const Rope group = c.name(pod.id, "aws_lb_target_group", "name", c.identity(pod.id, "target-group", key), several ? key : std::string(), {}, &before);
    view::Object& object = c.emit(pod.id, "terraform/target-group.tf");
    if (former != key) object.former_keys[key] = former;
    object.fields.set("key", key);
    object.fields.set("name", Value(group));
    object.fields.set("vpc_id", c.vpc_id(pod.host.network));
    object.fields.set("drain", seconds(alb.drain));
    object.fields.set("port", number(pod.service.port));
    object.fields.set("path", text(pod.service.health->path));
    object.fields.set("every", seconds(pod.service.health->every));
    object.fields.set("timeout", seconds(pod.service.health->timeout));
    object.fields.set("healthy", number(pod.service.health->healthy));
    object.fields.set("unhealthy", number(pod.service.health->unhealthy));
    object.fields.set("tags", c.tags(pod.id, group));
    out.push_back(Value::make_map({{"key", key}, {"name", several ? pod.name + "-" + key : pod.name}, {"group", Value(group)}}));
  }
  return Value::make_list(std::move(out));
}

// ---- the workload

Value image(const Pod& pod) {
  const model::Service& service = pod.service;
  if (service.image.present()) return text(service.image);
  const auto release = pod.c.env().releases.find(pod.address());
  const bool released = release != pod.c.env().releases.end() && release->second.present();
  const std::string version = released ? release->second->text : "dev";
  const source::OriginId origin = released ? release->second.mark.origin : source::no_origin;
  // What is built on the machine is loaded into its cluster under the service's name.
  if (!pod.host.at_aws) return Value(pod.name + ":" + version, origin);
  const ObjectId registry{model::Objects::kind_of<model::Registry>(), 0};   // check demands one
  const auto where = pod.c.in_words(Rope(pod.c.ref(registry, "repository", "repository_url", pod.name)));
  if (!where) {
    pod.c.sink().report(account_unknown, pod.c.head(pod.id).at, pod.address(), "the image that its pods pull").help("`aws: {account: 210987654321}`: Kubernetes gets texts, which no apply fills in");
    return Value(pod.name + ":" + version, origin);
  }
  return Value(Rope(*where + ":") + Rope(version, origin));
}

void identity(const Pod& pod, Value& fields, const Told& told) {
  Context& c = pod.c;
  const auto& policies = c.derived().policies;
  const bool acts = !told.brought.empty() || std::any_of(policies.begin(), policies.end(), [&](const model::RolePolicy& p) { return p.role == pod.principal.runtime; });
  if (!pod.host.at_aws || !acts) return;
  c.pod_role(pod.id, "pod", {pod.host.owner, pod.principal.space, pod.name}, {});
  if (*c.env().objects.get<model::Eks>(pod.host.owner).identity != model::PodIdentity::irsa) return;
  const auto arn = c.in_words(Rope(c.ref(pod.id, "pod", "arn")));
  if (arn) {
    fields.set("account_annotations", Value::make_map({{"eks.amazonaws.com/role-arn", *arn}}));
  } else {
    c.sink().report(account_unknown, c.head(pod.id).at, pod.address(), "the role that its service account names").help("`aws: {account: 210987654321}`, or `identity: pod-identity` on the cluster");
  }
}

void volumes(const Pod& pod, Value& fields) {
  std::vector<Value> all, mounts;
  for (const Volume& volume : writable_volumes(pod.service, true)) {
    all.push_back(Value::make_map({{"name", Value(volume.name, volume.origin)}, {"emptyDir", Value::make_map()}}));
    mounts.push_back(Value::make_map({{"name", Value(volume.name, volume.origin)}, {"mountPath", Value(volume.path, volume.origin)}}));
  }
  if (all.empty()) return;
  fields.set("volumes", Value::make_list(std::move(all)));
  fields.set("mounts", Value::make_list(std::move(mounts)));
}

/// Variables arrive from a ConfigMap and Secrets that hold nothing else; a change of the first makes new pods.
void environment(const Pod& pod, Value& fields, const Told& told, const Value& stores) {
  std::vector<Value> from;
  const bool configured = !told.config.map.empty();
  fields.set("configured", configured);
  Value annotations = map_of(*pod.service.kubernetes->annotations);
  if (configured) {
    fields.set("config", told.config);
    from.push_back(Value::make_map({{"configMapRef", Value::make_map({{"name", pod.name}})}}));
    annotations.set("checksum/config", support::hash_of(view::print(told.config)).substr(0, 16));
  }
  for (const Value& store : stores.list) from.push_back(Value::make_map({{"secretRef", Value::make_map({{"name", *store.find("name")}})}}));
  if (!from.empty()) fields.set("env_from", Value::make_list(std::move(from)));
  if (!annotations.map.empty()) fields.set("annotations", std::move(annotations));
}

void workload(const Pod& pod, Value& fields) {
  const model::Service& service = pod.service;
  const bool local = !pod.host.at_aws;
  fields.set("image", image(pod));
  if (local && !service.image.present()) fields.set("pull", "IfNotPresent");
  if (service.command.present() && !service.command->empty()) fields.set("command", texts(*service.command));
  if (service.args.present() && !service.args->empty()) fields.set("args", texts(*service.args));
  if (service.user.present()) fields.set("user", number(service.user));
  fields.set("read_only", flag(service.read_only));
  fields.set("stop", seconds(service.kubernetes->stop));
  if (Value nodes = map_of(*service.kubernetes->node_selector); !nodes.map.empty()) fields.set("node_selector", std::move(nodes));
  fields.set("resources", resources(service));
  set_probe(fields, "startup", service.health->start);
  set_readiness(fields, service);
  set_probe(fields, "liveness", service.health->live);
  if (!local) fields.set("spread", spread(pod));
  const bool rolls = *service.rollout != model::RolloutBy::rolling;
  fields.set("workload", rolls ? "rollout" : "deployment");
  fields.set("workload_api", rolls ? "argoproj.io/v1alpha1" : "apps/v1");
  fields.set("workload_kind", Value(std::string(rolls ? "Rollout" : "Deployment"), service.rollout.mark.origin));
  if (rolls) fields.set("strategy", strategy(pod));
  fields.set("preview", *service.rollout == model::RolloutBy::blue_green);
  fields.set("scales", pod.scales());
  if (pod.scales()) {
    // An autoscaler owns the number of copies.
    fields.set("min", number(service.replicas->min));
    fields.set("max", number(service.replicas->max));
    fields.set("metrics", metrics(*service.replicas));
  } else {
    fields.set("replicas", number(service.replicas->min));
  }
  // One copy that must stay would block every drain of its node.
  const bool production = pod.c.env().environment_class == schema::Class::production;
  fields.set("budgeted", production && *service.replicas->min >= 2);
}

void lower_pod(const Pod& pod) {
  Context& c = pod.c;
  Told told = lower::told(pod);
  facts_secret(pod, told);
  Value f = Value::make_map();
  f.set("name", pod.name);
  f.set("namespace", pod.principal.space);
  f.set("all_labels", labels(pod));
  identity(pod, f, told);
  const Value stores = lower::stores(pod, told.brought);
  f.set("stores", stores);
  environment(pod, f, told, stores);
  workload(pod, f);
  volumes(pod, f);
  f.set("answers", pod.service.port.present());
  if (pod.service.port.present()) f.set("port", number(pod.service.port));
  f.set("policed", pod.host.policed);
  if (Value in = packets(pod, true); !in.list.empty()) f.set("ingress", std::move(in));
  f.set("egress", packets(pod, false));
  f.set("balancers", balancers(pod));
  const auto published = published_port(c, pod.host.owner, pod.id);
  f.set("service_type", published ? "NodePort" : "ClusterIP");
  if (published) f.set("node_port", Value(*published));
  c.manifest(pod.address(), "kubernetes/service.yaml", pod.folder, c.declared(pod.id)).fields = std::move(f);
}

/// Each namespace once, and what holds in it by default.
void namespaces(Context& c, const std::set<std::pair<std::string, bool>>& spaces) {
  for (const auto& [space, policed] : spaces) {
    view::Object& object = c.manifest("namespace." + space, "kubernetes/namespace.yaml", space == model::namespace_of(c.env()) ? "cluster" : "cluster/" + space, c.env().head.space.mark.origin);
    object.fields.set("name", space);
    object.fields.set("project", c.env().project_name());
    object.fields.set("policed", policed);
  }
}

}  // namespace

void lower_pods(Context& c) {
  std::set<std::pair<std::string, bool>> spaces;
  for (const model::Principal& principal : c.system().resolved.traits.principals) {
    const model::Host* host = c.system().resolved.host(principal.owner);
    if (host == nullptr || host->runs != model::Orchestrator::kubernetes || !c.env().owns(principal.owner)) continue;
    const auto& service = c.env().objects.get<model::Service>(principal.owner);
    const model::Head& head = c.head(principal.owner);
    lower_pod({c, principal.owner, service, *host, principal, head.name, head.domain + "/" + head.name});
    spaces.emplace(principal.space, host->policed);
  }
  namespaces(c, spaces);
}

}  // namespace infragen::lower
