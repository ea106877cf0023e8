#include "infragen/facts/templates.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

#include "infragen/facts/template_image.hpp"

extern "C" const std::byte infragen_templates_image[];

namespace infragen::facts {

namespace {

std::string_view text(const template_image::Text& at) {
  return {reinterpret_cast<const char*>(infragen_templates_image + at.offset), at.size};
}

std::span<const template_image::Entry> entries() {
  const auto& header = *reinterpret_cast<const template_image::Header*>(infragen_templates_image);
  const std::byte* first = infragen_templates_image + sizeof(template_image::Header);
  return {reinterpret_cast<const template_image::Entry*>(first), header.count};
}

}  // namespace

std::optional<std::string_view> builtin_template(std::string_view path) {
  const auto all = entries();
  const auto at = std::lower_bound(all.begin(), all.end(), path, [](const template_image::Entry& e,
                                                                    std::string_view p) { return text(e.path) < p; });
  if (at == all.end() || text(at->path) != path) return std::nullopt;
  return text(at->content);
}

std::vector<std::string_view> builtin_templates() {
  std::vector<std::string_view> out;
  for (const template_image::Entry& entry : entries()) out.push_back(text(entry.path));
  return out;
}

}  // namespace infragen::facts
