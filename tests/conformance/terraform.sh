#!/usr/bin/env bash
# Holds generated Terraform against the real thing, with no account and no network: for every root (a folder with
# versions.tf) `terraform fmt -check`, `init`, `validate`, and `terraform test`, which lets the real AWS provider plan
# the root from its tests/plan.tftest.hcl.
#
#   terraform.sh [--plans DIR] [--jobs N] [OUT_DIR…]
#
#   OUT_DIR…     output folders of `infragen build`; without one, every examples/*/ is built by build/release/infragen
#                (INFRAGEN_BINARY names another binary)
#   --plans DIR  keep what the provider planned: DIR/<example>/<root>.json, see terraform_json.py
#   --jobs N     roots checked at a time (2)
#
# The provider comes from a plugin mirror: INFRAGEN_TF_PLUGINS, or a folder tf-plugins in /opt or in a folder of it.
# Exit: 0 all roots pass, 1 some do not, 2 usage, 77 skipped because a tool is missing (1 if INFRAGEN_REQUIRE_TOOLS=1).
# Generated trees are copied first, so nothing is written into them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
infragen=${INFRAGEN_BINARY:-$repository/build/release/infragen}
# shellcheck source=terraform_tools.bash
source "$here/terraform_tools.bash"

usage() {
  echo "usage: terraform.sh [--plans DIR] [--jobs N] [OUT_DIR…]" >&2
  exit 2
}

plans= jobs=2 outputs=()
while [ $# -gt 0 ]; do
  case "$1" in
    --plans | --jobs)
      [ $# -ge 2 ] || usage
      if [ "$1" = --plans ]; then plans=$2; else jobs=$2; fi
      shift 2
      ;;
    -*) usage ;;
    *)
      [ -d "$1" ] || { echo "terraform.sh: no such folder: $1" >&2; exit 2; }
      outputs+=("$(cd "$1" && pwd)")
      shift
      ;;
  esac
done
[[ $jobs =~ ^[1-9][0-9]*$ ]] || usage

command -v python3 >/dev/null || missing_tool python3
command -v terraform >/dev/null || missing_tool terraform
mirror=$(find_mirror)
[ -n "$mirror" ] || missing_tool "a plugin mirror with hashicorp/aws (INFRAGEN_TF_PLUGINS)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/projects" "$work/trees" "$work/results"
failures=0

shut_off

# Puts the tree to check at $work/trees/NAME. A build may write the project's lock, so it runs in a copy.
build_examples() {
  [ -x "$infragen" ] || { echo "terraform.sh: $infragen is not built; run scripts/test first" >&2; exit 2; }
  local example name
  for example in "$repository"/examples/*/; do
    name=$(basename "$example")
    cp -r "$example" "$work/projects/$name"
    # The ledger follows references as the flat layout writes them; layouts.sh holds the two layouts against each other.
    if grep -q '^  terraform: modules$' "$example/infragen.yaml"; then
      cp -r "$example" "$work/projects/$name-flat"
      sed -i '/^layout:/,$d' "$work/projects/$name-flat/infragen.yaml"
      rm -f "$work/projects/$name-flat/infragen.lock"
    fi
  done
  for example in "$work"/projects/*/; do
    name=$(basename "$example")
    if ! "$infragen" -C "$work/projects/$name" build --out "$work/trees/$name" >"$work/build.log" 2>&1; then
      echo "FAILED: infragen build of $name"
      cat "$work/build.log"
      failures=$((failures + 1))
      rm -rf "${work:?}/trees/$name"
    fi
  done
}

# A tree is named like its project: examples/popcorn/out is popcorn. Roots may call modules of the project, so that comes
# along.
copy_outputs() {
  local output name
  for output in "${outputs[@]}"; do
    name=$(basename "$output")
    if [ "$name" = out ]; then name=$(basename "$(dirname "$output")"); fi
    if [ -e "$work/trees/$name" ]; then
      echo "terraform.sh: two output folders are named $name" >&2
      exit 2
    fi
    if [ -f "$(dirname "$output")/infragen.yaml" ]; then
      cp -r "$(dirname "$output")" "$work/projects/$name"
      ln -s "../projects/$name/$(basename "$output")" "$work/trees/$name"
    else
      cp -r "$output" "$work/trees/$name"
    fi
  done
}

# Prints the roots of a tree, relative to it. A module has a versions.tf too; it is checked as part of its roots.
roots_of() {  # roots_of TREE
  (cd "$1" && find . -name versions.tf -not -path '*/modules/*' -not -path '*/.terraform/*' -printf '%h\n' |
    sed 's|^\./||' | LC_ALL=C sort)
}

