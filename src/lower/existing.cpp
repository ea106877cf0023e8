// What is there already. Nothing is made for it: what others refer to is told, attribute by attribute, and stands in their
// blocks as a person wrote it.

#include <fmt/format.h>

#include <algorithm>

#include "lower/context.hpp"

namespace infragen::lower {
namespace {

/// An attribute that others may refer to, and the field of `existing` that states it.
struct Stated {
  std::string_view kind, role, attribute, field;
};
constexpr Stated table[] = {
    {"network", "vpc", "id", "id"},
    {"zone", "zone", "zone_id", "id"},
    {"certificate", "validation", "certificate_arn", "arn"},
    {"secret", "secret", "arn", "arn"},
    {"secret", "key", "arn", "key"},
    {"sns", "topic", "arn", "arn"},
    {"sns", "key", "arn", "key"},
    {"s3", "bucket", "bucket", "name"},
    {"s3", "key", "arn", "key"},
};

void subnets(Context& c, ObjectId id) {
  for (const auto& [key, subnet] : *c.env().objects.get<model::Network>(id).existing->subnets) {
    const Rope text = c.text_at(id, fmt::format("existing.subnets.{}.id", key));
    if (subnet.present() && !text.empty()) c.tell(c.ref(id, "subnet", "id", key), text);
  }
}

/// Amazon S3, "Amazon resource names"; "Virtual hosting of buckets".
void bucket(Context& c, ObjectId id) {
  const Rope name = c.text_at(id, "existing.name");
  const std::string& region = c.env().region();
  const std::string_view partition = model::partition_of(region);
  c.tell(c.ref(id, "bucket", "arn"), Rope(fmt::format("arn:{}:s3:::", partition)) + name);
  c.tell(c.ref(id, "bucket", "bucket_regional_domain_name"), name + Rope(fmt::format(".s3.{}.amazonaws.com{}", region, partition == "aws-cn" ? ".cn" : "")));
}

/// `arn:aws:sns:eu-central-1:210987654321:alerts`: the name stands behind the last colon.
void topic(Context& c, ObjectId id) {
  Rope name = c.text_at(id, "existing.arn");
  const auto last = std::find_if(name.pieces.rbegin(), name.pieces.rend(), [](const view::Piece& piece) { return piece.text.find(':') != std::string::npos; });
  if (last == name.pieces.rend()) return;
  last->text.erase(0, last->text.rfind(':') + 1);
  name.pieces.erase(name.pieces.begin(), std::prev(last.base()));
  c.tell(c.ref(id, "topic", "name"), std::move(name));
}

}  // namespace

void lower_existing(Context& c, ObjectId id) {
  const std::string_view kind = model::kind(id).name;
  for (const Stated& stated : table) {
    if (stated.kind != kind) continue;
    const Rope text = c.text_at(id, fmt::format("existing.{}", stated.field));
    if (!text.empty()) c.tell(c.ref(id, std::string(stated.role), std::string(stated.attribute)), text);
  }
  if (kind == "network") subnets(c, id);
  if (kind == "s3") bucket(c, id);
  if (kind == "sns") topic(c, id);
}

}  // namespace infragen::lower
