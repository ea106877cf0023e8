#include "verify/formats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

#include "infragen/support/text.hpp"
#include "verify/network.hpp"
#include "verify/value.hpp"

namespace infragen::verify {

using facts::Constraint;

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool small(char c) { return c >= 'a' && c <= 'z'; }
bool hex_digit(char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

template <class Test>
bool all(std::string_view text, Test test) {
  return std::all_of(text.begin(), text.end(), test);
}

/// `#` a digit, `h` a hexadecimal digit, everything else itself.
bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() != shape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fits = shape[i] == '#' ? digit(text[i]) : shape[i] == 'h' ? hex_digit(text[i]) : text[i] == shape[i];
    if (!fits) return false;
  }
  return true;
}

int two_digits(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

/// `hh:mm` at the start of `text`.
bool clock_time(std::string_view text) {
  return has_shape(text.substr(0, 5), "##:##") && two_digits(text, 0) < 24 && two_digits(text, 3) < 60;
}

bool is_region(std::string_view text) {
  const auto parts = support::split(text, '-');
  if (parts.size() < 3 || parts[0].size() != 2 || !all(parts[0], small)) return false;
  const std::string_view last = parts.back();
  if (last.empty() || last.size() > 2 || !all(last, digit)) return false;
  return std::all_of(parts.begin() + 1, parts.end() - 1,
                     [](std::string_view p) { return !p.empty() && all(p, small); });
}

bool is_account_of_arn(std::string_view text) {
  constexpr std::array<std::string_view, 4> kNames = {"aws", "aws-managed", "third-party", "aws-marketplace"};
  if (std::find(kNames.begin(), kNames.end(), text) != kNames.end()) return true;
  return text.size() == 12 && (all(text, digit) || text.starts_with("cw"));
}

/// `strict` as the provider's older resources ask, which look at the parts; newer ones count colons only.
bool is_arn(std::string_view text, bool strict) {
  if (!text.starts_with("arn:") || std::count(text.begin(), text.end(), ':') < 5) return false;
  if (!strict) return true;
  const auto parts = support::split(text, ':');
  const auto partition = support::split(parts[1], '-');
  const bool known_partition = partition[0] == "aws" && std::all_of(partition.begin() + 1, partition.end(),
                                                                     [](auto p) { return !p.empty() && all(p, small); });
  return known_partition && (parts[3].empty() || is_region(parts[3])) &&
         (parts[4].empty() || is_account_of_arn(parts[4])) && !(parts.size() == 6 && parts[5].empty());
}

bool is_json(std::string_view text) { return nlohmann::json::accept(text); }

bool is_json_object(std::string_view text) {
  return support::trim(text).starts_with('{') && nlohmann::json::accept(text);
}

bool is_uuid(std::string_view text) { return has_shape(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh"); }
bool is_account(std::string_view text) { return text.size() == 12 && all(text, digit); }
bool is_hex(std::string_view text) { return text.size() % 2 == 0 && all(text, hex_digit); }
bool is_ipv4(std::string_view text) {
  const auto a = parse_address(text);
  return a && !a->v6;
}
bool is_ipv6(std::string_view text) {
  const auto a = parse_address(text);
  return a && a->v6;
}
bool is_ip(std::string_view text) { return parse_address(text).has_value(); }
bool is_multicast(std::string_view text) {
  const auto a = parse_address(text);
  return a && !a->v6 && a->bytes[0] >= 224 && a->bytes[0] < 240;
}

bool is_base64(std::string_view text) {
  std::string packed;
  for (const char c : text) {
    if (c != '\r' && c != '\n') packed += c;
  }
  if (packed.size() % 4 != 0) return false;
  const std::size_t padding = std::min<std::size_t>(2, packed.size() - std::min(packed.find('='), packed.size()));
  return all(std::string_view(packed).substr(0, packed.size() - padding), [](char c) {
           return digit(c) || small(c) || (c >= 'A' && c <= 'Z') || c == '+' || c == '/';
         }) && packed.find_first_not_of('=', packed.size() - padding) == std::string::npos;
}

bool is_rfc3339(std::string_view text) {
  if (text.size() < 20 || !has_shape(text.substr(0, 19), "####-##-##T##:##:##")) return false;
  const int month = two_digits(text, 5);
  const int day = two_digits(text, 8);
  if (month < 1 || month > 12 || day < 1 || day > 31 || !clock_time(text.substr(11))) return false;
  if (two_digits(text, 17) > 59) return false;
  std::string_view rest = text.substr(19);
  if (rest.starts_with('.') || rest.starts_with(',')) {
    const std::size_t end = rest.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos) return false;
    rest.remove_prefix(end);
  }
  return rest == "Z" || has_shape(rest, "+##:##") || has_shape(rest, "-##:##");
}

bool is_weekly_window(std::string_view text) {
  constexpr std::array<std::string_view, 7> kDays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  const std::string low = support::lower(text);
  if (low.size() != 19 || low[9] != '-') return false;
  const auto moment = [&](std::size_t at) {
    const std::string_view day = std::string_view(low).substr(at, 3);
    return std::find(kDays.begin(), kDays.end(), day) != kDays.end() && low[at + 3] == ':' &&
           clock_time(std::string_view(low).substr(at + 4));
  };
  return moment(0) && moment(10);
}

bool is_daily_window(std::string_view text) {
  return text.size() == 11 && text[5] == '-' && clock_time(text) && clock_time(text.substr(6));
}

bool is_clock(std::string_view text) { return text.size() == 5 && clock_time(text); }
bool is_day_and_clock(std::string_view text) {
  return text.size() == 7 && text[0] >= '1' && text[0] <= '7' && text[1] == ':' && clock_time(text.substr(2));
}

/// Seconds of a duration as Go writes it: `1h30m`, `-1.5h`, `300ms`.
std::optional<double> go_duration(std::string_view text) {
  double sign = 1;
  if (text.starts_with('-') || text.starts_with('+')) {
    sign = text[0] == '-' ? -1 : 1;
    text.remove_prefix(1);
  }
  if (text == "0") return 0.0;
  if (text.empty()) return std::nullopt;
  constexpr std::array<std::pair<std::string_view, double>, 8> kUnits = {
      {{"ns", 1e-9}, {"us", 1e-6}, {"µs", 1e-6}, {"μs", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"m", 60}, {"h", 3600}}};
  double total = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    std::string amount(text.substr(0, end));
    if (amount.starts_with('.')) amount.insert(0, "0");
    if (amount.ends_with('.')) amount.pop_back();
    const auto value = as_number(amount);
    if (!value) return std::nullopt;
    text.remove_prefix(end);
    const std::size_t unit_end = std::min(text.find_first_of("0123456789."), text.size());
    const std::string_view unit = text.substr(0, unit_end);
    const auto found = std::find_if(kUnits.begin(), kUnits.end(), [&](const auto& u) { return u.first == unit; });
    if (found == kUnits.end()) return std::nullopt;
    total += *value * found->second;
    text.remove_prefix(unit_end);
  }
  return sign * total;
}

bool is_duration(std::string_view text) { return go_duration(text).has_value(); }
bool is_bool(std::string_view text) {
  constexpr std::array<std::string_view, 12> kWords = {"1", "0", "t", "f", "T", "F",
                                                       "true", "false", "True", "False", "TRUE", "FALSE"};
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}
bool is_s3_uri(std::string_view text) { return text.starts_with("s3://"); }

struct Form {
  std::string_view name;
  std::string_view what;      ///< "is not …"
  std::string_view example;
  bool (*test)(std::string_view) = nullptr;  ///< absent: only the provider can tell
  std::string_view prefix = {};
};

/// Forms that the functions below judge with more of the constraint have no test here.
constexpr std::array kForms = {
    Form{"HH:MM", "a time of day", "05:30", is_clock},
    Form{"account_id", "an account number of 12 digits", "123456789012", is_account},
    Form{"arn", "an ARN", "arn:aws:iam::123456789012:role/name", nullptr, "arn:"},
    Form{"base64", "base64", "aGVsbG8=", is_base64},
    Form{"bool", "`true` or `false`", "true", is_bool},
    Form{"cidr", "an address block", "10.0.0.0/16", nullptr},
    Form{"cidr_ipv4", "an IPv4 address block", "10.0.0.0/16", nullptr},
    Form{"cidr_ipv6", "an IPv6 address block", "2001:db8::/56", nullptr},
    Form{"d:HH:MM", "a day from 1 to 7 with a time", "1:05:30", is_day_and_clock},
    Form{"duration", "a duration", "1h30m", is_duration},
    Form{"email", "an email address", "name@example.org", nullptr},
    Form{"fqdn", "a full domain name", "host.example.org", nullptr},
    Form{"hex", "hexadecimal", "0a1f", is_hex},
    Form{"int", "a whole number", "5", nullptr},
    Form{"ip", "an IP address", "10.0.0.1", is_ip},
    Form{"ipv4", "an IPv4 address", "10.0.0.1", is_ipv4},
    Form{"ipv4_multicast", "an IPv4 multicast address", "224.0.0.1", is_multicast},
    Form{"ipv6", "an IPv6 address", "2001:db8::1", is_ipv6},
    Form{"iso8601_duration", "an ISO 8601 duration", "PT1H", nullptr},
    Form{"json", "JSON", "{}", is_json},
    Form{"json_policy", "a policy document, a JSON object", "{\"Version\": \"2012-10-17\", …}", is_json_object},
    Form{"kms_key_id", "a KMS key", "alias/name", nullptr},
    Form{"number", "a number", "0.5", nullptr},
    Form{"region", "a region", "eu-central-1", is_region},
    Form{"rfc3339", "a time such as RFC 3339 writes it", "2026-01-31T12:00:00Z", is_rfc3339},
    Form{"s3_uri", "an S3 address", "s3://bucket/key", is_s3_uri, "s3://"},
    Form{"service_principal", "a service principal", "ec2.amazonaws.com", nullptr},
    Form{"time", "a time", "", nullptr},
    Form{"url", "a URL", "https://example.org/", nullptr},
    Form{"uuid", "a UUID", "123e4567-e89b-12d3-a456-426614174000", is_uuid},
    Form{"weekly_window", "a weekly window", "sun:05:00-sun:06:00", is_weekly_window},
    Form{"yaml", "YAML", "", nullptr},
    Form{"daily_window", "a daily window", "05:00-06:00", is_daily_window},
};

const Form* find_form(std::string_view name) {
  const auto at = std::find_if(kForms.begin(), kForms.end(), [&](const Form& f) { return f.name == name; });
  return at == kForms.end() ? nullptr : &*at;
}

std::string is_not(std::string_view what) { return fmt::format("is not {}", what); }

std::optional<std::string> cidr_fault(const Constraint& c, const Form& form, std::string_view text) {
  const auto block = parse_cidr(text);
  const bool family = block && (c.format == "cidr" || (c.format == "cidr_ipv6") == block->address.v6);
  if (!block || !family) return is_not(form.what);
  if (c.refuses_host_bits && block->has_host_bits()) return "has bits set behind its prefix";
  if (c.prefix_bits) {
    const auto& limits = *c.prefix_bits;
    if (limits.low && block->bits < *limits.low) return fmt::format("is larger than a /{:.0f}", *limits.low);
    if (limits.high && block->bits > *limits.high) return fmt::format("is smaller than a /{:.0f}", *limits.high);
  }
  const auto inside = [&](std::string_view outer) {
    const auto o = parse_cidr(outer);
    return !o || o->contains(*block);
  };
  if (!c.within.empty() && std::none_of(c.within.begin(), c.within.end(), inside)) {
    return fmt::format("is not inside {}", support::join(c.within, " or "));
  }
  return std::nullopt;
}

std::optional<std::string> url_fault(const Constraint& c, std::string_view text) {
  if (c.schemes.empty()) return std::nullopt;
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos || colon + 3 >= text.size()) return is_not("a full URL");
  const std::string scheme = support::lower(text.substr(0, colon));
  if (std::find(c.schemes.begin(), c.schemes.end(), scheme) != c.schemes.end()) return std::nullopt;
  return fmt::format("does not begin with `{}://`", support::join(c.schemes, "://` or `"));
}

