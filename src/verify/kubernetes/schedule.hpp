#pragma once

#include <string_view>

#include "verify/kubernetes/names.hpp"

namespace infragen::verify {

/// What keeps a text from being a schedule of a CronJob: five fields, or `@daily` and the like.
/// Source: kubernetes.io/docs/concepts/workloads/controllers/cron-jobs, and the standard parser of robfig/cron v3,
/// which reads it.
Fault schedule_fault(std::string_view text);

/// The form of a name of the time zone database. Whether there is such a zone is not looked up.
Fault time_zone_fault(std::string_view text);

}  // namespace infragen::verify
