// Headers of the standard library and fmt that most files read; precompiled where INFRAGEN_PCH is on. No file may lean on
// it: every file includes what it uses, and the tsan preset builds without it.
#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
