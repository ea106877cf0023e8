{{ file database }}
{{ module aurora each }}
{{ input engine_version instance_class backup_retention_period deletion_protection }}

resource "aws_rds_cluster_parameter_group" {{ address parameter-group }} {
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

resource "aws_rds_cluster" {{ address cluster }} {
  cluster_identifier              = {{ name }}
  engine                          = "aurora-postgresql"
  engine_version                  = {{ version }}
  storage_encrypted               = true
  database_name                   = {{ database }}
  master_username                 = {{ user }}
  {{ if own_password }}
  master_password_wo = {{ ref stored-password secret_string }}
  master_password_wo_version = 1
  {{ else }}
  manage_master_user_password     = true
  {{ end }}
  port                            = {{ port }}
  db_subnet_group_name            = {{ ref subnet-group name }}
  vpc_security_group_ids          = [{{ group }}]
  db_cluster_parameter_group_name = {{ ref parameter-group name }}
  backup_retention_period         = {{ backup_days }}
  copy_tags_to_snapshot           = true
  deletion_protection             = {{ protect }}
  {{ if keep_snapshot }}
  skip_final_snapshot             = false
  final_snapshot_identifier       = {{ final_snapshot }}
  {{ else }}
  skip_final_snapshot             = true
  {{ end }}
  {{ if logged }}
  enabled_cloudwatch_logs_exports = {{ exports }}
  {{ end }}

  tags = {{ tags }}

  {{ if logged }}
  # RDS makes a group that is not there, and keeps it for ever.
  depends_on = {{ log_refs }}
  {{ end }}
}

{{ for i in instances }}
resource "aws_rds_cluster_instance" {{ address cluster-instance i.key }} {
  identifier                   = {{ i.name }}
  cluster_identifier           = {{ ref cluster id }}
  engine                       = {{ ref cluster engine }}
  engine_version               = {{ ref cluster engine_version }}
  instance_class               = {{ class }}
  availability_zone            = {{ i.zone }}
  promotion_tier               = {{ i.tier }}
  publicly_accessible          = false
  db_subnet_group_name         = {{ ref subnet-group name }}
  auto_minor_version_upgrade   = true
  copy_tags_to_snapshot        = true
  performance_insights_enabled = {{ insights }}
  {{ if insights }}
  performance_insights_retention_period = {{ insights_days }}
  {{ end }}
  monitoring_interval          = {{ monitoring }}
  {{ if monitored }}
  monitoring_role_arn          = {{ monitoring_role }}
  {{ end }}

  tags = {{ tags }}
}
{{ end }}

{{ if scales }}
resource "aws_appautoscaling_target" {{ address scaling-target }} {
  service_namespace  = "rds"
  scalable_dimension = "rds:cluster:ReadReplicaCount"
  resource_id        = "cluster:{{ ref cluster id }}"
  min_capacity       = {{ min }}
  max_capacity       = {{ max }}
}

resource "aws_appautoscaling_policy" {{ address scaling-policy }} {
  name               = {{ policy_name }}
  policy_type        = "TargetTrackingScaling"
  service_namespace  = {{ ref scaling-target service_namespace }}
  scalable_dimension = {{ ref scaling-target scalable_dimension }}
  resource_id        = {{ ref scaling-target resource_id }}

  target_tracking_scaling_policy_configuration {
    target_value = {{ cpu }}

    predefined_metric_specification {
      predefined_metric_type = "RDSReaderAverageCPUUtilization"
    }
  }
}
{{ end }}
