#!/bin/bash
# Makes a broker of a fresh host.
set -eu
. /etc/kafka.env
echo "broker $KAFKA_NODE_ID of $KAFKA_CLUSTER_ID"
