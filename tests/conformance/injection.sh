#!/usr/bin/env bash
# Can a text break out of its place? Hostile texts through every field of the language, each refused or back as it was,
# and through our printer into Terraform, which says in its plan what it read.
#
#   injection.sh [FOLDER_OF_INJECTION]      build/release by default
#
# terraform_data is built in, so no provider is needed. Exit: 0 all come back, 1 some do not, 77 terraform or python3 is
# missing (1 if INFRAGEN_REQUIRE_TOOLS=1).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${1:-$here/../../build/release}/injection
[ -x "$program" ] || { echo "injection.sh: $program is not built; run scripts/test first" >&2; exit 2; }

"$program" fields

for tool in terraform python3; do
  command -v "$tool" >/dev/null && continue
  if [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ]; then
    echo "injection.sh: FAILED: $tool is missing, and INFRAGEN_REQUIRE_TOOLS=1" >&2
    exit 1
  fi
  echo "injection.sh: SKIPPED: $tool is missing"
  exit 77
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
while IFS= read -r name; do unset "$name"; done < <(compgen -e | grep '^TF_' || true)
# The CLI configuration of the machine may name plugins that nothing here has a use for.
: >"$work/terraformrc"
export TF_CLI_CONFIG_FILE=$work/terraformrc TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1

mkdir "$work/root"
"$program" values "$work/root"
cd "$work/root"
quietly() { "$@" >"$work/log" 2>&1 || { tail -n 40 "$work/log" >&2; echo "injection.sh: FAILED: $*" >&2; exit 1; }; }
quietly terraform init -no-color -backend=false
quietly terraform fmt -no-color -check -diff
quietly terraform plan -no-color -out=plan -refresh=false
terraform show -json plan >shown.json
python3 "$here/injection.py" expected.json shown.json
