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

{{ if secure }}
resource "aws_lb_listener" {{ address listener "80" }} {
  load_balancer_arn = {{ ref lb arn }}
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }

  tags = {{ tags }}
}

# What no rule takes is refused, not forwarded.
resource "aws_lb_listener" {{ address listener "443" }} {
  load_balancer_arn = {{ ref lb arn }}
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = {{ tls_policy }}
  certificate_arn   = {{ certificate }}

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

resource "aws_route53_record" {{ address record }} {
  zone_id = {{ zone_id }}
  name    = {{ host }}
  type    = "A"

  alias {
    name                   = {{ ref lb dns_name }}
    zone_id                = {{ ref lb zone_id }}
    evaluate_target_health = true
  }
}
{{ else }}
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
{{ end }}
