{{ file alarms }}
{{ module alarms }}
{{ labels kind }}

resource "aws_cloudwatch_metric_alarm" {{ address alarm key }} {
  alarm_name          = {{ name }}
  alarm_description   = {{ about }}
  namespace           = {{ namespace }}
  metric_name         = {{ metric }}
  dimensions          = {{ dimensions }}
  {{ if percentile }}
  extended_statistic  = {{ statistic }}
  {{ else }}
  statistic           = {{ statistic }}
  {{ end }}
  comparison_operator = {{ comparison }}
  threshold           = {{ threshold }}
  period              = {{ period }}
  evaluation_periods  = {{ times }}
  treat_missing_data  = {{ missing }}
  alarm_actions       = [{{ to }}]
  ok_actions          = [{{ to }}]

  tags = {{ tags }}
}
