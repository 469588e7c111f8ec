#!/usr/bin/env bash
# Runs the Rust tests: with cargo-nextest where it is installed, else with `cargo test`.
#
#   scripts/rust-tests.sh PROFILE [argument for cargo…]
#
# PROFILE is a profile of .config/nextest.toml; `cargo test` has no such thing and ignores it.
set -euo pipefail

profile="$1"
shift
if cargo nextest --version >/dev/null 2>&1; then
  exec cargo nextest run --profile "$profile" "$@"
fi
echo "cargo-nextest is not installed: using cargo test"
exec cargo test --lib --bins --tests --no-fail-fast "$@"
