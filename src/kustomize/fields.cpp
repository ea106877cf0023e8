#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "kustomize/image.hpp"
#include "kustomize/known.hpp"
#include "kustomize/layout.hpp"
#include "kustomize/tree.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;

// An environment's shared and own objects.
void for_each_object(Layout& layout, std::size_t environment, const std::function<void(Node&)>& visit) {
  for (Shared& object : layout.shared) {
    if (!object.roots.empty()) visit(object.roots[environment]);
  }
  for (Object& object : layout.own[environment]) visit(object.root);
}

// ---- replicas

// How many workloads of each name `replicas:` would change.
std::vector<std::map<std::string, int>> counted_workloads(Layout& layout) {
  std::vector<std::map<std::string, int>> out(layout.names.size());
  for (std::size_t i = 0; i < layout.names.size(); ++i) {
    for_each_object(layout, i, [&](Node& object) {
      if (has_replicas_field(text_at(object, {"kind"}))) ++out[i][text_at(object, {"metadata", "name"})];
    });
  }
  return out;
}

bool replicas_differ(const std::vector<const Node*>& counts) {
  return std::any_of(counts.begin(), counts.end(), [&](const Node* count) {
    const bool alike =
        count == nullptr || counts.front() == nullptr ? count == counts.front() : *count == *counts.front();
    return !alike;
  });
}

// ---- images

struct Candidate {
  std::vector<Node*> images;  // by environment
  std::string name;           // what they have in common
};

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
           c == '-' || c == '/' || c == ':';
  });
}

// The names' last parts that are the same: `111.dkr.ecr.…/shop/app` and `222.dkr.ecr.…/shop/app` are `shop/app`.
std::string common_name(const std::vector<Node*>& images) {
  std::string out = split_image(images.front()->text).name;
  for (const Node* image : images) {
    const std::string name = split_image(image->text).name;
    while (!out.empty() && name != out && !name.ends_with("/" + out)) {
      const std::size_t slash = out.find('/');
      out = slash == std::string::npos ? std::string() : out.substr(slash + 1);
    }
  }
  return is_plain_name(out) ? out : std::string();
}

ImageField field_of(const std::string& name, const Node& image) {
  ImageParts parts = split_image(image.text);
  return {parts.name == name ? std::string() : parts.name, parts.tag, parts.digest, image.origin};
}

std::vector<Candidate> image_candidates(Layout& layout) {
  std::vector<Candidate> out;
  for (Shared& object : layout.shared) {
    if (object.roots.empty()) continue;
    std::map<std::string, std::vector<Node*>> by_container;
    std::set<std::string> doubled;
    for (std::size_t i = 0; i < object.roots.size(); ++i) {
      for_each_image(object.roots[i], [&](const std::string& container, Node& image) {
        std::vector<Node*>& images = by_container[container];
        if (images.size() == i) {
          images.push_back(&image);
        } else if (images.size() > i) {
          doubled.insert(container);
        }
      });
    }
    for (auto& entry : by_container) {
      std::vector<Node*>& images = entry.second;
      if (images.size() != object.roots.size() || doubled.count(entry.first) > 0) continue;
      const bool same = std::all_of(images.begin(), images.end(), [&](Node* image) { return *image == *images[0]; });
      if (same) continue;
      Candidate candidate{images, common_name(images)};
      if (!candidate.name.empty()) out.push_back(std::move(candidate));
    }
  }
  return out;
}

// What a volume takes from an image, `images:` of newer versions changes and that of older ones does not.
void for_each_volume_image(const Node& node, const std::function<void(const Node&)>& visit) {
  for (const Node& item : node.items) for_each_volume_image(item, visit);
  for (const auto& member : node.members) {
    if (member.first == "image" && is_map(member.second)) {
      if (const Node* reference = member.second.find("reference")) visit(*reference);
    }
    for_each_volume_image(member.second, visit);
  }
}

// Images by name, found by the names of entries.
class ImageIndex {
 public:
  void add(const Node* image) { images_.emplace_back(split_image(image->text).name, image); }

  // The images that an entry of this name speaks about. A dot stands for any character, so images are sorted under
  // their names without what they have where the entry's name has dots: once for each such set of places.
  std::vector<const Node*> find(const std::string& name) {
    std::vector<std::size_t> dots;
    for (std::size_t i = 0; i < name.size(); ++i) {
      if (name[i] == '.') dots.push_back(i);
    }
    const auto [at, is_new] = by_dots_.try_emplace(dots);
    if (is_new) {
      for (const auto& image : images_) {
        std::string key = image.first;
        for (const std::size_t dot : dots) {
          if (dot < key.size()) key[dot] = '.';
        }
        at->second.emplace(std::move(key), image.second);
      }
    }
    std::vector<const Node*> out;
    const auto [begin, end] = at->second.equal_range(name);
    for (auto found = begin; found != end; ++found) {
      if (matches_image(name, found->second->text)) out.push_back(found->second);
    }
    return out;
  }

