#pragma once
// Values that people wrote in the provider's words, typed by its schema.

#include <string>

#include "infragen/facts/provider.hpp"
#include "infragen/tree/value.hpp"
#include "lower/context.hpp"

namespace infragen::lower {

/// Reads the arguments of one block. Texts were read by resolve, under the paths that they have here.
class Typed {
 public:
  /// `what` names the block in messages: `aws_lb`.
  Typed(Context& context, std::string what) : context_(context), what_(std::move(what)) {}

  /// Arguments and nested blocks, in the order of the schema's words. Unknown ones are findings.
  Value body(const facts::Block& schema, const tree::Value& written, const std::string& path);
  /// One value.
  Value attribute(const facts::Type& type, const tree::Value& written, const std::string& path);

 private:
  Value elements(const facts::Type& type, const tree::Value& written, const std::string& path);
  Value nested(const facts::Block::Nested& schema, const tree::Value& written, const std::string& path);
  Value scalar(facts::Type::Kind kind, const tree::Value& written, const std::string& path) const;
  /// Without a schema: what stands without quotes and looks like a number or boolean is one.
  Value free(const tree::Value& written, const std::string& path) const;
  void unknown(const facts::Block& schema, const tree::Item& item);

  Context& context_;
  std::string what_;
};

}  // namespace infragen::lower
