#pragma once
// What the lowering of every kind needs.

#include <map>
#include <set>
#include <string>

#include "infragen/lower/lower.hpp"

namespace infragen::lower {

using model::ObjectId;
using view::Identity;
using view::Ref;
using view::Rope;
using view::Value;

class Context {
 public:
  Context(model::System& system, const lock::Lock& lock, lock::Lock& keep, diag::Sink& sink)
      : system_(system), lock_(lock), keep_(keep), sink_(sink) {}

  const model::System& system() const { return system_; }
  const model::Environment& env() const { return system_.env(); }
  const model::Derived& derived() const { return system_.derived; }
  const model::Head& head(ObjectId id) const { return env().objects.head(id); }
  const std::string& address(ObjectId id) const { return head(id).address; }
  diag::Sink& sink() { return sink_; }

  /// The place that names the object, as an origin.
  source::OriginId declared(ObjectId id);

  /// What a name or a key is made of, beside the object that owns the resource.
  struct Parts {
    std::string key;      ///< of the identity
    std::string part;     ///< tells several resources of one object apart
    std::string called;   ///< stands for the object's own name; empty: that name
  };

  /// The physical name of a resource: `name:` of the object, the pattern of `names`, or what the lock keeps after a
  /// rename. `attribute` is where the provider takes it; its length limit is held. `part` tells several apart;
  /// `called` stands for the object's own name. `before` is given when these, or the key, speak of other objects: what
  /// they were under the names that those objects had. An identity without a role is the object as a whole: what the
  /// names of all its resources of that type have in common.
  Rope name(ObjectId id, std::string_view aws_type, std::string_view attribute, const Identity& identity, std::string_view part = {},
            std::string_view called = {}, const Parts* before = nullptr);

  /// A text, other than a name, that is made of names of objects. AWS replaces some resources when it changes: the lock
  /// then keeps what it was. `before` is the text under the names that objects had.
  std::string kept_text(ObjectId id, std::string_view aws_type, std::string_view attribute, const Identity& identity, std::string now, std::string before,
                        const std::string& former_key = {});

  /// What was decided about a resource in an earlier build and must stay, as the lock has it; empty: nothing. `attribute`
  /// tells several apart.
  std::string remembered(ObjectId id, const Identity& identity, std::string_view attribute) const;
  void remember(const Identity& identity, std::string_view attribute, const std::string& value);

  /// The object's name before `was:` renamed it, or its name.
  const std::string& former_name(ObjectId id) const {
    const auto& was = env().objects.common(id).was;
    return was.present() ? *was : head(id).name;
  }
  std::string former_address(ObjectId id) const { return env().former_address(id); }

  /// The first label of the object's name in private DNS; the same as in the variables of callers.
  std::string host_label(ObjectId id);

  /// `Name` and the object's own tags; those of project and environment stand in the provider's `default_tags`.
  Value tags(ObjectId id, const Rope& name);

  Identity identity(ObjectId id, std::string role, std::string key = {}) const { return {address(id), std::move(role), std::move(key)}; }
  Ref ref(ObjectId id, std::string role, std::string attribute, std::string key = {}) const {
    return {identity(id, std::move(role), std::move(key)), std::move(attribute)};
  }

  /// A text with facts, read: `host`, `names[0]`. Empty when the field is not there.
  Rope text_at(ObjectId id, std::string_view path) const;
  /// The same by the whole path; null: it could not be read.
  const Rope* text(const std::string& path) const;

  /// The stack in which the object's own resources stand.
  std::string stack(ObjectId id) const;
  /// That of what belongs to no domain.
  std::string stack() const;

  /// What a reference to something that is no resource stands for, wherever it was written: `path` of a parameter.
  void tell(Ref ref, Rope text) { told_[std::move(ref)] = std::move(text); }
  /// Whether names of that type end with `/` and the part.
  bool ends_with_part(ObjectId id, std::string_view aws_type);

  view::Object& emit(ObjectId id, std::string template_name);
  /// Hangs a patch on the first that was emitted of the object; false: nothing was.
  bool patch(ObjectId id, view::Patch patch);
  /// The same for what is taken over.
  bool adopt(ObjectId id, view::Import import);
  /// What a template makes that belongs to no object.
  view::Object& emit(std::string template_name, std::string address, std::string stack, source::OriginId origin);
  /// A block that belongs to no object.
  view::Object& emit(view::Bare bare, std::string address, source::OriginId origin);
  Lowered take();

  /// Subnets of the tier in which things of that network run: workload zones, or all zones.
  std::vector<Value> subnets(const std::string& network, const std::string& tier, bool workload_zones_only) const;
  std::vector<std::string> workload_zones(const model::Network& network) const;
  const model::Network& network(const std::string& address) const { return env().objects.get<model::Network>(env().objects.find(address)); }
  Ref vpc_id(const std::string& network) const { return {{network, "vpc", {}}, "id"}; }

  /// A role with a trust policy for one AWS service; what it may do comes from managed policies and statements.
  void role(ObjectId id, const std::string& role, const std::string& service, const std::vector<std::string>& managed);
  /// The key of a managed policy that such a role has: `node-AmazonEKSWorkerNodePolicy`.
  static std::string attachment_key(const std::string& role, const std::string& policy) { return role + "-" + policy.substr(policy.rfind('/') + 1); }

  /// A service account of a cluster.
  struct Account {
    ObjectId cluster;
    std::string space;     ///< namespace
    std::string name;
  };
  /// A role that one service account acts under, by the way of its cluster.
  void pod_role(ObjectId id, const std::string& role, const Account& account, const std::vector<std::string>& managed);

