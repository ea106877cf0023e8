#include "case_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <set>
#include <utility>

namespace infragen::test {
namespace {

struct StepWord {
  Step step;
  std::string_view word;
  bool anchored;
};
constexpr std::array<StepWord, 6> steps = {{{Step::replace, "replace", true},
                                            {Step::remove, "delete", true},
                                            {Step::before, "before", true},
                                            {Step::after, "after", true},
                                            {Step::end, "end", false},
                                            {Step::at, "at", true}}};

constexpr std::string_view words[] = {"case", "base", "file", "edit", "remove", "gives"};

bool is_blank(std::string_view line) { return trimmed(line).empty(); }

/// `# edit: envs/dev/env.yaml` at the beginning of a line is {"edit", "envs/dev/env.yaml"}.
std::optional<std::pair<std::string, std::string>> directive(const std::string& line) {
  if (!line.starts_with("# ")) return std::nullopt;
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos) return std::nullopt;
  const std::string word = line.substr(2, colon - 2);
  const bool known = std::find(std::begin(words), std::end(words), word) != std::end(words) ||
                     std::any_of(steps.begin(), steps.end(), [&](const StepWord& s) { return s.word == word; });
  if (!known) return std::nullopt;
  return std::pair(word, trimmed(std::string_view(line).substr(colon + 1)));
}

/// The text of a comment, or nothing.
std::optional<std::string> comment(std::string_view line) {
  const std::string text = trimmed(line);
  if (!text.starts_with("# ")) return std::nullopt;
  return text.substr(2);
}

enum class Spoken { no, head, more, broken };

/// Whether a comment's text is an expectation. `broken`: it was meant to be one.
Spoken spoken(const std::string& text, bool behind_one) {
  static const std::regex meant("(error|warning|note) [a-z0-9]+(-[a-z0-9]+)*( @.*)?(:.*)?|[a-z]+ [a-z0-9-]+ @ .*");
  static const std::regex head("(error|warning|note) [a-z0-9-]+ @ (nowhere|[^ ]+/[^ ]+|[0-9]+-[0-9]+(\\+[0-9]+)?|[^ ]+\\.[a-z]+)( in [^:]+)?: .+");
  static const std::regex more("  (help|label|see [^ ]+:[0-9]+): .*");
  if (behind_one && std::regex_match(text, more)) return Spoken::more;
  if (std::regex_match(text, head)) return Spoken::head;
  return std::regex_match(text, meant) ? Spoken::broken : Spoken::no;
}

std::optional<Outcome> outcome(const std::string& text) {
  for (const bool has : {true, false}) {
    const std::string_view verb = has ? " has " : " lacks ";
    const std::size_t at = text.find(verb);
    if (at != std::string::npos) return Outcome{text.substr(0, at), has, trimmed(text.substr(at + verb.size()))};
  }
  return std::nullopt;
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<Problem>& problems) : lines_(lines_of(text)), problems_(problems) {}

  CaseFile file() {
    for (; at_ < lines_.size(); ++at_) line(lines_[at_]);
    close();
    std::set<std::string> names;
    for (const Case& c : out_.cases) {
      if (!names.insert(c.name).second) problems_.push_back({c.line, "two cases are called `" + c.name + "`"});
    }
    while (!out_.about.empty() && is_blank(out_.about.back())) out_.about.pop_back();
    return std::move(out_);
  }

 private:
  void problem(std::string text) { problems_.push_back({at_ + 1, std::move(text)}); }

  void line(const std::string& text) {
    if (text == "---") {
      close();
      fresh_ = true;
      return;
    }
    if (const auto found = directive(text)) return directed(found->first, found->second);
    if (const auto words_of_it = comment(text)) {
      const Spoken kind = spoken(*words_of_it, behind_one_);
      behind_one_ = kind == Spoken::head || kind == Spoken::more;
      if (kind == Spoken::broken) return problem("no expectation: `# error <slug> @ <from>-<to>: <message>`");
      if (behind_one_) return say(*words_of_it);
    }
    behind_one_ = false;
    plain(text);
  }

  void plain(const std::string& text) {
    if (change_ != nullptr) {
      change_->lines.push_back({text, std::exchange(pending_, {})});
    } else if (case_ != nullptr) {
      if (!is_blank(text)) comment(text) ? case_->about.push_back(text) : problem("no `# file:` or `# edit:` stands before this line");
    } else if (fresh_) {
      if (!is_blank(text)) problem("a case begins with `# case: <name>`");
    } else {
      out_.about.push_back(text);
    }
  }

  void say(const std::string& text) {
    if (case_ == nullptr) return problem("an expectation outside a case");
    (change_ != nullptr ? pending_ : case_->nowhere).push_back(text);
  }

