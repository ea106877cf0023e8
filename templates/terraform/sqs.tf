{{ file queues }}
{{ module sqs each }}

resource "aws_sqs_queue" {{ address queue }} {
  name                        = {{ name }}
  {{ if fifo }}
  fifo_queue                  = true
  content_based_deduplication = {{ deduplicate }}
  {{ end }}
  visibility_timeout_seconds  = {{ visibility }}
  message_retention_seconds   = {{ retention }}
  delay_seconds               = {{ delay }}
  receive_wait_time_seconds   = {{ wait }}
  sqs_managed_sse_enabled     = true
  {{ if dead_letters }}
  redrive_policy = jsonencode({
    deadLetterTargetArn = {{ ref dlq arn }}
    maxReceiveCount     = {{ max_receives }}
  })
  {{ end }}

  tags = {{ tags }}
}

{{ if dead_letters }}
resource "aws_sqs_queue" {{ address dlq }} {
  name                      = {{ dlq_name }}
  {{ if fifo }}
  fifo_queue                = true
  {{ end }}
  message_retention_seconds = {{ dlq_retention }}
  receive_wait_time_seconds = {{ wait }}
  sqs_managed_sse_enabled   = true

  tags = {{ dlq_tags }}
}

# No other queue puts anything there.
resource "aws_sqs_queue_redrive_allow_policy" {{ address dlq-source }} {
  queue_url = {{ ref dlq url }}
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [{{ ref queue arn }}]
  })
}
{{ end }}
