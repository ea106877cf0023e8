{{ file dns }}
{{ module acm each }}

resource "aws_acm_certificate" {{ address certificate }} {
  domain_name               = {{ name }}
  {{ if has_others }}
  subject_alternative_names = {{ others }}
  {{ end }}
  validation_method         = "DNS"
  key_algorithm             = {{ key_algorithm }}

  tags = {{ tags }}

  lifecycle {
    create_before_destroy = true
  }
}

# A name and its wildcard are proved by one record.
resource "aws_route53_record" {{ address validation-record }} {
  for_each = {
    for option in {{ ref certificate domain_validation_options }} : option.domain_name => option
  }

  zone_id         = {{ zone_id }}
  name            = each.value.resource_record_name
  type            = each.value.resource_record_type
  records         = [each.value.resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" {{ address validation }} {
  certificate_arn         = {{ ref certificate arn }}
  validation_record_fqdns = [for record in {{ ref validation-record }} : record.fqdn]
}
