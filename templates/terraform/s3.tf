{{ file storage }}
{{ module s3 each }}

resource "aws_s3_bucket" {{ address bucket }} {
  bucket        = {{ name }}
  force_destroy = {{ disposable }}

  tags = {{ tags }}
}

resource "aws_s3_bucket_public_access_block" {{ address public-access }} {
  bucket                  = {{ ref bucket id }}
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" {{ address ownership }} {
  bucket = {{ ref bucket id }}

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" {{ address encryption }} {
  bucket = {{ ref bucket id }}

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

{{ if versions }}
resource "aws_s3_bucket_versioning" {{ address versioning }} {
  bucket = {{ ref bucket id }}

  versioning_configuration {
    status = "Enabled"
  }
}
{{ end }}

resource "aws_s3_bucket_lifecycle_configuration" {{ address lifecycle }} {
  bucket = {{ ref bucket id }}

  # Parts of uploads that never ended are paid for like objects.
  rule {
    id     = "unfinished"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  {{ if versions }}
  rule {
    id     = "versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = {{ keep_versions }}
    }
  }
  {{ end }}

  {{ if expires }}
  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = {{ expire }}
    }
  }
  {{ end }}

  {{ if versions }}
  # A rule for versions is taken once there are any.
  depends_on = [{{ ref versioning }}]
  {{ end }}
}

resource "aws_s3_bucket_policy" {{ address policy }} {
  bucket = {{ ref bucket id }}
  policy = jsonencode({{ policy }})

  # S3 refuses two changes of one bucket's access at a time.
  depends_on = [{{ ref public-access }}, {{ ref ownership }}]
}
