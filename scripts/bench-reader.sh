#!/usr/bin/env bash
# Measures the check reader on one core: the time of the whole graph for the check that comes with the
# program (1360x659), asked through the gateway by one client, with v1 and with v2; the memory of both
# components after it; and `tesseract` on the crop of the line alone, for a ratio. Needs wrk and
# tesseract-ocr (Debian).
#
# SECONDS_A_ROW (10) is how long each version is asked, CORE (0) the core that everything runs on.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${SECONDS_A_ROW:-10}
core=${CORE:-0}
radiant=${RADIANT:-.build/release/radiant}
reader=${READER:-.build/release/check-reader}
port=${GATEWAY_PORT:-18003}
for program in wrk curl tesseract taskset "$radiant" "$reader"; do
    command -v "$program" >/dev/null || {
        echo "bench: $program is missing; try: apt-get install wrk curl tesseract-ocr util-linux, make build" >&2
        exit 1
    }
done

work=$(mktemp -d)
cluster=
finish() {
    [ -z "$cluster" ] || { kill "$cluster" 2>/dev/null && wait "$cluster" 2>/dev/null; } || true
    rm -rf "$work"
}
trap finish EXIT

"$reader" synth --bundled --out "$work" >/dev/null
picture=$work/bundled-check.jpg
printf '{"data":{"names":["image_id","image"],"ndarray":["bench","%s"]}}' "$(base64 -w0 "$picture")" >"$work/body"
cat >"$work/ask.lua" <<LUA
local file = io.open("$work/body")
wrk.method = "POST"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = "application/json"
LUA

# The crop of the line, as detection hands it on.
crop() { # OUT
    PREDICTIVE_UNIT_HTTP_SERVICE_PORT=$((port + 2)) PREDICTIVE_UNIT_GRPC_SERVICE_PORT=$((port + 3)) \
        PREDICTIVE_UNIT_METRICS_SERVICE_PORT=$((port + 4)) POD_IP=127.0.0.1 \
        "$reader" serve detection >"$work/detection.out" 2>&1 &
    cluster=$!
    for _ in $(seq 100); do
        curl -sf -H 'Content-Type: application/json' --data @"$work/body" \
            "http://127.0.0.1:$((port + 2))/predict" >"$work/detected" && break
        sleep 0.1
    done
    kill "$cluster"
    wait "$cluster" 2>/dev/null || true
    cluster=
    sed -E 's/.*"image":"([^"]+)".*/\1/; s/\\//g' "$work/detected" | base64 -d >"$1"
}

ask() { # VERSION
    sed "s/recognition-infer:latest/recognition-infer:$1/" examples/checks-reader.yaml >"$work/graph.yaml"
    taskset -c "$core" "$radiant" up --headless --data-dir "$work/$1" --gateway-port "$port" \
        --api-port $((port + 1)) -f "$work/graph.yaml" >"$work/$1.out" 2>&1 &
    cluster=$!
    for _ in $(seq 600); do
        grep -q '^ready' "$work/$1.out" && break
        kill -0 "$cluster" 2>/dev/null || { cat "$work/$1.out" >&2; exit 1; }
        sleep 0.1
    done
    local url=http://127.0.0.1:$port/seldon/default/checks-reader/api/v1.0/predictions
    curl -sf -H 'Content-Type: application/json' --data @"$work/body" "$url" >"$work/$1.json"
    taskset -c "$core" wrk -t1 -c1 -d3s -s "$work/ask.lua" "$url" >/dev/null
    taskset -c "$core" wrk -t1 -c1 -d"${seconds}s" --latency -s "$work/ask.lua" "$url" >"$work/$1.wrk"
    p50=$(awk 'function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
               $1 == "50%" { print ms($2) }' "$work/$1.wrk")
    p99=$(awk 'function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
               $1 == "99%" { print ms($2) }' "$work/$1.wrk")
    for node in detection recognition; do
        for id in $(pgrep -P "$(descendants "$cluster" | paste -sd,)" -f "serve $node" || true); do
            awk -v node=$node '/VmHWM/ { printf "  %s: %.0f MB at most resident\n", node, $2 / 1024 }' "/proc/$id/status"
        done
    done >"$work/$1.memory"
    kill "$cluster"
    wait "$cluster" 2>/dev/null || true
    cluster=
}
descendants() { # PID -> it and all below it
    echo "$1"
    for child in $(pgrep -P "$1"); do descendants "$child"; done
}

crop "$work/crop.png"
for _ in 1 2 3 4 5 6 7; do
    start=$(date +%s%N)
    OMP_THREAD_LIMIT=1 taskset -c "$core" tesseract "$work/crop.png" - --psm 7 >/dev/null 2>&1
    echo $((($(date +%s%N) - start) / 1000))
done | sort -n | sed -n 4p >"$work/tesseract"

for version in v1 v2; do
    ask $version
    awk -v version=$version -v p50="$p50" -v p99="$p99" -v own="$(cat "$work/tesseract")" 'BEGIN {
        printf "%s: p50 %.1f ms, p99 %.1f ms; tesseract on the line alone %.1f ms, ratio %.2f\n",
            version, p50, p99, own / 1000, p50 / (own / 1000) }'
    cat "$work/$version.memory"
done
