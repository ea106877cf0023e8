#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// A secret that is there already.
struct ExistingSecret {
  Field<schema::FactText> arn;
  Field<schema::FactText> key;        ///< ARN of the key of KMS that it is encrypted with, where it is not AWS's
};

/// A value that nobody types: generated, or put into Secrets Manager by hand.
struct Secret {
  Common common;
  Field<std::int64_t> generate;       ///< characters
  Field<bool> by_hand;
  Field<List<std::string>> keys;
  Field<schema::Duration> recovery;
  Field<ExistingSecret> existing;
};

}  // namespace infragen::model
