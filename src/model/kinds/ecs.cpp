#include "model/kinds/describe.hpp"

namespace infragen::schema {

template <> const ObjectSchema& schema_of<model::Discovery>() {
  using model::Discovery;
  static constexpr auto fields = table<Discovery>(
      field<&Discovery::dns>("dns", "Private DNS name below which each service has its own: `<service>.<dns>`.",
                             {.required = true, .accepts = &model::accepts_dns_name}),
      field<&Discovery::ttl>("ttl", "How long callers may keep an address.", {.by_default = "10s", .range = {0, 2147483647}}));
  static constexpr ObjectSchema schema{"discovery", "How services find each other.", fields};
  return schema;
}

template <> const ObjectSchema& schema_of<model::Ecs>() {
  using model::Ecs;
  static constexpr std::string_view network[] = {"network"};
  static constexpr ClassDefault insights[] = {{Class::production, "true"}};
  static constexpr auto fields = model::kind_table<Ecs>(
      field<&Ecs::network>("network", "The network that it runs in; the only one need not be named.", {.refers_to = network, .only_one = true}),
      field<&Ecs::capacity>("capacity", "What tasks run on; AWS may take `FARGATE_SPOT` back at two minutes' notice.",
                            {.by_default = "FARGATE"}),
      field<&Ecs::discovery>("discovery", "A private DNS namespace in which services find each other."),
      field<&Ecs::insights>("insights", "Container Insights: metrics a task, at a price.", {.by_default = "false", .classes = insights}));
  static constexpr ObjectSchema schema{"ecs", "An ECS cluster that runs services on Fargate.", fields};
  return schema;
}

}  // namespace infragen::schema

namespace infragen::model {

KindSchema ecs_kind() {
  static constexpr std::string_view named[] = {"aws_ecs_cluster", "aws_iam_role"};
  KindSchema k;
  k.name = "ecs";
  k.named = named;
  k.schema = &schema_of<Ecs>;
  k.placement = [](void* object) { return Placement{.network = &static_cast<Ecs*>(object)->network}; };
  k.traits = [](const Environment& env, ObjectId id, Traits& out) {
    const Ecs& ecs = env.objects.get<Ecs>(id);
    const Head& head = env.objects.head(id);
    out.hosts.push_back({id, ecs.network->text, {head.address, "execution", {}},
                         ecs.discovery.present() ? *ecs.discovery->dns : std::string()});
    Endpoint facts;
    facts.owner = id;
    facts.facts["name"] = {Phase::apply, view::Rope(view::Ref{{head.address, "cluster", {}}, "name"}), {}};
    facts.facts["arn"] = {Phase::apply, view::Rope(view::Ref{{head.address, "cluster", {}}, "arn"}), {}};
    out.endpoints.push_back(std::move(facts));
  };
  return stored<Ecs>(k);
}

}  // namespace infragen::model
