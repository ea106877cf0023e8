output "arn" {
  description = "ARN of the domain."
  value       = aws_opensearch_domain.this.arn
}

output "endpoint" {
  description = "Host name that clients ask, without `https://`."
  value       = aws_opensearch_domain.this.endpoint
}

output "security_group_id" {
  description = "Security group in front of it; who calls the module opens it."
  value       = aws_security_group.this.id
}
