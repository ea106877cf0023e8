#pragma once
// Texts that take facts of other objects.

#include <functional>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/model/system.hpp"
#include "resolve/endpoints.hpp"

namespace infragen::resolve {

/// The object of an address, or a finding at that place and an unknown id.
using FindObject = std::function<model::ObjectId(const std::string& address, source::Span at, model::ObjectId from)>;

/// Reads the texts of one object into `traits.texts`. A fact that nobody has told yet leaves its text out; with
/// `find`, such a text is a finding instead.
void read_texts(const model::Environment& env, model::ObjectId id, model::Traits& traits, EndpointsOf& endpoints_of, const FindObject* find, diag::Sink& sink);

/// Reads those of the unit itself, `outputs.api_url.value`, when all facts are known.
void read_texts_of_unit(const model::Environment& env, model::Traits& traits, EndpointsOf& endpoints_of, const FindObject& find, diag::Sink& sink);

}  // namespace infragen::resolve
