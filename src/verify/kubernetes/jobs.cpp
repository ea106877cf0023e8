/// Source: k8s.io/kubernetes/pkg/apis/batch/validation; kubernetes.io/docs/concepts/workloads/controllers/job and
/// …/cron-jobs.

#include <fmt/format.h>

#include "verify/kubernetes/checks.hpp"
#include "verify/kubernetes/kinds.hpp"
#include "verify/kubernetes/pods.hpp"
#include "verify/kubernetes/schedule.hpp"
#include "verify/kubernetes/selectors.hpp"

namespace infragen::verify {

namespace {

// ValidateJobSpec, ValidateJobTemplateSpec.
void check_job_spec(const Rules& rules, const Spot& spec, bool from_template) {
  for (const char* key :
       {"parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"}) {
    check_range(rules, spec[key], 0);
  }
  const Spot mode = spec["completionMode"];
  check_one_of(rules, mode, {"NonIndexed", "Indexed"});
  if (mode.text() == "Indexed" && !spec["completions"]) {
    rules.report->missing(spec, "completions", "`completionMode: Indexed` counts to it");
  }
  if (spec["backoffLimitPerIndex"] && mode.text() != "Indexed") {
    rules.report->conflict(spec["backoffLimitPerIndex"], "is for `completionMode: Indexed` alone");
  }
  check_one_of(rules, spec["podReplacementPolicy"], {"TerminatingOrFailed", "Failed"});
  const bool manual = spec["manualSelector"].truth();
  if (from_template && spec["manualSelector"]) {
    rules.report->conflict(spec["manualSelector"], "a CronJob's jobs get selectors of their own");
  }
  if (!selects_all(spec["selector"]) && (!manual || from_template)) {
    rules.report->conflict(spec["selector"], "a job gets a selector of its own", "leave it out");
  } else if (manual && !from_template) {
    check_own_selector(rules, spec);
  }
  PodUse use;
  use.job = true;
  check_pod_template(rules, spec["template"], use);
  const Spot policy = spec["podFailurePolicy"];
  if (policy && spec.at({"template", "spec", "restartPolicy"}).text() == "OnFailure") {
    rules.report->conflict(policy, "is for pods with `restartPolicy: Never`");
  }
}

}  // namespace

void check_job(const Rules& rules, const Spot& object) {
  if (!object["spec"]) {
    rules.report->missing(object, "spec");
    return;
  }
  check_job_spec(rules, object["spec"], false);
  // The name is the value of a label of the pods.
  const Spot name = object.at({"metadata", "name"});
  if (name.text().size() > 63 && !object.at({"spec", "manualSelector"}).truth()) {
    rules.report->bad(name, fmt::format("{} has {} bytes, and the name of a Job may have 63", quoted(name.text()),
                                        name.text().size()));
  }
}

// ValidateCronJobSpec.
void check_cron_job(const Rules& rules, const Spot& object) {
  const Spot spec = object["spec"];
  if (!spec) {
    rules.report->missing(object, "spec");
    return;
  }
  const Spot schedule = spec["schedule"], zone = spec["timeZone"];
  if (need(rules, spec, "schedule") && schedule.is(yaml::Node::Kind::text)) {
    if (schedule.text().find("TZ=") != std::string_view::npos) {
      rules.report->bad(schedule, "must not name a time zone", "write `timeZone` beside it");
    } else if (const Fault fault = schedule_fault(schedule.text())) {
      rules.report->bad(schedule, fmt::format("{} is no schedule: {}", quoted(schedule.text()), *fault),
                        "for example `0 3 * * *`");
    }
  }
  if (zone.is(yaml::Node::Kind::text)) {
    if (const Fault fault = time_zone_fault(zone.text())) {
      rules.report->bad(zone,
                        zone.text().empty() ? "must not be empty" : fmt::format("{} {}", quoted(zone.text()), *fault));
    }
  }
  for (const char* key : {"startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"}) {
    check_range(rules, spec[key], 0);
  }
  check_one_of(rules, spec["concurrencyPolicy"], {"Allow", "Forbid", "Replace"});
  const Spot job = spec["jobTemplate"];
  check_labels(rules, job.at({"metadata", "labels"}));
  check_annotations(rules, job.at({"metadata", "annotations"}));
  if (job && !job["spec"]) rules.report->missing(job, "spec");
  if (job["spec"]) check_job_spec(rules, job["spec"], true);
}

}  // namespace infragen::verify
