#pragma once
// Trees of many blocks as one tree: what they share is text, what differs is lifted out.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "arrange/modular.hpp"
#include "infragen/facts/provider.hpp"

namespace infragen::arrange {

/// What was lifted out of a place: a value for each instance, nothing where the place does not exist.
struct Lifted {
  std::string name;                              ///< wanted; a variable's own name may be longer
  std::string path;                              ///< `container_definitions[0].cpu`, below the block
  Type type;
  std::vector<std::optional<hcl::Expr>> values;
  std::optional<hcl::Expr> elsewhere = std::nullopt;   ///< its value in calls without the block
};

/// Takes what is lifted out of the top of a block, and says how the text of the module reads it.
class Lifts {
 public:
  /// `who`: the elements that the instances of the block are.
  Lifts(Modular& m, Group& g) : m_(m), g_(g) {}

  hcl::Expr add(Lifted lifted);
  /// A reference that all elements of a call share.
  hcl::Expr add_by_call(std::string name, std::string path, Type type, std::vector<Value> values);
  std::size_t mark() const { return pending_.size(); }
  void undo(std::size_t mark) { pending_.resize(mark); }
  /// Makes variables and fields of what is pending.
  void commit();

 private:
  struct Pending {
    Variable variable;
    bool field = false;                          ///< of the space, rather than a variable of the module
  };
  bool constant_in_calls(const Lifted& lifted) const;
  bool same_value(std::size_t unit_a, const hcl::Expr& a, std::size_t unit_b, const hcl::Expr& b) const;
  bool same_values(const Variable& a, const Variable& b) const;
  std::string free_name(const Variable& v, bool field) const;
  std::vector<const Variable*> existing(bool field, const std::string& name) const;

  Modular& m_;
  Group& g_;
  std::vector<Pending> pending_;
};

/// True when the value comes from resources, other modules or inputs of the root.
bool is_reference(const hcl::Expr& e);

/// Folds one group into `g.item`. False: its blocks cannot be one.
bool fold_group(Modular& m, Group& g, const std::set<std::string>& forced, std::set<std::string>& lifted);

}  // namespace infragen::arrange
