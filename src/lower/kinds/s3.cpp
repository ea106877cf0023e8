#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// Amazon S3, "Security best practices", encryption of data in transit.
Value refuse_plain_http(Context& c, ObjectId id) {
  const Rope bucket(c.ref(id, "bucket", "arn"));
  Value s = Value::make_map();
  s.set("Sid", "RefusePlainHttp");
  s.set("Effect", "Deny");
  s.set("Principal", "*");
  s.set("Action", "s3:*");
  s.set("Resource", Value::make_list({Value(bucket), Value(bucket + Rope("/*"))}));
  s.set("Condition", Value::make_map({{"Bool", Value::make_map({{"aws:SecureTransport", "false"}})}}));
  return Value::make_map({{"Version", "2012-10-17"}, {"Statement", Value::make_list({std::move(s)})}});
}

}  // namespace

void lower_s3(Context& c, ObjectId id) {
  const auto& s3 = c.env().objects.get<model::S3>(id);
  view::Object& object = c.emit(id, "terraform/s3.tf");
  Value& f = object.fields;
  const Rope name = c.name(id, "aws_s3_bucket", "bucket", c.identity(id, "bucket"));
  f.set("name", Value(name));
  f.set("disposable", Value(!*s3.protect, s3.protect.mark.origin));
  f.set("versions", flag(s3.versioning));
  f.set("keep_versions", days(s3.keep_versions));
  f.set("expires", Value(s3.expire.present(), s3.expire.mark.origin));
  if (s3.expire.present()) f.set("expire", days(s3.expire));
  f.set("policy", refuse_plain_http(c, id));
  f.set("tags", c.tags(id, name));
}

}  // namespace infragen::lower
