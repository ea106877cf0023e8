#include "infragen/facts/capacity.hpp"

#include <algorithm>
#include <span>

#include "facts/reader.hpp"
#include "infragen/facts/capacity_image.hpp"

extern "C" const std::byte infragen_capacity_image[];

namespace infragen::facts {

namespace layout = capacity_image;

namespace {

const layout::Header& header() { return *reinterpret_cast<const layout::Header*>(infragen_capacity_image); }

template <class T>
std::span<const T> table(const image::Section& section) {
  return {reinterpret_cast<const T*>(infragen_capacity_image + section.offset), section.size / sizeof(T)};
}

std::string_view text(std::uint32_t offset) {
  const std::byte* strings = infragen_capacity_image + header().strings.offset;
  return text_at(strings, offset);
}

/// The index of the entry of a sorted `entries` whose text is `wanted`.
template <class T, class TextOf>
std::optional<std::size_t> find(std::span<const T> entries, std::string_view wanted, TextOf text_of) {
  const auto at = std::lower_bound(entries.begin(), entries.end(), wanted,
                                   [&](const T& e, std::string_view w) { return text_of(e) < w; });
  if (at == entries.end() || text_of(*at) != wanted) return std::nullopt;
  return static_cast<std::size_t>(at - entries.begin());
}

template <class T>
std::string_view name_of(const T& entry) {
  return text(entry.name);
}

std::optional<std::size_t> find_type(std::string_view name) {
  return find(table<layout::Type>(header().types), name, name_of<layout::Type>);
}

std::optional<std::size_t> find_zone(std::string_view zone) {
  return find(table<std::uint32_t>(header().zones), zone, text);
}

std::vector<std::string_view> texts(std::span<const std::uint32_t> offsets) {
  std::vector<std::string_view> out;
  for (const std::uint32_t offset : offsets) out.push_back(text(offset));
  return out;
}

std::vector<std::string_view> read_list(Cursor& c) {
  std::vector<std::string_view> out(c.number());
  for (std::string_view& entry : out) entry = c.text();
  return out;
}

void read_lists(std::uint32_t extra, InstanceType& out) {
  Cursor c(infragen_capacity_image + header().extras.offset + extra,
           infragen_capacity_image + header().strings.offset);
  out.arch = read_list(c);
  out.usage_classes = read_list(c);
  out.gpus.resize(c.number());
  for (Gpu& gpu : out.gpus) {
    gpu.count = c.number();
    gpu.manufacturer = c.text();
    gpu.name = c.text();
  }
}

}  // namespace

std::optional<InstanceType> instance_type(std::string_view name) {
  const auto at = find_type(name);
  if (!at) return std::nullopt;
  const layout::Type& packed = table<layout::Type>(header().types)[*at];
  InstanceType out;
  out.name = text(packed.name);
  out.vcpu = packed.vcpu;
  out.memory_mib = packed.memory_mib;
  out.hypervisor = text(packed.hypervisor);
  out.network = text(packed.network);
  out.ebs_optimized = text(packed.ebs_optimized);
  out.current = (packed.flags & layout::flag::kCurrent) != 0;
  out.burstable = (packed.flags & layout::flag::kBurstable) != 0;
  out.instance_store = (packed.flags & layout::flag::kInstanceStore) != 0;
  if ((packed.flags & layout::flag::kStoreSize) != 0) out.instance_store_gb = packed.instance_store_gb;
  out.enis = packed.enis;
  out.ipv4_per_eni = packed.ipv4_per_eni;
  out.ipv6_per_eni = packed.ipv6_per_eni;
  out.max_pods = packed.max_pods;
  out.ebs_attachments = packed.ebs_attachments;
  if ((packed.flags & layout::flag::kPrice) != 0) out.usd_per_hour = packed.price_micros / 1e6;
  read_lists(packed.extra, out);
  return out;
}

std::vector<std::string_view> instance_types() {
  std::vector<std::string_view> out;
  for (const layout::Type& type : table<layout::Type>(header().types)) out.push_back(text(type.name));
  return out;
}

std::vector<std::string_view> regions() {
  std::vector<std::string_view> out;
  for (const layout::Region& region : table<layout::Region>(header().regions)) out.push_back(text(region.name));
  return out;
}

std::vector<std::string_view> zones(std::string_view region) {
  const auto all = table<layout::Region>(header().regions);
  const auto at = find(all, region, name_of<layout::Region>);
  if (!at) return {};
  return texts(table<std::uint32_t>(header().zones).subspan(all[*at].first_zone, all[*at].zones));
}

std::vector<std::string_view> zone_ids(std::string_view region) {
  const auto all = table<layout::Region>(header().regions);
  const auto at = find(all, region, name_of<layout::Region>);
  if (!at) return {};
  return texts(table<std::uint32_t>(header().zone_ids).subspan(all[*at].first_id, all[*at].ids));
}

std::optional<std::string_view> region_of_zone(std::string_view zone) {
  const auto at = find_zone(zone);
  if (!at) return std::nullopt;
  for (const layout::Region& region : table<layout::Region>(header().regions)) {
    if (*at >= region.first_zone && *at < std::size_t{region.first_zone} + region.zones) return text(region.name);
  }
  return std::nullopt;
}

std::optional<bool> offered(std::string_view zone, std::string_view instance_type) {
  const auto row = find_zone(zone);
  const auto column = find_type(instance_type);
  if (!row || !column) return std::nullopt;
  const auto bits = table<std::uint8_t>(header().offers)[*row * header().offer_bytes + *column / 8];
  return (bits >> (*column % 8) & 1U) != 0;
}

}  // namespace infragen::facts
