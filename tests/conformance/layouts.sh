#!/usr/bin/env bash
# Holds the layout `modules` against `flat`: every example is built in both, the real provider plans both, and every planned
# value of every resource must be equal (layouts.py). The modules are built from the lock of the flat layout too: each
# resource must then have a `moved` block that leads to it. And a state as an apply of the flat layout leaves it is planned
# under modules, and back: nothing may be added, changed or destroyed (states.py).
#
#   layouts.sh [EXAMPLE…]
#
# INFRAGEN_BINARY names the compiler (build/release/infragen). Exit: as terraform.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
infragen=${INFRAGEN_BINARY:-$repository/build/release/infragen}
# shellcheck source=terraform_tools.bash
source "$here/terraform_tools.bash"
[ -x "$infragen" ] || { echo "layouts.sh: $infragen is not built; run scripts/test first" >&2; exit 2; }
examples=("$@")
if [ $# -eq 0 ]; then
  for example in "$repository"/examples/*/; do examples+=("$(basename "$example")"); done
fi

command -v python3 >/dev/null || missing_tool python3
command -v terraform >/dev/null || missing_tool terraform
[ -n "$(find_mirror)" ] || missing_tool "a plugin mirror with hashicorp/aws (INFRAGEN_TF_PLUGINS)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

for example in "${examples[@]}"; do
  build_in_layout "$example" flat ""
  build_in_layout "$example" modules "$work/$example-flat/infragen.lock"
  resources=$(grep -c '^address ' "$work/$example-flat/infragen.lock")
  moved=$(find "$work/$example-modules/out" -name moved.tf -exec cat {} + | awk '/^moved {/ { n++ } END { print n + 0 }')
  stays=$(comm -12 <(grep '^address ' "$work/$example-flat/infragen.lock" | sort) <(grep '^address ' "$work/$example-modules/infragen.lock" | sort) | wc -l)
  if [ $((moved + stays)) -ne "$resources" ]; then
    echo "FAILED: $example has $resources resources, of which $moved are moved and $stays stay"
    failed=1
  fi
done
outputs=()
for example in "${examples[@]}"; do outputs+=("$work/$example-flat/out" "$work/$example-modules/out"); done
if ! "$here/terraform.sh" --plans "$work/plans" "${outputs[@]}"; then failed=1; fi
for example in "${examples[@]}"; do
  printf '%s: ' "$example"
  python3 "$here/layouts.py" "$work/plans/$example-flat" "$work/$example-flat/infragen.lock" \
    "$work/plans/$example-modules" "$work/$example-modules/infragen.lock" || failed=1
done

# Roots whose states are made: dev of Popcorn is the largest, and the module that a person wrote is in the other.
declare -A roots=([popcorn]=envs/dev [own-module]=terraform/dev/catalogue)
shut_off
for example in "${examples[@]}"; do
  [ -n "${roots[$example]:-}" ] || continue
  build_in_layout "$example" flat "$work/$example-modules/infragen.lock" back
  arguments=(--plugins "$(find_mirror)" --from "$work/$example-flat/out" --to "$work/$example-modules/out" --only "${roots[$example]}")
  printf '%s: states\n' "$example"
  python3 "$here/states.py" "${arguments[@]}" --back "$work/$example-back/out" --break || failed=1
done
exit "$failed"
