#include "judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "infragen/support/text.hpp"
#include "memory_filesystem.hpp"
#include "temp_folder.hpp"

namespace infragen::test {
namespace {

/// A line of a file as it is compiled.
struct Laid {
  std::string text;
  Said* said = nullptr;    ///< where findings about it are written; none: it is the base's and stands in no case
  std::size_t base = 0;    ///< of a base's line: its place there
};
using LaidFile = std::vector<Laid>;   // its last line stands for what is behind the end

constexpr std::string_view behind_the_end = "(end)";

/// The line without the comment at its end.
std::string bare(std::string_view line) {
  const std::size_t hash = line.find(" #");
  return trimmed(line.substr(0, hash));
}

bool fits(const std::string& line, const std::string& text) {
  if (text.ends_with("…")) return trimmed(line).starts_with(text.substr(0, text.size() - std::string_view("…").size()));
  return trimmed(line) == text || bare(line) == text;
}

std::vector<std::string> split(const std::string& text, std::string_view by) {
  std::vector<std::string> out;
  std::size_t at = 0;
  for (std::size_t end = text.find(by); end != std::string::npos; end = text.find(by, at)) {
    out.push_back(text.substr(at, end - at));
    at = end + by.size();
  }
  out.push_back(text.substr(at));
  return out;
}

/// The line that an anchor names: a text alone fits one line; in `main: > port: 1` each is the first below the one before.
std::size_t find_line(const std::vector<std::string>& lines, const std::string& anchor) {
  if (anchor == behind_the_end) return lines.size();
  const std::vector<std::string> texts = split(anchor, " > ");
  std::size_t at = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto from = lines.begin() + static_cast<std::ptrdiff_t>(at);
    const auto hit = std::find_if(from, lines.end(), [&](const std::string& line) { return fits(line, texts[i]); });
    if (hit == lines.end()) throw std::runtime_error("no line of the base is `" + texts[i] + "`");
    if (texts.size() == 1 && std::find_if(hit + 1, lines.end(), [&](const std::string& line) { return fits(line, texts[i]); }) != lines.end()) {
      throw std::runtime_error("several lines of the base are `" + texts[i] + "`: write `<line above> > " + texts[i] + "`");
    }
    at = static_cast<std::size_t>(hit - lines.begin()) + 1;
  }
  return at - 1;
}

/// The shortest anchor that names a line.
std::string anchor_of(const std::vector<std::string>& lines, std::size_t at) {
  if (at >= lines.size()) return std::string(behind_the_end);
  const std::string text = bare(lines[at]).empty() ? trimmed(lines[at]) : bare(lines[at]);
  const auto leads_here = [&](const std::string& anchor) {
    try {
      return find_line(lines, anchor) == at;
    } catch (const std::runtime_error&) {
      return false;
    }
  };
  if (leads_here(text)) return text;
  for (std::size_t above = at; above-- > 0;) {
    const std::string anchor = bare(lines[above]) + " > " + text;
    if (!bare(lines[above]).empty() && leads_here(anchor)) return anchor;
  }
  throw std::runtime_error("nothing names the line `" + text + "`");
}

/// The line behind everything that is indented deeper than `at`.
std::size_t end_of_block(const std::vector<std::string>& lines, std::size_t at) {
  const std::size_t depth = indentation(lines[at]).size();
  std::size_t end = at + 1;
  for (std::size_t i = at + 1; i < lines.size(); ++i) {
    if (trimmed(lines[i]).empty()) continue;
    if (indentation(lines[i]).size() <= depth) break;
    end = i + 1;
  }
  return end;
}

void add_lines(LaidFile& file, Change& change) {
  for (Line& line : change.lines) file.push_back({line.text, &line.said, 0});
}

LaidFile lay_whole(Section& section) {
  LaidFile out;
  add_lines(out, section.changes.front());
  out.push_back({{}, &section.changes.front().last, 0});
  return out;
}

LaidFile lay_edit(Section& section, const std::string& base_text) {
  const std::vector<std::string> base = lines_of(base_text);
  std::vector<bool> gone(base.size() + 1, false);
  std::vector<Said*> said(base.size() + 1, nullptr);
  std::map<std::size_t, std::vector<Change*>> in_front;
  for (Change& change : section.changes) {
    const std::size_t at = change.step == Step::end ? base.size() : find_line(base, change.anchor);
    switch (change.step) {
      case Step::replace:
      case Step::remove:
        if (at == base.size()) throw std::runtime_error("nothing stands behind the end");
        for (std::size_t i = at; i < end_of_block(base, at); ++i) gone[i] = true;
        in_front[at].push_back(&change);
        break;
      case Step::after:
        in_front[at + 1].push_back(&change);
        break;
      case Step::at:
        said[at] = &change.last;
        break;
      case Step::end:
        said[at] = &change.last;
        in_front[at].push_back(&change);
        break;
      default:
        in_front[at].push_back(&change);
    }
  }
  LaidFile out;
  for (std::size_t i = 0; i <= base.size(); ++i) {
    for (Change* change : in_front[i]) add_lines(out, *change);
    if (gone[i] && said[i] != nullptr) throw std::runtime_error("`# at:` names a line that is gone");
    if (!gone[i]) out.push_back({i < base.size() ? base[i] : std::string(), said[i], i});
  }
  return out;
}

LaidFile lay_base(const std::string& text) {
  LaidFile out;
  for (const std::string& line : lines_of(text)) out.push_back({line, nullptr, out.size()});
  out.push_back({{}, nullptr, out.size()});
  return out;
}

std::string text_of(const LaidFile& file) {
  std::string out;
  for (std::size_t i = 0; i + 1 < file.size(); ++i) out += file[i].text + "\n";
  return out;
}

void forget(Case& one) {
  one.nowhere.clear();
  for (Section& section : one.sections) {
    for (Change& change : section.changes) {
      change.last.clear();
      for (Line& line : change.lines) line.said.clear();
    }
  }
}

/// What makes two findings one, wherever their lines have moved to.
std::string same(const diag::Diagnostic& d, const driver::Compilation& c) {
  return fmt::format("{} {} {} {}", d.code, diag::name(d.severity), d.message, d.at.known() ? c.loaded.files.path(d.at.file) : d.path_only);
}

std::string in_one_line(std::string text) {
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) text.replace(at, 1, "\\n");
  return text;
}

