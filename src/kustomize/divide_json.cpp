#include <algorithm>
#include <utility>

#include "kustomize/divide.hpp"
#include "kustomize/json_patch.hpp"

namespace infragen::kustomize {
namespace {

using yaml::Node;
using Operations = std::vector<std::vector<Node>>;  // by environment
using Pointers = std::vector<std::string>;          // by environment: an element is not at the same index in each
using Row = std::vector<std::size_t>;               // indices of one element, by environment

struct Part {
  std::optional<Node> base;
  Operations operations;  // what makes base the environments' values; empty without base
};

class Json {
 public:
  Json(const Node& object, const LookUp& look_up)
      : look_up_(look_up), api_version_(text_at(object, {"apiVersion"})), kind_(text_at(object, {"kind"})) {}

  Part divide(const Nodes& nodes, const Pointers& pointers, bool required) {
    if (all_equal(nodes)) return {*nodes.front(), Operations(nodes.size())};
    if (all_of_kind(nodes, Node::Kind::map)) return divide_map(nodes, pointers, required);
    if (all_of_kind(nodes, Node::Kind::list)) {
      Part out = divide_list(nodes, pointers, false);
      if (!out.base && required) out = divide_list(nodes, pointers, true);
      if (out.base) return out;
    }
    if (!required) return {std::nullopt, Operations(nodes.size())};
    Part out{*nodes.front(), Operations(nodes.size())};
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      if (!(*nodes[i] == *out.base)) out.operations[i].push_back(operation("replace", pointers[i], *nodes[i]));
    }
    return out;
  }

