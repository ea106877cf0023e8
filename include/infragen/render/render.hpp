#pragma once
/// Objects through templates into top-level HCL blocks.
///
/// `{{ module vpc }}` names the module of the layout `modules`; `{{ module rds each }}` has a call for each object, and
/// `{{ module cloudmap discovery }}` is for one role only. A word that is a field of the object stands for its text.
/// `{{ input instance_class multi_az }}` names arguments that are variables of the module.
///
/// A template is Terraform with holes: `{{ path }}` is a value of the object, `{{ path? }}` one that may be absent (and
/// takes its attribute along), `{{ ref role[key] attribute }}` an attribute of another resource of the same object,
/// `{{ address role key }}` the label of a resource. `{{ if path }} … {{ else }} … {{ end }}` and `{{ for x in path }} …
/// {{ end }}` stand on lines of their own. The head names the file: `{{ file network }}`. A hole writes what stands in its
/// place: an expression, or a part of a string. Nothing is pasted as text, so no value can break out of its place.
///
/// An object goes through the template that it names, and then through those that are added to it. They read the same
/// values, and `ref` reaches the resources of all of them; a role (with its key) belongs to one resource only.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "infragen/diag/diagnostic.hpp"
#include "infragen/hcl/ast.hpp"
#include "infragen/view/value.hpp"

namespace infragen::render {

/// What a block takes over from outside of Terraform.
struct Import {
  std::string instance;        ///< of a block with `for_each`; empty: the block is one resource
  hcl::Expr id;
  source::OriginId origin = source::no_origin;
};

/// How often a template writes a block for one object: it stands alone, below `if`, or below `for`.
enum class Often : std::uint8_t { once, perhaps, many };

/// Where a block lies when roots are divided into modules, as its template says.
struct Lot {
  std::string module;          ///< `vpc`; the template's file when its head names no module
  bool each = false;           ///< a call of the module for each object, rather than one for all
  Often often = Often::once;
  std::string loop;            ///< of `for x in subnets`: `subnets`
  std::string condition;       ///< of `if logged`: `logged`; empty below `else`
  std::string role;            ///< its role, and a key that the template itself writes: `listener-443`
  bool with_kind = false;      ///< the label needs the kind: many kinds share the template
  std::string key;             ///< the identity's key without what stands in `role`
  std::vector<std::string> inputs;  ///< arguments that are variables of the module whatever their values are
};

/// One top-level block.
struct Block {
  hcl::Item item;
  view::Identity id;
  std::string former_key;      ///< the key before another object, of which it speaks, was renamed; empty: the same
  std::string block_type;      ///< `resource`, `ephemeral`, `data`
  std::string type;            ///< `aws_vpc`
  std::string label;
  std::string file;            ///< `network`, without `.tf`
  std::string folder;          ///< of a called module: a folder of the project, to which `source` shall lead
  std::string stack;           ///< empty: with what it refers to
  std::string template_name;   ///< empty: its body is as a person wrote it
  source::OriginId origin = source::no_origin;
  std::vector<std::string> near;               ///< stacks before which it does not stand
  std::vector<source::OriginId> patched;       ///< of arguments that a person added; sorted
  std::vector<Import> imports;
  Lot lot;
};

struct Rendered {
  std::vector<Block> blocks;
  std::vector<view::Ref> slots;   ///< what the `slot` expressions refer to
};

/// A value as an expression; references become slots of `out`.
hcl::Expr expression(const view::Value& value, Rendered& out);
/// A map as a body: arguments, and nested blocks where a value says so.
hcl::Body body(const view::Value& fields, Rendered& out);

/// Finds a template by name, the project's own before the built-in one; the answer's text must stay alive.
struct TemplateText {
  std::string_view text;
  source::FileId file = source::no_file;   ///< of a project's own template
};
using FindTemplate = std::function<std::optional<TemplateText>(const std::string& name)>;

/// Template -> those that a project adds to it, in their order: `terraform/ecs-service.tf` ->
/// `terraform/ecs-service+alarms.tf`.
using Additions = std::map<std::string, std::vector<std::string>>;

/// `after` hears the number of each object when it has been rendered: its fields are not read again.
Rendered render(const std::vector<view::Object>& objects, const FindTemplate& find, const source::Origins& origins, diag::Sink& sink,
                const Additions& additions = {}, const std::function<void(std::size_t)>& after = {});

/// The Terraform label of a resource: object name, role unless the type says it, key; `kind` in front for templates
/// that many kinds share.
std::string label_of(const view::Identity& id, std::string_view type, bool with_kind);

}  // namespace infragen::render
