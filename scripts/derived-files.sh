#!/usr/bin/env bash
# Writes the committed files that are made from the program: the API description, the default
# configuration and the list of settings. Rust tests fail when they are stale.
#
#   scripts/derived-files.sh PATH_OF_KIZUKAI
set -euo pipefail

kizukai="$1"
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# By way of a temporary file: a program that fails must not leave an empty one behind.
write() {
  local file="$1"
  shift
  "$kizukai" "$@" >"$file.new"
  mv "$file.new" "$file"
  echo "wrote $file"
}

write api/openapi.json openapi
write config.default.toml config defaults
write docs/en/configuration.md config reference