  /// What AWS will call a resource, so that texts about it can be written before it is there.
  void know(const Identity& identity, std::string_view aws_type, const Rope& name);
  /// The text with everything in it that can be known before an apply; nothing: something of it cannot.
  std::optional<std::string> in_words(const Rope& text) const;
  /// The name of the resource that a reference speaks of, when it is known.
  std::optional<std::string> known_name(const Identity& identity, std::string_view aws_type) const;

  /// Lets a role do more than the edges of its owner say.
  void allow(const Identity& role, ObjectId owner, model::Statement statement);

  /// An object of Kubernetes; `folder` below the base.
  view::Object& manifest(const std::string& address, std::string template_name, std::string folder, source::OriginId origin);

 private:
  view::Object* first_of(ObjectId id);
  std::string pattern_name(ObjectId id, std::string_view aws_type, std::string_view part, std::string_view called, source::OriginId& origin);
  Identity former(ObjectId id, Identity identity, const std::string* key) const;
  void hold_name(ObjectId id, std::string_view aws_type, std::string_view attribute, const std::string& name, source::OriginId origin);
  bool knew(const Identity& old, std::string_view aws_type) const;
  void settle(Value& value) const;

  model::System& system_;
  const lock::Lock& lock_;
  lock::Lock& keep_;
  diag::Sink& sink_;
  std::vector<view::Object> out_;
  std::vector<view::Object> manifests_;
  std::map<Ref, Rope> told_;
  struct Known {
    std::string type, name;
  };
  std::map<Identity, Known> known_;
  std::map<ObjectId, source::OriginId> declared_;
  std::set<ObjectId> described_;                     ///< objects whose `about` was handed out
  std::vector<Name> all_names_;
  std::map<std::pair<std::string, std::string>, ObjectId> names_;  ///< (AWS type, name) -> owner
  std::set<std::pair<model::ObjectId, model::ObjectId>> clashes_;   ///< objects of which it was said that their names are equal
};

/// A field's value with its origin.
template <class T>
Value text(const schema::Field<T>& field) {
  return Value(schema::ScalarOf<T>::print(field.value), field.mark.origin);
}
/// Words of a command line, each with its origin.
Value texts(const model::List<std::string>& words);
inline Value number(const schema::Field<std::int64_t>& field) { return Value(field.value, field.mark.origin); }
inline Value flag(const schema::Field<bool>& field) { return Value(field.value, field.mark.origin); }
inline Value seconds(const schema::Field<schema::Duration>& field) { return Value(field->seconds, field.mark.origin); }
inline Value days(const schema::Field<schema::Duration>& field) { return Value(field->seconds / 86400, field.mark.origin); }

/// What a subnet's way out of the VPC is made of, for what must not start before it is there. Nothing where the network was
/// there before.
std::vector<Value> way_out(const Context& c, const std::string& network, const std::string& tier, const std::string& zone);

/// An IAM policy document.
Value policy(const std::vector<model::Statement>& statements);
/// Lets one AWS service assume the role; from this account alone where the service can say so.
Value trust(const std::string& service);
/// Lets EKS Pod Identity assume the role for pods.
Value pods_trust();

/// A statement of a resource's own policy that refuses what comes unencrypted (AWS security best practices of S3, SQS and SNS).
Value refuse_plain_http(const std::string& action, Value resource);
/// A bucket's policy of these statements, behind which nothing comes unencrypted.
Value bucket_policy(const Rope& bucket_arn, std::vector<Value> statements = {});

/// How names of FIFO queues and topics end (Amazon SQS, "CreateQueue"; Amazon SNS, "CreateTopic").
inline constexpr std::string_view fifo_end = ".fifo";
std::string with_fifo(const std::string& name, bool fifo);

void lower_network(Context&, ObjectId);
void lower_zone(Context&, ObjectId);
void lower_certificate(Context&, ObjectId);
void lower_ecs(Context&, ObjectId);
void lower_eks(Context&, ObjectId);
void lower_kubernetes(Context&, ObjectId);
/// The port of a cluster's nodes behind which a service is reached from its machine; nothing: it is not.
std::optional<std::int64_t> published_port(const Context&, ObjectId cluster, ObjectId service);
/// Workloads of Kubernetes, when all names are known.
void lower_pods(Context&);
void lower_waf(Context&, ObjectId);
void lower_alb(Context&, ObjectId);
void lower_service(Context&, ObjectId);
void lower_postgres(Context&, ObjectId);
void lower_redis(Context&, ObjectId);
void lower_secret(Context&, ObjectId);
void lower_parameter(Context&, ObjectId);
void lower_registry(Context&, ObjectId);
void lower_kafka(Context&, ObjectId);
void lower_instance(Context&, ObjectId);
void lower_resource(Context&, ObjectId);
void lower_module(Context&, ObjectId);
/// What references to a called module stand for, whoever calls it.
void tell_module(Context&, ObjectId);
/// What texts may know of things that another unit makes.
void tell_registry(Context&, ObjectId);
void lower_sqs(Context&, ObjectId);
void lower_sns(Context&, ObjectId);
void lower_s3(Context&, ObjectId);
void lower_dynamodb(Context&, ObjectId);
void lower_endpoints(Context&, ObjectId network, const Rope& vpc, const std::vector<Value>& tables);
void lower_flow_logs(Context&, ObjectId network, const Rope& vpc);
void lower_security(Context&);
void lower_policies(Context&);
void lower_state(Context&);
void lower_outputs(Context&);
void lower_alarms(Context&);
void lower_patches(Context&);
void lower_imports(Context&);
/// Of an object of any kind that has `existing`.
void lower_existing(Context&, ObjectId id);
/// Whether alarms are sent to the topic.
bool hears_alarms(const Context&, ObjectId topic);

}  // namespace infragen::lower
