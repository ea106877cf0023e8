#include "verify/kubernetes/names.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace infragen::verify {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_name_char(char c) { return is_lower(c) || is_digit(c); }
bool is_word_char(char c) { return is_letter(c) || is_digit(c); }

Fault too_long(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::nullopt;
  return fmt::format("has {} bytes, and may have {}", text.size(), limit);
}

/// Runs of `inner` characters that begin and end with an `outer` one.
template <class Outer, class Inner>
bool wrapped(std::string_view text, Outer outer, Inner inner) {
  return !text.empty() && outer(text.front()) && outer(text.back()) && std::all_of(text.begin(), text.end(), inner);
}

bool is_label(std::string_view text) {
  return wrapped(text, is_name_char, [](char c) { return is_name_char(c) || c == '-'; });
}

bool is_subdomain(std::string_view text) {
  for (std::size_t at = 0;;) {
    const std::size_t dot = text.find('.', at);
    if (!is_label(text.substr(at, dot == std::string_view::npos ? dot : dot - at))) return false;
    if (dot == std::string_view::npos) return true;
    at = dot + 1;
  }
}

bool is_qualified_part(std::string_view text) {
  return wrapped(text, is_word_char, [](char c) { return is_word_char(c) || c == '-' || c == '_' || c == '.'; });
}

constexpr std::string_view kSubdomain =
    "must be lower case letters, digits, `-` and `.`, and begin and end with a letter or digit";

}  // namespace

Fault dns1123_label_fault(std::string_view text) {
  if (const Fault fault = too_long(text, 63)) return fault;
  if (is_label(text)) return std::nullopt;
  return "must be lower case letters, digits and `-`, and begin and end with a letter or digit";
}

Fault dns1123_subdomain_fault(std::string_view text) {
  if (const Fault fault = too_long(text, 253)) return fault;
  if (is_subdomain(text)) return std::nullopt;
  return std::string(kSubdomain);
}

Fault dns1035_label_fault(std::string_view text) {
  if (const Fault fault = too_long(text, 63)) return fault;
  if (is_label(text) && is_lower(text.front())) return std::nullopt;
  return "must be lower case letters, digits and `-`, begin with a letter and end with a letter or digit";
}

Fault qualified_name_fault(std::string_view text) {
  const std::size_t slash = text.find('/');
  std::string_view name = text;
  if (slash != std::string_view::npos) {
    const std::string_view prefix = text.substr(0, slash);
    name = text.substr(slash + 1);
    if (name.find('/') != std::string_view::npos) return "must have one `/` at most";
    if (const Fault fault = too_long(prefix, 253)) return "has a prefix that " + *fault;
    if (!is_subdomain(prefix)) return fmt::format("has a prefix that {}", kSubdomain);
  }
  if (const Fault fault = too_long(name, 63)) return fault;
  if (is_qualified_part(name)) return std::nullopt;
  return "must be letters, digits, `-`, `_` and `.`, and begin and end with a letter or digit";
}

Fault label_value_fault(std::string_view text) {
  if (const Fault fault = too_long(text, 63)) return fault;
  if (text.empty() || is_qualified_part(text)) return std::nullopt;
  return "must be letters, digits, `-`, `_` and `.`, and begin and end with a letter or digit";
}

Fault port_name_fault(std::string_view text) {
  if (text.size() > 15) return fmt::format("has {} bytes, and may have 15", text.size());
  const bool shape = wrapped(text, is_name_char, [](char c) { return is_name_char(c) || c == '-'; });
  if (!shape || text.find("--") != std::string_view::npos) {
    return "must be lower case letters, digits and single `-`, and begin and end with a letter or digit";
  }
  if (std::none_of(text.begin(), text.end(), is_lower)) return "must have a letter";
  return std::nullopt;
}

Fault config_key_fault(std::string_view text) {
  if (const Fault fault = too_long(text, 253)) return fault;
  const auto fits = [](char c) { return is_word_char(c) || c == '-' || c == '_' || c == '.'; };
  if (text.empty() || !std::all_of(text.begin(), text.end(), fits)) return "must be letters, digits, `-`, `_` and `.`";
  if (text == ".") return "must not be `.`";
  if (text.starts_with("..")) return "must not begin with `..`";
  return std::nullopt;
}

Fault env_name_fault(std::string_view text, bool relaxed) {
  if (text.empty()) return "must not be empty";
  if (relaxed) {
    const auto printed = [](char c) { return c >= ' ' && c <= '~' && c != '='; };
    if (std::all_of(text.begin(), text.end(), printed)) return std::nullopt;
    return "must be printable ASCII characters without `=`";
  }
  const auto inner = [](char c) { return is_word_char(c) || c == '-' || c == '_' || c == '.'; };
  if (is_digit(text.front()) || !std::all_of(text.begin(), text.end(), inner)) {
    return "must be letters, digits, `_`, `-` and `.`, and not begin with a digit";
  }
  if (text == ".") return "must not be `.`";
  if (text.starts_with("..")) return "must not begin with `..`";
  return std::nullopt;
}

Fault path_segment_fault(std::string_view text) {
  if (text == "." || text == "..") return "must not be `.` or `..`";
  if (text.find_first_of("/%") != std::string_view::npos) return "must not contain `/` or `%`";
  return std::nullopt;
}

Fault http_header_fault(std::string_view text) {
  const auto fits = [](char c) { return is_word_char(c) || c == '-'; };
  if (!text.empty() && std::all_of(text.begin(), text.end(), fits)) return std::nullopt;
  return "must be letters, digits and `-`";
}

Fault wildcard_subdomain_fault(std::string_view text) {
  if (const Fault fault = too_long(text, 253)) return fault;
  if (text.starts_with("*.") && is_subdomain(text.substr(2))) return std::nullopt;
  return "must be `*.` and a name of lower case letters, digits, `-` and `.`";
}

Fault domain_prefixed_path_fault(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash + 1 == text.size()) return "must be a domain, `/` and a path";
  if (const Fault fault = dns1123_subdomain_fault(text.substr(0, slash))) return "has a domain that " + *fault;
  const auto fits = [](char c) {
    return is_word_char(c) || std::string_view("/-._~%!$&'()*+,;=:").find(c) != std::string_view::npos;
  };
  const std::string_view path = text.substr(slash + 1);
  if (std::all_of(path.begin(), path.end(), fits)) return std::nullopt;
  return "has a path with characters that a path cannot have";
}

bool is_percent(std::string_view text) {
  return text.size() > 1 && text.back() == '%' && std::all_of(text.begin(), text.end() - 1, is_digit);
}

}  // namespace infragen::verify
