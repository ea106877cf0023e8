#include "resolve/texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "infragen/model/documents.hpp"
#include "infragen/resolve/diagnostics.hpp"
#include "infragen/support/text.hpp"

namespace infragen::resolve {
namespace {

using schema::FactText;
using schema::TextPiece;

struct Reader {
  const model::Environment& env;
  model::ObjectId owner;               ///< unknown: a text of the unit itself
  model::Traits& traits;
  EndpointsOf& endpoints_of;
  const FindObject* find;
  diag::Sink& sink;

  void read(const std::string& path, const FactText& written, const schema::Mark& mark) {
    view::Rope rope;
    for (const TextPiece& piece : written.text.pieces) {
      const auto part = piece.kind == TextPiece::Kind::literal ? view::Rope(piece.text, mark.origin) : placeholder(piece.text, path, mark);
      if (!part) return;
      rope += *part;
    }
    traits.texts[path] = std::move(rope);
  }

  std::optional<view::Rope> placeholder(const std::string& inside, const std::string& path, const schema::Mark& mark) {
    if (inside == "project") return view::Rope(env.project_name(), mark.origin);
    if (inside == "env") return view::Rope(env.name, mark.origin);
    // Which inputs there are, and that they are taken, `check` looks at.
    if (inside.starts_with("input.")) return view::Rope::variable(inside.substr(6), mark.origin);
    if (inside == "name" && owner.known()) return view::Rope(env.objects.head(owner).name, mark.origin);
    const std::string& own = owner.known() ? env.objects.head(owner).address : inside;
    if (owner.known() && model::kind(owner).attributes != nullptr && inside.starts_with("self.")) return attribute(owner, own, inside.substr(5), path, mark);
    if (const auto [address, rest] = attribute_target(inside); !rest.empty()) {
      const model::ObjectId id = env.objects.find(address);
      if (id.known() && !model::kind(id).attributes->is_fact(env, id, rest)) return attribute(id, address, rest, path, mark);
      return fact(address, rest, path, mark);
    }
    const std::size_t dot = inside.rfind('.');
    const std::string target = inside.substr(0, dot == std::string::npos ? 0 : dot);
    if (target.find('.') == std::string::npos) {
      if (find != nullptr) {
        sink.report(unknown_text_placeholder, env.origins.span(mark.origin), inside)
            .help(fmt::format("`${{project}}`, `${{env}}`, {}`${{input.<name>}}`, or a fact with its address: `${{zone.main.domain}}`", owner.known() ? "`${name}`, " : ""))
            .path(path);
      }
      return std::nullopt;
    }
    return fact(target, inside.substr(dot + 1), path, mark);
  }

  /// `resource.aws_mq_broker.main.instances[0].url` as its address and what stands behind, of a kind whose objects have
  /// attributes; otherwise nothing behind.
  static std::pair<std::string, std::string> attribute_target(const std::string& inside) {
    const std::size_t first = inside.find('.');
    const model::KindSchema* kind = model::kind_named(std::string_view(inside).substr(0, first));
    if (kind == nullptr || kind->attributes == nullptr) return {};
    std::size_t end = inside.find('.', first + 1);
    if (kind->typed && end != std::string::npos) end = inside.find('.', end + 1);
    if (end == std::string::npos) return {};
    return {inside.substr(0, end), inside.substr(end + 1)};
  }

  /// What an object has by itself: `arn`, `instances[0].url`.
  std::optional<view::Rope> attribute(model::ObjectId id, const std::string& address, const std::string& name, const std::string& path, const schema::Mark& mark) {
    const model::Attributes& attributes = *model::kind(id).attributes;
    const auto problem = attributes.problem(env, id, name);
    if (!problem) return view::Rope(view::Ref{{address, std::string(attributes.role), {}}, name}, mark.origin);
    if (find != nullptr) sink.report(unknown_object_fact, env.origins.span(mark.origin), address, name).help(*problem).path(path);
    return std::nullopt;
  }

  std::optional<view::Rope> fact(const std::string& target, const std::string& name, const std::string& path, const schema::Mark& mark) {
    const std::size_t slash = target.find('/');
    const model::ObjectId id = env.objects.find(target.substr(0, slash));
    const std::string part = slash == std::string::npos ? std::string() : target.substr(slash + 1);
    std::vector<std::string> known;
    for (const std::size_t i : endpoints_of(traits, id)) {
      const model::Endpoint& endpoint = traits.endpoints[i];
      if (endpoint.part != part) continue;
      const auto it = endpoint.facts.find(name);
      if (it != endpoint.facts.end() && !it->second.of_user) return told(it->second, target, name, path, mark);
      for (const auto& [other, fact] : endpoint.facts) {
        if (!fact.of_user) known.push_back(other);
      }
    }
    if (find == nullptr) return std::nullopt;
    const source::Span at = env.origins.span(mark.origin);
    if (!id.known()) {
      (*find)(target.substr(0, slash), at, owner);
    } else if (!env.objects.head(id).poisoned) {
      auto finding = sink.report(unknown_object_fact, at, target, name);
      const auto near = support::nearest(name, known);
      if (near) {
        finding.help(fmt::format("did you mean `{}`", *near));
      } else if (!known.empty()) {
        finding.help("its facts are " + support::join(known, ", "));
      }
      finding.path(path);
    }
    return std::nullopt;
  }

  std::optional<view::Rope> told(const model::Fact& fact, const std::string& target, const std::string& name, const std::string& path, const schema::Mark& mark) {
    if (!model::is_injected(fact.phase)) return fact.value;
    if (find != nullptr) {
      sink.report(secret_in_text, env.origins.span(mark.origin), fmt::format("{}.{}", target, name))
          .help("it reaches programs through `uses` and variables, where the host injects it")
          .path(path);
    }
    return std::nullopt;
  }
};

void see_raw(Reader& reader, const std::string& path, const schema::Raw& raw) {
  schema::each_text(raw.tree, path, [&](const std::string& at, const tree::Value& written) {
    FactText text;
    if (reader.traits.texts.contains(at) || !schema::read_text(written.text, text.text).ok()) return;
    reader.read(at, text, {schema::Presence::written, false, false, written.origin});
  });
}

void see(void* context, const std::string& path, const schema::FieldSchema&, schema::Slot slot) {
  Reader& reader = *static_cast<Reader*>(context);
  if (slot.shape->name == schema::ScalarOf<schema::Raw>::name && slot.mark->present() && !slot.mark->invalid) {
    return see_raw(reader, path, *static_cast<const schema::Raw*>(slot.value));
  }
  if (slot.shape->name != schema::ScalarOf<FactText>::name || !slot.mark->present() || slot.mark->invalid || reader.traits.texts.contains(path)) return;
  reader.read(path, *static_cast<const FactText*>(slot.value), *slot.mark);
}

}  // namespace

void read_texts(const model::Environment& env, model::ObjectId id, model::Traits& traits, EndpointsOf& endpoints_of, const FindObject* find, diag::Sink& sink) {
  Reader reader{env, id, traits, endpoints_of, find, sink};
  // `walk` only visits.
  schema::walk(model::kind(id).schema(), const_cast<void*>(env.objects.object(id)), env.objects.head(id).address, &reader, &see);
}

void read_texts_of_unit(const model::Environment& env, model::Traits& traits, EndpointsOf& endpoints_of, const FindObject& find, diag::Sink& sink) {
  Reader reader{env, {}, traits, endpoints_of, &find, sink};
  schema::walk(model::unit_head_schema(), const_cast<model::UnitHead*>(&env.head), {}, &reader, &see);
}

}  // namespace infragen::resolve
