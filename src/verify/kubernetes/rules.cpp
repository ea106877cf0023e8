#include "verify/kubernetes/rules.hpp"

namespace infragen::verify {

void check_rules(const Rules& rules, const Spot& object, const facts::ObjectKind& kind) {
  if (kind.scope == facts::Scope::none) return;
  check_metadata(rules, object, kind);
}

}  // namespace infragen::verify
