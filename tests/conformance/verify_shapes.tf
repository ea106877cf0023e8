# Shapes of values and dynamic blocks, right and wrong; each block is judged as it stands. Labels only tell them apart.

resource "aws_eip" "count_negative" {
  count = -1
}

resource "aws_eip" "count_fraction" {
  count = 1.5
}

resource "aws_eip" "count_word" {
  count = "two"
}

resource "aws_eip" "count_list" {
  count = [1]
}

resource "aws_eip" "for_each_list" {
  for_each = ["a"]
}

resource "aws_eip" "for_each_text" {
  for_each = "a"
}

resource "aws_eip" "ignore_unknown" {
  lifecycle {
    ignore_changes = [tagz]
  }
}

resource "aws_eip" "ignore_computed" {
  lifecycle {
    ignore_changes = [public_ip]
  }
}

resource "aws_eip" "triggered" {
  lifecycle {
    replace_triggered_by = [aws_eip.b0]
  }
}

resource "aws_eip" "depends" {
  depends_on = [aws_eip.b0]
}

resource "aws_security_group" "dyn" {
  dynamic "ingress" {
    for_each = [1, 2]
    content {
      from_port = 1
      to_port   = 2
      protocol  = "tcp"
    }
  }
}

resource "aws_security_group" "dyn_bad" {
  dynamic "ingres" {
    for_each = [1, 2]
    content {
    }
  }
}

resource "aws_security_group" "dyn_member" {
  dynamic "ingress" {
    for_each = [1, 2]
    content {
      fromport = 1
    }
  }
}

resource "aws_security_group" "no_each" {
  dynamic "ingress" {
    content {
      from_port = 1
      to_port   = 2
      protocol  = "tcp"
    }
  }
}

resource "aws_security_group" "no_content" {
  dynamic "ingress" {
    for_each = [1, 2]
  }
}

resource "aws_security_group" "junk" {
  dynamic "ingress" {
    for_each = [1, 2]
    each     = 1
    content {
      from_port = 1
      to_port   = 2
      protocol  = "tcp"
    }
  }
}

resource "aws_lb_listener" "dyn" {
  load_balancer_arn = "arn:aws:iam::123456789012:role/x"
  dynamic "default_action" {
    for_each = var.any
    content {
      type             = "forward"
      target_group_arn = default_action.value
    }
  }
}

resource "aws_security_group" "list_missing_member" {
  ingress = [{ from_port = 1, to_port = 2, protocol = "tcp" }]
}

resource "aws_security_group" "list_full" {
  ingress = [{ from_port = 1, to_port = 2, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"], description = "", ipv6_cidr_blocks = [], prefix_list_ids = [], security_groups = [], self = false }]
}

resource "aws_security_group" "list_extra" {
  ingress = [{ foo = 1, from_port = 1, to_port = 2, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"], description = "", ipv6_cidr_blocks = [], prefix_list_ids = [], security_groups = [], self = false }]
}

resource "aws_security_group" "null_required" {
  name = null
}

resource "aws_subnet" "null_required" {
  vpc_id = null
}

resource "aws_vpcs" "unknown" {
}

data "aws_ami" "x" {
  most_recent = "maybe"
}

data "aws_ami" "y" {
  most_recent = 1
}

data "aws_ami" "z" {
  most_recent = "1"
  owners      = "amazon"
}

resource "aws_eip" "arg_list" {
  tags = ["a"]
}

resource "aws_eip" "arg_map_null" {
  tags = { a = null, b = 5, c = true }
}

resource "aws_eip" "arg_map_nested" {
  tags = { a = {} }
}

resource "aws_eip" "instance" {
  instance = ["i-1"]
}

resource "aws_ecs_service" "num" {
  name          = "x"
  desired_count = "2x"
}

resource "aws_ecs_service" "num2" {
  name          = "x"
  desired_count = "0x10"
}

resource "aws_ecs_service" "num3" {
  name          = "x"
  desired_count = "1e1"
}

resource "aws_ecs_service" "num4" {
  name          = "x"
  desired_count = " 1"
}

resource "aws_ecs_service" "num5" {
  name          = "x"
  desired_count = ""
}

resource "aws_ecs_service" "num6" {
  name          = "x"
  desired_count = true
}
