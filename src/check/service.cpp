// Services, and what Fargate makes of them: sizes, replicas, health, logs, images, deployments.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "check/passes.hpp"
#include "check/retention.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::ObjectId;
using model::Service;
using schema::ScalarOf;

/// Amazon ECS developer guide, "Task CPU and memory": what Fargate offers. `milli` thousandths of a vCPU; sizes in MiB.
struct TaskSize {
  std::int64_t milli, least, most, step;
};
constexpr TaskSize task_sizes[] = {{250, 512, 2048, 512},      {500, 1024, 4096, 1024},     {1000, 2048, 8192, 1024},
                                   {2000, 4096, 16384, 1024},  {4000, 8192, 30720, 1024},   {8000, 16384, 61440, 4096},
                                   {16000, 32768, 122880, 8192}};

bool offers(const TaskSize& size, std::int64_t bytes) {
  if (bytes % (1 << 20) != 0) return false;
  const std::int64_t mib = bytes >> 20;
  // A quarter of a vCPU has 0.5, 1 and 2 GiB, and nothing between.
  if (size.milli == 250) return mib == 512 || mib == 1024 || mib == 2048;
  return mib >= size.least && mib <= size.most && (mib - size.least) % size.step == 0;
}

std::string text(schema::Cpu cpu) { return ScalarOf<schema::Cpu>::print(cpu); }
std::string text(schema::Size size) { return ScalarOf<schema::Size>::print(size); }
std::string text(schema::CpuRange range) { return ScalarOf<schema::CpuRange>::print(range); }
std::string text(schema::SizeRange range) { return ScalarOf<schema::SizeRange>::print(range); }
std::string text(schema::Duration d) { return ScalarOf<schema::Duration>::print(d); }
std::string mib(std::int64_t n) { return text(schema::Size{n << 20}); }

std::string sizes_of(const TaskSize& size) {
  if (size.milli == 250) return "512Mi, 1Gi, 2Gi";
  if ((size.most - size.least) / size.step > 4) return fmt::format("{} to {} in steps of {}", mib(size.least), mib(size.most), mib(size.step));
  std::vector<std::string> all;
  for (std::int64_t n = size.least; n <= size.most; n += size.step) all.push_back(mib(n));
  return support::join(all, ", ");
}

std::string cpus_with(const schema::Size& memory) {
  std::vector<std::string> fit;
  for (const TaskSize& size : task_sizes) {
    if (offers(size, memory.bytes)) fit.push_back(text(schema::Cpu{size.milli}));
  }
  if (fit.empty()) return {};
  if (fit.size() == 1) return fmt::format("with {} only {} is valid", text(memory), fit.front());
  return fmt::format("with {} it is {}", text(memory), support::join(fit, ", "));
}

void task_size(Judge& judge, ObjectId id, const Service& s) {
  if (!s.cpu.present() || !s.memory.present()) return;
  const schema::Cpu cpu = s.cpu->limit;
  const schema::Size memory = s.memory->limit;
  if (!s.cpu->single()) judge.report_field(fargate_range, id, "cpu", s.cpu.mark, text(*s.cpu), "vCPU").help(fmt::format("`{}`, or `{}`", text(s.cpu->request), text(cpu)));
  if (!s.memory->single()) judge.report_field(fargate_range, id, "memory", s.memory.mark, text(*s.memory), "memory").help(fmt::format("`{}`, or `{}`", text(s.memory->request), text(memory)));
  if (!s.cpu->single() || !s.memory->single()) return;
  const auto* size = std::find_if(std::begin(task_sizes), std::end(task_sizes), [&](const TaskSize& t) { return t.milli == cpu.milli; });
  if (size == std::end(task_sizes)) {
    std::string help;
    // `256` where `0.25` was meant: the number that AWS's forms show.
    const std::int64_t units = cpu.milli / 1000;
    for (const TaskSize& t : task_sizes) {
      if (cpu.milli % 1000 == 0 && units * 1000 == t.milli * 1024) help = fmt::format("{} CPU units are `{}`", units, text(schema::Cpu{t.milli}));
    }
    const std::string fitting = cpus_with(memory);
    help += help.empty() || fitting.empty() ? "" : "; ";
    help += fitting.empty() ? (help.empty() ? "0.25, 0.5, 1, 2, 4, 8 or 16" : "") : fitting;
    judge.report_field(fargate_cpu, id, "cpu", s.cpu.mark, text(cpu)).also(judge.at(s.memory.mark, id), "the memory").help(help);
    return;
  }
  if (offers(*size, memory.bytes)) return;
  const std::string fitting = cpus_with(memory);
  judge.report_field(fargate_memory, id, "memory", s.memory.mark, text(cpu), text(memory))
      .also(judge.at(s.cpu.mark, id), "the vCPU")
      .help(fmt::format("{} vCPU has {}", text(cpu), sizes_of(*size)))
      .help(fitting);
}

