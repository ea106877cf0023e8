{{ file database }}
{{ module rds each }}
{{ input engine_version instance_class allocated_storage multi_az backup_retention_period deletion_protection }}

resource "aws_db_parameter_group" {{ address parameter-group }} {
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

resource "aws_db_instance" {{ address instance }} {
  identifier                  = {{ name }}
  engine                      = "postgres"
  engine_version              = {{ version }}
  instance_class              = {{ class }}
  allocated_storage           = {{ storage }}
  {{ if grows }}
  max_allocated_storage       = {{ max_storage }}
  {{ end }}
  storage_type                = {{ disk }}
  storage_encrypted           = true
  db_name                     = {{ database }}
  username                    = {{ user }}
  {{ if own_password }}
  password_wo = {{ ref stored-password secret_string }}
  password_wo_version = 1
  {{ else }}
  manage_master_user_password = true
  {{ end }}
  port                        = {{ port }}
  multi_az                    = {{ multi_az }}
  {{ if one_zone }}
  availability_zone           = {{ zone }}
  {{ end }}
  publicly_accessible         = false
  db_subnet_group_name        = {{ ref subnet-group name }}
  vpc_security_group_ids      = [{{ group }}]
  parameter_group_name        = {{ ref parameter-group name }}
  backup_retention_period     = {{ backup_days }}
  copy_tags_to_snapshot       = true
  auto_minor_version_upgrade  = true
  deletion_protection         = {{ protect }}
  {{ if keep_snapshot }}
  skip_final_snapshot         = false
  final_snapshot_identifier   = {{ final_snapshot }}
  {{ else }}
  skip_final_snapshot         = true
  {{ end }}
  performance_insights_enabled = {{ insights }}
  {{ if insights }}
  performance_insights_retention_period = {{ insights_days }}
  {{ end }}
  monitoring_interval = {{ monitoring }}
  {{ if monitored }}
  monitoring_role_arn = {{ monitoring_role }}
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

{{ for r in replicas }}
resource "aws_db_instance" {{ address replica r.key }} {
  identifier                   = {{ r.name }}
  replicate_source_db          = {{ ref instance identifier }}
  instance_class               = {{ class }}
  storage_type                 = {{ disk }}
  {{ if grows }}
  max_allocated_storage        = {{ max_storage }}
  {{ end }}
  storage_encrypted            = true
  port                         = {{ port }}
  publicly_accessible          = false
  vpc_security_group_ids       = [{{ group }}]
  parameter_group_name         = {{ ref parameter-group name }}
  copy_tags_to_snapshot        = true
  auto_minor_version_upgrade   = true
  deletion_protection          = {{ protect }}
  skip_final_snapshot          = true
  performance_insights_enabled = {{ insights }}
  {{ if insights }}
  performance_insights_retention_period = {{ insights_days }}
  {{ end }}
  monitoring_interval = {{ monitoring }}
  {{ if monitored }}
  monitoring_role_arn = {{ monitoring_role }}
  {{ end }}
  {{ if logged }}
  enabled_cloudwatch_logs_exports = {{ exports }}
  {{ end }}

  tags = {{ r.tags }}
}
{{ end }}
