#include <fmt/format.h>

#include <algorithm>

#include "infragen/merge/diagnostics.hpp"
#include "infragen/merge/merge.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/model/kind.hpp"
#include "infragen/support/text.hpp"
#include "merge/confirm.hpp"
#include "merge/lay.hpp"
#include "merge/layers.hpp"
#include "merge/profiles.hpp"

namespace infragen::merge {
namespace {

using expand::Document;
using load::Role;
using tree::Item;
using tree::Value;

/// A field of a document's head; `~` there is as if the line were not written.
const Value* written(const Value& tree, std::string_view key) {
  const Value* value = tree.find(key);
  return value != nullptr && value->kind == Value::Kind::removed ? nullptr : value;
}

/// One layer or environment: its files joined.
struct Layer {
  std::string label;
  Value tree;
  std::string file;   ///< from which `extends` is counted
  bool poisoned = false;
};

struct Domain {
  std::string name;
  Value tree = tree::map();
  bool poisoned = false;
};

class Assembler {
 public:
  Assembler(std::span<const Document> documents, const Units& all, std::string unit, bool shared, diag::Sink& sink)
      : documents_(documents), all_(all), sink_(sink) {
    out_.name = std::move(unit);
    out_.shared = shared;
  }

  Assembled run() {
    for (const Document& d : documents_) {
      if (!d.poisoned) continue;
      out_.poisoned.insert(d.path);
      blind_ |= d.role != Role::domain && (d.role != Role::environment || d.unit == out_.name);
    }
    collect_domains();
    profiles_ = profiles_of(documents_);
    settings_of_project();
    if (out_.shared) {
      shared_objects(out_.name);
      head_of_shared();
    } else {
      collect_layers();
      head_of_environment();
      for (const Layer& layer : layers_) {
        settings_of(layer.tree, layer.label);
        head_of(layer.tree, layer.label);
      }
      for (const std::string& name : all_.shared) shared_objects(name);
      own_objects();
      domain_objects();
      changes_hit_something();
      apply_releases();
    }
    finish();
    return std::move(out_);
  }

 private:

  void collect_domains() {
    for (const Document& d : documents_) {
      if (d.role != Role::domain) continue;
      Domain& domain = domains_[d.unit];
      domain.name = d.unit;
      domain.poisoned |= d.poisoned;
      join(domain.tree, d.tree, {}, sink_);
    }
  }

  void settings_of_project() {
    out_.project = tree::map();
    out_.settings = tree::map();
    for (const Document& d : documents_) {
      if (d.role != Role::project) continue;
      Value project = tree::map(d.tree.span);
      for (const Item& item : d.tree.items) {
        if (model::project_schema().find(item.key) != nullptr) project.items.push_back(item);
      }
      lay(out_.project, project, "project", out_.origins, sink_);
      settings_of(d.tree, "project");
    }
  }

  void settings_of(const Value& tree, std::string_view label) {
    Value settings = tree::map(tree.span);
    for (const Item& item : tree.items) {
      if (model::settings_schema().find(item.key) != nullptr) settings.items.push_back(item);
    }
    if (!settings.items.empty()) lay(out_.settings, settings, label, out_.origins, sink_);
  }

  /// What a layer, environment or shared stack says beside settings and objects.
  void head_of(const Value& tree, std::string_view label) {
    Value head = tree::map(tree.span);
    for (const Item& item : tree.items) {
      if (model::unit_head_schema().find(item.key) != nullptr) head.items.push_back(item);
    }
    if (!head.items.empty()) lay(out_.head, head, label, out_.origins, sink_);
  }

  // ---- layers

