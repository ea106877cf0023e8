#!/bin/bash
# Makes the importer of a fresh host: the disk keeps what suppliers sent, whatever becomes of the host.
set -euo pipefail
blkid "$VOLUME_DEVICE" || mkfs.xfs "$VOLUME_DEVICE"
mkdir -p /var/lib/importer
echo "UUID=$(blkid -s UUID -o value "$VOLUME_DEVICE") /var/lib/importer xfs defaults,nofail 0 2" >>/etc/fstab
mount /var/lib/importer
dnf install -y java-21-amazon-corretto-headless
echo "importer writes to $SEARCH_URL" >/var/lib/importer/README
