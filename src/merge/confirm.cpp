#include "merge/confirm.hpp"

#include <fmt/format.h>

#include <optional>

#include "infragen/merge/diagnostics.hpp"
#include "infragen/model/documents.hpp"
#include "infragen/model/kind.hpp"
#include "infragen/support/text.hpp"

namespace infragen::merge {
namespace {

using schema::ObjectSchema;
using schema::Shape;
using tree::Value;

/// `service.web.uses[postgres.main/shop]` as its steps. Nothing: brackets do not fit.
std::optional<std::vector<std::string>> steps_of(std::string_view address) {
  std::vector<std::string> out = {{}};
  for (std::size_t i = 0; i < address.size(); ++i) {
    if (address[i] == '.') {
      out.emplace_back();
    } else if (address[i] == '[') {
      const std::size_t close = address.find(']', i);
      if (close == std::string_view::npos) return std::nullopt;
      out.emplace_back(address.substr(i + 1, close - i - 1));
      i = close;
    } else {
      out.back() += address[i];
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& steps, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    const bool plain = steps[i].find_first_of("./[]*") == std::string::npos;
    out += plain ? (out.empty() ? "" : ".") + steps[i] : "[" + steps[i] + "]";
  }
  return out;
}

/// Where an address stops to mean something, and what is known there.
struct Miss {
  std::size_t step = 0;
  std::vector<std::string> known;
};

class Walk {
 public:
  /// `written`: each step stands in the tree too, and a default of the kind does not count.
  Walk(const std::vector<std::string>& steps, bool written) : steps_(steps), written_(written) {}

  std::optional<Miss> object(const ObjectSchema& schema, const Value* tree, std::size_t step) const {
    if (step == steps_.size()) return std::nullopt;
    const schema::FieldSchema* field = schema.find(steps_[step]);
    const Value* below = tree == nullptr ? nullptr : tree->find(steps_[step]);
    if (field != nullptr && (below != nullptr || !written_)) return shape(*field->shape(), below, step + 1);
    Miss miss{step, {}};
    for (const schema::FieldSchema& f : schema.fields) {
      if (!written_ || (tree != nullptr && tree->find(f.name) != nullptr)) miss.known.emplace_back(f.name);
    }
    return miss;
  }

 private:
  std::optional<Miss> shape(const Shape& shape, const Value* tree, std::size_t step) const {
    if (step == steps_.size()) return std::nullopt;
    if (shape.form == Shape::Form::object) return object(shape.object(), tree, step);
    Miss miss{step, {}};
    if (shape.form != Shape::Form::map || tree == nullptr) return miss;
    if (const Value* entry = tree->find(steps_[step])) return this->shape(*shape.element(), entry, step + 1);
    for (const tree::Item& item : tree->items) miss.known.push_back(item.key);
    return miss;
  }

  const std::vector<std::string>& steps_;
  bool written_;
};

class Confirm {
 public:
  Confirm(const Ground& ground, const source::Origins& origins, diag::Sink& sink) : ground_(ground), origins_(origins), sink_(sink) {}

  void entry(const std::string& address, const Value& why) {
    const source::Span at = origins_.key(why.origin);
    auto steps = steps_of(address);
    if (!steps) return miss(at, address, {}, {});
    bool here = true;
    const auto problem = find(*steps, here);
    if (problem) return miss(at, address, *steps, problem);
    if (here) sink_.report(to_confirm, at, address, why.text);
  }

 private:
  std::optional<Miss> find(std::vector<std::string>& steps, bool& here) const {
    if (steps.front() == "defaults") return in_defaults(steps);
    const model::KindSchema* kind = model::kind_named(steps.front());
    if (kind == nullptr) return in_settings(steps);
    // `network.cidr` is short for `network.main.cidr`.
    if (kind->single && steps.size() > 1 && kind->schema().find(steps[1]) != nullptr) steps.insert(steps.begin() + 1, "main");
    if (kind->typed && steps.size() > 2) {
      steps[1] += "." + steps[2];
      steps.erase(steps.begin() + 2);
    }
    std::vector<std::string> names;
    const std::string prefix = steps.front() + ".";
    for (const std::string& known : ground_.declared) {
      if (known.starts_with(prefix)) names.push_back(known.substr(prefix.size()));
    }
    if (steps.size() < 2) return names.empty() ? std::optional(Miss{0, kinds()}) : std::nullopt;
    const std::string address = prefix + steps[1];
    if (!ground_.declared.contains(address)) return Miss{1, names};
    const auto object = ground_.objects.find(address);
    here = object != ground_.objects.end() && object->second.tree.kind == Value::Kind::map;
    return Walk(steps, false).object(kind->schema(), here ? &object->second.tree : nullptr, 2);
  }

  std::optional<Miss> in_defaults(const std::vector<std::string>& steps) const {
    std::vector<std::string> written;
    for (const tree::Item& item : ground_.defaults.items) written.push_back(item.key);
    if (steps.size() < 2) return written.empty() ? std::optional(Miss{0, kinds()}) : std::nullopt;
    const Value* tree = ground_.defaults.find(steps[1]);
    if (tree == nullptr) return Miss{1, written};
    return Walk(steps, true).object(model::kind_named(steps[1])->schema(), tree, 2);
  }

  std::optional<Miss> in_settings(const std::vector<std::string>& steps) const {
    if (model::settings_schema().find(steps.front()) != nullptr) return Walk(steps, false).object(model::settings_schema(), &ground_.settings, 0);
    if (model::project_schema().find(steps.front()) != nullptr) return Walk(steps, false).object(model::project_schema(), &ground_.project, 0);
    return Miss{0, kinds()};
  }

  static std::vector<std::string> kinds() {
    std::vector<std::string> out = {"defaults"};
    for (const model::KindSchema& kind : model::kinds()) out.emplace_back(kind.name);
    return out;
  }

  void miss(source::Span at, const std::string& address, std::vector<std::string> steps, const std::optional<Miss>& problem) {
    if (ground_.blind) return;
    auto d = sink_.report(confirms_nothing, at, address);
    if (!problem) {
      d.help("`[` needs a `]`");
      return;
    }
    if (const auto near = support::nearest(steps[problem->step], problem->known)) {
      steps[problem->step] = *near;
      d.help(fmt::format("did you mean `{}`", joined(steps, steps.size())));
    } else if (problem->known.empty()) {
      d.help(fmt::format("`{}` has nothing below it", joined(steps, problem->step)));
    } else {
      d.help("known here: " + support::join(problem->known, ", "));
    }
  }

  const Ground& ground_;
  const source::Origins& origins_;
  diag::Sink& sink_;
};

}  // namespace

std::set<std::string> declared_by(std::span<const expand::Document> documents) {
  std::set<std::string> out;
  for (const expand::Document& d : documents) {
    for (const tree::Item& objects : d.tree.items) {
      if (model::kind_named(objects.key) == nullptr) continue;
      for (const tree::Item& item : objects.value.items) {
        if (item.value.kind != Value::Kind::removed) out.insert(objects.key + "." + item.key);
      }
    }
  }
  return out;
}

void confirm(const Value& entries, const Ground& ground, const source::Origins& origins, diag::Sink& sink) {
  Confirm each(ground, origins, sink);
  for (const tree::Item& item : entries.items) {
    if (item.value.kind == Value::Kind::scalar && !item.value.invalid) each.entry(item.key, item.value);
  }
}

}  // namespace infragen::merge
