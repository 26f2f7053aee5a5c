#!/usr/bin/env bash
# Runs what must hold for long, one soak after another; each is a function soak_NAME below.
# SOAK_SECONDS says how long each goes on (default 600); arguments name the soaks to run.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${SOAK_SECONDS:-600}

# Random keys and random changes of a cluster, on the real dashboard in tmux.
soak_dashboard() {
    RADIANT_SOAK_SECONDS=$seconds swift test --skip-build --filter 'MonkeyJourney|RandomWalkTests'
}

soaks=("$@")
[ ${#soaks[@]} -gt 0 ] || mapfile -t soaks < <(declare -F | sed -n 's/^declare -f soak_//p')

swift build --product radiantPackageTests >&2
failed=()
for name in "${soaks[@]}"; do
    printf '\n== soak: %s, %s s\n' "$name" "$seconds" >&2
    "soak_$name" || failed+=("$name")
done
[ ${#failed[@]} -eq 0 ] || { echo "soak: failed: ${failed[*]}" >&2; exit 1; }
