// Hosts that people run themselves.

#include <fmt/format.h>

#include <algorithm>

#include "check/passes.hpp"
#include "infragen/facts/capacity.hpp"

namespace infragen::check {
namespace {

using model::Instance;
using model::ObjectId;

constexpr std::int64_t gib = std::int64_t{1} << 30;

/// SSH and Remote Desktop (IANA, "Service Name and Transport Protocol Port Number Registry").
constexpr std::int64_t login_ports[] = {22, 3389};

/// The processor that the name of an image speaks of; empty: of none.
std::string_view processor_of(std::string_view image) {
  struct Word {
    std::string_view word, processor;
  };
  static constexpr Word words[] = {{"arm64", "arm64"}, {"aarch64", "arm64"}, {"x86_64", "x86_64"}, {"amd64", "x86_64"}};
  for (const Word& word : words) {
    if (image.find(word.word) != std::string_view::npos) return word.processor;
  }
  return {};
}

void type(Judge& judge, ObjectId id, const Instance& instance) {
  const auto known = facts::instance_type(*instance.type);
  if (!known) {
    judge.report_field(unknown_instance_class, id, "type", instance.type.mark, *instance.type);
    return;
  }
  if (!instance.image.present()) return;
  const std::string_view wants = processor_of(*instance.image);
  if (wants.empty() || std::find(known->arch.begin(), known->arch.end(), wants) != known->arch.end()) return;
  judge.report_field(image_architecture, id, "image", instance.image.mark, std::string(wants), *instance.type)
      .also(judge.at(instance.type.mark, id), "the type")
      .help("an image for the type's processor, or another type");
}

void not_offered(Judge& judge, ObjectId id, const Instance& instance) {
  const ObjectId network = judge.env().objects.find(instance.network->text);
  if (!network.known() || judge.head(network).poisoned) return;
  const model::Network& net = judge.env().objects.get<model::Network>(network);
  const auto& zones = net.workload_zones.present() && !net.workload_zones->empty() ? net.workload_zones : net.zones;
  if (!zones.present() || zones->empty()) return;
  const std::string zone = judge.env().region() + *zones->front();   // in which it is made
  if (facts::offered(zone, *instance.type).value_or(true)) return;
  judge.report_field(type_not_offered, id, "type", instance.type.mark, zone, *instance.type)
      .also(judge.span(zones.mark.origin), "the zones")
      .help("another type, or another zone first; an account that sees other letters: `allow: {type-not-offered: …}`");
}

void disk(Judge& judge, ObjectId id, const char* field, const schema::Field<schema::Size>& size) {
  if (!size.present() || size->bytes % gib == 0) return;
  judge.report_field(disk_size, id, field, size.mark, "gp3", schema::ScalarOf<schema::Size>::print(*size)).help(fmt::format("whole Gi: `{}Gi`", size->bytes / gib + 1));
}

void doors(Judge& judge, ObjectId id, const Instance& instance) {
  if (instance.from->empty()) return;
  if (!instance.port.present()) {
    judge.report_field(from_without_port, id, "from", instance.from.mark, judge.address(id)).help("`port`: on which they connect");
    return;
  }
  const bool login = std::find(std::begin(login_ports), std::end(login_ports), *instance.port) != std::end(login_ports);
  for (const auto& source : *instance.from) {
    const auto block = schema::parse_cidr(*source);
    if (!login || (*source != "internet" && !(block && block->bits == 0))) continue;
    judge.report(open_login, id, judge.span(source.mark.origin), judge.address(id), *instance.port)
        .help("without the port: Systems Manager gives a shell to those who may have one; or the blocks of those who log in")
        .path(judge.address(id) + ".from");
  }
}

/// Nobody injects secrets into a host: a variable is a text in its user data, which stands in the state.
void secrets(Judge& judge, ObjectId id) {
  const auto variables = judge.system().derived.variables.find(id);
  if (variables == judge.system().derived.variables.end()) return;
  for (const model::Variable& v : variables->second) {
    if (v.secret) judge.report(host_secret, id, judge.span(v.origin), v.name, judge.address(id)).help("take `${secret_arn}` or `${arn}`, with which the script may read the secret itself");
  }
}

}  // namespace

void instance(Judge& judge) {
  judge.each<Instance>([&](ObjectId id, const Instance& instance) {
    type(judge, id, instance);
    not_offered(judge, id, instance);
    disk(judge, id, "disk", instance.disk);
    disk(judge, id, "volume", instance.volume);
    doors(judge, id, instance);
    secrets(judge, id);
    if (!instance.setup.present() && instance.env.present() && !instance.env->empty()) {
      judge.report_field(without_setup, id, "env", instance.env.mark, judge.address(id)).help("`setup: <script>`, which gets them");
    }
  });
}

}  // namespace infragen::check
