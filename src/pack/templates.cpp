#include "pack/templates.hpp"

#include "infragen/facts/template_image.hpp"
#include "pack/writer.hpp"

namespace infragen::pack {

namespace fs = std::filesystem;
using facts::template_image::Entry;
using facts::template_image::Header;

std::string template_image(const fs::path& folder) {
  std::map<std::string, std::string> files;
  if (fs::exists(folder)) {
    for (const fs::directory_entry& file : fs::recursive_directory_iterator(folder)) {
      if (!file.is_regular_file()) continue;
      files.emplace(file.path().lexically_relative(folder).generic_string(), read_file(file.path()));
    }
  }
  Header header;
  header.count = narrow<std::uint32_t>(files.size(), "templates");
  Bytes entries;
  Bytes texts;
  const std::uint64_t start = sizeof(Header) + files.size() * sizeof(Entry);
  const auto put = [&](const std::string& text) {
    const facts::template_image::Text at{narrow<std::uint32_t>(start + texts.size(), "bytes of templates"),
                                         narrow<std::uint32_t>(text.size(), "bytes of a template")};
    texts.append(text);
    return at;
  };
  for (const auto& [path, text] : files) {
    const auto path_at = put(path);
    entries.raw(Entry{path_at, put(text)});
  }
  Bytes out;
  out.raw(header);
  return out.str() + entries.str() + texts.str();
}

}  // namespace infragen::pack
