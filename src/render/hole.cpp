#include "render/hole.hpp"

namespace infragen::render {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  std::size_t i = 0;
  while (i < text.size()) {
    if (text[i] == ' ' || text[i] == '\t') {
      ++i;
    } else if (text[i] == '"') {
      const std::size_t end = text.find('"', i + 1);
      if (end == std::string_view::npos) return {"\""};
      out.emplace_back(text.substr(i, end - i));  // keeps the opening quote: a literal
      i = end + 1;
    } else {
      const std::size_t end = std::min(text.find(' ', i), text.size());
      out.emplace_back(text.substr(i, end - i));
      i = end;
    }
  }
  return out;
}

bool is_literal(const std::string& word) { return word.starts_with('"'); }

Hole wrong(std::string problem) {
  Hole h;
  h.problem = std::move(problem);
  return h;
}

void set_key(Hole& h, const std::string& word) {
  h.literal_key = is_literal(word);
  h.key = h.literal_key ? word.substr(1) : word;
}

}  // namespace

Hole parse_hole(std::string_view text) {
  const std::vector<std::string> w = words(text);
  if (w.empty()) return wrong("an empty hole");
  Hole h;
  if (w[0] == "end" || w[0] == "else") {
    if (w.size() != 1) return wrong("`" + w[0] + "` stands alone");
    h.kind = w[0] == "end" ? Hole::Kind::end : Hole::Kind::else_;
  } else if (w[0] == "if" || w[0] == "file" || w[0] == "labels") {
    if (w.size() != 2) return wrong("`" + w[0] + "` takes one word");
    h.kind = w[0] == "if" ? Hole::Kind::if_ : w[0] == "file" ? Hole::Kind::file : Hole::Kind::labels;
    h.path = w[1];
  } else if (w[0] == "module") {
    if (w.size() != 2 && w.size() != 3) return wrong("`module` takes a name, and perhaps `each` or a role");
    h.kind = Hole::Kind::module;
    h.path = w[1];
    h.each = w.size() == 3 && w[2] == "each";
    if (w.size() == 3 && !h.each) h.role = w[2];
  } else if (w[0] == "input") {
    if (w.size() < 2) return wrong("`input` takes names of arguments");
    h.kind = Hole::Kind::input;
    h.words.assign(w.begin() + 1, w.end());
  } else if (w[0] == "for") {
    if (w.size() != 4 || w[2] != "in") return wrong("`for` is `for x in path`");
    h.kind = Hole::Kind::for_;
    h.variable = w[1];
    h.path = w[3];
  } else if (w[0] == "address" || w[0] == "object") {
    if (w.size() != 2 && w.size() != 3) return wrong("`" + w[0] + "` takes a role and perhaps a key");
    h.kind = w[0] == "address" ? Hole::Kind::address : Hole::Kind::object;
    h.path = w[1];
    if (w.size() == 3) set_key(h, w[2]);
  } else if (w[0] == "ref") {
    if (w.size() != 2 && w.size() != 3) return wrong("`ref` takes a role, perhaps with `[key]`, and an attribute");
    h.kind = Hole::Kind::ref;
    const std::size_t bracket = w[1].find('[');
    h.path = w[1].substr(0, bracket);
    if (bracket != std::string::npos) {
      if (!w[1].ends_with(']')) return wrong("`[` without `]`");
      set_key(h, w[1].substr(bracket + 1, w[1].size() - bracket - 2));
    }
    if (w.size() == 3) h.attribute = is_literal(w[2]) ? w[2].substr(1) : w[2];
  } else {
    if (w.size() != 1 || is_literal(w[0])) return wrong("`" + std::string(text) + "` is no path");
    h.kind = Hole::Kind::value;
    h.path = w[0];
    if (h.path.ends_with('?')) {
      h.optional = true;
      h.path.pop_back();
    }
  }
  return h;
}

}  // namespace infragen::render
