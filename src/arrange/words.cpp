#include <algorithm>

#include "arrange/modular.hpp"

namespace infragen::arrange {

std::string snake(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
    if (upper) {
      const char before = i > 0 ? text[i - 1] : '_';
      if ((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9')) out += '_';
      out += static_cast<char>(c - 'A' + 'a');
    } else if (lower || digit) {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  if (out.empty() || (out[0] >= '0' && out[0] <= '9')) out = "value_" + out;
  while (out.ends_with("_")) out.pop_back();
  return out;
}

std::string joined(std::string_view a, std::string_view b) {
  std::string out;
  std::string before;
  const std::string all = snake(std::string(a) + "_" + std::string(b));
  for (std::size_t at = 0; at <= all.size();) {
    const std::size_t end = std::min(all.find('_', at), all.size());
    const std::string word = all.substr(at, end - at);
    const bool number = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
    if (!word.empty() && !number && word != before) out += (out.empty() ? "" : "_") + word;
    if (!number) before = word;
    at = end + 1;
  }
  return out;
}

std::string plural(std::string word) {
  if (word.ends_with("s") && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")) return word;
  const bool vowel_y = word.size() > 1 && std::string_view("aeiou").find(word[word.size() - 2]) != std::string_view::npos;
  if (word.ends_with("y") && !vowel_y) return word.substr(0, word.size() - 1) + "ies";
  if (word.ends_with("ss") || word.ends_with("x") || word.ends_with("ch") || word.ends_with("us") || word.ends_with("is")) return word + "es";
  return word + "s";
}

std::string tail_of(std::string_view type) {
  std::string_view rest = type.starts_with("aws_") ? type.substr(4) : type;
  // A word in front is the service, where more than one word is left: `db_instance`, `ecs_service`.
  const std::size_t bar = rest.find('_');
  return std::string(bar == std::string_view::npos ? rest : rest.substr(bar + 1));
}

std::string base_of(const Group& g) {
  if (g.label == "this") return tail_of(g.type);
  return g.label.starts_with("this_") ? tail_of(g.type) + g.label.substr(4) : g.label;
}

std::string address_in_module(const Group& g) {
  const std::string label = g.type + "." + g.label;
  return g.block_type == "resource" ? label : g.block_type + "." + label;
}

}  // namespace infragen::arrange
