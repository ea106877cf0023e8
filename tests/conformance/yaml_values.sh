#!/usr/bin/env bash
# Is what we print as YAML what others read? Hostile texts and random values through our printer, read back by PyYAML
# (YAML 1.1), by libyaml, by kubectl (Go), and by kubectl behind kustomize, which reads and prints them once more.
#
#   yaml_values.sh [FOLDER_OF_YAML_VALUES]      build/release by default
#
# No cluster is asked. Exit: 0 all come back, 1 some do not, 77 python3 with PyYAML or kubectl is missing (1 if
# INFRAGEN_REQUIRE_TOOLS=1).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${1:-$here/../../build/release}/yaml_values
[ -x "$program" ] || { echo "yaml_values.sh: $program is not built; run scripts/test first" >&2; exit 2; }

missing() {
  if [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ]; then
    echo "yaml_values.sh: FAILED: $1 is missing, and INFRAGEN_REQUIRE_TOOLS=1" >&2
    exit 1
  fi
  echo "yaml_values.sh: SKIPPED: $1 is missing"
  exit 77
}
python3 -c 'import yaml' 2>/dev/null || missing "python3 with PyYAML"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" "$work"
for part in documents long_keys; do
  python3 "$here/yaml_values.py" python "$work/$part.json" "$work/$part.yaml"
done

command -v kubectl >/dev/null || missing kubectl
# Neither the machine's clusters nor its cache.
export KUBECONFIG=/dev/null HOME=$work
quietly() { "$@" 2>"$work/log" || { tail -n 40 "$work/log" >&2; echo "yaml_values.sh: FAILED: $*" >&2; exit 1; }; }
read_by_kubectl() {  # read_by_kubectl FILE EXPECTED WHO
  quietly kubectl annotate --local -f "$1" read=yes -o json >"$work/read"
  python3 "$here/yaml_values.py" json "$2" "$work/read" "$3"
}
for part in documents long_keys; do
  read_by_kubectl "$work/$part.yaml" "$work/$part.json" kubectl
done

# kustomize goes through JSON and reads that as YAML in flow style, so it takes no long keys and not all characters.
printf 'resources:\n- kustomize.yaml\n' >"$work/kustomization.yaml"
quietly kubectl kustomize "$work" >"$work/kustomized.yaml"
read_by_kubectl "$work/kustomized.yaml" "$work/kustomize.json" kustomize
