// A mistake made by rule brings exactly one error, within a line of the mistake.

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <regex>
#include <thread>

#include "catch.hpp"
#include "operators.hpp"

using namespace infragen::test;
namespace diag = infragen::diag;
namespace driver = infragen::driver;

namespace {

/// Mistakes that are none, or that rightly bring something else than one error beside them. Each must be so.
struct Exemption {
  const char* names;    ///< regular expression for all of a mistake's name
  const char* reason;
};

constexpr Exemption exemptions[] = {
    {"misspelled-key domains/\\S+ (public|api-gateway|[a-z]+-service|jwt|events|payment-provider|qr-signing)", "a name that people choose: what leads to it is wrong, line by line"},
    {"misspelled-key envs/base.yaml:(17 main|19 popcorn|25 cache|30 app|30 logging-level-root)", "the same: the environments' lines and the edge lead to it"},
    {"misspelled-key envs/prod/env.yaml:27 public", "the same: the load balancer leads to it"},
    {"misspelled-key envs/prod/alarms.yaml:4 alerts", "the same: what sends its alarms there is wrong, line by line"},
    {"misspelled-key infragen.yaml:\\d+ (aws_account|public_domain)", "the same: account and domain are taken from it"},
    {"misspelled-key shared/global.yaml:9 popcorn", "the same: the certificate and the host lead to it"},
    {"misspelled-key envs/base.yaml:(7 public|8 app|9 data|12 main|36 JAVA_TOOL_OPTIONS|39 PARAMETER_PATH)", "a name that people choose and nothing else says"},
    {"misspelled-key shared/global.yaml:(\\d+ main|12 popcorn)", "the same"},
    {"misspelled-key envs/prod/alarms.yaml:6 operations", "the same: the name of a subscription"},
    {"misspelled-key envs/dev/env.yaml:23 logging-level-root", "the same: one more value, as far as anybody can see"},
    {"misspelled-key infragen.yaml:\\d+ (Project|Environment|ManagedBy|DB_[A-Z_]+|KAFKA_[A-Z_]+|REDIS_[A-Z_]+)", "the same: keys of tags, names of variables"},
    {"misspelled-key envs/base.yaml:48 api_url", "the same: what an output is called"},
    {"target-without-name envs/base.yaml:(42 .port|43 .health|44 .main)", "what is to be confirmed has an address without its last word too"},
    {"deleted-key \\S+:[12] (domain|environment|shared)", "no file says it, so the message is about the folder"},
    {"deleted-key envs/(dev|prod)/env.yaml:\\d+ cidr", "stands at the object's first line, which is the layer's; the second place is the environment"},
    {"deleted-key envs/base.yaml:19 databases", "stands at the edge, which cannot name its database"},
    {"deleted-key envs/prod/env.yaml:7 zones", "the layer has zones too"},
    {"deleted-key shared/global.yaml:3 class", "a shared stack is of production unless it says otherwise"},
};

/// What is wrong with the answer; empty: one error, near the mistake.
std::string complaint(const Mistake& mistake) {
  const driver::Compilation c = compile_sources(mistake.files);
  std::size_t errors = 0;
  std::string out;
  for (const diag::Diagnostic& d : c.findings) {
    if (d.severity != diag::Severity::error) continue;
    ++errors;
    const bool placed = d.at.known();
    const std::size_t line = placed ? c.loaded.files.position(d.at.file, d.at.begin).line : 0;
    const std::string path = placed ? c.loaded.files.path(d.at.file) : d.path_only;
    const bool near = path == mistake.path && line >= mistake.from && line <= mistake.to;
    out += fmt::format("    {} {}:{} {}: {}\n", near ? "near" : "far ", path, line, d.slug, d.message);
    if (!near) errors += 100;
  }
  return errors == 1 ? std::string() : errors == 0 ? "    no error\n" : out;
}

std::vector<std::string> complaints(const std::vector<Mistake>& mistakes) {
  std::vector<std::string> out(mistakes.size());
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
    workers.emplace_back([&] {
      for (std::size_t at = next++; at < mistakes.size(); at = next++) out[at] = complaint(mistakes[at]);
    });
  }
  workers.clear();
  return out;
}

const Exemption* exemption_of(const std::string& name) {
  const auto hit = std::find_if(std::begin(exemptions), std::end(exemptions), [&](const Exemption& e) { return std::regex_match(name, std::regex(e.names)); });
  return hit == std::end(exemptions) ? nullptr : &*hit;
}

}  // namespace

TEST_CASE("a mistake brings one error beside it", "[operators]") {
  const std::vector<Mistake> mistakes = mistakes_in(flat(sources_of(std::string(INFRAGEN_SOURCE_DIR) + "/examples/popcorn")));
  const std::vector<std::string> said = complaints(mistakes);
  std::size_t held = 0;
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    const Exemption* exempt = exemption_of(mistakes[i].name);
    if (exempt != nullptr) {
      INFO(mistakes[i].name << "\n" << exempt->reason);
      CHECK_FALSE(said[i].empty());   // what holds is no exemption
    } else {
      INFO(mistakes[i].name << "\n" << said[i]);
      CHECK(said[i].empty());
      ++held;
    }
  }
  CHECK(held >= 300);
  for (const std::string& name : operators()) {
    INFO(name);
    const auto used = [&](const Mistake& m) { return m.name.starts_with(name + " ") && exemption_of(m.name) == nullptr; };
    CHECK(std::any_of(mistakes.begin(), mistakes.end(), used));
  }
  for (const Exemption& e : exemptions) {
    INFO(e.names);
    const std::regex names(e.names);
    CHECK(std::any_of(mistakes.begin(), mistakes.end(), [&](const Mistake& m) { return std::regex_match(m.name, names); }));
  }
}
