{{ file topics }}
{{ module sns each }}

{{ if own_key }}
resource "aws_kms_key" {{ address key }} {
  description             = {{ key_about }}
  enable_key_rotation     = true
  deletion_window_in_days = 30

  tags = {{ tags }}
}
{{ end }}

resource "aws_sns_topic" {{ address topic }} {
  name                        = {{ name }}
  {{ if fifo }}
  fifo_topic                  = true
  content_based_deduplication = {{ deduplicate }}
  {{ end }}
  {{ if own_key }}
  kms_master_key_id           = {{ ref key arn }}
  {{ else }}
  kms_master_key_id           = "alias/aws/sns"
  {{ end }}

  tags = {{ tags }}
}

resource "aws_sns_topic_policy" {{ address policy }} {
  arn    = {{ ref topic arn }}
  policy = jsonencode({{ policy }})
}

{{ if alarms }}
resource "aws_kms_key_policy" {{ address key-policy }} {
  key_id = {{ ref key id }}
  policy = jsonencode({{ key_policy }})
}
{{ end }}
