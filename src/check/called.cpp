// Called modules: what Terraform would refuse, as far as the module's own files say it for certain.

#include <fmt/format.h>

#include <algorithm>

#include "check/passes.hpp"
#include "infragen/support/text.hpp"

namespace infragen::check {
namespace {

using facts::Type;
using model::ModuleCall;
using model::ModuleInterface;
using model::ModuleSource;
using model::ObjectId;
using Kind = tree::Value::Kind;

/// Terraform keeps these words of a `module` block for itself ("Module Blocks").
constexpr std::string_view kept_words[] = {"count", "depends_on", "for_each", "lifecycle", "providers", "source", "version"};

bool is_kept(const std::string& name) { return std::find(std::begin(kept_words), std::end(kept_words), name) != std::end(kept_words); }

std::string_view type_name(Type::Kind kind) {
  switch (kind) {
    case Type::Kind::string: return "a text";
    case Type::Kind::number: return "a number";
    case Type::Kind::boolean: return "`true` or `false`";
    case Type::Kind::list:
    case Type::Kind::set:
    case Type::Kind::tuple: return "a list";
    case Type::Kind::map:
    case Type::Kind::object: return "a map";
    case Type::Kind::dynamic: break;
  }
  return "anything";
}

bool is_number(const std::string& text) {
  bool digit = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool number = c >= '0' && c <= '9';
    digit = digit || number;
    const bool sign = (c == '-' || c == '+') && (i == 0 || text[i - 1] == 'e' || text[i - 1] == 'E');
    if (!number && !sign && c != '.' && c != 'e' && c != 'E') return false;
  }
  return digit;
}

/// What a literal that cannot become the type is; empty: it can, or nobody knows.
std::string misfit(const Type& type, const tree::Value& written) {
  if (type.kind == Type::Kind::dynamic || written.invalid || written.kind == Kind::removed) return {};
  const bool scalar_type = type.kind == Type::Kind::string || type.kind == Type::Kind::number || type.kind == Type::Kind::boolean;
  const bool map_type = type.kind == Type::Kind::map || type.kind == Type::Kind::object;
  if (written.kind == Kind::list) return scalar_type || map_type ? "a list" : "";
  if (written.kind == Kind::map) return map_type ? "" : "a map";
  if (written.text.find("${") != std::string::npos) return {};
  if (map_type) return "a text";
  if (type.kind == Type::Kind::number && !is_number(written.text)) return "a text";
  // A text of these words becomes a boolean (Terraform, "Types and Values", Type Conversion).
  if (type.kind == Type::Kind::boolean && written.text != "true" && written.text != "false" && written.text != "1" && written.text != "0") return "a text";
  return {};
}

class Call {
 public:
  Call(Judge& judge, ObjectId id, const ModuleCall& call) : judge_(judge), id_(id), call_(call), name_(judge.address(id)), module_(judge.env().module_of(call.source)) {}

  void run() {
    version();
    for (const auto& [name, value] : *call_.inputs) {
      if (is_kept(name)) unknown(name, value.mark, "Terraform keeps this word for itself");
    }
    if (!folder()) return;
    for (const std::string& provider : module_->providers) {
      judge_.report_field(module_provider, id_, "source", call_.source.mark, name_, provider).help("a module that makes do with the provider `aws`");
    }
    inputs();
    grants();
  }

 private:
  void unknown(const std::string& name, const schema::Mark& mark, std::string help) {
    judge_.report(no_such_variable, id_, judge_.env().origins.key(mark.origin), called(), name).help(std::move(help)).path(name_ + ".inputs." + name);
  }
  std::string called() const { return module_ == nullptr ? *call_.source : module_->folder; }

  /// Terraform, "Module Sources": a registry's modules have versions, others have none.
  void version() {
    const bool versioned = call_.version.present();
    const auto& at = versioned ? call_.version.mark : call_.source.mark;
    const char* field = versioned ? "version" : "source";
    switch (model::module_source(*call_.source)) {
      case ModuleSource::folder:
        if (versioned) judge_.report_field(module_version, id_, field, at, *call_.source, "is a folder of the project, and has no versions").help("delete the line");
        return;
      case ModuleSource::elsewhere:
        if (versioned) {
          judge_.report_field(module_version, id_, field, at, *call_.source, "is no address of a registry, and has no versions").help("`?ref=<tag>` behind an address of git");
        } else if (call_.source->find("?ref=") == std::string::npos && call_.source->find("&ref=") == std::string::npos) {
          judge_.report_field(moving_module, id_, field, at, name_, "its address names no `ref`").help("`?ref=<tag or commit>` behind the address");
        }
        return;
      case ModuleSource::registry:
        if (versioned && call_.version->find_first_not_of("0123456789.") == std::string::npos) return;
        judge_.report_field(moving_module, id_, field, at, name_, versioned ? "the version is a constraint" : "the registry's newest version is taken")
            .help(versioned ? "one version: `5.1.2`" : fmt::format("`version: 5.1.2`; a folder of the project is `./{}`", *call_.source));
    }
  }

