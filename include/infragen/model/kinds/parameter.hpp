#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// Settings below one path of Systems Manager's Parameter Store. They are no secrets: their values stand here.
struct Parameter {
  Common common;
  Field<Map<std::string>> values;
};

}  // namespace infragen::model
