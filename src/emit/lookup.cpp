#include "emit/lookup.hpp"

#include "emit/paths.hpp"

namespace infragen::emit {
namespace {

using Kind = Place::Kind;

Kind kind_of(const support::Status& status) {
  if (status.error) return Kind::unknown;
  if (!status.exists) return Kind::absent;
  if (status.is_directory) return Kind::folder;
  if (status.is_regular) return Kind::file;
  return status.is_symlink ? Kind::link : Kind::special;
}

}  // namespace

std::string describe(Kind kind) {
  switch (kind) {
    case Kind::folder:
      return "a folder stands there";
    case Kind::file:
      return "a file stands there";
    case Kind::link:
      return "a symbolic link stands there";
    case Kind::special:
      return "a pipe, socket or device stands there";
    default:
      return "something stands there";
  }
}

/// Of the folders above and the path itself, the first that is no folder; `folder` when all are.
Kind Lookup::folder(const std::string& path) {
  if (path.empty()) return Kind::folder;
  if (const auto known = folders_.find(path); known != folders_.end()) return known->second;
  Kind kind = folder(std::string(folder_of(path)));
  if (kind == Kind::folder) {
    const support::Status status = site_.fs.status(site_.at(path));
    kind = kind_of(status);
    if (status.error) site_.cannot("look at", site_.show(path), status.error);
  }
  folders_.emplace(path, kind);
  return kind;
}

Place Lookup::find(std::string_view path) {
  Place place;
  const std::string above(folder_of(path));
  const Kind kind = folder(above);
  if (kind == Kind::folder) {
    place.status = site_.fs.status(site_.at(path));
    place.kind = kind_of(place.status);
    if (place.status.error) site_.cannot("look at", site_.show(path), place.status.error);
    return place;
  }
  if (kind == Kind::absent || kind == Kind::unknown) {
    place.kind = kind;
    return place;
  }
  place.kind = Kind::blocked;
  place.blocker_kind = kind;
  place.blocker = above;
  while (folder(std::string(folder_of(place.blocker))) != Kind::folder) place.blocker = folder_of(place.blocker);
  return place;
}

}  // namespace infragen::emit
