{{ file entry }}

resource "aws_lb" {{ address lb }} {
  name                       = {{ name }}
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = {{ subnets }}
  security_groups            = [{{ group }}]
  idle_timeout               = {{ idle }}
  drop_invalid_header_fields = {{ drop_invalid_headers }}
  enable_deletion_protection = {{ protect }}

  tags = {{ tags }}
}

# What no rule takes is refused, not forwarded.
resource "aws_lb_listener" {{ address listener "80" }} {
  load_balancer_arn = {{ ref lb arn }}
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "not found"
      status_code  = "404"
    }
  }

  tags = {{ tags }}
}