  void collect_layers() {
    Layer own;
    own.label = "envs/" + out_.name;
    own.tree = tree::map();
    std::vector<const Document*> files;
    for (const Document& d : documents_) {
      if (d.role == Role::environment && d.unit == out_.name) files.push_back(&d);
    }
    for (const Document* d : files) {
      own.poisoned |= d->poisoned;
      if (own.file.empty() || d->tree.find("extends") != nullptr) own.file = d->path;
      join(own.tree, d->tree, {}, sink_);
    }
    layers_.push_back(std::move(own));
    std::set<std::string> seen;
    while (const Value* extends = written(layers_.front().tree, "extends")) {
      if (extends->invalid) break;
      const std::string path = beside(layers_.front().file, extends->text);
      if (!seen.insert(path).second) {
        sink_.report(layer_cycle, extends->span, path);
        lose_layer(path);
        break;
      }
      const auto it = std::find_if(documents_.begin(), documents_.end(), [&](const Document& d) { return d.role == Role::layer && d.path == path; });
      if (it == documents_.end()) {
        report_no_layer(*extends, path, documents_, sink_);
        lose_layer(path);
        break;
      }
      for (const std::string_view key : {"environment", "class", "releases"}) {
        if (const Value* value = it->tree.find(key)) {
          sink_.report(layer_head, value->span, std::string(key)).help("it belongs to the environments that extend this layer");
        }
      }
      layers_.insert(layers_.begin(), Layer{it->path, it->tree, it->path, it->poisoned});
    }
  }

  void lose_layer(const std::string& path) {
    blind_ = true;
    out_.poisoned.insert(path);
  }

  void head_of_environment() {
    const Layer& own = layers_.back();
    const Value* name = written(own.tree, "environment");
    if (name != nullptr && !name->invalid) {
      out_.at = name->span;
      if (name->text != out_.name) sink_.report(name_differs, name->span, name->text, out_.name).help("an environment is named like its folder");
    } else if (name == nullptr && !own.poisoned) {
      sink_.report(no_head, {}, "environment: " + out_.name).file("envs/" + out_.name).help("add the line to one of its files");
    }
    const Value* cls = written(own.tree, "class");
    if (cls != nullptr && !cls->invalid) {
      out_.environment_class = *schema::class_named(cls->text);
    } else if (cls == nullptr && !own.poisoned && out_.at.known()) {
      sink_.report(no_class, out_.at).help("`class: production`, or staging, development, ephemeral, local: it decides most defaults");
    }
    if (const Value* releases = own.tree.find("releases"); releases != nullptr && !releases->invalid) {
      out_.releases = tree::map();
      lay(out_.releases, *releases, "releases", out_.origins, sink_);
    }
    for (const std::string_view reserved : {"global", "core", "edge", "bootstrap"}) {
      if (out_.name == reserved) sink_.report(reserved_name, out_.at, out_.name).help("give the folder another name");
    }
  }

  void head_of_shared() {
    for (const Document& d : documents_) {
      if (d.role != Role::shared || d.unit != out_.name) continue;
      settings_of(d.tree, "shared");
      head_of(d.tree, "shared");
      if (const Value* name = written(d.tree, "shared"); name != nullptr && !name->invalid) {
        out_.at = name->span;
        if (name->text != out_.name) sink_.report(name_differs, name->span, name->text, out_.name).help("a shared stack is named like its file");
      } else if (name == nullptr && !d.poisoned) {
        sink_.report(no_head, {}, "shared: " + out_.name).file(d.path);
      }
      if (const Value* cls = written(d.tree, "class"); cls != nullptr && !cls->invalid) out_.environment_class = *schema::class_named(cls->text);
    }
  }

  // ---- objects

  Object& object(std::uint16_t kind, const Item& item, const std::string& domain, const std::string& shared) {
    const std::string address = std::string(model::kinds()[kind].name) + "." + item.key;
    Object& o = objects_[address];
    if (o.address.empty()) {
      o = {kind, item.key, address, domain, shared, item.key_span, tree::map()};
      o.tree.span = item.key_span;
    }
    return o;
  }

  template <class See>
  void each_kind(const Value& tree, See see) {
    for (const Item& item : tree.items) {
      if (const model::KindSchema* kind = model::kind_named(item.key)) {
        see(static_cast<std::uint16_t>(kind - model::kinds().data()), item);
      }
    }
  }

