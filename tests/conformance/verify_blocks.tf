# Blocks that the real provider accepts; tests/conformance/verify_random.cpp changes them in one place each and asks both
# sides. Terraform knows the locals and does not know `var.any`; we know neither. Inside nested blocks only locals are
# used, because the provider leaves a block unchecked until all of it is known.

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags = {
    Name = "main"
  }
}

resource "aws_subnet" "app" {
  vpc_id            = var.any
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-central-1a"
  tags              = { Name = "app-${local.id}" }
}

resource "aws_internet_gateway" "main" {
  vpc_id = var.any
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "a" {
  allocation_id = var.any
  subnet_id     = var.any
}

resource "aws_route_table" "private" {
  vpc_id = var.any
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = local.id
  }
}

resource "aws_route" "default" {
  route_table_id         = var.any
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = var.any
}

resource "aws_route_table_association" "a" {
  route_table_id = var.any
  subnet_id      = var.any
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = var.any
  service_name      = "com.amazonaws.eu-central-1.s3"
  vpc_endpoint_type = "Gateway"
}

resource "aws_security_group" "api" {
  name        = "api"
  description = "API"
  vpc_id      = var.any
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = var.any
  cidr_ipv4         = "10.0.0.0/16"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id            = var.any
  referenced_security_group_id = var.any
  ip_protocol                  = "-1"
}

resource "aws_lb" "public" {
  name               = "public"
  load_balancer_type = "application"
  security_groups    = [local.id]
  subnets            = local.ids
  idle_timeout       = 60
  access_logs {
    bucket  = "logs"
    enabled = true
  }
}

resource "aws_lb_target_group" "api" {
  name        = "api"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = var.any
  health_check {
    path                = "/health"
    interval            = 15
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }
  stickiness {
    type    = "lb_cookie"
    enabled = false
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = local.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-central-1:123456789012:certificate/a"
  default_action {
    type             = "forward"
    target_group_arn = local.arn
  }
}

resource "aws_lb_listener" "redirect" {
  load_balancer_arn = local.arn
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
}

resource "aws_lb_listener_rule" "api" {
  listener_arn = local.arn
  priority     = 10
  action {
    type             = "forward"
    target_group_arn = local.arn
  }
  condition {
    path_pattern {
      values = ["/api/*"]
    }
  }
}

resource "aws_ecs_cluster" "main" {
  name = "main"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "api" {
  family                   = "api"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  execution_role_arn       = "arn:aws:iam::123456789012:role/execution"
  task_role_arn            = local.arn
  container_definitions = jsonencode([{
    name      = "api"
    image     = "api:1"
    essential = true
  }])
  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
  volume {
    name = "data"
    efs_volume_configuration {
      file_system_id     = "fs-1"
      transit_encryption = "ENABLED"
    }
  }
}

resource "aws_ecs_service" "api" {
  name                               = "api"
  cluster                            = var.any
  task_definition                    = var.any
  desired_count                      = 2
  launch_type                        = "FARGATE"
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  network_configuration {
    subnets          = local.ids
    security_groups  = [local.id]
    assign_public_ip = false
  }
  load_balancer {
    target_group_arn = local.arn
    container_name   = "api"
    container_port   = 8080
  }
  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "api" {
  service_namespace  = "ecs"
  resource_id        = "service/main/api"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 2
  max_capacity       = 10
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = var.any
  scalable_dimension = "ecs:service:DesiredCount"
  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

resource "aws_db_subnet_group" "main" {
  name       = "main"
  subnet_ids = local.ids
}

resource "aws_db_parameter_group" "pg" {
  name   = "pg"
  family = "postgres16"
  parameter {
    name         = "log_min_duration_statement"
    value        = "500"
    apply_method = "immediate"
  }
}

resource "aws_db_instance" "main" {
  identifier                      = "main"
  engine                          = "postgres"
  engine_version                  = "16.4"
  instance_class                  = "db.r6g.large"
  allocated_storage               = 100
  max_allocated_storage           = 500
  storage_type                    = "gp3"
  storage_encrypted               = true
  username                        = "admin1"
  manage_master_user_password     = true
  backup_retention_period         = 7
  backup_window                   = "03:00-04:00"
  maintenance_window              = "sun:05:00-sun:06:00"
  multi_az                        = true
  performance_insights_enabled    = true
  monitoring_interval             = 60
  enabled_cloudwatch_logs_exports = ["postgresql"]
  db_subnet_group_name            = var.any
  vpc_security_group_ids          = [local.id]
  copy_tags_to_snapshot           = true
  final_snapshot_identifier       = "main-final"
}

resource "aws_rds_cluster" "main" {
  cluster_identifier           = "main"
  engine                       = "aurora-postgresql"
  engine_mode                  = "provisioned"
  engine_version               = "16.4"
  database_name                = "app"
  master_username              = "admin1"
  manage_master_user_password  = true
  backup_retention_period      = 7
  preferred_backup_window      = "03:00-04:00"
  preferred_maintenance_window = "sun:05:00-sun:06:00"
  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 8
  }
}

resource "aws_rds_cluster_instance" "main" {
  cluster_identifier = var.any
  instance_class     = "db.serverless"
  engine             = "aurora-postgresql"
  promotion_tier     = 1
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id       = "cache"
  description                = "cache"
  engine                     = "redis"
  engine_version             = "7.1"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  snapshot_retention_limit   = 5
  snapshot_window            = "03:00-05:00"
  maintenance_window         = "sun:05:00-sun:06:00"
}

resource "aws_elasticache_subnet_group" "cache" {
  name       = "cache"
  subnet_ids = local.ids
}

resource "aws_elasticache_parameter_group" "cache" {
  name   = "cache"
  family = "redis7"
  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lru"
  }
}

resource "aws_iam_role" "task" {
  name                 = "task"
  path                 = "/service/"
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

resource "aws_iam_policy" "read" {
  name        = "read"
  description = "reads"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"]
      Resource = "*"
    }]
  })
}

