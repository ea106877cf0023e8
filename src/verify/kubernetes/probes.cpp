/// Source: validateProbe, validateLivenessProbe, validateReadinessProbe, validateStartupProbe, validateLifecycle and
/// validateHandler; kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes.

#include <fmt/format.h>

#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/pods.hpp"

namespace infragen::verify {

namespace {

/// A port is a number, or the name of one of the container's own.
void check_target(const Rules& rules, const Spot& action, const Spot& container) {
  const Spot port = action["port"];
  if (!action || !need(rules, action, "port")) return;
  check_port(rules, port);
  if (!port.is(yaml::Node::Kind::text) || port_name_fault(port.text())) return;
  for (const Spot& own : container["ports"].items()) {
    if (own["name"].text() == port.text()) return;
  }
  // The API server takes the name; the kubelet finds no such port and the probe fails each time.
  rules.report->add(port, ObjectProblem::Kind::dangling,
                    fmt::format("the container has no port {}", quoted(port.text())));
}

void check_http(const Rules& rules, const Spot& action, const Spot& container) {
  if (!action) return;
  check_target(rules, action, container);
  check_one_of(rules, action["scheme"], {"HTTP", "HTTPS"});
  for (const Spot& header : action["httpHeaders"].items()) {
    if (header && need(rules, header, "name")) check_name(rules, header["name"], http_header_fault);
  }
}

void check_action(const Rules& rules, const Spot& handler, const Spot& container) {
  check_http(rules, handler["httpGet"], container);
  check_target(rules, handler["tcpSocket"], container);
  if (handler["exec"]) need(rules, handler["exec"], "command");
  if (handler["grpc"]) check_port_number(rules, handler.at({"grpc", "port"}));
}

void check_probe(const Rules& rules, const Spot& probe, const Spot& container) {
  check_exactly_one(rules, probe, {"exec", "httpGet", "tcpSocket", "grpc"});
  check_action(rules, probe, container);
  for (const char* key :
       {"initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"}) {
    check_range(rules, probe[key], 0);
  }
  check_range(rules, probe["terminationGracePeriodSeconds"], 1);
}

void check_lifecycle(const Rules& rules, const Spot& lifecycle, const Spot& container) {
  for (const char* key : {"postStart", "preStop"}) {
    const Spot handler = lifecycle[key];
    if (!handler) continue;
    check_exactly_one(rules, handler, {"exec", "httpGet", "tcpSocket", "sleep"});
    check_action(rules, handler, container);
    check_range(rules, handler.at({"sleep", "seconds"}), 0);
  }
}

}  // namespace

void check_probes(const Rules& rules, const Spot& container, const ContainerUse& use) {
  for (const char* key : {"livenessProbe", "readinessProbe", "startupProbe", "lifecycle"}) {
    const Spot spot = container[key];
    if (!spot) continue;
    if (use.init && !use.restartable) {
      rules.report->conflict(spot, "an init container has none, but one with `restartPolicy: Always`");
      continue;
    }
    if (std::string_view(key) == "lifecycle") {
      check_lifecycle(rules, spot, container);
      continue;
    }
    check_probe(rules, spot, container);
    const auto successes = spot["successThreshold"].integer();
    if (std::string_view(key) == "readinessProbe") {
      if (spot["terminationGracePeriodSeconds"]) {
        rules.report->bad(spot["terminationGracePeriodSeconds"], "a readiness probe ends no container");
      }
    } else if (successes && *successes > 1) {
      rules.report->bad(spot["successThreshold"], fmt::format("`{}` is not 1", *successes));
    }
  }
}

}  // namespace infragen::verify
