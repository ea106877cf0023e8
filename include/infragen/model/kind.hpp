#pragma once
/// A kind as the phases see it: its description, where its objects are kept, and the facts that it tells about them.
/// One list of types (`AllKinds`) makes the storage; one list of functions (`kinds()`) makes the registry. Phases go
/// through these and name no kind.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "infragen/model/kinds/alb.hpp"
#include "infragen/model/kinds/certificate.hpp"
#include "infragen/model/kinds/dynamodb.hpp"
#include "infragen/model/kinds/ecs.hpp"
#include "infragen/model/kinds/eks.hpp"
#include "infragen/model/kinds/external.hpp"
#include "infragen/model/kinds/instance.hpp"
#include "infragen/model/kinds/kafka.hpp"
#include "infragen/model/kinds/kubernetes.hpp"
#include "infragen/model/kinds/module.hpp"
#include "infragen/model/kinds/network.hpp"
#include "infragen/model/kinds/parameter.hpp"
#include "infragen/model/kinds/postgres.hpp"
#include "infragen/model/kinds/redis.hpp"
#include "infragen/model/kinds/registry.hpp"
#include "infragen/model/kinds/resource.hpp"
#include "infragen/model/kinds/s3.hpp"
#include "infragen/model/kinds/secret.hpp"
#include "infragen/model/kinds/service.hpp"
#include "infragen/model/kinds/sns.hpp"
#include "infragen/model/kinds/sqs.hpp"
#include "infragen/model/kinds/waf.hpp"
#include "infragen/model/kinds/zone.hpp"
#include "infragen/schema/schema.hpp"

namespace infragen::model {

template <class... K>
struct TypeList {
  using Storage = std::tuple<std::vector<K>...>;
  template <class T>
  static constexpr std::uint16_t index() {
    std::uint16_t at = 0;
    bool found = false;
    ((found = found || std::is_same_v<T, K>, at = static_cast<std::uint16_t>(at + (found ? 0 : 1))), ...);
    return at;
  }
};
using AllKinds = TypeList<Network, HostedZone, AcmCertificate, Ecs, Eks, Kubernetes, Waf, Alb, Service, Postgres, Redis, Kafka, Instance, Sqs, Sns, S3, DynamoDb, Secret, Parameter, Registry, External, RawResource, ModuleCall>;

/// What is known of an object whatever its kind.
struct Head {
  ObjectId id;
  std::string name;           ///< `main`
  std::string address;        ///< `postgres.main`
  source::Span at;            ///< where its name is written first
  std::string domain;         ///< empty: of the environment or a shared stack
  std::string shared;         ///< the shared stack that owns it; empty: the environment's own
  bool poisoned = false;      ///< a finding was reported that makes it useless
};

class Objects {
 public:
  template <class K>
  std::vector<K>& all() { return std::get<std::vector<K>>(storage_); }
  template <class K>
  const std::vector<K>& all() const { return std::get<std::vector<K>>(storage_); }
  template <class K>
  const K& get(ObjectId id) const { return all<K>()[id.index]; }

  template <class K>
  static constexpr std::uint16_t kind_of() { return AllKinds::index<K>(); }

  ObjectId add(std::uint16_t kind, Head head);
  const Head& head(ObjectId id) const { return heads_[id.kind][id.index]; }
  Head& head(ObjectId id) { return heads_[id.kind][id.index]; }
  void* object(ObjectId id);
  const void* object(ObjectId id) const;
  const Common& common(ObjectId id) const;
  /// Whether it is there already and we make nothing for it: `existing` is present.
  bool existing(ObjectId id) const;
  ObjectId find(std::string_view address) const;   ///< unknown id when there is none
  /// Every object, by kind in registry order, then by name.
  std::vector<ObjectId> ids() const;
  std::size_t count(std::uint16_t kind) const { return heads_.size() > kind ? heads_[kind].size() : 0; }

