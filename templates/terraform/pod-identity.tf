{{ file iam }}
{{ module iam }}
{{ labels kind }}

resource "aws_eks_pod_identity_association" {{ address association role }} {
  cluster_name    = {{ cluster }}
  namespace       = {{ namespace }}
  service_account = {{ account }}
  role_arn        = {{ ref role arn }}

  tags = {{ tags }}
}
