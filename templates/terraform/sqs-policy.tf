{{ file queues }}
{{ module sqs each }}

resource "aws_sqs_queue_policy" {{ address policy key }} {
  queue_url = {{ queue }}
  policy    = jsonencode({{ policy }})
}
