#include <fmt/format.h>

#include <algorithm>

#include "infragen/lower/diagnostics.hpp"
#include "infragen/support/text.hpp"
#include "lower/host.hpp"

namespace infragen::lower {
namespace {

using model::Kafka;

constexpr int client_port = 9092, controller_port = 9093;

/// 64 bits of a text (FNV-1a).
std::uint64_t hash(std::string_view text) {
  std::uint64_t h = 14695981039346656037u;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return h;
}

/// Kafka's form of a UUID: 16 bytes in base64url, 22 characters. Its tools take one that begins with `-` for an option.
std::string made_cluster_id(const std::string& seed) {
  static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const std::uint64_t words[] = {hash("infragen cluster 1 " + seed), hash("infragen cluster 2 " + seed)};
  std::vector<unsigned> bytes;
  for (const std::uint64_t word : words) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<unsigned>(word >> shift) & 0xff);
  }
  bytes.front() &= 0x7f;  // the first digit is a letter
  bytes.resize(18, 0);
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned group = bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2];
    for (int shift = 18; shift >= 0; shift -= 6) out += digits[group >> shift & 63];
  }
  return out.substr(0, 22);
}

/// The id of the cluster stands on its disks: once made it never changes, whatever the cluster is called later.
std::string cluster_id(Context& c, ObjectId id) {
  const Identity cluster = c.identity(id, "cluster");
  std::string out = c.remembered(id, cluster, "id");
  if (out.empty()) out = made_cluster_id(fmt::format("{}/{}/{}", c.env().project_name(), c.env().name, c.address(id)));
  c.remember(cluster, "id", out);
  return out;
}

/// As the JVM writes it.
std::string jvm_size(std::int64_t bytes) {
  return bytes % (1 << 20) == 0 ? std::to_string(bytes >> 20) + "m" : std::to_string(bytes >> 10) + "k";
}

/// `name:partitions:replicas:retention in ms`, blanks between.
std::string topics(const Kafka& kafka) {
  std::vector<std::string> out;
  for (const auto& [name, topic] : *kafka.topics) {
    if (!topic.present()) continue;
    const std::int64_t replicas = topic->replicas.present() ? *topic->replicas : model::copies(kafka);
    out.push_back(fmt::format("{}:{}:{}:{}", name, *topic->partitions, replicas, topic->retention->seconds * 1000));
  }
  return support::join(out, " ");
}

class EnvironmentFile {
 public:
  void line(std::string_view name, const Rope& value) { text_ += Rope(fmt::format("      {}=", name)) + value + Rope("\n"); }
  void line(std::string_view name, const std::string& value, source::OriginId origin = source::no_origin) { line(name, Rope(value, origin)); }
  const Rope& text() const { return text_; }

 private:
  Rope text_;
};

Rope environment_file(Context& c, ObjectId id, const Kafka& kafka, const std::string& key, const std::string& cluster) {
  const auto address_of = [&](std::int64_t number) { return Rope(c.ref(id, "interface", "private_ip", std::to_string(number))); };
  Rope voters;
  for (std::int64_t i = 1; i <= *kafka.brokers; ++i) {
    voters += Rope(fmt::format("{}@", i)) + address_of(i) + Rope(fmt::format(":{}{}", controller_port, i < *kafka.brokers ? "," : ""));
  }
  const auto& heap = kafka.ec2->heap;
  EnvironmentFile out;
  out.line("KAFKA_VERSION", kafka.version->text, kafka.version.mark.origin);
  out.line("KAFKA_CLUSTER_ID", cluster);
  out.line("KAFKA_NODE_ID", key);
  out.line("KAFKA_HOST", Rope(c.ref(id, "interface", "private_ip", key)));
  out.line("KAFKA_PORT", std::to_string(client_port));
  out.line("KAFKA_CONTROLLER_PORT", std::to_string(controller_port));
  out.line("KAFKA_VOTERS", voters);
  out.line("KAFKA_REPLICATION", std::to_string(model::copies(kafka)), kafka.brokers.mark.origin);
  out.line("KAFKA_MIN_ISR", std::to_string(model::copies_in_sync(kafka)), kafka.brokers.mark.origin);
  out.line("KAFKA_HEAP", heap.present() ? jvm_size(heap->bytes) : std::string("1g"), heap.mark.origin);
  out.line("KAFKA_DEVICE", std::string(host_device));
  if (const std::string list = topics(kafka); !list.empty()) out.line("KAFKA_TOPICS", "\"" + list + "\"", kafka.topics.mark.origin);
  return out.text();
}

Rope user_data(Context& c, ObjectId id, const Kafka& kafka, const std::string& key, const std::string& cluster, std::string_view script) {
  const source::OriginId setup = kafka.ec2->setup.mark.origin;
  Rope out("#cloud-config\nwrite_files:\n  - path: /etc/kafka.env\n    permissions: \"0644\"\n    content: |\n");
  out += environment_file(c, id, kafka, key, cluster);
  out += Rope("  - path: /usr/local/sbin/setup-kafka\n    permissions: \"0755\"\n    content: ");
  out += Rope(script_block(script), setup);
  // The disk is attached when the host already runs.
  out += Rope(fmt::format("runcmd:\n  - [timeout, \"900\", sh, -c, \"until [ -b {} ]; do sleep 2; done\"]\n  - [/usr/local/sbin/setup-kafka]\n", host_device));
  return out;
}

