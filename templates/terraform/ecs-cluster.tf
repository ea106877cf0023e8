{{ file cluster }}
{{ module ecs }}
{{ module cloudmap namespace }}

resource "aws_ecs_cluster" {{ address cluster }} {
  name = {{ name }}

  setting {
    name  = "containerInsights"
    value = {{ insights }}
  }

  tags = {{ tags }}
}

resource "aws_ecs_cluster_capacity_providers" {{ address capacity-providers }} {
  cluster_name       = {{ ref cluster name }}
  capacity_providers = [{{ capacity }}]
}

{{ if discovery }}
resource "aws_service_discovery_private_dns_namespace" {{ address namespace }} {
  name        = {{ dns }}
  description = {{ dns_about }}
  vpc         = {{ vpc_id }}

  tags = {{ tags }}
}
{{ end }}
