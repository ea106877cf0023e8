// Kafka: versions, brokers and zones, hosts and their memory, the script, topics and who reads them.

#include <fmt/format.h>

#include <algorithm>

#include "check/dates.hpp"
#include "check/passes.hpp"
#include "check/retention.hpp"
#include "infragen/facts/capacity.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using model::Kafka;
using model::ObjectId;
using schema::ScalarOf;

constexpr std::int64_t gib = std::int64_t{1} << 30, mib = std::int64_t{1} << 20;

std::string text(schema::Size s) { return ScalarOf<schema::Size>::print(s); }
bool is_msk(const Kafka& k) { return *k.by == model::KafkaBy::msk; }
std::string section(const Kafka& k) { return is_msk(k) ? "msk." : "ec2."; }

// ---- versions

/// Amazon MSK, "Supported Apache Kafka versions" (2026-11). Standard brokers; the last day as `2026-09-01`, empty: none
/// announced.
struct MskVersion {
  std::string_view text, end;
};
constexpr MskVersion msk_versions[] = {{"4.1.x.kraft", ""},        {"4.0.x.kraft", ""},        {"3.9.x", ""},           {"3.9.x.kraft", ""},
                                       {"3.8.x", ""},              {"3.8.x.kraft", ""},        {"3.7.x", "2026-09-01"}, {"3.7.x.kraft", "2026-09-01"},
                                       {"3.6.0", "2026-06-01"},    {"3.5.1", "2025-10-23"},    {"3.4.0", "2025-08-04"}};

bool is_number(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }); }

void version(Judge& judge, ObjectId id, const Kafka& k) {
  if (!k.version.present()) return;
  const std::string& written = k.version->text;
  if (!is_msk(k)) {
    const auto parts = support::split(written, '.');
    if (parts.size() == 3 && std::all_of(parts.begin(), parts.end(), is_number)) return;
    judge.report_field(kafka_version, id, "version", k.version.mark, written, "is published").help("three numbers, as in the name of the archive: `4.1.0`");
    return;
  }
  const auto* known = std::find_if(std::begin(msk_versions), std::end(msk_versions), [&](const MskVersion& v) { return v.text == written; });
  if (known == std::end(msk_versions)) {
    const std::string major = written.substr(0, written.find('.'));
    std::vector<std::string> words;
    for (const MskVersion& v : msk_versions) {
      if (v.end.empty()) words.push_back(fmt::format("`{}`", v.text));
    }
    const bool form = written.ends_with(".x") || written.ends_with(".kraft");
    if (form && is_number(major)) {
      judge.report_field(unknown_version, id, "version", k.version.mark, "Kafka " + written, "MSK").help("known are " + support::join(words, ", ")).help("if MSK has it by now: `allow: {unknown-version: …}`");
    } else {
      judge.report_field(kafka_version, id, "version", k.version.mark, written, "MSK has").help("in AWS's words: " + support::join(words, ", "));
    }
    return;
  }
  const auto today = day_of(judge.today());
  if (!today || known->end.empty() || *today <= *day_of(known->end)) return;
  judge.report_field(kafka_version_ended, id, "version", k.version.mark, written, std::string(known->end)).help("`version: 3.9.x`, or `4.1.x.kraft`");
}

// ---- brokers and zones

const model::Network* network_of(const Judge& judge, ObjectId id) {
  const auto place = judge.system().resolved.places.find(id);
  if (place == judge.system().resolved.places.end()) return nullptr;
  const ObjectId network = judge.env().objects.find(place->second.network);
  return network.known() && !judge.head(network).poisoned ? &judge.env().objects.get<model::Network>(network) : nullptr;
}

std::vector<std::string> used_zones(const model::Network& network) {
  const bool limited = network.workload_zones.present() && !network.workload_zones->empty();
  std::vector<std::string> out;
  for (const auto& zone : limited ? *network.workload_zones : *network.zones) out.push_back(*zone);
  return out;
}

/// MSK spreads brokers over two or three zones, whatever runs elsewhere (Amazon MSK API, "BrokerNodeGroupInfo").
std::int64_t msk_zones(const model::Network& network) {
  const std::size_t used = used_zones(network).size();
  return static_cast<std::int64_t>(std::min<std::size_t>(used >= 2 ? used : network.zones->size(), 3));
}

void brokers(Judge& judge, ObjectId id, const Kafka& k) {
  if (!k.brokers.present()) return;
  if (!is_msk(k)) {
    // Kafka, "KRaft": a majority of the controllers decides; here every broker is one. Two of two is no majority less one.
    if (*k.brokers < 3) judge.report_field(single_broker, id, "brokers", k.brokers.mark, judge.address(id), *k.brokers).help("`brokers: 3`: two of three go on");
    return;
  }
  const model::Network* network = network_of(judge, id);
  if (network == nullptr) return;
  const std::int64_t zones = msk_zones(*network);
  if (zones < 2 || *k.brokers % zones == 0) return;
  judge.report_field(msk_brokers, id, "brokers", k.brokers.mark, *k.brokers, zones)
      .also(judge.span(network->zones.mark.origin), "the zones")
      .help(fmt::format("`brokers: {}`", (*k.brokers / zones + 1) * zones));
}