 private:
  Part divide_map(const Nodes& nodes, const Pointers& pointers, bool required) {
    const Place place = look_up_(api_version_, kind_, path_);
    Part out{*nodes.front(), Operations(nodes.size())};
    out.base->members.clear();
    for (const auto& member : nodes.front()->members) {
      Nodes values;
      Pointers below;
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Node* value = nodes[i]->find(member.first);
        if (value == nullptr) break;
        values.push_back(value);
        below.push_back(pointer_to(pointers[i], member.first));
      }
      if (values.size() != nodes.size()) continue;
      const Step step(path_, member.first);
      const bool must = std::find(place.required.begin(), place.required.end(), member.first) != place.required.end();
      Part part = divide(values, below, must);
      if (!part.base) continue;
      out.base->members.emplace_back(member.first, std::move(*part.base));
      append(out.operations, part.operations);
    }
    if (out.base->members.empty() && !required) return {std::nullopt, Operations(nodes.size())};
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      for (const auto& member : nodes[i]->members) {
        if (out.base->find(member.first) != nullptr) continue;
        out.operations[i].push_back(operation("add", pointer_to(pointers[i], member.first), member.second));
      }
    }
    return out;
  }

  // `bare`: also elements that share nothing but their keys.
  Part divide_list(const Nodes& lists, const Pointers& pointers, bool bare) {
    std::vector<std::string> keys;
    const std::vector<Row> rows = rows_of(lists, keys);
    Part out{*lists.front(), Operations(lists.size())};
    out.base->items.clear();
    std::vector<std::vector<std::optional<std::vector<Node>>>> changes(lists.size());
    for (std::size_t i = 0; i < lists.size(); ++i) changes[i].resize(lists[i]->items.size());
    const Step step(path_, "[]");
    for (const Row& row : rows) {
      Nodes elements;
      Pointers below;
      for (std::size_t i = 0; i < lists.size(); ++i) {
        elements.push_back(&lists[i]->items[row[i]]);
        below.push_back(pointer_to(pointers[i], std::to_string(row[i])));
      }
      Part part = divide(elements, below, false);
      if (!part.base || (!bare && !all_equal(elements) && has_only(*part.base, keys))) continue;
      out.base->items.push_back(std::move(*part.base));
      for (std::size_t i = 0; i < lists.size(); ++i) changes[i][row[i]] = std::move(part.operations[i]);
    }
    if (out.base->items.empty()) return {std::nullopt, Operations(lists.size())};
    for (std::size_t i = 0; i < lists.size(); ++i) {
      out.operations[i] = in_order(*lists[i], changes[i], pointers[i]);
    }
    return out;
  }

  // Each element is where it belongs once those before it are.
  static std::vector<Node> in_order(const Node& list, std::vector<std::optional<std::vector<Node>>>& changes,
                                    const std::string& pointer) {
    std::vector<Node> out;
    std::size_t shared = list.items.size();  // what lies behind is new
    while (shared > 0 && !changes[shared - 1]) --shared;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (changes[i]) {
        std::move(changes[i]->begin(), changes[i]->end(), std::back_inserter(out));
      } else {
        const std::string place = i >= shared ? "-" : std::to_string(i);
        out.push_back(operation("add", pointer_to(pointer, place), list.items[i]));
      }
    }
    return out;
  }

  static bool has_only(const Node& element, const std::vector<std::string>& keys) {
    return !keys.empty() && std::all_of(element.members.begin(), element.members.end(), [&](const auto& member) {
      return std::find(keys.begin(), keys.end(), member.first) != keys.end();
    });
  }

  // The elements that are one and the same in all lists; `keys` tells by what, if by keys.
  std::vector<Row> rows_of(const Nodes& lists, std::vector<std::string>& keys) {
    std::vector<std::vector<std::string>> ways{
        merge_keys(api_version_, kind_, path_), look_up_(api_version_, kind_, path_).keys, {"name"}};
    std::vector<std::size_t> sizes;
    for (const Node* list : lists) sizes.push_back(list->items.size());
    for (const std::vector<std::string>& way : ways) {
      if (keyed_by(lists, way) == Keyed::no) continue;
      keys = way;
      std::vector<std::vector<std::string>> names(lists.size());
      for (std::size_t i = 0; i < lists.size(); ++i) {
        for (const Node& element : lists[i]->items) names[i].push_back(key_of(element, keys));
      }
      return common_rows(sizes,
                         [&](std::size_t list, std::size_t i, std::size_t j) { return names[0][i] == names[list][j]; });
    }
    return with_gaps(lists, common_rows(sizes, [&](std::size_t list, std::size_t i, std::size_t j) {
                       return lists[0]->items[i] == lists[list]->items[j];
                     }));
  }

  // Between elements that are equal, where all lists have the same number of maps, those are taken for one another.
  static std::vector<Row> with_gaps(const Nodes& lists, const std::vector<Row>& rows) {
    std::vector<Row> out;
    Row start(lists.size(), 0);
    for (std::size_t r = 0; r <= rows.size(); ++r) {
      Row end(lists.size());
      for (std::size_t i = 0; i < lists.size(); ++i) end[i] = r < rows.size() ? rows[r][i] : lists[i]->items.size();
      if (are_alike(lists, start, end)) {
        for (std::size_t k = 0; k < end[0] - start[0]; ++k) {
          Row row;
          for (const std::size_t first : start) row.push_back(first + k);
          out.push_back(std::move(row));
        }
      }
      if (r == rows.size()) break;
      out.push_back(rows[r]);
      for (std::size_t i = 0; i < lists.size(); ++i) start[i] = end[i] + 1;
    }
    return out;
  }

  static bool are_alike(const Nodes& lists, const Row& start, const Row& end) {
    for (std::size_t i = 0; i < lists.size(); ++i) {
      if (end[i] - start[i] != end[0] - start[0]) return false;
      for (std::size_t k = start[i]; k < end[i]; ++k) {
        if (!is_map(lists[i]->items[k])) return false;
      }
    }
    return true;
  }

  static void append(Operations& to, Operations& from) {
    for (std::size_t i = 0; i < to.size(); ++i) std::move(from[i].begin(), from[i].end(), std::back_inserter(to[i]));
  }

  const LookUp& look_up_;
  std::string api_version_;
  std::string kind_;
  Path path_;
};

}  // namespace

std::optional<Division> divide_json(const Nodes& objects, const LookUp& look_up) {
  Json json(*objects.front(), look_up);
  Part part = json.divide(objects, Pointers(objects.size()), true);
  if (!part.base) return std::nullopt;
  Division out{std::move(*part.base), {}, false, false};
  for (std::vector<Node>& operations : part.operations) {
    out.patches.push_back(operations.empty() ? std::nullopt : std::optional<Node>(yaml::list(std::move(operations))));
  }
  return out;
}

}  // namespace infragen::kustomize
