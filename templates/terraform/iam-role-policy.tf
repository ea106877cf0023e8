{{ file iam }}
{{ module iam }}
{{ labels kind }}

resource "aws_iam_role_policy" {{ address policy role }} {
  name   = {{ name }}
  role   = {{ role_id }}
  policy = jsonencode({{ policy }})
}
