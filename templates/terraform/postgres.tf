{{ file database }}
{{ module implementation each }}

# What every implementation has beside its server.
resource "aws_db_subnet_group" {{ address subnet-group }} {
  name       = {{ subnet_group_name }}
  subnet_ids = {{ subnets }}

  tags = {{ tags }}
}

resource "aws_secretsmanager_secret_rotation" {{ address rotation }} {
  secret_id          = {{ ref server "master_user_secret[0].secret_arn" }}
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = {{ rotation_days }}
  }
}
