#include "pack/capacity.hpp"

#include <algorithm>
#include <cmath>

#include "infragen/facts/capacity_image.hpp"
#include "pack/writer.hpp"

namespace infragen::pack {

using nlohmann::json;
namespace layout = facts::capacity_image;

namespace {

std::string text(const json& object, const char* key) { return object.at(key).get<std::string>(); }

template <class T>
T number(const json& object, const char* key) {
  return narrow<T>(object.at(key).get<std::uint64_t>(), key);
}

class Capacity {
 public:
  std::string run(const json& data) {
    require_keys(data, {"instance_types", "offerings", "zone_ids"}, "capacity");
    const json& types = data.at("instance_types");
    Bytes type_table;
    for (const auto& [name, value] : types.items()) {
      numbers_.emplace(name, numbers_.size());
      type_table.raw(type(name, value));
    }
    header_.offer_bytes = narrow<std::uint32_t>((numbers_.size() + 7) / 8, "instance types");
    Bytes regions;
    for (const auto& [name, zones] : data.at("offerings").items()) {
      regions.raw(region(name, zones, data.at("zone_ids").at(name)));
    }
    if (data.at("zone_ids").size() != data.at("offerings").size()) throw Error("capacity: zone ids without a region");

    Layout<layout::Header> image;
    header_.strings = image.add(strings_.bytes());
    header_.types = image.add(type_table);
    header_.extras = image.add(extras_.bytes());
    header_.regions = image.add(regions);
    header_.zones = image.add(zones_);
    header_.zone_ids = image.add(zone_ids_);
    header_.offers = image.add(offers_);
    return image.finish(header_);
  }

 private:
  layout::Type type(const std::string& name, const json& value) {
    require_keys(value,
                 {"vcpu", "memory_mib", "arch", "enis", "ipv4_per_eni", "ipv6_per_eni", "hypervisor", "current",
                  "burstable", "ebs_attachments", "ebs_optimized", "instance_store", "instance_store_gb", "network",
                  "usage_classes", "gpus", "max_pods", "usd_per_hour_us_east_1"},
                 name);
    layout::Type out;
    out.name = strings_.add(name);
    out.hypervisor = strings_.add(text(value, "hypervisor"));
    out.network = strings_.add(text(value, "network"));
    out.ebs_optimized = strings_.add(text(value, "ebs_optimized"));
    out.memory_mib = number<std::uint32_t>(value, "memory_mib");
    out.vcpu = number<std::uint16_t>(value, "vcpu");
    out.enis = number<std::uint16_t>(value, "enis");
    out.ipv4_per_eni = number<std::uint16_t>(value, "ipv4_per_eni");
    out.ipv6_per_eni = number<std::uint16_t>(value, "ipv6_per_eni");
    out.max_pods = number<std::uint16_t>(value, "max_pods");
    out.ebs_attachments = number<std::uint16_t>(value, "ebs_attachments");
    if (value.at("current").get<bool>()) out.flags |= layout::flag::kCurrent;
    if (value.at("burstable").get<bool>()) out.flags |= layout::flag::kBurstable;
    if (value.at("instance_store").get<bool>()) out.flags |= layout::flag::kInstanceStore;
    if (value.contains("instance_store_gb")) {
      out.flags |= layout::flag::kStoreSize;
      out.instance_store_gb = number<std::uint32_t>(value, "instance_store_gb");
    }
    if (value.contains("usd_per_hour_us_east_1")) {
      out.flags |= layout::flag::kPrice;
      out.price_micros = price(value.at("usd_per_hour_us_east_1").get<double>(), name);
    }
    out.extra = extras_.add(lists(value, name));
    return out;
  }

  static std::uint32_t price(double usd, const std::string& name) {
    const double micros = std::nearbyint(usd * 1e6);
    if (std::abs(usd * 1e6 - micros) > 1e-3) throw Error(name + ": price finer than a millionth");
    return narrow<std::uint32_t>(static_cast<std::uint64_t>(micros), "price");
  }

  std::string lists(const json& value, const std::string& name) {
    Bytes out;
    for (const char* key : {"arch", "usage_classes"}) {
      out.number(narrow<std::uint32_t>(value.at(key).size(), key));
      for (const json& entry : value.at(key)) out.number(strings_.add(entry.get<std::string>()));
    }
    const json gpus = value.value("gpus", json::array());
    out.number(narrow<std::uint32_t>(gpus.size(), "gpus"));
    for (const json& gpu : gpus) {
      require_keys(gpu, {"Count", "Manufacturer", "Name"}, name);
      out.number(number<std::uint32_t>(gpu, "Count"));
      out.number(strings_.add(text(gpu, "Manufacturer")));
      out.number(strings_.add(text(gpu, "Name")));
    }
    return out.str();
  }

  layout::Region region(const std::string& name, const json& zones, const json& ids) {
    layout::Region out;
    out.name = strings_.add(name);
    out.first_zone = narrow<std::uint16_t>(zones_.size() / sizeof(std::uint32_t), "zones");
    out.zones = narrow<std::uint16_t>(zones.size(), "zones");
    out.first_id = narrow<std::uint16_t>(zone_ids_.size() / sizeof(std::uint32_t), "zone ids");
    out.ids = narrow<std::uint16_t>(ids.size(), "zone ids");
    for (const auto& [zone, types] : zones.items()) {
      if (!(last_zone_ < zone)) throw Error("capacity: zones are not sorted over all regions: " + zone);
      last_zone_ = zone;
      zones_.raw(strings_.add(zone));
      offers(zone, types);
    }
    for (const json& id : ids) zone_ids_.raw(strings_.add(id.get<std::string>()));
    return out;
  }

  void offers(const std::string& zone, const json& types) {
    std::vector<unsigned> row(header_.offer_bytes);
    for (const json& type : types) {
      const auto at = numbers_.find(type.get<std::string>());
      if (at == numbers_.end()) throw Error(zone + ": unknown instance type " + type.dump());
      row[at->second / 8] |= 1U << (at->second % 8);
    }
    for (const unsigned bits : row) offers_.byte(static_cast<std::uint8_t>(bits));
  }

  layout::Header header_;
  Strings strings_;
  Pool extras_;
  Bytes zones_, zone_ids_, offers_;
  std::map<std::string, std::size_t> numbers_;
  std::string last_zone_;
};

}  // namespace

std::string capacity_image(const std::filesystem::path& file) {
  try {
    return Capacity().run(read_json(file));
  } catch (const json::exception& e) {
    throw Error(file.string() + ": " + e.what());
  }
}

}  // namespace infragen::pack
