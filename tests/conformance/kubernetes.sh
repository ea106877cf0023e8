#!/usr/bin/env bash
# Holds our verdict on Kubernetes objects against the validation code of Kubernetes 1.35 itself: right objects of 28
# kinds, each changed in one place at a time. kubernetes/main.go calls that code; no server and no cluster run.
#
#   kubernetes.sh [FOLDER_OF_OBJECTS_CHECK [SEED [CHANGES_A_KIND]]]
#
# FOLDER_OF_OBJECTS_CHECK is build/release by default. The program is built with Go (some five minutes the first time, and
# the modules of Kubernetes are fetched), or taken from INFRAGEN_KUBERNETES_ANSWERS. Exit: 0 no unexplained difference, 1
# some, 77 a tool is missing (1 if INFRAGEN_REQUIRE_TOOLS=1).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "${1:-$here/../../build/release}")/objects_check
seed=${2:-1}
count=${3:-200}
[ -x "$program" ] || { echo "kubernetes.sh: $program is not built; run scripts/test first" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
answers=${INFRAGEN_KUBERNETES_ANSWERS:-}
if [ -z "$answers" ]; then
  if ! command -v go >/dev/null; then
    echo "kubernetes.sh: SKIPPED: go is missing" >&2
    [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ] && exit 1
    exit 77
  fi
  answers=$work/answers
  cp "$here"/kubernetes/*.go "$here"/kubernetes/go.* "$work"
  (cd "$work" && go build -o "$answers" .)
fi
cd "$here/kubernetes"
export PYTHONDONTWRITEBYTECODE=1
python3 compare.py "$program" "$answers" "$here/../../specs/kubernetes/definitions-1.35.json.xz" "$seed" "$count"
