#pragma once
// The passes of derive, in their order.

#include "infragen/derive/derive.hpp"

namespace infragen::derive {

/// Host names that were given out stay when `was:` renames what they belong to: AWS would replace the entry in private
/// DNS, and cannot while tasks are registered in it.
void keep_hosts(model::Resolved& in, const lock::Lock& lock, lock::Lock& keep, model::Derived& out);
/// So do names by which others know who calls: a consumer group that is called otherwise reads everything again.
void keep_callers(model::Resolved& in, const lock::Lock& lock, lock::Lock& keep);
void address_subnets(const model::Resolved& in, const lock::Lock& lock, lock::Lock& keep, model::Derived& out, source::Origins& origins, diag::Sink& sink);
void open_security_groups(const model::Resolved& in, model::Derived& out);
/// Which zone holds the name of each entry, and which certificate proves it.
void serve_hosts(const model::Resolved& in, model::Derived& out, diag::Sink& sink);
/// Variables first: which identity needs a secret depends on what variables carry.
void name_variables(const model::Resolved& in, model::Derived& out, diag::Sink& sink);

/// Which connections each workload of Kubernetes makes and takes, from both ends of its edges; after the rights, as who has
/// some asks AWS for a role.
void open_packets(const model::Resolved& in, model::Derived& out);

}  // namespace infragen::derive
