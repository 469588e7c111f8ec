#!/usr/bin/env bash
# Runs one stage of the Makefile: a heading, the command, and on failure one clear line.
#
#   scripts/stage.sh NAME "Heading" command argument…
#
# With KIZUKAI_STAGE_DIR set (as .ci/run does) the output is kept there as NAME.log and a line
# "seconds<TAB>status<TAB>heading" is added to times.tsv.
set -uo pipefail

name="$1" heading="$2"
shift 2

echo "── $heading"
started="$(date +%s)"
if [ -n "${KIZUKAI_STAGE_DIR:-}" ]; then
  mkdir -p "$KIZUKAI_STAGE_DIR"
  "$@" 2>&1 | tee "$KIZUKAI_STAGE_DIR/$name.log"
  status="${PIPESTATUS[0]}"
  printf '%s\t%s\t%s\n' "$(($(date +%s) - started))" "$status" "$heading" >>"$KIZUKAI_STAGE_DIR/times.tsv"
else
  "$@"
  status=$?
fi

if [ "$status" != 0 ]; then
  echo "✗ failed: $heading (status $status). The command was: $*" >&2
fi
exit "$status"
