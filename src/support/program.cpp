#include "infragen/support/program.hpp"

#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <limits>
#include <string_view>

#include "infragen/support/filesystem.hpp"
#include "infragen/support/hash.hpp"

namespace infragen::support {
namespace {

std::size_t aligned(std::size_t size, std::size_t to) { return (size + to - 1) / to * to; }

/// Of a segment of notes the one of the linker, whose name is `GNU`; empty without one.
std::string_view build_id(std::string_view notes, std::size_t alignment) {
  using Header = ElfW(Nhdr);
  while (notes.size() >= sizeof(Header)) {
    Header header;
    std::memcpy(&header, notes.data(), sizeof header);
    const std::size_t name = sizeof header;
    const std::size_t value = aligned(name + header.n_namesz, alignment);
    const std::size_t end = value + header.n_descsz;
    if (end > notes.size()) return {};
    if (header.n_type == NT_GNU_BUILD_ID && notes.substr(name, header.n_namesz) == std::string_view("GNU", 4)) return notes.substr(value, header.n_descsz);
    notes.remove_prefix(std::min(aligned(end, alignment), notes.size()));
  }
  return {};
}

/// Of a loaded file; empty without one.
std::string_view build_id(const dl_phdr_info& object) {
  for (std::size_t i = 0; i < object.dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object.dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    const auto* begin = reinterpret_cast<const char*>(object.dlpi_addr + segment.p_vaddr);
    const std::string_view found = build_id({begin, segment.p_memsz}, segment.p_align == 8 ? 8 : 4);
    if (!found.empty()) return found;
  }
  return {};
}

struct Found {
  std::string text;
  bool first = true;  ///< the program itself, which has no name here
  bool known = true;
};

int add(dl_phdr_info* object, std::size_t, void* data) {
  Found& found = *static_cast<Found*>(data);
  const std::string name = found.first ? "/proc/self/exe" : object->dlpi_name;
  found.first = false;
  if (name.find('/') == std::string::npos) return 0;  // the kernel's page of functions, which is no file
  const std::string_view id = build_id(*object);
  if (!id.empty()) {
    found.text += hash_of(id) + "\n";
    return 0;
  }
  std::string bytes;
  const std::error_code error = disk()->read(name, bytes, std::numeric_limits<std::uint64_t>::max() / 2);
  found.known = found.known && !error;
  found.text += hash_of(bytes) + "\n";
  return 0;
}

}  // namespace

std::string program_identity() {
  Found found;
  dl_iterate_phdr(add, &found);
  return found.known ? found.text : std::string();
}

}  // namespace infragen::support