  void shared_objects(const std::string& name) {
    for (const Document& d : documents_) {
      if (d.role != Role::shared || d.unit != name) continue;
      each_kind(d.tree, [&](std::uint16_t kind, const Item& objects) {
        for (const Item& item : objects.value.items) {
          const auto other = objects_.find(std::string(model::kinds()[kind].name) + "." + item.key);
          if (other != objects_.end() && other->second.shared != name) {
            sink_.report(declared_twice, item.key_span, other->first).also(other->second.at, "declared here first");
            continue;
          }
          lay_object(object(kind, item, {}, name), item.value, "shared " + name);
        }
      });
    }
  }

  /// Objects that stand in layers and in the environment itself.
  void own_objects() {
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      const Layer& layer = layers_[i];
      each_kind(layer.tree, [&](std::uint16_t kind, const Item& objects) {
        if (objects.value.kind == Value::Kind::removed) {
          remove_all(kind, objects.value);
          return;
        }
        if (objects.value.invalid || objects.value.incomplete) {
          poison_all(kind);
          out_.poisoned.insert(layer.label);
        }
        for (const Item& item : objects.value.items) {
          const std::string address = std::string(model::kinds()[kind].name) + "." + item.key;
          if (const std::string domain = declaring_domain(kind, item.key); !domain.empty()) {
            sink_.report(declared_by_domain, item.key_span, address, domain)
                .help(fmt::format("write it under `domains: {{{}: {{{}: {{{}: …}}}}}}`", domain, model::kinds()[kind].name, item.key));
            continue;
          }
          if (!objects_.contains(address) && i > 0 && near_known(kind, item, address)) continue;
          Object& o = object(kind, item, {}, {});
          if (!o.shared.empty()) {
            sink_.report(declared_twice, item.key_span, address).also(o.at, "declared here first");
            continue;
          }
          begin(o);
          lay_object(o, item.value, layer.label);
        }
      });
    }
  }

  void remove_all(std::uint16_t kind, const Value& removed) {
    for (auto& [address, o] : objects_) {
      if (o.kind == kind && o.shared.empty()) lay(o.tree, removed, "removed", out_.origins, sink_);
    }
  }

  std::string declaring_domain(std::uint16_t kind, const std::string& name) const {
    for (const auto& [domain, d] : domains_) {
      if (const Value* objects = d.tree.find(model::kinds()[kind].name); objects != nullptr && objects->find(name) != nullptr) return domain;
    }
    return {};
  }

  /// A new name one edit away from a known one is a typo until shown otherwise: it would be a second database.
  bool near_known(std::uint16_t kind, const Item& item, const std::string& address) {
    for (auto& [other, o] : objects_) {
      if (o.kind != kind || !o.domain.empty() || support::edit_distance(o.name, item.key) != 1) continue;
      sink_.report(near_name, item.key_span, address, other).also(o.at, "declared here").help("rename it; a second one needs a name that differs more");
      o.tree.incomplete = true;  // what was written here was meant for it
      return true;
    }
    return false;
  }

  /// Something about these objects was reported and left out.
  void poison_all(std::uint16_t kind) {
    for (auto& [address, o] : objects_) {
      if (o.kind == kind) o.tree.incomplete = true;
    }
  }

  /// Underneath a new object: what every object of its kind starts from.
  void begin(Object& o) {
    if (!started_.insert(o.address).second) return;
    for (const Layer& layer : layers_) {
      const Value* defaults = layer.tree.find("defaults");
      const Value* of_kind = defaults == nullptr ? nullptr : defaults->find(model::kinds()[o.kind].name);
      if (of_kind != nullptr && of_kind->kind == Value::Kind::map) lay(o.tree, *of_kind, "defaults, " + layer.label, out_.origins, sink_);
    }
  }

