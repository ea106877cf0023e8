#!/usr/bin/env bash
# Holds base and overlays against the real kustomize, alone and inside kubectl: what they build of random environments
# that were laid out is the environments, object by object, and base builds, too.
#
#   kustomize.sh BINARIES [COUNT]
#
#   BINARIES   the folder of the build, which has kustomize_random
#   COUNT      how many random sets of environments (40)
#
# kubectl is looked for in PATH, kustomize in PATH and in GOBIN. Each tool that is there is used.
# Exit: 0 all are equal, 1 some are not, 2 usage, 77 skipped because both tools are missing (1 if one is missing and
# INFRAGEN_REQUIRE_TOOLS=1).
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo "usage: kustomize.sh BINARIES [COUNT]" >&2
  exit 2
fi
random=$1/kustomize_random count=${2:-40}
[ -x "$random" ] || { echo "kustomize.sh: $random is not built; run scripts/test first" >&2; exit 2; }
kubectl=$(command -v kubectl || true)
kustomize=$(command -v kustomize || command -v "${GOBIN:-$HOME/go/bin}/kustomize" || true)

tools=() missing=()
if [ -n "$kubectl" ]; then tools+=(kubectl); else missing+=(kubectl); fi
if [ -n "$kustomize" ]; then
  tools+=(kustomize)
else
  missing+=("kustomize (go install sigs.k8s.io/kustomize/kustomize/v5@v5.7.1)")
fi
if [ ${#missing[@]} -gt 0 ] && [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ]; then
  echo "kustomize.sh: FAILED: missing ${missing[*]}, and INFRAGEN_REQUIRE_TOOLS=1" >&2
  exit 1
fi
if [ ${#tools[@]} -eq 0 ]; then
  echo "kustomize.sh: SKIPPED: missing ${missing[*]}"
  exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build_with() {  # build_with TOOL FOLDER
  case "$1" in
    kubectl) "$kubectl" kustomize "$2" ;;
    kustomize) "$kustomize" build "$2" ;;
  esac
}

"$random" write "$work" 1 "$count"
failures=0
for seed in "$work"/*/; do
  mkdir "$seed/built"
  for tool in "${tools[@]}"; do
    base=$seed/kubernetes/base
    if [ -d "$base" ] && ! build_with "$tool" "$base" >"$work/base.yaml" 2>"$work/error"; then
      echo "FAILED: $tool cannot build base of $(basename "$seed")"
      cat "$work/error"
      failures=$((failures + 1))
    fi
    for overlay in "$seed"/kubernetes/overlays/*/; do
      [ -d "$overlay" ] || continue
      built=$seed/built/$(basename "$overlay").$tool.yaml
      if ! build_with "$tool" "$overlay" >"$built" 2>"$work/error"; then
        echo "FAILED: $tool cannot build $(basename "$overlay") of $(basename "$seed")"
        cat "$work/error"
        rm -f "$built"
        failures=$((failures + 1))
      fi
    done
  done
done
"$random" compare "$work" || failures=$((failures + 1))
echo "tools: ${tools[*]}; not there: ${missing[*]:-none}"
[ "$failures" -eq 0 ]
