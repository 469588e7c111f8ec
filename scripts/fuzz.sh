#!/usr/bin/env bash
# Looks for input that breaks a promise, with libFuzzer, on the stable compiler.
#
#   scripts/fuzz.sh SECONDS [TARGET…]      targets: condition decide segment; one after the other, SECONDS each
#
# Begins from fuzz/corpus and keeps what it learns in $CARGO_TARGET_DIR/fuzz/corpus. A finding is written to
# $CARGO_TARGET_DIR/fuzz/findings and ends the run: mend it, and add the file to fuzz/corpus/TARGET under a name that
# says what it is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds="${1:?how many seconds for each target}"
shift
targets=("$@")
[ "${#targets[@]}" -gt 0 ] || targets=(condition decide segment)

host="$(rustc -vV | sed -n 's/^host: //p')"
work="$(realpath -m "${CARGO_TARGET_DIR:-target}/fuzz")"
# Coverage that libFuzzer reads. `--target` keeps it out of build scripts and macros.
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=4"
# The workspace's versions; what the targets need besides is added.
cp Cargo.lock fuzz/Cargo.lock
CARGO_TARGET_DIR="$work/build" cargo build --release --manifest-path fuzz/Cargo.toml --target "$host"

# The shop's folder in memory where that exists: nothing here asks whether a commit survives a power cut.
if [ -d /dev/shm ] && [ -w /dev/shm ]; then TMPDIR="$(mktemp -d -p /dev/shm)"; else TMPDIR="$(mktemp -d)"; fi
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

for target in "${targets[@]}"; do
  echo "── fuzzing $target for $seconds s"
  mkdir -p "$work/corpus/$target" "$work/findings"
  "$work/build/$host/release/$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=3000 \
    -print_final_stats=1 -artifact_prefix="$work/findings/$target-" \
    "$work/corpus/$target" "fuzz/corpus/$target"
done
