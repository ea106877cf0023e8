#pragma once
/// What stands at paths below the root; never through a link. Remembers the folders it has seen.

#include <map>
#include <string>
#include <string_view>

#include "emit/site.hpp"

namespace infragen::emit {

struct Place {
  enum class Kind {
    absent,
    file,
    folder,
    link,     ///< a symbolic link
    special,  ///< a pipe, a socket, a device
    blocked,  ///< a folder of the path is no folder: `blocker`
    unknown,  ///< could not be looked at; reported
  };
  Kind kind = Kind::absent;
  support::Status status;
  std::string blocker;
  Kind blocker_kind = Kind::absent;
};

class Lookup {
 public:
  explicit Lookup(const Site& site) : site_(site) {}
  Place find(std::string_view path);

 private:
  Place::Kind folder(const std::string& path);

  const Site& site_;
  std::map<std::string, Place::Kind, std::less<>> folders_;
};

/// "a folder stands there"
std::string describe(Place::Kind kind);

}  // namespace infragen::emit
