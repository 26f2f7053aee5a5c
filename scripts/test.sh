#!/usr/bin/env bash
# Lints, builds and runs all tests, then prints how long each suite took.
set -euo pipefail
cd "$(dirname "$0")/.."

export RADIANT_SHARED="${RADIANT_SHARED:-../shared}"
step() { printf '\n== %s\n' "$1" >&2; }

step "format"
swift format lint --strict --recursive Sources Tests Package.swift

step "build"
SECONDS=0
# This product has every test and every program that they start, and no tool of a dependency.
swift build --product radiantPackageTests
printf 'built in %d s\n' "$SECONDS" >&2

step "python"
scripts/python-test-environment.sh

step "test"
# What reads and draws pictures keeps the processor busy for seconds at a time; beside it, tests that wait
# for something would wait for a thread.
pictures='CheckReaderTests|VisionTests|PicturesTests|LetteringTests'
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
run() { # ARGUMENTS of swift test...
    swift test --skip-build "$@" 2>&1 | tee -a "$log" | grep -vE '^(◇|✔ Test )'
    return "${PIPESTATUS[0]}"
}
run --filter "$pictures" || status=1
run --skip "$pictures" || status=1

step "time of each suite, in seconds"
sed -nE 's/^. Suite "?([^"]*)"? (passed|failed) after ([0-9.]+) seconds.*/\3 \1/p' "$log" |
    sort -rn | awk '{ printf "%9.2f  %s\n", $1, $2 }' >&2
grep -E 'Test run with' "$log" || true
exit "$status"
