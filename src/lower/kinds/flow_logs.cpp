#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// Amazon VPC user guide, "IAM role for publishing flow logs to CloudWatch Logs"; the group is there already.
Value group_policy(Context& c, ObjectId id) {
  const Rope group(c.ref(id, "flow-log-group", "arn"));
  return policy({{"WriteFlowLogs",
                  {"logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"},
                  {group, group + Rope(":*")},
                  source::no_origin}});
}

/// Amazon VPC user guide, "Amazon S3 bucket permissions for flow logs".
Value flow_log_policy(Context& c, ObjectId id) {
  const Rope bucket(c.ref(id, "flow-log-bucket", "arn"));
  const Value account = Value(c.ref(id, "vpc", "owner_id"));
  const auto statement = [](const char* sid, Value principal, const char* action, Value resource, Value condition) {
    Value s = Value::make_map();
    s.set("Sid", sid);
    s.set("Effect", "Allow");
    s.set("Principal", std::move(principal));
    s.set("Action", action);
    s.set("Resource", std::move(resource));
    s.set("Condition", std::move(condition));
    return s;
  };
  const Value delivery = Value::make_map({{"Service", "delivery.logs.amazonaws.com"}});
  const Value of_account = Value::make_map({{"StringEquals", Value::make_map({{"aws:SourceAccount", account}})}});
  return bucket_policy(bucket, {statement("WriteFlowLogs", delivery, "s3:PutObject", Value(bucket + Rope("/AWSLogs/*")), of_account),
                                statement("CheckBucket", delivery, "s3:GetBucketAcl", Value(bucket), of_account)});
}

}  // namespace

void lower_flow_logs(Context& c, ObjectId id, const Rope& vpc) {
  const auto& flow_logs = c.env().objects.get<model::Network>(id).flow_logs;
  if (!flow_logs.present()) return;
  const bool to_bucket = *flow_logs->to == model::FlowLogsTo::s3;
  view::Object& object = c.emit(id, "terraform/flow-logs.tf");
  object.origin = flow_logs.mark.origin;
  Value& f = object.fields;
  f.set("to_bucket", Value(to_bucket, flow_logs->to.mark.origin));
  f.set("days", days(flow_logs->keep));
  f.set("vpc", c.ref(id, "vpc", "id"));
  f.set("tags", c.tags(id, vpc + Rope("-flow-logs")));
  if (to_bucket) {
    const Rope bucket = c.name(id, "aws_s3_bucket", "bucket", c.identity(id, "flow-log-bucket"), "flow-logs");
    f.set("bucket", Value(bucket));
    f.set("bucket_tags", c.tags(id, bucket));
    f.set("bucket_policy", flow_log_policy(c, id));
    // What may be deleted may be deleted with what was written about it.
    f.set("disposable", c.env().environment_class != schema::Class::production);
    return;
  }
  f.set("group", Value(c.name(id, "aws_cloudwatch_log_group", "name", c.identity(id, "flow-log-group"), "flow-logs")));
  f.set("role", c.ref(id, "flow-logs", "id"));
  f.set("role_arn", c.ref(id, "flow-logs", "arn"));
  f.set("policy", group_policy(c, id));
  c.role(id, "flow-logs", "vpc-flow-logs.amazonaws.com", {});
}

}  // namespace infragen::lower
