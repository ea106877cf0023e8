#include "infragen/support/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <numeric>

namespace infragen::support {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> before(width), above(width), row(width);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

Nearest::Nearest(std::string_view word) : word_(word), limit_(2 * std::max<std::size_t>(1, word.size() / 3)) {}

void Nearest::offer(std::string_view candidate) {
  if (word_.empty() || candidate.empty() || word_.size() > longest || candidate.size() > longest) return;
  const auto [shorter, longer] = std::minmax({word_.size(), candidate.size()});
  if (2 * (longer - shorter) > limit_) return;
  const bool same_letters = lower(word_) == lower(candidate);
  // Half edits: a pure difference in case stands between "equal" and "one edit".
  const std::size_t cost = word_ == candidate ? 0 : same_letters ? 1 : 2 * edit_distance(word_, candidate);
  // A word of one or two bytes shares nothing with another one that differs in every byte.
  if (cost >= 2 * longer) return;
  if (cost > limit_ || (best_ && cost == limit_)) return;
  limit_ = cost;
  best_ = candidate;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t begin = 0;;) {
    const std::size_t at = text.find(from, begin);
    out += text.substr(begin, at - begin);
    if (at == std::string_view::npos) return out;
    out += to;
    begin = at + from.size();
  }
}

std::optional<std::string_view> after(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

namespace {

/// What may stand at the beginning of a sequence, and what must be its second byte (Unicode 15, table 3-7).
struct Lead {
  unsigned char first, last;
  std::uint32_t bytes;
  unsigned char second_first, second_last;
  std::uint32_t bits;  ///< mask of the lead byte's share of the value
};
constexpr std::array<Lead, 8> leads{{
    {0xc2, 0xdf, 2, 0x80, 0xbf, 0x1f},
    {0xe0, 0xe0, 3, 0xa0, 0xbf, 0x0f},
    {0xe1, 0xec, 3, 0x80, 0xbf, 0x0f},
    {0xed, 0xed, 3, 0x80, 0x9f, 0x0f},
    {0xee, 0xef, 3, 0x80, 0xbf, 0x0f},
    {0xf0, 0xf0, 4, 0x90, 0xbf, 0x07},
    {0xf1, 0xf3, 4, 0x80, 0xbf, 0x07},
    {0xf4, 0xf4, 4, 0x80, 0x8f, 0x07},
}};

constexpr CodePoint ill_formed{0xfffd, 1, false};

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {byte(0), 1, true};
  const auto lead =
      std::find_if(leads.begin(), leads.end(), [&](const Lead& l) { return byte(0) >= l.first && byte(0) <= l.last; });
  if (lead == leads.end() || text.size() < lead->bytes) return ill_formed;
  if (byte(1) < lead->second_first || byte(1) > lead->second_last) return ill_formed;
  char32_t value = byte(0) & lead->bits;
  for (std::uint32_t i = 1; i < lead->bytes; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return ill_formed;
    value = (value << 6) | (byte(i) & 0x3fu);
  }
  return {value, lead->bytes, true};
}

void append_utf8(std::string& out, char32_t value) {
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) value = 0xfffd;
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((value >> shift) & 0x3f)); };
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xc0 | (value >> 6));
    tail(0);
  } else if (value < 0x10000) {
    out += static_cast<char>(0xe0 | (value >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | (value >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::optional<std::size_t> first_bad_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint64_t eight = 0;
    if (text.size() - at >= sizeof eight) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080u) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const CodePoint read = first_code_point(text.substr(at));
    if (!read.valid) return at;
    at += read.bytes;
  }
  return std::nullopt;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace infragen::support
