#!/usr/bin/env bash
# Measures the embedded API server: creates a second from 8 clients, each on the disk before it is
# answered, and 50 watchers on 200 changes a second, with how far they are behind and whether one of
# them missed an event. Needs wrk and python3. SECONDS_A_ROW changes how long it takes.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${SECONDS_A_ROW:-10}
watchers=${WATCHERS:-50}
changes=${CHANGES:-200}
radiant=${RADIANT:-.build/release/radiant}
for program in wrk python3; do
    command -v "$program" >/dev/null || {
        echo "bench: $program is missing; try: apt-get install wrk python3" >&2
        exit 1
    }
done

work=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

serve() { # ARGUMENTS... -> $server, $url, $token
    : >"$work/ready"
    "$radiant" serve-objects --data-dir "$work/data" "$@" >"$work/ready" 2>"$work/errors" &
    server=$!
    for _ in $(seq 1200); do
        grep -q '^ready' "$work/ready" && break
        kill -0 "$server" 2>/dev/null || {
            cat "$work/errors" >&2
            exit 1
        }
        sleep 0.1
    done
    url=$(sed -nE 's/.*api=([^ ]*).*/\1/p' "$work/ready")
    token=$(sed -nE 's/^ *token: "?([^"]*)"?$/\1/p' "$work/data/kubeconfig")
}
ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }

serve
cat >"$work/create.lua" <<LUA
local threads, number, thread = 0, 0, 0
function setup(t) t:set("thread", threads); threads = threads + 1 end
function request()
    number = number + 1
    local name = BODY_NAME .. "-" .. thread .. "-" .. number
    return wrk.format("POST", BODY_PATH, {
        ["Authorization"] = "Bearer $token", ["Content-Type"] = "application/json",
    }, (BODY:gsub("NAME", name)))
end
LUA
row() { # TITLE LUA_PREFIX
    printf '%s\n' "$2" | cat - "$work/create.lua" >"$work/row.lua"
    local before after
    before=$(ticks)
    wrk -t1 -c8 -d"${seconds}s" --latency -s "$work/row.lua" "$url/" >"$work/wrk"
    after=$(ticks)
    awk -v title="$1" -v spent=$((after - before)) -v hertz="$(getconf CLK_TCK)" '
        function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
        $1 == "50%" { p50 = ms($2) } $1 == "99%" { p99 = ms($2) }
        $2 == "requests" && $3 == "in" { n = $1 } $1 == "Requests/sec:" { rate = $2 }
        /Non-2xx/ { bad = $NF }
        END {
            printf "%-46s %8.0f/s   p50 %6.2f ms   p99 %7.2f ms   CPU %6.0f us each   refused %d\n",
                title, rate, p50, p99, spent / hertz * 1e6 / n, bad
            exit bad > 0
        }' "$work/wrk"
}
echo "8 clients, $seconds s each row, every create on the disk (fsync) before it is answered"
row "creates of ConfigMaps (200 B)" 'BODY_NAME = "map"; BODY_PATH = "/api/v1/namespaces/default/configmaps"
BODY = [[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"NAME","labels":{"app":"bench"}},"data":{"key":"value"}}]]'
row "creates of Pods (1 KB, 4 KB as stored)" 'BODY_NAME = "pod"; BODY_PATH = "/api/v1/namespaces/default/pods"
BODY = [[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"NAME","labels":{"app":"bench"}},"spec":{"containers":[{"name":"main","image":"registry.example/main:1","env":[{"name":"A","value":"1"}],"ports":[{"containerPort":8000}],"resources":{"requests":{"cpu":"100m"}},"readinessProbe":{"httpGet":{"path":"/ready","port":8000}}},{"name":"side","image":"registry.example/side:1"}]}}]]'
kill "$server"
wait "$server" 2>/dev/null || true
rm -rf "$work/data"

serve --pods 1000 --seldon-pods 300 --deployments 100 --changes "$changes"
before=$(ticks)
started=$(date +%s.%N)
python3 scripts/watch-api.py "$url" "$token" "$watchers" "$seconds" \
    "/api/v1/namespaces/models/pods" || failed=1
awk -v spent=$(($(ticks) - before)) -v hertz="$(getconf CLK_TCK)" -v from="$started" \
    -v to="$(date +%s.%N)" 'BEGIN {
    printf "the server used %.0f %% of a core meanwhile, the changes included\n",
        spent / hertz / (to - from) * 100 }'
exit "${failed:-0}"
