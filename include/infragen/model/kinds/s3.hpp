#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// A bucket. Nobody but who has an edge reads or writes it.
struct S3 {
  Common common;
  Field<bool> versioning;
  Field<schema::Duration> keep_versions;   ///< how long what was overwritten or deleted can be brought back
  Field<schema::Duration> expire;          ///< when an object is deleted by itself
  Field<bool> protect;
};

}  // namespace infragen::model
