#include "lower/context.hpp"

namespace infragen::lower {

void lower_s3(Context& c, ObjectId id) {
  const auto& s3 = c.env().objects.get<model::S3>(id);
  view::Object& object = c.emit(id, "terraform/s3.tf");
  Value& f = object.fields;
  const Rope name = c.name(id, "aws_s3_bucket", "bucket", c.identity(id, "bucket"));
  c.know(c.identity(id, "bucket"), "aws_s3_bucket", name);
  f.set("name", Value(name));
  f.set("disposable", Value(!*s3.protect, s3.protect.mark.origin));
  f.set("versions", flag(s3.versioning));
  f.set("keep_versions", days(s3.keep_versions));
  f.set("expires", Value(s3.expire.present(), s3.expire.mark.origin));
  if (s3.expire.present()) f.set("expire", days(s3.expire));
  f.set("policy", bucket_policy(Rope(c.ref(id, "bucket", "arn"))));
  f.set("tags", c.tags(id, name));
}

}  // namespace infragen::lower
