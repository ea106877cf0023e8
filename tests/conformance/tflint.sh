#!/usr/bin/env bash
# Holds every root and every module of every example, in both layouts, against all rules of tflint's bundled Terraform set:
# nothing is declared that nothing uses, everything has a type and a description, versions are pinned.
#
#   tflint.sh [BUILD_DIR]
#
# BUILD_DIR/infragen is the compiler (build/release). tflint is taken from PATH, else INFRAGEN_TFLINT names it; where
# INFRAGEN_REQUIRE_TOOLS=1 and Go is there, it is installed. Exit: 0 clean, 1 not, 77 skipped because there is no tflint.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
infragen=${1:-$repository/build/release}/infragen
# shellcheck source=terraform_tools.bash
source "$here/terraform_tools.bash"
[ -x "$infragen" ] || { echo "tflint.sh: $infragen is not built; run scripts/test first" >&2; exit 2; }
readonly version=0.64.0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

find_tflint() {
  if [ -n "${INFRAGEN_TFLINT:-}" ]; then echo "$INFRAGEN_TFLINT"; return; fi
  command -v tflint && return
  [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ] && command -v go >/dev/null || return 0
  GOBIN=$work/bin go install "github.com/terraform-linters/tflint@v$version" >&2 || return 0
  echo "$work/bin/tflint"
}
tflint=$(find_tflint)
[ -n "$tflint" ] && [ -x "$tflint" ] || missing_tool "tflint (go install github.com/terraform-linters/tflint@v$version)"

cat >"$work/tflint.hcl" <<'HCL'
plugin "terraform" {
  enabled = true
  preset  = "all"
}
HCL

# A rule that is silent because nothing was read would pass: what must be found is found first.
mkdir "$work/bad"
printf 'variable "unused" {}\n' >"$work/bad/main.tf"
if "$tflint" --config="$work/tflint.hcl" --chdir="$work/bad" >"$work/log" 2>&1 || ! grep -q terraform_unused_declarations "$work/log"; then
  echo "FAILED: tflint does not find an unused variable"
  cat "$work/log"
  exit 1
fi

failed=0 folders=0
for example in "$repository"/examples/*/; do
  example=$(basename "$example")
  for layout in flat modules; do
    build_in_layout "$example" "$layout" ""
    folders=$((folders + $(find "$work/$example-$layout/out" -name '*.tf' -printf '%h\n' | sort -u | wc -l)))
    if ! (cd "$work/$example-$layout/out" && "$tflint" --config="$work/tflint.hcl" --recursive) >"$work/log" 2>&1; then
      echo "FAILED: tflint of $example, layout $layout"
      cat "$work/log"
      failed=1
    fi
  done
done
echo "$("$tflint" --version | head -n 1): $folders roots and modules, $([ "$failed" -eq 0 ] && echo clean || echo "not clean")"
[ "$folders" -gt 0 ] && [ "$failed" -eq 0 ]
