// yaml_values FOLDER: writes random values of hostile texts as `documents.yaml`, printed by us, and as `documents.json`,
// for yaml_values.py to compare with what other readers find there. The same as `long_keys.yaml`, with keys of more than
// a thousand letters, and as `kustomize.yaml`, without the characters that kustomize itself refuses.

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "../unit/yaml/random_nodes.hpp"
#include "infragen/support/text.hpp"
#include "infragen/yaml/print.hpp"

namespace {

using namespace infragen;
using nlohmann::json;
using yaml::Node;

json as_json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return nullptr;
    case Node::Kind::boolean: return node.text == "true";
    case Node::Kind::integer: return std::stoll(node.text);
    case Node::Kind::number: return std::stod(node.text);
    case Node::Kind::text: return node.text;
    case Node::Kind::list: {
      json out = json::array();
      for (const Node& item : node.items) out.push_back(as_json(item));
      return out;
    }
    case Node::Kind::map: break;
  }
  json out = json::object();
  for (const auto& [key, value] : node.members) out[key] = as_json(value);
  return out;
}

/// The form that kubectl takes: an object of a kind that it does not know.
Node object(std::string name, Node spec) {
  return yaml::map({{"apiVersion", yaml::text("infragen.test/v1")},
                    {"kind", yaml::text("Values")},
                    {"metadata", yaml::map({{"name", yaml::text(std::move(name))}})},
                    {"spec", std::move(spec)}});
}

/// Every text as a value, an item and a key.
Node all_texts() {
  Node values = yaml::map(), keys = yaml::map(), items = yaml::list();
  const std::vector<std::string>& texts = test::yaml_texts();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    values.set("v" + std::to_string(i), yaml::text(texts[i]));
    items.items.push_back(yaml::text(texts[i]));
    keys.set(texts[i], yaml::text(texts[i]));
  }
  return yaml::map({{"values", values}, {"keys", keys}, {"items", items}});
}

/// kustomize writes JSON and reads that as YAML, where DEL, C1 and what is no character may not stand and others end lines;
/// it writes blocks with tabs that it does not read itself, and a key `<<` as a merge.
std::string tame(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const support::CodePoint c = support::first_code_point(text);
    const bool refused = c.value == '\t' || (c.value >= 0x7f && c.value < 0xa0) || c.value == 0x2028 || c.value == 0x2029 || c.value == 0xfeff || c.value == 0xfffe || c.value == 0xffff;
    if (!refused) out += text.substr(0, c.bytes);
    text.remove_prefix(c.bytes);
  }
  return out;
}

Node tame(const Node& node) {
  Node out = node;
  out.text = tame(node.text);
  for (Node& item : out.items) item = tame(item);
  out.members.clear();
  for (const auto& [key, value] : node.members) {
    if (key != "<<") out.set(tame(key), tame(value));
  }
  return out;
}

void write(const std::string& path, const std::vector<Node>& documents) {
  json expected = json::object();
  for (const Node& document : documents) expected[document.find("metadata")->find("name")->text] = as_json(*document.find("spec"));
  std::ofstream(path + ".yaml", std::ios::binary) << yaml::print(documents).text;
  std::ofstream(path + ".json", std::ios::binary) << expected.dump();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: yaml_values FOLDER\n");
    return 2;
  }
  const std::string folder = argv[1];
  std::vector<Node> documents = {object("texts", all_texts())}, long_keys, tamed;
  for (std::uint32_t seed = 0; seed < 500; ++seed) {
    documents.push_back(object("d" + std::to_string(seed), test::random_document(seed, false)));
    long_keys.push_back(object("l" + std::to_string(seed), test::random_document(seed, true)));
  }
  for (const Node& document : documents) tamed.push_back(tame(document));
  write(folder + "/documents", documents);
  write(folder + "/long_keys", long_keys);
  write(folder + "/kustomize", tamed);
  return 0;
}
