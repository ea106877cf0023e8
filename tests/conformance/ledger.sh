#!/usr/bin/env bash
# Holds the requirement ledgers of tests/systems against what the real provider planned.
#
#   ledger.sh [--plans DIR]     DIR: what `terraform.sh --plans DIR` left; without it, terraform.sh is run first
#
# Exit: 0 every row that is said to be shown is, 1 not so, 2 usage, 77 skipped because a tool is missing (1 if
# INFRAGEN_REQUIRE_TOOLS=1).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
systems=$(cd "$here/../systems" && pwd)

skip() {  # skip WHY
  if [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ]; then
    echo "ledger.sh: FAILED: $1, and INFRAGEN_REQUIRE_TOOLS=1" >&2
    exit 1
  fi
  echo "ledger.sh: SKIPPED: $1"
  exit 77
}

command -v python3 >/dev/null || skip "python3 is missing"
python3 -B "$systems/ledger_test.py"

if [ "${1:-}" = --plans ] && [ $# -eq 2 ]; then
  plans=$2
  [ -n "$(ls -A "$plans" 2>/dev/null)" ] || skip "terraform.sh made no plans"
elif [ $# -eq 0 ]; then
  plans=$(mktemp -d)
  trap 'rm -rf "$plans"' EXIT
  "$here/terraform.sh" --plans "$plans"
else
  echo "usage: ledger.sh [--plans DIR]" >&2
  exit 2
fi

python3 -B "$systems/ledger.py" "$plans"
