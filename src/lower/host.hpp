#pragma once
// What hosts of ours have in common: their image, their first start, the zone of their disk.

#include <string>
#include <string_view>
#include <vector>

#include "lower/context.hpp"

namespace infragen::lower {

/// Amazon EC2, "Device names": `/dev/sd[f-p]` for disks. Amazon Linux links the name to whatever the kernel calls it.
inline constexpr std::string_view host_device = "/dev/sdf";
/// Amazon EC2, "User data": at most 16 KB before it is encoded.
inline constexpr std::size_t largest_user_data = 16384;

/// Of an instance type: `x86_64`, `arm64`.
std::string processor(const std::string& type);
/// The parameter of Systems Manager that names the newest Amazon Linux 2023 for it.
std::string amazon_linux(const std::string& type);

/// One of `zones` for the disk of that identity: the one where it stands, as a disk cannot move; else that number's.
std::string zone_of_disk(Context& c, ObjectId id, const std::vector<std::string>& zones, const std::string& key, std::size_t number);

/// A script as a block of YAML, six blanks deep, to the letter: how its end is cut depends on how it ends.
std::string script_block(std::string_view script);
/// Characters that a text has at most, with addresses for references.
std::size_t longest(const Rope& text);

}  // namespace infragen::lower
