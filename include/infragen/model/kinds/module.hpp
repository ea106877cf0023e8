#pragma once
#include <optional>

#include "infragen/model/common.hpp"
#include "infragen/model/kinds/resource.hpp"

namespace infragen::model {

/// Where a called module answers.
struct ModuleListener {
  Field<std::int64_t> port;
  Field<schema::FactText> group;                 ///< id of the security group in front
  Field<schema::Address> network;
};

/// A call of a Terraform module that people wrote themselves, or take from elsewhere.
struct ModuleCall {
  Common common;
  Field<std::string> source;
  Field<std::string> version;                    ///< of a registry's module
  Field<Map<schema::Raw>> inputs;
  Field<ModuleListener> listens;
  Field<Map<RawGrant>> grants;                   ///< role -> what it permits
  Field<Map<schema::FactText>> facts;
};

/// Where Terraform takes a module from ("Module Sources"), by the form of the address alone.
enum class ModuleSource : std::uint8_t {
  folder,     ///< of the project: `modules/vpn`, `./modules/vpn`
  registry,   ///< `terraform-aws-modules/sqs/aws`, `app.example.com/platform/sqs/aws`
  elsewhere,  ///< `git::https://…`, `github.com/…`, an archive
};
ModuleSource module_source(std::string_view source);

/// The folder of the project that a source means, without `./`; nothing for another source, and for one that leads out
/// of the project.
std::optional<std::string> module_folder(std::string_view source);

}  // namespace infragen::model
