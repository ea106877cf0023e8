{{ file network }}
{{ module vpc each }}

resource "aws_vpc" {{ address vpc }} {
  cidr_block           = {{ cidr }}
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {{ tags }}
}

# The group that everything gets which names none: it lets nothing through.
resource "aws_default_security_group" {{ address default-security-group }} {
  vpc_id = {{ ref vpc id }}

  tags = {{ tags }}
}

{{ if internet }}
resource "aws_internet_gateway" {{ address internet-gateway }} {
  vpc_id = {{ ref vpc id }}

  tags = {{ tags }}
}
{{ end }}

{{ for s in subnets }}
resource "aws_subnet" {{ address subnet s.key }} {
  vpc_id                  = {{ ref vpc id }}
  cidr_block              = {{ s.cidr }}
  availability_zone       = {{ s.zone }}
  map_public_ip_on_launch = false

  tags = {{ s.tags }}
}

resource "aws_route_table_association" {{ address route-table-association s.key }} {
  subnet_id      = {{ ref subnet[s.key] id }}
  route_table_id = {{ ref route-table[s.table] id }}
}
{{ end }}

{{ for n in nats }}
resource "aws_eip" {{ address eip n.key }} {
  domain = "vpc"

  tags = {{ n.tags }}
}

resource "aws_nat_gateway" {{ address nat-gateway n.key }} {
  allocation_id = {{ ref eip[n.key] id }}
  subnet_id     = {{ ref subnet[n.subnet] id }}

  tags = {{ n.tags }}

  depends_on = [{{ ref internet-gateway }}]
}
{{ end }}

{{ for t in tables }}
resource "aws_route_table" {{ address route-table t.key }} {
  vpc_id = {{ ref vpc id }}

  tags = {{ t.tags }}
}

{{ if t.internet }}
resource "aws_route" {{ address route t.key }} {
  route_table_id         = {{ ref route-table[t.key] id }}
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = {{ ref internet-gateway id }}
}
{{ end }}
{{ if t.through_nat }}
resource "aws_route" {{ address route t.key }} {
  route_table_id         = {{ ref route-table[t.key] id }}
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = {{ ref nat-gateway[t.nat] id }}
}
{{ end }}
{{ end }}
