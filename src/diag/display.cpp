#include "diag/display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "infragen/support/text.hpp"

namespace infragen::diag {

namespace {

struct Range {
  char32_t first, last;
};

template <std::size_t N>
bool contains(const std::array<Range, N>& ranges, char32_t c) {
  const auto next =
      std::upper_bound(ranges.begin(), ranges.end(), c, [](char32_t v, const Range& r) { return v < r.first; });
  return next != ranges.begin() && c <= (next - 1)->last;
}

/// Characters that move others around, or show nothing at all (Unicode 15, general category Cf, and the fillers).
constexpr std::array<Range, 13> hidden{{{0x00ad, 0x00ad},
                                        {0x061c, 0x061c},
                                        {0x115f, 0x1160},
                                        {0x17b4, 0x17b5},
                                        {0x180b, 0x180e},
                                        {0x200b, 0x200f},
                                        {0x2028, 0x202e},
                                        {0x2060, 0x206f},
                                        {0x3164, 0x3164},
                                        {0xfeff, 0xfeff},
                                        {0xffa0, 0xffa0},
                                        {0xfff0, 0xfffb},
                                        {0xe0000, 0xe0fff}}};

/// Marks that stand over or under the character before (blocks of general category Mn; variation selectors).
constexpr std::array<Range, 12> combining{{{0x0300, 0x036f},
                                           {0x0483, 0x0489},
                                           {0x0591, 0x05bd},
                                           {0x0610, 0x061a},
                                           {0x064b, 0x065f},
                                           {0x0e34, 0x0e3a},
                                           {0x1ab0, 0x1aff},
                                           {0x1dc0, 0x1dff},
                                           {0x20d0, 0x20ff},
                                           {0x302a, 0x302d},
                                           {0xfe00, 0xfe0f},
                                           {0xfe20, 0xfe2f}}};

/// East Asian Width W and F (UAX #11), by blocks.
constexpr std::array<Range, 21> wide{
    {{0x1100, 0x115e}, {0x231a, 0x231b}, {0x23e9, 0x23ec},  {0x25fd, 0x25fe}, {0x2614, 0x2615}, {0x2648, 0x2653},
     {0x26aa, 0x26ab}, {0x26bd, 0x26be}, {0x2705, 0x2705},  {0x2728, 0x2728}, {0x274c, 0x274c}, {0x2753, 0x2755},
     {0x2e80, 0x303e}, {0x3041, 0x4dbf}, {0x4e00, 0xa4cf},  {0xa960, 0xa97c}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
     {0xfe30, 0xfe6f}, {0xff01, 0xff60}, {0x1f300, 0x3fffd}}};

Glyph escaped(std::string text, std::size_t bytes) {
  const std::size_t columns = text.size();
  return {std::move(text), columns, bytes};
}

}  // namespace

Glyph first_glyph(std::string_view text) {
  const support::CodePoint read = support::first_code_point(text);
  const auto byte = static_cast<unsigned char>(text[0]);
  const char32_t c = read.value;
  if (!read.valid) return escaped(fmt::format("\\x{:02x}", byte), 1);
  if (c == '\t') return {std::string(tab_columns, ' '), tab_columns, 1};
  if (c == '\n') return escaped("\\n", 1);
  if (c == '\r') return escaped("\\r", 1);
  if (c < 0x20 || c == 0x7f) return escaped(fmt::format("\\x{:02x}", byte), 1);
  const bool c1 = c >= 0x80 && c <= 0x9f;
  if (c1 || contains(hidden, c)) return escaped(fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c)), read.bytes);
  const std::size_t columns = contains(combining, c) ? 0 : contains(wide, c) ? 2 : 1;
  return {std::string(text.substr(0, read.bytes)), columns, read.bytes};
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    out += glyph.text;
    text.remove_prefix(glyph.bytes);
  }
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    const Glyph glyph = first_glyph(text);
    sum += glyph.columns;
    text.remove_prefix(glyph.bytes);
  }
  return sum;
}

}  // namespace infragen::diag
