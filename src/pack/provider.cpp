#include "pack/provider.hpp"

#include "pack/fact_tree.hpp"
#include "pack/schema.hpp"

namespace infragen::pack {

using facts::image::Header;
using facts::image::Kind;
using nlohmann::json;

namespace {

struct Input {
  json schema, ephemeral, constraints, replacements, notes;
};

Input read(const std::filesystem::path& stem) {
  const auto part = [&](const char* name) { return read_json(stem.string() + name); };
  Input in{part(".schema.json.xz"), part(".ephemeral.json"), part(".constraints.json.xz"), part(".replace.json.xz"),
           part(".replace-notes.json.xz")};
  require_keys(in.schema, {"version", "provider", "config", "resources", "data_sources"}, "schema");
  require_keys(in.ephemeral, {"version", "ephemeral_resources"}, "ephemeral");
  if (in.schema.at("version") != in.ephemeral.at("version")) throw Error("schemas of two versions");
  for (const json* file : {&in.constraints, &in.replacements, &in.notes}) {
    for (const auto& [type, paths] : file->items()) {
      if (!in.schema.at("resources").contains(type)) throw Error("facts of an unknown resource type " + type);
    }
  }
  return in;
}

class Packer {
 public:
  std::string run(const Input& in) {
    Header header;
    header.provider_version = strings_.add(in.schema.at("version").get<std::string>());
    header.configuration = schema_.block(versioned(in.schema.at("config"), "config").at("block"), "config");
    const Bytes resources = kinds(in.schema.at("resources"), [&](const std::string& type) {
      return facts_.resource(in.constraints.value(type, json::object()), in.replacements.value(type, json::object()),
                             in.notes.value(type, json::object()), type);
    });
    const auto no_facts = [](const std::string&) { return std::uint16_t{0}; };
    const Bytes data_sources = kinds(in.schema.at("data_sources"), no_facts);
    const Bytes ephemerals = kinds(in.ephemeral.at("ephemeral_resources"), no_facts);

    Layout<Header> layout;
    header.strings = layout.add(strings_.bytes());
    header.attributes = layout.add(schema_.attributes());
    header.nested = layout.add(schema_.nested());
    header.blocks = layout.add(schema_.blocks());
    header.block_parts = layout.add(schema_.block_parts());
    header.types = layout.add(schema_.types());
    header.nodes = layout.add(facts_.nodes());
    header.children = layout.add(facts_.children());
    header.constraints = layout.add(facts_.constraints());
    header.notes = layout.add(facts_.notes());
    header.resources = layout.add(resources);
    header.data_sources = layout.add(data_sources);
    header.ephemerals = layout.add(ephemerals);
    header.size = layout.size();
    return layout.finish(header);
  }

 private:
  static const json& versioned(const json& value, const std::string& place) {
    require_keys(value, {"version", "block"}, place);
    return value;
  }

  template <class Facts>
  Bytes kinds(const json& types, Facts facts_of) {
    Bytes out;
    for (const auto& [type, value] : types.items()) {
      Kind kind;
      kind.name = strings_.add(type);
      kind.block = schema_.block(versioned(value, type).at("block"), type);
      kind.node = facts_of(type);
      kind.schema_version = narrow<std::uint16_t>(value.at("version").template get<std::uint64_t>(), "version");
      out.raw(kind);
    }
    return out;
  }

  Strings strings_;
  Schema schema_{strings_};
  FactTree facts_{strings_};
};

}  // namespace

std::string provider_image(const std::filesystem::path& stem) {
  try {
    return Packer().run(read(stem));
  } catch (const json::exception& e) {
    throw Error(stem.string() + ": " + e.what());
  }
}

}  // namespace infragen::pack
