{{ file services }}
{{ module alb }}

# Pods are registered by a TargetGroupBinding.
resource "aws_lb_target_group" {{ address target-group key }} {
  name                 = {{ name }}
  port                 = {{ port }}
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = {{ vpc_id }}
  deregistration_delay = {{ drain }}

  health_check {
    path                = {{ path }}
    matcher             = "200"
    interval            = {{ every }}
    timeout             = {{ timeout }}
    healthy_threshold   = {{ healthy }}
    unhealthy_threshold = {{ unhealthy }}
  }

  tags = {{ tags }}
}
