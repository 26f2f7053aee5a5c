#!/usr/bin/env bash
# Ten minutes in which the API server is killed (SIGKILL) and started again every 20 s under 50 changes
# a second. At the end the copies of a client must equal a fresh list, and the memory of the clients
# must not have grown: the median of minutes 8 to 10 within a tenth of that of minutes 2 to 4.
# SOAK_SECONDS shortens it (the two spans shrink with it). RADIANT names another program.
set -uo pipefail
cd "$(dirname "$0")/.."

radiant=${RADIANT:-.build/release/radiant}
total=${SOAK_SECONDS:-600}
interval=20
work=$(mktemp -d)
pids=()
server=
finish() {
    for pid in "${pids[@]}" $server; do kill -9 "$pid" 2>/dev/null; done
    wait 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

serve() { # CHANGES
    "$radiant" serve-objects --data-dir "$work/data" --api-port "$port" --pods 1000 \
        --seldon-pods 300 --deployments 100 --changes "$1" --replacing >"$work/ready" 2>>"$work/errors" &
    server=$!
    for _ in $(seq 600); do
        grep -q '^ready' "$work/ready" && return
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    echo "soak: the API server does not start:" >&2
    cat "$work/errors" >&2
    exit 1
}
fresh() { # the list as the server has it now
    kubectl --kubeconfig "$work/data/kubeconfig" get pods -A -o \
        'jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name} {.metadata.resourceVersion}{"\n"}{end}' |
        LC_ALL=C sort
}
median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)] }'; }

serve 50
"$radiant" follow-objects --kubeconfig "$work/data/kubeconfig" --to "$work/copy" 2>>"$work/errors" &
pids+=($!)
follower=$!
"$radiant" dashboard --plain --kubeconfig "$work/data/kubeconfig" -A >"$work/plain" 2>>"$work/errors" &
pids+=($!)
dashboard=$!

start=$SECONDS
kills=0
next=$interval
while [ $((SECONDS - start)) -lt "$total" ]; do
    sleep 1
    now=$((SECONDS - start))
    for name in follower dashboard; do
        kill -0 "${!name}" 2>/dev/null || {
            echo "soak: the $name ended after $now s:" >&2
            tail -5 "$work/errors" >&2
            exit 1
        }
        awk -v now="$now" '/VmRSS/ { print now, $2 }' "/proc/${!name}/status" >>"$work/$name.rss"
    done
    if [ "$now" -ge "$next" ]; then
        next=$((next + interval))
        kill -9 "$server"
        wait "$server" 2>/dev/null
        kills=$((kills + 1))
        serve 50
    fi
done
# No more changes: what is there must be what the copy has.
kill "$server"
wait "$server" 2>/dev/null
serve 0
isEqual=no
for _ in $(seq 60); do
    fresh >"$work/fresh"
    LC_ALL=C sort "$work/copy" >"$work/sorted"
    cmp -s "$work/fresh" "$work/sorted" && isEqual=yes && break
    sleep 1
done
failed=0
changed=$(tail -1 "$work/fresh" | awk '{ print $2 }')
echo "soak: $((SECONDS - start)) s, $kills kills, $(wc -l <"$work/fresh") pods, newest version about $changed"
echo "the client's copy equals a fresh list: $isEqual"
[ "$isEqual" = yes ] || {
    diff "$work/fresh" "$work/sorted" | head -20
    failed=1
}
for name in follower dashboard; do
    early=$(awk -v a=$((total * 2 / 10)) -v b=$((total * 4 / 10)) '$1 >= a && $1 < b { print $2 }' "$work/$name.rss" | median)
    late=$(awk -v a=$((total * 8 / 10)) '$1 >= a { print $2 }' "$work/$name.rss" | median)
    awk -v name="$name" -v early="$early" -v late="$late" 'BEGIN {
        growth = (late / early - 1) * 100
        printf "%s: median resident memory %.1f MB in minutes 2 to 4, %.1f MB in minutes 8 to 10 (%+.1f %%)\n",
            name, early / 1024, late / 1024, growth
        exit growth > 10 }' || failed=1
done
echo "lines that the dashboard printed: $(wc -l <"$work/plain")"
exit $failed
