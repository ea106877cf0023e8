// hcl_random COUNT FIRST_SEED INPUT_DIR EXPECTED_DIR: writes COUNT random files of HCL, half of them printed trees and
// half careless texts, and what the formatter makes of each.
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "../unit/hcl/generator.hpp"
#include "infragen/hcl/format.hpp"
#include "infragen/hcl/print.hpp"

namespace {

bool write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  return out.good();
}

bool number(std::string_view text, std::uint64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t count = 0;
  std::uint64_t first = 0;
  if (argc != 5 || !number(argv[1], count) || !number(argv[2], first)) {
    std::fputs("usage: hcl_random COUNT FIRST_SEED INPUT_DIR EXPECTED_DIR\n", stderr);
    return 2;
  }
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    infragen::hcl::testing::Generator generator(seed);
    const bool tree = seed % 2 == 0;
    const std::string text = tree ? infragen::hcl::print(generator.file()).text : generator.careless_file();
    const auto formatted = infragen::hcl::format(text);
    if (!formatted) {
      std::fprintf(stderr, "hcl_random: the text of seed %llu does not parse\n", static_cast<unsigned long long>(seed));
      return 1;
    }
    // A printed tree has to be right as it is.
    const std::string& expected = tree ? text : *formatted;
    const std::string name = std::to_string(seed) + ".tf";
    if (!write(std::filesystem::path(argv[3]) / name, text) ||
        !write(std::filesystem::path(argv[4]) / name, expected)) {
      std::fputs("hcl_random: cannot write\n", stderr);
      return 1;
    }
  }
  return 0;
}
