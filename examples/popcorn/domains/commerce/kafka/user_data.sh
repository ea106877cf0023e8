#!/bin/bash
# Makes a Kafka broker (KRaft) of a fresh host with Amazon Linux 2023. Runs once, as root, when the disk is there.
# What differs between brokers and environments stands in /etc/kafka.env, which is written beside this script.
set -euo pipefail
source /etc/kafka.env

# The disk outlives the host: it is formatted only when nothing is on it.
blkid "$KAFKA_DEVICE" >/dev/null || mkfs.xfs "$KAFKA_DEVICE"
data=/var/lib/kafka
mkdir -p "$data"
echo "UUID=$(blkid -s UUID -o value "$KAFKA_DEVICE") $data xfs defaults,nofail 0 2" >>/etc/fstab
mount "$data"

release=kafka_2.13-$KAFKA_VERSION
dnf install -y java-17-amazon-corretto-headless
curl -fsSL --retry 5 "https://archive.apache.org/dist/kafka/$KAFKA_VERSION/$release.tgz" | tar -xz -C /opt
ln -sfn "/opt/$release" /opt/kafka

cat >/etc/kafka.properties <<CONF
process.roles=broker,controller
node.id=$KAFKA_NODE_ID
controller.quorum.voters=$KAFKA_VOTERS
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://:$KAFKA_PORT,CONTROLLER://:$KAFKA_CONTROLLER_PORT
advertised.listeners=PLAINTEXT://$KAFKA_HOST:$KAFKA_PORT
log.dirs=$data/log
default.replication.factor=$KAFKA_REPLICATION
offsets.topic.replication.factor=$KAFKA_REPLICATION
transaction.state.log.replication.factor=$KAFKA_REPLICATION
transaction.state.log.min.isr=$KAFKA_MIN_ISR
min.insync.replicas=$KAFKA_MIN_ISR
CONF

id kafka >/dev/null 2>&1 || useradd --system --home-dir "$data" --no-create-home kafka
chown -R kafka: "$data" "/opt/$release"
runuser -u kafka -- /opt/kafka/bin/kafka-storage.sh format --ignore-formatted \
  --cluster-id "$KAFKA_CLUSTER_ID" --config /etc/kafka.properties

cat >/etc/systemd/system/kafka.service <<UNIT
[Unit]
Description=Kafka broker $KAFKA_NODE_ID
After=network-online.target
Wants=network-online.target
RequiresMountsFor=$data

[Service]
User=kafka
Environment="KAFKA_HEAP_OPTS=-Xms$KAFKA_HEAP -Xmx$KAFKA_HEAP" "LOG_DIR=$data"
ExecStart=/opt/kafka/bin/kafka-server-start.sh /etc/kafka.properties
Restart=always
LimitNOFILE=100000

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now kafka
