{{ file topics }}
{{ module sns each }}

resource "aws_sns_topic_subscription" {{ address subscription key }} {
  topic_arn            = {{ topic }}
  protocol             = {{ protocol }}
  endpoint             = {{ endpoint }}
  raw_message_delivery = {{ raw }}
}
