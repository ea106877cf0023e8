#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// A value that nobody types: generated, or put into Secrets Manager by hand.
struct Secret {
  Common common;
  Field<std::int64_t> generate;       ///< characters
  Field<bool> by_hand;
  Field<List<std::string>> keys;
  Field<schema::Duration> recovery;
};

}  // namespace infragen::model
