{{ file security }}
{{ module security-groups }}
{{ labels kind }}

{{ if inbound }}
resource "aws_vpc_security_group_ingress_rule" {{ address role key }} {
  security_group_id            = {{ group }}
  description                  = {{ description }}
  ip_protocol                  = "tcp"
  from_port                    = {{ port }}
  to_port                      = {{ port }}
  cidr_ipv4                    = {{ block? }}
  referenced_security_group_id = {{ peer? }}
}
{{ else }}
resource "aws_vpc_security_group_egress_rule" {{ address role key }} {
  security_group_id            = {{ group }}
  description                  = {{ description }}
  ip_protocol                  = "tcp"
  from_port                    = {{ port }}
  to_port                      = {{ port }}
  cidr_ipv4                    = {{ block? }}
  referenced_security_group_id = {{ peer? }}
}
{{ end }}