  void lay_object(Object& o, const Value& body, const std::string& label) {
    if (body.kind != Value::Kind::map) {
      lay(o.tree, body, label, out_.origins, sink_);
      return;
    }
    Value plain = body;
    plain.erase("in");
    plain.erase("only");
    lay(o.tree, plain, label, out_.origins, sink_);
    if (const Value* variants = body.find("in")) {
      for (const Item& item : variants->items) known_place(item.key, item.key_span);
    }
    for (const Item* item : variants_here(body)) lay(o.tree, item->value, "in " + item->key, out_.origins, sink_);
    if (const Value* only = body.find("only")) {
      bool here = false;
      for (const Item& item : only->items) here = (known_place(item.value.text, item.value.span) && is_here(item.value.text)) || here;
      if (!here) {
        Value removed = tree::map(only->span);
        removed.kind = Value::Kind::removed;
        lay(o.tree, removed, "only", out_.origins, sink_);
      }
    }
  }

  /// What the object is here: the class first, then the environment.
  std::vector<const Item*> variants_here(const Value& body) const {
    std::vector<const Item*> out;
    const Value* variants = body.find("in");
    if (variants == nullptr) return out;
    for (const bool by_class : {true, false}) {
      for (const Item& item : variants->items) {
        if (is_class(item.key) == by_class && is_here(item.key)) out.push_back(&item);
      }
    }
    return out;
  }

  /// Between what all services start from and what this one says.
  void lay_profile(Object& o, const Value& body) {
    const Value* named = nullptr;
    const auto look = [&](const Value* tree) {
      const Value* profile = tree == nullptr || tree->kind != Value::Kind::map ? nullptr : tree->find("profile");
      if (profile != nullptr && !profile->invalid) named = profile;
    };
    look(&o.tree);
    look(&body);
    for (const Item* variant : variants_here(body)) look(&variant->value);
    for (const Layer& layer : layers_) look(change_of(layer, o));
    if (named == nullptr || named->kind != Value::Kind::scalar) return;
    const auto profile = profiles_.find(named->text);
    if (profile != profiles_.end()) {
      lay_object(o, profile->second.value, "profile " + named->text);
      return;
    }
    if (blind_) return;
    o.tree.incomplete = true;  // what it would have brought is not missing
    report_unknown_profile(*named, profiles_, sink_);
  }

  bool is_class(const std::string& name) const {
    return schema::class_named(name) && std::find(all_.environments.begin(), all_.environments.end(), name) == all_.environments.end();
  }
  bool is_here(const std::string& name) const {
    return is_class(name) ? schema::name(out_.environment_class) == name : name == out_.name;
  }
  bool known_place(const std::string& name, source::Span at) {
    if (schema::class_named(name)) return true;
    if (std::find(all_.environments.begin(), all_.environments.end(), name) != all_.environments.end()) return true;
    auto d = sink_.report(unknown_environment, at, name);
    const auto near = support::nearest(name, all_.environments);
    d.help(near ? fmt::format("did you mean `{}`", *near) : "environments are " + support::join(all_.environments, ", "));
    return false;
  }

  void domain_objects() {
    for (const auto& entry : domains_) {
      const std::string& name = entry.first;
      const Domain& domain = entry.second;
      if (const Value* head = written(domain.tree, "domain"); head != nullptr && !head->invalid && head->text != name) {
        sink_.report(name_differs, head->span, head->text, name).help("a domain is named like its folder");
      } else if (head == nullptr && !domain.poisoned) {
        sink_.report(no_head, {}, "domain: " + name).file("domains/" + name);
      } else if (head != nullptr && (name == "global" || name == "core" || name == "edge" || name == "bootstrap")) {
        sink_.report(reserved_name, head->span, name).help("give the domain another name");
      }
      each_kind(domain.tree, [&](std::uint16_t kind, const Item& objects) {
        if (objects.value.invalid || objects.value.incomplete) out_.poisoned.insert("domains/" + name);
        for (const Item& item : objects.value.items) {
          const std::string address = std::string(model::kinds()[kind].name) + "." + item.key;
          if (const auto it = objects_.find(address); it != objects_.end()) {
            sink_.report(declared_twice, item.key_span, address).also(it->second.at, "declared here first");
            continue;
          }
          Object& o = object(kind, item, name, {});
          begin(o);
          lay_profile(o, item.value);
          lay_object(o, item.value, "domain " + name);
          change_in_layers(o);
        }
      });
    }
  }

