#!/bin/sh
# kill_emit.sh DIR_OF_KILL_EMIT [KILLS [SEED [FOLDER]]]: kills builds at random moments and looks at the trees they
# leave. Without FOLDER in memory where the machine has that: a kill loses nothing that was written but not yet flushed,
# so a real disk only makes it slower. 0: every tree was whole, and files written one by one were torn (so the looking
# works); 1: not so.
set -eu
bin=$1
kills=${2:-500}
seed=${3:-1}
folder=${4:-/dev/shm}
[ -d "$folder" ] || folder=${TMPDIR:-/tmp}
half=$((kills / 2))
"$bin/kill_emit" --folder "$folder" --kills "$half" --seed "$seed" exchange
"$bin/kill_emit" --folder "$folder" --kills "$half" --seed "$seed" journal
"$bin/kill_emit" --folder "$folder" --kills 50 --seed "$seed" naive
