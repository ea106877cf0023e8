#pragma once
// What was assumed and somebody should confirm.

#include <map>
#include <set>

#include "infragen/merge/merge.hpp"

namespace infragen::merge {

/// What addresses can speak of, in one unit.
struct Ground {
  const std::map<std::string, Object>& objects;   ///< by address
  const std::set<std::string>& declared;          ///< addresses that any document of the project declares
  const tree::Value& defaults;                    ///< kind -> what objects of that kind start from
  const tree::Value& settings;
  const tree::Value& project;
  bool blind = false;                             ///< something could not be read: nothing is missing
};

/// Addresses that any document declares.
std::set<std::string> declared_by(std::span<const expand::Document> documents);

/// A note for each entry of `to_confirm`, or an error where its address is nothing. What is not here is left to the
/// environments that have it.
void confirm(const tree::Value& entries, const Ground& ground, const source::Origins& origins, diag::Sink& sink);

}  // namespace infragen::merge
