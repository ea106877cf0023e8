#pragma once
/// What templates read: plain value trees whose texts remember, piece by piece, where they came from.
///
/// A `Rope` is a text made of literal pieces, references to attributes that are known only after an apply, and
/// Terraform variables. Each piece carries an origin id, which travels through the template into the output.

#include <cstdint>
#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "infragen/source/origin.hpp"

namespace infragen::view {

/// One AWS resource: the object that it belongs to, its role there, and a key where the role has many.
/// `service.api` / `task` / ``; `network.main` / `subnet` / `app-a`.
struct Identity {
  std::string object;
  std::string role;
  std::string key;
  auto operator<=>(const Identity&) const = default;
};
std::string print(const Identity& id);

/// An attribute of a resource: `arn`, `master_user_secret[0].secret_arn`.
struct Ref {
  Identity target;
  std::string attribute;
  auto operator<=>(const Ref&) const = default;
};

struct Piece {
  enum class Kind : std::uint8_t { literal, ref, variable };
  Kind kind = Kind::literal;
  std::string text;  ///< literal text, or the variable's name
  Ref ref;
  source::OriginId origin = source::no_origin;
};

struct Rope {
  std::vector<Piece> pieces;

  Rope() = default;
  Rope(std::string text, source::OriginId origin = source::no_origin);
  Rope(const char* text) : Rope(std::string(text)) {}
  Rope(Ref ref, source::OriginId origin = source::no_origin);
  static Rope variable(std::string name, source::OriginId origin = source::no_origin);

  Rope& operator+=(const Rope& other);
  friend Rope operator+(Rope a, const Rope& b) { return a += b; }
  bool empty() const { return pieces.empty(); }
  bool is_literal() const;
  std::string literal() const;  ///< the literal pieces joined; only meaningful when `is_literal()`
};

/// `${project}-${env}`-like text for people: references as `<service.api/task.arn>`.
std::string print(const Rope& rope);

struct Value {
  enum class Kind : std::uint8_t { absent, boolean, integer, text, ref, list, map };
  Kind kind = Kind::absent;
  bool flag = false;
  std::int64_t number = 0;
  Rope rope;  ///< of a text; a `ref` holds one piece
  source::OriginId origin = source::no_origin;
  std::vector<Value> list;
  std::vector<std::pair<std::string, Value>> map;  ///< in the order in which it shall be written
  /// How a map or list is written where people gave it in the provider's words.
  enum class Form : std::uint8_t {
    plain,
    json,    ///< as the text of `jsonencode(…)`
    block,   ///< a map as a nested block, a list of maps as several
    named,   ///< as several nested blocks, each addressed by the value of one argument: `named_by`
  } form = Form::plain;
  std::string named_by;

  Value() = default;
  Value(bool b, source::OriginId o = source::no_origin) : kind(Kind::boolean), flag(b), origin(o) {}
  Value(std::int64_t n, source::OriginId o = source::no_origin) : kind(Kind::integer), number(n), origin(o) {}
  Value(int n, source::OriginId o = source::no_origin) : Value(std::int64_t{n}, o) {}
  Value(Rope r, source::OriginId o = source::no_origin);
  Value(std::string s, source::OriginId o = source::no_origin) : Value(Rope(std::move(s), o), o) {}
  Value(const char* s) : Value(Rope(s)) {}
  Value(Ref r, source::OriginId o = source::no_origin);

  static Value make_list(std::vector<Value> items = {}) {
    Value v;
    v.kind = Kind::list;
    v.list = std::move(items);
    return v;
  }
  static Value make_map(std::vector<std::pair<std::string, Value>> items = {}) {
    Value v;
    v.kind = Kind::map;
    v.map = std::move(items);
    return v;
  }

  /// Of a map: replaces or appends.
  Value& set(std::string key, Value value);
  const Value* find(std::string_view key) const;
};

/// A top-level block that no template renders: an object's fields are its body.
struct Bare {
  std::string block_type;     ///< `output`, `resource`
  std::string type;           ///< `aws_vpc_dhcp_options`; empty where blocks have one label
  std::string label;
  std::string role;           ///< of its identity
  std::string file;           ///< without `.tf`
  std::string folder = {};    ///< of a called module: a folder of the project, which `source` names as seen from there
};

/// What a person adds to a block of an object beside what its template says.
struct Patch {
  std::string target;         ///< as written: `aws_lb`, `aws_iam_role.task`
  Value arguments;            ///< a map
  source::OriginId origin = source::no_origin;
};

/// A resource that is there already: the next apply takes it over.
struct Import {
  std::string target;         ///< as written: `aws_lb`, `aws_iam_role.task`, `aws_route53_record[example.net]`
  Rope id;                    ///< known before the apply: texts and inputs
  source::OriginId origin = source::no_origin;
};

/// One object as templates see it. A template renders it into top-level blocks and names their file.
struct Object {
  std::string address;        ///< `service.api-gateway`
  std::string template_name;  ///< `terraform/ecs/service.tf`
  std::string stack;          ///< where it goes unless its references push it further; empty: with what it refers to
  std::string about;          ///< a comment above the first block; empty: none
  /// Keys that speak of another object which was renamed -> what they were before: `entry` -> `public`.
  std::map<std::string, std::string> former_keys;
  Value fields;               ///< a map
  source::OriginId origin = source::no_origin;
  std::optional<Bare> bare;           ///< instead of a template
  std::vector<std::string> near;      ///< without a stack: it stands no earlier than these
  std::vector<Patch> patches;         ///< of all blocks of this address
  std::vector<Import> imports;        ///< the same
  std::string folder = {};            ///< of a Kubernetes object: its folder below the base, `ticket/ticket-service`
};

/// Stable text of a value, for dumps.
std::string print(const Value& value, std::size_t indent = 0);

}  // namespace infragen::view
