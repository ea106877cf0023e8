#pragma once
#include "infragen/model/common.hpp"

namespace infragen::model {

/// Something of others, on the internet, that programs call.
struct External {
  Common common;
  Field<List<std::string>> hosts;
  Field<std::int64_t> port;
};

}  // namespace infragen::model
