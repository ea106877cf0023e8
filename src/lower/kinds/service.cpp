#include <algorithm>

#include "lower/context.hpp"
#include "lower/volumes.hpp"

namespace infragen::lower {
namespace {

/// AWS takes memory in MiB and CPU in 1/1024 of a vCPU.
Value cpu_units(const schema::Field<schema::CpuRange>& cpu) { return Value(std::to_string(cpu->limit.milli * 1024 / 1000), cpu.mark.origin); }
Value memory_mib(const schema::Field<schema::SizeRange>& memory) { return Value(std::to_string(memory->limit.bytes >> 20), memory.mark.origin); }

Value image_of(Context& c, ObjectId id, const model::Service& service) {
  if (service.image.present()) return text(service.image);
  const auto& registries = c.env().objects.all<model::Registry>();
  if (registries.empty()) return Value();  // reported by check
  const ObjectId registry{model::Objects::kind_of<model::Registry>(), 0};
  Rope image(c.ref(registry, "repository", "repository_url", c.head(id).name));
  const auto release = c.env().releases.find(c.address(id));
  image += Rope(":");
  if (release != c.env().releases.end()) image += Rope(release->second->text, release->second.mark.origin);
  return Value(std::move(image));
}

Value environment(const std::vector<model::Variable>& variables, bool secrets) {
  std::vector<Value> out;
  for (const model::Variable& v : variables) {
    if (v.secret != secrets) continue;
    Value entry = Value::make_map();
    entry.set("name", Value(v.name, v.origin));
    entry.set(secrets ? "valueFrom" : "value", Value(v.value, v.origin));
    out.push_back(std::move(entry));
  }
  return Value::make_list(std::move(out));
}

Value labels_of(const model::Service& service) {
  Value out = Value::make_map();
  for (const auto& [key, value] : *service.labels) {
    if (value.present()) out.set(key, text(value));
  }
  return out;
}

Value container(Context& c, ObjectId id, const model::Service& service) {
  static const std::vector<model::Variable> none;
  const auto found = c.derived().variables.find(id);
  const auto& variables = found == c.derived().variables.end() ? none : found->second;

  Value out = Value::make_map();
  out.set("name", c.head(id).name);
  out.set("image", image_of(c, id, service));
  out.set("essential", true);
  if (service.command.present() && !service.command->empty()) out.set("entryPoint", texts(*service.command));
  if (service.args.present() && !service.args->empty()) out.set("command", texts(*service.args));
  if (service.port.present()) {
    Value port = Value::make_map();
    port.set("containerPort", number(service.port));
    port.set("protocol", "tcp");
    out.set("portMappings", Value::make_list({std::move(port)}));
  }
  if (service.user.present()) out.set("user", Value(std::to_string(*service.user), service.user.mark.origin));
  if (Value labels = labels_of(service); !labels.map.empty()) out.set("dockerLabels", std::move(labels));
  if (*service.read_only) out.set("readonlyRootFilesystem", flag(service.read_only));
  if (const std::vector<Volume> all = writable_volumes(service, false); !all.empty()) {
    std::vector<Value> mounts;
    for (const Volume& volume : all) {
      Value mount = Value::make_map();
      mount.set("sourceVolume", Value(volume.name, volume.origin));
      mount.set("containerPath", Value(volume.path, volume.origin));
      mounts.push_back(std::move(mount));
    }
    out.set("mountPoints", Value::make_list(std::move(mounts)));
  }
  if (Value env = environment(variables, false); !env.list.empty()) out.set("environment", std::move(env));
  if (Value secrets = environment(variables, true); !secrets.list.empty()) out.set("secrets", std::move(secrets));
  if (service.health->command.present() && !service.health->command->empty()) {
    std::vector<Value> command = {Value("CMD")};
    for (const auto& word : *service.health->command) command.push_back(text(word));
    Value check = Value::make_map();
    check.set("command", Value::make_list(std::move(command)));
    check.set("interval", seconds(service.health->every));
    check.set("timeout", seconds(service.health->timeout));
    check.set("retries", number(service.health->unhealthy));
    check.set("startPeriod", Value(std::min<std::int64_t>(service.health->grace->seconds, 300), service.health->grace.mark.origin));
    out.set("healthCheck", std::move(check));
  }
  Value options = Value::make_map();
  options.set("awslogs-group", c.ref(id, "log-group", "name"));
  options.set("awslogs-region", c.env().region());
  options.set("awslogs-stream-prefix", c.head(id).name);
  Value logs = Value::make_map();
  logs.set("logDriver", "awslogs");
  logs.set("options", std::move(options));
  out.set("logConfiguration", std::move(logs));
  return out;
}

/// Load balancers that route here: each has a target group of its own.
std::vector<Value> target_groups(Context& c, ObjectId id, const model::Service& service, view::Object& object) {
  std::map<ObjectId, std::vector<Value>> rules;
  for (const model::Edge* edge : c.system().resolved.to(id)) {
    if (edge->why != model::Edge::Why::route) continue;
    const auto& alb = c.env().objects.get<model::Alb>(edge->from);
    for (const auto& [pattern, route] : *alb.routes) {
      if (route.present() && route->to->bound() && ObjectId{route->to->kind, route->to->index} == id) {
        auto& list = rules[edge->from];
        const bool there = std::any_of(list.begin(), list.end(), [&key = pattern](const Value& v) { return v.rope.pieces.front().ref.target.key == key; });
        if (!there) list.emplace_back(c.ref(edge->from, "rule", "", pattern));
      }
    }
  }
  std::vector<Value> out;
  for (auto& [alb_id, depends] : rules) {
    const auto& alb = c.env().objects.get<model::Alb>(alb_id);
    const std::string key = c.head(alb_id).name;
    const std::string& former = c.former_name(alb_id);
    if (former != key) object.former_keys[key] = former;
    const bool several = rules.size() > 1;
    const Context::Parts before{former, several ? former : std::string(), {}};
    Value t = Value::make_map();
    t.set("key", key);
    t.set("name", Value(c.name(id, "aws_lb_target_group", "name", c.identity(id, "target-group", key), several ? key : std::string(), {}, &before)));
    t.set("vpc_id", c.vpc_id(c.system().resolved.places.at(id).network));
    t.set("drain", seconds(alb.drain));
    t.set("port", number(service.port));
    t.set("path", text(service.health->path));
    t.set("every", seconds(service.health->every));
    t.set("timeout", seconds(service.health->timeout));
    t.set("healthy", number(service.health->healthy));
    t.set("unhealthy", number(service.health->unhealthy));
    t.set("rules", Value::make_list(std::move(depends)));
    out.push_back(std::move(t));
  }
  return out;
}

void scaling(Context& c, ObjectId id, const model::Service& service, view::Object& object) {
  const model::Replicas& replicas = *service.replicas;
  const bool scales = *replicas.max > *replicas.min;
  object.fields.set("scales", scales);
  if (!scales) return;
  object.fields.set("min", number(replicas.min));
  object.fields.set("max", number(replicas.max));
  std::vector<Value> policies;
  const auto metric = [&](const char* key, const char* metric_name, const schema::Field<schema::Percent>& target) {
    if (!target.present()) return;
    Value p = Value::make_map();
    p.set("key", key);
    p.set("name", Value(c.name(id, "aws_appautoscaling_policy", "name", c.identity(id, "scaling-policy", key), key)));
    p.set("metric", metric_name);
    p.set("target", Value(target->value, target.mark.origin));
    policies.push_back(std::move(p));
  };
  metric("cpu", "ECSServiceAverageCPUUtilization", replicas.cpu);
  metric("memory", "ECSServiceAverageMemoryUtilization", replicas.memory);
  object.fields.set("policies", Value::make_list(std::move(policies)));
}

}  // namespace

void lower_service(Context& c, ObjectId id) {
  if (c.system().resolved.in_kubernetes(id)) return;   // `lower_pods`, when all names are known
  const auto& service = c.env().objects.get<model::Service>(id);
  const auto& place = c.system().resolved.places.at(id);
  const ObjectId cluster{service.runs_on->kind, service.runs_on->index};
  const auto& ecs = c.env().objects.get<model::Ecs>(cluster);
  view::Object& object = c.emit(id, "terraform/ecs-service.tf");
  Value& f = object.fields;
  const Rope name = c.name(id, "aws_ecs_service", "name", c.identity(id, "service"));

  f.set("name", Value(name));
  f.set("family", Value(c.name(id, "aws_ecs_task_definition", "family", c.identity(id, "task-definition"))));
  f.set("cpu", cpu_units(service.cpu));
  f.set("memory", memory_mib(service.memory));
  f.set("architecture", text(service.ecs->architecture));
  f.set("execution_role", c.ref(cluster, "execution", "arn"));
  f.set("task_role", c.ref(id, "task", "arn"));
  f.set("containers", Value::make_list({container(c, id, service)}));
  f.set("container", c.head(id).name);
  f.set("cluster", c.ref(cluster, "cluster", "arn"));
  f.set("spot", *ecs.capacity == model::Capacity::fargate_spot);
  f.set("capacity", text(ecs.capacity));
  f.set("count", number(service.replicas->min));
  f.set("healthy_minimum", Value(service.ecs->healthy_minimum->value, service.ecs->healthy_minimum.mark.origin));
  f.set("healthy_maximum", Value(service.ecs->healthy_maximum->value, service.ecs->healthy_maximum.mark.origin));
  f.set("execute_command", flag(service.ecs->execute_command));
  f.set("subnets", Value::make_list(c.subnets(place.network, place.tier, true)));
  f.set("group", c.ref(id, "group", "id"));
  if (service.port.present()) f.set("port", number(service.port));
  std::vector<Value> own;
  for (const Volume& volume : writable_volumes(service, false)) {
    Value v = Value::make_map();
    v.set("name", Value(volume.name, volume.origin));
    own.push_back(std::move(v));
  }
  f.set("volumes", Value::make_list(std::move(own)));
  const auto& storage = service.ecs->storage;
  f.set("stores", storage.present());
  if (storage.present()) f.set("storage", Value(std::to_string(storage->bytes >> 30), storage.mark.origin));
  // Without a port there is nothing to find.
  const bool found = ecs.discovery.present() && service.port.present();
  f.set("discovery", found);
  if (found) {
    f.set("namespace", c.ref(cluster, "namespace", "id"));
    f.set("discovery_name", c.host_label(id));  // what callers ask for: no pattern
    f.set("ttl", seconds(ecs.discovery->ttl));
  }
  std::vector<Value> targets = target_groups(c, id, service, object);
  f.set("balanced", !targets.empty());
  f.set("grace", seconds(service.health->grace));
  f.set("targets", Value::make_list(targets));
  std::vector<Value> depends;
  for (const Value& target : targets) {
    for (const Value& rule : target.find("rules")->list) depends.push_back(rule);
  }
  f.set("depends", Value::make_list(std::move(depends)));
  const Rope log_group = c.name(id, "aws_cloudwatch_log_group", "name", c.identity(id, "log-group"));
  f.set("log_group", Value(log_group));
  f.set("log_days", days(service.logs));
  if (*service.replicas->max > *service.replicas->min) {
    // Application Auto Scaling, RegisterScalableTarget: `service/<cluster>/<service>`.
    f.set("scaling_id", Value(Rope("service/") + Rope(c.ref(cluster, "cluster", "name")) + Rope("/") + Rope(c.ref(id, "service", "name"))));
  }
  f.set("tags", c.tags(id, name));
  scaling(c, id, service, object);
  c.role(id, "task", "ecs-tasks.amazonaws.com", {});
}

}  // namespace infragen::lower
