variable "name" {
  description = "Name of the domain, at most 28 characters."
  type        = string
}

variable "vpc_id" {
  description = "VPC in which it stands."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of two zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) == 2
    error_message = "One subnet in each of two zones."
  }
}

variable "engine_version" {
  description = "Version of OpenSearch."
  type        = string
  default     = "OpenSearch_2.17"
}

variable "instance_type" {
  description = "Of each data node; there is one in each zone."
  type        = string
  default     = "t3.small.search"
}

variable "disk_gib" {
  description = "Disk of each data node."
  type        = number
  default     = 10
}
