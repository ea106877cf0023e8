{{ file database }}
{{ module implementation each }}

# What every implementation has beside its server.
resource "aws_db_subnet_group" {{ address subnet-group }} {
  name       = {{ subnet_group_name }}
  subnet_ids = {{ subnets }}

  tags = {{ tags }}
}

{{ if rotates }}
resource "aws_secretsmanager_secret_rotation" {{ address rotation }} {
  secret_id          = {{ ref server "master_user_secret[0].secret_arn" }}
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = {{ rotation_days }}
  }
}
{{ end }}

{{ if own_password }}
resource "aws_secretsmanager_secret" {{ address password }} {
  name                    = {{ password_name }}
  description             = {{ password_about }}
  recovery_window_in_days = {{ recovery_days }}

  tags = {{ password_tags }}
}

# The value is made during the apply and never stored in the state. The length is asked of the secret, so that the
# value is made after it exists, and not during a plan that creates it.
ephemeral "aws_secretsmanager_random_password" {{ address random-password }} {
  password_length     = length({{ ref password arn }}) > 0 ? 40 : 0
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret_version" {{ address password-version }} {
  secret_id                = {{ ref password id }}
  secret_string_wo         = {{ ref random-password random_password }}
  secret_string_wo_version = 1
}

# The server is given what was stored: an apply that breaks between the two leaves no second password.
ephemeral "aws_secretsmanager_secret_version" {{ address stored-password }} {
  secret_id  = {{ ref password-version secret_id }}
  version_id = {{ ref password-version version_id }}
}
{{ end }}
