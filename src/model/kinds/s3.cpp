#include "model/kinds/describe.hpp"

namespace infragen::schema {
namespace {

Reading accepts_bucket(std::string_view text) {
  if (text.find("${") != std::string_view::npos) return {};
  // Amazon S3, "Bucket naming rules".
  const bool fits = text.size() >= 3 && text.size() <= 63 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string_view::npos;
  if (fits) return {};
  return {"is no name of a bucket", "3 to 63 lower-case letters, digits, dots and hyphens: `shop-files`"};
}

}  // namespace

template <> const ObjectSchema& schema_of<model::ExistingBucket>() {
  using model::ExistingBucket;
  static constexpr auto fields = table<ExistingBucket>(
      field<&ExistingBucket::name>("name", "Its name. It stands in the region of the environment.", {.required = true, .accepts = &accepts_bucket}),
      field<&ExistingBucket::key>("key", "ARN of the key of KMS that its objects are encrypted with, where it is not AWS's own.", {.accepts = &model::accepts_key_arn}));
  static constexpr ObjectSchema schema{"existing bucket", "A bucket that is there already.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::S3>() {
  using model::S3;
  static constexpr double longest = 36500.0 * 86400;
  static constexpr ClassDefault protect[] = {{Class::production, "true"}};
  static constexpr auto fields = model::kind_table<S3>(
      field<&S3::versioning>("versioning", "Keep what is overwritten or deleted.", {.by_default = "true"}),
      field<&S3::keep_versions>("keep_versions", "How long what was overwritten or deleted can be brought back.", {.by_default = "30d", .range = {86400, longest}}),
      field<&S3::expire>("expire", "Time after which an object is deleted by itself; without it none is.", {.range = {86400, longest}}),
      field<&S3::protect>("protect", "Refuse to delete the bucket while there is anything in it.", {.by_default = "false", .classes = protect}),
      field<&S3::existing>("existing", model::existing_summary));
  static constexpr ObjectSchema schema{"s3", "A bucket, encrypted, over TLS alone, and closed to the public.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema s3_kind() {
  static constexpr std::string_view named[] = {"aws_s3_bucket"};
  static constexpr std::string_view roles[] = {"write", "read"};
  KindSchema k;
  k.name = "s3";
  k.named = named;
  k.schema = &schema_of<S3>;
  k.roles = roles;
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const view::Identity bucket{env.objects.head(id).address, "bucket", {}};
    const view::Rope arn(view::Ref{bucket, "arn"}), name(view::Ref{bucket, "bucket"});
    Endpoint e;
    e.owner = id;
    e.roles.assign(std::begin(roles), std::end(roles));
    e.facts["bucket"] = {Phase::apply, name};
    e.facts["arn"] = {Phase::apply, arn};
    e.facts["url"] = {Phase::apply, view::Rope("https://") + view::Rope(view::Ref{bucket, "bucket_regional_domain_name"})};
    // Amazon S3, "Required permissions for S3 API operations": without ListBucket a missing object is answered with 403.
    const Right list{"ListBucket", {"s3:GetBucketLocation", "s3:ListBucket"}, {arn}};
    const view::Rope objects = arn + view::Rope("/*");
    e.grants = {{"read", list},
                {"read", {"ReadObjects", {"s3:GetObject"}, {objects}}},
                {"write", list},
                {"write", {"WriteObjects", {"s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"}, {objects}}}};
    // Amazon S3, "Using server-side encryption with AWS KMS keys", permissions.
    if (env.objects.get<S3>(id).existing->key.present()) {
      const view::Rope key(view::Ref{{bucket.object, "key", {}}, "arn"});
      e.grants.push_back({"read", {"DecryptObjects", {"kms:Decrypt"}, {key}}});
      e.grants.push_back({"write", {"EncryptObjects", {"kms:Decrypt", "kms:GenerateDataKey"}, {key}}});
    }
    out.endpoints.push_back(std::move(e));
  };
  return stored<S3>(k);
}

}  // namespace infragen::model
