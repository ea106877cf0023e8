#include <set>

#include "catch.hpp"
#include "infragen/facts/capacity.hpp"
#include "source_data.hpp"

using namespace infragen::facts;
using nlohmann::json;

namespace {

const json& source() {
  static const json data = read_source("data/aws-capacity.json.xz");
  return data;
}

json list(const std::vector<std::string_view>& texts) { return json(std::vector<std::string>(texts.begin(), texts.end())); }

json type_json(const InstanceType& type) {
  json out = {{"arch", list(type.arch)},
              {"burstable", type.burstable},
              {"current", type.current},
              {"ebs_attachments", type.ebs_attachments},
              {"ebs_optimized", type.ebs_optimized},
              {"enis", type.enis},
              {"hypervisor", type.hypervisor},
              {"instance_store", type.instance_store},
              {"ipv4_per_eni", type.ipv4_per_eni},
              {"ipv6_per_eni", type.ipv6_per_eni},
              {"max_pods", type.max_pods},
              {"memory_mib", type.memory_mib},
              {"network", type.network},
              {"usage_classes", list(type.usage_classes)},
              {"vcpu", type.vcpu}};
  if (type.instance_store_gb) out["instance_store_gb"] = *type.instance_store_gb;
  if (type.usd_per_hour) out["usd_per_hour_us_east_1"] = *type.usd_per_hour;
  for (const Gpu& gpu : type.gpus) {
    out["gpus"].push_back({{"Count", gpu.count}, {"Manufacturer", gpu.manufacturer}, {"Name", gpu.name}});
  }
  return out;
}

}  // namespace

TEST_CASE("every instance type round-trips") {
  REQUIRE(instance_types().size() == source()["instance_types"].size());
  for (const auto& [name, value] : source()["instance_types"].items()) {
    INFO(name);
    const auto type = instance_type(name);
    REQUIRE(type);
    CHECK(type->name == name);
    CHECK(type_json(*type).dump() == value.dump());
  }
  CHECK_FALSE(instance_type("m5.enormous"));
}

TEST_CASE("every region's zones offer what the data says, and nothing else") {
  REQUIRE(regions().size() == source()["offerings"].size());
  for (const auto& [region, zone_types] : source()["offerings"].items()) {
    INFO(region);
    CHECK(zones(region).size() == zone_types.size());
    CHECK(list(zone_ids(region)) == source()["zone_ids"][region]);
    for (const auto& [zone, types] : zone_types.items()) {
      INFO(zone);
      CHECK(region_of_zone(zone) == region);
      const std::set<std::string> expected(types.begin(), types.end());
      for (const std::string_view type : instance_types()) {
        REQUIRE(offered(zone, type) == expected.contains(std::string(type)));
      }
    }
  }
}

TEST_CASE("unknown zones and types have no answer") {
  CHECK_FALSE(offered("eu-central-1z", "m5.large"));
  CHECK_FALSE(offered("eu-central-1a", "m5.enormous"));
  CHECK_FALSE(region_of_zone("eu-central-1"));
  CHECK(zones("atlantis-1").empty());
  CHECK(zone_ids("atlantis-1").empty());
}
