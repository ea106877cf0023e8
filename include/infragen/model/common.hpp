#pragma once
/// Pieces that many kinds share.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "infragen/schema/field.hpp"
#include "infragen/schema/scalars.hpp"

namespace infragen::model {

using schema::Field;
template <class T>
using List = std::vector<Field<T>>;
template <class T>
using Map = std::map<std::string, Field<T>>;

/// An object of an environment. `kind` is the place in the registry, `index` the place in that kind's vector.
struct ObjectId {
  std::uint16_t kind = 0xffff;
  std::uint32_t index = 0;
  bool known() const { return kind != 0xffff; }
  auto operator<=>(const ObjectId&) const = default;
};

/// What every object may say about itself beside its kind's own fields.
struct Common {
  Field<std::string> about;
  Field<std::string> name;           ///< the physical name, instead of the one that `names` makes
  Field<std::string> was;            ///< an earlier name: state moves along, physical names stay
  Field<Map<schema::NamePattern>> tags;
  Field<Map<std::string>> allow;     ///< finding -> reason
  Field<Map<schema::Raw>> patch;     ///< AWS type, or `type.role` -> arguments beside those that the kind sets
  Field<Map<schema::FactText>> imports;  ///< AWS type, `type.role` or `type[instance]` -> id of what is there already
};

/// Variables of one role of an edge.
struct EdgeOptions {
  Field<Map<schema::Text>> variables;
};

/// What one workload does with one target: the roles of the language, each with options.
struct Use {
  Field<EdgeOptions> call, own, write, read, produce, consume, send, receive, invoke, admin, view;
};

/// `min..max @ 70% cpu`.
struct Replicas {
  Field<std::int64_t> min;
  Field<std::int64_t> max;
  Field<schema::Percent> cpu;
  Field<schema::Percent> memory;
};

/// How the kubelet finds out something about a container: a path, a command, or that the port takes connections.
struct Probe {
  Field<std::string> path;
  Field<List<std::string>> command;
  Field<schema::Duration> every;
  Field<schema::Duration> timeout;
  Field<std::int64_t> times;         ///< failures in a row that count
};

/// How others find out that a workload works.
struct Health {
  Field<std::string> path;
  Field<schema::Duration> grace;
  Field<schema::Duration> every;
  Field<schema::Duration> timeout;
  Field<std::int64_t> healthy;
  Field<std::int64_t> unhealthy;
  Field<List<std::string>> command;
  Field<Probe> start, ready, live;
};

}  // namespace infragen::model
