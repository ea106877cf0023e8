#include "merge/layers.hpp"

#include <fmt/format.h>

#include "infragen/merge/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::merge {

std::string beside(const std::string& file, const std::string& relative) {
  std::vector<std::string> parts;
  for (const auto part : support::split(file, '/')) parts.emplace_back(part);
  parts.pop_back();
  for (const auto part : support::split(relative, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (parts.empty()) return {};
      parts.pop_back();
    } else {
      parts.emplace_back(part);
    }
  }
  return support::join(parts, "/");
}

void report_no_layer(const tree::Value& extends, const std::string& path, std::span<const expand::Document> documents, diag::Sink& sink) {
  auto finding = sink.report(no_such_layer, extends.span, extends.text);
  std::vector<std::string> known;
  for (const expand::Document& d : documents) {
    if (d.role == load::Role::layer) known.push_back(d.path);
  }
  if (const auto near = support::nearest(path, known)) {
    // The folder as it was written, the file as it is called.
    finding.help(fmt::format("did you mean `{}{}`", extends.text.substr(0, extends.text.rfind('/') + 1), near->substr(near->rfind('/') + 1)));
  } else {
    finding.help(known.empty() ? "layers are the files `envs/*.yaml`" : "layers are " + support::join(known, ", "));
  }
}

}  // namespace infragen::merge
