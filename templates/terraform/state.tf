{{ file state }}

# What holds the states of the other stacks. Its own state is a local file, as there is no bucket before this one.
resource "aws_s3_bucket" {{ address bucket }} {
  bucket = {{ name }}

  tags = {{ tags }}

  lifecycle {
    prevent_destroy = true
  }
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

# The way back from a broken state: every apply leaves the one before.
resource "aws_s3_bucket_versioning" {{ address versioning }} {
  bucket = {{ ref bucket id }}

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_policy" {{ address policy }} {
  bucket = {{ ref bucket id }}
  policy = jsonencode({{ bucket_policy }})

  # S3 refuses two changes of one bucket's access at a time.
  depends_on = [{{ ref public-access }}, {{ ref ownership }}]
}

{{ if locked }}
resource "aws_dynamodb_table" {{ address table }} {
  name                        = {{ table_name }}
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "LockID"
  deletion_protection_enabled = true

  attribute {
    name = "LockID"
    type = "S"
  }

  tags = {{ table_tags }}
}
{{ end }}
