#include "lower/volumes.hpp"

#include <algorithm>

namespace infragen::lower {

namespace {

/// With room for a number that tells two apart; of 63.
constexpr std::size_t longest_label = 59;

/// Amazon ECS, "Volume": letters, digits, `-` and `_`. Kubernetes, "Object Names and IDs": a label of DNS has no capitals.
char fitting(char c, bool dns_label) {
  if (c == '/') return '-';
  if (!dns_label) return c == '.' ? '_' : c;
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '.' || c == '_' ? '-' : c;
}

}  // namespace

std::vector<Volume> writable_volumes(const model::Service& service, bool dns_label) {
  std::vector<Volume> out;
  if (!service.writable.present()) return out;
  for (const auto& path : *service.writable) {
    std::string name = path->substr(1);
    for (char& c : name) c = fitting(c, dns_label);
    if (dns_label) {
      name = name.substr(0, longest_label);
      name = name.substr(0, name.find_last_not_of('-') + 1);
      name = name.substr(std::min(name.find_first_not_of('-'), name.size()));
      if (name.empty()) name = "data";
    }
    const auto taken = [&](const std::string& wanted) { return std::any_of(out.begin(), out.end(), [&](const Volume& v) { return v.name == wanted; }); };
    std::string free = name;
    for (int n = 2; taken(free); ++n) free = name + "-" + std::to_string(n);
    out.push_back({std::move(free), *path, path.mark.origin});
  }
  return out;
}

}  // namespace infragen::lower
