#pragma once
// What stands between `{{` and `}}`.

#include <string>
#include <string_view>
#include <vector>

namespace infragen::render {

struct Hole {
  enum class Kind { value, ref, address, object, file, labels, module, input, if_, else_, for_, end, wrong };
  Kind kind = Kind::wrong;
  std::string path;        ///< value, if, for: the path; ref, address, object: the role; file, labels, module: the word
  bool optional = false;   ///< value: `?`
  std::string key;         ///< ref, address, object: a path or, when `literal_key`, a text; empty: none
  bool literal_key = false;
  std::string attribute;   ///< ref
  std::string variable;    ///< for
  bool each = false;       ///< module: a call for each object
  std::string role;        ///< module: only for this one
  std::vector<std::string> words;  ///< input: names of arguments
  std::string problem;     ///< wrong
};

Hole parse_hole(std::string_view text);

}  // namespace infragen::render