void replicas(Judge& judge, ObjectId id, const Service& s) {
  const auto& r = *s.replicas;
  if (!r.min.present() || !r.max.present()) return;
  const model::Field<schema::Percent>* metric = r.cpu.present() ? &r.cpu : r.memory.present() ? &r.memory : nullptr;
  if (*r.min > *r.max) {
    judge.report_field(empty_range, id, "replicas", r.max.mark, *r.min, *r.max).also(judge.at(r.min.mark, id), "the least");
    return;
  }
  if (*r.min < *r.max && metric == nullptr) {
    judge.report_field(no_metric, id, "replicas", r.max.mark, judge.address(id)).help(fmt::format("`{}..{} @ 70% cpu`", *r.min, *r.max));
  }
  if (*r.min == *r.max && metric != nullptr && Judge::written(metric->mark)) {
    judge.report_field(unused_metric, id, "replicas", metric->mark).also(judge.at(r.max.mark, id), fmt::format("always {}", *r.max)).help("a range, or delete the metric");
  }
  if (*r.min == 1) judge.report_field(single_replica, id, "replicas", r.min.mark, judge.address(id)).help("`2` or more: while the one is replaced, nobody answers");
}

/// Amazon ECS, "DeploymentConfiguration": the minimum is rounded up, the maximum down. With no room between the two a
/// deployment neither stops an old task nor starts a new one.
void deployment(Judge& judge, ObjectId id, const Service& s) {
  const auto& least = s.ecs->healthy_minimum;
  const auto& most = s.ecs->healthy_maximum;
  if (!least.present() || !most.present() || *s.replicas->min > *s.replicas->max) return;
  for (std::int64_t n = std::max<std::int64_t>(1, *s.replicas->min); n <= *s.replicas->max; ++n) {
    const std::int64_t keep = (n * least->value + 99) / 100, may = n * most->value / 100;
    const bool adds = may > n, stops = keep < n;
    if ((adds || stops) && keep <= may) continue;
    judge.report_field(deployment_stuck, id, "ecs.healthy_maximum", Judge::written(most.mark) ? most.mark : least.mark, judge.address(id), n)
        .also(judge.at(least.mark, id), fmt::format("{} keep running", keep))
        .also(judge.at(most.mark, id), fmt::format("{} may run", may))
        .help("`healthy_maximum: 200%`, or a lower `healthy_minimum`");
    return;
  }
}

bool balanced(const Judge& judge, ObjectId id) {
  const auto edges = judge.system().resolved.to(id);
  return std::any_of(edges.begin(), edges.end(), [](const model::Edge* e) { return e->why == model::Edge::Why::route; });
}

/// Lines about health that a load balancer heeds for some service, or that were reported: `defaults` say them for all.
using Heeded = std::set<source::Span>;

void heed(Judge& judge, ObjectId id, const Service& s, Heeded& heeded) {
  if (!balanced(judge, id)) return;
  heeded.insert(judge.span(s.health->path.mark.origin));
  heeded.insert(judge.span(s.health->grace.mark.origin));
}

void unasked(Judge& judge, ObjectId id, const Service& s, bool command, Heeded& heeded) {
  const model::Health& h = *s.health;
  const auto note = [&](const schema::Mark& mark, const std::string& field, const std::string& what) {
    if (!Judge::written(mark) || !heeded.insert(judge.span(mark.origin)).second) return false;
    judge.report_field(health_unused, id, field, mark, judge.address(id), what).help("`health: {command: […]}` is asked by ECS itself");
    return true;
  };
  if (!note(h.path.mark, "health.path", *h.path) && !command && !Judge::written(h.path.mark)) note(h.grace.mark, "health.grace", "grace");
}

void health(Judge& judge, ObjectId id, const Service& s, Heeded& heeded) {
  const model::Health& h = *s.health;
  const bool behind = balanced(judge, id);
  const bool command = h.command.present() && !h.command->empty();
  // Elastic Load Balancing, "Health checks for target groups": the interval is greater than the timeout. Elsewhere nobody asks.
  if (behind && h.timeout->seconds >= h.every->seconds) {
    judge.report_field(health_timeout, id, "health.timeout", Judge::written(h.timeout.mark) ? h.timeout.mark : h.every.mark, text(*h.timeout), text(*h.every))
        .also(judge.span(h.every.mark.origin), "the interval")
        .help("the next check must not begin before the last one failed");
  }
  // Amazon ECS, "HealthCheck": a timeout of 2 to 60 seconds.
  if (command && h.timeout->seconds > 60) judge.report_field(health_command_timeout, id, "health.timeout", h.timeout.mark, text(*h.timeout)).also(judge.at(h.command.mark, id), "the command");
  if (!behind) unasked(judge, id, s, command, heeded);
}

void logs(Judge& judge, ObjectId id, const Service& s) {
  if (!s.logs.present() || is_retention(s.logs->seconds)) return;
  judge.report_field(log_retention, id, "logs", s.logs.mark, text(*s.logs)).help(fmt::format("`{}d`; CloudWatch keeps logs for {} days", nearest_retention(s.logs->seconds), retentions()));
}

