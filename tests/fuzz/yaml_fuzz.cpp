// Any bytes: the reader ends, reports at least one error or none, and every place it names is right.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "../unit/syntax/invariants.hpp"
#include "infragen/diag/render.hpp"

namespace {

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace infragen;
  source::Files files;
  const auto file = files.add("fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  diag::Sink sink;
  const syntax::Document document = syntax::parse(file, files, sink);
  require(document.poisoned == sink.has_errors(), "poisoned and errors differ");
  std::size_t others = 0;
  for (const diag::Diagnostic& d : sink.items()) {
    require(d.at.file == file && d.at.begin <= d.at.end && d.at.end <= size, "a finding lies outside: " + d.message);
    if (d.slug != "duplicate-key") ++others;
  }
  require(others <= 1, "several syntax errors");
  const std::string problem = syntax::testing::Invariants(document, files).check();
  require(problem.empty(), problem);
  const auto items = diag::sorted(sink.take(), files);
  require(items.empty() == diag::text(items, files, {}).empty(), "nothing to read");
  return 0;
}
