// Findings for people at a terminal.

#include "infragen/support/text.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "diag/display.hpp"
#include "infragen/diag/render.hpp"

namespace infragen::diag {

namespace {

/// A source line takes at most so many columns; a longer one is cut around the mark.
constexpr std::size_t widest_line = 160;

enum class Paint : std::uint8_t { none, note, warning, error, frame, second, bold, help };

/// ANSI sequences, by `Paint`. Colours of the first eight only: they follow the terminal's theme.
constexpr std::array<std::string_view, 8> paints{"",           "\x1b[1;36m", "\x1b[1;33m", "\x1b[1;31m",
                                                 "\x1b[1;34m", "\x1b[1;34m", "\x1b[1m",    "\x1b[1;32m"};

Paint paint_of(Severity severity) { return static_cast<Paint>(static_cast<std::uint8_t>(severity) + 1); }

/// A span of one file that gets a line of carets.
struct Mark {
  source::Span at;
  std::string text;
  bool first = false;  ///< the place of the finding itself
};

/// The part of a line that is shown, and the columns of the mark in it.
struct Window {
  std::string text;
  std::size_t mark_begin = 0;
  std::size_t mark_columns = 1;
};

class Printer {
 public:
  Printer(std::span<const Diagnostic> items, const source::Files& files, const TextStyle& style)
      : files_(files), style_(style) {
    for (const Diagnostic& d : items) {
      if (d.secret && d.at.known()) secrets_.push_back(d.at);
    }
  }

  void finding(const Diagnostic& d) {
    const auto marks = marks_by_file(d);
    gutter_ = gutter_columns(marks);
    head(d);
    bool first = true;
    for (const auto& group : marks) {
      place(d, group, first);
      snippet(d, group);
      first = false;
    }
    if (marks.empty()) nowhere(d);
    tail(d, !marks.empty());
    out_ += '\n';
  }

  std::string take() { return std::move(out_); }

 private:
  using Group = std::vector<Mark>;  // of one file, by line

  void painted(Paint paint, std::string_view text) {
    const bool colour = style_.colour && paint != Paint::none && !text.empty();
    if (colour) out_ += paints[static_cast<std::size_t>(paint)];
    out_ += text;
    if (colour) out_ += "\x1b[0m";
  }

  void head(const Diagnostic& d) {
    painted(paint_of(d.severity), fmt::format("{}[{}]", name(d.severity), printable(d.slug.empty() ? d.code : d.slug)));
    painted(Paint::bold, ": " + printable(d.message));
    if (!d.slug.empty() && !d.code.empty()) painted(Paint::frame, fmt::format(" ({})", d.code));
    out_ += '\n';
  }

  /// The group of the finding's own file first, the others in the order of their labels.
  std::vector<Group> marks_by_file(const Diagnostic& d) const {
    std::vector<Group> groups;
    const auto add = [&](Mark mark) {
      if (!mark.at.known() || mark.at.file >= files_.size()) return;
      const auto same =
          std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g[0].at.file == mark.at.file; });
      Group& group = same == groups.end() ? groups.emplace_back() : *same;
      group.push_back(std::move(mark));
    };
    add({d.at, d.label, true});
    for (const Label& label : d.labels) add({label.at, label.text, false});
    for (Group& group : groups) {
      std::stable_sort(group.begin(), group.end(),
                       [&](const Mark& a, const Mark& b) { return line_of(a) < line_of(b); });
    }
    return groups;
  }

  std::uint32_t line_of(const Mark& mark) const { return files_.position(mark.at.file, mark.at.begin).line; }

  std::size_t gutter_columns(const std::vector<Group>& groups) const {
    std::uint32_t last = 1;
    for (const Group& group : groups) last = std::max(last, line_of(group.back()));
    return fmt::formatted_size("{}", last);
  }

  void place(const Diagnostic& d, const Group& group, bool first) {
    const auto own = std::find_if(group.begin(), group.end(), [](const Mark& m) { return m.first; });
    const Mark& mark = own == group.end() ? group.front() : *own;
    const source::Position at = files_.position(mark.at.file, mark.at.begin);
    painted(Paint::frame, std::string(gutter_, ' ') + (first ? "--> " : "::: "));
    out_ += fmt::format("{}:{}:{}", printable(files_.path(mark.at.file)), at.line, at.column);
    if (mark.first && !d.path.empty()) out_ += fmt::format(" ({})", printable(d.path));
    out_ += '\n';
  }

  void nowhere(const Diagnostic& d) {
    const std::string& what = d.path_only.empty() ? d.path : d.path_only;
    if (what.empty()) return;
    painted(Paint::frame, std::string(gutter_, ' ') + "--> ");
    out_ += printable(what);
    if (!d.path_only.empty() && !d.path.empty()) out_ += fmt::format(" ({})", printable(d.path));
    out_ += '\n';
  }

  void bar(std::string_view number) {
    const std::string pad(gutter_ - std::min(gutter_, number.size()), ' ');
    painted(Paint::frame, fmt::format("{}{} |", pad, number));
  }

  void snippet(const Diagnostic& d, const Group& group) {
    bar("");
    out_ += '\n';
    std::uint32_t shown = 0;  // the last line on the screen
    for (std::size_t i = 0; i < group.size(); ++i) {
      const std::uint32_t line = line_of(group[i]);
      if (line != shown) {
        context(group[i], line, shown);
        shown = line;
      } else if (i > 0 && cut_differently(group[i - 1], group[i], line)) {
        source_line(group[i], line);
      }
      carets(group[i], line, group[i].first ? paint_of(d.severity) : Paint::second);
    }
  }

