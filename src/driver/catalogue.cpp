#include <algorithm>

#include "infragen/arrange/diagnostics.hpp"
#include "infragen/check/diagnostics.hpp"
#include "infragen/decode/diagnostics.hpp"
#include "infragen/derive/diagnostics.hpp"
#include "infragen/driver/compile.hpp"
#include "infragen/driver/diagnostics.hpp"
#include "infragen/emit/diagnostics.hpp"
#include "infragen/expand/diagnostics.hpp"
#include "infragen/load/diagnostics.hpp"
#include "infragen/lock/diagnostics.hpp"
#include "infragen/lower/diagnostics.hpp"
#include "infragen/merge/diagnostics.hpp"
#include "infragen/patch/diagnostics.hpp"
#include "infragen/render/diagnostics.hpp"
#include "infragen/resolve/diagnostics.hpp"
#include "infragen/syntax/diagnostics.hpp"

namespace infragen::driver {

std::vector<diag::Info> all_diagnostics() {
  std::vector<diag::Info> out;
  const auto add = [&](std::span<const diag::Info> list) { out.insert(out.end(), list.begin(), list.end()); };
  add(load::diagnostics);
  add(syntax::diagnostics);
  add(expand::diagnostics);
  add(merge::diagnostics);
  add(decode::diagnostics);
  add(resolve::diagnostics);
  add(lock::diagnostics);
  add(derive::diagnostics);
  add(check::diagnostics);
  add(lower::diagnostics);
  add(render::diagnostics);
  add(patch::diagnostics);
  add(arrange::diagnostics);
  add(driver::diagnostics);
  add(emit::diagnostics);
  std::sort(out.begin(), out.end(), [](const diag::Info& a, const diag::Info& b) { return a.code < b.code; });
  return out;
}

}  // namespace infragen::driver
