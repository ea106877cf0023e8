{{ file iam }}
{{ module iam }}
{{ labels kind }}

resource "aws_iam_role" {{ address role }} {
  name               = {{ name }}
  assume_role_policy = jsonencode({{ trust }})

  tags = {{ tags }}
}

{{ for m in managed }}
resource "aws_iam_role_policy_attachment" {{ address managed-policy m.key }} {
  role       = {{ ref role name }}
  policy_arn = {{ m.arn }}
}
{{ end }}
