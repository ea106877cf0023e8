#pragma once
/// The erased description of an object: what expand, decode, dumps, JSON Schema, reference pages and completion read.
/// `describe.hpp` makes these from C++ structs; nothing here knows a struct.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "infragen/schema/field.hpp"
#include "infragen/tree/value.hpp"

namespace infragen::schema {

/// Decides most defaults and how strict findings are (docs/language.md, Classes).
enum class Class : std::uint8_t { production, staging, development, ephemeral, local };
inline constexpr std::string_view class_names[] = {"production", "staging", "development", "ephemeral", "local"};
std::optional<Class> class_named(std::string_view name);
inline std::string_view name(Class c) { return class_names[static_cast<std::size_t>(c)]; }

/// The answer of a scalar reader. `problem` continues "`text` …": "is no duration".
struct Reading {
  std::string problem;
  std::string help;
  bool ok() const { return problem.empty(); }
};

struct ObjectSchema;
struct Shape;

/// One value inside an object or container.
struct Slot {
  Mark* mark;
  void* value;
  const Shape* shape;
};
struct ConstSlot {
  const Mark* mark;
  const void* value;
  const Shape* shape;
};

/// What a short form stands for, or why it stands for nothing.
struct Expansion {
  std::optional<tree::Value> value;
  Reading problem;
};

struct Shape {
  enum class Form : std::uint8_t { scalar, list, map, object };

  Form form = Form::scalar;
  std::string_view name;     ///< for people: `duration`, `address`, `map of tier`
  std::string_view example;  ///< of a scalar
  std::span<const std::string_view> values = {};  ///< the closed list of an enumeration
  std::string_view pattern;  ///< of a scalar's texts, a regular expression; empty: any text may fit

  // scalar
  Reading (*read)(const tree::Value& written, void* out) = nullptr;
  std::string (*print)(const void* value) = nullptr;
  /// Reads without keeping; `amount` becomes the value in the shape's base unit, for ranges, where there is an order.
  Reading (*probe)(const tree::Value& written, std::optional<double>& amount) = nullptr;
  bool takes_inputs = false;  ///< accepts `{input: name}`

  // list, map
  const Shape* (*element)() = nullptr;
  Slot (*append)(void* container, std::string_view key) = nullptr;
  std::size_t (*size)(const void* container) = nullptr;
  /// Calls back for each element in order.
  void (*visit)(const void* container, void* context, void (*see)(void* context, std::string_view key, ConstSlot)) = nullptr;

  // object
  const ObjectSchema& (*object)() = nullptr;
};

struct ClassDefault {
  Class environment_class;
  std::string_view text;
};

struct Range {
  std::optional<double> low, high;  ///< in the shape's base unit, inclusive
};

struct FieldOptions {
  bool required = false;
  bool sensitive = false;                  ///< never printed
  std::string_view by_default = {};        ///< in the language's own words; read like anything written
  std::span<const ClassDefault> classes = {};
  Range range = {};
  std::span<const std::string_view> refers_to = {};  ///< kinds; one: the bare name is enough
  bool only_one = false;                   ///< of a reference: when there is just one such object, it need not be named
  /// A further rule on the text of a scalar; the answer continues "`text` …".
  Reading (*accepts)(std::string_view text) = nullptr;
  std::string_view key_name = {};          ///< for maps: what a key is, `zone`, `tier`
  Reading (*accepts_key)(std::string_view key) = nullptr;
  bool file = false;                       ///< of a text: the path of a file of the project, beside the file that says it
  bool folder = false;                     ///< of a text: it may name a folder of the project whose Terraform files are read
};

struct FieldSchema {
  std::string_view name;
  std::string_view summary;  ///< one sentence
  FieldOptions options;
  const Shape* (*shape)() = nullptr;
  Slot (*slot)(void* object) = nullptr;

  ConstSlot read(const void* object) const;
  /// The default of that class, else the kind's; empty: none.
  std::string_view default_text(Class c) const;
  bool class_decides(Class c) const;
};

struct ObjectSchema {
  std::string_view name;
  std::string_view summary;
  std::span<const FieldSchema> fields;
  /// Turns a scalar or list written in the object's place into the long form; null: there is no short form.
  Expansion (*short_form)(const tree::Value& written) = nullptr;
  /// The name of a map field that takes every key which is no field; empty: such keys are mistakes.
  std::string_view rest = {};
  /// Of a short form with a grammar of its own: what it looks like, as in `ScalarBase::pattern`, and one example.
  std::string_view short_pattern = {}, short_example = {};
  /// What a key is called; empty: a field.
  std::string_view key = {};
  /// Why a key that others have is none here, and what to do instead; empty: nothing is known about it.
  std::string_view (*refuses)(std::string_view key) = nullptr;

  const FieldSchema* find(std::string_view field) const;
};

/// An amount of that shape (`Shape::probe`) in the words in which people write it: `30d`, `20Gi`, `70%`.
std::string amount_text(const Shape& shape, double amount);

/// How a key of a map stands in a path: `.main`, `[/api/*]`.
std::string path_step(std::string_view key);

/// The object as a specification: everything present, in field order; values printed by their shape.
tree::Value encode(const ObjectSchema& schema, const void* object);

/// Calls `see(path, slot)` for every leaf and container below an object that is present.
void walk(const ObjectSchema& schema, void* object, std::string_view prefix, void* context,
          void (*see)(void* context, const std::string& path, const FieldSchema& field, Slot slot));

}  // namespace infragen::schema