resource "aws_iam_role_policy" "inline" {
  name   = "inline"
  role   = var.any
  policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}"
}

resource "aws_iam_role_policy_attachment" "a" {
  role       = var.any
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/api"
  retention_in_days = 30
  log_group_class   = "STANDARD"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  metric_name         = "CPUUtilization"
  namespace           = "AWS/ECS"
  period              = 60
  statistic           = "Average"
  threshold           = 80
  alarm_actions       = ["arn:aws:sns:eu-central-1:123456789012:alerts"]
  treat_missing_data  = "notBreaching"
  dimensions = {
    ClusterName = "main"
  }
}

resource "aws_secretsmanager_secret" "db" {
  name                    = "db"
  description             = "db"
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "db" {
  secret_id     = var.any
  secret_string = "x"
}

resource "aws_ssm_parameter" "a" {
  name  = "/app/a"
  type  = "String"
  tier  = "Standard"
  value = "x"
}

resource "aws_sqs_queue" "jobs" {
  name                       = "jobs"
  visibility_timeout_seconds = 60
  message_retention_seconds  = 86400
  max_message_size           = 2048
  delay_seconds              = 0
  receive_wait_time_seconds  = 10
  redrive_policy             = jsonencode({ deadLetterTargetArn = local.arn, maxReceiveCount = 5 })
}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = var.any
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = local.arn }]
  })
}

resource "aws_sns_topic" "alerts" {
  name = "alerts"
}

resource "aws_sns_topic_subscription" "mail" {
  topic_arn = local.arn
  protocol  = "email"
  endpoint  = "ops@example.org"
}

resource "aws_s3_bucket" "data" {
  bucket        = "data-123456789012"
  force_destroy = false
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = var.any
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = var.any
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = var.any
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = local.id
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = var.any
  rule {
    id     = "old"
    status = "Enabled"
    filter {
      prefix = "logs/"
    }
    expiration {
      days = 90
    }
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
  }
}

resource "aws_dynamodb_table" "items" {
  name         = "items"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  point_in_time_recovery {
    enabled = true
  }
  ttl {
    attribute_name = "expires"
    enabled        = true
  }
}

resource "aws_kms_key" "main" {
  description             = "main"
  deletion_window_in_days = 30
  enable_key_rotation     = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/main"
  target_key_id = var.any
}

resource "aws_lambda_function" "f" {
  function_name                  = "f"
  role                           = "arn:aws:iam::123456789012:role/f"
  runtime                        = "python3.12"
  handler                        = "main.handler"
  filename                       = "f.zip"
  timeout                        = 30
  memory_size                    = 256
  reserved_concurrent_executions = 5
  architectures                  = ["arm64"]
  environment {
    variables = { A = "b" }
  }
  vpc_config {
    subnet_ids         = local.ids
    security_group_ids = [local.id]
  }
  tracing_config {
    mode = "Active"
  }
}

resource "aws_lambda_permission" "f" {
  action        = "lambda:InvokeFunction"
  function_name = var.any
  principal     = "events.amazonaws.com"
  source_arn    = local.arn
}

resource "aws_cloudwatch_event_rule" "hourly" {
  name                = "hourly"
  schedule_expression = "rate(1 hour)"
  state               = "ENABLED"
}

resource "aws_cloudwatch_event_target" "hourly" {
  rule      = var.any
  target_id = "f"
  arn       = local.arn
}

resource "aws_ecr_repository" "api" {
  name                 = "team/api"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "api" {
  repository = var.any
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 10 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_route53_record" "api" {
  zone_id = var.any
  name    = "api.example.org"
  type    = "A"
  alias {
    name                   = local.id
    zone_id                = local.id
    evaluate_target_health = true
  }
}

resource "aws_acm_certificate" "main" {
  domain_name               = "example.org"
  subject_alternative_names = ["*.example.org"]
  validation_method         = "DNS"
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::123456789012:role/eks"
  version  = "1.33"
  vpc_config {
    subnet_ids              = local.ids
    endpoint_private_access = true
    endpoint_public_access  = false
  }
  kubernetes_network_config {
    service_ipv4_cidr = "172.20.0.0/16"
  }
  enabled_cluster_log_types = ["api", "audit"]
}

resource "aws_eks_node_group" "main" {
  cluster_name    = var.any
  node_group_name = "main"
  node_role_arn   = local.arn
  subnet_ids      = local.ids
  capacity_type   = "ON_DEMAND"
  instance_types  = ["m6g.large"]
  scaling_config {
    desired_size = 2
    min_size     = 2
    max_size     = 4
  }
  taint {
    key    = "dedicated"
    value  = "x"
    effect = "NO_SCHEDULE"
  }
}

resource "aws_msk_cluster" "main" {
  cluster_name           = "main"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3
  broker_node_group_info {
    instance_type   = "kafka.m5.large"
    client_subnets  = local.ids
    security_groups = [local.id]
    storage_info {
      ebs_storage_info {
        volume_size = 100
      }
    }
  }
}

resource "aws_cloudfront_origin_access_control" "main" {
  name                              = "main"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_wafv2_web_acl" "main" {
  name  = "main"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "rate"
    priority = 1
    action {
      block {}
    }
    statement {
      rate_based_statement {
        limit              = 2000
        aggregate_key_type = "IP"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = true
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "main"
    sampled_requests_enabled   = true
  }
}

data "aws_caller_identity" "me" {}

data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-*"]
  }
}
