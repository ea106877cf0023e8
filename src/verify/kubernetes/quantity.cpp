#include "verify/kubernetes/quantity.hpp"

#include <array>
#include <charconv>
#include <string>

namespace infragen::verify {

namespace {

using Wide = Quantity::Wide;

constexpr Wide kLimit = static_cast<Wide>(1'000'000'000'000'000'000) * 100'000'000'000;

struct Suffix {
  std::string_view text;
  int base;
  int exponent;
};

/// `E` is a suffix when nothing follows it, else an exponent.
constexpr auto kSuffixes = std::to_array<Suffix>({{"Ki", 2, 10},
                                                  {"Mi", 2, 20},
                                                  {"Gi", 2, 30},
                                                  {"Ti", 2, 40},
                                                  {"Pi", 2, 50},
                                                  {"Ei", 2, 60},
                                                  {"n", 10, -9},
                                                  {"u", 10, -6},
                                                  {"m", 10, -3},
                                                  {"", 10, 0},
                                                  {"k", 10, 3},
                                                  {"M", 10, 6},
                                                  {"G", 10, 9},
                                                  {"T", 10, 12},
                                                  {"P", 10, 15},
                                                  {"E", 10, 18}});

std::optional<Suffix> suffix_of(std::string_view text) {
  for (const Suffix& suffix : kSuffixes) {
    if (suffix.text == text) return suffix;
  }
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return std::nullopt;
  const std::string_view digits = text.substr(text[1] == '+' ? 2 : 1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (digits.empty() || digits.starts_with("+-") || error != std::errc() || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return Suffix{text, 10, exponent};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Wide capped(Wide value) { return value < kLimit ? value : kLimit; }

Wide whole(std::string_view digits) {
  Wide value = 0;
  for (const char c : digits) value = capped(value * 10 + (c - '0'));
  return value;
}

Wide doubled(Wide value, int times) {
  for (; times > 0 && value < kLimit; --times) value = capped(value * 2);
  return value;
}

/// `value` times ten to the power of `exponent`, rounded up.
Wide shifted(Wide value, long exponent) {
  for (; exponent > 0 && value != 0 && value < kLimit; --exponent) value = capped(value * 10);
  bool rest = false;
  for (; exponent < 0 && value != 0; ++exponent) {
    rest = rest || value % 10 != 0;
    value /= 10;
  }
  return rest ? value + 1 : value;
}

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const bool minus = text[0] == '-';
  if (minus || text[0] == '+') text.remove_prefix(1);
  std::string digits;
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) digits += text[at++];
  long exponent = 0;
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && is_digit(text[at]); --exponent) digits += text[at++];
  }
  if (digits.empty()) return std::nullopt;
  const auto suffix = suffix_of(text.substr(at));
  if (!suffix) return std::nullopt;
  const bool binary = suffix->base == 2;
  const Wide scaled = doubled(whole(digits), binary ? suffix->exponent : 0);
  const Wide value = shifted(scaled, 9 + exponent + (binary ? 0 : suffix->exponent));
  return Quantity{minus ? -value : value};
}

}  // namespace infragen::verify
