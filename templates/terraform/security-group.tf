{{ file security }}
{{ module security-groups }}
{{ labels kind }}

resource "aws_security_group" {{ address role }} {
  name        = {{ name }}
  description = {{ description }}
  vpc_id      = {{ vpc_id }}

  tags = {{ tags }}

  lifecycle {
    create_before_destroy = true
  }
}
