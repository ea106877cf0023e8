#include "infragen/driver/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "driver/follow.hpp"
#include "driver/parallel.hpp"
#include "infragen/called/called.hpp"
#include "infragen/check/check.hpp"
#include "infragen/decode/decode.hpp"
#include "infragen/derive/derive.hpp"
#include "infragen/driver/diagnostics.hpp"
#include "infragen/driver/times.hpp"
#include "infragen/facts/templates.hpp"
#include "infragen/lower/lower.hpp"
#include "infragen/model/state.hpp"
#include "infragen/patch/patch.hpp"
#include "infragen/resolve/resolve.hpp"
#include "infragen/support/text.hpp"
#include "infragen/verify/objects.hpp"
#include "infragen/verify/verify.hpp"

namespace infragen::driver {
namespace {

/// The findings of one task, tied to its environment.
void tie(diag::Sink& into, diag::Sink from, const std::string& unit) {
  for (diag::Diagnostic item : from.take()) {
    item.environments = {unit};
    into.add(std::move(item));
  }
}

tree::Value tree_of(const merge::Assembled& assembled) {
  tree::Value out = tree::map();
  for (const merge::Object& o : assembled.objects) out.at(o.address) = o.tree;
  return out;
}

void verify_blocks(const arrange::Unit& unit, diag::Sink& sink) {
  verify::Verifier verifier(facts::Provider::aws());
  for (const render::Block& block : unit.rendered.blocks) {
    for (const verify::Problem& p : verifier.verify(block.item)) {
      const std::string where = p.path.empty() ? block.type : block.type + "." + p.path;
      const source::OriginId origin = p.origin != source::no_origin ? p.origin : block.origin;
      const source::Span at = unit.env->origins.span(origin).known() ? unit.env->origins.span(origin) : unit.env->origins.span(block.origin);
      const bool wrong = verify::is_error(p.kind);
      const bool ours = !block.template_name.empty() && !std::binary_search(block.patched.begin(), block.patched.end(), origin);
      (ours ? sink.report(wrong ? refused : doubtful, at, where, block.template_name, p.message) : sink.report(wrong ? refused_argument : doubtful_argument, at, where, p.message)).help(p.help);
    }
  }
}

/// `terraform/ecs-service+alarms.tf` as `terraform/ecs-service`, `+alarms`, `.tf`; `+…` is empty where it adds to nothing.
struct TemplateName {
  std::string stem, added, extension;
  std::string base() const { return stem + extension; }
};
TemplateName split_template_name(const std::string& name) {
  const std::size_t dot = std::min(name.rfind('.'), name.size()), plus = std::min(name.find('+'), dot);
  return dot - plus > 1 ? TemplateName{name.substr(0, plus), name.substr(plus, dot - plus), name.substr(dot)} : TemplateName{name.substr(0, dot), {}, name.substr(dot)};
}

/// The project's own template of that name, else the built-in one.
std::optional<render::TemplateText> template_of(const load::Loaded& loaded, const std::string& name) {
  if (const auto own = loaded.templates.find(name); own != loaded.templates.end()) return render::TemplateText{loaded.files.text(own->second), own->second};
  const auto text = facts::builtin_template(name);
  return text ? std::optional(render::TemplateText{*text}) : std::nullopt;
}

render::Additions additions_of(const load::Loaded& loaded) {
  render::Additions out;
  for (const auto& [name, file] : loaded.templates) {
    const TemplateName parts = split_template_name(name);
    if (!parts.added.empty()) out[parts.base()].push_back(name);
  }
  return out;
}

/// Where a problem of an object stands: the value, or what the object was made for.
source::Span place_of(const model::Environment& env, std::uint32_t origin, const render::Manifest& manifest) {
  const source::Span at = env.origins.span(origin);
  return at.known() ? at : env.origins.span(manifest.origin);
}

void report_object(const arrange::Unit& unit, const render::Manifest& m, const verify::ObjectProblem& p, diag::Sink& sink) {
  const yaml::Node* kind = m.root.find("kind");
  const std::string what = kind == nullptr ? m.file : kind->text;
  const std::string where = p.path.empty() ? what : what + "." + p.path;
  const source::Span at = place_of(*unit.env, p.origin, m);
  const bool wrong = verify::is_error(p.kind);
  const bool ours = !m.template_name.empty() && !std::binary_search(m.patched.begin(), m.patched.end(), p.origin);
  (ours ? sink.report(wrong ? refused : doubtful, at, where, m.template_name, p.message) : sink.report(wrong ? refused_argument : doubtful_argument, at, where, p.message)).help(p.help);
}

void verify_objects(const arrange::Unit& unit, diag::Sink& sink) {
  const facts::Kubernetes version = facts::Kubernetes::nearest(unit.kubernetes);
  for (const render::Manifest& m : unit.manifests) {
    if (m.folder.empty()) continue;   // read by a tool, not by a cluster
    for (const verify::ObjectProblem& p : verify::verify_object(m.root, version)) report_object(unit, m, p, sink);
  }
  std::vector<const yaml::Node*> all;
  std::vector<const render::Manifest*> of;
  for (const render::Manifest& m : unit.manifests) {
    if (m.folder.empty()) continue;
    all.push_back(&m.root);
    of.push_back(&m);
  }
  for (const verify::SetProblem& p : verify::verify_objects(all, version)) report_object(unit, *of[p.object], p.problem, sink);
}

bool any_error(const diag::Sink& sink) { return sink.has_errors(); }

struct Run {
  const Options& options;
  Compilation& out;
  diag::Sink sink;

