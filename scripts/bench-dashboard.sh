#!/usr/bin/env bash
# Measures the dashboard with a release build: a frame of 200x60 with 1,000 deployments; first useful
# frame, CPU when nothing changes and memory at 20 deployments; usable screen with an unreachable cluster;
# then, at 200 changes a second in two big clusters, CPU, memory, the time from a change to the screen and
# from a key to its frame. The cluster is `radiant serve-objects`: many objects in which nothing runs.
# IDLE_SECONDS, CHANGES (how many changes and keys are timed) and SCALE make it shorter.
set -euo pipefail
cd "$(dirname "$0")/.."

radiant=${RADIANT:-.build/release/radiant}
command -v python3 >/dev/null || {
    echo "bench: python3 is missing; try: apt-get install python3" >&2
    exit 1
}
"$radiant" measure-frames
exec python3 scripts/bench-dashboard.py "$radiant"
