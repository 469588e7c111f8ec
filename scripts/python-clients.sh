#!/usr/bin/env bash
# Makes a Python environment with the client that the browser tests try: scripts/python-clients.sh FOLDER
# Versions and checksums are in web/e2e/clients/requirements.txt. What the folder held before is removed.
set -euo pipefail

folder="$1"
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rm -rf "$folder"
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: \
  --requirement web/e2e/clients/requirements.txt
touch "$folder/.installed"