  template <class Work>
  auto timed(Step step, Work work) {
    return driver::timed(options.times, step, work);
  }

  void documents(support::FileSystem& fs, const std::string& root) {
    out.loaded = timed(Step::load, [&] { return load::load(fs, root, sink); });
    if (out.loaded.lock_file != source::no_file) out.lock = lock::parse(out.loaded.lock_file, out.loaded.files, sink);
    out.documents.resize(out.loaded.sources.size());
    std::vector<diag::Sink> sinks(out.documents.size());
    in_parallel(out.documents.size(), options.threads, [&](std::size_t i) {
      out.documents[i] = timed(Step::expand, [&] { return expand::expand(out.loaded.sources[i], sinks[i]); });
    });
    for (diag::Sink& s : sinks) sink.append(std::move(s));
    timed(Step::expand, [&] { expand::attach(fs, root, out.documents, out.loaded, sink); });
    out.modules = called::interfaces(out.loaded);
    out.names = merge::units(out.documents, sink);
    if (options.keep) return;
    for (load::Source& source : out.loaded.sources) source.document.root = {};
  }

  /// A template of the project replaces a built-in one, or adds to it; another name would be read by nobody.
  void hold_templates() {
    for (const auto& [name, file] : out.loaded.templates) {
      if (facts::builtin_template(name)) continue;
      const TemplateName parts = split_template_name(name);
      if (!parts.added.empty() && facts::builtin_template(parts.base())) continue;
      std::vector<std::string_view> names = facts::builtin_templates();
      const std::string folder = parts.stem.substr(0, parts.stem.find('/') + 1);
      std::erase_if(names, [&](std::string_view other) { return !other.starts_with(folder); });
      const auto near = support::nearest(parts.base(), names);
      const std::string suggested = near ? split_template_name(std::string(*near)).stem + parts.added + parts.extension : std::string();
      sink.report(unused_template, {file, 0, 0}, name)
          .help(near ? fmt::format("did you mean `templates/{}`", suggested) : "names are those of the built-in templates: " + support::join(names, ", "));
    }
  }

  void hold_names() {
    for (const std::string& name : options.only) {
      if (std::find(out.names.environments.begin(), out.names.environments.end(), name) != out.names.environments.end()) continue;
      const auto near = support::nearest(name, out.names.environments);
      std::vector<std::string> known;
      for (const std::string& environment : out.names.environments) known.push_back("envs/" + environment);
      sink.report(no_such_environment, {}, name).help(near ? fmt::format("did you mean `envs/{}`", *near) : "there are " + support::join(known, ", "));
    }
  }

