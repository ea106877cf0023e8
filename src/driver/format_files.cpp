#include "infragen/driver/format_files.hpp"

#include <algorithm>

#include "infragen/format/format.hpp"
#include "infragen/syntax/parse.hpp"

namespace infragen::driver {
namespace {

/// `./envs//prod.yaml` as the project calls it.
std::string plain(const std::string& name) {
  std::string out;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    const std::string part = name.substr(at, end - at);
    if (!part.empty() && part != ".") out += (out.empty() ? "" : "/") + part;
    at = end + 1;
  }
  return out;
}

FormattedFile formatted(const load::Source& source, const source::Files& files) {
  FormattedFile out{source.path, format::format(source.document, files), false, false};
  out.changed = out.text != files.text(source.document.file);
  source::Files again;
  diag::Sink sink;
  const syntax::Document document = syntax::parse(again.add(source.path, out.text), again, sink);
  out.lost = document.poisoned || !format::same_values(source.document.root, document.root);
  return out;
}

}  // namespace

FormattedFiles format_files(support::FileSystem& fs, const std::string& root, const std::vector<std::string>& names) {
  FormattedFiles out;
  diag::Sink sink;
  out.loaded = load::load(fs, root, sink);
  std::vector<std::string> wanted;
  for (const std::string& name : names) wanted.push_back(plain(name));
  const auto asked = [&](const std::string& path) { return wanted.empty() || std::find(wanted.begin(), wanted.end(), path) != wanted.end(); };
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto& sources = out.loaded.sources;
    if (std::none_of(sources.begin(), sources.end(), [&](const load::Source& s) { return s.path == wanted[i]; })) out.unknown.push_back(names[i]);
  }
  for (const load::Source& source : out.loaded.sources) {
    if (asked(source.path) && !source.document.poisoned) out.files.push_back(formatted(source, out.loaded.files));
  }
  for (diag::Diagnostic& d : diag::sorted(sink.take(), out.loaded.files)) {
    const std::string path = d.at.known() ? out.loaded.files.path(d.at.file) : d.path_only;
    if (path.empty() || asked(path)) out.findings.push_back(std::move(d));
  }
  return out;
}

}  // namespace infragen::driver
