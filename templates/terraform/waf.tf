{{ file waf }}
{{ module waf each }}

resource "aws_wafv2_web_acl" {{ address web-acl }} {
  name        = {{ name }}
  description = {{ description }}
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  {{ for r in rules }}
  rule {
    name     = {{ r.name }}
    priority = {{ r.priority }}

    {{ if r.managed }}
    override_action {
      {{ if r.counts }}
      count {}
      {{ else }}
      none {}
      {{ end }}
    }

    statement {
      managed_rule_group_statement {
        name        = {{ r.group }}
        vendor_name = "AWS"
      }
    }
    {{ else }}
    action {
      {{ if r.counts }}
      count {}
      {{ else }}
      block {}
      {{ end }}
    }

    statement {
      rate_based_statement {
        limit                 = {{ r.limit }}
        aggregate_key_type    = {{ r.per }}
        evaluation_window_sec = {{ r.within }}

        {{ if r.forwarded }}
        forwarded_ip_config {
          header_name       = "X-Forwarded-For"
          fallback_behavior = "MATCH"
        }
        {{ end }}
      }
    }
    {{ end }}

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = {{ r.name }}
      sampled_requests_enabled   = true
    }
  }
  {{ end }}

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = {{ name }}
    sampled_requests_enabled   = true
  }

  tags = {{ tags }}
}
