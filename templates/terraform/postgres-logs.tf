{{ file database }}
{{ module implementation each }}
{{ labels kind }}

{{ for g in groups }}
resource "aws_cloudwatch_log_group" {{ address log-group g.key }} {
  name              = {{ g.name }}
  retention_in_days = {{ days }}

  tags = {{ tags }}
}
{{ end }}
