#include "model/kinds/describe.hpp"

namespace infragen::schema {

using namespace model;  // NOLINT: the tables read as the structs are named

namespace {

Expansion role_alone(const tree::Value& written) {
  if (written.kind != tree::Value::Kind::scalar) return {std::nullopt, {"is no role", {}}};
  tree::Value out = tree::map(written.span);
  out.at(written.text, written.span) = tree::map(written.span);
  return {std::move(out), {}};
}

}  // namespace

template <> const ObjectSchema& schema_of<EdgeOptions>() {
  static constexpr auto fields = table<EdgeOptions>(field<&EdgeOptions::variables>(
      "variables", "Environment variables of this edge alone; it then takes no others.",
      {.key_name = "variable", .accepts_key = &accepts_variable}));
  static constexpr ObjectSchema schema{"edge", "What one role of an edge adds.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<Use>() {
  static constexpr auto fields = table<Use>(
      field<&Use::call>("call", "Connect to its port."),
      field<&Use::own>("own", "Create and alter, read and write."),
      field<&Use::write>("write", "Read and write."),
      field<&Use::read>("read", "Read."),
      field<&Use::produce>("produce", "Publish to the topic."),
      field<&Use::consume>("consume", "Read the topic with a group of its own."),
      field<&Use::send>("send", "Send messages."),
      field<&Use::receive>("receive", "Receive and delete messages."),
      field<&Use::invoke>("invoke", "Call the function."),
      field<&Use::admin>("admin", "Administer the cluster."),
      field<&Use::view>("view", "Look into the cluster."));
  static constexpr ObjectSchema schema{"use", "What a workload does with a target: one or more roles.", fields,
                                       &role_alone, {}, {}, {}, "role"};
  return schema;
}

template <> const ObjectSchema& schema_of<Replicas>() {
  static constexpr auto fields = table<Replicas>(
      field<&Replicas::min>("min", "At least so many.", {.required = true, .range = {0, 1000}}),
      field<&Replicas::max>("max", "At most so many; more than `min` needs a metric.", {.required = true, .range = {1, 1000}}),
      field<&Replicas::cpu>("cpu", "Average CPU that scaling aims at.", {.range = {1, 100}}),
      field<&Replicas::memory>("memory", "Average memory that scaling aims at.", {.range = {1, 100}}));
  static constexpr ObjectSchema schema{"replicas", "How many copies run.", fields, &model::count_with_metric,
                                       {}, model::count_pattern, model::count_example};
  return schema;
}

template <> const ObjectSchema& schema_of<Probe>() {
  static constexpr auto fields = table<Probe>(
      field<&Probe::path>("path", "HTTP path that answers with 200 to 399.", {.accepts = &accepts_path}),
      field<&Probe::command>("command", "A command inside the container that exits with 0, instead of a path. With neither the port must take connections."),
      field<&Probe::every>("every", "Time between two checks.", {.by_default = "10s", .range = {1, 3600}}),
      field<&Probe::timeout>("timeout", "Time until a check counts as failed.", {.by_default = "1s", .range = {1, 3600}}),
      field<&Probe::times>("times", "Failed checks in a row that count.", {.by_default = "3", .range = {1, 1000}}));
  static constexpr ObjectSchema schema{"probe", "A check by the kubelet.", fields, [](const tree::Value& written) { return one_field(written, "path"); }};
  return schema;
}

template <> const ObjectSchema& schema_of<Health>() {
  static constexpr auto fields = table<Health>(
      field<&Health::path>("path", "HTTP path that answers 200 when the program works; asked by the load balancer.",
                           {.by_default = "/", .accepts = &accepts_path}),
      field<&Health::grace>("grace", "Time after the start in which failed checks do not count.",
                            {.by_default = "60s", .range = {0, 2147483647}}),
      field<&Health::every>("every", "Time between two checks.", {.by_default = "30s", .range = {5, 300}}),
      field<&Health::timeout>("timeout", "Time until a check counts as failed.", {.by_default = "5s", .range = {2, 120}}),
      field<&Health::healthy>("healthy", "Good checks in a row that make a target healthy.", {.by_default = "3", .range = {2, 10}}),
      field<&Health::unhealthy>("unhealthy", "Failed checks in a row that make it unhealthy.", {.by_default = "3", .range = {2, 10}}),
      field<&Health::command>("command", "A command inside the container that exits with 0 when it works; run by ECS."),
      field<&Health::start>("start", "On Kubernetes: until this succeeds once, nothing else is asked."),
      field<&Health::ready>("ready", "On Kubernetes: while this fails, nobody is sent there. Without it `path` is asked, where it is written, else the port."),
      field<&Health::live>("live", "On Kubernetes: when this fails, the container is started anew."));
  static constexpr ObjectSchema schema{"health", "How others find out that a workload works.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {
namespace {

template <class Ok>
bool all(std::string_view text, Ok ok) {
  for (const char c : text) {
    if (!ok(c)) return false;
  }
  return true;
}
bool lower_letter(char c) { return c >= 'a' && c <= 'z'; }
bool letter(char c) { return lower_letter(c) || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

Reading accepts_name(std::string_view text) {
  const bool ok = !text.empty() && text.size() <= 63 && lower_letter(text.front()) &&
                  all(text, [](char c) { return lower_letter(c) || digit(c) || c == '-'; }) && text.back() != '-';
  if (ok) return {};
  return {"is no name", "a lower-case letter, then letters, digits and single `-`, at most 63"};
}

Reading accepts_zone(std::string_view text) {
  if (text.size() == 1 && lower_letter(text.front())) return {};
  return {"is no zone", "the letter alone: `a` for the zone whose name ends in `a`"};
}

Reading accepts_variable(std::string_view text) {
  const bool ok = !text.empty() && !digit(text.front()) && all(text, [](char c) { return letter(c) || digit(c) || c == '_'; });
  if (ok) return {};
  return {"is no name of an environment variable", "letters, digits and `_`, not beginning with a digit"};
}

Reading accepts_dns_name(std::string_view text) {
  bool ok = !text.empty() && text.size() <= 253;
  std::size_t length = 0;
  for (std::size_t i = 0; ok && i <= text.size(); ++i) {
    if (i == text.size() || text[i] == '.') {
      ok = length > 0 && length <= 63 && text[i - 1] != '-';
      length = 0;
    } else {
      const char c = text[i];
      ok = lower_letter(c) || digit(c) || (c == '-' && length > 0);
      ++length;
    }
  }
  if (ok) return {};
  return {"is no DNS name", "labels of lower-case letters, digits and `-`, joined by dots"};
}

Reading accepts_path(std::string_view text) {
  const bool ok = text.starts_with('/') && text.size() <= 1024 &&
                  all(text, [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\'; });
  if (ok) return {};
  return {"is no path", "it begins with `/` and holds printable ASCII without blanks"};
}

Reading accepts_tag_key(std::string_view text) {
  // AWS, "Tag naming limits": 1 to 128 characters, `aws:` is reserved.
  if (text.starts_with("aws:")) return {"begins with `aws:`, which AWS keeps for itself", {}};
  if (text.empty() || text.size() > 128) return {"has not 1 to 128 characters", {}};
  const bool ok = all(text, [](char c) { return letter(c) || digit(c) || static_cast<unsigned char>(c) >= 0x80 || std::string_view(" _.:/=+-@").find(c) != std::string_view::npos; });
  if (ok) return {};
  return {"is no tag key", "letters, digits, blanks and `_ . : / = + - @`"};
}

Reading accepts_tag_value(std::string_view text) {
  // AWS, "Tag naming limits": at most 256 characters; every service takes letters, digits, blanks and _ . : / = + - @.
  std::string plain;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t close = text.substr(i).starts_with("${") ? text.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      plain += text[i++];
    } else {
      i = close + 1;
    }
  }
  if (plain.size() > 256) return {"has more than 256 characters", {}};
  const bool ok = all(plain, [](char c) { return letter(c) || digit(c) || static_cast<unsigned char>(c) >= 0x80 || std::string_view(" _.:/=+-@").find(c) != std::string_view::npos; });
  if (ok) return {};
  return {"is no tag value that every AWS service takes", "letters, digits, blanks and `_ . : / = + - @`"};
}

Reading accepts_import_id(std::string_view text) {
  if (text.find_first_not_of(" \t") != std::string_view::npos) return {};
  return {"is empty", "the id by which Terraform imports it, as the AWS provider's page of the type has it"};
}

Reading accepts_id(std::string_view text, std::string_view begins, std::string_view example) {
  if (text.find("${") != std::string_view::npos || (text.starts_with(begins) && text.size() > begins.size())) return {};
  return {"is no id", fmt::format("`{}`", example)};
}

Reading accepts_arn(std::string_view text, std::string_view service, std::string_view example) {
  if (text.find("${") != std::string_view::npos) return {};
  const std::size_t partition = text.find(':'), of = partition == std::string_view::npos ? partition : text.find(':', partition + 1);
  const bool of_service = text.starts_with("arn:aws") && of != std::string_view::npos && text.substr(of + 1).starts_with(std::string(service) + ":");
  if (of_service && std::count(text.begin(), text.end(), ':') >= 5) return {};
  return {fmt::format("is no ARN of {}", service), fmt::format("`{}`", example)};
}

Reading accepts_key_arn(std::string_view text) { return accepts_arn(text, "kms", "arn:aws:kms:eu-central-1:210987654321:key/1b2c3d4e-0000-1111-2222-333344445555"); }

Expansion count_with_metric(const tree::Value& written) {
  static constexpr std::string_view help = "`3`, or `2..4 @ 70% cpu`; several metrics: `{min: 2, max: 4, cpu: 70%, memory: 80%}`";
  if (written.kind != tree::Value::Kind::scalar) return {std::nullopt, {"is no number of replicas", std::string(help)}};
  const std::string_view text = written.text;
  const std::size_t at = text.find(" @ ");
  const std::string_view range = text.substr(0, at);
  const std::size_t dots = range.find("..");
  tree::Value out = tree::map(written.span);
  out.at("min", written.span) = tree::scalar(std::string(range.substr(0, dots)), written.span);
  out.at("max", written.span) =
      tree::scalar(std::string(dots == std::string_view::npos ? range : range.substr(dots + 2)), written.span);
  if (at != std::string_view::npos) {
    const std::string_view metric = text.substr(at + 3);
    const std::size_t blank = metric.find(' ');
    if (blank == std::string_view::npos) return {std::nullopt, {"names no metric", std::string(help)}};
    out.at(metric.substr(blank + 1), written.span) = tree::scalar(std::string(metric.substr(0, blank)), written.span);
  }
  return {std::move(out), {}};
}

Expansion one_field(const tree::Value& written, std::string_view field) {
  if (written.kind != tree::Value::Kind::scalar) return {std::nullopt, {"is a list where a map belongs", {}}};
  tree::Value out = tree::map(written.span);
  out.at(field, written.span) = written;
  return {std::move(out), {}};
}

// AWS Secrets Manager, "Actions, resources, and condition keys": GetSecretValue on the one secret.
Right may_read_secret(const view::Rope& arn) { return {"ReadSecret", {"secretsmanager:GetSecretValue"}, {arn}}; }
Right may_inject_secret(const view::Rope& arn) { return {"InjectSecrets", {"secretsmanager:GetSecretValue"}, {arn}}; }

}  // namespace infragen::model
