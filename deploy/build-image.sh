#!/usr/bin/env bash
# Builds the container image from the release binary (`make build` first).
#
#   deploy/build-image.sh [NAME]              default: kizukai:VERSION
#   BASE=debian:trixie-slim deploy/build-image.sh    another base; it must have the C library
#
# Then:
#   docker run --rm -v kizukai:/data kizukai:VERSION init --site "My shop" --json
#   docker run -d --name kizukai --stop-timeout 60 -p 127.0.0.1:8080:8080 -v kizukai:/data kizukai:VERSION
#   docker exec kizukai kizukai backup --to /data/backups/first
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
binary="${CARGO_TARGET_DIR:-target}/release/kizukai"
if [ ! -x "$binary" ]; then
  echo "no $binary: run \`make build\` first" >&2
  exit 1
fi
version="$("$binary" --version | cut -d' ' -f2)"
name="${1:-kizukai:$version}"

context="$(mktemp -d)"
trap 'rm -rf "$context"' EXIT
cp "$binary" "$context/kizukai"
cp deploy/Dockerfile "$context/Dockerfile"
mkdir "$context/data"
docker build ${BASE:+--build-arg "BASE=$BASE"} -t "$name" "$context"
echo "built $name"
