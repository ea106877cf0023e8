#include <fmt/format.h>

#include "infragen/lower/diagnostics.hpp"
#include "infragen/support/text.hpp"
#include "lower/host.hpp"

namespace infragen::lower {
namespace {

using model::Instance;

constexpr std::string_view environment_file = "/etc/setup-host.env";

/// A text in the quotes of a shell, in a block of YAML six blanks deep.
Rope quoted(const Rope& value) {
  Rope out("'");
  for (const view::Piece& piece : value.pieces) {
    if (piece.kind == view::Piece::Kind::literal) {
      out += Rope(support::replace_all(support::replace_all(piece.text, "'", "'\\''"), "\n", "\n      "), piece.origin);
    } else {
      Rope one;
      one.pieces.push_back(piece);
      out += one;
    }
  }
  return out += Rope("'");
}

/// The script gets its variables as a program of ours gets them.
Rope user_data(Context& c, ObjectId id, const Instance& instance, std::string_view script) {
  Rope out(fmt::format("#cloud-config\nwrite_files:\n  - path: {}\n    permissions: \"0644\"\n    content: |2\n      # What the host is given.\n", environment_file));
  const auto variables = c.derived().variables.find(id);
  if (variables != c.derived().variables.end()) {
    for (const model::Variable& v : variables->second) out += Rope("      " + v.name + "=", v.origin) + quoted(v.value) + Rope("\n");
  }
  if (instance.volume.present()) out += Rope(fmt::format("      VOLUME_DEVICE='{}'\n", host_device), instance.volume.mark.origin);
  out += Rope("  - path: /usr/local/sbin/setup-host\n    permissions: \"0755\"\n    content: ");
  out += Rope(script_block(script), instance.setup.mark.origin);
  out += Rope("runcmd:\n");
  // The disk is attached when the host already runs.
  if (instance.volume.present()) out += Rope(fmt::format("  - [timeout, \"900\", sh, -c, \"until [ -b {} ]; do sleep 2; done\"]\n", host_device));
  return out += Rope(fmt::format("  - [sh, -c, \"set -a; . {}; exec /usr/local/sbin/setup-host\"]\n", environment_file));
}

Value whole_gib(const schema::Field<schema::Size>& size) { return Value(size->bytes >> 30, size.mark.origin); }

}  // namespace

void lower_instance(Context& c, ObjectId id) {
  const auto& instance = c.env().objects.get<Instance>(id);
  const auto& place = c.system().resolved.places.at(id);
  const std::string zone = zone_of_disk(c, id, c.workload_zones(c.network(place.network)), {}, 0);
  const Rope name = c.name(id, "aws_instance", "tags", c.identity(id, "instance"));
  view::Object& object = c.emit(id, "terraform/instance.tf");
  Value& f = object.fields;
  f.set("image_parameter", instance.image.present() ? text(instance.image) : Value(amazon_linux(*instance.type), instance.type.mark.origin));
  f.set("profile_name", Value(c.name(id, "aws_iam_instance_profile", "name", c.identity(id, "instance-profile"))));
  f.set("type", text(instance.type));
  f.set("subnet", Ref{{place.network, "subnet", place.tier + "-" + zone}, "id"});
  f.set("zone", Value(Rope(c.env().region(), c.env().settings.aws->region.mark.origin) + Rope(zone)));
  f.set("group", c.ref(id, "group", "id"));
  f.set("protect", flag(instance.protect));
  f.set("public", *instance.is_public);
  f.set("device", std::string(host_device));
  f.set("volume", instance.volume.present());
  if (instance.volume.present()) f.set("volume_size", whole_gib(instance.volume));
  if (instance.disk.present()) f.set("disk", whole_gib(instance.disk));
  f.set("tags", c.tags(id, name));
  // What it fetches at its first start comes through these; there is no second first start.
  std::vector<Value> depends = {Value(c.ref(id, "egress", "", "https"))};
  for (Value& way : way_out(c, place.network, place.tier, zone)) depends.push_back(std::move(way));
  f.set("depends", Value::make_list(std::move(depends)));
  if (const model::File* script = c.env().file(instance.setup)) {
    const Rope data = user_data(c, id, instance, script->text);
    f.set("user_data", Value(data, instance.setup.mark.origin));
    f.set("replace", flag(instance.replace));
    if (longest(data) > largest_user_data) {
      c.sink().report(user_data_too_long, c.env().origins.span(instance.setup.mark.origin), script->path, longest(data)).help("let the script fetch what is large");
    }
  }
  // Systems Manager, "AmazonSSMManagedInstanceCore": a shell on the host without SSH.
  std::vector<std::string> managed;
  if (*instance.session) managed.push_back("AmazonSSMManagedInstanceCore");
  c.role(id, "host", "ec2.amazonaws.com", std::move(managed));
}

}  // namespace infragen::lower
