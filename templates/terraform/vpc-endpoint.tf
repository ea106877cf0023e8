{{ file network }}
{{ module vpc each }}

{{ for g in gateways }}
resource "aws_vpc_endpoint" {{ address gateway g.key }} {
  vpc_id            = {{ vpc }}
  service_name      = {{ g.name }}
  vpc_endpoint_type = "Gateway"
  route_table_ids   = {{ tables }}

  tags = {{ g.tags }}
}
{{ end }}

{{ for e in interfaces }}
resource "aws_vpc_endpoint" {{ address interface e.key }} {
  vpc_id              = {{ vpc }}
  service_name        = {{ e.name }}
  vpc_endpoint_type   = "Interface"
  subnet_ids          = {{ subnets }}
  security_group_ids  = [{{ group }}]
  private_dns_enabled = true

  tags = {{ e.tags }}
}
{{ end }}
