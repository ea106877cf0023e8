#!/usr/bin/env bash
# Holds our verdict on Kubernetes objects against kubeconform 0.8.0: objects of every kind of every version and of every
# custom resource, made from the schemas as they are right and changed in one place each. Every difference is printed.
#
#   objects.sh [FOLDER_OF_OBJECTS_CHECK [SEED [VERSION…]]]
#
# FOLDER_OF_OBJECTS_CHECK is build/release by default. kubeconform is looked for in PATH and in GOBIN. Exit: 0 no difference,
# 1 some, 77 a tool is missing (1 if INFRAGEN_REQUIRE_TOOLS=1).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "${1:-$here/../../build/release}")/objects_check
seed=${2:-1}
versions=("${@:3}")
[ ${#versions[@]} -gt 0 ] || versions=(1.28 1.33 1.34 1.35 1.36)

[ -x "$program" ] || { echo "objects.sh: $program is not built; run scripts/test first" >&2; exit 2; }
kubeconform=$(command -v kubeconform || command -v "${GOBIN:-$HOME/go/bin}/kubeconform" || true)
if [ -z "$kubeconform" ]; then
  echo "objects.sh: kubeconform is missing (go install github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0)" >&2
  [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ] && exit 1
  exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
for version in "${versions[@]}"; do
  mkdir "$work/$version"
  python3 "$here/objects.py" "$here/../../specs/kubernetes" "$version" "$work/$version" "$program" "$kubeconform" "$seed" ||
    failures=$((failures + 1))
  rm -rf "${work:?}/$version"
done
[ "$failures" -eq 0 ]
