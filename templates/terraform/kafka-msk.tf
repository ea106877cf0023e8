{{ file kafka }}
{{ module msk each }}

resource "aws_cloudwatch_log_group" {{ address log-group }} {
  name              = {{ log_group }}
  retention_in_days = {{ log_days }}

  tags = {{ tags }}
}

resource "aws_msk_configuration" {{ address configuration }} {
  name              = {{ configuration_name }}
  server_properties = {{ properties }}
}

resource "aws_msk_cluster" {{ address cluster }} {
  cluster_name           = {{ name }}
  kafka_version          = {{ version }}
  number_of_broker_nodes = {{ brokers }}
  enhanced_monitoring    = "DEFAULT"

  broker_node_group_info {
    instance_type   = {{ type }}
    client_subnets  = {{ subnets }}
    security_groups = [{{ group }}]

    storage_info {
      ebs_storage_info {
        volume_size = {{ storage }}
      }
    }
  }

  client_authentication {
    sasl {
      iam = true
    }
  }

  # At rest MSK always encrypts.
  encryption_info {
    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  configuration_info {
    arn      = {{ ref configuration arn }}
    revision = {{ ref configuration latest_revision }}
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = {{ ref log-group name }}
      }
    }
  }

  tags = {{ tags }}
}