void lower_hosts(Context& c, ObjectId id, const Kafka& kafka) {
  const model::KafkaOnEc2& ec2 = *kafka.ec2;
  const auto& place = c.system().resolved.places.at(id);
  const std::vector<std::string> zones = c.workload_zones(c.network(place.network));
  const model::File* script = c.env().file(ec2.setup);
  view::Object& object = c.emit(id, "terraform/kafka-ec2.tf");
  Value& f = object.fields;
  const Rope name = c.name(id, "aws_instance", "tags", c.identity(id, "broker"));
  const Rope profile = c.name(id, "aws_iam_instance_profile", "name", c.identity(id, "instance-profile"));
  const std::string cluster = cluster_id(c, id);
  f.set("image_parameter", Value(amazon_linux(*ec2.instance_type), ec2.instance_type.mark.origin));
  f.set("type", text(ec2.instance_type));
  f.set("storage", Value(kafka.storage->bytes >> 30, kafka.storage.mark.origin));
  f.set("disk_type", text(ec2.disk));
  f.set("device", std::string(host_device));
  f.set("group", c.ref(id, "group", "id"));
  f.set("profile_name", Value(profile));
  std::vector<Value> brokers;
  std::size_t size = 0;
  for (std::int64_t i = 1; i <= *kafka.brokers; ++i) {
    const std::string key = std::to_string(i);
    const std::string zone = zone_of_disk(c, id, zones, key, static_cast<std::size_t>(i - 1));
    const Rope data = user_data(c, id, kafka, key, cluster, script == nullptr ? std::string_view() : script->text);
    size = std::max(size, longest(data));
    Value b = Value::make_map();
    b.set("key", Value(key, kafka.brokers.mark.origin));
    b.set("subnet", Ref{{place.network, "subnet", place.tier + "-" + zone}, "id"});
    b.set("zone", Value(Rope(c.env().region(), c.env().settings.aws->region.mark.origin) + Rope(zone)));
    b.set("user_data", Value(data, ec2.setup.mark.origin));
    // What a host installs comes through these; without them its first start fails, and there is no second one.
    std::vector<Value> depends = {Value(c.ref(id, "egress", "", "https"))};
    for (Value& way : way_out(c, place.network, place.tier, zone)) depends.push_back(std::move(way));
    b.set("depends", Value::make_list(std::move(depends)));
    b.set("tags", c.tags(id, name + Rope("-" + key)));
    brokers.push_back(std::move(b));
  }
  f.set("brokers", Value::make_list(std::move(brokers)));
  f.set("tags", c.tags(id, name));
  if (size > largest_user_data) {
    c.sink().report(user_data_too_long, c.env().origins.span(ec2.setup.mark.origin), script->path, size).help("let the script fetch what is large");
  }
  // Systems Manager, "AmazonSSMManagedInstanceCore": a shell on the host without SSH.
  c.role(id, "host", "ec2.amazonaws.com", {"AmazonSSMManagedInstanceCore"});
}

/// Zones of the brokers, as check counts them.
std::vector<Value> client_subnets(Context& c, ObjectId id) {
  const auto& place = c.system().resolved.places.at(id);
  const model::Network& net = c.network(place.network);
  std::vector<Value> out = c.subnets(place.network, place.tier, c.workload_zones(net).size() >= 2);
  if (out.size() > 3) out.resize(3);
  return out;
}

void lower_msk(Context& c, ObjectId id, const Kafka& kafka) {
  const model::MskCluster& msk = *kafka.msk;
  view::Object& object = c.emit(id, "terraform/kafka-msk.tf");
  Value& f = object.fields;
  const Rope name = c.name(id, "aws_msk_cluster", "cluster_name", c.identity(id, "cluster"));
  f.set("name", Value(name));
  f.set("configuration_name", Value(c.name(id, "aws_msk_configuration", "name", c.identity(id, "configuration"))));
  // Amazon MSK, "Custom MSK configurations".
  f.set("properties", Value(fmt::format("auto.create.topics.enable=false\ndefault.replication.factor={}\nmin.insync.replicas={}\n", model::copies(kafka), model::copies_in_sync(kafka)),
                            kafka.brokers.mark.origin));
  f.set("version", Value(kafka.version->text, kafka.version.mark.origin));
  f.set("brokers", number(kafka.brokers));
  f.set("type", text(msk.instance_type));
  f.set("subnets", Value::make_list(client_subnets(c, id)));
  f.set("group", c.ref(id, "group", "id"));
  f.set("storage", Value(kafka.storage->bytes >> 30, kafka.storage.mark.origin));
  f.set("log_group", Value(c.name(id, "aws_cloudwatch_log_group", "name", c.identity(id, "log-group"))));
  f.set("log_days", days(msk.logs));
  f.set("tags", c.tags(id, name));
}

}  // namespace

void lower_kafka(Context& c, ObjectId id) {
  const auto& kafka = c.env().objects.get<Kafka>(id);
  if (*kafka.by == model::KafkaBy::ec2) {
    lower_hosts(c, id, kafka);
  } else {
    lower_msk(c, id, kafka);
  }
}

}  // namespace infragen::lower
