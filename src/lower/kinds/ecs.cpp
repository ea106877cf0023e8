#include "lower/context.hpp"

namespace infragen::lower {

void lower_ecs(Context& c, ObjectId id) {
  const auto& ecs = c.env().objects.get<model::Ecs>(id);
  view::Object& object = c.emit(id, "terraform/ecs-cluster.tf");
  const Rope name = c.name(id, "aws_ecs_cluster", "name", c.identity(id, "cluster"));
  object.fields.set("name", Value(name));
  object.fields.set("insights", Value(std::string(*ecs.insights ? "enabled" : "disabled"), ecs.insights.mark.origin));
  object.fields.set("capacity", text(ecs.capacity));
  object.fields.set("tags", c.tags(id, name));
  object.fields.set("discovery", ecs.discovery.present());
  if (ecs.discovery.present()) {
    object.fields.set("dns", text(ecs.discovery->dns));
    object.fields.set("vpc_id", c.vpc_id(ecs.network->text));
    object.fields.set("dns_about", "Services of " + c.address(id));
  }
  // IAM, "Amazon ECS task execution IAM role": pull from ECR, write logs. Injected secrets are granted one by one.
  c.role(id, "execution", "ecs-tasks.amazonaws.com", {"service-role/AmazonECSTaskExecutionRolePolicy"});
}

}  // namespace infragen::lower
