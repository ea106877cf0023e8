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
    if (inside == "name" && owner.known()) return view::Rope(env.objects.head(owner).name, mark.origin);
    const std::size_t dot = inside.rfind('.');
    const std::string target = inside.substr(0, dot == std::string::npos ? 0 : dot);
    if (target.find('.') == std::string::npos) {
      if (find != nullptr) {
        sink.report(unknown_text_placeholder, env.origins.span(mark.origin), inside)
            .help(fmt::format("`${{project}}`, `${{env}}`, {}or a fact with its address: `${{zone.main.domain}}`", owner.known() ? "`${name}`, " : ""))
            .path(path);
      }
      return std::nullopt;
    }
    return fact(target, inside.substr(dot + 1), path, mark);
  }

  std::optional<view::Rope> fact(const std::string& target, const std::string& name, const std::string& path, const schema::Mark& mark) {
    const std::size_t slash = target.find('/');
    const model::ObjectId id = env.objects.find(target.substr(0, slash));
    const std::string part = slash == std::string::npos ? std::string() : target.substr(slash + 1);
    std::vector<std::string> known;
    for (const model::Endpoint& endpoint : traits.endpoints) {
      if (!id.known() || endpoint.owner != id || endpoint.part != part) continue;
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

void see(void* context, const std::string& path, const schema::FieldSchema&, schema::Slot slot) {
  Reader& reader = *static_cast<Reader*>(context);
  if (slot.shape->name != schema::ScalarOf<FactText>::name || !slot.mark->present() || slot.mark->invalid || reader.traits.texts.contains(path)) return;
  reader.read(path, *static_cast<const FactText*>(slot.value), *slot.mark);
}

}  // namespace

void read_texts(const model::Environment& env, model::ObjectId id, model::Traits& traits, const FindObject* find, diag::Sink& sink) {
  Reader reader{env, id, traits, find, sink};
  // `walk` only visits.
  schema::walk(model::kind(id).schema(), const_cast<void*>(env.objects.object(id)), env.objects.head(id).address, &reader, &see);
}

void read_texts_of_unit(const model::Environment& env, model::Traits& traits, const FindObject& find, diag::Sink& sink) {
  Reader reader{env, {}, traits, &find, sink};
  schema::walk(model::unit_head_schema(), const_cast<model::UnitHead*>(&env.head), {}, &reader, &see);
}

}  // namespace infragen::resolve