  /// What a layer changes in the resource of a domain; null: nothing.
  static const Value* change_of(const Layer& layer, const Object& o) {
    const Value* domains = layer.tree.find("domains");
    const Value* one = domains == nullptr ? nullptr : domains->find(o.domain);
    if (one == nullptr || one->kind == Value::Kind::removed) return one;
    const Value* objects = one->find(model::kinds()[o.kind].name);
    return objects == nullptr || objects->kind == Value::Kind::removed ? objects : objects->find(o.name);
  }

  void change_in_layers(Object& o) {
    for (const Layer& layer : layers_) {
      if (const Value* change = change_of(layer, o)) lay(o.tree, *change, "domains, " + layer.label, out_.origins, sink_);
    }
  }

  void changes_hit_something() {
    for (const Layer& layer : layers_) {
      const Value* domains = layer.tree.find("domains");
      if (domains == nullptr) continue;
      for (const Item& domain : domains->items) {
        const auto found = domains_.find(domain.key);
        if (found == domains_.end()) {
          auto d = sink_.report(unknown_domain, domain.key_span, domain.key);
          std::vector<std::string> known;
          for (const auto& [name, unused] : domains_) known.push_back(name);
          if (const auto near = support::nearest(domain.key, known)) d.help(fmt::format("did you mean `{}`", *near));
          continue;
        }
        if (found->second.poisoned) continue;
        each_kind(domain.value, [&](std::uint16_t kind, const Item& objects) {
          for (const Item& item : objects.value.items) change_hits(found->second, kind, item);
        });
      }
    }
  }

  void change_hits(const Domain& domain, std::uint16_t kind, const Item& item) {
    const std::string_view kind_name = model::kinds()[kind].name;
    const Value* declared = domain.tree.find(kind_name);
    if (declared != nullptr && declared->find(item.key) != nullptr) return;
    auto d = sink_.report(hits_nothing, item.key_span, fmt::format("domains.{}.{}.{}", domain.name, kind_name, item.key));
    std::vector<std::string> known;
    if (declared != nullptr) {
      for (const Item& other : declared->items) known.push_back(other.key);
    }
    if (const auto near = support::nearest(item.key, known)) d.help(fmt::format("did you mean `{}`", *near));
  }

  // ---- presence

  void apply_releases() {
    const std::string prefix = "service.";
    for (const Item& item : out_.releases.items) {
      const auto it = objects_.find(item.key);
      if (it != objects_.end()) continue;
      auto d = sink_.report(unknown_release, item.key_span, item.key);
      std::vector<std::string> known;
      for (const auto& [address, o] : objects_) {
        if (address.starts_with(prefix)) known.push_back(address);
      }
      const std::string meant = item.key.starts_with(prefix) ? item.key : prefix + item.key;
      const bool there = std::find(known.begin(), known.end(), meant) != known.end();
      const auto near = there ? std::optional<std::string_view>(meant) : support::nearest(meant, known);
      if (near) d.help(fmt::format("did you mean `{}`", *near));
    }
  }

  /// A cluster on somebody's machine runs what is built there, whether it was released or not.
  bool builds_its_own() const {
    if (out_.environment_class != schema::Class::local) return false;
    return std::any_of(objects_.begin(), objects_.end(), [](const auto& entry) { return entry.first.starts_with("kubernetes."); });
  }

  /// A release is the version of an image that we build; the version of another stands in `image`.
  void hold_releases() {
    for (const Item& item : out_.releases.items) {
      const auto it = objects_.find(item.key);
      if (it == objects_.end() || !foreign_.contains(item.key)) continue;
      sink_.report(foreign_release, item.key_span, item.key).also(it->second.at, "it has an `image:`").help("delete the line; `image:` says the version");
    }
  }

  /// `~` says "known elsewhere, not here". What nobody knows is a slip.
  void hold_removals(const std::set<std::string>& declared) {
    if (blind_) return;
    for (const auto& [address, o] : objects_) {
      if (o.tree.kind != Value::Kind::removed || declared.contains(address)) continue;
      auto d = sink_.report(removes_nothing, o.at, address);
      if (const auto near = support::nearest(address, std::vector<std::string>(declared.begin(), declared.end()))) d.help(fmt::format("did you mean `{}`", *near));
    }
  }

