#include "kustomize/image.hpp"

#include <algorithm>

#include "kustomize/tree.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;

bool is_tag_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '{' || c == '}' || c == '-';
  });
}

// `:tag`, `@sha256:digest`, both or nothing.
bool is_rest_of_image(std::string_view rest) {
  constexpr std::string_view kDigest = "@sha256:";
  const std::size_t at = rest.find(kDigest);
  std::string_view tag = rest.substr(0, at);
  if (at != std::string_view::npos && !is_tag_text(rest.substr(at + kDigest.size()))) return false;
  if (tag.empty()) return true;
  return tag.front() == ':' && is_tag_text(tag.substr(1));
}

class ImageWalk {
 public:
  explicit ImageWalk(const std::function<void(const std::string&, Node&)>& visit) : visit_(visit) {}

  void walk(Node& node, const std::string& path) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const Node* name = node.items[i].find("name");
      walk(node.items[i], path + "/" + (name != nullptr ? name->text : "[" + std::to_string(i) + "]"));
    }
    for (auto& member : node.members) {
      const std::string below = path + "/" + member.first;
      if (is_list(member.second) && (member.first == "containers" || member.first == "initContainers")) {
        visit_images(member.second, below);
      }
      if (!member.second.items.empty() || !member.second.members.empty()) walk(member.second, below);
    }
  }

 private:
  void visit_images(Node& containers, const std::string& path) {
    for (std::size_t i = 0; i < containers.items.size(); ++i) {
      Node* image = containers.items[i].find("image");
      if (image == nullptr || image->kind != Node::Kind::text) continue;
      const Node* name = containers.items[i].find("name");
      visit_(path + "/" + (name != nullptr ? name->text : "[" + std::to_string(i) + "]"), *image);
    }
  }

  const std::function<void(const std::string&, Node&)>& visit_;
};

}  // namespace

ImageParts split_image(std::string_view image) {
  const std::size_t slash = image.find('/');
  const std::size_t start = slash == std::string_view::npos ? 0 : slash;
  const std::size_t at = image.find('@', start);
  std::size_t colon = image.find(':', start);
  if (at != std::string_view::npos && colon > at) colon = std::string_view::npos;
  ImageParts out{std::string(image.substr(0, std::min(at, colon))), {}, {}};
  if (colon != std::string_view::npos) {
    out.tag = image.substr(colon + 1, at == std::string_view::npos ? at : at - colon - 1);
  }
  if (at != std::string_view::npos) out.digest = image.substr(at + 1);
  return out;
}

bool matches_image(std::string_view name, std::string_view image) {
  if (image.size() < name.size()) return false;
  const bool starts =
      std::equal(name.begin(), name.end(), image.begin(), [](char a, char b) { return a == '.' || a == b; });
  return starts && is_rest_of_image(image.substr(name.size()));
}

std::string replaced_image(const std::string& name, const ImageField& field, const std::string& image) {
  if (!matches_image(name, image)) return image;
  ImageParts parts = split_image(image);
  if (!field.new_name.empty()) parts.name = field.new_name;
  if (!field.new_tag.empty() || !field.digest.empty()) {
    parts.tag = field.new_tag;
    parts.digest = field.digest;
  }
  std::string out = parts.name;
  if (!parts.tag.empty()) out += ":" + parts.tag;
  if (!parts.digest.empty()) out += "@" + parts.digest;
  return out;
}

void for_each_image(Node& object, const std::function<void(const std::string&, Node&)>& visit) {
  if (text_at(object, {"kind"}) == "CustomResourceDefinition") return;
  ImageWalk(visit).walk(object, "");
}

}  // namespace infragen::kustomize
