{{ file entry }}
{{ module alb each }}

resource "aws_lb_listener_rule" {{ address rule key }} {
  listener_arn = {{ listener }}
  priority     = {{ priority }}

  action {
    type             = "forward"
    target_group_arn = {{ target_group }}
  }

  condition {
    path_pattern {
      values = [{{ pattern }}]
    }
  }
}
