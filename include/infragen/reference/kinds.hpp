#pragma once
/// Kinds and their fields as entries of a reference, read from the registry and the field tables. Nothing here names a
/// kind: one that joins the registry is listed, printed and schematised without another line.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "infragen/model/kind.hpp"

namespace infragen::reference {

struct FieldEntry {
  std::string path;         ///< `rds.class`, `databases.<database>`, `from[]`
  std::string type;         ///< `duration`, `list of text`, `map: tier -> fields`
  std::vector<std::string> values;      ///< of an enumeration
  std::string low, high;    ///< bounds in the words in which the value is written; empty: none
  bool required = false;
  bool sensitive = false;
  std::string by_default;   ///< empty: none
  std::vector<std::pair<std::string, std::string>> classes;  ///< classes with a default of their own
  std::vector<std::string> refers_to;   ///< kinds
  std::string example;      ///< of a scalar, or of the short form of an object
  std::string summary;
};

struct KindEntry {
  std::string name;
  std::string summary;
  std::vector<std::string> implementations;  ///< sections; the field `by` selects
  std::vector<std::string> stands_in;        ///< sorts of documents
  std::string part;                          ///< what a part of it is called: `database`; empty: it has none
  std::vector<std::string> roles;            ///< of edges on the whole
  std::vector<std::string> part_roles;       ///< of edges on a part
  std::vector<std::string> named;            ///< AWS types whose names `names` may make
  std::vector<std::pair<std::string, std::string>> patterns;  ///< of these the types with a pattern of their own by default
  std::vector<FieldEntry> fields;            ///< in the order of the tables, outer ones before inner ones
};

/// Every kind, by name.
std::vector<KindEntry> kinds();
KindEntry entry(const model::KindSchema& kind);
/// One field alone; `path` is its name.
FieldEntry entry(const schema::FieldSchema& field);
/// The fields of any described object, as those of a kind.
std::vector<FieldEntry> fields(const schema::ObjectSchema& schema);

/// `duration, 0s to 35d, default 1d; production 7d`: everything of a field but its path and its summary.
std::string constraints(const FieldEntry& field);

std::string list_text(const std::vector<KindEntry>& kinds);
std::string text(const KindEntry& kind);
/// `{"version": 1, "kinds": […]}`; without fields in a list of all.
std::string json(const std::vector<KindEntry>& kinds, bool with_fields);

}  // namespace infragen::reference
