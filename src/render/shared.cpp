#include "render/shared.hpp"

#include <algorithm>

#include "infragen/render/diagnostics.hpp"

namespace infragen::render {

using view::Value;

const Value* find_value(const std::string& path, const Scope& scope) {
  const std::size_t dot = path.find('.');
  const std::string first = path.substr(0, dot);
  const Value* value = nullptr;
  for (const Scope* s = &scope; s != nullptr && value == nullptr; s = s->outer) {
    value = s->outer == nullptr ? s->value->find(first) : (s->name == first ? s->value : nullptr);
  }
  std::string rest = dot == std::string::npos ? std::string() : path.substr(dot + 1);
  while (value != nullptr && !rest.empty()) {
    const std::size_t next = rest.find('.');
    value = value->find(rest.substr(0, next));
    rest = next == std::string::npos ? std::string() : rest.substr(next + 1);
  }
  return value != nullptr && value->kind == Value::Kind::absent ? nullptr : value;
}

void report_failure(const std::string& name, const TemplateText& text, const Failure& failure, const view::Object* object, const source::Origins& origins, diag::Sink& sink) {
  source::Span place;
  const auto end = static_cast<std::uint32_t>(text.text.size());
  if (text.file != source::no_file) place = {text.file, std::min(failure.at, end), std::min(failure.at + 1, end)};
  auto d = sink.report(template_error, place, name, failure.problem);
  if (object != nullptr) d.also(origins.span(object->origin), "rendered for this");
}

std::vector<std::string> templates_of(const view::Object& object, const Additions& additions) {
  std::vector<std::string> names = {object.template_name};
  if (const auto added = additions.find(object.template_name); added != additions.end()) names.insert(names.end(), added->second.begin(), added->second.end());
  return names;
}

std::vector<std::string> about_lines(const std::string& about) {
  if (about.empty()) return {};
  std::vector<std::string> lines = {{}};
  for (const char c : about) {
    if (c == '\n' || c == '\r') {
      if (!lines.back().empty()) lines.emplace_back();
    } else {
      lines.back() += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
  }
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

}  // namespace infragen::render
