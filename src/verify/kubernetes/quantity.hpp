#pragma once
/// Amounts as Kubernetes writes them: `500m`, `1.5`, `64Mi`, `1e3`.
/// Source: kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity.

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace infragen::verify {

/// A number of billionths; larger ones than some 1e29 are taken for 1e29. What is finer than a billionth is rounded
/// away from zero, as the API server does.
struct Quantity {
  __extension__ using Wide = __int128;
  Wide billionths = 0;

  bool negative() const { return billionths < 0; }
  bool zero() const { return billionths == 0; }
  bool whole() const { return billionths % 1'000'000'000 == 0; }
  /// In whole thousandths, as the API server requires of cpu.
  friend auto operator<=>(const Quantity&, const Quantity&) = default;
};

std::optional<Quantity> parse_quantity(std::string_view text);

}  // namespace infragen::verify
