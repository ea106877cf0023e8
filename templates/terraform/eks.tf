{{ file kubernetes }}
{{ module eks }}

# Made before the cluster, which would make one without an end.
resource "aws_cloudwatch_log_group" {{ address log-group }} {
  name              = {{ log_group }}
  retention_in_days = {{ log_days }}

  tags = {{ tags }}
}

{{ if encrypted }}
resource "aws_kms_key" {{ address key }} {
  description         = {{ key_about }}
  enable_key_rotation = true

  tags = {{ tags }}
}

resource "aws_kms_alias" {{ address key-alias }} {
  name          = {{ key_alias }}
  target_key_id = {{ ref key key_id }}
}
{{ end }}

resource "aws_eks_cluster" {{ address cluster }} {
  name                      = {{ name }}
  version                   = {{ version }}
  role_arn                  = {{ role_arn }}
  enabled_cluster_log_types = {{ log_types }}

  # EKS would install them by itself, and nobody would keep them up to date.
  bootstrap_self_managed_addons = false

  vpc_config {
    subnet_ids              = {{ subnets }}
    endpoint_private_access = {{ private }}
    endpoint_public_access  = {{ public }}
    public_access_cidrs     = {{ from? }}
  }

  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = true
  }

  {{ if encrypted }}
  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = {{ ref key arn }}
    }
  }
  {{ end }}

  tags = {{ tags }}

  # While it is made or removed, the role must hold and the logs have a place.
  depends_on = {{ depends }}
}

{{ if federated }}
resource "aws_iam_openid_connect_provider" {{ address identity-provider }} {
  url            = {{ ref cluster identity[0].oidc[0].issuer }}
  client_id_list = ["sts.amazonaws.com"]

  tags = {{ tags }}
}
{{ end }}

{{ for a in node_addons }}
resource "aws_eks_addon" {{ address node-addon a.key }} {
  cluster_name                = {{ ref cluster name }}
  addon_name                  = {{ a.name }}
  addon_version               = {{ a.version? }}
  service_account_role_arn    = {{ a.role? }}
  configuration_values        = {{ a.values? }}
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  tags = {{ tags }}
}
{{ end }}

{{ for n in nodes }}
resource "aws_eks_node_group" {{ address nodes n.key }} {
  cluster_name    = {{ ref cluster name }}
  node_group_name = {{ n.name }}
  node_role_arn   = {{ node_role_arn }}
  subnet_ids      = {{ node_subnets }}
  ami_type        = {{ n.image }}
  instance_types  = {{ n.types }}
  capacity_type   = {{ n.capacity }}
  disk_size       = {{ n.disk? }}
  labels          = {{ n.labels? }}

  scaling_config {
    min_size     = {{ n.min }}
    max_size     = {{ n.max }}
    desired_size = {{ n.start }}
  }

  update_config {
    max_unavailable = 1
  }

  tags = {{ n.tags }}

  # A scaler owns the number of nodes.
  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }

  # A node needs its role's policies and the network of pods before it is well.
  depends_on = {{ n.depends }}
}
{{ end }}

{{ for a in addons }}
resource "aws_eks_addon" {{ address addon a.key }} {
  cluster_name                = {{ ref cluster name }}
  addon_name                  = {{ a.name }}
  addon_version               = {{ a.version? }}
  service_account_role_arn    = {{ a.role? }}
  configuration_values        = {{ a.values? }}
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"

  tags = {{ tags }}

  # Its pods need nodes.
  depends_on = {{ groups }}
}
{{ end }}

{{ for e in entries }}
resource "aws_eks_access_entry" {{ address access e.key }} {
  cluster_name  = {{ ref cluster name }}
  principal_arn = {{ e.principal }}

  tags = {{ tags }}
}

resource "aws_eks_access_policy_association" {{ address access-policy e.key }} {
  cluster_name  = {{ ref cluster name }}
  principal_arn = {{ ref access[e.key] principal_arn }}
  policy_arn    = {{ e.policy }}

  access_scope {
    type = "cluster"
  }
}
{{ end }}
