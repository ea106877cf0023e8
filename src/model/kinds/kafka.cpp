#include "model/kinds/describe.hpp"

namespace infragen::model {
namespace {

bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

}  // namespace

Reading accepts_instance_type(std::string_view text) {
  const std::size_t dot = text.find('.');
  bool ok = dot != std::string_view::npos && dot > 0 && dot + 1 < text.size() && text.find('.', dot + 1) == std::string_view::npos;
  for (const char c : text) ok = ok && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-');
  if (ok) return {};
  return {"is no instance type", "`t3.small`, `m7g.large`"};
}

Reading accepts_script(std::string_view text) {
  bool ok = !text.empty() && text.front() != '/' && text.back() != '/';
  for (const char c : text) ok = ok && (letter_or_digit(c) || std::string_view("/._-").find(c) != std::string_view::npos);
  if (ok) return {};
  return {"is no path of a file", "beside the file that says it: `kafka/user_data.sh`"};
}

}  // namespace infragen::model

namespace infragen::schema {

namespace {

/// Kafka, `Topic.validate`: 1 to 249 letters, digits, `.`, `_` and `-`, neither `.` nor `..`.
Reading accepts_topic(std::string_view text) {
  bool ok = !text.empty() && text.size() <= 249 && text != "." && text != "..";
  for (const char c : text) ok = ok && (model::letter_or_digit(c) || c == '.' || c == '_' || c == '-');
  if (ok) return {};
  return {"is no name of a topic", "letters, digits, `.`, `_` and `-`, at most 249"};
}

Reading accepts_broker_type(std::string_view text) {
  if (text.starts_with("express.")) return {"is a type of Express brokers, which have no disks and cannot be said", "`kafka.m7g.large`"};
  if (text.starts_with("kafka.") && text.find('.', 6) != std::string_view::npos) return {};
  return {"is no type of an MSK broker", "`kafka.` and an instance type: `kafka.t3.small`"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::Topic>() {
  using model::Topic;
  static constexpr auto fields = table<Topic>(
      field<&Topic::partitions>("partitions", "Into how many parts it is divided.", {.by_default = "1", .range = {1, 4000}}),
      field<&Topic::replicas>("replicas", "Brokers that hold a copy of each part.", {.range = {1, 15}}),
      field<&Topic::retention>("retention", "How long messages are kept.", {.by_default = "7d", .range = {1, 100.0 * 365 * 86400}}));
  static constexpr ObjectSchema schema{"topic", "A topic that edges can name.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::KafkaOnEc2>() {
  using model::KafkaOnEc2;
  static constexpr double mi = 1 << 20;
  static constexpr auto fields = table<KafkaOnEc2>(
      field<&KafkaOnEc2::setup>("setup", "The script that makes a broker of a fresh host; beside the file that says it.",
                                {.required = true, .accepts = &model::accepts_script, .file = true}),
      field<&KafkaOnEc2::instance_type>("type", "Instance type of each host.", {.required = true, .accepts = &model::accepts_instance_type}),
      field<&KafkaOnEc2::heap>("heap", "Memory of Kafka's Java heap; without it Kafka takes 1Gi.", {.range = {128 * mi, 65536 * mi}}),
      field<&KafkaOnEc2::disk>("disk", "Type of the disk that holds the messages.", {.by_default = "gp3"}));
  static constexpr ObjectSchema schema{"ec2", "Hosts of ours, set up by a script.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::MskCluster>() {
  using model::MskCluster;
  static constexpr auto fields = table<MskCluster>(
      field<&MskCluster::instance_type>("type", "Type of each broker.", {.required = true, .accepts = &accepts_broker_type}),
      field<&MskCluster::logs>("logs", "How long logs of the brokers are kept.", {.by_default = "14d"}));
  static constexpr ObjectSchema schema{"msk", "An MSK cluster of Standard brokers.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Kafka>() {
  using model::Kafka;
  static constexpr std::string_view network[] = {"network"};
  static constexpr double gi = 1 << 30;
  static constexpr auto fields = model::kind_table<Kafka>(
      field<&Kafka::version>("version", "Version of Kafka: on `ec2` the release, on `msk` in AWS's words.", {.required = true}),
      field<&Kafka::network>("network", "The network that it runs in; the only one need not be named.", {.refers_to = network, .only_one = true}),
      field<&Kafka::tier>("tier", "The tier of its subnets; the only one that fits need not be named."),
      field<&Kafka::brokers>("brokers", "How many brokers there are.", {.required = true, .range = {1, 30}}),
      field<&Kafka::storage>("storage", "Disk space of each broker.", {.required = true, .range = {1 * gi, 16384 * gi}}),
      field<&Kafka::topics>("topics", "Topics that edges can name; none need be.", {.key_name = "topic", .accepts_key = &accepts_topic}),
      field<&Kafka::by>("by", "Which implementation, when none or several have a section."),
      field<&Kafka::ec2>("ec2", "Hosts of ours, set up by a script."),
      field<&Kafka::msk>("msk", "An MSK cluster."),
      field<&Kafka::alarms>("alarms", "The alarms that the kind brings; short: the topic that hears them."));
  static constexpr ObjectSchema schema{"kafka", "A Kafka cluster: hosts of ours, or MSK, behind the same facts.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

constexpr std::string_view roles[] = {"produce", "consume"};

/// Amazon MSK, "Port information": 9098 for IAM. On hosts of ours the usual port.
constexpr std::int64_t plain_port = 9092, controller_port = 9093, iam_port = 9098;

/// Amazon MSK, "Semantics of IAM authorization policy actions and resources": topics and groups stand below the cluster's
/// name and unique id. `*` in the account: the id alone names one cluster.
view::Rope part_of_cluster(const Environment& env, const view::Identity& cluster, const char* what, const std::string& name) {
  return view::Rope("arn:aws:kafka:" + env.region() + ":*:" + what + "/") + view::Rope(view::Ref{cluster, "cluster_name"}) + view::Rope("/") +
         view::Rope(view::Ref{cluster, "cluster_uuid"}) + view::Rope("/" + name);
}

/// The same page: what each of Kafka's operations needs. Producers of Kafka 3 write idempotently unless told otherwise.
std::vector<Grant> grants(const Environment& env, const view::Identity& cluster, const std::string& topic) {
  const view::Rope arn(view::Ref{cluster, "arn"});
  const view::Rope topics = part_of_cluster(env, cluster, "topic", topic);
  const view::Rope groups = part_of_cluster(env, cluster, "group", "");
  return {{"produce", {"KafkaConnect", {"kafka-cluster:Connect"}, {arn}}},
          {"produce", {"KafkaWriteIdempotently", {"kafka-cluster:WriteDataIdempotently"}, {arn}}},
          {"produce", {"KafkaWrite", {"kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"}, {topics}}},
          {"consume", {"KafkaConnect", {"kafka-cluster:Connect"}, {arn}}},
          {"consume", {"KafkaRead", {"kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"}, {topics}}},
          {"consume", {"KafkaGroup", {"kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"}, {groups}, true}}};
}

view::Rope brokers(const Kafka& kafka, const Head& head) {
  if (*kafka.by == KafkaBy::msk) return view::Rope(view::Ref{{head.address, "cluster", {}}, "bootstrap_brokers_sasl_iam"});
  view::Rope out;
  for (std::int64_t i = 1; i <= *kafka.brokers; ++i) {
    out += view::Rope(view::Ref{{head.address, "interface", std::to_string(i)}, "private_ip"});
    out += view::Rope(":" + std::to_string(plain_port) + (i < *kafka.brokers ? "," : ""), kafka.brokers.mark.origin);
  }
  return out;
}

void endpoints(const Environment& env, const Kafka& kafka, const Head& head, Traits& out) {
  const bool msk = *kafka.by == KafkaBy::msk;
  const source::OriginId by = kafka.by.mark.origin;
  Endpoint e;
  e.owner = head.id;
  e.roles.assign(std::begin(roles), std::end(roles));
  e.port = msk ? iam_port : plain_port;
  e.group = {head.address, "group", {}};
  e.network = kafka.network->text;
  e.tier = *kafka.tier;
  e.origin = by;
  if (!msk) e.among = {plain_port, controller_port};
  e.facts["brokers"] = {Phase::apply, brokers(kafka, head), {}};
  e.facts["port"] = {Phase::compile, view::Rope(std::to_string(e.port), by), {}};
  e.facts["protocol"] = {Phase::compile, view::Rope(msk ? "SASL_SSL" : "PLAINTEXT", by), {}};
  e.facts["group"].of_user = true;
  const auto put = [&](const std::string& part, const std::string& pattern) {
    e.part = part;
    if (msk) e.grants = grants(env, {head.address, "cluster", {}}, pattern);
    out.endpoints.push_back(e);
  };
  put({}, "*");
  for (const auto& [topic, declared] : *kafka.topics) {
    if (!declared.present()) continue;
    e.facts["topic"] = {Phase::compile, view::Rope(topic, declared.mark.origin), {}};
    put(topic, topic);
  }
}

/// Amazon MSK, "Metrics for monitoring Standard brokers", level DEFAULT; "Best practices": disks above 85%.
std::vector<Metric> of_cluster(const Kafka& kafka, const Head& head) {
  const std::vector<std::pair<std::string, view::Rope>> cluster = {{"Cluster Name", view::Rope(view::Ref{{head.address, "cluster", {}}, "cluster_name"})}};
  std::vector<Metric> out;
  out.push_back({.name = "controller", .about = "no broker leads", .space = "AWS/Kafka", .metric = "ActiveControllerCount", .dimensions = cluster, .statistic = "Maximum",
                 .unit = MetricUnit::count, .threshold = 1, .below = true, .missing = "breaching"});
  out.push_back({.name = "offline", .about = "partitions can be neither read nor written", .space = "AWS/Kafka", .metric = "OfflinePartitionsCount", .dimensions = cluster,
                 .statistic = "Maximum", .unit = MetricUnit::count, .threshold = 0});
  for (std::int64_t i = 1; i <= *kafka.brokers; ++i) {
    auto broker = cluster;
    broker.emplace_back("Broker ID", view::Rope(std::to_string(i)));
    out.push_back({.name = "disk", .about = "the disk of a broker is nearly full", .space = "AWS/Kafka", .metric = "KafkaDataLogsDiskUsed", .dimensions = std::move(broker),
                   .statistic = "Maximum", .threshold = 85, .key = std::to_string(i)});
  }
  return out;
}

/// Amazon EC2, "Status checks for your instances": 1 while one of them fails.
std::vector<Metric> of_hosts_each(const Kafka& kafka, const Head& head) {
  std::vector<Metric> out;
  for (std::int64_t i = 1; i <= *kafka.brokers; ++i) {
    const std::string key = std::to_string(i);
    out.push_back({.name = "host", .about = "the host of a broker fails its status checks", .space = "AWS/EC2", .metric = "StatusCheckFailed",
                   .dimensions = {{"InstanceId", view::Rope(view::Ref{{head.address, "broker", key}, "id"})}}, .statistic = "Maximum", .unit = MetricUnit::count,
                   .threshold = 0, .window = 120, .missing = "breaching", .key = key});
  }
  return out;
}

}  // namespace

KindSchema kafka_kind() {
  static constexpr std::string_view named[] = {"aws_cloudwatch_log_group", "aws_cloudwatch_metric_alarm", "aws_iam_instance_profile", "aws_iam_role", "aws_instance", "aws_msk_cluster", "aws_msk_configuration", "aws_security_group"};
  static constexpr RouteKind of_hosts[] = {RouteKind::nat};
  static constexpr RouteKind of_msk[] = {RouteKind::isolated, RouteKind::nat};
  static constexpr std::string_view sections[] = {"ec2", "msk"};
  KindSchema k;
  k.name = "kafka";
  static constexpr DefaultPattern patterns[] = {alarm_pattern};
  k.named = named;
  k.patterns = patterns;
  k.schema = &schema_of<Kafka>;
  k.sections = sections;
  k.parts = "topics";
  k.roles = roles;
  k.part_roles = roles;
  k.addresses = [](const void* object) { return static_cast<std::uint64_t>(*static_cast<const Kafka*>(object)->brokers); };
  k.placement = [](void* object) {
    Kafka& kafka = *static_cast<Kafka*>(object);
    if (*kafka.by == KafkaBy::msk) return Placement{.network = &kafka.network, .tier = &kafka.tier, .routes = of_msk, .zones = 2};
    // A host fetches what it installs.
    return Placement{.network = &kafka.network, .tier = &kafka.tier, .routes = of_hosts};
  };
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Kafka& kafka = env.objects.get<Kafka>(id);
    const Head& head = env.objects.head(id);
    endpoints(env, kafka, head, out);
    out.observed.push_back({id, &kafka.alarms, *kafka.by == KafkaBy::msk ? of_cluster(kafka, head) : of_hosts_each(kafka, head)});
    if (*kafka.by != KafkaBy::ec2) return;
    Principal p;
    p.owner = id;
    p.host = id;
    p.runtime = {head.address, "host", {}};
    p.group = {head.address, "group", {}};
    p.network = kafka.network->text;
    p.tier = *kafka.tier;
    p.unit = "broker";
    p.fetches = "package repositories and Systems Manager";
    p.called = head.name;
    // AWS Systems Manager, "Create VPC endpoints": what the agent on the host calls.
    p.services = {"ec2messages", "ssm", "ssmmessages"};
    p.elsewhere = {"package repositories", {}};
    out.principals.push_back(std::move(p));
  };
  return stored<Kafka>(k);
}

}  // namespace infragen::model
