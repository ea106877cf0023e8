#!/usr/bin/env bash
# Holds the layout `modules` against `flat`: every example is built in both, the real provider plans both, and every planned
# value of every resource must be equal (layouts.py). The modules are built from the lock of the flat layout too: each
# resource must then have a `moved` block that leads to it.
#
#   layouts.sh [EXAMPLE…]
#
# INFRAGEN_BINARY names the compiler (build/release/infragen). Exit: as terraform.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
infragen=${INFRAGEN_BINARY:-$repository/build/release/infragen}
[ -x "$infragen" ] || { echo "layouts.sh: $infragen is not built; run scripts/test first" >&2; exit 2; }
examples=("$@")
if [ $# -eq 0 ]; then
  for example in "$repository"/examples/*/; do examples+=("$(basename "$example")"); done
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Builds an example in a layout, whatever layout its project asks for; $3: a lock to begin with.
build() {  # build EXAMPLE LAYOUT LOCK
  local project=$work/$1-$2
  rm -rf "$project"
  cp -r "$repository/examples/$1" "$project"
  rm -rf "$project/out" "$project/infragen.lock"
  if [ -n "$3" ]; then cp "$3" "$project/infragen.lock"; fi
  if grep -q '^  terraform: \(modules\|flat\)$' "$project/infragen.yaml"; then
    sed -i "s/^  terraform: \(modules\|flat\)\$/  terraform: $2/" "$project/infragen.yaml"
  else
    printf '\nlayout: {terraform: %s}\n' "$2" >>"$project/infragen.yaml"
  fi
  "$infragen" -C "$project" build >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
}

for example in "${examples[@]}"; do
  build "$example" flat ""
  build "$example" modules "$work/$example-flat/infragen.lock"
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
exit "$failed"
