#pragma once
/// The descriptions of what stands in a document beside kinds. Same tables as kinds: one description feeds decoder,
/// schema and docs.

#include <span>
#include <string_view>
#include <vector>

#include "infragen/model/kind.hpp"
#include "infragen/model/settings.hpp"
#include "infragen/schema/schema.hpp"

namespace infragen::model {

const schema::ObjectSchema& settings_schema();
const schema::ObjectSchema& project_schema();
const schema::ObjectSchema& environment_head_schema();
const schema::ObjectSchema& unit_head_schema();
const schema::ObjectSchema& shared_head_schema();
const schema::ObjectSchema& domain_head_schema();

/// What a sort of document consists of.
struct Grammar {
  std::string_view name;          ///< `environment`; layers are of that sort too
  std::string_view called;        ///< in messages: `an environment`
  std::string_view summary;
  std::vector<const schema::ObjectSchema*> headers;  ///< whose fields stand at the top
  bool settings_only = false;     ///< no kinds
  Scope extra = Scope::anywhere;  ///< kinds of this scope stand here too; `shared`: those alone that are shareable
  bool layers = false;            ///< `defaults` and `domains`
  bool profiles = false;

  /// May objects of the kind be declared at the top?
  bool takes(const KindSchema& kind) const;
};
std::span<const Grammar> grammars();
const Grammar& grammar_named(std::string_view name);

}  // namespace infragen::model
