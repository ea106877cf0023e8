#include "checked.hpp"

#include "catch.hpp"
#include "infragen/support/text.hpp"

namespace infragen::test {

ProjectFiles sound_project() {
  return {
      {"infragen.yaml",
       "infragen: 1\n"
       "project: shop\n"
       "aws:\n"
       "  region: ap-northeast-2\n"
       "  account: {input: aws_account}\n"
       "inputs:\n"
       "  aws_account: {is: account, about: the account, example: 210987654321}\n"
       "variables:\n"
       "  postgres:\n"
       "    DB_HOST: ${host}\n"
       "    DB_PASSWORD: ${password}\n"
       "  service:\n"
       "    ${NAME}_URL: http://${host}:${port}\n"},
      {"envs/prod/env.yaml",
       "environment: prod\n"                                   // 1
       "class: production\n"                                   // 2
       "network:\n"                                            // 3
       "  cidr: 10.0.0.0/16\n"                                 // 4
       "  zones: [a, c]\n"                                     // 5
       "  nat: per-zone\n"                                     // 6
       "  subnets: /24\n"                                      // 7
       "  tiers:\n"                                            // 8
       "    public: {route: internet, netnum: 0}\n"            // 9
       "    app: {route: nat, netnum: 10}\n"                   // 10
       "    data: {route: isolated, netnum: 20}\n"             // 11
       "ecs:\n"                                                // 12
       "  main:\n"                                             // 13
       "    capacity: FARGATE\n"                               // 14
       "    discovery: {dns: shop.internal}\n"                    // 15
       "registry:\n"                                           // 16
       "  main: {keep: 30}\n"                                  // 17
       "postgres:\n"                                           // 18
       "  main:\n"                                             // 19
       "    version: 17\n"                                     // 20
       "    databases: {shop: {}}\n"                           // 21
       "    shared_user: shop\n"                               // 22
       "    backups: 7d\n"                                     // 23
       "    rotation: 365d\n"                                  // 24
       "    protect: true\n"                                   // 25
       "    rds:\n"                                            // 26
       "      class: db.t4g.medium\n"                          // 27
       "      storage: 100Gi\n"                                // 28
       "      disk: gp3\n"                                     // 29
       "      multi_az: true\n"                                // 30
       "      insights: 7d\n"                                  // 31
       "      monitoring: 60s\n"                               // 32
       "releases:\n"                                           // 33
       "  service.web: 1.0.0\n"                                // 34
       "  service.orders: 1.0.0\n"},                           // 35
      {"domains/shop/domain.yaml",
       "domain: shop\n"                                        // 1
       "alb:\n"                                                // 2
       "  public:\n"                                           // 3
       "    from: [203.0.113.0/24]\n"                          // 4
       "    routes:\n"                                         // 5
       "      /*: service.web\n"                               // 6
       "service:\n"                                            // 7
       "  web:\n"                                              // 8
       "    port: 8080\n"                                      // 9
       "    cpu: 0.25\n"                                       // 10
       "    memory: 512Mi\n"                                   // 11
       "    replicas: 2..4 @ 70% cpu\n"                        // 12
       "    health: {path: /health, every: 30s, timeout: 5s}\n"// 13
       "    logs: 30d\n"                                       // 14
       "    uses:\n"                                           // 15
       "      service.orders: call\n"                          // 16
       "  orders:\n"                                           // 17
       "    port: 8081\n"                                      // 18
       "    cpu: 0.5\n"                                        // 19
       "    memory: 1Gi\n"                                     // 20
       "    replicas: 2\n"                                     // 21
       "    env:\n"                                            // 22
       "      MODE: fast\n"                                    // 23
       "    uses:\n"                                           // 24
       "      postgres.main/shop: write\n"                     // 25
       "      secret.jwt: read\n"                              // 26
       "secret:\n"                                             // 27
       "  jwt: {by_hand: true, keys: [signing_key]}\n"},       // 28
  };
}

ProjectFiles changed(ProjectFiles files, const std::string& path, const std::string& from, const std::string& to) {
  std::string& text = files.at(path);
  const std::size_t at = text.find(from);
  INFO(path << " must hold once: " << from);
  REQUIRE(at != std::string::npos);
  REQUIRE(text.find(from, at + 1) == std::string::npos);
  text.replace(at, from.size(), to);
  return files;
}

std::vector<Finding> findings(const ProjectFiles& files, const std::string& unit_name, const std::string& today) {
  const auto project = build_project(files);
  Unit& unit = project->unit(unit_name);
  REQUIRE(unit.name == unit_name);
  for (const diag::Sink* sink : {&project->sink, &unit.sink}) {
    for (const diag::Diagnostic& d : sink->items()) {
      INFO(d.slug << ": " << d.message << " at " << project->place(d.at));
      REQUIRE(d.severity != diag::Severity::error);
    }
  }
  diag::Sink sink;
  check::check(unit.system, today, sink);
  std::vector<Finding> out;
  for (const diag::Diagnostic& d : diag::sorted(sink.take(), project->loaded.files)) {
    Finding f{std::string(d.slug), d.severity, project->place(d.at), d.message, {}, support::join(d.help, " | ")};
    for (const diag::Label& label : d.labels) f.labels.push_back(project->place(label.at));
    out.push_back(std::move(f));
  }
  return out;
}

std::vector<std::string> found(const ProjectFiles& files, const std::string& unit) {
  std::vector<std::string> out;
  for (const Finding& f : findings(files, unit)) out.push_back(f.slug + " at " + f.place);
  return out;
}

void each_is_found(const std::vector<Change>& changes) {
  for (const Change& c : changes) {
    CAPTURE(c.path, c.from, c.to);
    CHECK(found(changed(sound_project(), c.path, c.from, c.to)) == c.expected);
  }
}

}  // namespace infragen::test
