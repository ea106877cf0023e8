{{ file parameters }}
{{ module parameters }}

resource "aws_ssm_parameter" {{ address parameter key }} {
  name           = {{ name }}
  type           = "String"
  insecure_value = {{ value }}

  tags = {{ tags }}
}