  void hold_assumptions(const std::set<std::string>& declared) {
    const Value* entries = out_.head.find("to_confirm");
    if (entries == nullptr) return;
    Value defaults = tree::map();
    diag::Sink unheard;  // each object has said it
    for (const Layer& layer : layers_) {
      const Value* of_layer = layer.tree.find("defaults");
      if (of_layer != nullptr) lay(defaults, *of_layer, layer.label, out_.origins, unheard);
    }
    confirm(*entries, {objects_, declared, defaults, out_.settings, out_.project, blind_}, out_.origins, sink_);
  }

  void finish() {
    for (const auto& [name, domain] : domains_) {
      if (const Value* services = domain.tree.find("service")) {
        for (const Item& item : services->items) {
          if (item.value.kind != Value::Kind::map) continue;
          if (item.value.find("image") != nullptr) {
            foreign_.insert("service." + item.key);
            continue;
          }
          out_.built.push_back(item.key);
          if (const Value* was = written(item.value, "was"); was != nullptr && !was->invalid) out_.renamed[item.key] = was->text;
        }
      }
    }
    std::sort(out_.built.begin(), out_.built.end());
    hold_releases();
    const std::set<std::string> declared = declared_by(documents_);
    hold_removals(declared);
    hold_assumptions(declared);
    for (const Document& d : documents_) {
      if (d.role != Role::environment && d.role != Role::layer) continue;
      each_kind(d.tree, [&](std::uint16_t kind, const Item& objects) {
        for (const Item& item : objects.value.items) {
          const std::string address = std::string(model::kinds()[kind].name) + "." + item.key;
          if (!objects_.contains(address)) out_.elsewhere.emplace(address, item.key_span);
        }
      });
    }
    for (auto& [address, o] : objects_) {
      // A file that could not be read may hold what is missing.
      const auto domain = domains_.find(o.domain);
      o.tree.incomplete |= blind_ || (domain != domains_.end() && domain->second.poisoned);
      const bool ours = std::binary_search(out_.built.begin(), out_.built.end(), o.name) && address == "service." + o.name;
      if (o.tree.kind == Value::Kind::removed) {
        out_.absent[address] = {out_.origins.span(o.tree.origin), "is removed here"};
      } else if (ours && out_.releases.find(address) == nullptr && !out_.shared && !builds_its_own()) {
        out_.absent[address] = {o.at, "has no release here"};
      } else {
        out_.objects.push_back(std::move(o));
      }
    }
  }

  std::span<const Document> documents_;
  const Units& all_;
  diag::Sink& sink_;
  Assembled out_;
  std::map<std::string, Domain> domains_;
  std::vector<Layer> layers_;              // outermost first
  std::map<std::string, Object> objects_;  // by address
  std::set<std::string> started_;
  std::map<std::string, Item> profiles_;   // of the project
  std::set<std::string> foreign_;          // services whose image others build
  bool blind_ = false;                     // a layer, the project or a shared stack is not known whole
};

}  // namespace

Units units(std::span<const Document> documents, diag::Sink& sink) {
  Units out;
  std::set<std::string> shared, environments;
  for (const Document& d : documents) {
    if (d.role == Role::shared) shared.insert(d.unit);
    if (d.role == Role::environment) environments.insert(d.unit);
  }
  for (const std::string& name : environments) {
    if (shared.contains(name)) sink.report(reserved_name, {}, name).file("envs/" + name).help("a shared stack has that name");
  }
  hold_profiles(documents, sink);
  out.shared.assign(shared.begin(), shared.end());
  out.environments.assign(environments.begin(), environments.end());
  return out;
}

Assembled assemble(std::span<const Document> documents, const Units& all, const std::string& unit, bool shared, diag::Sink& sink) {
  return Assembler(documents, all, unit, shared, sink).run();
}

}  // namespace infragen::merge
