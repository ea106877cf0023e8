#pragma once
// The layout `modules`: resources that all roots share in modules, and roots that call them. Values between its steps:
// assign -> fold -> call -> unfold.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "arrange/hcl_type.hpp"
#include "arrange/root.hpp"
#include "infragen/arrange/arrange.hpp"
#include "infragen/facts/provider.hpp"
#include "infragen/hcl/print.hpp"

namespace infragen::arrange {

inline constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

/// A block of a root, and where it lies.
struct Element {
  std::size_t unit = 0;
  render::Block* block = nullptr;
  Root* root = nullptr;
  std::size_t call = nowhere;    ///< nowhere: in the root itself
  std::size_t group = nowhere;
  std::string key;               ///< of `for_each`
};

/// `module "rds" { … }` in one root.
struct Call {
  Root* root = nullptr;
  std::size_t unit = 0;
  std::size_t module = nowhere;
  std::string label;             ///< an identifier
  std::string object;            ///< of a module with a call for each object
  std::vector<std::pair<std::string, hcl::Expr>> arguments;   ///< as the root says them
};

/// Blocks of all roots that are one block of a module: (module, type, kind and role, life cycle).
struct Group {
  std::size_t module = nowhere;
  std::string block_type, type, label;
  bool many = false;             ///< has `for_each`
  bool counted = false;          ///< has `count`: some calls have none
  std::size_t space = nowhere;   ///< of keys, when `many`
  std::string flag;              ///< the field or variable that says where there is one; empty: everywhere
  std::vector<const Element*> elements;   ///< by root, in the order in which they were made
  hcl::Item item;                ///< of the module's text
  std::size_t text_unit = 0;     ///< whose origins the text carries
};

/// A value of a call, or of an element of it. It may hold slots of the call's unit.
struct Value {
  std::size_t call = nowhere;
  std::string key;               ///< of a field
  hcl::Expr expr;
};

/// A variable of a module.
struct Variable {
  std::string name;
  Type type;
  std::string about;
  bool keyed = false;            ///< a map by the keys of a space; values carry keys
  bool reference = false;        ///< from other resources; otherwise literals
  bool optional = false;         ///< null where a call does not give it
  std::vector<Value> values;     ///< in the order of calls, then of keys
  std::vector<std::pair<std::size_t, std::string>> silent;   ///< calls and keys that it reads as null
};

/// What groups with the same keys iterate over: a variable that is a set of keys, or a map of objects.
struct Space {
  std::size_t module = nowhere;
  std::string name;
  std::string one;               ///< what a key stands for: `service`
  std::map<std::size_t, std::set<std::string>> keys;   ///< by call
  std::vector<Variable> fields;
};

struct ModuleOutput {
  std::size_t group = nowhere;
  std::string attribute;
};

struct Module {
  std::string name;              ///< of its folder
  bool each = false;
  std::vector<std::size_t> groups, spaces, calls;
  std::vector<Variable> variables;
  std::map<std::string, ModuleOutput> outputs;
  std::map<std::string, std::string> input_names;      ///< `aws_db_instance.instance_class` -> `instance_class`
  std::map<std::string, std::string> output_names;     ///< `aws_db_instance.address` -> `endpoint`
};

/// What a slot of a unit means.
struct Target {
  const Element* element = nullptr;
  std::string attribute;
  std::string text;              ///< as the root says it; empty: a reference inside of the root
};

/// Words of a root that stand in names: they become variables of every module.
struct Words {
  std::string name, environment, region;
};

struct Modular {
  std::vector<Element> elements;
  std::vector<Module> modules;
  std::vector<Group> groups;
  std::vector<Space> spaces;
  std::vector<Call> calls;
  std::vector<std::vector<Target>> slots;     ///< by unit and slot
  std::vector<Words> words;                   ///< by unit
  std::size_t several_units = 0;              ///< environments with different names

  const Module& module_of(const Group& g) const { return modules[g.module]; }
};

// ---- texts

/// `order-service` -> `order_service`, `containerPort` -> `container_port`.
std::string snake(std::string_view text);
std::string plural(std::string word);
/// Two names as one, without saying a word twice: `repository`, `repository_url` -> `repository_url`.
std::string joined(std::string_view a, std::string_view b);
/// Of a type without provider and service: `aws_db_instance` -> `instance`.
std::string tail_of(std::string_view type);
/// What a block is called in names of variables and outputs: its label, or what its type says.
std::string base_of(const Group& g);
/// `aws_subnet.this`; `data.aws_ssm_parameter.image`
std::string address_in_module(const Group& g);
/// Of a block of a root without modules: `aws_subnet.main_app_a`, `module.vpn`.
std::string address_in_root(const render::Block& b);
/// From the root: `module.vpc.aws_subnet.this["app-a"]`.
std::string address_from_root(const Modular& m, const Element& e);

/// What the provider says of such a block; nothing when it does not know it.
std::optional<facts::Block> schema_of(const Group& g);
/// Whether the block has that attribute: `master_user_secret[0].secret_arn`.
bool is_of(const Group& g, const std::string& path);

// ---- steps

/// Where the blocks of all roots are, before anything is folded.
struct Places {
  std::vector<std::vector<Root*>> roots;                           ///< by unit and block
  std::vector<std::vector<std::pair<std::size_t, std::size_t>>> targets;   ///< by unit and slot: unit and block
};

/// Divides the blocks into modules, calls and groups.
Modular assign(std::vector<Unit>& units, const Places& places, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink);

/// Folds every group into one block, and makes variables of what differs.
void fold(Modular& m, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink);

/// A file of the modules, and which lines come from where: (line, unit, origin).
struct ModuleFile {
  std::string text;
  struct Line {
    std::uint32_t line = 0;
    std::size_t unit = 0;
    source::OriginId origin = source::no_origin;
  };
  std::vector<Line> lines;
};

/// What the modules are as text, and what roots say to call them.
struct Called {
  std::map<std::string, ModuleFile> files;                  ///< `rds/main.tf` -> text
  std::map<const Root*, hcl::Printed> values;               ///< terraform.tfvars
};

/// Writes the modules, and puts calls and variables into the roots.
Called call_modules(Modular& m, const std::vector<Unit>& units);

/// Blocks and variables of modules that need each other, if there are any: `module.iam.aws_iam_role.task`, … in a circle.
std::vector<std::string> circle(const Modular& m);

/// Words of `layout: modules:` that nothing answers to, and those that two modules claim. Null: the layout has no modules.
void hold_layout(const Modular* m, const std::vector<Unit>& units, diag::Sink& sink);

/// What other resources of the root call an attribute: `module.vpc.subnet_ids["app-a"]`. Asks the module for an output.
std::string reference_from_root(Modular& m, const Target& to);

}  // namespace infragen::arrange
