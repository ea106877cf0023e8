// Any bytes as a project: files one after the other, each behind a line `=== path`. The compiler ends, every place that a
// finding names is in a file, and what is written parses, is formatted, and comes out again byte for byte.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "../support/memory_filesystem.hpp"
#include "infragen/diag/render.hpp"
#include "infragen/driver/compile.hpp"
#include "infragen/hcl/format.hpp"
#include "infragen/hcl/parse.hpp"

namespace {

using namespace infragen;
using Tree = std::map<std::string, std::string>;   // path -> bytes

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what.c_str());
  std::abort();
}

Tree files_of(std::string_view bytes) {
  Tree out;
  std::string* current = nullptr;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (line.starts_with("=== ")) {
      std::string path(line.substr(4));
      while (!path.empty() && (path.back() == '\n' || path.back() == '/')) path.pop_back();
      current = path.empty() || path.front() == '/' ? nullptr : &out[path];
    } else if (current != nullptr) {
      *current += line;
    }
  }
  return out;
}

void inside(source::Span at, const source::Files& files, const std::string& message) {
  if (!at.known()) return;
  require(at.file < files.size() && at.begin <= at.end && at.end <= files.text(at.file).size(), "a place outside: " + message);
}

driver::Compilation compile(const Tree& files) {
  test::MemoryFileSystem fs;
  for (const auto& [path, bytes] : files) fs.put(path, bytes);
  driver::Options options;
  options.threads = 1;
  return driver::compile(fs, {}, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Tree files = files_of({reinterpret_cast<const char*>(data), size});
  const driver::Compilation c = compile(files);
  bool errors = false;
  for (const diag::Diagnostic& d : c.findings) {
    inside(d.at, c.loaded.files, d.message);
    for (const diag::Label& label : d.labels) inside(label.at, c.loaded.files, label.text);
    errors = errors || d.severity == diag::Severity::error;
  }
  require(c.ok == !errors, "ok and errors differ");
  require(c.findings.empty() == diag::text(c.findings, c.loaded.files, {}).empty(), "nothing to read");
  for (const std::string_view phase : driver::dump_phases()) require(driver::dump(c, phase).has_value(), "no dump");
  if (!c.ok) return 0;
  for (const auto& [path, text] : c.arranged.files) {
    require(!hcl::parse(text).error, "does not parse: " + path + "\n" + text);
    require(hcl::format(text) == text, "is not formatted: " + path + "\n" + text);
  }
  const std::string lock = lock::print(c.next_lock);
  files["infragen.lock"] = lock;
  const driver::Compilation again = compile(files);
  require(again.ok && again.arranged.files == c.arranged.files && lock::print(again.next_lock) == lock, "a second build with its own lock differs");
  return 0;
}
