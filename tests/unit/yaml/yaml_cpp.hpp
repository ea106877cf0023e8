#pragma once
/// A reader that is not ours.

#include <cstdlib>
#include <string>

#include <yaml-cpp/yaml.h>

#include "infragen/yaml/print.hpp"

namespace infragen::test {

/// Where what was read is not what was printed; empty: it is.
inline std::string difference(const yaml::Node& printed, const YAML::Node& read) {
  switch (printed.kind) {
    case yaml::Node::Kind::null: return read.IsNull() ? "" : "no null";
    case yaml::Node::Kind::list:
      if (!read.IsSequence() || read.size() != printed.items.size()) return "no list of " + std::to_string(printed.items.size());
      for (std::size_t i = 0; i < printed.items.size(); ++i) {
        if (auto below = difference(printed.items[i], read[i]); !below.empty()) return std::to_string(i) + " / " + below;
      }
      return "";
    case yaml::Node::Kind::map: {
      if (!read.IsMap() || read.size() != printed.members.size()) return "no map of " + std::to_string(printed.members.size());
      std::size_t i = 0;
      for (const auto& member : read) {
        if (member.first.Scalar() != printed.members[i].first) return "key `" + printed.members[i].first + "`";
        if (auto below = difference(printed.members[i].second, member.second); !below.empty()) return printed.members[i].first + " / " + below;
        ++i;
      }
      return "";
    }
    case yaml::Node::Kind::number:
      if (!read.IsScalar() || std::strtod(read.Scalar().c_str(), nullptr) != std::strtod(printed.text.c_str(), nullptr)) return "no number `" + printed.text + "`";
      return "";
    default:
      if (!read.IsScalar() || read.Scalar() != printed.text) return "no `" + printed.text + "`";
      return "";
  }
}

/// Where what yaml-cpp reads is not what was printed, or why it cannot read it; empty: it is.
inline std::string read_back(const yaml::Node& node) {
  const std::string text = yaml::print(node).text;
  try {
    return difference(node, YAML::Load(text));
  } catch (const YAML::Exception& error) {
    return error.what();
  }
}

}  // namespace infragen::test