  /// Whether its files are known.
  bool folder() {
    if (model::module_source(*call_.source) != ModuleSource::folder) return false;
    if (!model::module_folder(*call_.source)) {
      judge_.report_field(no_such_module, id_, "source", call_.source.mark, *call_.source, "lies outside the project").help("a folder below the project's own: `modules/vpn`");
    } else if (module_ == nullptr) {
      return false;
    } else if (module_->problem_at.known()) {
      judge_.report(unreadable_module, id_, module_->problem_at, module_->folder, module_->problem).also(judge_.at(call_.source.mark, id_), "called here");
    } else if (!module_->problem.empty()) {
      judge_.report_field(no_such_module, id_, "source", call_.source.mark, module_->folder, module_->problem).help("a folder of the project with `.tf` files; names count from the project's folder");
    } else {
      return true;
    }
    return false;
  }

  void inputs() {
    std::vector<std::string> known;
    for (const auto& [name, variable] : module_->variables) known.push_back(name);
    for (const auto& [name, value] : *call_.inputs) {
      const auto variable = module_->variables.find(name);
      if (variable != module_->variables.end()) {
        if (value.present()) input(name, variable->second, value);
      } else if (!module_->partial && !is_kept(name)) {
        const auto near = support::nearest(name, known);
        unknown(name, value.mark, near ? fmt::format("did you mean `{}`", *near) : known.empty() ? std::string("it has none") : "its variables are " + support::join(known, ", "));
      }
    }
    if (module_->partial) return;   // an override may give a default
    for (const auto& [name, variable] : module_->variables) {
      const auto given = call_.inputs->find(name);
      if (!variable.required || (given != call_.inputs->end() && given->second.present())) continue;
      judge_.report(missing_input, id_, judge_.head(id_).at, name_, name).also(variable.at, "declared here, without a default").help(fmt::format("`inputs: {{{}: …}}`", name)).path(name_ + ".inputs");
    }
  }

  void input(const std::string& name, const model::ModuleVariable& variable, const schema::Field<schema::Raw>& value) {
    const tree::Value& written = value->tree;
    const std::string path = name_ + ".inputs." + name;
    if (variable.sensitive && written.kind == Kind::scalar && written.text.find("${") == std::string::npos) {
      judge_.report(secret_input, id_, judge_.span(value.mark.origin), name, called()).also(variable.at, "declared here").help("`${input.<name>}` is given at apply time").path(path).secret();
      return;
    }
    fits(variable, variable.type, written, name, path);
  }

  void fits(const model::ModuleVariable& variable, const Type& type, const tree::Value& written, const std::string& name, const std::string& path) {
    if (const std::string is = misfit(type, written); !is.empty()) {
      judge_.report(input_type, id_, judge_.span(written.origin), name, std::string(type_name(type.kind)), is).also(variable.at, "declared here").path(path);
      return;
    }
    for (std::size_t i = 0; i < written.items.size(); ++i) {
      const tree::Item& item = written.items[i];
      const bool list = written.kind == Kind::list;
      const Type* below = type.elements.empty() ? nullptr : &type.elements[0];
      if (type.kind == Type::Kind::object) {
        const auto at = std::find(type.names.begin(), type.names.end(), item.key);
        below = at == type.names.end() ? nullptr : &type.elements[static_cast<std::size_t>(at - type.names.begin())];
      }
      const std::string step = list ? fmt::format("[{}]", i) : schema::path_step(item.key);
      if (below != nullptr) fits(variable, *below, item.value, name + step, path + step);
    }
  }

  /// A role that permits actions and says nothing about where permits them on the module's `arn`.
  void grants() {
    if (module_->partial || module_->outputs.contains("arn")) return;
    for (const auto& [role, grant] : *call_.grants) {
      if (!grant.present() || grant->actions->empty() || !grant->on->empty()) continue;
      judge_.report(grant_on_nothing, id_, judge_.at(grant.mark, id_), called(), role).help("`{actions: […], on: [\"${self.<output>}\"]}`").path(name_ + ".grants." + role);
    }
  }

  Judge& judge_;
  ObjectId id_;
  const ModuleCall& call_;
  std::string name_;
  const ModuleInterface* module_;
};

}  // namespace

void called(Judge& judge) {
  judge.each<ModuleCall>([&](ObjectId id, const ModuleCall& call) { Call(judge, id, call).run(); });
}

}  // namespace infragen::check
