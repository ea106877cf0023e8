#include "infragen/derive/derive.hpp"

#include "derive/passes.hpp"

namespace infragen::derive {

model::System derive(model::Resolved resolved, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink) {
  model::System out;
  out.resolved = std::move(resolved);
  keep_hosts(out.resolved, lock, keep, out.derived);
  keep_callers(out.resolved, lock, keep);
  address_subnets(out.resolved, lock, keep, out.derived, out.resolved.env.origins, sink);
  serve_hosts(out.resolved, out.derived, sink);
  open_security_groups(out.resolved, out.derived);
  name_variables(out.resolved, out.derived, sink);
  open_packets(out.resolved, out.derived);
  return out;
}

}  // namespace infragen::derive
