{{ file registry }}
{{ module ecr each }}

resource "aws_ecr_repository" {{ address repository key }} {
  name                 = {{ name }}
  image_tag_mutability = {{ mutability }}

  image_scanning_configuration {
    scan_on_push = {{ scan }}
  }

  encryption_configuration {
    encryption_type = "AES256"
  }

  tags = {{ tags }}
}

{{ if limited }}
resource "aws_ecr_lifecycle_policy" {{ address lifecycle-policy key }} {
  repository = {{ ref repository[key] name }}
  policy     = jsonencode({{ lifecycle }})
}
{{ end }}
