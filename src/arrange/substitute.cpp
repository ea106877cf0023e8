#include "arrange/merge_trees.hpp"

namespace infragen::arrange {
namespace {

using hcl::Expr;

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

struct Word {
  const std::string* text;
  std::string_view stands;    ///< `var.name`
  bool zone;                  ///< a letter may follow, as in `ap-northeast-2a`
};

/// Whether `word` stands at `at`, and nothing that would make it part of a longer word.
bool stands_at(const std::string& text, std::size_t at, const Word& word) {
  const std::string& w = *word.text;
  if (w.empty() || text.compare(at, w.size(), w) != 0 || (at > 0 && is_word(text[at - 1]))) return false;
  std::size_t end = at + w.size();
  if (word.zone && end < text.size() && text[end] >= 'a' && text[end] <= 'f') ++end;
  return end == text.size() || !is_word(text[end]);
}

void put_literal(std::vector<Expr>& out, std::string text, std::uint32_t origin) {
  if (text.empty()) return;
  Expr e;
  e.kind = Expr::Kind::literal;
  e.text = std::move(text);
  e.origin = origin;
  out.push_back(std::move(e));
}

void substitute(const Expr& literal, const std::vector<Word>& words, std::vector<Expr>& out) {
  std::string text;
  for (std::size_t at = 0; at < literal.text.size();) {
    const Word* found = nullptr;
    for (const Word& w : words) {
      if (found == nullptr && stands_at(literal.text, at, w)) found = &w;
    }
    if (found == nullptr) {
      text += literal.text[at++];
      continue;
    }
    put_literal(out, std::move(text), literal.origin);
    text.clear();
    out.push_back(hcl::traversal(found->stands));
    out.back().at = substitute_mark;
    at += found->text->size();
  }
  put_literal(out, std::move(text), literal.origin);
}

}  // namespace

std::vector<Expr> substituted(const Expr& string, const Words& words, const std::string& key, const std::string& key_text, unsigned which) {
  std::vector<Word> list;
  if ((which & use_name) != 0) list.push_back({&words.name, "var.name", false});
  if ((which & use_region) != 0) list.push_back({&words.region, "var.region", true});
  if ((which & use_key) != 0) list.push_back({&key, key_text, false});
  if ((which & use_environment) != 0) list.push_back({&words.environment, "var.environment", false});
  std::vector<Expr> out;
  for (const Expr& part : string.items) {
    if (part.kind == Expr::Kind::literal) {
      substitute(part, list, out);
    } else {
      out.push_back(part);
    }
  }
  return out;
}

}  // namespace infragen::arrange
