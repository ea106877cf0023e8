#include "infragen/model/state.hpp"
#include "lower/context.hpp"

namespace infragen::lower {

void lower_state(Context& c) {
  const model::S3State* s3 = model::s3_state(c.env());
  if (s3 == nullptr || !*s3->bootstrap) return;
  const std::string address = "state";
  view::Object& object = c.emit("terraform/state.tf", address, std::string(model::bootstrap_stack), c.env().settings.state->s3.mark.origin);
  Value& f = object.fields;
  const Rope bucket(model::state_bucket(*s3, c.env()), s3->bucket.mark.origin);
  f.set("name", Value(bucket));
  f.set("bucket_policy", bucket_policy(Rope(Ref{{address, "bucket", {}}, "arn"})));
  f.set("tags", Value::make_map({{"Name", Value(bucket)}}));
  const std::string table = model::state_table(*s3, c.env());
  f.set("locked", Value(!table.empty(), s3->lock.mark.origin));
  if (table.empty()) return;
  f.set("table_name", Value(Rope(table, s3->table.mark.origin)));
  f.set("table_tags", Value::make_map({{"Name", Value(Rope(table))}}));
}

}  // namespace infragen::lower