  /// The lines before the mark that the style asks for, then its own.
  void context(const Mark& mark, std::uint32_t line, std::uint32_t shown) {
    const std::uint32_t before = std::min(style_.context_lines, line - 1);
    std::uint32_t from = line - before;
    if (shown != 0 && from <= shown) from = shown + 1;
    if (shown != 0 && from > shown + 1) {
      painted(Paint::frame, "...");
      out_ += '\n';
    }
    for (; from < line; ++from) {
      const std::uint32_t begin = files_.line_begin(mark.at.file, from);
      source_line({{mark.at.file, begin, begin}, {}, false}, from);
    }
    source_line(mark, line);
  }

  void source_line(const Mark& mark, std::uint32_t line) {
    bar(fmt::format("{}", line));
    const Window window = cut(mark, line);
    if (!window.text.empty()) out_ += ' ' + window.text;
    out_ += '\n';
  }

  bool cut_differently(const Mark& a, const Mark& b, std::uint32_t line) const {
    return cut(a, line).text != cut(b, line).text;
  }

  void carets(const Mark& mark, std::uint32_t line, Paint paint) {
    const Window window = cut(mark, line);
    bar("");
    out_ += std::string(window.mark_begin + 1, ' ');
    std::string run(window.mark_columns, mark.first ? '^' : '-');
    if (!mark.text.empty()) run += ' ' + printable(mark.text);
    painted(paint, run);
    out_ += '\n';
  }

  /// Reads no further from the mark than a window is wide, so that lines of megabytes cost nothing.
  Window cut(const Mark& mark, std::uint32_t number) const {
    const std::string_view line = files_.line(mark.at.file, number);
    const std::uint32_t begin_of_line = files_.line_begin(mark.at.file, number);
    const std::size_t begin =
        std::min<std::size_t>(mark.at.begin - std::min(mark.at.begin, begin_of_line), line.size());
    const std::size_t end =
        std::clamp<std::size_t>(mark.at.end - std::min(mark.at.end, begin_of_line), begin, line.size());

    const std::vector<source::Span> secrets = secrets_in(mark.at.file, begin_of_line, line.size());
    const auto secret = [&](std::size_t at) {
      return std::any_of(secrets.begin(), secrets.end(),
                         [&](source::Span s) { return begin_of_line + at >= s.begin && begin_of_line + at < s.end; });
    };

    const std::size_t left = window_begin(line, begin);
    Window window;
    if (left > 0) window.text = "…";
    std::size_t column = left > 0 ? 1 : 0;
    std::size_t mark_end = 0;
    std::size_t at = left;
    while (at < line.size() && column < widest_line) {
      if (at == begin) window.mark_begin = column;
      const Glyph glyph = first_glyph(line.substr(at));
      window.text += secret(at) ? std::string(glyph.columns, '*') : glyph.text;
      column += glyph.columns;
      at += glyph.bytes;
      if (at <= end) mark_end = column;
    }
    if (begin >= at) window.mark_begin = column;
    if (end > at) mark_end = column;
    if (at < line.size()) window.text += "…";
    window.mark_columns = mark_end > window.mark_begin ? mark_end - window.mark_begin : 1;
    return window;
  }

  std::vector<source::Span> secrets_in(source::FileId file, std::size_t begin, std::size_t size) const {
    std::vector<source::Span> found;
    std::copy_if(secrets_.begin(), secrets_.end(), std::back_inserter(found),
                 [&](source::Span s) { return s.file == file && s.begin < begin + size && s.end > begin; });
    return found;
  }

  /// The offset from which a line is shown: 0 if the mark is near enough to its beginning.
  static std::size_t window_begin(std::string_view line, std::size_t mark) {
    constexpr std::size_t before = 60;  // columns that stay visible before the mark
    constexpr std::size_t whole = 100;  // a mark before this column needs no cut
    constexpr std::size_t most_bytes = 4 * widest_line;
    if (line.size() <= widest_line && columns(line) <= widest_line) return 0;
    if (mark <= most_bytes && columns(line.substr(0, mark)) <= whole) return 0;
    std::size_t at = mark, width = 0;
    while (at > 0 && width < before) {
      --at;
      while (at > 0 && (static_cast<unsigned char>(line[at]) & 0xc0) == 0x80 && mark - at < most_bytes) --at;
      width += first_glyph(line.substr(at)).columns;
    }
    return at;
  }

  void tail(const Diagnostic& d, bool snippet) {
    if (snippet && !(d.help.empty() && d.environments.empty())) {
      bar("");
      out_ += '\n';
    }
    if (!d.environments.empty()) remark(Paint::frame, "in", support::join(d.environments, ", "));
    for (const std::string& help : d.help) remark(Paint::help, "help", help);
  }

  /// ` = help: …`; further lines of the text stand under the first.
  void remark(Paint paint, std::string_view what, std::string_view text) {
    painted(Paint::frame, std::string(gutter_ + 1, ' ') + "= ");
    painted(paint, what);
    out_ += ": ";
    const std::string indent(gutter_ + 3 + what.size() + 2, ' ');
    bool first = true;
    for (const std::string_view line : support::split(text, '\n')) {
      if (!first) out_ += indent;
      out_ += printable(line) + '\n';
      first = false;
    }
  }

  const source::Files& files_;
  const TextStyle& style_;
  std::vector<source::Span> secrets_;
  std::size_t gutter_ = 1;
  std::string out_;
};

}  // namespace

std::string text(std::span<const Diagnostic> items, const source::Files& files, const TextStyle& style) {
  Printer printer(items, files, style);
  for (const Diagnostic& d : items) printer.finding(d);
  return printer.take();
}

}  // namespace infragen::diag
