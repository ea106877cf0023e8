#include "check/looks_secret.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

bool lower_case(char c) { return c >= 'a' && c <= 'z'; }
bool upper_case(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool alnum(char c) { return lower_case(c) || upper_case(c) || digit(c); }

template <class Ok>
bool all(std::string_view text, Ok ok) {
  return std::all_of(text.begin(), text.end(), ok);
}

/// `dbPassword`, `db-password` and `DB_PASSWORD` as `db_password`.
std::string words(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (upper_case(c)) {
      if (i > 0 && (lower_case(name[i - 1]) || digit(name[i - 1]))) out += '_';
      out += static_cast<char>(c - 'A' + 'a');
    } else {
      out += lower_case(c) || digit(c) ? c : '_';
    }
  }
  return out;
}

bool ends_in_word(std::string_view name, std::string_view word) {
  return name.ends_with(word) && (name.size() == word.size() || name[name.size() - word.size() - 1] == '_');
}

bool has_word(std::string_view name, std::string_view word) {
  for (const std::string_view part : support::split(name, '_')) {
    if (part == word) return true;
  }
  return false;
}

/// The text without `${…}`; each is one blank, so that what stands around it does not grow together.
std::string literal(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t close = value.substr(i).starts_with("${") ? value.find('}', i) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += value[i++];
    } else {
      out += ' ';
      i = close + 1;
    }
  }
  return out;
}

/// Runs of letters and digits (and `more`) of the text.
std::vector<std::string_view> runs(std::string_view text, std::string_view more) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && (alnum(text[i]) || more.find(text[i]) != std::string_view::npos)) continue;
    if (i > begin) out.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  return out;
}

double bits_a_character(std::string_view text) {
  std::array<int, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const int n : counts) {
    if (n == 0) continue;
    const double share = static_cast<double>(n) / static_cast<double>(text.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

/// AWS IAM, "Unique identifiers": AKIA and ASIA begin the ids of access keys, 20 characters.
bool access_key(std::string_view run) {
  return run.size() == 20 && (run.starts_with("AKIA") || run.starts_with("ASIA")) && all(run, [](char c) { return upper_case(c) || digit(c); });
}

/// Tokens whose issuers gave them a beginning so that they can be found.
bool issued_token(std::string_view run) {
  static constexpr std::string_view beginnings[] = {"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "xoxa-",
                                                    "sk_live_", "rk_live_", "AIza", "npm_", "dop_v1_", "hvs."};
  return run.size() >= 24 && std::any_of(std::begin(beginnings), std::end(beginnings), [&](std::string_view b) { return run.starts_with(b); });
}

/// RFC 7519: header, payload and signature, joined by dots; `{"` in base64 is `eyJ`.
bool web_token(std::string_view run) {
  const auto parts = support::split(run, '.');
  return parts.size() == 3 && parts[0].starts_with("eyJ") && parts[1].starts_with("eyJ") && parts[2].size() >= 20;
}

/// `scheme://user:password@host`.
bool password_in_url(std::string_view text) {
  for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
    std::string_view authority = text.substr(at + 3);
    authority = authority.substr(0, authority.find_first_of("/?#\"'"));
    const std::size_t host = authority.rfind('@');
    if (host == std::string_view::npos) continue;
    const std::string_view user = authority.substr(0, host);
    const std::size_t colon = user.find(':');
    if (colon != std::string_view::npos && !support::trim(user.substr(colon + 1)).empty()) return true;
  }
  return false;
}

bool random_text(std::string_view run) {
  if (run.size() < 32) return false;
  const bool digits = std::any_of(run.begin(), run.end(), digit);
  const bool small = std::any_of(run.begin(), run.end(), lower_case);
  const bool large = std::any_of(run.begin(), run.end(), upper_case);
  const auto hex = [](char c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
  if (all(run, hex)) return digits && (small || large) && bits_a_character(run) > 3.0;
  // Words in camel case have few digits and repeat letters; 32 random characters of base64 have about 4.5 bits.
  const auto count = std::count_if(run.begin(), run.end(), digit);
  return digits && small && large && count >= 3 && bits_a_character(run) > 4.2 && run.find("//") == std::string_view::npos;
}

bool names_a_fingerprint(const std::string& name) {
  static constexpr std::string_view kinds[] = {"commit", "sha", "sha1", "sha256", "hash", "digest", "checksum", "revision", "fingerprint", "thumbprint", "etag", "id", "uuid", "arn"};
  return std::any_of(std::begin(kinds), std::end(kinds), [&](std::string_view k) { return has_word(name, k); });
}

}  // namespace

bool secret_name(std::string_view name) {
  static constexpr std::string_view endings[] = {"password", "passwd", "pwd", "passphrase", "secret", "token", "api_key", "apikey", "private_key",
                                                 "secret_key", "access_key", "signing_key", "encryption_key", "auth_key", "credential", "credentials"};
  const std::string w = words(name);
  return std::any_of(std::begin(endings), std::end(endings), [&](std::string_view e) { return ends_in_word(w, e); });
}

bool secret_candidate(std::string_view value) {
  const std::string left = literal(value);
  const std::string_view text = support::trim(left);
  if (text.empty() || text.size() != support::trim(value).size()) return false;  // nothing, or made with placeholders
  if (text.find("://") != std::string_view::npos) return false;                   // a password inside is found by its place
  if (text.starts_with("arn:") || text.starts_with('/') || text.starts_with("./") || text.starts_with("~/")) return false;
  if (text.size() <= 6 && all(text, digit)) return false;
  static constexpr std::string_view settings[] = {"true", "false", "none", "null", "no", "yes", "on", "off", "required", "optional", "enabled", "disabled",
                                                  "auto", "bearer", "jwt", "basic", "cookie", "header", "plain", "env", "file", "vault"};
  const std::string lowered = support::lower(text);
  return std::find(std::begin(settings), std::end(settings), lowered) == std::end(settings);
}

bool secret_value(std::string_view name, std::string_view value) {
  const std::string text = literal(value);
  if (text.find("-----BEGIN ") != std::string::npos && text.find("PRIVATE KEY-----") != std::string::npos) return true;
  if (password_in_url(text)) return true;
  for (const std::string_view run : runs(text, "")) {
    if (access_key(run)) return true;
  }
  for (const std::string_view run : runs(text, "_-.")) {
    if (issued_token(run) || web_token(run)) return true;
  }
  if (text.find("arn:") != std::string::npos || text.find("://") != std::string::npos || text.starts_with('/')) return false;
  if (names_a_fingerprint(words(name)) || text.find("sha256:") != std::string::npos) return false;
  // With `=` of base64 at the end. What begins or goes on with `-` or `.` is a name of many words.
  for (const std::string_view run : runs(text, "+/_")) {
    const std::size_t end = static_cast<std::size_t>(run.data() - text.data()) + run.size();
    const std::size_t begin = static_cast<std::size_t>(run.data() - text.data());
    const bool part = (begin > 0 && std::string_view("-.:").find(text[begin - 1]) != std::string_view::npos) ||
                      (end < text.size() && std::string_view("-.:").find(text[end]) != std::string_view::npos);
    if (!part && random_text(run)) return true;
  }
  return false;
}

}  // namespace infragen::check
