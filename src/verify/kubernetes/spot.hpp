#pragma once
/// A place in an object: the value there, if any, and how it is called.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/verify/objects.hpp"
#include "infragen/yaml/node.hpp"

namespace infragen::verify {

/// The values of a `null` are taken for absent, as the API server does.
struct Spot {
  const yaml::Node* node = nullptr;  ///< null: nothing stands here
  std::string path;
  std::uint32_t origin = 0;  ///< of the value, or of the next one above it that has one

  static Spot root(const yaml::Node& object);

  explicit operator bool() const { return node != nullptr; }
  bool is(yaml::Node::Kind kind) const { return node != nullptr && node->kind == kind; }

  Spot operator[](std::string_view key) const;
  Spot at(std::initializer_list<std::string_view> keys) const;
  /// Of a list; empty for anything else.
  std::vector<Spot> items() const;
  struct Member;
  /// Of a map, without those that are null; empty for anything else.
  std::vector<Member> members() const;
  /// How the member `key` is called, present or not.
  std::string path_of(std::string_view key) const;

  /// The value of a text; empty for anything else.
  std::string_view text() const;
  /// The literal of a number, a boolean or a text; empty for anything else.
  std::string_view scalar() const;
  std::optional<std::int64_t> integer() const;
  /// Whether `true` stands here.
  bool truth() const;
};

struct Spot::Member {
  std::string_view key;
  Spot value;
};

/// Collects what is found.
class Report {
 public:
  explicit Report(std::vector<ObjectProblem>& out) : out_(&out) {}
  using Kind = ObjectProblem::Kind;

  void add(const Spot& spot, Kind kind, std::string message, std::string help = {}) const {
    out_->push_back({spot.origin, spot.path, kind, std::move(message), std::move(help)});
  }
  void bad(const Spot& spot, std::string message, std::string help = {}) const {
    add(spot, Kind::bad_value, std::move(message), std::move(help));
  }
  void conflict(const Spot& spot, std::string message, std::string help = {}) const {
    add(spot, Kind::conflict, std::move(message), std::move(help));
  }
  /// `spot` is what lacks the member `key`.
  void missing(const Spot& spot, std::string_view key, std::string help = {}) const;
  /// Takes both over, without those of `rules` that speak of a place where the schema has found something.
  void join(std::vector<ObjectProblem> schema, std::vector<ObjectProblem> rules) const;

 private:
  std::vector<ObjectProblem>* out_;
};

/// `text` in backticks, cut when it is long.
std::string quoted(std::string_view text);

/// "did you mean `x`?", or nothing.
std::string did_you_mean(std::optional<std::string_view> near);

}  // namespace infragen::verify
