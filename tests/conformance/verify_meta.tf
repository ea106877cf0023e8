# Meta-arguments, right and wrong. Terraform finds the wrong ones while it loads the configuration, before it asks the
# provider, so they stand apart from verify_blocks.tf. Labels tell what is meant: the comparison does not read them.

resource "aws_eip" "count" {
  count = 2
}

resource "aws_eip" "count_as_text" {
  count = "2"
}

resource "aws_eip" "for_each_map" {
  for_each = { a = 1 }
}

resource "aws_eip" "count_and_for_each" {
  count    = 1
  for_each = { a = 1 }
}

resource "aws_eip" "depends_on_text" {
  depends_on = "aws_vpc.main"
}

resource "aws_eip" "lifecycle_right" {
  lifecycle {
    create_before_destroy = true
    prevent_destroy       = "true"
    ignore_changes        = [tags, tags["a"]]
  }
}

resource "aws_eip" "ignore_all" {
  lifecycle {
    ignore_changes = all
  }
}

resource "aws_eip" "lifecycle_reference" {
  lifecycle {
    prevent_destroy = var.any
  }
}

resource "aws_eip" "lifecycle_unknown_key" {
  lifecycle {
    create_before = true
  }
}

resource "aws_eip" "ignore_text" {
  lifecycle {
    ignore_changes = "tags"
  }
}

resource "aws_eip" "condition_without_message" {
  lifecycle {
    precondition {
      condition = var.any
    }
  }
}

resource "aws_eip" "condition_right" {
  lifecycle {
    postcondition {
      condition     = self.id != ""
      error_message = "no id"
    }
  }
}

resource "aws_eip" "provisioner_without_label" {
  provisioner {
    command = "true"
  }
}

resource "aws_eip" "provisioner" {
  provisioner "local-exec" {
    command = "true"
  }
}

data "aws_caller_identity" "lifecycle_of_data" {
  lifecycle {
    ignore_changes = [id]
  }
}

data "aws_caller_identity" "condition" {
  lifecycle {
    postcondition {
      condition     = self.account_id != ""
      error_message = "no account"
    }
  }
}
