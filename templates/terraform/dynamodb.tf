{{ file tables }}
{{ module dynamodb each }}

{{ if own_key }}
resource "aws_kms_key" {{ address key }} {
  description             = {{ key_about }}
  enable_key_rotation     = true
  deletion_window_in_days = 30

  tags = {{ tags }}
}
{{ end }}

resource "aws_dynamodb_table" {{ address table }} {
  name                        = {{ name }}
  billing_mode                = {{ billing }}
  read_capacity               = {{ read? }}
  write_capacity              = {{ write? }}
  hash_key                    = {{ hash }}
  range_key                   = {{ range? }}
  deletion_protection_enabled = {{ protect }}
  {{ if streams }}
  stream_enabled              = true
  stream_view_type            = {{ stream }}
  {{ end }}

  {{ for a in attributes }}
  attribute {
    name = {{ a.name }}
    type = {{ a.type }}
  }
  {{ end }}

  {{ for g in indexes }}
  global_secondary_index {
    name               = {{ g.name }}
    hash_key           = {{ g.key }}
    range_key          = {{ g.sort? }}
    projection_type    = {{ g.projection }}
    non_key_attributes = {{ g.include? }}
    read_capacity      = {{ g.read? }}
    write_capacity     = {{ g.write? }}
  }
  {{ end }}

  {{ for l in local_indexes }}
  local_secondary_index {
    name               = {{ l.name }}
    range_key          = {{ l.sort }}
    projection_type    = {{ l.projection }}
    non_key_attributes = {{ l.include? }}
  }
  {{ end }}

  {{ if expires }}
  ttl {
    attribute_name = {{ ttl }}
    enabled        = true
  }
  {{ end }}

  {{ if recovers }}
  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = {{ recovery }}
  }
  {{ end }}

  {{ if keyed }}
  server_side_encryption {
    enabled     = true
    {{ if own_key }}
    kms_key_arn = {{ ref key arn }}
    {{ end }}
  }
  {{ end }}

  tags = {{ tags }}
}