std::string place_of(source::Span at, const source::Files& files) {
  const source::Position begin = files.position(at.file, at.begin), end = files.position(at.file, at.end);
  const std::string lines = end.line > begin.line ? fmt::format("+{}", end.line - begin.line) : std::string();
  return fmt::format("{}-{}{}", begin.column, end.column, lines);
}

std::string spaced_once(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    if (c != ' ' && c != '\t') {
      out += c;
    } else if (!out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out;
}

class Judge {
 public:
  Judge(const Case& expected, const Base& base) : base_(base) {
    out_.found = expected;
    forget(out_.found);
  }

  Judgement run() {
    const Sources files = lay();
    const driver::Compilation c = compile_sources(files);
    for (const diag::Diagnostic& d : c.findings) {
      if (!std::binary_search(base_.says.begin(), base_.says.end(), same(d, c))) put(d, c);
    }
    drop_silent();
    for (auto& [path, by_line] : beside_) append(path, by_line);
    hold_outcomes(c);
    return std::move(out_);
  }

 private:
  Sources lay() {
    Sources files = base_.files;
    for (const auto& [path, text] : base_.files) laid_[path] = lay_base(text);
    for (Section& section : out_.found.sections) {
      const auto base = base_.files.find(section.path);
      if (section.form == Section::Form::file) {
        laid_[section.path] = lay_whole(section);
      } else if (base == base_.files.end()) {
        throw std::runtime_error("the base has no `" + section.path + "`");
      } else if (section.form == Section::Form::edit) {
        laid_[section.path] = lay_edit(section, base->second);
      } else {
        laid_.erase(section.path);
        files.erase(section.path);
        continue;
      }
      files[section.path] = text_of(laid_[section.path]);
    }
    return files;
  }

  void put(const diag::Diagnostic& d, const driver::Compilation& c) {
    const Said text = said_of(d, c);
    const auto say = [&](Said& into) { into.insert(into.end(), text.begin(), text.end()); };
    if (!d.at.known()) return say(out_.found.nowhere);
    const std::string& path = c.loaded.files.path(d.at.file);
    LaidFile& file = laid_.at(path);
    const std::size_t line = c.loaded.files.position(d.at.file, d.at.begin).line - 1;
    Laid& at = file.at(std::min(line, file.size() - 1));
    say(at.said != nullptr ? *at.said : beside_[path][at.base]);
  }

  /// Lines that the case named for a finding which nobody found.
  void drop_silent() {
    for (Section& section : out_.found.sections) {
      std::erase_if(section.changes, [](const Change& c) { return c.step == Step::at && c.last.empty(); });
    }
    std::erase_if(out_.found.sections, [](const Section& s) { return s.form == Section::Form::edit && s.changes.empty(); });
  }

  void append(const std::string& path, const std::map<std::size_t, Said>& by_line) {
    auto& sections = out_.found.sections;
    auto mine = std::find_if(sections.begin(), sections.end(), [&](const Section& s) { return s.path == path; });
    if (mine == sections.end()) mine = sections.insert(sections.end(), {Section::Form::edit, path, {}});
    for (const auto& [line, said] : by_line) {
      mine->changes.push_back({Step::at, anchor_of(lines_of(base_.files.at(path)), line), {}, said});
    }
  }

  void hold_outcomes(const driver::Compilation& c) {
    for (const Outcome& outcome : out_.found.outcomes) {
      const auto file = c.arranged.files.find(outcome.path);
      if (file == c.arranged.files.end()) {
        out_.problems.push_back("there is no `" + outcome.path + "` in the output");
        continue;
      }
      const std::vector<std::string> lines = lines_of(file->second);
      const bool there = std::any_of(lines.begin(), lines.end(), [&](const std::string& l) { return spaced_once(l) == spaced_once(outcome.line); });
      if (there != outcome.has) out_.problems.push_back(fmt::format("`{}` {} `{}`", outcome.path, there ? "has" : "lacks", outcome.line));
    }
  }

  const Base& base_;
  Judgement out_;
  std::map<std::string, LaidFile> laid_;
  std::map<std::string, std::map<std::size_t, Said>> beside_;   ///< about lines of the base that stand in no case
};

}  // namespace

