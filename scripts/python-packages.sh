#!/usr/bin/env bash
# Makes a Python environment of pinned packages: scripts/python-packages.sh FOLDER REQUIREMENTS
# The requirements name every package, with its version and checksums. What the folder held before is removed.
set -euo pipefail

folder="$1" requirements="$2"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rm -rf "$folder"
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: \
  --requirement "$requirements"
touch "$folder/.installed"
