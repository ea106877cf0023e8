/// objects_check schema|all VERSION: reads JSON lines {"id": any, "object": {…}} and writes for each, in order,
/// {"id": any, "problems": [{"kind", "path", "message", "error"}]}. With `schema` only what the schema says.

#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "infragen/verify/objects.hpp"
#include "json_node.hpp"
#include "verify/kubernetes/schema.hpp"

using namespace infragen;
using nlohmann::ordered_json;

namespace {

std::vector<verify::ObjectProblem> by_schema(const yaml::Node& object, const facts::Kubernetes& version) {
  const auto text = [&](const char* key) {
    const yaml::Node* found = object.find(key);
    return found == nullptr ? std::string() : found->text;
  };
  const auto kind = version.object(text("apiVersion"), text("kind"));
  if (!kind) return verify::verify_object(object, version);
  std::vector<verify::ObjectProblem> out;
  verify::check_shape(verify::Report(out), verify::Spot::root(object), kind->shape);
  return out;
}

}  // namespace

int main(int count, char** arguments) {
  const auto version = facts::Kubernetes::find(count == 3 ? arguments[2] : "");
  if (!version) {
    std::fprintf(stderr, "usage: objects_check schema|all VERSION\n");
    return 2;
  }
  const bool schema = std::string(arguments[1]) == "schema";
  std::string line;
  while (std::getline(std::cin, line)) {
    const ordered_json request = ordered_json::parse(line);
    const yaml::Node object = tests::node_of(request.at("object"));
    ordered_json problems = ordered_json::array();
    for (const auto& p : schema ? by_schema(object, *version) : verify::verify_object(object, *version)) {
      problems.push_back({{"kind", static_cast<int>(p.kind)},
                          {"path", p.path},
                          {"message", p.message},
                          {"error", verify::is_error(p.kind)}});
    }
    std::cout << ordered_json{{"id", request.at("id")}, {"problems", problems}}.dump() << '\n';
  }
  return 0;
}
