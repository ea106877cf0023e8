#include "lower/host.hpp"

#include <algorithm>

#include "infragen/facts/capacity.hpp"
#include "infragen/support/text.hpp"

namespace infragen::lower {
namespace {

constexpr std::size_t longest_address = std::string_view("255.255.255.255").size();

}  // namespace

std::string processor(const std::string& type) {
  if (const auto known = facts::instance_type(type)) {
    const auto& arch = known->arch;
    return std::find(arch.begin(), arch.end(), "x86_64") != arch.end() ? "x86_64" : "arm64";
  }
  // A type that is newer than our data: AWS marks its own processors with a `g` behind the generation (`m7g`).
  const std::string family = type.substr(0, type.find('.'));
  const std::size_t digit = family.find_first_of("0123456789");
  const std::size_t mark = digit == std::string::npos ? digit : family.find_first_not_of("0123456789", digit);
  return mark != std::string::npos && family[mark] == 'g' ? "arm64" : "x86_64";
}

/// AWS Systems Manager, "Calling the AMI public parameter for Amazon Linux".
std::string amazon_linux(const std::string& type) { return "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-" + processor(type); }

std::string zone_of_disk(Context& c, ObjectId id, const std::vector<std::string>& zones, const std::string& key, std::size_t number) {
  const Identity disk = c.identity(id, "disk", key);
  std::string zone = c.remembered(id, disk, "zone");
  if (std::find(zones.begin(), zones.end(), zone) == zones.end()) zone = zones[number % zones.size()];
  c.remember(disk, "zone", zone);
  return zone;
}

std::string script_block(std::string_view script) {
  const bool ends = script.ends_with('\n');
  std::string out = !ends ? "|2-\n" : script.ends_with("\n\n") ? "|2+\n" : "|2\n";
  if (ends) script.remove_suffix(1);
  for (const std::string_view line : support::split(script, '\n')) out += line.empty() ? "\n" : "      " + std::string(line) + "\n";
  return out;
}

std::size_t longest(const Rope& text) {
  std::size_t out = 0;
  for (const view::Piece& piece : text.pieces) out += piece.kind == view::Piece::Kind::literal ? piece.text.size() : longest_address;
  return out;
}

}  // namespace infragen::lower
