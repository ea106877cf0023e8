// Nothing that people write is dropped in silence: a change of any field of any kind, document or nested struct changes
// what is written, or the findings.
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "catch.hpp"
#include "changes.hpp"
#include "example.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/model/kind.hpp"
#include "infragen/support/text.hpp"
#include "phases.hpp"

namespace {

using namespace infragen;
using test::Change;
using test::Seen;

/// `field: how` that need not show, and why. One that shows must leave the list.
struct Exemption {
  std::string_view what;
  std::string_view reason;
};
constexpr Exemption exemptions[] = {
    {"existing subnet.cidr: removed", "there is room for what runs there; tests/unit/check/existing_test.cpp has what there is no room for"},
    {"alb.allow: value", "a reason is for those who review it: any that is there will do"},
    {"instance.replace: = true", "a host without a script has nothing that could change; the one of this test has it set"},
    {"rollouts.canary: added", "settings of a way to roll out that nothing selects; tests/cases has the one that is selected"},
    {"external.about: value", "nothing is made that could carry it: it is for those who read the file"},
    {"external.hosts: entry added", "the fact is the first host; policies know addresses, not names"},
    {"kubernetes.by: never changed", "there is one tool so far, so no other value is valid"},
    {"settings.state: added", "an empty map, which leaves states in files"},
    {"external.hosts: added", "no variable of the example asks for the fact; tests/unit/derive/rights_test.cpp does"},
    {"kafka.allow: value", "a reason is for those who review it: any that is there will do"},
    {"instance.tier: removed", "the network of the example has one tier that fits"},
    {"kafka.tier: removed", "the network of the example has one tier that fits"},
    {"module.holds: never changed", "the example is flat; tests/unit/arrange has the layout with modules"},
    {"module.outputs: never changed", "the same"},
    {"network.allow: value", "the same"},
    {"network.endpoints: added", "an empty map, which makes none"},
    {"postgres.allow: value", "the same"},
    {"redis.allow: value", "the same"},
    {"redis.by: = elasticache", "there is one implementation so far, which is there already"},
    {"project.infragen: never changed", "there is one version of the language so far, so no other value is valid"},
    {"registry.name: value", "a registry is no resource of its own; its repositories are named for what they hold"},
    {"shared stack.class: removed", "nothing that a shared stack may hold depends on its class so far"},
    {"shared stack.class: value", "nothing that a shared stack may hold depends on its class so far"},
    {"sns.subscriptions: added", "of a topic that is there already, where tests/cases has the error for subscriptions with something in them"},
    {"module.facts: added", "a fact that no edge and no text reads changes nothing"},
    {"module.facts: entry added", "the same"},
    {"resource.facts: added", "a fact that no edge and no text reads changes nothing"},
    {"resource.facts: entry added", "the same"},
    {"service.profile: value", "profiles are laid before this test changes a tree; tests/cases has them"},
    {"targets.date: removed", "without a day no version is judged, and those of the example are supported"},
};

/// What was tried of one `field: how`.
struct Tally {
  std::size_t tried = 0;
  std::size_t seen = 0;
  std::vector<std::string> silent;   ///< names of changes without effect
  std::vector<std::string> broken;   ///< findings that are mistakes of the compiler's own
};
using Tallies = std::map<std::string, Tally>;

std::string what(const Change& change) { return change.field + ": " + change.how; }

/// Nothing more is learned from it.
bool known(const Tallies& tallies, const Change& change) {
  const auto it = tallies.find(what(change));
  return it != tallies.end() && it->second.seen > 0;
}

void count(Tallies& tallies, const Change& change, const std::string& where, const Seen& before, const Seen& after) {
  Tally& tally = tallies[what(change)];
  ++tally.tried;
  if (!(after == before)) {
    ++tally.seen;
    for (const std::string& outer : change.within) ++tallies[outer + ": inside"].seen;
  } else {
    tally.silent.push_back(where + " " + change.name());
  }
  for (const std::string& finding : after.findings) {
    // Whatever passes the tables and the checks, the built-in templates render and the parts of the output find each other.
    for (const char* ours : {"IG0711", "IG0712", "IG0804"}) {
      if (finding.find(ours) != std::string::npos) tally.broken.push_back(where + " " + change.name() + ": " + finding);
    }
  }
}

/// A unit, and what all environments see.
std::vector<std::string> with_shared(const test::Project& project, const std::string& unit) {
  std::vector<std::string> units = project.names().shared;
  if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
  return units;
}

void objects_of(const test::Project& project, const std::string& unit, Tallies& tallies) {
  const std::vector<std::string> units = with_shared(project, unit);
  const Seen before = project.build(units, [](merge::Assembled&) {});
  REQUIRE(before.ok);
  REQUIRE_FALSE(before.files.empty());
  const merge::Assembled base = project.assembled(unit);
  for (const merge::Object& object : base.objects) {
    if (object.shared != (base.shared ? unit : std::string())) continue;
    const schema::ObjectSchema& schema = model::kinds()[object.kind].schema();
    for (const Change& change : test::changes(schema, object.tree, base.environment_class)) {
      if (known(tallies, change) && (unit == "prod" || tallies.at(what(change)).tried >= 3)) continue;
      INFO(unit << " " << object.address << " " << change.name());
      const Seen after = project.build(units, [&](merge::Assembled& assembled) {
        if (assembled.name != unit) return;
        for (merge::Object& other : assembled.objects) {
          if (other.address == object.address) change.apply(other.tree);
        }
      });
      count(tallies, change, unit + " " + object.address, before, after);
    }
  }
}

std::vector<const schema::ObjectSchema*> headers(load::Role role) {
  switch (role) {
    case load::Role::project:
      return {&model::project_schema(), &model::settings_schema()};
    case load::Role::shared:
      return {&model::shared_head_schema(), &model::unit_head_schema()};
    case load::Role::environment:
    case load::Role::layer:
      return {&model::environment_head_schema(), &model::unit_head_schema()};
    case load::Role::domain:
      return {&model::domain_head_schema()};
  }
  return {};
}

/// `otherwise`: the environment that shows what no environment says for itself.
void documents_of(const test::Project& project, const std::string& otherwise, Tallies& tallies) {
  for (std::size_t i = 0; i < project.documents().size(); ++i) {
    const expand::Document& document = project.documents()[i];
    std::string unit = otherwise;
    for (const std::string& name : project.names().environments) {
      if (document.path.starts_with("envs/" + name + "/")) unit = name;
    }
    const std::vector<std::string> units = with_shared(project, unit);
    const Seen before = project.build(project.documents(), units);
    INFO(fmt::format("{}", fmt::join(before.findings, "\n")));
    REQUIRE(before.ok);
    for (const schema::ObjectSchema* schema : headers(document.role)) {
      for (const Change& change : test::changes(*schema, document.tree, schema::Class::production)) {
        std::vector<expand::Document> documents = project.documents();
        change.apply(documents[i].tree);
        count(tallies, change, document.path, before, project.build(documents, units));
      }
    }
  }
}

void see_all(const test::Project& project, const std::string& otherwise, Tallies& out) {
  documents_of(project, otherwise, out);
  for (const std::string& unit : project.names().shared) objects_of(project, unit, out);
  for (const std::string& unit : project.names().environments) objects_of(project, unit, out);
}

const Tallies& all_tallies() {
  static const Tallies tallies = [] {
    // What the example has no use for.
    test::Tree files = test::popcorn();
    files["domains/commerce/more.yaml"] =
        "kafka:\n"
        "  events: {topics: {orders: {partitions: 4, replicas: 1, retention: 5d}}}\n"
        "  audit: {version: 3.8.x, brokers: 6, storage: 40Gi, topics: {entries: {partitions: 4, replicas: 1, retention: 5d}}, alarms: {to: news, controller: {below: 2}}, msk: {type: kafka.m7g.large, logs: 7d}}\n"
        "sqs:\n"
        "  jobs: {fifo: true, deduplicate: true, visibility: 1m, retention: 5d, delay: 5s, wait: 15s, dlq: {max_receives: 4, retention: 10d}, alarms: {to: news, age: {above: 1h, within: 10m, severity: low}}}\n"
        "  copies: {dlq: 3}\n"
        "sns:\n"
        "  news: {key: own, subscriptions: {ops: {email: ops@example.org}, hook: {https: \"https://example.org/hook\"}, copies: {sqs: sqs.copies, raw: true}}}\n"
        "  steps: {fifo: true, deduplicate: true, key: aws, subscriptions: {jobs: sqs.jobs}}\n"
        "s3:\n"
        "  files: {versioning: true, keep_versions: 10d, expire: 60d, protect: true}\n"
        "dynamodb:\n"
        "  orders:\n"
        "    key: {customer: string}\n"
        "    sort: {number: number}\n"
        "    capacity: {read: 5, write: 5}\n"
        "    ttl: expires\n"
        "    stream: KEYS_ONLY\n"
        "    indexes:\n"
        "      by-day: {key: {day: string}, sort: {number: number}, projection: KEYS_ONLY, capacity: {read: 4, write: 4}}\n"
        "      by-state: {key: {state: string}, include: [total]}\n"
        "    local_indexes: {by-age: {sort: {age: number}, projection: KEYS_ONLY}, by-sum: {sort: {sum: number}, include: [total]}}\n"
        "    recovery: 5d\n"
        "    encryption: own\n"
        "    protect: true\n"
        "    alarms: {to: news, reads: {above: 4, within: 10m, severity: low}}\n";
    files["domains/commerce/raw.yaml"] =
        "resource:\n"
        "  aws_security_group: {broker: {vpc_id: \"${network.main.id}\", description: around it}}\n"
        "  aws_mq_broker:\n"
        "    main:\n"
        "      about: what waits\n"
        "      broker_name: waits\n"
        "      engine_type: RABBITMQ\n"
        "      engine_version: 3.13\n"
        "      host_instance_type: mq.m5.large\n"
        "      auto_minor_version_upgrade: true\n"
        "      user: {username: shop, password: \"${input.public_domain}\"}\n"
        "      listens: {port: 5671, group: resource.aws_security_group.broker, network: main}\n"
        "      grants: {write: {actions: [\"mq:DescribeBroker\"], on: [\"${self.arn}\", \"${self.arn}/*\"]}}\n"
        "      facts: {host: \"${self.instances[0].ip_address}\"}\n"
        "service:\n"
        "  order-service: {uses: {resource.aws_mq_broker.main: {write: {variables: {BROKER: \"${host}\"}}}}}\n";
    files["domains/commerce/host.sh"] = "#!/bin/bash\n";
    files["domains/commerce/host.yaml"] =
        "instance:\n"
        "  report:\n"
        "    type: t4g.small\n"
        "    image: /aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id\n"
        "    setup: host.sh\n"
        "    replace: true\n"
        "    network: main\n"
        "    tier: app\n"
        "    port: 8080\n"
        "    from: [198.51.100.0/24]\n"
        "    disk: 30Gi\n"
        "    volume: 20Gi\n"
        "    session: true\n"
        "    protect: true\n"
        "    env: {GREETING: hello}\n"
        "    uses: {kafka.events: {consume: {variables: {BROKERS: \"${brokers}\"}}}, s3.files: read}\n"
        "    variables: {s3: {FILES: \"${bucket}\"}}\n"
        "    alarms: {to: news, host: {within: 10m, severity: low}}\n";
    files["modules/search/main.tf"] =
        "variable \"name\" {}\nvariable \"size\" {\n  default = 1\n}\n"
        "output \"url\" {\n  value = var.name\n}\noutput \"arn\" {\n  value = var.name\n}\noutput \"group\" {\n  value = var.name\n}\n";
    files["domains/commerce/modules.yaml"] =
        "module:\n"
        "  search:\n"
        "    about: what is found\n"
        "    source: modules/search\n"
        "    inputs: {name: shop, size: 2}\n"
        "    listens: {port: 9200, group: \"${self.group}\", network: main}\n"
        "    grants: {read: {actions: [\"es:ESHttpGet\"], on: [\"${self.arn}/*\"]}}\n"
        "    facts: {site: \"https://${self.url}\"}\n"
        "  queue: {source: terraform-aws-modules/sqs/aws, version: 4.3.1}\n"
        "service:\n"
        "  order-service: {uses: {module.search: {read: {variables: {SEARCH: \"${site}\"}}}}}\n";
    files["envs/dev/more.yaml"] =
        "network: {main: {flow_logs: {keep: 30d, to: s3}, endpoints: {interface: {tier: app, logs: {}}, gateway: {s3: {}}}}}\n"
        // A second network leaves nothing to guess.
        "defaults: {ecs: {network: main}, alb: {network: main}, postgres: {network: main}, redis: {network: main}, kafka: {network: main}}\n"
        "state: {s3: {lock: table}}\n"
        "variables: {postgres as write: {DB_POOL: \"${pool}\"}}\n"
        "postgres: {main: {pool: 5}}\n"
        "s3: {plain: {versioning: false}}\n";
    files["envs/prod/more.yaml"] =
        "variables: {postgres as write: {DB_POOL: \"${pool}\"}}\n"
        "postgres: {main: {databases: {popcorn: {pool: 4}}}}\n";
    files["envs/dev/existing.yaml"] =
        "network:\n"
        "  office:\n"
        "    cidr: 10.8.0.0/16\n"
        "    zones: [a]\n"
        "    tiers: {app: {route: nat}}\n"
        "    existing: {id: vpc-0123456789abcdef0, subnets: {app-a: {id: subnet-0123456789abcdef0, cidr: 10.8.0.0/24}}}\n"
        "    allow: {single-zone: a test}\n"
        "zone: {office: {domain: office.example, existing: {id: Z0123456789ABCDEFGHIJ}}}\n"
        "certificate: {office: {names: [office.example], existing: {arn: \"arn:aws:acm:ap-northeast-2:210987654321:certificate/office\"}}}\n"
        "sns: {office: {existing: {arn: \"arn:aws:sns:ap-northeast-2:210987654321:office\", key: \"arn:aws:kms:ap-northeast-2:210987654321:key/office\"}}}\n"
        "s3: {office: {existing: {name: office-files, key: \"arn:aws:kms:ap-northeast-2:210987654321:key/office\"}}}\n"
        "secret: {office: {existing: {arn: \"arn:aws:secretsmanager:ap-northeast-2:210987654321:secret:office-Ab3dEf\", key: \"arn:aws:kms:ap-northeast-2:210987654321:key/office\"}}}\n"
        "outputs: {office: \"${network.office.id} ${network.office/app-a.id} ${zone.office.id} ${certificate.office.arn}\"}\n"
        "domains: {commerce: {service: {order-service: {uses: {sns.office: {send: {variables: {OFFICE: \"${arn}\"}}}, s3.office: {write: {variables: {FILES: \"${bucket}\"}}}, secret.office: {read: {variables: {OFFICE_KEY: \"${value}\"}}}}}}}}\n";
    Tallies out;
    see_all(test::Project(files), "dev", out);
    see_all(test::Project(test::on_kubernetes()), "staging", out);
    return out;
  }();
  return tallies;
}

std::vector<std::string> described() {
  std::vector<const schema::ObjectSchema*> roots = {&model::project_schema(), &model::settings_schema(), &model::environment_head_schema(),
                                                    &model::unit_head_schema(), &model::shared_head_schema(), &model::domain_head_schema()};
  for (const model::KindSchema& kind : model::kinds()) roots.push_back(&kind.schema());
  return test::all_fields(roots);
}

bool exempt(const std::string& name) {
  for (const Exemption& e : exemptions) {
    if (e.what == name) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a change of any field changes what is written, or the findings") {
  std::string report;
  for (const auto& [name, tally] : all_tallies()) {
    if (tally.seen > 0 || exempt(name)) continue;
    report += name + "\n";
    for (const std::string& silent : tally.silent) report += "    " + silent + "\n";
  }
  INFO("dropped in silence:\n" << report);
  CHECK(report.empty());
}

TEST_CASE("no valid value brings the compiler's own parts out of step") {
  for (const auto& [name, tally] : all_tallies()) {
    for (const std::string& broken : tally.broken) FAIL_CHECK(broken);
  }
}

TEST_CASE("every field of every table is changed") {
  std::set<std::string> changed;
  for (const auto& [name, tally] : all_tallies()) changed.insert(name.substr(0, name.find(": ")));
  const std::vector<std::string> fields = described();
  CHECK(fields.size() > 100);
  for (const std::string& field : fields) {
    INFO(field);
    CHECK((changed.contains(field) || exempt(field + ": never changed")));
  }
}

TEST_CASE("no exemption outlives its reason") {
  const Tallies& tallies = all_tallies();
  for (const Exemption& e : exemptions) {
    INFO(e.what << " (" << e.reason << ")");
    const auto it = tallies.find(std::string(e.what));
    if (e.what.ends_with(": never changed")) {
      const std::string field(e.what.substr(0, e.what.find(": ")));
      const auto first = tallies.lower_bound(field + ": ");
      CHECK((first == tallies.end() || !first->first.starts_with(field + ": ")));
    } else {
      REQUIRE(it != tallies.end());
      CHECK(it->second.seen == 0);
    }
  }
}
