#pragma once
/// Files of `key = value` that infragen and people write together (terraform.tfvars). The text is not parsed and
/// printed again but cut at the right places: whatever is not ours stays byte for byte.

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace infragen::emit {

/// One `key = value`. Offsets into the text.
struct KeyItem {
  std::string name;
  std::size_t key = 0;
  std::size_t value = 0;
  std::size_t end = 0;  ///< after the value; a comment or the line break follows
};

struct KeyFile {
  std::vector<KeyItem> items;  ///< in the order of the text, names unique
  std::string error;           ///< empty when the text could be read
};
/// Understands strings with templates, heredocs, brackets over many lines and all three kinds of comment.
KeyFile scan_keys(std::string_view text);

std::string_view value_of(std::string_view text, const KeyItem& item);

/// Fingerprint of each key's value.
std::map<std::string, std::string> key_hashes(std::string_view text, const KeyFile& keys);

struct KeyMerge {
  std::string bytes;
  std::vector<std::string> foreign;  ///< keys of ours whose value a person wrote; replaced all the same in `bytes`
};
/// `theirs` with every key of `ours` set, and those that are `owned` but no longer in `ours` removed. `owned`:
/// fingerprints of the values that infragen wrote.
KeyMerge merge_keys(std::string_view theirs, const KeyFile& their_keys, std::string_view ours, const KeyFile& our_keys,
                    const std::map<std::string, std::set<std::string>>& owned);

}  // namespace infragen::emit
