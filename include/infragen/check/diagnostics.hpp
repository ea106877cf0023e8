#pragma once
/// Everything that `check` can say. How strict a finding is stands in `severity.hpp`; the severity here is the one of
/// findings that have no row there: they hold in every class and cannot be accepted.

#include "infragen/diag/diagnostic.hpp"

namespace infragen::check {

using diag::Def;
using diag::Severity;
using Text = std::string;

// allow
inline constexpr Def<Text> unknown_finding{"IG1001", "unknown-finding", Severity::error, "`{}` is no finding that can be accepted"};
inline constexpr Def<Text> not_allowable{"IG1002", "not-allowable", Severity::error, "`{}` cannot be accepted: AWS refuses it, or it cannot work"};
inline constexpr Def<Text> unused_allow{"IG1003", "unused-allow", Severity::warning, "`{}` is accepted here, and nothing finds it"};
inline constexpr Def<Text> no_reason{"IG1004", "no-reason", Severity::error, "`{}` is accepted without a reason"};

// network
inline constexpr Def<int> vpc_size{"IG1010", "vpc-size", Severity::error, "a VPC has from /16 to /28, this is /{}"};
inline constexpr Def<int> subnet_size{"IG1011", "subnet-size", Severity::error, "a subnet has from /16 to /28, this is /{}"};
inline constexpr Def<Text> zone_twice{"IG1012", "zone-twice", Severity::error, "zone `{}` stands here twice"};
inline constexpr Def<Text> unknown_workload_zone{"IG1013", "unknown-workload-zone", Severity::error, "`zones` has no `{}`"};
inline constexpr Def<Text, Text> no_such_zone{"IG1014", "no-such-zone", Severity::error, "`{}` has no zone `{}`"};
inline constexpr Def<Text> unknown_region{"IG1015", "unknown-region", Severity::error, "`{}` is no region of AWS"};
inline constexpr Def<Text> nat_without_internet{"IG1016", "nat-without-internet", Severity::error,
                                                "`{}` leaves through NAT, and no tier has a way to the internet"};
inline constexpr Def<Text> tier_without_nat{"IG1017", "tier-without-nat", Severity::note, "`{}` says `route: nat`, and the network has no NAT"};
inline constexpr Def<> nat_unused{"IG1018", "nat-unused", Severity::note, "no tier leaves through NAT"};
inline constexpr Def<Text> public_range{"IG1019", "public-range", Severity::note, "`{}` is no private range"};
inline constexpr Def<Text, Text> shared_route_table{"IG1020", "shared-route-table", Severity::error,
                                                    "`{}` and `{}` share a route table and leave by different ways"};
inline constexpr Def<Text> single_nat{"IG1021", "single-nat", Severity::error, "one NAT gateway carries all zones of `{}`"};
inline constexpr Def<Text> single_zone{"IG1022", "single-zone", Severity::error, "everything in `{}` runs in one zone"};
inline constexpr Def<Text, std::uint64_t, std::uint64_t> tier_full{
    "IG1023", "tier-full", Severity::error, "`{}` has {} addresses, and up to {} are needed at once"};
inline constexpr Def<Text, std::size_t> too_many_rules{"IG1024", "too-many-rules", Severity::error,
                                                      "the security group of `{}` has {} rules one way, and 60 is what AWS grants at first"};
inline constexpr Def<Text> unknown_endpoint{"IG1025", "unknown-endpoint", Severity::error, "`{}` is no service that is known to have interface endpoints"};
inline constexpr Def<Text, Text> unused_endpoint{"IG1026", "unused-endpoint", Severity::note, "nothing in `{}` is known to call `{}`"};

// placement
inline constexpr Def<Text, Text> two_zones{"IG1030", "two-zones", Severity::error, "`{}` needs two zones, `zones` has [{}]"};
inline constexpr Def<Text, int> balancer_subnet{"IG1031", "balancer-subnet", Severity::error, "`{}` needs subnets of /27 or more, these are /{}"};

// service
inline constexpr Def<Text> fargate_cpu{"IG1040", "fargate-cpu", Severity::error, "Fargate has no task of {} vCPU"};
inline constexpr Def<Text, Text> fargate_memory{"IG1041", "fargate-memory", Severity::error, "Fargate has no {} vCPU with {}"};
inline constexpr Def<Text, Text> fargate_range{"IG1054", "fargate-range", Severity::error, "a task of Fargate has one size, `{}` is a range of {}"};
inline constexpr Def<Text, Text> probe_unused{"IG1055", "probe-unused", Severity::note, "ECS has no `{}` probe, `{}` runs there"};
inline constexpr Def<Text, Text> rollout_on_ecs{"IG1057", "rollout-on-ecs", Severity::error, "ECS replaces tasks step by step: `{}` cannot be deployed as `{}`"};
inline constexpr Def<Text> no_canary_steps{"IG1058", "no-canary-steps", Severity::error, "`{}` is deployed as a canary, and nothing says in which steps"};
inline constexpr Def<Text> rollout_without_port{"IG1059", "rollout-without-port", Severity::error, "nobody calls `{}`: there are no requests to send to one version or the other"};
inline constexpr Def<Text> logs_of_nodes{"IG1056", "logs-of-nodes", Severity::note, "`logs` of `{}` does nothing: in Kubernetes whoever collects them decides"};
inline constexpr Def<std::int64_t, std::int64_t> empty_range{"IG1042", "empty-range", Severity::error, "at least {} and at most {} leaves nothing"};
inline constexpr Def<Text> no_metric{"IG1043", "no-metric", Severity::error, "`{}` may vary, and nothing says when"};
inline constexpr Def<> unused_metric{"IG1044", "unused-metric", Severity::note, "the number is fixed: the metric scales nothing"};
inline constexpr Def<Text> log_retention{"IG1045", "log-retention", Severity::error, "CloudWatch Logs has no retention of {}"};
inline constexpr Def<Text, Text> health_timeout{"IG1046", "health-timeout", Severity::error, "a check may take {} and comes every {}"};
inline constexpr Def<Text> health_command_timeout{"IG1047", "health-command-timeout", Severity::error, "ECS waits at most 60s for a health command, this is {}"};
inline constexpr Def<Text, Text> health_unused{"IG1048", "health-unused", Severity::note, "no load balancer leads to `{}`: nobody asks `{}`"};
inline constexpr Def<Text> no_registry{"IG1049", "no-registry", Severity::error, "the image of `{}` is ours, and there is no registry to pull it from"};
inline constexpr Def<Text, std::int64_t> deployment_stuck{
    "IG1050", "deployment-stuck", Severity::error, "`{}` can never be deployed with {} running: none may stop and none may be added"};
inline constexpr Def<Text> single_replica{"IG1051", "single-replica", Severity::error, "`{}` runs once"};
inline constexpr Def<Text> moving_tag{"IG1052", "moving-tag", Severity::error, "`{}` names another image tomorrow"};

inline constexpr Def<Text> multicast_name{"IG1053", "multicast-name", Severity::note, "`{}` ends in `.local`, which is for multicast DNS"};

// postgres
inline constexpr Def<Text> no_database{"IG1060", "no-database", Severity::error, "`{}` has no database"};
inline constexpr Def<Text, std::size_t> several_databases{"IG1061", "several-databases", Severity::error,
                                                          "`{}` has {} databases, and AWS creates one with the server"};
inline constexpr Def<> no_aurora_backups{"IG1062", "no-aurora-backups", Severity::error, "Aurora keeps backups for a day at least"};
inline constexpr Def<Text> whole_days{"IG1063", "whole-days", Severity::error, "AWS counts this in days, and {} is none"};
inline constexpr Def<Text> insights_retention{"IG1064", "insights-retention", Severity::error, "Performance Insights does not keep anything for {}"};
inline constexpr Def<Text> monitoring_interval{"IG1065", "monitoring-interval", Severity::error, "Enhanced Monitoring has no interval of {}"};
inline constexpr Def<Text> single_database{"IG1066", "single-database", Severity::error, "`{}` has nothing that takes over when its zone fails"};
inline constexpr Def<Text> short_backups{"IG1067", "short-backups", Severity::error, "backups go back {} only"};
inline constexpr Def<Text, Text> unprotected{"IG1068", "unprotected", Severity::error, "`{}` may be deleted, and {}"};
inline constexpr Def<Text, Text> instance_class{"IG1069", "instance-class", Severity::error, "{} does not run on `{}`"};
inline constexpr Def<Text> unknown_instance_class{"IG1070", "unknown-instance-class", Severity::error, "`{}` is no instance class that is known"};
inline constexpr Def<Text, Text> disk_size{"IG1071", "disk-size", Severity::error, "a disk of type {} does not have {}"};
inline constexpr Def<Text> disk_needs_iops{"IG1072", "disk-needs-iops", Severity::error, "a disk of type {} needs a number of operations a second, which cannot be said yet"};
inline constexpr Def<Text> bad_version{"IG1073", "postgres-version", Severity::error, "`{}` is no version of PostgreSQL that AWS has"};
inline constexpr Def<Text, Text> unknown_version{"IG1074", "unknown-version", Severity::error, "{} of {} is not known"};
inline constexpr Def<Text, Text, Text> version_ended{"IG1075", "version-ended", Severity::error, "AWS ended {} on {} on {}"};
inline constexpr Def<Text, Text, Text> extended_support{"IG1076", "extended-support", Severity::error,
                                                       "{} on {} is in extended support since {}, which AWS charges for"};
inline constexpr Def<Text, Text, Text> version_ends{"IG1077", "version-ends", Severity::warning, "standard support of {} on {} ends on {}"};
inline constexpr Def<Text> old_minor{"IG1078", "old-minor", Severity::warning, "AWS no longer creates PostgreSQL {}"};
inline constexpr Def<Text, Text> rotation_while_read_at_start{
    "IG1079", "rotation-while-read-at-start", Severity::error, "the password changes every {}, and {} reads it only when it starts"};
inline constexpr Def<std::size_t, Text> shared_master_login{"IG1080", "shared-master-login", Severity::error,
                                                            "{} services log in as the one user `{}`, the master"};
inline constexpr Def<Text, Text, std::int64_t, Text, std::int64_t> connections_do_not_fit{
    "IG1081", "connections-do-not-fit", Severity::error, "what {} `{}` holds up to {} connections, and a {} takes {}"};
inline constexpr Def<Text, Text> no_growth{"IG1082", "no-growth", Severity::error, "a disk of {} does not grow to {}"};
inline constexpr Def<> replica_without_backups{"IG1083", "replica-without-backups", Severity::error, "a read replica is made of a backup"};

// redis
inline constexpr Def<Text> single_cache{"IG1140", "single-cache", Severity::error, "`{}` has nothing that takes over when its node fails"};
inline constexpr Def<Text> token_in_state{"IG1141", "token-in-state", Severity::warning, "the token of `{}` stands in Terraform's state"};
inline constexpr Def<Text> token_without_tls{"IG1142", "token-without-tls", Severity::error, "`{}` has a token, and ElastiCache takes one over TLS only"};
inline constexpr Def<Text> redis_version{"IG1143", "redis-version", Severity::error, "`{}` is no version of Redis that ElastiCache has"};
inline constexpr Def<Text> cache_node{"IG1144", "cache-node", Severity::error, "ElastiCache has no `{}`"};
inline constexpr Def<Text, Text, Text> node_needs_version{"IG1145", "node-needs-version", Severity::error, "`{}` runs Redis {} and later, and this is {}"};

// secret
inline constexpr Def<Text> secret_source{"IG1090", "secret-source", Severity::error, "`{}` has no source"};
inline constexpr Def<Text> two_secret_sources{"IG1091", "two-secret-sources", Severity::error, "`{}` is generated and put in by hand"};
inline constexpr Def<> keys_of_generated{"IG1092", "keys-of-generated", Severity::error, "a generated secret is one value and has no keys"};
inline constexpr Def<Text> recovery_window{"IG1093", "recovery-window", Severity::error, "a deleted secret cannot be brought back for {}"};
inline constexpr Def<Text> unused_secret{"IG1094", "unused-secret", Severity::note, "nothing here uses `{}`"};
inline constexpr Def<Text> no_recovery{"IG1095", "no-recovery", Severity::error, "`{}` is gone at once when it is deleted"};

// entry
inline constexpr Def<Text> plain_http{"IG1100", "plain-http", Severity::error, "`{}` takes requests from outside without TLS"};
inline constexpr Def<Text, Text> same_route{"IG1101", "same-route", Severity::error, "`{}` and `{}` fit the same paths"};
inline constexpr Def<Text, Text> unordered_routes{"IG1102", "unordered-routes", Severity::error, "`{}` and `{}` share paths, and neither is the more specific"};
inline constexpr Def<Text, std::size_t> too_many_routes{"IG1103", "too-many-routes", Severity::error,
                                                       "`{}` has {} routes, and a load balancer takes 100 rules"};
inline constexpr Def<Text, Text, Text, Text> host_twice{"IG1108", "host-twice", Severity::error, "{} and {} both answer for `{}` in `{}`"};
inline constexpr Def<> internet_as_block{"IG1104", "internet-as-block", Severity::note, "`0.0.0.0/0` is the internet"};
inline constexpr Def<Text> source_twice{"IG1105", "source-twice", Severity::error, "`{}` stands here twice"};
inline constexpr Def<Text, Text> host_bits{"IG1106", "host-bits", Severity::error, "`{}` is no block: its address has bits behind /{}"};

// waf
inline constexpr Def<Text, Text> waf_rule{"IG1150", "waf-rule", Severity::error, "rule `{}` {}"};
inline constexpr Def<Text> waf_window{"IG1151", "waf-window", Severity::error, "AWS WAF counts no requests over {}"};
inline constexpr Def<Text> unknown_rule_group{"IG1152", "unknown-rule-group", Severity::error, "`{}` is no rule group of AWS that is known"};
inline constexpr Def<Text> rule_group_settings{"IG1153", "rule-group-settings", Severity::error, "`{}` needs settings, which cannot be said yet"};
inline constexpr Def<Text> rule_twice{"IG1154", "rule-twice", Severity::error, "two rules are called `{}`"};
inline constexpr Def<Text, int> waf_capacity{"IG1155", "waf-capacity", Severity::error, "the rules of `{}` need {} capacity units, and a web ACL has 5000"};
inline constexpr Def<Text, int> waf_surcharge{"IG1156", "waf-surcharge", Severity::note, "the rules of `{}` need {} capacity units, and AWS charges extra above 1500"};
inline constexpr Def<Text> no_waf{"IG1157", "no-waf", Severity::note, "no web ACL stands before `{}`"};
inline constexpr Def<Text, Text> without_port{"IG1160", "without-port", Severity::error, "`{}` has no port, and `{}` is for those who call it"};
inline constexpr Def<Text> folder_twice{"IG1161", "folder-twice", Severity::error, "`{}` stands there twice"};
inline constexpr Def<Text, Text, Text> other_account{"IG1162", "other-account", Severity::error, "`{}` stands in the account of {}, where nothing lets {} in"};
inline constexpr Def<Text, Text, Text, Text> other_region{"IG1163", "other-region", Severity::error, "`{}` stands in {}, and AWS takes none from there for {} in {}"};
inline constexpr Def<Text, Text> makes_nothing{"IG1159", "makes-nothing", Severity::error, "nothing is made for `{}` that could have {}"};
inline constexpr Def<Text> no_access_logs{"IG1158", "no-access-logs", Severity::note, "nothing keeps who asked `{}` for what"};

// secrets in plain text
inline constexpr Def<Text> without_host{"IG1107", "without-host", Severity::warning, "`{}` says nothing without `host`"};
inline constexpr Def<Text> plain_secret{"IG1110", "plain-secret", Severity::error, "the value of `{}` looks like a secret"};

// account and inputs
inline constexpr Def<Text> example_account{"IG1120", "example-account", Severity::error, "account {} stands in AWS's documentation as an example"};
inline constexpr Def<Text> account_digits{"IG1121", "account-digits", Severity::error, "`{}` is no account: an account has 12 digits"};
inline constexpr Def<Text> unknown_input{"IG1122", "unknown-input", Severity::error, "no input is called `{}`"};
inline constexpr Def<Text> unused_input{"IG1123", "unused-input", Severity::warning, "nothing takes the input `{}`"};
inline constexpr Def<Text, Text> input_example{"IG1124", "input-example", Severity::error, "the example `{}` is no {}"};

// reachability
inline constexpr Def<Text, Text> other_network{"IG1130", "other-network", Severity::error, "`{}` and `{}` stand in different networks"};
inline constexpr Def<Text, Text> no_way_out{"IG1131", "no-way-out", Severity::error, "`{}` cannot reach {}"};
inline constexpr Def<Text, Text> no_egress{"IG1132", "no-egress", Severity::error, "the security group of `{}` lets nothing out to `{}`"};
inline constexpr Def<Text, Text> no_ingress{"IG1133", "no-ingress", Severity::error, "the security group of `{}` lets nothing in from `{}`"};
inline constexpr Def<Text, Text, Text> no_discovery{"IG1134", "no-discovery", Severity::error, "`{}` calls `{}`, and `{}` has no `discovery`"};
inline constexpr Def<Text, Text> no_credential{"IG1135", "no-credential", Severity::error, "`{}` logs in to `{}`, and nothing gives it the password"};
inline constexpr Def<Text, Text> no_permission{"IG1136", "no-permission", Severity::error, "no role of `{}` may do what its use of `{}` needs"};
inline constexpr Def<Text, Text> missing_endpoint{"IG1137", "missing-endpoint", Severity::error, "`{}` has no endpoint for {}, and there is no other way"};

// kafka
inline constexpr Def<Text, std::int64_t> single_broker{"IG1180", "single-broker", Severity::error, "`{}` stops when a broker fails: it has {}"};
inline constexpr Def<Text, Text, Text> heap_size{"IG1181", "heap-size", Severity::error, "a heap of {} leaves too little of the {} of a `{}`"};
inline constexpr Def<Text> kafka_without_login{"IG1182", "kafka-without-login", Severity::error, "whoever reaches `{}` may read and write every topic"};
inline constexpr Def<Text> unread_topic{"IG1183", "unread-topic", Severity::note, "`{}` is written, and nobody reads it"};
inline constexpr Def<Text, Text> type_not_offered{"IG1184", "type-not-offered", Severity::error, "zone `{}` has no `{}`"};
inline constexpr Def<std::int64_t, std::int64_t> msk_brokers{"IG1185", "msk-brokers", Severity::error,
                                                             "{} brokers cannot be divided among {} zones, and MSK puts as many into each"};
inline constexpr Def<Text, Text> kafka_version{"IG1186", "kafka-version", Severity::error, "`{}` is no version of Kafka that {}"};
inline constexpr Def<Text> topics_by_hand{"IG1187", "topics-by-hand", Severity::note, "nothing here makes the topics of `{}`"};
inline constexpr Def<std::int64_t, std::int64_t> topic_replicas{"IG1188", "topic-replicas", Severity::error, "{} copies need as many brokers, and there are {}"};
inline constexpr Def<Text, Text> setup_script{"IG1189", "setup-script", Severity::error, "`{}` {}"};
inline constexpr Def<Text, Text> kafka_version_ended{"IG1190", "kafka-version-ended", Severity::error, "MSK ended Kafka {} on {}"};

// queues and topics
inline constexpr Def<Text> no_dead_letters{"IG1200", "no-dead-letters", Severity::error, "`{}` keeps no message that nobody could work off"};
inline constexpr Def<Text, Text, Text> short_dead_letters{"IG1201", "short-dead-letters", Severity::error,
                                                          "`{}` keeps messages for {}, and they may be {} old when they get there"};
inline constexpr Def<Text> only_of_fifo{"IG1202", "only-of-fifo", Severity::error, "`{}` is not FIFO, and only those deduplicate"};
inline constexpr Def<Text> unread_queue{"IG1203", "unread-queue", Severity::note, "messages are sent to `{}`, and nobody here receives them"};
inline constexpr Def<Text> unheard_topic{"IG1204", "unheard-topic", Severity::error, "nobody subscribed to `{}`"};
inline constexpr Def<Text, Text> subscription_ways{"IG1205", "subscription-ways", Severity::error, "subscription `{}` {}"};
inline constexpr Def<Text, Text> fifo_subscriber{"IG1206", "fifo-subscriber", Severity::error, "`{}` cannot send there: {}"};
inline constexpr Def<Text> raw_email{"IG1207", "raw-email", Severity::error, "subscription `{}` is an e-mail, and those are never raw"};

// alarms
inline constexpr Def<Text, Text> unknown_alarm{"IG1210", "unknown-alarm", Severity::error, "`{}` has no metric `{}`"};
inline constexpr Def<Text, Text, Text> alarm_threshold{"IG1211", "alarm-threshold", Severity::error, "the metric `{}` is {}, and `{}` is none"};
inline constexpr Def<Text, Text> alarm_direction{"IG1212", "alarm-direction", Severity::error, "`{}` is out of order when there is {}"};
inline constexpr Def<Text> alarm_window{"IG1213", "alarm-window", Severity::error, "CloudWatch has a value for each minute, and {} is no whole number of them"};
inline constexpr Def<Text> alarm_key{"IG1214", "alarm-key", Severity::error, "alarms cannot use the key of AWS that `{}` is encrypted with"};
inline constexpr Def<Text, std::size_t> no_alarms{"IG1215", "no-alarms", Severity::note, "nobody is told when `{}` and {} others are out of order"};

// buckets
inline constexpr Def<Text> no_versions{"IG1220", "no-versions", Severity::error, "what is overwritten or deleted in `{}` is gone"};
inline constexpr Def<Text> unused_keep{"IG1221", "unused-keep", Severity::error, "`{}` has no versions that could be kept"};

// tables
inline constexpr Def<Text, std::size_t> key_attributes{"IG1230", "key-attributes", Severity::error, "`{}` is one attribute, and here are {}"};
inline constexpr Def<Text, Text, Text> attribute_types{"IG1231", "attribute-types", Severity::error, "`{}` is a {} here and a {} there"};
inline constexpr Def<Text, std::size_t, Text> too_many_indexes{"IG1232", "too-many-indexes", Severity::error, "`{}` has {} indexes, and DynamoDB takes {}"};
inline constexpr Def<Text> without_sort_key{"IG1233", "without-sort-key", Severity::error, "`{}` has no sort key, and local indexes need one"};
inline constexpr Def<Text> ttl_in_key{"IG1234", "ttl-in-key", Severity::error, "`{}` is part of a key, and DynamoDB takes no such attribute for `ttl`"};
inline constexpr Def<Text> capacity_on_demand{"IG1235", "capacity-on-demand", Severity::error, "`{}` is on demand, and so are its indexes"};
inline constexpr Def<Text, Text> index_attributes{"IG1236", "index-attributes", Severity::error, "index `{}` {}"};
inline constexpr Def<Text> index_twice{"IG1237", "index-twice", Severity::error, "two indexes are called `{}`"};
inline constexpr Def<Text> same_key{"IG1238", "same-key", Severity::error, "`{}` is the partition key already"};

// what is there already
inline constexpr Def<Text, Text> existing_field{"IG1260", "existing-field", Severity::error, "`{}` is there already, and `{}` says how it would be made"};
inline constexpr Def<Text, Text, Text> existing_subnet{"IG1261", "existing-subnet", Severity::error, "`{}` stands in the tier `{}`, and nobody says which subnet `{}` is"};
inline constexpr Def<Text, Text> no_such_subnet{"IG1262", "no-such-subnet", Severity::error, "`{}` is no tier and zone of `{}`"};

// called modules
inline constexpr Def<Text, Text> no_such_module{"IG1270", "no-such-module", Severity::error, "`{}` {}"};
inline constexpr Def<Text, Text> unreadable_module{"IG1271", "unreadable-module", Severity::error, "`{}` is called, and this is no Terraform: {}"};
inline constexpr Def<Text, Text> no_such_variable{"IG1272", "no-such-variable", Severity::error, "`{}` has no variable `{}`"};
inline constexpr Def<Text, Text> missing_input{"IG1273", "missing-input", Severity::error, "`{}` needs a value for `{}`"};
inline constexpr Def<Text, Text, Text> input_type{"IG1274", "input-type", Severity::error, "`{}` is {}, and this is {}"};
inline constexpr Def<Text, Text> moving_module{"IG1275", "moving-module", Severity::error, "what `{}` calls may be another tomorrow: {}"};
inline constexpr Def<Text, Text> module_provider{"IG1276", "module-provider", Severity::error, "`{}` wants a provider `{}` from its callers, and a stack has one"};
inline constexpr Def<Text, Text> module_version{"IG1277", "module-version", Severity::error, "`{}` {}"};
inline constexpr Def<Text, Text> grant_on_nothing{"IG1278", "grant-on-nothing", Severity::error, "`{}` has no output `arn` on which `{}` could permit anything"};
inline constexpr Def<Text, Text> secret_input{"IG1279", "secret-input", Severity::error, "`{}` of `{}` is a secret, and its value stands here"};

// hosts
inline constexpr Def<Text, Text> image_architecture{"IG1280", "image-architecture", Severity::error, "this image is for {}, and `{}` is not"};
inline constexpr Def<Text, Text> host_secret{"IG1281", "host-secret", Severity::error, "`{}` is a secret, and nobody injects it into `{}`"};
inline constexpr Def<Text, std::int64_t> open_login{"IG1282", "open-login", Severity::error, "everybody may try to log in to `{}` on port {}"};
inline constexpr Def<Text> from_without_port{"IG1283", "from-without-port", Severity::error, "`{}` has no port on which anybody could connect"};
inline constexpr Def<Text> without_setup{"IG1284", "without-setup", Severity::error, "`{}` has no script that these variables could reach"};

inline constexpr Def<> own_password_stays{"IG1084", "own-password-stays", Severity::error, "nothing changes the password: `rotation` is RDS's"};

// eks
inline constexpr Def<Text> no_nodes{"IG1300", "no-nodes", Severity::error, "`{}` has no nodes: nothing runs there"};
inline constexpr Def<std::int64_t, std::int64_t, std::int64_t> start_outside{"IG1301", "start-outside", Severity::error, "{} nodes at first is not between {} and {}"};
inline constexpr Def<Text> unknown_kubernetes{"IG1302", "unknown-kubernetes", Severity::error, "`{}` is no version of Kubernetes that is known: nobody can say what it takes"};
inline constexpr Def<Text, Text> mixed_processors{"IG1303", "mixed-processors", Severity::error, "nodes of one group have one image, and `{}` and `{}` have different processors"};
inline constexpr Def<Text> one_spot_type{"IG1304", "one-spot-type", Severity::note, "`{}` takes one type on the spot market: when there is none, there are no nodes"};
inline constexpr Def<Text> policies_do_nothing{"IG1305", "policies-do-nothing", Severity::error, "nothing in `{}` holds connections against NetworkPolicies: every pod reaches every other"};
inline constexpr Def<Text> open_api{"IG1306", "open-api", Severity::error, "the whole internet reaches the API of `{}`"};
inline constexpr Def<> unreached_api{"IG1307", "unreached-api", Severity::error, "blocks of the internet are let in, and the API is not there"};
inline constexpr Def<Text> reserved_label{"IG1308", "reserved-label", Severity::error, "`{}` is a label that Kubernetes or EKS sets itself"};
inline constexpr Def<Text, std::int64_t> tiny_nodes{"IG1309", "tiny-nodes", Severity::error, "a node of `{}` takes {} pods, and the cluster itself needs most of them"};
inline constexpr Def<Text, Text, Text> pods_do_not_fit{"IG1310", "pods-do-not-fit", Severity::error, "pods of `{}` do not fit {}: {}"};
inline constexpr Def<Text, Text> few_nodes{"IG1311", "few-nodes", Severity::error, "the least nodes of `{}` are too few: {}"};

inline constexpr diag::Info diagnostics[] = {
    diag::info(no_nodes), diag::info(start_outside), diag::info(unknown_kubernetes), diag::info(mixed_processors), diag::info(one_spot_type), diag::info(policies_do_nothing),
    diag::info(open_api), diag::info(unreached_api), diag::info(reserved_label), diag::info(tiny_nodes), diag::info(pods_do_not_fit), diag::info(few_nodes),
    diag::info(own_password_stays), diag::info(rollout_on_ecs), diag::info(no_canary_steps), diag::info(rollout_without_port), diag::info(fargate_range), diag::info(probe_unused), diag::info(logs_of_nodes),
    diag::info(image_architecture), diag::info(host_secret), diag::info(open_login), diag::info(from_without_port), diag::info(without_setup),
    diag::info(no_such_module), diag::info(unreadable_module), diag::info(no_such_variable), diag::info(missing_input), diag::info(input_type),
    diag::info(moving_module), diag::info(module_provider), diag::info(module_version), diag::info(grant_on_nothing), diag::info(secret_input),
    diag::info(existing_field), diag::info(existing_subnet), diag::info(no_such_subnet),
    diag::info(unknown_finding), diag::info(not_allowable), diag::info(unused_allow), diag::info(no_reason),
    diag::info(vpc_size), diag::info(subnet_size), diag::info(zone_twice), diag::info(unknown_workload_zone),
    diag::info(no_such_zone), diag::info(unknown_region), diag::info(nat_without_internet), diag::info(tier_without_nat),
    diag::info(nat_unused), diag::info(public_range), diag::info(shared_route_table), diag::info(single_nat),
    diag::info(single_zone), diag::info(tier_full), diag::info(too_many_rules), diag::info(two_zones),
    diag::info(balancer_subnet), diag::info(fargate_cpu), diag::info(fargate_memory), diag::info(empty_range),
    diag::info(no_metric), diag::info(unused_metric), diag::info(log_retention), diag::info(health_timeout),
    diag::info(health_command_timeout), diag::info(health_unused), diag::info(no_registry), diag::info(deployment_stuck),
    diag::info(single_replica), diag::info(moving_tag), diag::info(multicast_name), diag::info(no_database), diag::info(several_databases),
    diag::info(no_aurora_backups), diag::info(whole_days), diag::info(insights_retention), diag::info(monitoring_interval),
    diag::info(single_database), diag::info(short_backups), diag::info(unprotected), diag::info(instance_class),
    diag::info(unknown_instance_class), diag::info(disk_size), diag::info(disk_needs_iops), diag::info(bad_version),
    diag::info(unknown_version), diag::info(version_ended), diag::info(extended_support), diag::info(version_ends),
    diag::info(old_minor), diag::info(rotation_while_read_at_start), diag::info(shared_master_login), diag::info(connections_do_not_fit), diag::info(no_growth), diag::info(replica_without_backups), diag::info(secret_source),
    diag::info(two_secret_sources), diag::info(keys_of_generated), diag::info(recovery_window), diag::info(unused_secret),
    diag::info(no_recovery), diag::info(plain_http), diag::info(without_host), diag::info(same_route), diag::info(unordered_routes),
    diag::info(too_many_routes), diag::info(host_twice), diag::info(internet_as_block), diag::info(source_twice), diag::info(host_bits),
    diag::info(plain_secret), diag::info(example_account), diag::info(account_digits), diag::info(unknown_input),
    diag::info(unused_input), diag::info(input_example), diag::info(other_network), diag::info(no_way_out),
    diag::info(no_egress), diag::info(no_ingress), diag::info(no_discovery), diag::info(no_credential),
    diag::info(no_permission), diag::info(missing_endpoint), diag::info(unknown_endpoint), diag::info(unused_endpoint), diag::info(single_broker), diag::info(heap_size), diag::info(kafka_without_login),
    diag::info(unread_topic), diag::info(type_not_offered), diag::info(msk_brokers), diag::info(kafka_version),
    diag::info(topics_by_hand), diag::info(topic_replicas), diag::info(setup_script), diag::info(kafka_version_ended),
    diag::info(single_cache), diag::info(token_in_state), diag::info(token_without_tls),
    diag::info(redis_version), diag::info(cache_node), diag::info(node_needs_version), diag::info(no_waf),
    diag::info(no_access_logs), diag::info(waf_rule), diag::info(waf_window), diag::info(unknown_rule_group),
    diag::info(rule_group_settings), diag::info(rule_twice), diag::info(waf_capacity), diag::info(waf_surcharge),
    diag::info(makes_nothing), diag::info(other_account), diag::info(other_region), diag::info(without_port), diag::info(folder_twice), diag::info(no_dead_letters), diag::info(short_dead_letters), diag::info(only_of_fifo),
    diag::info(unread_queue), diag::info(unheard_topic), diag::info(subscription_ways), diag::info(fifo_subscriber),
    diag::info(raw_email), diag::info(unknown_alarm), diag::info(alarm_threshold), diag::info(alarm_direction),
    diag::info(alarm_window), diag::info(alarm_key), diag::info(no_alarms), diag::info(no_versions), diag::info(unused_keep),
    diag::info(key_attributes), diag::info(attribute_types), diag::info(too_many_indexes), diag::info(without_sort_key),
    diag::info(ttl_in_key), diag::info(capacity_on_demand), diag::info(index_attributes), diag::info(index_twice), diag::info(same_key)};

}  // namespace infragen::check
