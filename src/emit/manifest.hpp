#pragma once
/// What infragen wrote below a root, and with which fingerprints: `<root>/.infragen/manifest`, committed to git.
///
///     infragen-manifest 1
///     0f3c…  1204 terraform/prod/core/main.tf<TAB>envs/prod/env.yaml:3
///     91ab… keys terraform/prod/core/terraform.tfvars<TAB>envs/prod/env.yaml:3
///     77d0… key terraform/prod/core/terraform.tfvars<TAB>region
///
/// One fact a line, sorted by path. Two branches that both wrote merge line by line; where the merge keeps both lines
/// of a file, either fingerprint counts as ours.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace infragen::emit {

struct Entry {
  bool by_key = false;
  /// Of the whole file -> its size, -1 when not known (by key). A file by key that holds something of a person has
  /// none that matches.
  std::map<std::string, std::int64_t> hashes;
  std::map<std::string, std::set<std::string>> keys;  ///< owned key -> fingerprints of its value
  std::string from;

  bool operator==(const Entry&) const = default;
};

using Manifest = std::map<std::string, Entry>;

/// The fingerprint that no file has: "this file by key is not ours alone".
inline constexpr std::string_view no_hash = "00000000000000000000000000000000";

std::string print_manifest(const Manifest& manifest);

struct ParsedManifest {
  Manifest manifest;
  bool newer = false;  ///< a version that this infragen does not know
  std::string error;   ///< what is wrong with it, empty when it could be read
};
ParsedManifest parse_manifest(std::string_view text);

}  // namespace infragen::emit
