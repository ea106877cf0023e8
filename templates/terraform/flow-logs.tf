{{ file network }}
{{ module vpc each }}

{{ if to_bucket }}
resource "aws_s3_bucket" {{ address flow-log-bucket }} {
  bucket        = {{ bucket }}
  force_destroy = {{ disposable }}

  tags = {{ bucket_tags }}
}

resource "aws_s3_bucket_public_access_block" {{ address flow-log-bucket-public-access }} {
  bucket                  = {{ ref flow-log-bucket id }}
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" {{ address flow-log-bucket-ownership }} {
  bucket = {{ ref flow-log-bucket id }}

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" {{ address flow-log-bucket-encryption }} {
  bucket = {{ ref flow-log-bucket id }}

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" {{ address flow-log-bucket-lifecycle }} {
  bucket = {{ ref flow-log-bucket id }}

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = {{ days }}
    }
  }
}

resource "aws_s3_bucket_policy" {{ address flow-log-bucket-policy }} {
  bucket = {{ ref flow-log-bucket id }}
  policy = jsonencode({{ bucket_policy }})

  # S3 refuses two changes of one bucket's access at a time.
  depends_on = [{{ ref flow-log-bucket-public-access }}, {{ ref flow-log-bucket-ownership }}]
}

resource "aws_flow_log" {{ address flow-log }} {
  vpc_id                   = {{ vpc }}
  traffic_type             = "ALL"
  log_destination_type     = "s3"
  log_destination          = {{ ref flow-log-bucket arn }}
  max_aggregation_interval = 600

  tags = {{ tags }}

  depends_on = [{{ ref flow-log-bucket-policy }}]
}
{{ else }}
resource "aws_cloudwatch_log_group" {{ address flow-log-group }} {
  name              = {{ group }}
  retention_in_days = {{ days }}

  tags = {{ tags }}
}

resource "aws_iam_role_policy" {{ address flow-log-policy }} {
  name   = "write"
  role   = {{ role }}
  policy = jsonencode({{ policy }})
}

resource "aws_flow_log" {{ address flow-log }} {
  vpc_id                   = {{ vpc }}
  traffic_type             = "ALL"
  log_destination_type     = "cloud-watch-logs"
  log_destination          = {{ ref flow-log-group arn }}
  iam_role_arn             = {{ role_arn }}
  max_aggregation_interval = 600

  tags = {{ tags }}
}
{{ end }}
