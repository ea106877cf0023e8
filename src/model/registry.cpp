#include <algorithm>
#include <array>

#include "infragen/model/kind.hpp"

namespace infragen::model {

std::span<const KindSchema> kinds() {
  // In the order of `AllKinds`: an ObjectId's kind is an index into both.
  static const std::array<KindSchema, std::tuple_size_v<AllKinds::Storage>> all = {
      network_kind(), zone_kind(), certificate_kind(), ecs_kind(), eks_kind(), kubernetes_kind(), waf_kind(), alb_kind(), service_kind(), postgres_kind(), redis_kind(), kafka_kind(), instance_kind(), sqs_kind(), sns_kind(), s3_kind(), dynamodb_kind(), secret_kind(), parameter_kind(), registry_kind(), external_kind(), resource_kind(), module_kind(),
  };
  return all;
}

const KindSchema& kind(ObjectId id) { return kinds()[id.kind]; }

const KindSchema* kind_named(std::string_view name) {
  for (const KindSchema& k : kinds()) {
    if (k.name == name) return &k;
  }
  return nullptr;
}

ObjectId Objects::add(std::uint16_t kind, Head head) {
  heads_.resize(std::max<std::size_t>(heads_.size(), kind + 1u));
  head.id = {kind, static_cast<std::uint32_t>(heads_[kind].size())};
  const ObjectId id = head.id;
  const auto at = std::lower_bound(by_address_.begin(), by_address_.end(), head.address,
                                   [](const auto& entry, const std::string& address) { return entry.first < address; });
  by_address_.insert(at, {head.address, id});
  heads_[kind].push_back(std::move(head));
  kinds()[kind].add(*this);
  return id;
}

void* Objects::object(ObjectId id) { return kinds()[id.kind].at(*this, id.index); }

const void* Objects::object(ObjectId id) const { return kinds()[id.kind].at(const_cast<Objects&>(*this), id.index); }

const Common& Objects::common(ObjectId id) const {
  return kinds()[id.kind].common(const_cast<void*>(object(id)));
}

bool tells_of_existing(const KindSchema& kind, std::string_view field) {
  static constexpr std::string_view of_all[] = {"about", "allow", "existing"};
  const auto has = [&](const auto& list) { return std::find(std::begin(list), std::end(list), field) != std::end(list); };
  return has(of_all) || has(kind.tells);
}

bool Objects::existing(ObjectId id) const {
  const schema::FieldSchema* field = kinds()[id.kind].schema().find("existing");
  return field != nullptr && field->read(object(id)).mark->present();
}

ObjectId Objects::find(std::string_view address) const {
  const auto at = std::lower_bound(by_address_.begin(), by_address_.end(), address,
                                   [](const auto& entry, std::string_view a) { return entry.first < a; });
  return at != by_address_.end() && at->first == address ? at->second : ObjectId{};
}

std::vector<ObjectId> Objects::ids() const {
  std::vector<ObjectId> out;
  for (std::uint16_t k = 0; k < heads_.size(); ++k) {
    for (std::uint32_t i = 0; i < heads_[k].size(); ++i) out.push_back({k, i});
  }
  return out;
}

}  // namespace infragen::model
