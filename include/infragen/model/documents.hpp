#pragma once
/// The descriptions of what stands in a document beside kinds. Same tables as kinds: one description feeds decoder,
/// schema and docs.

#include "infragen/model/settings.hpp"
#include "infragen/schema/schema.hpp"

namespace infragen::model {

const schema::ObjectSchema& settings_schema();
const schema::ObjectSchema& project_schema();
const schema::ObjectSchema& environment_head_schema();
const schema::ObjectSchema& shared_head_schema();
const schema::ObjectSchema& domain_head_schema();

}  // namespace infragen::model
