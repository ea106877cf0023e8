#!/bin/sh
# described.sh COMPILER SOURCE_FOLDER [FLAG...]: a field table that forgets a member or names one twice does not compile,
# and the message says which of the two; a complete one compiles.
set -eu
compiler=$1
source=$2
shift 2
log=$(mktemp)
trap 'rm -f "$log"' EXIT

compile() {  # compile CASE [FLAG...]
  case=$1
  shift
  "$compiler" -std=c++20 -fsyntax-only -I"$source/include" -I"$source/src" "-DCASE=$case" "$@" "$source/tests/properties/described.cpp" >"$log" 2>&1
}

if ! compile 0 "$@"; then
  echo "described.sh: a complete table does not compile:" >&2
  cat "$log" >&2
  exit 1
fi

refused() {  # refused CASE TEXT [FLAG...]
  case=$1 text=$2
  shift 2
  if compile "$case" "$@"; then
    echo "described.sh: case $case compiles" >&2
    exit 1
  fi
  if ! grep -q "$text" "$log"; then
    echo "described.sh: case $case does not say \`$text\`:" >&2
    cat "$log" >&2
    exit 1
  fi
}

refused 1 "a member is missing from the field table" "$@"
refused 2 "a member stands twice in the field table" "$@"
refused 3 "a member stands twice in the field table" "$@"
refused 4 "a member is missing from the table" "$@"
refused 5 "a member stands twice in the table" "$@"
echo "described.sh: tables that are not complete do not compile"