void port(Judge& judge, ObjectId id, const Service& s) {
  if (s.port.present() || s.port.mark.invalid || !Judge::written(s.base_path.mark)) return;
  judge.report_field(without_port, id, "base_path", s.base_path.mark, judge.address(id), "base_path").help("`port: 8080`, or delete the line");
}

void folders(Judge& judge, ObjectId id, const Service& s) {
  if (!s.writable.present()) return;
  std::map<std::string, source::Span> seen;
  for (const auto& folder : *s.writable) {
    const auto [it, fresh] = seen.emplace(*folder, judge.at(folder.mark, id));
    if (!fresh) judge.report_field(folder_twice, id, "writable", folder.mark, *folder).also(it->second, "the first time");
  }
}

void image(Judge& judge, ObjectId id, const Service& s) {
  if (s.image.present()) {
    const std::string& name = *s.image;
    if (name.ends_with(":latest") && name.find('@') == std::string::npos) {
      judge.report_field(moving_tag, id, "image", s.image.mark, name).help("name the version, or the digest: `@sha256:…`");
    }
    return;
  }
  const model::Host* host = judge.system().resolved.host(id);
  if (host != nullptr && !host->at_aws) return;   // what is built on the machine runs there
  if (judge.env().objects.count(model::Objects::kind_of<model::Registry>()) > 0 || !judge.env().poisoned.empty()) return;
  judge.report(no_registry, id, judge.head(id).at, judge.address(id)).help("`registry: {main: {}}` in `shared/` or in this environment; or `image:` when it is not ours");
}

/// Amazon ECS knows one check of a container, and its load balancers ask a path.
void probes(Judge& judge, ObjectId id, const Service& s) {
  const std::pair<std::string_view, const model::Field<model::Probe>*> all[] = {{"start", &s.health->start}, {"ready", &s.health->ready}, {"live", &s.health->live}};
  for (const auto& [name, probe] : all) {
    if (!probe->present()) continue;
    judge.report_field(probe_unused, id, fmt::format("health.{}", name), probe->mark, std::string(name), judge.address(id)).help("`health: {command: […]}` is asked by ECS, `health.path` by a load balancer");
  }
}

void rollout(Judge& judge, ObjectId id, const Service& s) {
  const bool rolling = *s.rollout == model::RolloutBy::rolling;
  if (!rolling && !judge.system().resolved.in_kubernetes(id)) {
    judge.report_field(rollout_on_ecs, id, "rollout", s.rollout.mark, judge.address(id), ScalarOf<model::RolloutBy>::print(*s.rollout)).help("`rollout: rolling`, or a cluster of Kubernetes");
  } else if (!rolling && !s.port.present()) {
    judge.report_field(rollout_without_port, id, "rollout", s.rollout.mark, judge.address(id)).help("`rollout: rolling`, or a `port`");
  }
  const bool canary = s.rollouts->canary.present();
  if (*s.rollout == model::RolloutBy::canary && !canary && !s.rollouts.mark.invalid) {
    judge.report_field(no_canary_steps, id, "rollouts", s.rollout.mark, judge.address(id)).help("`rollouts: {canary: {steps: [10%, 50%], pause: 5m}}`");
  }
}

void in_kubernetes(Judge& judge, ObjectId id, const Service& s) {
  if (Judge::written(s.logs.mark)) judge.report_field(logs_of_nodes, id, "logs", s.logs.mark, judge.address(id)).help("delete the line, or run it on ECS");
}

/// RFC 6762, section 3: resolvers may ask the neighbours for such a name instead of the VPC's DNS.
void private_name(Judge& judge, ObjectId id, const schema::Field<std::string>& dns) {
  if (!dns->ends_with(".local")) return;
  judge.report_field(multicast_name, id, "discovery.dns", dns.mark, *dns).help(fmt::format("`{}internal`, which nothing else has a use for", dns->substr(0, dns->size() - 5)));
}

}  // namespace

void service(Judge& judge) {
  judge.each<model::Ecs>([&](ObjectId id, const model::Ecs& ecs) {
    if (ecs.discovery.present()) private_name(judge, id, ecs.discovery->dns);
  });
  Heeded heeded;
  judge.each<Service>([&](ObjectId id, const Service& s) { heed(judge, id, s, heeded); });
  judge.each<Service>([&](ObjectId id, const Service& s) {
    replicas(judge, id, s);
    rollout(judge, id, s);
    if (judge.system().resolved.in_kubernetes(id)) {
      in_kubernetes(judge, id, s);
    } else {
      task_size(judge, id, s);
      deployment(judge, id, s);
      health(judge, id, s, heeded);
      probes(judge, id, s);
      logs(judge, id, s);
    }
    image(judge, id, s);
    port(judge, id, s);
    folders(judge, id, s);
  });
}

}  // namespace infragen::check
