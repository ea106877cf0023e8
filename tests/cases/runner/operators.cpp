#include "operators.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <optional>
#include <regex>
#include <set>
#include <string_view>

namespace infragen::test {
namespace {

using Lines = std::vector<std::string>;

/// What an operator makes of a line: lines instead of it and of `gone` lines below, and the line that it is about.
struct Broken {
  std::string word;
  Lines lines;
  std::size_t gone = 1;
  std::size_t wrong = 0;   ///< which of `lines` is the mistake
  std::optional<std::size_t> about = {};   ///< 0-based line of the unbroken file where its owner stands
};

using Operator = std::vector<Broken> (*)(const Lines& file, std::size_t at);

/// A key of a line, in block or flow style.
struct Key {
  std::size_t at = 0;
  std::size_t size = 0;
};

std::string code_of(const std::string& line) {
  const std::size_t hash = line.find(" #");
  return line.substr(0, hash);
}

bool has_content(const std::string& line) {
  const std::string text = trimmed(line);
  return !text.empty() && text[0] != '#';
}

std::vector<Key> keys_of(const std::string& line) {
  static const std::regex key("(^ *|[{,] *)([A-Za-z][A-Za-z0-9_.-]*(/[a-z]+)?):( |$)");
  const std::string code = code_of(line);
  std::vector<Key> out;
  for (auto hit = std::sregex_iterator(code.begin(), code.end(), key); hit != std::sregex_iterator(); ++hit) {
    out.push_back({static_cast<std::size_t>(hit->position(2)), static_cast<std::size_t>(hit->length(2))});
  }
  return out;
}

std::string with(std::string line, std::size_t at, std::size_t size, const std::string& by) { return line.replace(at, size, by); }

/// Two letters change places; of one letter, another one.
std::string misspelled(const std::string& word) {
  for (std::size_t i = word.size(); i-- > 1;) {
    if (word[i] == word[i - 1] || std::isalpha(static_cast<unsigned char>(word[i])) == 0 || std::isalpha(static_cast<unsigned char>(word[i - 1])) == 0) continue;
    std::string out = word;
    std::swap(out[i], out[i - 1]);
    return out;
  }
  return word + "x";
}

std::size_t end_of_block(const Lines& file, std::size_t at) {
  const std::size_t depth = indentation(file[at]).size();
  std::size_t end = at + 1;
  while (end < file.size() && (!has_content(file[end]) || indentation(file[end]).size() > depth)) ++end;
  while (end > at + 1 && !has_content(file[end - 1])) --end;
  return end;
}

std::optional<std::size_t> owner_of(const Lines& file, std::size_t at) {
  const std::size_t depth = indentation(file[at]).size();
  for (std::size_t i = at; i-- > 0;) {
    if (has_content(file[i]) && indentation(file[i]).size() < depth) return i;
  }
  return std::nullopt;
}

std::vector<Broken> misspelled_key(const Lines& file, std::size_t at) {
  std::vector<Broken> out;
  for (const Key& key : keys_of(file[at])) {
    const std::string word = file[at].substr(key.at, key.size);
    if (word.find('.') != std::string::npos) continue;   // an address: see the operators for references
    out.push_back({word, {with(file[at], key.at, key.size, misspelled(word))}});
  }
  return out;
}

std::vector<Broken> duplicate_key(const Lines& file, std::size_t at) {
  const std::vector<Key> keys = keys_of(file[at]);
  if (keys.empty() || keys[0].at != indentation(file[at]).size()) return {};
  const Lines block(file.begin() + static_cast<std::ptrdiff_t>(at), file.begin() + static_cast<std::ptrdiff_t>(end_of_block(file, at)));
  Lines twice = block;
  twice.insert(twice.end(), block.begin(), block.end());
  return {{file[at].substr(keys[0].at, keys[0].size), twice, block.size(), block.size()}};
}

/// Fields that nothing else can give, so that an object without them cannot be built.
std::vector<Broken> deleted_key(const Lines& file, std::size_t at) {
  static const std::set<std::string> needed = {"infragen", "project", "environment", "domain", "shared", "class", "region", "cidr", "zones", "subnets", "tiers",
                                               "route", "dns", "version", "databases", "shared_user", "storage", "from", "routes", "generate"};
  std::vector<Broken> out;
  const std::vector<Key> keys = keys_of(file[at]);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string word = file[at].substr(keys[i].at, keys[i].size);
    if (!needed.contains(word)) continue;
    if (keys[i].at == indentation(file[at]).size()) {
      out.push_back({word, {}, end_of_block(file, at) - at, 0, owner_of(file, at)});
      continue;
    }
    // In a flow map: up to the comma, or from the comma before.
    const std::string code = code_of(file[at]);
    std::size_t begin = keys[i].at, end = begin, depth = 0;
    while (end < code.size() && (depth > 0 || (code[end] != ',' && code[end] != '}'))) {
      if (code[end] == '{' || code[end] == '[') ++depth;
      if (code[end] == '}' || code[end] == ']') --depth;
      ++end;
    }
    if (end < code.size() && code[end] == ',') {
      end = std::min(code.find_first_not_of(' ', end + 1), code.size());
    } else if (begin >= 2 && code.substr(begin - 2, 2) == ", ") {
      begin -= 2;
    }
    out.push_back({word, {with(file[at], begin, end - begin, "")}});
  }
  return out;
}

std::vector<Broken> lost_value(const Lines& file, std::size_t at) {
  const std::vector<Key> keys = keys_of(file[at]);
  if (keys.empty() || keys[0].at != indentation(file[at]).size()) return {};
  return {{file[at].substr(keys[0].at, keys[0].size), {file[at].substr(0, keys[0].at + keys[0].size + 1)}, end_of_block(file, at) - at}};
}

std::vector<Broken> replaced(const Lines& file, std::size_t at, const std::regex& pattern, const std::function<std::string(const std::smatch&)>& by) {
  const std::string code = code_of(file[at]);
  std::vector<Broken> out;
  for (auto hit = std::sregex_iterator(code.begin(), code.end(), pattern); hit != std::sregex_iterator(); ++hit) {
    const auto begin = static_cast<std::size_t>(hit->position(1)), size = static_cast<std::size_t>(hit->length(1));
    out.push_back({hit->str(1), {with(file[at], begin, size, by(*hit))}});
  }
  return out;
}

std::vector<Broken> swapped_unit(const Lines& file, std::size_t at) {
  static const std::regex amount("[ {](\\d+(Mi|Gi|d|s|%))(?=[,} ]|$)");
  return replaced(file, at, amount, [](const std::smatch& m) {
    const std::string text = m.str(1), unit = m.str(2);
    const std::string number = text.substr(0, text.size() - unit.size());
    return number + (unit == "Mi" ? "MB" : unit == "Gi" ? "GB" : unit == "%" ? "" : unit == "d" ? "Gi" : "Mi");
  });
}

std::vector<Broken> misspelled_word(const Lines& file, std::size_t at) {
  static const std::regex word(": (write|read|call|internet|nat|isolated|per-zone|single|production|development|FARGATE|native|account)(?=[,} ]|$)");
  return replaced(file, at, word, [](const std::smatch& m) { return misspelled(m.str(1)); });
}

std::vector<Broken> other_target(const Lines& file, std::size_t at) {
  static const std::regex address("((?:service|postgres|secret|ecs|network)\\.[a-z][a-z0-9/-]*)");
  return replaced(file, at, address, [](const std::smatch& m) { return m.str(1) + "-elsewhere"; });
}

std::vector<Broken> misspelled_target_kind(const Lines& file, std::size_t at) {
  static const std::regex address("(service|postgres|secret)\\.[a-z]");
  return replaced(file, at, address, [](const std::smatch& m) { return misspelled(m.str(1)); });
}

std::vector<Broken> target_without_name(const Lines& file, std::size_t at) {
  static const std::regex address("(?:service|postgres|secret)(\\.[a-z][a-z0-9/-]*)");
  return replaced(file, at, address, [](const std::smatch&) { return std::string(); });
}

std::vector<Broken> cut_role(const Lines& file, std::size_t at) {
  static const std::regex role("[a-z]\\.[a-z0-9/-]+:( (?:write|read|call))(?=$)");
  return replaced(file, at, role, [](const std::smatch&) { return std::string(); });
}

/// The first of a block decides its indentation, so only those behind it can be wrong.
bool has_elder(const Lines& file, std::size_t at) {
  const std::size_t depth = indentation(file[at]).size();
  for (std::size_t i = at; i-- > 0;) {
    if (!has_content(file[i]) || indentation(file[i]).size() > depth) continue;
    return indentation(file[i]).size() == depth;
  }
  return false;
}

std::vector<Broken> indented_less(const Lines& file, std::size_t at) {
  if (indentation(file[at]).size() < 2 || !has_elder(file, at)) return {};
  return {{trimmed(file[at]).substr(0, 24), {file[at].substr(1)}}};
}

std::vector<Broken> indented_more(const Lines& file, std::size_t at) {
  if (!has_elder(file, at)) return {};
  return {{trimmed(file[at]).substr(0, 24), {" " + file[at]}}};
}

std::vector<Broken> without_colon(const Lines& file, std::size_t at) {
  const std::vector<Key> keys = keys_of(file[at]);
  if (keys.empty() || keys[0].at != indentation(file[at]).size()) return {};
  return {{file[at].substr(keys[0].at, keys[0].size), {with(file[at], keys[0].at + keys[0].size, 1, "")}}};
}

std::vector<Broken> without_bracket(const Lines& file, std::size_t at) {
  const std::string code = code_of(file[at]);
  const std::size_t last = code.find_last_not_of(' ');
  if (last == std::string::npos || (code[last] != '}' && code[last] != ']') || code.find("${") != std::string::npos) return {};
  return {{code.substr(last, 1), {with(file[at], last, 1, "")}}};
}

struct Named {
  std::string_view name;
  Operator make;
};

constexpr std::array<Named, 14> table = {{{"misspelled-key", misspelled_key},
                                          {"duplicate-key", duplicate_key},
                                          {"deleted-key", deleted_key},
                                          {"lost-value", lost_value},
                                          {"swapped-unit", swapped_unit},
                                          {"misspelled-word", misspelled_word},
                                          {"other-target", other_target},
                                          {"misspelled-target-kind", misspelled_target_kind},
                                          {"target-without-name", target_without_name},
                                          {"cut-role", cut_role},
                                          {"indented-less", indented_less},
                                          {"indented-more", indented_more},
                                          {"without-colon", without_colon},
                                          {"without-bracket", without_bracket}}};

Mistake made(const Sources& files, const std::string& path, const Lines& lines, std::size_t at, std::string_view name, const Broken& broken) {
  Mistake out;
  out.name = std::string(name) + " " + path + ":" + std::to_string(at + 1) + " " + broken.word;
  out.files = files;
  out.path = path;
  std::string text;
  const auto add = [&](const std::string& line) { text += line + "\n"; };
  for (std::size_t i = 0; i < at; ++i) add(lines[i]);
  for (const std::string& line : broken.lines) add(line);
  for (std::size_t i = at + broken.gone; i < lines.size(); ++i) add(lines[i]);
  out.files[path] = text;
  const std::size_t wrong = at + broken.wrong + 1;
  out.from = std::min(wrong - 1, broken.about ? *broken.about + 1 : wrong);
  out.to = wrong + 1;
  return out;
}

}  // namespace

std::vector<std::string> operators() {
  std::vector<std::string> out;
  for (const Named& named : table) out.emplace_back(named.name);
  return out;
}

std::vector<Mistake> mistakes_in(const Sources& files) {
  std::vector<Mistake> out;
  for (const Named& named : table) {
    for (const auto& [path, text] : files) {
      if (!path.ends_with(".yaml")) continue;
      const Lines lines = lines_of(text);
      for (std::size_t at = 0; at < lines.size(); ++at) {
        if (!has_content(lines[at])) continue;
        for (const Broken& broken : named.make(lines, at)) out.push_back(made(files, path, lines, at, named.name, broken));
      }
    }
  }
  return out;
}

}  // namespace infragen::test
