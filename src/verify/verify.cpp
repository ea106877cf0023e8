#include "infragen/verify/verify.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

#include "infragen/support/text.hpp"
#include "verify/run.hpp"

namespace infragen::verify {

using facts::Block;
using facts::Provider;
using hcl::Item;

bool is_error(Problem::Kind kind) { return kind != Problem::Kind::ignored && kind != Problem::Kind::deprecated; }

namespace {

constexpr std::string_view kProvider = "aws";

struct TopLevel {
  std::string_view name;
  BlockKind kind;
  std::string_view what;
  std::optional<Block> (Provider::*find)(std::string_view) const;
  std::vector<std::string_view> (Provider::*all)() const;
};

constexpr std::array kTopLevel = {
    TopLevel{"resource", BlockKind::resource, "resource type", &Provider::resource, &Provider::resource_types},
    TopLevel{"data", BlockKind::data, "data source", &Provider::data_source, &Provider::data_source_types},
    TopLevel{"ephemeral", BlockKind::ephemeral, "ephemeral resource", &Provider::ephemeral, &Provider::ephemeral_types},
};

const std::string* label(const Item& block, std::size_t index) {
  return index < block.labels.size() ? hcl::constant_string(block.labels[index].text) : nullptr;
}

}  // namespace

struct Verifier::State {
  explicit State(const Provider& p) : provider(&p) {}

  const TypeFacts* facts_of(const std::string& type) {
    auto at = facts.find(type);
    if (at == facts.end()) at = facts.try_emplace(type, *provider, type).first;
    return &at->second;
  }

  std::vector<Problem> typed(const TopLevel& top, const Item& block) {
    std::vector<Problem> out;
    const std::string* type = label(block, 0);
    if (type == nullptr || !type->starts_with("aws_")) return out;
    Run run;
    run.type = *type;
    run.patterns = &patterns;
    run.problems = &out;
    const Place place = Place{}.of(block);
    const std::string* name = label(block, 1);
    if (block.labels.size() != 2) {
      run.report(Problem::Kind::misplaced, place, fmt::format("a `{}` block needs two labels: type and name", top.name));
    } else if (name != nullptr && !hcl::is_identifier(*name)) {
      run.report(Problem::Kind::misplaced, place, fmt::format("`{}` is no name for a `{}` block", *name, top.name));
    }
    const auto schema = (provider->*top.find)(*type);
    if (!schema) {
      const auto near = support::nearest(*type, (provider->*top.all)());
      run.report(Problem::Kind::unknown_type, place, fmt::format("there is no {} `{}`", top.what, *type),
                 near ? fmt::format("did you mean `{}`?", *near) : std::string());
      return out;
    }
    if (schema->deprecated()) {
      run.report(Problem::Kind::deprecated, place, fmt::format("the {} `{}` is deprecated", top.what, *type));
    }
    if (top.kind == BlockKind::resource) run.facts = facts_of(*type);
    check_top(run, top.kind, block, *schema, place);
    return out;
  }

  std::vector<Problem> configuration(const Item& block) {
    std::vector<Problem> out;
    const std::string* name = label(block, 0);
    if (name == nullptr || *name != kProvider) return out;
    Run run;
    run.patterns = &patterns;
    run.problems = &out;
    check_top(run, BlockKind::provider, block, provider->configuration(), Place{}.of(block));
    return out;
  }

  const Provider* provider;
  std::map<std::string, TypeFacts> facts;
  Patterns patterns;
};

Verifier::Verifier(const Provider& provider) : state_(std::make_unique<State>(provider)) {}
Verifier::~Verifier() = default;
Verifier::Verifier(Verifier&&) noexcept = default;
Verifier& Verifier::operator=(Verifier&&) noexcept = default;

std::vector<Problem> Verifier::verify(const Item& block) {
  if (block.kind != Item::Kind::block) return {};
  if (block.name == "provider") return state_->configuration(block);
  for (const TopLevel& top : kTopLevel) {
    if (top.name == block.name) return state_->typed(top, block);
  }
  return {};
}

std::vector<Problem> verify(const Item& block, const Provider& provider) { return Verifier(provider).verify(block); }

}  // namespace infragen::verify
