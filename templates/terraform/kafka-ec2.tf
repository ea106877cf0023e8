{{ file kafka }}
{{ module ec2-kafka each }}

# The newest Amazon Linux 2023. A host keeps the image that it was made of.
data "aws_ssm_parameter" {{ address image }} {
  name = {{ image_parameter }}
}

resource "aws_iam_instance_profile" {{ address instance-profile }} {
  name = {{ profile_name }}
  role = {{ ref host name }}

  tags = {{ tags }}
}

{{ for b in brokers }}
# Made before the host, so that all brokers know each other's addresses, and kept when the host is replaced.
resource "aws_network_interface" {{ address interface b.key }} {
  subnet_id       = {{ b.subnet }}
  security_groups = [{{ group }}]

  tags = {{ b.tags }}
}

resource "aws_ebs_volume" {{ address disk b.key }} {
  availability_zone = {{ b.zone }}
  size              = {{ storage }}
  type              = {{ disk_type }}
  encrypted         = true

  tags = {{ b.tags }}
}

resource "aws_instance" {{ address broker b.key }} {
  ami                         = {{ ref image insecure_value }}
  instance_type               = {{ type }}
  iam_instance_profile        = {{ ref instance-profile name }}
  user_data                   = {{ b.user_data }}
  user_data_replace_on_change = true

  network_interface {
    device_index         = 0
    network_interface_id = {{ ref interface[b.key] id }}
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  root_block_device {
    volume_type = "gp3"
    encrypted   = true
  }

  maintenance_options {
    auto_recovery = "default"
  }

  tags = {{ b.tags }}

  lifecycle {
    ignore_changes = [ami]
  }

  depends_on = {{ b.depends }}
}

resource "aws_volume_attachment" {{ address disk-attachment b.key }} {
  device_name                    = {{ device }}
  volume_id                      = {{ ref disk[b.key] id }}
  instance_id                    = {{ ref broker[b.key] id }}
  stop_instance_before_detaching = true
}
{{ end }}
