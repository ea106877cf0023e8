#pragma once

#include <nlohmann/json.hpp>

#include "pack/shapes.hpp"
#include "pack/writer.hpp"

namespace infragen::pack {

/// The table of charts of `specs/charts`; their values and schemas become shapes.
Bytes chart_table(const nlohmann::json& charts, Strings& strings, Shapes& shapes);

}  // namespace infragen::pack