void not_offered(Judge& judge, ObjectId id, const Kafka& k, const model::Field<std::string>& type) {
  const model::Network* network = network_of(judge, id);
  if (network == nullptr) return;
  for (const std::string& zone : used_zones(*network)) {
    const std::string name = judge.env().region() + zone;
    if (facts::offered(name, *type).value_or(true)) continue;
    judge.report_field(type_not_offered, id, section(k) + "type", type.mark, name, *type)
        .also(judge.span(network->zones.mark.origin), "the zones")
        .help("another type, or `workload_zones` without that zone; an account that sees other letters: `allow: {type-not-offered: …}`");
    return;
  }
}

void storage(Judge& judge, ObjectId id, const Kafka& k) {
  if (!k.storage.present() || k.storage->bytes % gib == 0) return;
  const std::string type = is_msk(k) ? "gp2" : ScalarOf<model::BrokerDisk>::print(*k.ec2->disk);
  judge.report_field(disk_size, id, "storage", k.storage.mark, type, text(*k.storage)).help(fmt::format("whole Gi: `{}Gi`", k.storage->bytes / gib + 1));
}

// ---- hosts

/// The rest is Linux, the JVM's own, and the page cache, in which Kafka keeps what was written last.
constexpr std::int64_t largest_share = 75;
/// Kafka, `bin/kafka-server-start.sh`.
constexpr std::int64_t default_heap = gib;

void heap(Judge& judge, ObjectId id, const model::KafkaOnEc2& ec2, const facts::InstanceType& host) {
  const std::int64_t memory = std::int64_t{host.memory_mib} * mib;
  const bool said = ec2.heap.present();
  const std::int64_t wanted = said ? ec2.heap->bytes : default_heap;
  if (ec2.heap.mark.invalid || wanted * 100 <= memory * largest_share) return;
  const std::string most = fmt::format("{}Mi", memory * largest_share / 100 / mib / 64 * 64);
  auto finding = judge.report_field(heap_size, id, "ec2.heap", said ? ec2.heap.mark : ec2.instance_type.mark, text({wanted}), text({memory}), *ec2.instance_type);
  if (said) finding.also(judge.at(ec2.instance_type.mark, id), "the host");
  finding.help(said ? fmt::format("three quarters at most: `heap: {}`, or a larger host", most)
                    : fmt::format("Kafka takes 1Gi when nobody says otherwise: `heap: {}`, or a larger host", most));
}

