#pragma once
/// Where Terraform keeps the states of an environment: names that belong to no object.

#include <string>
#include <string_view>

#include "infragen/model/environment.hpp"

namespace infragen::model {

/// The stack that makes the bucket of the states. Its own state is a local file: there is no bucket before it.
inline constexpr std::string_view bootstrap_stack = "bootstrap";

/// `${project}`, `${env}` and `${stack}` in a text that belongs to no object.
std::string expand(const schema::Text& pattern, const Environment& env, std::string_view stack = {});

/// Null: states are local files.
const S3State* s3_state(const Environment& env);
std::string state_bucket(const S3State& s3, const Environment& env);
std::string state_region(const S3State& s3, const Environment& env);
/// Empty: no table locks the states.
std::string state_table(const S3State& s3, const Environment& env);

}  // namespace infragen::model
