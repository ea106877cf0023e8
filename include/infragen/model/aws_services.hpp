#pragma once
/// Services of AWS as the names of VPC endpoints have them: `ecr.api` of `com.amazonaws.eu-central-1.ecr.api`.

#include <span>
#include <string>
#include <string_view>

namespace infragen::model {

/// Those that have interface endpoints with private DNS, as of the day of our data; sorted. AWS adds some every year.
std::span<const std::string_view> interface_services();
bool has_interface(std::string_view service);

/// Amazon VPC user guide, "Gateway endpoints": Amazon S3 and DynamoDB, for good.
std::span<const std::string_view> gateway_services();
bool has_gateway(std::string_view service);

/// The service that whoever does `sqs:SendMessage` calls. Empty: the call goes to something inside of the VPC, or another
/// service makes it on the caller's behalf.
std::string_view service_of_action(std::string_view action);

}  // namespace infragen::model
