#!/bin/sh
# fmt.sh DIR_OF_HCL_RANDOM [COUNT [FIRST_SEED]]: is what we print and format what `terraform fmt` makes of it?
# 0: yes; 1: no, the differences are printed; 77: there is no terraform to ask.
set -eu
bin=$1
count=${2:-2500}
seed=${3:-1}
if ! command -v terraform >/dev/null 2>&1; then
  echo "fmt.sh: terraform is not installed, nothing was compared" >&2
  exit 77
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/text" "$dir/expected"
"$bin/hcl_random" "$count" "$seed" "$dir/text" "$dir/expected"
# The CLI configuration of the machine may name plugins that fmt has no use for.
if ! env -u TF_CLI_CONFIG_FILE CHECKPOINT_DISABLE=1 terraform fmt -no-color -list=false "$dir/text"; then
  echo "fmt.sh: terraform fmt refuses a text that we take" >&2
  exit 1
fi
if ! diff -r "$dir/expected" "$dir/text"; then
  echo "fmt.sh: < is ours, > is terraform's" >&2
  exit 1
fi
echo "fmt.sh: $count files are formatted alike"
