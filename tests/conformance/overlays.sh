#!/usr/bin/env bash
# Holds the Kubernetes objects of every example against the real tools: what `kubectl kustomize` and `kustomize build`
# make of each overlay is, object by object, what the environment was compiled to, and `kubeconform -strict` takes all of
# it, by the schemas of the version that the cluster has.
#
#   overlays.sh [BINARIES]      the folder of the build; build/release by default
#
# Exit: 0 all is equal and valid, 1 something is not, 77 a tool is missing (1 if INFRAGEN_REQUIRE_TOOLS=1).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
infragen=$(realpath "${1:-$repository/build/release}")/infragen
[ -x "$infragen" ] || { echo "overlays.sh: $infragen is not built; run scripts/test first" >&2; exit 2; }

missing=()
for tool in kubectl kustomize kubeconform; do
  command -v "$tool" >/dev/null || missing+=("$tool")
done
python3 -c 'import yaml' 2>/dev/null || missing+=("PyYAML")
if [ "${#missing[@]}" -gt 0 ]; then
  echo "overlays.sh: missing: ${missing[*]}"
  [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ] && exit 1
  exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KUBECONFIG=/dev/null HOME=$work
failures=0 overlays=0
for example in "$repository"/examples/*/; do
  name=$(basename "$example")
  cp -r "$example" "$work/$name"
  "$infragen" -C "$work/$name" build >/dev/null 2>&1 || { echo "$name: does not build"; exit 1; }
  [ -d "$work/$name/out/kubernetes" ] || continue
  "$infragen" -C "$work/$name" build --dump objects 2>/dev/null >"$work/$name.objects"
  for overlay in "$work/$name"/out/kubernetes/overlays/*/; do
    environment=$(basename "$overlay")
    overlays=$((overlays + 1))
    kubectl kustomize "$overlay" >"$work/kubectl.yaml"
    kustomize build "$overlay" >"$work/kustomize.yaml"
    python3 "$here/overlays.py" "$name/$environment" "$work/$name.objects" "$environment" "$repository/specs/kubernetes" \
      "$work/kubectl.yaml" "$work/kustomize.yaml" || failures=$((failures + 1))
  done
  # The base is what somebody may start a new environment from.
  kubectl kustomize "$work/$name/out/kubernetes/base" >"$work/base.yaml"
  python3 "$here/overlays.py" "$name/base" - - "$repository/specs/kubernetes" "$work/base.yaml" || failures=$((failures + 1))
done
[ "$overlays" -gt 0 ] || { echo "no example has Kubernetes objects"; exit 1; }
echo "overlays: $overlays overlays, $failures failures"
[ "$failures" -eq 0 ]
