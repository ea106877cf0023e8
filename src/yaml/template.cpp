#include "infragen/yaml/template.hpp"

#include "infragen/support/text.hpp"
#include "yaml/template_parser.hpp"

namespace infragen::yaml {
namespace {

std::string comment_of(std::string_view line) {
  line.remove_prefix(line.find('#') + 1);
  if (line.starts_with(' ')) line.remove_prefix(1);
  return std::string(line.substr(0, line.find_last_not_of(" \t") + 1));
}

std::string in_braces(std::string_view hole) { return "`{{ " + std::string(hole) + " }}`"; }

}  // namespace

/// The next line that says something; comments on the way are kept for what it says. Null: there is none.
const Line* TemplateParser::peek() {
  for (; line_ < lines_.size(); next_line()) {
    const Line& here = line();
    if (inside_) return &here;
    if (here.kind == Line::Kind::comment) {
      comments_.push_back(comment_of(text_.substr(here.begin, here.end - here.begin)));
    } else if (here.kind != Line::Kind::blank) {
      if (here.kind == Line::Kind::content && text_[here.begin + here.indent] == '\t') {
        fail(here.begin + here.indent, "a tab: lines are indented with blanks");
        return nullptr;
      }
      return &here;
    }
  }
  return nullptr;
}

TemplateParser::Ahead TemplateParser::ahead(std::size_t opening) const {
  std::size_t open = 0;
  for (std::size_t i = opening; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    switch (line.kind) {
      case Line::Kind::opening: ++open; break;
      case Line::Kind::closing:
        if (--open == 0) return {};
        break;
      case Line::Kind::head:
      case Line::Kind::separator: return {Ahead::Kind::document, 0, false};
      case Line::Kind::content: return {Ahead::Kind::content, line.indent, begins_item(text_.substr(line.begin + line.indent, line.end - line.begin - line.indent))};
      default: break;
    }
  }
  return {};
}

/// Members, items or documents, and the blocks around them, until something else comes.
void TemplateParser::entries(In in, std::size_t column, std::vector<Entry>& out) {
  while (!failed()) {
    const Line* here = peek();
    if (here == nullptr) return;
    if (!inside_ && here->kind == Line::Kind::opening) {
      const Ahead first = ahead(line_);
      const bool is_content = first.kind == Ahead::Kind::content;
      bool mine = first.kind == Ahead::Kind::nothing;
      if (in == In::stream) mine = mine || !is_content;
      if (in != In::stream && is_content) mine = first.column > column || (first.column == column && first.is_item == (in == In::list));
      if (mine) {
        block(in, column, out);
      } else if (in == In::stream) {
        document(out);
      } else {
        return;
      }
      continue;
    }
    if (in == In::stream) {
      if (here->kind == Line::Kind::otherwise || here->kind == Line::Kind::closing) return;
      if (here->kind == Line::Kind::separator) {
        next_line();
        fresh_ = true;
      } else {
        document(out);
      }
      continue;
    }
    if (!inside_ && here->kind != Line::Kind::content) return;
    if (this->column() < column || (this->column() == column && begins_item(rest()) != (in == In::list))) return;
    if (this->column() > column) return fail(at(), "this is indented further than what it stands below; a text of several lines begins with `|`");
    in == In::list ? item(column, out) : member(column, out);
  }
}

void TemplateParser::block(In in, std::size_t column, std::vector<Entry>& out) {
  const Line opening = line();
  const std::size_t begin = at();
  const Deeper deeper(*this, begin);
  Entry made;
  made.kind = Entry::Kind::block;
  made.at = static_cast<std::uint32_t>(begin);
  made.head = opening.hole;
  comments_.clear();
  next_line();
  fresh_ = true;
  entries(in, column, made.body);
  const Line* here = failed() ? nullptr : peek();
  if (here != nullptr && here->kind == Line::Kind::otherwise && opening.hole.starts_with("if")) {
    comments_.clear();
    next_line();
    fresh_ = true;
    entries(in, column, made.otherwise);
    here = failed() ? nullptr : peek();
  }
  if (failed()) return;
  if (here == nullptr) return fail(begin, in_braces(opening.hole) + " has no `{{ end }}`");
  if (here->kind == Line::Kind::otherwise) return fail(at(), in_braces(here->hole) + " does not stand here");
  if (here->kind != Line::Kind::closing) return fail(at(), "this is outside of what " + in_braces(opening.hole) + " holds: `{{ end }}` stands above it");
  comments_.clear();
  next_line();
  fresh_ = true;
  out.push_back(std::move(made));
}

void TemplateParser::document(std::vector<Entry>& out) {
  if (!fresh_) {
    const bool is_head = !inside_ && line().kind == Line::Kind::head;
    return fail(at(), is_head ? in_braces(line().hole) + " does not stand here: a document begins behind `---`" : "this belongs to nothing above it: how far is it indented?");
  }
  const Deeper deeper(*this, at());
  Entry made;
  made.at = static_cast<std::uint32_t>(at());
  const Line* here = peek();
  for (; here != nullptr && here->kind == Line::Kind::head; here = peek()) {
    made.heads.push_back({true, std::string(here->hole), static_cast<std::uint32_t>(at())});
    comments_.clear();
    next_line();
  }
  made.value.at = made.at;
  if (here != nullptr && here->kind == Line::Kind::content) {
    node(made.value, std::string_view::npos);
  } else if (here != nullptr && here->kind == Line::Kind::opening) {
    const Ahead first = ahead(line_);
    if (first.kind == Ahead::Kind::content) collection(made.value, first.is_item, first.column);
  }
  fresh_ = false;
  out.push_back(std::move(made));
}

void TemplateParser::collection(Pattern& out, bool is_list, std::size_t column) {
  const Deeper deeper(*this, at());
  if (failed()) return;
  out.kind = is_list ? Pattern::Kind::list : Pattern::Kind::map;
  entries(is_list ? In::list : In::map, column, out.entries);
}

/// What begins here; `parent` is the column around it, npos for a document.
void TemplateParser::node(Pattern& out, std::size_t parent) {
  out.at = static_cast<std::uint32_t>(at());
  const bool is_list = begins_item(rest());
  if (is_list || colon()) return collection(out, is_list, column());
  value(out, at(), parent == std::string_view::npos ? std::nullopt : std::optional(parent));
}

/// The value of a member or item of `column` that has nothing on its own line.
void TemplateParser::below(Pattern& out, std::size_t column, bool items_may_stand_here) {
  const Line* here = peek();
  if (here == nullptr) return;
  const auto belongs = [&](std::size_t there, bool is_item) { return there > column || (there == column && is_item && items_may_stand_here); };
  if (here->kind == Line::Kind::content && belongs(here->indent, begins_item(rest()))) return node(out, column);
  if (here->kind != Line::Kind::opening) return;
  const Ahead first = ahead(line_);
  if (first.kind == Ahead::Kind::content && belongs(first.column, first.is_item)) collection(out, first.is_item, first.column);
}

void TemplateParser::item(std::size_t column, std::vector<Entry>& out) {
  Entry made;
  made.at = made.value.at = static_cast<std::uint32_t>(at());
  made.value.comments = std::exchange(comments_, {});
  const std::size_t from = at() + 1;
  if (ends_line(text_.substr(from, line().end - from))) {
    line_end(made.value, from);
    below(made.value, column, false);
  } else {
    inside_ = true;
    column_ = skip_blanks(from) - line().begin;
    node(made.value, column);
  }
  out.push_back(std::move(made));
}

void TemplateParser::member(std::size_t column, std::vector<Entry>& out) {
  const std::size_t begin = at();
  if (!colon()) return fail(begin, "`key: value` is needed here");
  Entry made;
  made.at = made.value.at = static_cast<std::uint32_t>(begin);
  made.value.comments = std::exchange(comments_, {});
  const std::size_t from = key(begin, made.key);
  if (failed()) return;
  if (ends_line(text_.substr(from, line().end - from))) {
    line_end(made.value, from);
    below(made.value, column, true);
  } else {
    const std::size_t first = skip_blanks(from);
    if (begins_item(text_.substr(first, line().end - first))) return fail(first, "a list stands on lines of its own");
    made.value.at = static_cast<std::uint32_t>(first);
    value(made.value, first, column);
  }
  out.push_back(std::move(made));
}

/// What stands behind a value; the line is done.
void TemplateParser::line_end(Pattern& out, std::size_t from) {
  if (failed()) return;
  const std::string_view rest = text_.substr(from, line().end - from);
  if (!ends_line(rest)) return fail(skip_blanks(from), "the line goes on behind its value");
  if (rest.find('#') != std::string_view::npos) out.comments.push_back(comment_of(rest));
  next_line();
}

Template TemplateParser::run() {
  if (text_.starts_with("\xef\xbb\xbf")) fail(0, "a byte order mark");
  if (const auto bad = support::first_bad_utf8(text_)) fail(*bad, "this is no UTF-8");
  for (std::size_t i = 0; i < text_.size() && !failed(); ++i) {
    const auto c = static_cast<unsigned char>(text_[i]);
    const bool ends = c == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n';
    if ((c < 0x20 && c != '\n' && c != '\t' && !ends) || c == 0x7f) fail(i, "a control character");
  }
  Template out;
  if (!failed()) {
    entries(In::stream, 0, out.documents);
    if (!failed() && peek() != nullptr) fail(at(), in_braces(line().hole) + " without a block");
  }
  out.error = std::move(error_);
  return out;
}

Template parse(std::string_view text, std::size_t depth) { return TemplateParser(text, depth).run(); }

}  // namespace infragen::yaml
