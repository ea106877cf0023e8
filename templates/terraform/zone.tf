{{ file dns }}
{{ module route53 each }}

resource "aws_route53_zone" {{ address zone }} {
  name    = {{ domain }}
  comment = {{ comment }}

  tags = {{ tags }}
}
