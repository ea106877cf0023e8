#include "verify/kubernetes/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "infragen/support/text.hpp"

namespace infragen::verify {

namespace {

struct Field {
  std::string_view name;
  unsigned low, high;
  std::string_view words;  ///< three letters each, the first for `first_word`
  unsigned first_word = 0;
};

constexpr auto kFields = std::to_array<Field>({{"minute", 0, 59, ""},
                                               {"hour", 0, 23, ""},
                                               {"day of the month", 1, 31, ""},
                                               {"month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec", 1},
                                               {"day of the week", 0, 6, "sunmontuewedthufrisat", 0}});

constexpr auto kWords =
    std::to_array<std::string_view>({"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"});

std::optional<unsigned> number_of(std::string_view text) {
  unsigned out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<unsigned> value_of(const Field& field, std::string_view text) {
  const std::string word = support::lower(text);
  const std::size_t at = word.size() == 3 ? field.words.find(word) : std::string_view::npos;
  if (at != std::string_view::npos && at % 3 == 0) return field.first_word + static_cast<unsigned>(at / 3);
  return number_of(text);
}

/// `*`, `?`, `5`, `1-5`, each with `/2`.
Fault range_fault(const Field& field, std::string_view text) {
  const auto step = support::split(text, '/');
  const auto ends = support::split(step[0], '-');
  const auto wrong = [&] { return fmt::format("`{}` is no {}", text, field.name); };
  if (step.size() > 2 || ends.size() > 2) return wrong();
  if (step.size() == 2) {
    const auto every = number_of(step[1]);
    if (!every) return wrong();
    if (*every == 0) return fmt::format("the step of `{}` is 0", text);
  }
  if (ends[0] == "*" || ends[0] == "?") return ends.size() == 1 ? Fault() : wrong();
  const auto low = value_of(field, ends[0]), high = ends.size() == 2 ? value_of(field, ends[1]) : low;
  if (!low || !high) return wrong();
  if (*low < field.low || *high > field.high) {
    return fmt::format("`{}` is not within {} to {} ({})", text, field.low, field.high, field.name);
  }
  if (*low > *high) return fmt::format("`{}` begins after its end", text);
  return std::nullopt;
}

/// What Go's time.ParseDuration takes: `1h30m`, `1.5s`.
bool is_duration(std::string_view text) {
  constexpr auto kUnits = std::to_array<std::string_view>({"ns", "us", "µs", "μs", "ms", "s", "m", "h"});
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return true;
  if (text.empty()) return false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string_view number = text.substr(0, end);
    if (number.empty() || number == "." || std::count(number.begin(), number.end(), '.') > 1) return false;
    text.remove_prefix(end);
    const std::size_t next = std::min(text.find_first_of("0123456789."), text.size());
    if (std::find(kUnits.begin(), kUnits.end(), text.substr(0, next)) == kUnits.end()) return false;
    text.remove_prefix(next);
  }
  return true;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  constexpr std::string_view kBlanks = " \t\n\v\f\r";
  for (std::size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
    out.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(kBlanks, end);
  }
  return out;
}

}  // namespace

Fault schedule_fault(std::string_view text) {
  if (text.starts_with("@every ")) {
    return is_duration(text.substr(7)) ? Fault() : Fault(fmt::format("`{}` is no duration", text.substr(7)));
  }
  if (text.starts_with('@')) {
    if (std::find(kWords.begin(), kWords.end(), text) != kWords.end()) return std::nullopt;
    return "there is no such word";
  }
  const auto fields = words_of(text);
  if (fields.size() != kFields.size()) return fmt::format("it has {} fields, and needs 5", fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (const std::string_view range : support::split(fields[i], ',')) {
      // The parser passes over what is empty between commas, but not over a field of nothing else.
      if (range.empty() && fields[i].find_first_not_of(',') != std::string_view::npos) continue;
      if (const Fault fault = range_fault(kFields[i], range)) return fault;
    }
  }
  return std::nullopt;
}

Fault time_zone_fault(std::string_view text) {
  if (text.empty()) return "must not be empty";
  if (support::lower(text) == "local") return "is the zone of a machine, and none of the time zone database";
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-+/").find(c) != std::string_view::npos;
  };
  if (!std::all_of(text.begin(), text.end(), fits)) return "is no name of the time zone database";
  return std::nullopt;
}

}  // namespace infragen::verify