  void directed(const std::string& word, const std::string& value) {
    behind_one_ = false;
    if (word == "case") return begin(value);
    if (word == "base") {
      (case_ != nullptr ? case_->base : out_.base) = value;
      return;
    }
    if (case_ == nullptr) return problem("`# " + word + ":` outside a case");
    if (word == "gives") {
      const auto what = outcome(value);
      if (!what) return problem("`# gives: <file> has <line>` or `… lacks <line>`");
      case_->outcomes.push_back(*what);
      return;
    }
    finish();
    if (word == "file" || word == "edit" || word == "remove") return section(word, value);
    const auto step = std::find_if(steps.begin(), steps.end(), [&](const StepWord& s) { return s.word == word; });
    if (case_->sections.empty() || case_->sections.back().form != Section::Form::edit) {
      return problem("`# " + word + ":` belongs below `# edit: <file>`");
    }
    if (step->anchored == value.empty()) return problem(step->anchored ? "which line?" : "`# end:` names no line");
    auto& changes = case_->sections.back().changes;
    changes.push_back({step->step, value, {}, {}});
    change_ = &changes.back();
  }

  void begin(const std::string& name) {
    if (!fresh_) problem("`---` stands before a case");
    fresh_ = false;
    static const std::regex fits("[a-z0-9]+(-[a-z0-9]+)+");
    if (!std::regex_match(name, fits)) problem("a case's name is words with `-` between them");
    Case next;
    next.name = name;
    next.line = at_ + 1;
    out_.cases.push_back(std::move(next));
    case_ = &out_.cases.back();
  }

  void section(const std::string& word, const std::string& path) {
    if (path.empty()) return problem("which file?");
    const bool again = std::any_of(case_->sections.begin(), case_->sections.end(), [&](const Section& s) { return s.path == path; });
    if (again) return problem("`" + path + "` has a section already");
    Section next;
    next.path = path;
    next.form = word == "file" ? Section::Form::file : word == "edit" ? Section::Form::edit : Section::Form::remove;
    case_->sections.push_back(std::move(next));
    if (word != "file") return;
    auto& changes = case_->sections.back().changes;
    changes.push_back({Step::whole, {}, {}, {}});
    change_ = &changes.back();
  }

  /// The lines of a change are read.
  void finish() {
    if (change_ == nullptr) return;
    auto& lines = change_->lines;
    while (!lines.empty() && is_blank(lines.back().text)) {
      // Empty lines part sections: an expectation above them is about what is behind the end.
      pending_.insert(pending_.begin(), lines.back().said.begin(), lines.back().said.end());
      lines.pop_back();
    }
    change_->last = std::exchange(pending_, {});
    const Step step = change_->step;
    if (!change_->last.empty() && step != Step::whole && step != Step::end && step != Step::at) {
      problem("an expectation stands above the line that it is about");
    }
    if (!lines.empty() && (step == Step::at || step == Step::remove)) problem("lines below `# at:` or `# delete:`");
    change_ = nullptr;
  }

  void close() {
    if (case_ != nullptr) finish();
    case_ = nullptr;
    behind_one_ = false;
  }

  std::vector<std::string> lines_;
  std::vector<Problem>& problems_;
  CaseFile out_;
  std::size_t at_ = 0;
  bool fresh_ = false;        ///< behind `---`
  bool behind_one_ = false;   ///< the line before was an expectation
  Case* case_ = nullptr;
  Change* change_ = nullptr;
  Said pending_;
};

void print(const Said& said, const std::string& indent, std::string& out) {
  for (const std::string& text : said) out += indent + "# " + text + "\n";
}

void print(const Change& change, std::string& out) {
  for (const StepWord& s : steps) {
    if (s.step != change.step) continue;
    out += "# " + std::string(s.word) + ":" + (s.anchored ? " " + change.anchor : "") + "\n";
  }
  for (const Line& line : change.lines) {
    print(line.said, indentation(line.text), out);
    out += line.text + "\n";
  }
  print(change.last, {}, out);
}

}  // namespace

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

std::string indentation(std::string_view line) {
  return std::string(line.substr(0, std::min(line.find_first_not_of(' '), line.size())));
}

bool Case::expects_findings() const {
  const auto says = [](const Change& c) {
    return !c.last.empty() || std::any_of(c.lines.begin(), c.lines.end(), [](const Line& l) { return !l.said.empty(); });
  };
  return !nowhere.empty() || std::any_of(sections.begin(), sections.end(), [&](const Section& s) {
    return std::any_of(s.changes.begin(), s.changes.end(), says);
  });
}

CaseFile parse_cases(std::string_view text, std::vector<Problem>& problems) { return Parser(text, problems).file(); }

std::string print(const Case& one) {
  std::string out = "# case: " + one.name + "\n";
  if (!one.base.empty()) out += "# base: " + one.base + "\n";
  for (const std::string& line : one.about) out += line + "\n";
  for (const Outcome& o : one.outcomes) out += "# gives: " + o.path + (o.has ? " has " : " lacks ") + o.line + "\n";
  print(one.nowhere, {}, out);
  constexpr std::string_view forms[] = {"file", "edit", "remove"};
  for (const Section& section : one.sections) {
    if (&section != &one.sections.front()) out += "\n";
    out += "# " + std::string(forms[static_cast<std::size_t>(section.form)]) + ": " + section.path + "\n";
    for (const Change& change : section.changes) print(change, out);
  }
  return out;
}

std::string print(const CaseFile& file) {
  std::string out = file.base.empty() ? std::string() : "# base: " + file.base + "\n";
  for (const std::string& line : file.about) out += line + "\n";
  for (const Case& one : file.cases) {
    if (!out.empty()) out += "\n";
    out += "---\n" + print(one);
  }
  return out;
}

}  // namespace infragen::test
