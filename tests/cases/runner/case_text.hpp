#pragma once
/// The text of a case file as a value, and back. tests/cases/README.md says how a case is written.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace infragen::test {

/// What is expected to be said about one line: comment lines without their indentation and `# `, as `said_of` makes
/// them: `error unknown-key @ 5-9: …`, then `  help: …` and the like.
using Said = std::vector<std::string>;

struct Line {
  std::string text;
  Said said;
};

/// `whole` is a file's own text; the others change a file of the base at the line that `anchor` names.
enum class Step { whole, replace, remove, before, after, end, at };

struct Change {
  Step step = Step::whole;
  std::string anchor;
  std::vector<Line> lines;
  Said last;   ///< about the line behind the last one; of `at` about the line that is named
};

struct Section {
  enum class Form { file, edit, remove };
  Form form = Form::file;
  std::string path;
  std::vector<Change> changes;
};

/// A line of the output, spaces counted as one: it has to be in the file, or must not.
struct Outcome {
  std::string path;
  bool has = true;
  std::string line;
};

struct Case {
  std::string name;
  std::string base;                ///< empty: the file's
  std::vector<std::string> about;  ///< comments for people
  Said nowhere;                    ///< findings that have no place in a file
  std::vector<Outcome> outcomes;
  std::vector<Section> sections;
  std::size_t line = 0;            ///< 1-based, of `# case:`

  bool expects_findings() const;
};

struct CaseFile {
  std::string base;
  std::vector<std::string> about;
  std::vector<Case> cases;
};

struct Problem {
  std::size_t line = 0;
  std::string text;
};

CaseFile parse_cases(std::string_view text, std::vector<Problem>& problems);
std::string print(const Case& one);
std::string print(const CaseFile& file);

std::vector<std::string> lines_of(std::string_view text);
std::string trimmed(std::string_view text);
std::string indentation(std::string_view line);

}  // namespace infragen::test
