#include "syntax/prescan.hpp"

#include <array>
#include <optional>
#include <string>

#include "infragen/support/text.hpp"
#include "infragen/syntax/diagnostics.hpp"

namespace infragen::syntax {

namespace {

/// Bytes that may begin something forbidden. Everything else is skipped at a glance.
constexpr std::array<bool, 256> make_suspects() {
  std::array<bool, 256> suspects{};
  for (std::size_t c = 0; c < 0x20; ++c) suspects[c] = c != '\t' && c != '\n';
  for (const std::size_t c : {0x7fu, 0xc2u, 0xe2u, 0xefu}) suspects[c] = true;
  return suspects;
}
constexpr std::array<bool, 256> suspects = make_suspects();

/// C0 (but tab and line breaks), DEL, C1, the two line separators that some YAML readers take for line breaks and
/// others do not, a byte order mark that is not at the beginning, and the noncharacters of the first plane's end.
bool forbidden(char32_t c) {
  if (c < 0x20) return c != '\t' && c != '\n';
  return (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

struct Place {
  std::size_t at;
  support::CodePoint found;
};

std::optional<Place> first_forbidden(std::string_view text) {
  std::size_t at = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  for (; at < text.size(); ++at) {
    if (!suspects[static_cast<unsigned char>(text[at])]) continue;
    if (text.substr(at, 2) == "\r\n") continue;
    const support::CodePoint found = support::first_code_point(text.substr(at));
    if (forbidden(found.value)) return Place{at, found};
  }
  return std::nullopt;
}

std::string_view explain(char32_t c) {
  switch (c) {
    case 0:
      return "this looks like UTF-16 or a binary file; write it as UTF-8 text";
    case '\r':
      return "end lines with LF, or with CR LF";
    case 0x85:
    case 0x2028:
    case 0x2029:
      return "some YAML readers take it for a line break and others do not; remove it";
    default:
      return "remove it; inside double quotes it may be written as an escape, such as `\\e` or `\\x1b`";
  }
}

}  // namespace

bool prescan(source::FileId file, std::string_view text, const Limits& limits, diag::Sink& sink) {
  const auto span = [&](std::size_t begin, std::size_t end) {
    return source::Span{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  };
  if (text.size() > limits.bytes) {
    sink.report(file_too_large, span(0, 0), text.size(), limits.bytes).help("split it into several files");
    return false;
  }
  if (const auto bad = support::first_bad_utf8(text)) {
    const std::string byte = fmt::format("{:02x}", static_cast<unsigned char>(text[*bad]));
    sink.report(invalid_utf8, span(*bad, *bad + 1), byte).help("save the file as UTF-8");
    return false;
  }
  if (const auto place = first_forbidden(text)) {
    const auto value = static_cast<std::uint32_t>(place->found.value);
    sink.report(control_character, span(place->at, place->at + place->found.bytes), fmt::format("U+{:04X}", value))
        .help(std::string(explain(place->found.value)));
    return false;
  }
  return true;
}

}  // namespace infragen::syntax
