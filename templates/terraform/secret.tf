{{ file secrets }}
{{ module secrets }}

resource "aws_secretsmanager_secret" {{ address secret }} {
  name                    = {{ name }}
  description             = {{ description }}
  recovery_window_in_days = {{ recovery_days }}

  tags = {{ tags }}
}

{{ if generated }}
# The value is made during the apply and never stored in the state. The length is asked of the secret, so that the
# value is made after it exists, and not during a plan that creates it.
ephemeral "aws_secretsmanager_random_password" {{ address random-password }} {
  password_length     = length({{ ref secret arn }}) > 0 ? {{ length }} : 0
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret_version" {{ address secret-version }} {
  secret_id                = {{ ref secret id }}
  secret_string_wo         = {{ ref random-password random_password }}
  secret_string_wo_version = 1
}
{{ end }}
