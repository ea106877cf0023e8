{{ file cache }}
{{ module elasticache each }}

resource "aws_elasticache_subnet_group" {{ address subnet-group }} {
  name       = {{ subnet_group_name }}
  subnet_ids = {{ subnets }}

  tags = {{ tags }}
}

resource "aws_elasticache_parameter_group" {{ address parameter-group }} {
  name   = {{ parameter_group_name }}
  family = {{ family }}

  {{ for p in parameters }}
  parameter {
    name  = {{ p.name }}
    value = {{ p.value }}
  }
  {{ end }}

  tags = {{ tags }}

  lifecycle {
    create_before_destroy = true
  }
}

{{ if token }}
# Without the cache the token opens nothing: it goes at once when the cache goes.
resource "aws_secretsmanager_secret" {{ address secret }} {
  name                    = {{ secret_name }}
  description             = {{ secret_about }}
  recovery_window_in_days = 0

  tags = {{ secret_tags }}
}

# The length is asked of the secret, so that the value is made after it exists, and not during a plan that creates it.
ephemeral "aws_secretsmanager_random_password" {{ address random-password }} {
  password_length     = length({{ ref secret arn }}) > 0 ? 64 : 0
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret_version" {{ address secret-version }} {
  secret_id                = {{ ref secret id }}
  secret_string_wo         = {{ ref random-password random_password }}
  secret_string_wo_version = 1
}

# The provider takes the token as a plain argument only, so it stands in the state.
data "aws_secretsmanager_secret_version" {{ address token }} {
  secret_id = {{ ref secret-version secret_id }}
}
{{ end }}

resource "aws_elasticache_replication_group" {{ address replication-group }} {
  replication_group_id        = {{ name }}
  description                 = {{ description }}
  engine                      = "redis"
  engine_version              = {{ version }}
  node_type                   = {{ node }}
  num_cache_clusters          = {{ nodes }}
  preferred_cache_cluster_azs = {{ zones }}
  automatic_failover_enabled  = {{ failover }}
  multi_az_enabled            = {{ multi_az }}
  port                        = {{ port }}
  subnet_group_name           = {{ ref subnet-group name }}
  security_group_ids          = [{{ group }}]
  parameter_group_name        = {{ ref parameter-group name }}
  at_rest_encryption_enabled  = true
  transit_encryption_enabled  = {{ tls }}
  {{ if token }}
  auth_token                  = {{ ref token secret_string }}
  auth_token_update_strategy  = "ROTATE"
  {{ end }}
  {{ if tiered }}
  data_tiering_enabled        = true
  {{ end }}
  auto_minor_version_upgrade  = true
  snapshot_retention_limit    = {{ backup_days }}
  {{ if keep_snapshot }}
  final_snapshot_identifier   = {{ final_snapshot }}
  {{ end }}

  tags = {{ tags }}
}
