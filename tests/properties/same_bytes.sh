#!/usr/bin/env bash
# same_bytes.sh BINARY: the example is built in several folders, locales, time zones and with several umasks and numbers
# of threads; all bytes must be equal, and a second build must not touch a file.
set -euo pipefail
binary=$(realpath "$1")
example=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../examples/popcorn" && pwd)
work=$(mktemp -d)
export XDG_CACHE_HOME=$work/cache
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT

fail() { echo "same_bytes.sh: $*" >&2; exit 1; }

# Specifications only: what an example commits of its output is no input.
mkdir "$work/specs"
(cd "$example" && find . -type f -not -name infragen.lock -not -path './out/*' | while IFS= read -r file; do
  mkdir -p "$work/specs/$(dirname "$file")"
  cat "$file" >"$work/specs/$file"
done)

specs_to() {  # specs_to FOLDER
  mkdir -p "$1"
  cp -r "$work/specs/." "$1"
}

surroundings=()
build() {  # build FOLDER [ARGUMENT...]
  local folder=$1
  shift
  env "${surroundings[@]}" "$binary" -C "$folder" build "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "the build in $folder failed"; }
}

bytes() { (cd "$1" && find out infragen.lock -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum); }
times() { (cd "$1" && find . -printf '%p %i %T@ %m\n' | LC_ALL=C sort); }

# Makes a locale where the machine has only its source. Prints the name if there is such a locale.
locale_named() {  # locale_named LANGUAGE_COUNTRY
  if locale -a 2>/dev/null | grep -qi "^$1\.utf-\?8$"; then
    echo "$1.UTF-8"
  elif mkdir -p "$work/locales" && localedef -i "$1" -f UTF-8 "$work/locales/$1.UTF-8" >/dev/null 2>&1; then
    echo "$1.UTF-8"
  fi
}

specs_to "$work/plain"
env -i "$binary" -C "$work/plain" build >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "the first build failed"; }
bytes "$work/plain" >"$work/expected"
[ "$(wc -l <"$work/expected")" -gt 20 ] || fail "the build wrote too little: $(cat "$work/expected")"

hold() {  # hold FOLDER WHAT
  bytes "$1" >"$work/found"
  diff "$work/expected" "$work/found" >&2 || fail "other bytes $2"
}

tried=0
for locale in C C.UTF-8 $(locale_named tr_TR) $(locale_named ko_KR) $(locale_named de_DE); do
  for zone in UTC Pacific/Kiritimati; do
    folder="$work/an other folder/$locale-$(basename "$zone")/ö"
    specs_to "$folder"
    surroundings=(LOCPATH="$work/locales" LC_ALL="$locale" LANG="$locale" TZ="$zone")
    build "$folder" --threads $((tried % 8 + 1))
    hold "$folder" "with LC_ALL=$locale TZ=$zone"
    tried=$((tried + 1))
  done
done
surroundings=()

for mask in 0000 0022 0077; do
  folder="$work/umask-$mask"
  specs_to "$folder"
  (umask "$mask" && build "$folder")
  hold "$folder" "with umask $mask"
done

# From inside, and named in three ways.
specs_to "$work/inside"
(cd "$work/inside" && "$binary" build >/dev/null 2>&1) || fail "the build from inside failed"
hold "$work/inside" "from inside"
(cd "$work/inside/envs" && "$binary" -C ../ build >/dev/null 2>&1) || fail "the build by a relative path failed"
hold "$work/inside" "by a relative path"

# Nothing that is up to date is written again.
times "$work/plain" >"$work/before"
sleep 0.05
build "$work/plain"
times "$work/plain" >"$work/after"
diff "$work/before" "$work/after" >&2 || fail "a second build wrote something"
build "$work/plain" --locked
times "$work/plain" | diff "$work/before" - >&2 || fail "a locked build wrote something"

# One environment after the other gives what all together give.
specs_to "$work/single"
build "$work/single" dev
build "$work/single" prod
hold "$work/single" "when environments are built one by one"

echo "same_bytes.sh: $tried locales and time zones, three umasks: equal bytes; a second build writes nothing"
