#include "infragen/decode/decode.hpp"

#include <algorithm>
#include <utility>

#include "infragen/decode/diagnostics.hpp"
#include "infragen/model/documents.hpp"

namespace infragen::decode {
namespace {

using schema::FieldSchema;
using schema::Mark;
using schema::ObjectSchema;
using schema::Presence;
using schema::Shape;
using schema::Slot;
using tree::Value;

class Decoder {
 public:
  bool missed() const { return missed_; }

  /// The fields of an object of that kind. Of one that is there already, what says how it would be made may be missing and
  /// has no default.
  void object(const model::KindSchema& kind, void* out, const Value& tree, const std::string& path) {
    const Value* existing = tree.find("existing");
    const bool there = existing != nullptr && existing->kind != Value::Kind::removed && kind.schema().find("existing") != nullptr;
    const bool outer = std::exchange(incomplete_, tree.incomplete);
    for (const FieldSchema& field : kind.schema().fields) {
      const Value* written = tree.find(field.name);
      const bool said = written != nullptr && written->kind != Value::Kind::removed;
      if (there && !said && !model::tells_of_existing(kind, field.name)) continue;
      this->field(field, field.slot(out), written, path);
    }
    incomplete_ = outer;
  }

  Decoder(schema::Class c, source::Origins& origins, source::Span owner, source::Span environment, diag::Sink& sink)
      : class_(c), origins_(origins), owner_(owner), environment_(environment), sink_(sink) {}

  void object(const ObjectSchema& schema, void* out, const Value& tree, const std::string& path) {
    const bool outer = std::exchange(incomplete_, tree.incomplete);
    for (const FieldSchema& field : schema.fields) this->field(field, field.slot(out), tree.find(field.name), path);
    incomplete_ = outer;
  }

 private:
  void field(const FieldSchema& field, Slot slot, const Value* written, const std::string& path) {
    const std::string here = path + "." + std::string(field.name);
    const std::string_view text = field.default_text(class_);
    source::OriginId fallback = source::no_origin;
    if (!text.empty()) {
      fallback = origins_.add({field.class_decides(class_) ? source::OriginKind::class_default : source::OriginKind::kind_default,
                               {}, schema::name(class_), text, 0, {}});
    }
    if (written != nullptr && !written->invalid) {
      if (fallback != source::no_origin) bottom(written->origin, fallback);
      // What a section lacks is missing where the section stands.
      const bool section = slot.shape->form == Shape::Form::object && written->span.known();
      const source::Span outer = std::exchange(owner_, section ? written->span : owner_);
      value(slot, *written, here);
      owner_ = outer;
      if (written->kind == Value::Kind::removed) removed(field, *written, text, here);
      return;
    }
    if (!text.empty()) {
      by_default(field, slot, text, fallback, here);
    } else if (field.options.required && written == nullptr) {
      slot.mark->invalid = true;
      missed_ = true;
      if (incomplete_) return;  // it may be what was reported
      sink_.report(missing_field, owner_, path, std::string(field.name)).also(environment_, "in this environment").help(std::string(field.summary)).path(here);
    } else if (written != nullptr) {
      slot.mark->invalid = true;
      missed_ |= field.options.required;
    }
  }

  /// What always has a value is not taken away: a zero that nobody wrote would take its place.
  void removed(const FieldSchema& field, const Value& written, std::string_view text, const std::string& path) {
    if (!field.options.required && text.empty()) return;
    auto d = sink_.report(cannot_remove, written.span, path);
    if (!text.empty()) d.help("it always has a value, `" + std::string(text) + "` where none is written: write the one that you want").path(path);
  }

  void by_default(const FieldSchema& field, Slot slot, std::string_view text, source::OriginId origin, const std::string& path) {
    slot.mark->presence = field.class_decides(class_) ? Presence::class_default : Presence::kind_default;
    slot.mark->origin = origin;
    if (slot.shape->form == Shape::Form::object) {
      object(slot.shape->object(), slot.value, tree::map(), path);
    } else if (slot.shape->form == Shape::Form::scalar) {
      slot.shape->read(tree::scalar(std::string(text)), slot.value);
    }
  }

  void value(Slot slot, const Value& written, const std::string& path) {
    slot.mark->origin = written.origin;
    slot.mark->presence = Presence::written;
    slot.mark->removed = written.kind == Value::Kind::removed;
    if (slot.mark->removed) return;
    switch (slot.shape->form) {
      case Shape::Form::scalar:
        slot.shape->read(written, slot.value);
        return;
      case Shape::Form::object:
        object(slot.shape->object(), slot.value, written, path);
        return;
      case Shape::Form::list:
      case Shape::Form::map:
        break;
    }
    for (const tree::Item& item : written.items) {
      if (item.value.invalid) continue;
      const source::Span outer = std::exchange(owner_, item.key_span.known() ? item.key_span : owner_);
      value(slot.shape->append(slot.value, item.key), item.value, slot.shape->form == Shape::Form::map ? path + "." + item.key : path);
      owner_ = outer;
    }
  }

  /// Hangs a default below the weakest thing that somebody wrote.
  void bottom(source::OriginId id, source::OriginId fallback) {
    for (source::OriginId next = origins_.at(id).weaker; next != source::no_origin; next = origins_.at(id).weaker) id = next;
    origins_.set_weaker(id, fallback);
  }

  bool incomplete_ = false;   ///< something of the present object was reported and left out
  bool missed_ = false;       ///< a required field has no value
  schema::Class class_;
  source::Origins& origins_;
  source::Span owner_;
  source::Span environment_;
  diag::Sink& sink_;
};

}  // namespace

model::Environment decode(merge::Assembled assembled, diag::Sink& sink) {
  model::Environment env;
  env.name = assembled.name;
  env.shared = assembled.shared;
  env.environment_class = assembled.environment_class;
  env.at = assembled.at;
  env.built = std::move(assembled.built);
  env.renamed = std::move(assembled.renamed);
  env.poisoned = std::move(assembled.poisoned);
  env.elsewhere = std::move(assembled.elsewhere);
  env.origins = std::move(assembled.origins);
  for (auto& [address, absence] : assembled.absent) env.absent[address] = {absence.at, absence.reason};

  source::Span head = assembled.project.span;
  head.end = std::min(head.end, head.begin);
  Decoder documents(env.environment_class, env.origins, head, {}, sink);
  documents.object(model::project_schema(), &env.project, assembled.project, "project");
  documents.object(model::settings_schema(), &env.settings, assembled.settings, "settings");

  documents.object(model::unit_head_schema(), &env.head, assembled.head, env.name);

  model::EnvironmentHead releases;
  tree::Value holder = tree::map();
  holder.at("releases") = std::move(assembled.releases);
  documents.object(model::environment_head_schema(), &releases, holder, "environment");
  env.releases = std::move(*releases.releases);

  for (merge::Object& object : assembled.objects) {
    const model::KindSchema& kind = model::kinds()[object.kind];
    model::Head object_head;
    object_head.name = object.name;
    object_head.address = object.address;
    object_head.at = object.at;
    object_head.domain = object.domain;
    object_head.shared = object.shared;
    const model::ObjectId id = env.objects.add(object.kind, std::move(object_head));
    diag::Sink own;
    Decoder decoder(env.environment_class, env.origins, object.at, env.at, own);
    decoder.object(kind, env.objects.object(id), object.tree, object.address);
    env.objects.head(id).poisoned = own.has_errors() || decoder.missed() || object.tree.incomplete;
    sink.append(std::move(own));
  }
  return env;
}

}  // namespace infragen::decode
