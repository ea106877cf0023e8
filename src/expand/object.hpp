#pragma once
// Long forms along a description.

#include <functional>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/schema/schema.hpp"
#include "infragen/syntax/node.hpp"
#include "infragen/tree/value.hpp"

namespace infragen::expand {

using schema::FieldOptions;
using schema::ObjectSchema;
using schema::Shape;

/// A key that is no field of the object; true when it was dealt with.
using OtherKey = std::function<bool(const syntax::Entry&, tree::Value& out)>;

tree::Value expand_object(const syntax::Node& node, const ObjectSchema& schema, const std::string& what, diag::Sink& sink,
                          const OtherKey& other = {});
tree::Value expand_shape(const syntax::Node& node, const Shape& shape, const FieldOptions& options, const std::string& key,
                         diag::Sink& sink);

/// The node as it is, without a description; for reports and raw trees.
tree::Value plain(const syntax::Node& node);

void report_unknown(const syntax::Entry& entry, const std::string& what, const std::vector<std::string>& known, diag::Sink& sink);

}  // namespace infragen::expand
