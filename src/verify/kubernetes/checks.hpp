#pragma once
/// Questions that many rules ask. Each looks at what is there and is silent about what is not.

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/kubernetes/quantity.hpp"
#include "verify/kubernetes/rules.hpp"

namespace infragen::verify {

constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

/// The member must be there, and be no empty text, list or map.
bool need(const Rules& rules, const Spot& parent, std::string_view key);
/// An empty text is as good as none: the API server puts the default in its place.
void check_one_of(const Rules& rules, const Spot& spot, std::initializer_list<std::string_view> values);
void check_range(const Rules& rules, const Spot& spot, std::int64_t low, std::int64_t high = kNoLimit);
/// The members among `keys` that are there; tells when they are not exactly one (`or_none`: at most one).
std::vector<Spot> check_exactly_one(const Rules& rules, const Spot& parent,
                                    std::initializer_list<std::string_view> keys, bool or_none = false);
/// A port's number.
void check_port_number(const Rules& rules, const Spot& spot);
/// A number, or the name of a container's port.
void check_port(const Rules& rules, const Spot& spot);
/// Texts that stand twice in a list.
void check_unique(const Rules& rules, const std::vector<Spot>& texts);

/// A number or a percentage, as rolling updates and budgets have them.
struct Share {
  bool percent = false;
  std::int64_t value = 0;
  bool zero() const { return value == 0; }
  /// Of `total`, rounded down or up.
  std::int64_t of(std::int64_t total, bool up) const;
};
std::optional<Share> share_of(const Spot& spot);
/// Tells when it is neither, or negative; `at_most_all`: or more than 100%.
void check_share(const Rules& rules, const Spot& spot, bool at_most_all);

std::optional<Quantity> quantity_of(const Spot& spot);
/// Not negative.
void check_amount(const Rules& rules, const Spot& spot);

/// A path below something: relative, without `..`.
void check_descending_path(const Rules& rules, const Spot& spot, bool relative);

}  // namespace infragen::verify
