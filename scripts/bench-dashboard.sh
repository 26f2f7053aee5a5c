#!/usr/bin/env bash
# Measures the dashboard with a release build: first useful frame with a reachable cluster, usable screen
# with an unreachable one, a frame of 200x60 with 1,000 deployments, CPU when nothing changes, memory at
# 20 deployments. The cluster is `radiant serve-objects`: many objects in which nothing runs.
set -euo pipefail
cd "$(dirname "$0")/.."

radiant=${RADIANT:-.build/release/radiant}
command -v python3 >/dev/null || {
    echo "bench: python3 is missing; try: apt-get install python3" >&2
    exit 1
}
"$radiant" measure-frames
exec python3 scripts/bench-dashboard.py "$radiant"
