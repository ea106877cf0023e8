{{ file database }}

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
  storage_type                = {{ disk }}
  storage_encrypted           = true
  db_name                     = {{ database }}
  username                    = {{ user }}
  manage_master_user_password = true
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

  tags = {{ tags }}
}
