{{ file services }}
{{ module ecs }}
{{ module cloudmap discovery }}

resource "aws_cloudwatch_log_group" {{ address log-group }} {
  name              = {{ log_group }}
  retention_in_days = {{ log_days }}

  tags = {{ tags }}
}

resource "aws_ecs_task_definition" {{ address task-definition }} {
  family                   = {{ family }}
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = {{ cpu }}
  memory                   = {{ memory }}
  execution_role_arn       = {{ execution_role }}
  task_role_arn            = {{ task_role }}
  container_definitions    = jsonencode({{ containers }})

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = {{ architecture }}
  }

  {{ if stores }}
  ephemeral_storage {
    size_in_gib = {{ storage }}
  }
  {{ end }}

  {{ for v in volumes }}
  volume {
    name = {{ v.name }}
  }
  {{ end }}

  tags = {{ tags }}
}

resource "aws_ecs_service" {{ address service }} {
  name                               = {{ name }}
  cluster                            = {{ cluster }}
  task_definition                    = {{ ref task-definition arn }}
  {{ if spot }}
  {{ else }}
  launch_type                        = "FARGATE"
  {{ end }}
  desired_count                      = {{ count }}
  deployment_minimum_healthy_percent = {{ healthy_minimum }}
  deployment_maximum_percent         = {{ healthy_maximum }}
  enable_execute_command             = {{ execute_command }}
  propagate_tags                     = "SERVICE"
  {{ if balanced }}
  health_check_grace_period_seconds  = {{ grace }}
  {{ end }}

  {{ if spot }}
  capacity_provider_strategy {
    capacity_provider = {{ capacity }}
    weight            = 1
  }
  {{ end }}

  # A deployment that does not become healthy goes back to what ran before.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = {{ subnets }}
    security_groups  = [{{ group }}]
    assign_public_ip = false
  }

  {{ for t in targets }}
  load_balancer {
    target_group_arn = {{ ref target-group[t.key] arn }}
    container_name   = {{ container }}
    container_port   = {{ port }}
  }
  {{ end }}

  {{ if discovery }}
  service_registries {
    registry_arn = {{ ref discovery arn }}
  }
  {{ end }}

  tags = {{ tags }}

  {{ if scales }}
  # The autoscaler owns the number of tasks.
  lifecycle {
    ignore_changes = [desired_count]
  }
  {{ end }}

  {{ if balanced }}
  # A target group takes tasks only when a listener rule leads to it.
  depends_on = {{ depends }}
  {{ end }}
}

{{ if discovery }}
resource "aws_service_discovery_service" {{ address discovery }} {
  name = {{ discovery_name }}

  dns_config {
    namespace_id   = {{ namespace }}
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = {{ ttl }}
    }
  }

  # ECS itself reports which tasks are well.
  health_check_custom_config {
    failure_threshold = 1
  }

  tags = {{ tags }}
}
{{ end }}

{{ for t in targets }}
resource "aws_lb_target_group" {{ address target-group t.key }} {
  name                 = {{ t.name }}
  port                 = {{ t.port }}
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = {{ t.vpc_id }}
  deregistration_delay = {{ t.drain }}

  health_check {
    path                = {{ t.path }}
    matcher             = "200"
    interval            = {{ t.every }}
    timeout             = {{ t.timeout }}
    healthy_threshold   = {{ t.healthy }}
    unhealthy_threshold = {{ t.unhealthy }}
  }

  tags = {{ tags }}
}
{{ end }}

{{ if scales }}
resource "aws_appautoscaling_target" {{ address scaling-target }} {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = {{ scaling_id }}
  min_capacity       = {{ min }}
  max_capacity       = {{ max }}
}

{{ for p in policies }}
resource "aws_appautoscaling_policy" {{ address scaling-policy p.key }} {
  name               = {{ p.name }}
  policy_type        = "TargetTrackingScaling"
  service_namespace  = {{ ref scaling-target service_namespace }}
  scalable_dimension = {{ ref scaling-target scalable_dimension }}
  resource_id        = {{ ref scaling-target resource_id }}

  target_tracking_scaling_policy_configuration {
    target_value = {{ p.target }}

    predefined_metric_specification {
      predefined_metric_type = {{ p.metric }}
    }
  }
}
{{ end }}
{{ end }}
