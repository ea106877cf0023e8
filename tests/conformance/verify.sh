#!/usr/bin/env bash
# Holds our verdict on some thousand resource blocks against `terraform validate` with the real AWS provider: blocks of
# common types as they are and changed in one place each, blocks made from the schema over all types, meta-arguments,
# and shapes of values. Every difference is printed, except the explained ones below.
#
#   verify.sh [FOLDER_OF_VERIFY_RANDOM [SEED]]
#
# FOLDER_OF_VERIFY_RANDOM is build/release by default. The provider comes from a plugin mirror: INFRAGEN_TF_PLUGINS, or
# a folder tf-plugins in /opt or in a folder of it. Exit: 0 no unexplained difference, 1 some, 77 a tool is missing (1 if
# INFRAGEN_REQUIRE_TOOLS=1).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${1:-$here/../../build/release}/verify_random
seed=${2:-1}

missing_tool() {  # missing_tool WHAT
  if [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ]; then
    echo "verify.sh: FAILED: $1 is missing, and INFRAGEN_REQUIRE_TOOLS=1" >&2
    exit 1
  fi
  echo "verify.sh: SKIPPED: $1 is missing"
  exit 77
}

find_mirror() {
  local candidate
  for candidate in "${INFRAGEN_TF_PLUGINS:-}" /opt/tf-plugins /opt/*/tf-plugins; do
    if [ -n "$candidate" ] && [ -d "$candidate/registry.terraform.io/hashicorp/aws" ]; then
      echo "$candidate"
      return
    fi
  done
}

[ -x "$program" ] || { echo "verify.sh: $program is not built; run scripts/test first" >&2; exit 2; }
command -v terraform >/dev/null || missing_tool terraform
mirror=$(find_mirror)
[ -n "$mirror" ] || missing_tool "a plugin mirror with hashicorp/aws (INFRAGEN_TF_PLUGINS)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/terraformrc"
while IFS= read -r name; do unset "$name"; done < <(compgen -e | grep -E '^(AWS_|TF_)' || true)
export TF_CLI_CONFIG_FILE=$work/terraformrc TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1
export TF_DATA_DIR=$work/data AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null

# One `init` for all: it would refuse configurations whose meta-arguments are wrong on purpose.
mkdir "$work/init"
printf 'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "5.100.0"\n    }\n  }\n}\n' \
  >"$work/init/main.tf"
(cd "$work/init" && terraform init -backend=false -plugin-dir="$mirror" -no-color >init.log) || { cat "$work/init/init.log"; exit 1; }

# Explained differences: `alarm` (we refuse, the provider does not) or `missed` (the reverse), and a part of the line.
cat >"$work/known" <<'KNOWN'
# The provider takes these words in any letter case; AWS and its documentation write them as the list does.
alarm|aws_dms_s3_endpoint
# A rule in the provider's code, not in the facts: the path begins with a slash.
missed|expected health_check.0.path to have prefix /
# The facts hold no rules of lists of objects that are written as blocks.
missed|is not a valid CIDR block: invalid CIDR address
# An event bus is a name or an ARN; which texts are names is not in the facts.
missed|is not a valid Event Bus ARN
# The facts have blocks that repeat inside each other once, at their shallowest place.
missed|scope_down_statement
KNOWN

# compare NAME COUNT BLOCKS SHARE: SHARE percent of what the provider refuses may pass here. That is for blocks over all
# types, where `custom` facts say that the provider has rules of its own; what we refuse without cause is never allowed.
failures=0
compare() {
  local folder=$work/$1
  mkdir "$folder"
  "$program" make "$seed" "$2" "$3" "$folder"
  (
    cd "$folder"
    cp "$work/init/.terraform.lock.hcl" .
    terraform validate -json >validate.json || true
  )
  echo "-- $1"
  "$program" compare "$folder" "$folder/validate.json" "$work/known" "$4" || failures=$((failures + 1))
}

compare common 500 "$here/verify_blocks.tf" 0
compare all 800 - 15
compare meta 0 "$here/verify_meta.tf" 0
compare shapes 0 "$here/verify_shapes.tf" 0
[ "$failures" -eq 0 ]
