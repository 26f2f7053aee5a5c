#!/usr/bin/env bash
# Measures the console against an API server of many objects: the time from start to a full store as a
# ratio to `kubectl get --raw` of the two lists that it needs, its memory, and its CPU when nothing
# changes and at 200 changes a second. Everything in one run; medians of interleaved rounds.
# Needs kubectl and tmux. ROUNDS and SECONDS_A_ROW change how long it takes.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-5}
seconds=${SECONDS_A_ROW:-20}
radiant=$(realpath "${RADIANT:-.build/release/radiant}")
for program in kubectl tmux; do
    command -v "$program" >/dev/null || {
        echo "bench: $program is missing; try: scripts/setup.sh --test" >&2
        exit 1
    }
done

work=$(mktemp -d)
server_pid=
socket=radiant-bench-$$
finish() {
    tmux -L "$socket" kill-server 2>/dev/null || true
    [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

serve() { # NAME PODS SELDON_PODS DEPLOYMENTS CHANGES
    "$radiant" serve-objects --data-dir "$work/$1" --pods "$2" --seldon-pods "$3" \
        --deployments "$4" --changes "$5" >"$work/$1.log" 2>&1 &
    server_pid=$!
    for _ in $(seq 1200); do
        grep -q '^ready' "$work/$1.log" && break
        kill -0 "$server_pid" 2>/dev/null || { cat "$work/$1.log" >&2; exit 1; }
        sleep 0.1
    done
    export KUBECONFIG=$work/$1/kubeconfig
}
unserve() {
    kill "$server_pid"
    wait "$server_pid" 2>/dev/null || true
    server_pid=
}

now() { date +%s%N; }
took() { # COMMAND... -> milliseconds
    local start
    start=$(now)
    "$@" >/dev/null
    echo $((($(now) - start) / 1000000))
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
lists() { # what the console cannot do without
    kubectl get --raw '/api/v1/pods?labelSelector=seldon-deployment-id'
    kubectl get --raw '/apis/machinelearning.seldon.io/v1/seldondeployments'
}
all_pods() { kubectl get --raw /api/v1/pods; }
full_store() { "$radiant" get -A -o name; }

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
cpu_percent() { # PID SECONDS -> percent of a core
    local before
    before=$(ticks "$1")
    sleep "$2"
    awk -v spent=$(($(ticks "$1") - before)) -v hertz="$(getconf CLK_TCK)" -v s="$2" \
        'BEGIN { printf "%.2f", spent / hertz / s * 100 }'
}
resident_mb() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }
verdict() { awk -v value="$1" -v limit="$2" 'BEGIN { print value <= limit ? "reached" : "NOT REACHED" }'; }

open_dashboard() {
    tmux -L "$socket" -f /dev/null new-session -d -x 200 -y 60 \
        "KUBECONFIG=$KUBECONFIG LC_ALL=C.UTF-8 TERM=xterm-256color exec $radiant dashboard -A"
    for _ in $(seq 300); do
        tmux -L "$socket" capture-pane -p | grep -q '●' && break
        tmux -L "$socket" has-session || { echo "bench: the dashboard ended" >&2; exit 1; }
        sleep 0.1
    done
    dashboard_pid=$(tmux -L "$socket" display-message -p '#{pane_pid}')
    sleep 5
}
close_dashboard() { tmux -L "$socket" kill-server; sleep 0.5; }

measure() { # NAME PODS SELDON_PODS DEPLOYMENTS RATIO_LIMIT MEMORY_LIMIT
    echo "$2 pods of which $3 are Seldon's, $4 deployments; $rounds rounds, medians"
    serve "$1" "$2" "$3" "$4" 0
    full_store >/dev/null
    for _ in $(seq "$rounds"); do
        took lists >>"$work/$1.lists"
        took full_store >>"$work/$1.store"
        took all_pods >>"$work/$1.pods"
    done
    local lists store ratio
    lists=$(median <"$work/$1.lists")
    store=$(median <"$work/$1.store")
    ratio=$(awk -v a="$store" -v b="$lists" 'BEGIN { printf "%.2f", a / b }')
    echo "  kubectl get --raw of the two lists   $lists ms"
    echo "  kubectl get --raw of all pods        $(median <"$work/$1.pods") ms"
    echo "  start to full store                  $store ms"
    echo "  ratio to the two lists               $ratio (at most $5: $(verdict "$ratio" "$5"))"
    open_dashboard
    local idle memory
    idle=$(cpu_percent "$dashboard_pid" "$seconds")
    memory=$(resident_mb "$dashboard_pid")
    echo "  resident memory                      $memory MB (under $6: $(verdict "$memory" "$6"))"
    echo "  CPU when nothing changes             $idle % (under 0.5: $(verdict "$idle" 0.5))"
    close_dashboard
    unserve
    serve "$1" "$2" "$3" "$4" 200
    open_dashboard
    local busy
    busy=$(cpu_percent "$dashboard_pid" "$seconds")
    echo "  CPU at 200 changes a second          $busy % (under 10: $(verdict "$busy" 10))"
    echo "  resident memory after that           $(resident_mb "$dashboard_pid") MB"
    close_dashboard
    unserve
}

measure many 15000 300 100 2.0 60
measure large 10000 3000 1000 1.3 120
