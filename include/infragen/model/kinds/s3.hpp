#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// A bucket that is there already.
struct ExistingBucket {
  Field<schema::FactText> name;
  Field<schema::FactText> key;        ///< ARN of the key of KMS that objects are encrypted with, where it is not AWS's
};

/// A bucket. Nobody but who has an edge reads or writes it.
struct S3 {
  Common common;
  Field<bool> versioning;
  Field<schema::Duration> keep_versions;   ///< how long what was overwritten or deleted can be brought back
  Field<schema::Duration> expire;          ///< when an object is deleted by itself
  Field<bool> protect;
  Field<ExistingBucket> existing;
};

}  // namespace infragen::model
