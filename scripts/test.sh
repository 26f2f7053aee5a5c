#!/usr/bin/env bash
# Lints, builds and runs all tests, then prints how long each suite took.
#
# RADIANT_TEST_SECONDS says how long a part of the tests may take at most (default 1500); what has not
# ended then is named, and counts as failed.
set -euo pipefail
cd "$(dirname "$0")/.."

export RADIANT_SHARED="${RADIANT_SHARED:-../shared}"
limit=${RADIANT_TEST_SECONDS:-1500}
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
# Not worth a line: what began and what went well, and what libpng and libjpeg say of the damaged pictures
# that tests make.
quiet='^(◇|✔ Test |libpng |(Premature|Bogus|Corrupt|Invalid|Unsupported|Huffman|Bad|Missing|Quantization|Warning:|Empty|Inconsistent|Unknown) )'
log=$(mktemp)
tests=
trap '[[ -z $tests ]] || pkill -KILL -s "$tests" || true; rm -f "$log" "$log".*' EXIT
trap 'exit 130' INT TERM
status=0

# Runs tests. They write to a file: a pipe would be held open by whatever a failed test leaves running.
run() { # ARGUMENTS of swift test...
    # A session of its own, by which all that they started is found.
    setsid timeout --kill-after=20 "$limit" swift test --skip-build "$@" >"$log" 2>&1 &
    tests=$!
    tail --pid="$tests" -n +1 -f "$log" | grep --line-buffered -vaE "$quiet" || true
    local code=0
    wait "$tests" || code=$?
    pkill -KILL -s "$tests" || true
    tests=
    if ((code)); then
        status=1
        [[ $code != 124 && $code != 137 ]] || printf 'ended after %d s\n' "$limit" >&2
        awk '/^◇ Test .* started\.$/ { sub(/^◇ /, ""); sub(/ started\.$/, ""); open[$0] = 1 }
            /^(✔|✘) Test .* (passed|failed) after / {
                sub(/^(✔|✘) /, ""); sub(/ (with [0-9]+ test cases? )?(passed|failed) after .*/, "")
                delete open[$0]
            }
            END { for (test in open) print "not ended: " test }' "$log" >&2
    fi
    sed -nE 's/^. Suite "?([^"]*)"? (passed|failed) after ([0-9.]+) seconds.*/\3 \1/p' "$log" >>"$log.times"
    grep -aE 'Test run with' "$log" >>"$log.runs" || true
}
run --filter "$pictures"
run --skip "$pictures"

step "time of each suite, in seconds"
sort -rn "$log.times" | awk '{ printf "%9.2f  %s\n", $1, $2 }' >&2
cat "$log.runs"
exit "$status"
