{{ file services }}
{{ module secrets }}

# What is known only after an apply reaches the pods from here.
resource "aws_secretsmanager_secret" {{ address facts }} {
  name                    = {{ name }}
  description             = {{ description }}
  recovery_window_in_days = 0

  tags = {{ tags }}
}

resource "aws_secretsmanager_secret_version" {{ address facts-version }} {
  secret_id     = {{ ref facts id }}
  secret_string = jsonencode({{ values }})
}
