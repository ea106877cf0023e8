#include "infragen/model/aws_services.hpp"

#include <algorithm>
#include <utility>

namespace infragen::model {
namespace {

// AWS PrivateLink, "AWS services that integrate with AWS PrivateLink", as of 2025. Those whose endpoints have names of
// another form are not there.
constexpr std::string_view interfaces[] = {
    "access-analyzer", "account", "acm-pca", "airflow.api", "airflow.env", "airflow.ops", "app-integrations",
    "appconfig", "appconfigdata", "application-autoscaling", "apprunner", "apprunner.requests", "appstream.api",
    "appstream.streaming", "appsync-api", "aps", "aps-workspaces", "athena", "auditmanager", "autoscaling",
    "autoscaling-plans", "b2bi", "backup", "backup-gateway", "batch", "bedrock", "bedrock-agent",
    "bedrock-agent-runtime", "bedrock-runtime", "billingconductor", "braket", "cassandra", "cassandra-fips",
    "cleanrooms", "cloudcontrolapi", "cloudcontrolapi-fips", "clouddirectory", "cloudformation", "cloudhsmv2",
    "cloudtrail", "codeartifact.api", "codeartifact.repositories", "codebuild", "codebuild-fips", "codecommit",
    "codecommit-fips", "codedeploy", "codedeploy-commands-secure", "codeguru-profiler", "codeguru-reviewer",
    "codepipeline", "comprehend", "comprehendmedical", "compute-optimizer", "config", "controltower",
    "data-servicediscovery", "databrew", "dataexchange", "datasync", "datazone", "devops-guru", "dms", "drs", "ds",
    "ebs", "ec2", "ec2messages", "ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "eks", "eks-auth",
    "elasticache", "elasticbeanstalk", "elasticbeanstalk-health", "elasticfilesystem", "elasticloadbalancing",
    "elasticmapreduce", "email-smtp", "emr-containers", "emr-serverless", "entityresolution", "events", "evidently",
    "evidently-dataplane", "execute-api", "finspace", "finspace-api", "fis", "forecast", "forecastquery",
    "frauddetector", "fsx", "git-codecommit", "git-codecommit-fips", "glue", "grafana", "grafana-workspace",
    "greengrass", "groundstation", "guardduty", "guardduty-data", "healthlake", "imagebuilder", "inspector-scan",
    "inspector2", "internetmonitor", "iot.credentials", "iot.data", "iotfleetwise", "iotsitewise.api",
    "iotsitewise.data", "iottwinmaker.api", "iottwinmaker.data", "iotwireless.api", "kafka", "kafka-fips", "kendra",
    "kinesis-firehose", "kinesis-streams", "kms", "kms-fips", "lakeformation", "lambda", "license-manager", "logs",
    "lookoutequipment", "lookoutmetrics", "lookoutvision", "m2", "macie2", "mediaconnect", "medical-imaging",
    "memory-db", "mgn", "models-v2-lex", "monitoring", "mq", "network-firewall", "oam", "organizations", "panorama",
    "payment-cryptography.controlplane", "payment-cryptography.dataplane", "pca-connector-ad", "personalize",
    "personalize-events", "personalize-runtime", "pinpoint", "pinpoint-sms-voice-v2", "pipes", "pipes-data", "polly",
    "pricing.api", "private-networks", "profile", "proton", "qbusiness", "qldb.session", "ram", "rbin", "rds",
    "rds-data", "redshift", "redshift-data", "redshift-serverless", "rekognition", "resource-groups", "robomaker",
    "rolesanywhere", "rum", "rum-dataplane", "runtime-v2-lex", "s3", "s3-outposts", "sagemaker.api",
    "sagemaker.featurestore-runtime", "sagemaker.metrics", "sagemaker.runtime", "sagemaker.runtime-fips", "scheduler",
    "secretsmanager", "securityhub", "securitylake", "servicecatalog", "servicecatalog-appregistry",
    "servicediscovery", "simspaceweaver", "sns", "sqs", "ssm", "ssm-contacts", "ssm-incidents", "ssmmessages",
    "states", "storagegateway", "sts", "swf", "sync-states", "synthetics", "textract", "textract-fips", "transcribe",
    "transcribestreaming", "transfer", "transfer.server", "translate", "trustedadvisor", "verifiedpermissions",
    "voiceid", "vpc-lattice", "wellarchitected", "wisdom", "workspaces", "xray",};
static_assert(std::is_sorted(std::begin(interfaces), std::end(interfaces)));

constexpr std::string_view gateways[] = {"dynamodb", "s3"};

/// Prefixes of actions (Service Authorization Reference) behind which stands an endpoint of another name, or none.
constexpr std::pair<std::string_view, std::string_view> renamed[] = {
    {"appconfig", "appconfigdata"},
    {"bedrock", "bedrock-runtime"},
    {"cloudwatch", "monitoring"},
    {"ecr", "ecr.api"},
    {"elasticache", ""},              // the cache itself asks who connects
    {"firehose", "kinesis-firehose"},
    {"kafka-cluster", ""},            // so do brokers
    {"kinesis", "kinesis-streams"},
    {"kms", ""},                      // what is encrypted calls it for whoever reads
    {"rds-db", ""},                   // and so does a database
};

bool has(std::span<const std::string_view> sorted, std::string_view service) { return std::binary_search(sorted.begin(), sorted.end(), service); }

}  // namespace

std::span<const std::string_view> interface_services() { return interfaces; }
bool has_interface(std::string_view service) { return has(interfaces, service); }

std::span<const std::string_view> gateway_services() { return gateways; }
bool has_gateway(std::string_view service) { return has(gateways, service); }

std::string_view service_of_action(std::string_view action) {
  const std::string_view prefix = action.substr(0, action.find(':'));
  const auto* found = std::find_if(std::begin(renamed), std::end(renamed), [&](const auto& r) { return r.first == prefix; });
  return found == std::end(renamed) ? prefix : found->second;
}

}  // namespace infragen::model