 private:
  AllKinds::Storage storage_;
  std::vector<std::vector<Head>> heads_;
  std::vector<std::pair<std::string, ObjectId>> by_address_;  // sorted
};

struct Environment;
struct Traits;

/// Where an object of that kind wants to be.
struct Placement {
  Field<schema::Address>* network = nullptr;  ///< null: the network of the host
  Field<schema::Address>* host = nullptr;
  Field<std::string>* tier = nullptr;
  std::span<const RouteKind> routes = {};   ///< of the tiers that fit it, best first
  std::size_t zones = 1;                    ///< that AWS demands of it
};

/// Attributes that objects of a kind have beside the facts that they tell, for texts: `${resource.aws_mq_broker.main.arn}`.
struct Attributes {
  std::string_view role;                    ///< of the block that has them
  bool (*is_fact)(const Environment&, ObjectId, const std::string& name) = nullptr;  ///< a fact of the object is called so
  /// Why there is no such attribute, or why nobody may read it; nothing: there is. A traversal: `instances[0].url`.
  std::optional<std::string> (*problem)(const Environment&, ObjectId, const std::string& traversal) = nullptr;
};

/// How a type is named where `names` says nothing and `default` does not fit it.
struct DefaultPattern {
  std::string_view type, pattern;
};

enum class Scope : std::uint8_t { anywhere, domain, shared };

struct KindSchema {
  std::string_view name;
  const schema::ObjectSchema& (*schema)() = nullptr;
  Scope scope = Scope::anywhere;
  bool shareable = false;                       ///< may stand in a shared stack
  bool anywhere_in_account = false;             ///< who uses it may stand in another region
  bool bare = false;                            ///< nothing is made for it at AWS
  bool portable = false;                        ///< made where its host is, at AWS or elsewhere
  bool typed = false;                           ///< names are `aws_type.name`: `resource: {aws_type: {name: …}}`
  bool states_group = false;                    ///< its security group is made elsewhere: a person says which, or AWS makes it
  bool single = false;                          ///< `network: {cidr: …}` is short for `network: {main: …}`
  std::span<const std::string_view> named = {};  ///< AWS types whose physical names `names` may make
  std::span<const DefaultPattern> patterns = {};  ///< of those whose names are no plain words
  std::string_view parts = {};                  ///< the field whose keys are parts that edges name: `databases`
  std::string_view answers_by = {};             ///< what is missing on an object that nobody can use: `port: 8080`
  std::span<const std::string_view> roles = {};       ///< that an edge on the whole object may have
  std::span<const std::string_view> part_roles = {};  ///< that an edge on a part of it may have
  /// Fields of its own that tell about what is there already too, beside `existing`; the others say how it is made.
  std::span<const std::string_view> tells = {};
  std::span<const std::string_view> sections = {};  ///< of its implementations; the field `by` selects

  void* (*add)(Objects&) = nullptr;
  void* (*at)(Objects&, std::uint32_t index) = nullptr;
  Common& (*common)(void* object) = nullptr;
  std::uint64_t (*addresses)(const void* object) = nullptr;                            ///< that it takes in its tier at most; null: none that can be told
  const Attributes* attributes = nullptr;                                              ///< null: facts alone
  Placement (*placement)(void* object) = nullptr;                                     ///< null: lives in no subnet
  const Map<Use>* (*uses)(const void* object) = nullptr;                               ///< null: uses nothing
  const Map<Map<schema::Text>>* (*variables)(const void* object) = nullptr;            ///< its own names for facts of edges
  const Map<schema::Text>* (*env)(const void* object) = nullptr;
  void (*traits)(const Environment&, ObjectId, Traits&) = nullptr;                     ///< facts; null: none
};

/// In the order of `AllKinds`.
std::span<const KindSchema> kinds();
const KindSchema& kind(ObjectId id);
const KindSchema* kind_named(std::string_view name);
/// Whether a field of the kind still means something on an object that is there already (`existing`).
bool tells_of_existing(const KindSchema& kind, std::string_view field);

/// The storage functions of a kind, for its .cpp.
template <class K>
constexpr KindSchema stored(KindSchema k) {
  k.add = [](Objects& o) -> void* { return &o.all<K>().emplace_back(); };
  k.at = [](Objects& o, std::uint32_t index) -> void* { return &o.all<K>()[index]; };
  k.common = [](void* object) -> Common& { return static_cast<K*>(object)->common; };
  return k;
}

KindSchema network_kind();
KindSchema zone_kind();
KindSchema certificate_kind();
KindSchema ecs_kind();
KindSchema eks_kind();
KindSchema kubernetes_kind();
KindSchema waf_kind();
KindSchema alb_kind();
KindSchema service_kind();
KindSchema postgres_kind();
KindSchema redis_kind();
KindSchema kafka_kind();
KindSchema instance_kind();
KindSchema sqs_kind();
KindSchema sns_kind();
KindSchema s3_kind();
KindSchema dynamodb_kind();
KindSchema secret_kind();
KindSchema parameter_kind();
KindSchema registry_kind();
KindSchema external_kind();
KindSchema resource_kind();
KindSchema module_kind();

}  // namespace infragen::model