  /// merge to check, one task a unit.
  void units() {
    for (const std::string& name : out.names.shared) out.states.push_back({name, true, {}, {}, {}});
    for (const std::string& name : out.names.environments) out.states.push_back({name, false, {}, {}, {}});
    std::vector<diag::Sink> sinks(out.states.size());
    std::vector<lock::Lock> locks(out.states.size());
    in_parallel(out.states.size(), options.threads, [&](std::size_t i) {
      UnitState& state = out.states[i];
      merge::Assembled assembled = timed(Step::merge, [&] { return merge::assemble(out.documents, out.names, state.name, state.shared, sinks[i]); });
      if (options.keep) state.merged = tree_of(assembled);
      model::Environment env = timed(Step::decode, [&] { return decode::decode(std::move(assembled), sinks[i]); });
      for (const auto& [at, attached] : out.loaded.attached) env.files[at] = {attached.path, out.loaded.files.text(attached.file)};
      for (const auto& [at, path] : out.loaded.called) env.modules[at] = &out.modules.at(path);
      model::Resolved resolved = timed(Step::resolve, [&] { return resolve::resolve(std::move(env), sinks[i]); });
      state.system = timed(Step::derive, [&] { return derive::derive(std::move(resolved), out.lock, locks[i], sinks[i]); });
      const auto& date = state.system.env().project.targets->date;
      const std::string today = !options.today.empty() ? options.today : (date.present() ? *date : std::string());
      timed(Step::check, [&] { check::check(state.system, today, sinks[i]); });
    });
    std::vector<const model::System*> systems;
    for (const UnitState& state : out.states) systems.push_back(&state.system);
    check::keep_unused(systems, sinks);
    check::hold_places(systems, sinks);
    const bool broken = sink.has_errors() || std::any_of(sinks.begin(), sinks.end(), any_error);
    if (broken) {
      // What would have been used may be what was reported.
      for (diag::Sink& s : sinks) {
        for (diag::Diagnostic& d : s.take()) {
          const bool unused = d.slug.starts_with("unused-") || d.slug.ends_with("-unused");
          if (!unused || d.severity == diag::Severity::error) s.add(std::move(d));
        }
      }
    }
    for (std::size_t i = 0; i < sinks.size(); ++i) {
      tie(sink, std::move(sinks[i]), out.states[i].name);
      out.next_lock.add(locks[i]);
    }
  }

  /// Whether a unit is the first that keeps states in that bucket, so that one stack makes it. What makes nothing has none.
  std::vector<bool> first_with_their_bucket() const {
    std::set<std::string> known;
    std::vector<bool> first;
    for (const UnitState& state : out.states) {
      const model::Environment& env = state.system.env();
      const std::vector<model::ObjectId> ids = env.objects.ids();
      const bool has_state = std::any_of(ids.begin(), ids.end(), [&](model::ObjectId id) { return env.owns(id) && !model::kind(id).bare && !env.objects.existing(id); });
      const model::S3State* s3 = has_state ? model::s3_state(env) : nullptr;
      first.push_back(s3 != nullptr && known.insert(model::state_bucket(*s3, state.system.env())).second);
    }
    return first;
  }

