{{ file security }}
{{ labels kind }}

# Rules stand on their own: a change of one does not touch the others.
resource "aws_security_group" {{ address group }} {
  name        = {{ name }}
  description = {{ description }}
  vpc_id      = {{ vpc_id }}

  tags = {{ tags }}

  lifecycle {
    create_before_destroy = true
  }
}