void script(Judge& judge, ObjectId id, const model::KafkaOnEc2& ec2) {
  const model::File* file = judge.env().file(ec2.setup);
  if (!ec2.setup.present() || file == nullptr) return;
  const auto say = [&](const std::string& what, const std::string& help) { judge.report_field(setup_script, id, "ec2.setup", ec2.setup.mark, file->path, what).help(help); };
  const bool printable = std::all_of(file->text.begin(), file->text.end(), [](char c) { return c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
  if (!file->text.starts_with("#!")) {
    say("names no interpreter", "its first line is `#!/bin/bash`, or another program");
  } else if (file->text.find('\r') != std::string_view::npos) {
    say("has line ends of Windows, which no shell of Linux understands", "store it with the line ends of Unix");
  } else if (!printable || !support::is_valid_utf8(file->text)) {
    say("is no text", "it holds bytes that are no text in UTF-8");
  }
}

void hosts(Judge& judge, ObjectId id, const Kafka& k) {
  const model::KafkaOnEc2& ec2 = *k.ec2;
  judge.report_field(kafka_without_login, id, "ec2", k.ec2.mark, judge.address(id)).help("`msk` asks for IAM; hosts of ours answer whoever the security group lets in");
  script(judge, id, ec2);
  if (!ec2.instance_type.present()) return;
  const auto host = facts::instance_type(*ec2.instance_type);
  if (!host) {
    judge.report_field(unknown_instance_class, id, "ec2.type", ec2.instance_type.mark, *ec2.instance_type).help("if AWS has it by now: `allow: {unknown-instance-class: …}`");
    return;
  }
  heap(judge, id, ec2, *host);
  not_offered(judge, id, k, ec2.instance_type);
}

// ---- MSK

/// Amazon MSK, "Broker instance types", Standard brokers.
constexpr std::string_view msk_types[] = {"kafka.m5.12xlarge",  "kafka.m5.16xlarge", "kafka.m5.24xlarge", "kafka.m5.2xlarge", "kafka.m5.4xlarge",
                                          "kafka.m5.8xlarge",   "kafka.m5.large",    "kafka.m5.xlarge",   "kafka.m7g.12xlarge", "kafka.m7g.16xlarge",
                                          "kafka.m7g.2xlarge",  "kafka.m7g.4xlarge", "kafka.m7g.8xlarge", "kafka.m7g.large",  "kafka.m7g.xlarge",
                                          "kafka.t3.small"};

void msk(Judge& judge, ObjectId id, const Kafka& k) {
  const auto& type = k.msk->instance_type;
  if (type.present() && std::find(std::begin(msk_types), std::end(msk_types), *type) == std::end(msk_types)) {
    auto finding = judge.report_field(unknown_instance_class, id, "msk.type", type.mark, *type);
    if (const auto near = support::nearest(*type, msk_types)) finding.help(fmt::format("did you mean `{}`", *near));
    finding.help("if AWS has it by now: `allow: {unknown-instance-class: …}`");
  }
  const auto& logs = k.msk->logs;
  if (logs.present() && !is_retention(logs->seconds)) {
    judge.report_field(log_retention, id, "msk.logs", logs.mark, ScalarOf<schema::Duration>::print(*logs))
        .help(fmt::format("`{}d`; CloudWatch keeps logs for {} days", nearest_retention(logs->seconds), retentions()));
  }
}

// ---- topics

void made_by_nobody(Judge& judge, ObjectId id, const Kafka& k) {
  const model::File* file = is_msk(k) ? nullptr : judge.env().file(k.ec2->setup);
  if (!is_msk(k) && (file == nullptr || file->text.find("KAFKA_TOPICS") != std::string_view::npos)) return;
  std::vector<std::string> commands;
  for (const auto& [name, topic] : *k.topics) {
    if (!topic.present()) continue;
    const std::int64_t replicas = topic->replicas.present() ? *topic->replicas : model::copies(k);
    commands.push_back(fmt::format("`kafka-topics.sh --create --topic {} --partitions {} --replication-factor {} --config retention.ms={}`", name, *topic->partitions, replicas,
                                   topic->retention->seconds * 1000));
  }
  if (commands.empty()) return;
  auto finding = judge.report_field(topics_by_hand, id, "topics", k.topics.mark, judge.address(id));
  if (!is_msk(k)) finding.help("a script that reads KAFKA_TOPICS makes them: `name:partitions:replicas:retention in ms`, blanks between");
  for (const std::string& command : commands) finding.help(command);
}

void topic_copies(Judge& judge, ObjectId id, const Kafka& k) {
  for (const auto& [name, topic] : *k.topics) {
    if (!topic.present() || !topic->replicas.present() || !k.brokers.present() || *topic->replicas <= *k.brokers) continue;
    judge.report_field(topic_replicas, id, "topics." + name + ".replicas", topic->replicas.mark, *topic->replicas, *k.brokers).also(judge.at(k.brokers.mark, id), "the brokers");
  }
}

/// Whether somebody has that role on the topic, or on all of them.
const model::Edge* who(const Judge& judge, ObjectId id, std::string_view role, const std::string& topic) {
  for (const model::Edge* e : judge.system().resolved.to(id)) {
    const std::string& part = judge.system().resolved.traits.endpoints[e->endpoint].part;
    if (e->role == role && (part.empty() || part == topic)) return e;
  }
  return nullptr;
}

void readers(Judge& judge, ObjectId id, const Kafka& k) {
  // Who is missing here may be who was not understood, or lives where nobody looks.
  if (!judge.env().poisoned.empty()) return;
  const auto unread = [&](const std::string& topic, const std::string& shown) {
    const model::Edge* writer = who(judge, id, "produce", topic);
    if (writer == nullptr || who(judge, id, "consume", topic) != nullptr) return;
    judge.report(unread_topic, id, judge.head(id).at, shown).also(judge.span(writer->origin), fmt::format("`{}` writes", judge.address(writer->from))).help(fmt::format("`uses: {{{}: consume}}` on a service", shown));
  };
  bool any = false;
  for (const auto& [name, topic] : *k.topics) {
    if (!topic.present()) continue;
    any = true;
    unread(name, judge.address(id) + "/" + name);
  }
  if (!any) unread({}, judge.address(id));
}

}  // namespace

void kafka(Judge& judge) {
  judge.each<Kafka>([&](ObjectId id, const Kafka& k) {
    version(judge, id, k);
    brokers(judge, id, k);
    storage(judge, id, k);
    if (is_msk(k)) {
      msk(judge, id, k);
    } else {
      hosts(judge, id, k);
    }
    made_by_nobody(judge, id, k);
    topic_copies(judge, id, k);
    readers(judge, id, k);
  });
}

}  // namespace infragen::check