  /// lower to verify, one task a unit.
  void blocks() {
    std::vector<diag::Sink> sinks(out.states.size());
    std::vector<lock::Lock> locks(out.states.size());
    out.units.resize(out.states.size());
    std::vector<std::vector<lower::Name>> names(out.states.size());
    const render::Additions additions = additions_of(out.loaded);
    const std::vector<bool> makes_state = first_with_their_bucket();
    in_parallel(out.states.size(), options.threads, [&](std::size_t i) {
      UnitState& state = out.states[i];
      lower::Lowered lowered = timed(Step::lower, [&] { return lower::lower(state.system, makes_state[i], out.lock, locks[i], sinks[i]); });
      state.objects = std::move(lowered.objects);
      names[i] = std::move(lowered.names);
      const auto find = [this](const std::string& name) { return template_of(out.loaded, name); };
      // Trees of values and of blocks are most of the memory: not both of all objects at once.
      const auto free = [&](std::size_t object) {
        if (!options.keep) state.objects[object].fields = {};
      };
      out.units[i].env = &state.system.env();
      out.units[i].rendered = timed(Step::render, [&] { return render::render(state.objects, find, state.system.env().origins, sinks[i], additions, free); });
      out.units[i].manifests = timed(Step::render, [&] { return render::render_manifests(lowered.manifests, find, state.system.env().origins, sinks[i], additions); }).objects;
      for (const model::Host& host : state.system.resolved.traits.hosts) out.units[i].kubernetes = std::max(out.units[i].kubernetes, host.version);
      timed(Step::patch, [&] { patch::patch(out.units[i].rendered, state.objects, state.system.env(), sinks[i]); });
      if (!options.keep) state.objects = {};
      // What is wrong already would only be said again in the provider's words.
      if (!sinks[i].has_errors()) timed(Step::verify, [&] { verify_blocks(out.units[i], sinks[i]); });
      if (!sinks[i].has_errors()) timed(Step::verify, [&] { verify_objects(out.units[i], sinks[i]); });
    });
    std::vector<const model::System*> systems;
    for (const UnitState& state : out.states) systems.push_back(&state.system);
    lower::hold_names_apart(systems, names, sinks);
    for (std::size_t i = 0; i < sinks.size(); ++i) {
      tie(sink, std::move(sinks[i]), out.states[i].name);
      out.next_lock.add(locks[i]);
    }
  }

  void files() {
    lock::Lock addresses;
    std::vector<arrange::Unit> rendered;
    if (options.keep) rendered = out.units;
    out.arranged = timed(Step::arrange, [&] { return arrange::arrange(out.units, out.lock, addresses, sink, options.project); });
    for (std::size_t u = 0; u < rendered.size(); ++u) {
      for (std::size_t b = 0; b < rendered[u].rendered.blocks.size(); ++b) out.units[u].rendered.blocks[b].item = std::move(rendered[u].rendered.blocks[b].item);
    }
    out.next_lock.add(addresses);
    if (!options.locked || lock::print(out.next_lock) == out.loaded.lock) return;
    for (const lock::Fact& fact : out.next_lock.facts()) {
      if (!out.lock.facts().contains(fact)) return report_lock(fact, "is new");
    }
    for (const lock::Fact& fact : out.lock.facts()) {
      if (!out.next_lock.facts().contains(fact)) return report_lock(fact, "is gone");
    }
    sink.report(lock_differs, {}, "its order or layout").file("infragen.lock").help("run `infragen build` without `--locked` and commit the file");
  }

  void report_lock(const lock::Fact& fact, std::string_view what) {
    sink.report(lock_differs, {}, fmt::format("`{} {} {}` {}", fact.kind, fact.unit, fact.subject, what))
        .file("infragen.lock")
        .help("run `infragen build` without `--locked` and commit the file");
  }
};

/// Naming environments limits messages to them and to what is no environment's own.
bool wanted(const diag::Diagnostic& d, const Options& options, const merge::Units& names) {
  if (options.only.empty() || d.environments.empty()) return true;
  return std::any_of(d.environments.begin(), d.environments.end(), [&](const std::string& e) {
    return std::find(options.only.begin(), options.only.end(), e) != options.only.end() ||
           std::find(names.shared.begin(), names.shared.end(), e) != names.shared.end();
  });
}

}  // namespace

Compilation compile(support::FileSystem& fs, const std::string& root, const Options& options) {
  Compilation out;
  Run run{options, out, {}};
  run.documents(fs, root);
  run.hold_names();
  run.hold_templates();
  if (!out.documents.empty()) run.units();
  if (!any_error(run.sink)) run.blocks();
  if (!any_error(run.sink)) run.files();
  out.ok = !any_error(run.sink);
  std::deque<diag::Diagnostic> items = run.sink.take();
  drop_followers(items);
  std::erase_if(items, [&](const diag::Diagnostic& d) { return !wanted(d, options, out.names); });
  out.findings = diag::sorted(std::move(items), out.loaded.files);
  return out;
}

}  // namespace infragen::driver
