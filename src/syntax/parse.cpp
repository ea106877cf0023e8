#include "infragen/syntax/parse.hpp"

#include "syntax/parser.hpp"
#include "syntax/prescan.hpp"
#include "syntax/second_reading.hpp"

namespace infragen::syntax {

Document parse(source::FileId file, const source::Files& files, diag::Sink& sink, const Limits& limits) {
  const std::string_view text = files.text(file);
  Document document;
  document.file = file;
  document.root.span = {file, 0, 0};
  if (!prescan(file, text, limits, sink)) {
    document.poisoned = true;
    return document;
  }
  Parser parser(file, text, limits, sink);
  document.poisoned = !parser.run(document.root) || !reads_alike(document.root, text, sink);
  return document;
}

}  // namespace infragen::syntax
