#include "phases.hpp"

#include <algorithm>
#include <deque>
#include <stdexcept>

#include "infragen/arrange/arrange.hpp"
#include "infragen/check/check.hpp"
#include "infragen/decode/decode.hpp"
#include "infragen/derive/derive.hpp"
#include "infragen/facts/templates.hpp"
#include "infragen/lower/lower.hpp"
#include "infragen/patch/patch.hpp"
#include "infragen/resolve/resolve.hpp"

namespace infragen::test {
namespace {

std::optional<render::TemplateText> builtin(const std::string& name) {
  const auto text = facts::builtin_template(name);
  return text ? std::optional(render::TemplateText{*text}) : std::nullopt;
}

std::string shown(const diag::Diagnostic& d) {
  std::string out = std::string(diag::name(d.severity)) + " " + std::string(d.code) + " " + d.message;
  return d.path.empty() ? out : out + " at " + d.path;
}

}  // namespace

Project::Project(const Tree& files) {
  MemoryFileSystem fs = in_memory(files);
  diag::Sink sink;
  loaded_ = load::load(fs, {}, sink);
  for (const load::Source& source : loaded_.sources) documents_.push_back(expand::expand(source, sink));
  expand::attach(fs, {}, documents_, loaded_, sink);
  modules_ = called::interfaces(loaded_);
  names_ = merge::units(documents_, sink);
  if (sink.has_errors()) throw std::runtime_error(sink.items().front().message);
}

merge::Assembled Project::assembled(const std::string& unit) const {
  diag::Sink sink;
  const bool shared = std::find(names_.shared.begin(), names_.shared.end(), unit) != names_.shared.end();
  return merge::assemble(documents_, names_, unit, shared, sink);
}

Seen Project::build(const std::vector<std::string>& units, const std::function<void(merge::Assembled&)>& change) const {
  return build(documents_, units, change);
}

Seen Project::build(const std::vector<expand::Document>& documents, const std::vector<std::string>& units) const {
  return build(documents, units, [](merge::Assembled&) {});
}

Seen Project::build(const std::vector<expand::Document>& documents, const std::vector<std::string>& units,
                    const std::function<void(merge::Assembled&)>& change) const {
  diag::Sink sink;
  lock::Lock before, after;
  std::deque<model::System> systems;
  for (const std::string& unit : units) {
    const bool shared = std::find(names_.shared.begin(), names_.shared.end(), unit) != names_.shared.end();
    merge::Assembled assembled = merge::assemble(documents, names_, unit, shared, sink);
    change(assembled);
    model::Environment env = decode::decode(std::move(assembled), sink);
    for (const auto& [at, attached] : loaded_.attached) env.files[at] = {attached.path, loaded_.files.text(attached.file)};
    for (const auto& [at, path] : loaded_.called) env.modules[at] = &modules_.at(path);
    systems.push_back(derive::derive(resolve::resolve(std::move(env), sink), before, after, sink));
    const auto& date = systems.back().env().project.targets->date;
    check::check(systems.back(), date.present() ? *date : std::string(), sink);
  }
  Seen out;
  std::vector<arrange::Unit> rendered;
  for (std::size_t i = 0; i < systems.size() && !sink.has_errors(); ++i) {
    const lower::Lowered lowered = lower::lower(systems[i], true, before, after, sink);
    const source::Origins& origins = systems[i].env().origins;
    rendered.push_back({&systems[i].env(), render::render(lowered.objects, builtin, origins, sink), render::render_manifests(lowered.manifests, builtin, origins, sink).objects, {}});
    for (const model::Host& host : systems[i].resolved.traits.hosts) rendered.back().kubernetes = std::max(rendered.back().kubernetes, host.version);
    patch::patch(rendered.back().rendered, lowered.objects, systems[i].env(), sink);
  }
  if (!sink.has_errors()) out.files = arrange::arrange(rendered, before, after, sink).files;
  out.lock = lock::print(after);
  for (const diag::Diagnostic& d : sink.items()) out.findings.insert(shown(d));
  out.ok = !sink.has_errors();
  return out;
}

}  // namespace infragen::test