# Runs one step of a root: keeps its output in a log and its verdict in `cells`.
step() {  # step NAME COMMAND…
  local name=$1
  shift
  if "$@" >"$result.$name.log" 2>&1; then
    cells+=(ok)
  else
    cells+=(FAILED)
    echo "$name" >>"$result.failed"
    return 1
  fi
}

plan_root() {  # plan_root TREE_NAME ROOT: a plan by the provider; its summary goes to $result.plan
  local keep=()
  if [ -n "$plans" ]; then keep=(--out "$plans/$1/$2.json" --root "$2"); fi
  [ -f tests/plan.tftest.hcl ] || { echo "there is no tests/plan.tftest.hcl"; return 1; }
  terraform test -json -verbose | python3 "$here/terraform_json.py" test --summary "$result.plan" "${keep[@]}"
}

validate_root() { terraform validate -json | python3 "$here/terraform_json.py" validate; }

check_root() {  # check_root NUMBER TREE_NAME ROOT
  local result=$work/results/$1 cells=() started=$SECONDS
  export TF_DATA_DIR=$work/data/$1
  cd "$work/trees/$2/$3"
  step fmt terraform fmt -check -recursive -diff || true
  if step init terraform init -backend=false -plugin-dir="$mirror" -no-color; then
    step validate validate_root || true
    step plan plan_root "$2" "$3" || true
  else
    cells+=(- -)
  fi
  printf '%s\t' "$2/$3" "${cells[@]}" "$(cat "$result.plan" 2>/dev/null || echo -)" >"$result.row"
  printf '%s\n' $((SECONDS - started)) >>"$result.row"
  rm -rf "$TF_DATA_DIR"
}

check_all_roots() {
  local number=0 tree roots root
  for tree in "$work"/trees/*/; do
    tree=$(basename "$tree")
    mapfile -t roots < <(roots_of "$work/trees/$tree")
    if [ "${#roots[@]}" -eq 0 ]; then
      echo "FAILED: $tree has no Terraform root"
      failures=$((failures + 1))
    fi
    for root in "${roots[@]}"; do
      while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n || true; done
      number=$((number + 1))
      check_root "$(printf '%04d' "$number")" "$tree" "$root" &
    done
  done
  wait
  total=$number
}

# Modules stand beside the roots and are formatted too.
check_module_format() {
  local modules
  while IFS= read -r modules; do
    if ! terraform fmt -check -recursive -diff "$modules" >"$work/fmt.log" 2>&1; then
      echo "FAILED: fmt of ${modules#"$work/trees/"}"
      cat "$work/fmt.log"
      failures=$((failures + 1))
    fi
  done < <(find "$work"/trees/*/ -type d -name modules -prune)
}

report() {
  { printf 'root\tfmt\tinit\tvalidate\tplan\tplanned\tseconds\n'; cat "$work"/results/*.row 2>/dev/null || true; } |
    python3 "$here/terraform_json.py" table
  local log number row steps
  for number in $(seq -f '%04g' 1 "$total"); do
    row=$(cut -f1 "$work/results/$number.row" 2>/dev/null || true)
    if [ -z "$row" ]; then
      echo "FAILED: the check of root number $number ended early"
      failures=$((failures + 1))
    elif [ -f "$work/results/$number.failed" ]; then
      failures=$((failures + 1))
      while IFS= read -r steps; do
        echo
        echo "FAILED: $steps of $row"
        cat "$work/results/$number.$steps.log"
      done <"$work/results/$number.failed"
    fi
  done
  local warnings
  warnings=$(cat "$work"/results/*.log 2>/dev/null | grep -h '^warning: ' | LC_ALL=C sort | uniq -c | sort -rn || true)
  if [ -n "$warnings" ]; then printf '\nwarnings of the provider (times seen):\n%s\n' "$warnings"; fi
}

if [ -n "$plans" ]; then
  mkdir -p "$plans"
  plans=$(cd "$plans" && pwd)
fi
if [ "${#outputs[@]}" -gt 0 ]; then copy_outputs; else build_examples; fi
# What a project with modules is written as, for the ledger's rows about files.
for tree in "$work"/trees/*-flat/; do
  modules=${tree%-flat/}
  if [ -n "$plans" ] && [ -d "$modules" ]; then
    rm -rf "$plans/$(basename "$modules").tree"
    cp -r "$modules" "$plans/$(basename "$modules").tree"
  fi
done
total=0
check_all_roots
check_module_format
report
echo
echo "$(terraform version | head -n 1), AWS provider $(basename "$mirror"/registry.terraform.io/hashicorp/aws/*/):" \
  "$total roots, $failures failed"
[ "$total" -gt 0 ] && [ "$failures" -eq 0 ]
