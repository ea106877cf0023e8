{{ file iam }}
{{ module iam }}
{{ labels kind }}

# For one service account and no other.
resource "aws_iam_role" {{ address role }} {
  name = {{ name }}
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Federated = {{ provider }} }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "${replace({{ issuer }}, "https://", "")}:aud" = "sts.amazonaws.com"
            "${replace({{ issuer }}, "https://", "")}:sub" = {{ subject }}
          }
        }
      }
    ]
  })

  tags = {{ tags }}
}

{{ for m in managed }}
resource "aws_iam_role_policy_attachment" {{ address managed-policy m.key }} {
  role       = {{ ref role name }}
  policy_arn = {{ m.arn }}
}
{{ end }}
