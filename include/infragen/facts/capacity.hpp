#pragma once
/// EC2 instance types, and which availability zone offers which. A snapshot (`specs/data/README.md`): AWS adds types
/// every month, so an unknown type deserves a warning, not an error.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace infragen::facts {

struct Gpu {
  std::uint32_t count = 0;  ///< 0: a part of one
  std::string_view manufacturer, name;
};

struct InstanceType {
  std::string_view name;
  std::uint32_t vcpu = 0;
  std::uint32_t memory_mib = 0;
  std::vector<std::string_view> arch;  ///< `x86_64`, `arm64` ...
  std::vector<Gpu> gpus;
  std::vector<std::string_view> usage_classes;  ///< `on-demand`, `spot` ...
  std::string_view hypervisor, network, ebs_optimized;
  bool current = false;  ///< of the present generation
  bool burstable = false;
  bool instance_store = false;
  std::optional<std::uint32_t> instance_store_gb;
  std::uint32_t enis = 0, ipv4_per_eni = 0, ipv6_per_eni = 0;
  std::uint32_t max_pods = 0;  ///< of the VPC CNI, without prefix delegation
  std::uint32_t ebs_attachments = 0;
  std::optional<double> usd_per_hour;  ///< on demand, Linux, us-east-1
};

std::optional<InstanceType> instance_type(std::string_view name);
std::vector<std::string_view> instance_types();  ///< sorted

std::vector<std::string_view> regions();                               ///< those whose zones are known; sorted
std::vector<std::string_view> zones(std::string_view region);          ///< names, sorted; none for an unknown region
std::vector<std::string_view> zone_ids(std::string_view region);       ///< ids, sorted; not in the order of `zones`
std::optional<std::string_view> region_of_zone(std::string_view zone);

/// Whether `zone` offers `instance_type`; nothing when either is unknown.
std::optional<bool> offered(std::string_view zone, std::string_view instance_type);

}  // namespace infragen::facts
