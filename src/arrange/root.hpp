#pragma once
// What every Terraform root has beside its resources.

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "infragen/hcl/ast.hpp"
#include "infragen/model/environment.hpp"

namespace infragen::arrange {

/// An attribute that another root reads.
struct Output {
  std::string name;
  std::string type, label, attribute;   ///< of a called module the type is `module`
  std::string value;                    ///< how this root says it
  bool list = false;
};

/// A resource that is there already, and comes under this root with the next apply.
struct Adopted {
  std::string to;                                         ///< `aws_lb.public`
  std::string instance;                                   ///< of `for_each`; empty: the resource is one
  hcl::Expr id;
  source::OriginId origin = source::no_origin;
};

/// A root, before its files are printed.
struct Root {
  const model::Environment* env = nullptr;
  std::string stack;
  std::string folder;                                     ///< `terraform/prod/core`
  std::string modules;                                    ///< the modules' folder, as seen from there; empty: it calls none
  std::map<std::string, hcl::Body> files;                 ///< file name without `.tf` -> blocks
  std::map<std::string, Output> outputs;                  ///< by name
  std::map<std::string, std::map<std::string, Output>> reads;  ///< key of another root -> what is read there
  std::set<std::string> variables;                        ///< inputs that it uses
  std::size_t resources = 0;
  std::vector<std::pair<std::string, std::string>> moved; ///< from, to
  std::vector<Adopted> adopted;
  std::map<std::string, std::vector<std::string>> lookups;  ///< `module.vpn` -> its data sources that ask AWS: `aws_ami.this`
};

/// Adds versions, providers, backend, remote states, variables, outputs, moves and imports. `region` of a read root is its own.
void complete(Root& root, const std::map<std::string, const Root*>& by_key);

/// tests/plan.tftest.hcl
hcl::Body plan_test(const Root& root);

std::string key_of(const std::string& unit, const std::string& stack);

}  // namespace infragen::arrange
