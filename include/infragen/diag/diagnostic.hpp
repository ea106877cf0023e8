#pragma once
/// Findings as data. A `Def` is declared once, beside the pass that reports it; a pass hands a `Sink`
/// the definition, a place and the arguments, and adds labels and help. Passes report in any order and
/// never print: `render.hpp` turns the sorted list into text, JSON, SARIF or annotations.
///
/// Wording: lower case, no full stop, code in backticks. The message says what is there; `help` says
/// what to do. Never put the value of a sensitive field into a message; where the place of a finding is such a value,
/// say `secret()`.

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "infragen/source/files.hpp"

namespace infragen::diag {

enum class Severity : std::uint8_t { note, warning, error };
std::string_view name(Severity severity);

/// The text of a message. Placeholders are `{}`, or `{:.1f}` with any one digit for a floating-point argument; `{{` and
/// `}}` are braces. That they fit the arguments is checked when the literal is compiled. (fmt's own type does that too
/// but cannot be read back in a constant expression, and clang 14 cannot call its check from here.)
template <class... Args>
struct Message {
  std::string_view text;

  template <std::size_t N>
  consteval Message(const char (&literal)[N]) : text(literal, N - 1) {
    if (!fits(text)) throw "the placeholders of this message do not fit its arguments";
  }

 private:
  static constexpr bool fits(std::string_view rest) {
    constexpr std::size_t count = sizeof...(Args);
    constexpr bool fractions[count + 1] = {std::is_floating_point_v<std::remove_cvref_t<Args>>..., false};
    std::size_t seen = 0;
    while (!rest.empty()) {
      const std::string_view two = rest.substr(0, 2);
      std::size_t step = 1;
      if (two == "{{" || two == "}}") {
        step = 2;
      } else if (rest[0] == '{') {
        const bool plain = two == "{}";
        const bool fixed = rest.size() >= 6 && rest.substr(0, 3) == "{:." && rest[3] >= '0' && rest[3] <= '9' &&
                           rest.substr(4, 2) == "f}";
        if (seen >= count || !(plain || (fixed && fractions[seen]))) return false;
        step = plain ? 2 : 6;
        ++seen;
      } else if (rest[0] == '}') {
        return false;
      }
      rest.remove_prefix(step);
    }
    return seen == count;
  }
};

/// `code` ("IG0312") is never reused; `slug` ("unknown-key") is what people write after `allow`.
template <class... Args>
struct Def {
  std::string_view code;
  std::string_view slug;
  Severity severity;
  Message<Args...> message;
};

/// A definition without its argument types, for catalogues.
struct Info {
  std::string_view code;
  std::string_view slug;
  Severity severity;
  std::string_view message;
};
template <class... Args>
constexpr Info info(const Def<Args...>& def) {
  return {def.code, def.slug, def.severity, def.message.text};
}

struct Label {
  source::Span at;
  std::string text;
};

struct Diagnostic {
  std::string_view code;
  std::string_view slug;
  Severity severity = Severity::error;
  std::string message;
  source::Span at;            ///< unknown when the finding has no place in a file
  std::string label;          ///< text under the caret; may be empty
  std::vector<Label> labels;  ///< the other halves of the sentence
  std::vector<std::string> help;
  std::string path;                       ///< address of the field, `postgres.main.backups`; may be empty
  std::vector<std::string> environments;  ///< where it holds; empty: not tied to one
  bool secret = false;    ///< `at` holds a secret: no rendering shows its text, here or beside another finding
  std::string path_only;  ///< a file that could not be read as text; used when `at` is unknown
};

/// Collects the findings of one task. Returned references stay valid while the sink lives.
class Sink {
 public:
  class Builder {
   public:
    explicit Builder(Diagnostic& d) : d_(&d) {}
    Builder& label(std::string text) {
      d_->label = std::move(text);
      return *this;
    }
    Builder& also(source::Span at, std::string text) {
      if (at.known()) d_->labels.push_back({at, std::move(text)});
      return *this;
    }
    Builder& help(std::string text) {
      if (!text.empty()) d_->help.push_back(std::move(text));
      return *this;
    }
    Builder& path(std::string text) {
      d_->path = std::move(text);
      return *this;
    }
    Builder& file(std::string text) {
      d_->path_only = std::move(text);
      return *this;
    }
    Builder& secret() {
      d_->secret = true;
      return *this;
    }
    Builder& severity(Severity s) {
      d_->severity = s;
      return *this;
    }

   private:
    Diagnostic* d_;
  };

  template <class... Args>
  Builder report(const Def<Args...>& def, source::Span at, std::type_identity_t<const Args&>... args) {
    Diagnostic d;
    d.code = def.code;
    d.slug = def.slug;
    d.severity = def.severity;
    d.message = fmt::vformat(fmt::string_view(def.message.text.data(), def.message.text.size()),
                             fmt::make_format_args(args...));
    d.at = at;
    return add(std::move(d));
  }
  Builder add(Diagnostic d) { return Builder(items_.emplace_back(std::move(d))); }

  bool has_errors() const;
  const std::deque<Diagnostic>& items() const { return items_; }
  std::deque<Diagnostic> take() { return std::move(items_); }
  void append(Sink other);

 private:
  std::deque<Diagnostic> items_;
};

/// Sorted by the file's path, offset and code, with those that have no file last; equal findings (same code, place
/// and message) become one: `environments` are united (one that is tied to none stays so), labels and help too, and
/// the highest severity counts. The order of `items` and the numbers of files do not show in the answer. Notes that
/// nobody can act on are not removed here.
std::vector<Diagnostic> sorted(std::deque<Diagnostic> items, const source::Files& files);

}  // namespace infragen::diag
