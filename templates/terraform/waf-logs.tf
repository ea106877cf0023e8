{{ file waf }}
{{ module waf each }}
{{ labels kind }}

resource "aws_cloudwatch_log_group" {{ address log-group }} {
  name              = {{ log_group }}
  retention_in_days = {{ log_days }}

  tags = {{ tags }}
}

resource "aws_wafv2_web_acl_logging_configuration" {{ address logging }} {
  resource_arn            = {{ web_acl }}
  log_destination_configs = [{{ ref log-group arn }}]

  # Logins of people do not belong into a log.
  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }
}
