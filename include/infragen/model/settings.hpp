#pragma once
/// What documents say beside resources: facts of the project, of a layer, of a domain.

#include "infragen/model/common.hpp"

namespace infragen::model {

struct Targets {
  Field<std::string> date;        ///< "today", ISO 8601; the clock is never asked
  Field<std::string> terraform;   ///< a version constraint
  Field<schema::Version> aws;
};

struct Aws {
  Field<std::string> region;
  Field<schema::InputText> account;
};

enum class InputType : std::uint8_t { text, account, domain };

/// A value known only at apply.
struct Input {
  Field<InputType> is;
  Field<std::string> about;
  Field<std::string> example;     ///< feeds the plan test
};

enum class StateLock : std::uint8_t { native, table, none };

struct S3State {
  Field<schema::NamePattern> bucket;
  Field<schema::StatePath> key;
  Field<std::string> region;
  Field<StateLock> lock;
  Field<schema::NamePattern> table;
  Field<bool> bootstrap;
};

struct State {
  Field<S3State> s3;
};

struct Names {
  Field<schema::NamePattern> fallback;                ///< `default`
  Field<Map<Map<schema::NamePattern>>> kinds;         ///< kind -> AWS type -> pattern
};

enum class Stacks : std::uint8_t { split, one };
enum class Arrangement : std::uint8_t { flat, modules };

struct Paths {
  Field<schema::StatePath> root;                      ///< folder of a root module, below the output root
  Field<std::string> modules;                         ///< folder that the modules stand in
  Field<std::string> base;                            ///< folder of what all environments have in Kubernetes
  Field<schema::NamePattern> overlay;                 ///< folder of what one has
};

/// A Terraform module that the layout `modules` writes.
struct ModuleLayout {
  Field<List<std::string>> holds;                     ///< AWS types, addresses, kinds, modules of templates
  Field<Map<std::string>> inputs;                     ///< variable -> the argument that it gives
  Field<Map<std::string>> outputs;                    ///< output -> the attribute that it tells
};

struct Layout {
  Field<Arrangement> terraform;
  Field<Stacks> stacks;
  Field<Paths> paths;
  Field<Map<ModuleLayout>> modules;
};

/// May stand in the project, a shared stack or a layer; the nearer one wins, maps merge.
struct Settings {
  Field<Aws> aws;
  Field<Map<Input>> inputs;
  Field<State> state;
  Field<Map<schema::NamePattern>> tags;
  Field<Map<Map<schema::Text>>> variables;            ///< kind, `kind as role` or address -> name -> text
};

/// infragen.yaml only.
struct Project {
  Field<std::int64_t> language;                       ///< `infragen: 1`
  Field<std::string> project;
  Field<Targets> targets;
  Field<Names> names;
  Field<Layout> layout;
};

/// The head of a layer or environment file.
struct EnvironmentHead {
  Field<std::string> environment;
  Field<std::string> environment_class;
  Field<std::string> extends;
  Field<Map<schema::Version>> releases;               ///< address -> version
};

/// A Terraform output.
struct OutputText {
  Field<schema::FactText> value;
  Field<std::string> about;
  Field<bool> sensitive;
};

/// What layers, environments and shared stacks say beside settings and objects.
struct UnitHead {
  Field<std::string> space;                           ///< `namespace`
  Field<Map<OutputText>> outputs;
  Field<Map<std::string>> to_confirm;                 ///< address -> why
};

struct SharedHead {
  Field<std::string> shared;
  Field<std::string> environment_class;
};

struct DomainHead {
  Field<std::string> domain;
};

}  // namespace infragen::model
