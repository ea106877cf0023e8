/// infragen_pack provider|templates|capacity|kubernetes INPUT OUTPUT: turns data of the repository into the images that are
/// linked into infragen. Runs in the build; its failure fails the build.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "pack/capacity.hpp"
#include "pack/input.hpp"
#include "pack/kubernetes.hpp"
#include "pack/provider.hpp"
#include "pack/templates.hpp"

namespace {

struct Command {
  std::string_view name;
  std::string (*run)(const std::filesystem::path&);
};

constexpr Command kCommands[] = {
    {"provider", infragen::pack::provider_image},
    {"templates", infragen::pack::template_image},
    {"capacity", infragen::pack::capacity_image},
    {"kubernetes", infragen::pack::kubernetes_image},
};

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.flush();
  if (!out) throw infragen::pack::Error(path.string() + ": cannot be written");
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 4) {
    for (const Command& command : kCommands) {
      if (command.name != arguments[1]) continue;
      try {
        write(arguments[3], command.run(arguments[2]));
        return 0;
      } catch (const std::exception& e) {
        std::fprintf(stderr, "infragen_pack: %s\n", e.what());
        return 1;
      }
    }
  }
  std::fprintf(stderr, "usage: infragen_pack provider|templates|capacity|kubernetes INPUT OUTPUT\n");
  return 2;
}
