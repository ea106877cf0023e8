#pragma once
/// One environment (or shared stack) as typed objects, from decode to lower.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "infragen/model/kind.hpp"
#include "infragen/model/module_interface.hpp"
#include "infragen/model/settings.hpp"
#include "infragen/source/origin.hpp"
#include "infragen/view/value.hpp"

namespace infragen::model {

/// An object that this environment knows of and does not have.
struct Absence {
  source::Span at;      ///< the `~`, or what else says so
  std::string reason;   ///< `has no release here`, `is removed here`
};

/// A file that a field names.
struct File {
  std::string path;        ///< relative to the project
  std::string_view text;
};

struct Environment {
  std::string name;                      ///< `prod`; of a shared stack `global`
  bool shared = false;
  schema::Class environment_class = schema::Class::production;
  source::Span at;                       ///< where the environment is named
  Project project;
  Settings settings;
  UnitHead head;
  Map<schema::Version> releases;
  Objects objects;
  std::map<std::string, Absence> absent; ///< address -> why
  std::vector<std::string> built;        ///< services that the project builds, whatever the environment; sorted
  std::map<std::string, std::string> renamed;  ///< of `built`: name -> what it was called before (`was`)
  std::set<std::string> poisoned;        ///< files that could not be read: nothing is reported missing because of them
  std::map<std::string, source::Span> elsewhere;  ///< addresses that only other environments declare
  std::map<source::Span, File> files;    ///< where a field names it -> the file; without those that cannot be read
  std::map<source::Span, const ModuleInterface*> modules;  ///< where a field names a folder of Terraform files -> what it takes
  source::Origins origins;

  /// The file that the field names; null when it could not be read, or nothing is written.
  const File* file(const Field<std::string>& field) const {
    const auto found = files.find(origins.span(field.mark.origin));
    return found == files.end() ? nullptr : &found->second;
  }

  /// The module whose folder the field names; null when it names none.
  const ModuleInterface* module_of(const Field<std::string>& field) const {
    const auto found = modules.find(origins.span(field.mark.origin));
    return found == modules.end() ? nullptr : found->second;
  }

  /// Whether this unit makes the object: what a shared stack declares belongs to its own unit, and environments that
  /// use it only know of it.
  bool owns(ObjectId id) const { return objects.head(id).shared == (shared ? name : std::string()); }
  /// The address before `was:` renamed it, or its address.
  std::string former_address(ObjectId id) const {
    const auto& was = objects.common(id).was;
    const std::string& address = objects.head(id).address;
    return was.present() ? address.substr(0, address.rfind('.') + 1) + *was : address;
  }
  const std::string& project_name() const { return *project.project; }
  const std::string& region() const { return *settings.aws->region; }
};

}  // namespace infragen::model
