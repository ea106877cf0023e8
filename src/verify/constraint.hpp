#pragma once
/// One value against the facts of its path.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "infragen/facts/provider.hpp"
#include "verify/value.hpp"

namespace re2 {
class RE2;
}

namespace infragen::verify {

/// Compiled expressions by their text.
class Patterns {
 public:
  Patterns();
  ~Patterns();
  Patterns(const Patterns&) = delete;
  Patterns& operator=(const Patterns&) = delete;
  /// Whether `pattern` matches somewhere in `text`; nothing for a pattern that cannot be compiled.
  std::optional<bool> matches(std::string_view pattern, std::string_view text);

 private:
  std::map<std::string, std::unique_ptr<re2::RE2>, std::less<>> compiled_;
};

struct Fault {
  std::string message;  ///< what is wrong with the value: "is longer than 32 bytes"
  std::string help;
  std::string discreet = {};  ///< instead of both, when they tell something about the value that must stay secret
};

/// The first fact that a number, boolean or text (also a partly known one) breaks. `is_number`: the argument is one.
/// Facts that need more than the value (`conflicts_with`, `items`, `refused`) are not looked at.
std::optional<Fault> value_fault(const facts::Constraint& constraint, const Value& value, bool is_number,
                                 Patterns& patterns);

/// The first limit of `range` that `count` breaks, as "fewer than 2" or "more than 5"; nothing without one.
std::optional<std::string> count_fault(const std::optional<facts::Range>& range, std::size_t count);

}  // namespace infragen::verify
