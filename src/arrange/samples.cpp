#include "arrange/samples.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

namespace infragen::arrange {
namespace {

struct IdPrefix {
  std::string_view type, prefix;
};
// Amazon EC2, "Resource IDs": a prefix and 17 hexadecimal digits. Other types take their name as id.
constexpr IdPrefix prefixes[] = {
    {"aws_vpc", "vpc-"},
    {"aws_subnet", "subnet-"},
    {"aws_security_group", "sg-"},
    {"aws_route_table", "rtb-"},
    {"aws_internet_gateway", "igw-"},
    {"aws_nat_gateway", "nat-"},
    {"aws_network_interface", "eni-"},
    {"aws_instance", "i-"},
    {"aws_ebs_volume", "vol-"},
    {"aws_service_discovery_private_dns_namespace", "ns-"},
    {"aws_service_discovery_service", "srv-"},
};

struct DataAttribute {
  std::string_view type, attribute, prefix;
};
// What templates read of data sources, in forms that the provider's checks take.
constexpr DataAttribute data_attributes[] = {
    {"aws_ssm_parameter", "insecure_value", "ami-"},
    {"aws_ami", "id", "ami-"},
    {"aws_subnet", "id", "subnet-"},
    {"aws_vpc", "id", "vpc-"},
};

constexpr std::string_view account = "210987654321";

/// 17 hexadecimal digits that differ between labels (FNV-1a).
std::string digits(const std::string& label) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : label) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return fmt::format("0{:016x}", hash);
}

/// `security_group` of the output `security_group_id` of a module; empty for other attributes.
std::string_view module_id(std::string_view type, std::string_view attribute) {
  if (type != "module") return {};
  if (attribute.ends_with("_ids")) return attribute.substr(0, attribute.size() - 4);
  return attribute.ends_with("_id") ? attribute.substr(0, attribute.size() - 3) : std::string_view();
}

/// `aws_lb_listener` belongs to service `elasticloadbalancing`; most types begin with their service's name.
std::string_view service_of(std::string_view type) {
  if (type.starts_with("aws_lb")) return "elasticloadbalancing";
  if (type.starts_with("aws_db") || type.starts_with("aws_rds")) return "rds";
  if (type.starts_with("aws_service_discovery")) return "servicediscovery";
  if (type.starts_with("aws_cloudwatch_log")) return "logs";
  if (type == "module") return "sqs";   // a service like any other
  type.remove_prefix(4);
  return type.substr(0, type.find('_'));
}

}  // namespace

std::string sample(const std::string& type, const std::string& label, const std::string& attribute, const std::string& region) {
  if (attribute == "arn" || attribute.ends_with("_arn") || (type == "module" && attribute.ends_with("arns"))) {
    const std::string_view service = attribute.find("secret") != std::string::npos ? "secretsmanager" : service_of(type);
    return fmt::format("arn:aws:{}:{}:{}:{}/{}", service, service == "iam" ? "" : region, account, service == "secretsmanager" ? "secret" : service == "iam" ? "role" : "resource", label);
  }
  // An output of a module says what it is by its name: `security_group_id`, `subnet_ids`.
  if (const std::string_view stem = module_id(type, attribute); !stem.empty()) {
    for (const IdPrefix& p : prefixes) {
      if (stem.ends_with(p.type.substr(4))) return std::string(p.prefix) + digits(label);
    }
    return label;
  }
  if (attribute == "id") {
    for (const IdPrefix& p : prefixes) {
      if (p.type == type) return std::string(p.prefix) + digits(label);
    }
    return label;
  }
  if (attribute == "repository_url") return fmt::format("{}.dkr.ecr.{}.amazonaws.com/{}", account, region, label);
  if (attribute == "private_ip") return "10.0.0.10";
  if (attribute == "address" || attribute.ends_with("_address") || attribute.ends_with("endpoint") || attribute == "dns_name") return fmt::format("{}.example.internal", label);
  return label;
}

std::map<std::string, std::string> data_samples(const std::string& type, const std::string&) {
  std::map<std::string, std::string> out;
  for (const DataAttribute& known : data_attributes) {
    if (known.type == type) out[std::string(known.attribute)] = std::string(known.prefix) + digits(type);   // one for all: what is looked up is the same in every layout
  }
  if (type == "aws_caller_identity") out["account_id"] = account;
  return out;
}

}  // namespace infragen::arrange