Sources sources_of(const std::string& folder) {
  Sources out;
  for (const auto& [path, bytes] : tree_of(folder)) {
    const bool output = path.starts_with("out/");
    if (!output && (path.ends_with(".yaml") || path.ends_with(".sh") || path == "infragen.lock" || path.starts_with("templates/")) && bytes != "/") out[path] = bytes;
  }
  return out;
}

Sources flat(Sources files) {
  std::string& project = files["infragen.yaml"];
  if (const std::size_t at = project.find("\nlayout:"); at != std::string::npos) project.resize(at + 1);
  const auto lock = files.find("infragen.lock");
  if (lock == files.end()) return files;
  // Blocks and names are the same in every layout; where resources stand is not.
  std::string kept;
  for (const std::string& line : lines_of(lock->second)) {
    if (line.starts_with("#") || line.starts_with("block ") || line.starts_with("name ")) kept += line + "\n";
  }
  lock->second = std::move(kept);
  return files;
}

driver::Compilation compile_sources(const Sources& files) {
  MemoryFileSystem fs;
  for (const auto& [path, text] : files) fs.put(path, text);
  driver::Options options;
  options.threads = 1;
  return driver::compile(fs, {}, options);
}

Base::Base(Sources from) : files(std::move(from)) {
  const driver::Compilation c = compile_sources(files);
  if (!c.ok) throw std::runtime_error("the base does not compile: " + c.findings.front().message);
  for (const diag::Diagnostic& d : c.findings) says.push_back(same(d, c));
  std::sort(says.begin(), says.end());
}

Said said_of(const diag::Diagnostic& d, const driver::Compilation& c) {
  const std::string place = d.at.known() ? place_of(d.at, c.loaded.files) : d.path_only.empty() ? "nowhere" : d.path_only;
  const auto holds_in = [&](const std::string& name) { return std::find(d.environments.begin(), d.environments.end(), name) != d.environments.end(); };
  const bool all = std::all_of(c.names.environments.begin(), c.names.environments.end(), holds_in);
  const bool any_shared = std::any_of(c.names.shared.begin(), c.names.shared.end(), holds_in);
  const bool all_shared = std::all_of(c.names.shared.begin(), c.names.shared.end(), holds_in);
  const bool everywhere = d.environments.empty() || (all && (all_shared || !any_shared));
  const std::string in = everywhere ? std::string() : " in " + support::join(d.environments, ", ");
  Said out = {fmt::format("{} {} @ {}{}: {}", diag::name(d.severity), d.slug, place, in, in_one_line(d.message))};
  if (!d.label.empty()) out.push_back("  label: " + in_one_line(d.label));
  for (const diag::Label& label : d.labels) {
    const auto& files = c.loaded.files;
    out.push_back(fmt::format("  see {}:{}: {}", files.path(label.at.file), files.position(label.at.file, label.at.begin).line, in_one_line(label.text)));
  }
  for (const std::string& help : d.help) out.push_back("  help: " + in_one_line(help));
  return out;
}

Judgement judge(const Case& expected, const Base& base) { return Judge(expected, base).run(); }

std::string diff_of(const std::string& expected, const std::string& found) {
  const std::vector<std::string> a = lines_of(expected), b = lines_of(found);
  if (a == b) return {};
  // common[i][j]: length of the longest common sequence of a from i and b from j.
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string out;
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      out += "    " + a[i++] + "\n";
      ++j;
    } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
      out += "  - " + a[i++] + "\n";
    } else {
      out += "  + " + b[j++] + "\n";
    }
  }
  return out;
}

}  // namespace infragen::test