 private:
  std::vector<std::pair<std::string, const Node*>> images_;
  std::map<std::vector<std::size_t>, std::multimap<std::string, const Node*>> by_dots_;
};

class Images {
 public:
  explicit Images(Layout& layout)
      : layout_(layout),
        candidates_(image_candidates(layout)),
        images_(layout.names.size()),
        volumes_(layout.names.size()) {
    for (std::size_t i = 0; i < layout.names.size(); ++i) {
      for_each_object(layout, i, [&](Node& object) {
        for_each_image(object, [&](const std::string&, Node& image) { images_[i].add(&image); });
        for_each_volume_image(object, [&](const Node& image) { volumes_[i].add(&image); });
      });
    }
  }

  void take() {
    while (!refused().empty()) {
      std::erase_if(candidates_, [&](const Candidate& candidate) { return refused_.count(candidate.name) > 0; });
    }
    for (Candidate& candidate : candidates_) {
      for (std::size_t i = 0; i < candidate.images.size(); ++i) {
        Node& image = *candidate.images[i];
        if (image.text != candidate.name) {
          layout_.fields[i].images.emplace(candidate.name, field_of(candidate.name, image));
        }
        image.text = candidate.name;
      }
    }
  }

 private:
  // Names that cannot be entries: a name stands for one image in an environment, and what is an image already, of
  // another container or by another entry, is not changed again.
  const std::set<std::string>& refused() {
    refused_.clear();
    std::map<std::string, Node> names;
    for (const Candidate& candidate : candidates_) names.emplace(candidate.name, yaml::text(candidate.name));
    ImageIndex placeholders;
    for (const auto& name : names) placeholders.add(&name.second);
    for (const auto& name : names) {
      if (placeholders.find(name.first).size() > 1) refused_.insert(name.first);
    }
    for (std::size_t i = 0; i < layout_.names.size(); ++i) refuse_in(i);
    return refused_;
  }

  void refuse_in(std::size_t environment) {
    std::map<std::string, const Node*> wanted;
    std::map<const Node*, const std::string*> ours;
    for (const Candidate& candidate : candidates_) {
      const Node* image = candidate.images[environment];
      ours.emplace(image, &candidate.name);
      const auto at = wanted.emplace(candidate.name, image).first;
      if (at->second->text != image->text) refused_.insert(candidate.name);
    }
    for (const auto& entry : wanted) {
      const ImageField field = field_of(entry.first, *entry.second);
      for (const Node* image : images_[environment].find(entry.first)) {
        const auto at = ours.find(image);
        if (at != ours.end() && *at->second == entry.first) continue;
        if (replaced_image(entry.first, field, image->text) != image->text) refused_.insert(entry.first);
      }
      if (!volumes_[environment].find(entry.first).empty()) refused_.insert(entry.first);
    }
  }

  Layout& layout_;
  std::vector<Candidate> candidates_;
  std::vector<ImageIndex> images_;  // by environment
  std::vector<ImageIndex> volumes_;
  std::set<std::string> refused_;
};

}  // namespace

void take_replicas(Layout& layout) {
  const std::vector<std::map<std::string, int>> workloads = counted_workloads(layout);
  for (Shared& object : layout.shared) {
    if (object.roots.empty() || !has_replicas_field(text_at(object.roots.front(), {"kind"}))) continue;
    const std::string name = text_at(object.roots.front(), {"metadata", "name"});
    std::vector<const Node*> counts;
    bool can = true;
    for (std::size_t i = 0; i < object.roots.size(); ++i) {
      counts.push_back(node_at(object.roots[i], {"spec", "replicas"}));
      can = can && workloads[i].at(name) == 1 && (counts[i] == nullptr || counts[i]->kind == Node::Kind::integer);
    }
    if (!can || !replicas_differ(counts)) continue;
    for (std::size_t i = 0; i < object.roots.size(); ++i) {
      if (counts[i] == nullptr) continue;
      layout.fields[i].replicas.emplace(name, *counts[i]);
      erase_member(*object.roots[i].find("spec"), "replicas");
    }
  }
}

void take_images(Layout& layout) {
  if (layout.names.size() > 1) Images(layout).take();
}

}  // namespace infragen::kustomize
