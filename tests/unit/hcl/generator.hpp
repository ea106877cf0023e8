#pragma once
/// Random HCL from a seed, the same on every machine: trees, and the text of trees written carelessly.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/hcl/ast.hpp"

namespace infragen::hcl::testing {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : engine_(seed) {}

  /// A file without template holes: arguments, blocks, comments, every kind of expression.
  Body file();
  Expr expression(int depth);
  /// The text of a random file with spaces, line breaks and comments where no one would put them, one-line blocks,
  /// `"${x}"`, bare labels, old types of variables, `:` and `,` in objects. It parses.
  std::string careless_file();

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <typename T, std::size_t N>
  const T& pick(const T (&table)[N]) {
    return table[below(N)];
  }

  std::string identifier();
  std::string text();
  std::string label_text();
  std::vector<std::string> comments();
  void body(Body& into, int depth);
  Item attribute_named(std::string name, int depth);
  Item random_block(int depth);

  Expr term(int depth);
  Expr parenthesized(Expr e);
  Expr operand(int depth);
  Expr leaf();
  Expr traversal(int depth);
  Expr number_key();
  Expr string(int depth);
  Expr heredoc(int depth);
  void parts(std::vector<Expr>& into, int depth, bool lines);
  Expr object(int depth);
  Expr key(int depth);
  Expr for_expression(int depth);

  std::string careless(std::string_view canonical);
  std::string space(bool needed);
  std::string snippet(std::size_t number);

  std::mt19937_64 engine_;
};

}  // namespace infragen::hcl::testing
