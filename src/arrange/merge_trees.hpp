#pragma once
// One tree from the trees of several instances.

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "arrange/fold.hpp"

namespace infragen::arrange {

/// Instances side by side: the elements of a group, or the nested blocks of a `dynamic` one.
struct Side {
  std::string iterator;                               ///< of `dynamic`; empty: the group itself
  std::vector<const Element*> who;
  std::vector<std::pair<Lifted, bool>> fields;        ///< of the iterator's objects
};

using Exprs = std::vector<const hcl::Expr*>;          ///< one an instance; null: not there
using Bodies = std::vector<const hcl::Body*>;

/// What cannot be one tree: there is no exact type for the difference.
struct CannotMerge {};

class Merge {
 public:
  Merge(Modular& m, Group& g, Lifts& lifts, const std::set<std::string>& forced, std::set<std::string>& lifted)
      : m_(m), g_(g), lifts_(lifts), forced_(forced), lifted_(lifted) {}

  /// Arguments and nested blocks; throws CannotMerge.
  hcl::Body body(const Bodies& bodies, Side& side, const std::string& path, const std::optional<facts::Block>& schema);

 private:
  struct Place {
    std::string path;                                 ///< below the block
    std::string hint;                                 ///< what a variable would be called
    std::optional<Type> type;                         ///< where the schema knows it
    bool json = false;
  };
  hcl::Expr expr(const Exprs& xs, Side& side, const Place& place);
  hcl::Expr composite(const Exprs& xs, Side& side, const Place& place);
  hcl::Expr slots(const Exprs& xs, Side& side, const Place& place);
  hcl::Expr tuples(const Exprs& xs, Side& side, const Place& place);
  hcl::Expr objects(const Exprs& xs, Side& side, const Place& place);
  hcl::Expr gaps(const Exprs& xs, Side& side, const Place& place, const std::vector<std::string>& keys);
  std::optional<hcl::Expr> strings(const Exprs& xs, Side& side, const Place& place);
  std::optional<hcl::Expr> named_values(const Exprs& xs, Side& side, const Place& place);
  std::optional<hcl::Expr> keyed_references(const Exprs& xs, Side& side, const Place& place);
  std::string name_of(const Place& place) const;
  hcl::Expr lift(const Exprs& xs, Side& side, const Place& place);
  hcl::Expr lift(std::vector<std::optional<hcl::Expr>> values, Side& side, const Place& place);
  std::optional<hcl::Item> nested(const std::vector<std::vector<const hcl::Item*>>& items, const std::string& type, Side& side, const std::string& path,
                                  const std::optional<facts::Block>& schema, hcl::Body& out);
  hcl::Item dynamic(const std::vector<std::vector<const hcl::Item*>>& items, const std::string& type, Side& side, const std::string& path,
                    const std::optional<facts::Block>& schema);
  template <class Try>
  hcl::Expr or_lift(const Exprs& xs, Side& side, const Place& place, Try attempt);

  const Target& target(const Element& who, const hcl::Expr& slot) const { return m_.slots[who.unit][slot.slot]; }
  bool inside(const Element& who, const Target& t) const { return t.element->call == who.call; }
  hcl::Expr resource(const Group& g) const;
  bool many_instances(const Side& side) const { return side.who.size() > 1; }

  Modular& m_;
  Group& g_;
  Lifts& lifts_;
  const std::set<std::string>& forced_;
  std::set<std::string>& lifted_;
};

// ---- strings

/// Parts of a string with words of the root and the key of the element replaced by what stands for them in a module.
enum : unsigned { use_name = 1, use_region = 2, use_environment = 4, use_key = 8 };
/// Stands in `Expr::at` of what was put in.
inline constexpr std::uint32_t substitute_mark = 0xffffffff;
std::vector<hcl::Expr> substituted(const hcl::Expr& string, const Words& words, const std::string& key, const std::string& key_text, unsigned which);

}  // namespace infragen::arrange
