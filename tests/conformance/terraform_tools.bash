# What the scripts around Terraform share; they read it with `source`. `$here` is their folder.

missing_tool() {  # missing_tool WHAT
  local script
  script=$(basename "$0")
  if [ "${INFRAGEN_REQUIRE_TOOLS:-0}" = 1 ]; then
    echo "$script: FAILED: $1 is missing, and INFRAGEN_REQUIRE_TOOLS=1" >&2
    exit 1
  fi
  echo "$script: SKIPPED: $1 is missing"
  exit 77
}

# Prints the folder of the plugin mirror, if there is one.
find_mirror() {
  local candidate
  for candidate in "${INFRAGEN_TF_PLUGINS:-}" /opt/tf-plugins /opt/*/tf-plugins; do
    if [ -n "$candidate" ] && [ -d "$candidate/registry.terraform.io/hashicorp/aws" ]; then
      echo "$candidate"
      return
    fi
  done
}

# Terraform sees no settings of this machine, and whatever tries to reach the network fails at once. `$work` is a folder.
shut_off() {
  : >"$work/terraformrc"
  local name
  while IFS= read -r name; do unset "$name"; done < <(compgen -e | grep -E '^(AWS_|TF_)' || true)
  export TF_CLI_CONFIG_FILE=$work/terraformrc TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1
  export AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
  export HTTP_PROXY=http://127.0.0.1:9 HTTPS_PROXY=http://127.0.0.1:9 NO_PROXY=
}

# Builds an example at $work/EXAMPLE-NAME in a layout, whatever layout its project asks for; LOCK: one to begin with.
build_in_layout() {  # build_in_layout EXAMPLE LAYOUT LOCK [NAME]
  local project=$work/$1-${4:-$2}
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