/// A layout of Go names a moment by example; digits stand for digits.
std::optional<std::string> time_fault(const Constraint& c, std::string_view text) {
  if (c.layout.empty() || c.layout.find_first_not_of("0123456789-_:T ") != std::string_view::npos) return std::nullopt;
  std::string shape(c.layout);
  for (char& letter : shape) {
    if (digit(letter)) letter = '#';
  }
  if (has_shape(text, shape)) return std::nullopt;
  return fmt::format("does not look like `{}`", c.layout);
}

std::optional<std::string> duration_fault(const Constraint& c, std::string_view text) {
  const auto value = go_duration(text);
  if (!value) return is_not("a duration");
  if (!c.duration_range) return std::nullopt;
  const auto low = go_duration(c.duration_range->low);
  const auto high = go_duration(c.duration_range->high);
  if (low && *value < *low) return fmt::format("is shorter than {}", c.duration_range->low);
  if (high && *value > *high) return fmt::format("is longer than {}", c.duration_range->high);
  return std::nullopt;
}

std::optional<std::string> number_fault(const Form& form, std::string_view text) {
  const auto value = as_number(std::string(text));
  const bool whole = form.name == "number" || (value && *value == static_cast<double>(static_cast<std::int64_t>(*value)));
  if (value && whole) return std::nullopt;
  return is_not(form.what);
}

}  // namespace

std::optional<std::string> form_fault(const Constraint& c, std::string_view text) {
  const Form* form = find_form(c.format);
  if (form == nullptr) return std::nullopt;
  if (form->name == "arn") {
    if (is_arn(text, c.allow_empty)) return std::nullopt;
    return is_not(form->what);
  }
  if (form->name.starts_with("cidr")) return cidr_fault(c, *form, text);
  if (form->name == "url") return url_fault(c, text);
  if (form->name == "time") return time_fault(c, text);
  if (form->name == "duration") return duration_fault(c, text);
  if (form->name == "int" || form->name == "number") return number_fault(*form, text);
  if (form->test == nullptr || form->test(text)) return std::nullopt;
  return is_not(form->what);
}

std::string_view form_example(std::string_view format) {
  const Form* form = find_form(format);
  return form == nullptr ? std::string_view() : form->example;
}

std::string_view form_prefix(std::string_view format) {
  const Form* form = find_form(format);
  return form == nullptr ? std::string_view() : form->prefix;
}

std::vector<std::string_view> form_names() {
  std::vector<std::string_view> out;
  for (const Form& form : kForms) out.push_back(form.name);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace infragen::verify
