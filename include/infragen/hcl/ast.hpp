#pragma once
/// Terraform's language as values. One node type for expressions and one for the things in a body, so
/// that passes are plain recursive functions. The library knows HCL and nothing of AWS.
///
/// `origin` is an opaque number that a producer may attach to any node; the printer reports which output
/// lines carry it. `at` is the byte offset in parsed text, for messages.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace infragen::hcl {

struct Expr {
  enum class Kind : std::uint8_t {
    null,
    boolean,      ///< text is `true` or `false`
    number,       ///< text is the literal
    string,       ///< items are parts: `literal`, or any expression that is interpolated
    literal,      ///< inside `string` and `heredoc`: text, unescaped
    heredoc,      ///< text is the marker; flag: `<<-`; items are parts as in `string`
    name,         ///< the first identifier of a traversal: text
    attribute,    ///< items[0] `.` text; text is a number for the old `a.0`
    index,        ///< items[0] `[` items[1] `]`
    splat,        ///< items[0] `[*]`, or `.*` when flag is set
    tuple,        ///< items
    object,       ///< items: key, value, key, value …; a key that is an identifier is a `name`
    call,         ///< text is the function; items the arguments; flag: the last one is followed by `...`
    conditional,  ///< items: condition, then, else
    binary,       ///< text is the operator; two items
    unary,        ///< text is `-` or `!`; one item
    for_tuple,    ///< text: one or two names, `k, v`; items: collection, value, [condition]
    for_object,   ///< text as of `for_tuple`; items: collection, key, value, [condition]; flag: `...`
    directive,    ///< `%{ … }` inside a template string; text is the source between the braces, spaced as by fmt
    parens,       ///< items[0]
    hole,         ///< `{{ text }}` of a template; only when parsed with `Options::holes`. flag: it stands on a line of
                  ///< its own between elements; in an object it is then a key, and its value is `null`
    slot,         ///< a reference that a later phase writes; `slot` is its number
  };

  Kind kind = Kind::null;
  bool flag = false;
  std::uint8_t strip = 0;  ///< parts of a template: 1 for `${~`, 2 for `~}`, 3 for both; texts beside are as written
  std::uint32_t origin = 0;
  std::uint32_t at = 0;
  std::uint32_t slot = 0;
  std::string text;
  std::vector<Expr> items;
};

struct Label {
  Expr text;           ///< `string`; or `hole`, in templates
  bool quoted = true;
};

/// One thing in a body. `comments` are the whole-line comments directly above it, without `#`.
struct Item {
  enum class Kind : std::uint8_t {
    attribute,  ///< name = value
    block,      ///< name labels { body }
    directive,  ///< `{{ name }}` on a line of its own; only when parsed with `Options::holes`
  };
  Kind kind = Kind::attribute;
  std::string name;
  Expr value;
  std::vector<Label> labels;
  std::vector<Item> body;
  std::vector<std::string> comments;
  bool blank_before = false;  ///< an empty line stands above (above its comments)
  std::uint32_t origin = 0;
  std::uint32_t at = 0;
};

using Body = std::vector<Item>;

// Makers, so that producers read well.
Expr null();
Expr boolean(bool value);
Expr number(std::int64_t value);
Expr string(std::string text, std::uint32_t origin = 0);  ///< one literal part (none for "")
Expr name(std::string text);
Expr attribute(Expr object, std::string name);
Expr index(Expr object, Expr key);
Expr tuple(std::vector<Expr> items);
Expr call(std::string function, std::vector<Expr> arguments);
/// `aws_vpc.main.id`, `module.x["a"].y`, `master_user_secret[0].secret_arn`: a traversal as text. A text that is no
/// expression becomes a `name`, which prints as a quoted string where it is no identifier.
Expr traversal(std::string_view text);
Item attribute_item(std::string name, Expr value);
Item block(std::string type, std::vector<std::string> labels, Body body);

/// True for `[A-Za-z_][A-Za-z0-9_-]*` (Unicode letters as HCL allows them are not made by us).
bool is_identifier(std::string_view text);

/// What separates the names of a `for` in its text.
inline constexpr std::string_view between_names = ", ";
/// The names of a `for`: the variables of its head.
std::vector<std::string_view> for_names(const Expr& e);

/// The text if `e` is a string without interpolation.
const std::string* constant_string(const Expr& e);

/// Structural equality: comments count, origins, offsets, empty lines and the quotes of labels do not. Template texts
/// are compared joined, and a heredoc equals the quoted string of the same parts.
bool equal(const Expr& a, const Expr& b);
bool equal(const Body& a, const Body& b);

}  // namespace infragen::hcl
