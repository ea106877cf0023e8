{{ file hosts }}
{{ module ec2-instance each }}

# What the image is at this moment. A host keeps the one that it was made of.
data "aws_ssm_parameter" {{ address image }} {
  name = {{ image_parameter }}
}

resource "aws_iam_instance_profile" {{ address instance-profile }} {
  name = {{ profile_name }}
  role = {{ ref host name }}

  tags = {{ tags }}
}

# Its address in the network stays when the host is replaced.
resource "aws_network_interface" {{ address interface }} {
  subnet_id       = {{ subnet }}
  security_groups = [{{ group }}]

  tags = {{ tags }}
}

resource "aws_instance" {{ address instance }} {
  ami                         = {{ ref image insecure_value }}
  instance_type               = {{ type }}
  iam_instance_profile        = {{ ref instance-profile name }}
  user_data                   = {{ user_data? }}
  user_data_replace_on_change = {{ replace? }}
  disable_api_termination     = {{ protect }}

  network_interface {
    device_index         = 0
    network_interface_id = {{ ref interface id }}
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  root_block_device {
    volume_type = "gp3"
    volume_size = {{ disk? }}
    encrypted   = true
  }

  maintenance_options {
    auto_recovery = "default"
  }

  tags = {{ tags }}

  lifecycle {
    ignore_changes = [ami]
  }

  depends_on = {{ depends }}
}

{{ if volume }}
resource "aws_ebs_volume" {{ address disk }} {
  availability_zone = {{ zone }}
  size              = {{ volume_size }}
  type              = "gp3"
  encrypted         = true

  tags = {{ tags }}
}

resource "aws_volume_attachment" {{ address disk-attachment }} {
  device_name                    = {{ device }}
  volume_id                      = {{ ref disk id }}
  instance_id                    = {{ ref instance id }}
  stop_instance_before_detaching = true
}
{{ end }}

{{ if public }}
resource "aws_eip" {{ address eip }} {
  domain            = "vpc"
  network_interface = {{ ref interface id }}

  tags = {{ tags }}

  depends_on = [{{ ref instance }}]
}
{{ end }}
