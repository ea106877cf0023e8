{{ file entry }}
{{ module alb each }}

resource "aws_lb" {{ address lb }} {
  name                       = {{ name }}
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = {{ subnets }}
  security_groups            = [{{ group }}]
  idle_timeout               = {{ idle }}
  drop_invalid_header_fields = {{ drop_invalid_headers }}
  enable_deletion_protection = {{ protect }}

  {{ if logged }}
  access_logs {
    bucket  = {{ ref log-bucket bucket }}
    enabled = true
  }
  {{ end }}

  tags = {{ tags }}

  {{ if logged }}
  # AWS writes a first file when logging is turned on.
  depends_on = [{{ ref log-bucket-policy }}]
  {{ end }}
}

{{ if guarded }}
resource "aws_wafv2_web_acl_association" {{ address web-acl-association }} {
  resource_arn = {{ ref lb arn }}
  web_acl_arn  = {{ web_acl }}
}
{{ end }}

{{ if logged }}
resource "aws_s3_bucket" {{ address log-bucket }} {
  bucket        = {{ log_bucket }}
  force_destroy = {{ logs_disposable }}

  tags = {{ log_tags }}
}

resource "aws_s3_bucket_public_access_block" {{ address log-bucket-public-access }} {
  bucket                  = {{ ref log-bucket id }}
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" {{ address log-bucket-ownership }} {
  bucket = {{ ref log-bucket id }}

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# The only encryption that load balancers write with.
resource "aws_s3_bucket_server_side_encryption_configuration" {{ address log-bucket-encryption }} {
  bucket = {{ ref log-bucket id }}

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" {{ address log-bucket-lifecycle }} {
  bucket = {{ ref log-bucket id }}

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = {{ log_days }}
    }

    # What a load balancer began to write and never finished.
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_policy" {{ address log-bucket-policy }} {
  bucket = {{ ref log-bucket id }}
  policy = jsonencode({{ log_policy }})

  # S3 refuses two changes of one bucket's access at a time.
  depends_on = [{{ ref log-bucket-public-access }}, {{ ref log-bucket-ownership }}]
}
{{ end }}

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
