#include "infragen/called/called.hpp"

#include <algorithm>

#include "infragen/hcl/parse.hpp"

namespace infragen::called {
namespace {

using facts::Type;
using hcl::Expr;
using hcl::Item;
using model::ModuleInterface;

/// Data sources of the AWS provider that it answers without asking AWS.
constexpr std::string_view local_lookups[] = {"aws_arn", "aws_billing_service_account", "aws_default_tags", "aws_iam_policy_document",
                                              "aws_partition", "aws_region", "aws_service", "aws_service_principal"};

const Item* attribute(const hcl::Body& body, std::string_view name) {
  const auto found = std::find_if(body.begin(), body.end(), [&](const Item& item) { return item.kind == Item::Kind::attribute && item.name == name; });
  return found == body.end() ? nullptr : &*found;
}

bool is_true(const hcl::Body& body, std::string_view name) {
  const Item* item = attribute(body, name);
  return item != nullptr && item->value.kind == Expr::Kind::boolean && item->value.text == "true";
}

std::string label(const Item& block, std::size_t index) {
  const std::string* text = index < block.labels.size() ? hcl::constant_string(block.labels[index].text) : nullptr;
  return text == nullptr ? std::string() : *text;
}

Type plain(Type::Kind kind) { return {kind, {}, {}}; }

Type type_of(const Expr& e);

Type object_type(const Expr& members) {
  Type out = plain(Type::Kind::object);
  for (std::size_t i = 0; i + 1 < members.items.size(); i += 2) {
    const std::string* quoted = hcl::constant_string(members.items[i]);
    out.names.push_back(quoted != nullptr ? *quoted : members.items[i].text);
    out.elements.push_back(type_of(members.items[i + 1]));
  }
  return out;
}

/// A type constraint (Terraform, "Type Constraints"); the words of old versions stood in quotes.
Type type_of(const Expr& e) {
  struct Word {
    std::string_view name;
    Type::Kind kind;
  };
  static constexpr Word words[] = {{"string", Type::Kind::string}, {"number", Type::Kind::number}, {"bool", Type::Kind::boolean},
                                   {"list", Type::Kind::list},     {"set", Type::Kind::set},       {"map", Type::Kind::map}};
  const std::string* quoted = hcl::constant_string(e);
  const std::string& name = quoted != nullptr ? *quoted : e.text;
  if (e.kind == Expr::Kind::call) {
    if (e.items.empty()) return {};
    const Expr& inside = e.items.front();
    if (name == "optional") return type_of(inside);
    if (name == "object") return inside.kind == Expr::Kind::object ? object_type(inside) : Type{};
    if (name == "tuple") return plain(Type::Kind::tuple);
  } else if (e.kind != Expr::Kind::name && quoted == nullptr) {
    return {};
  }
  for (const Word& word : words) {
    if (word.name != name) continue;
    Type out = plain(word.kind);
    const bool holds = word.kind == Type::Kind::list || word.kind == Type::Kind::set || word.kind == Type::Kind::map;
    if (holds) out.elements.push_back(e.kind == Expr::Kind::call ? type_of(e.items.front()) : Type{});
    return out;
  }
  return {};
}

bool is_list(const Expr& e) {
  static constexpr std::string_view functions[] = {"concat", "flatten", "keys", "split", "tolist", "toset", "values"};
  if (e.kind == Expr::Kind::call) return std::find(std::begin(functions), std::end(functions), e.text) != std::end(functions);
  if (e.kind == Expr::Kind::attribute || e.kind == Expr::Kind::parens) return !e.items.empty() && is_list(e.items.front());   // `aws_subnet.this[*].id`
  return e.kind == Expr::Kind::tuple || e.kind == Expr::Kind::for_tuple || e.kind == Expr::Kind::splat;
}

/// `configuration_aliases = [aws.us]` in `required_providers`.
void needed_providers(const Item& terraform, ModuleInterface& out) {
  for (const Item& block : terraform.body) {
    if (block.name != "required_providers") continue;
    for (const Item& provider : block.body) {
      for (std::size_t i = 0; i + 1 < provider.value.items.size(); i += 2) {
        if (provider.value.items[i].text != "configuration_aliases") continue;
        for (const Expr& alias : provider.value.items[i + 1].items) out.providers.push_back(provider.name + "." + alias.text);
      }
    }
  }
}

class Reader {
 public:
  Reader(const load::Loaded& loaded, ModuleInterface& out) : loaded_(loaded), out_(out) {}

  void file(source::FileId id) {
    const hcl::Parsed parsed = hcl::parse(loaded_.files.text(id));
    if (parsed.error && out_.problem.empty()) {
      out_.problem = parsed.error->message;
      out_.problem_at = {id, parsed.error->at, std::max(parsed.error->end, parsed.error->at)};
    }
    for (const Item& item : parsed.body) {
      if (item.kind == Item::Kind::block) block(id, item);
    }
  }

 private:
  void block(source::FileId id, const Item& item) {
    const std::string first = label(item, 0);
    const source::Span at{id, item.at, item.at + static_cast<std::uint32_t>(item.name.size())};
    if (item.name == "variable" && !first.empty()) {
      const Item* type = attribute(item.body, "type");
      out_.variables.emplace(first, model::ModuleVariable{type == nullptr ? Type{} : type_of(type->value), attribute(item.body, "default") == nullptr, is_true(item.body, "sensitive"), at});
    } else if (item.name == "output" && !first.empty()) {
      const Item* value = attribute(item.body, "value");
      out_.outputs.emplace(first, model::ModuleOutput{is_true(item.body, "sensitive") || is_true(item.body, "ephemeral"), value != nullptr && is_list(value->value), at});
    } else if (item.name == "data" && first.starts_with("aws_") && std::find(std::begin(local_lookups), std::end(local_lookups), first) == std::end(local_lookups)) {
      out_.lookups.push_back(first + "." + label(item, 1));
    } else if (item.name == "terraform") {
      needed_providers(item, out_);
    }
  }

  const load::Loaded& loaded_;
  ModuleInterface& out_;
};

}  // namespace

std::map<std::string, ModuleInterface> interfaces(const load::Loaded& loaded) {
  std::map<std::string, ModuleInterface> all;
  for (const auto& [path, folder] : loaded.folders) {
    ModuleInterface& out = all[path];
    out.folder = path;
    out.problem = folder.problem;
    out.partial = folder.partial;
    if (!folder.problem.empty()) continue;
    Reader reader(loaded, out);
    for (const source::FileId file : folder.files) reader.file(file);
    std::sort(out.lookups.begin(), out.lookups.end());
    std::sort(out.providers.begin(), out.providers.end());
  }
  return all;
}

}  // namespace infragen::called
