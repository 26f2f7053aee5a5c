#!/usr/bin/env bash
# Measures the orchestrator beside nginx as a plain proxy, in front of the same upstream, in one run:
# requests a second, latency, CPU a request, resident memory, and the ratios to nginx, as medians of
# interleaved rounds; then whether memory stays flat. Needs nginx and wrk (Debian: nginx-light, wrk).
#
# ROUNDS, SECONDS_A_ROW, GRAPHS, BODIES, CONNECTIONS and LOOPS change what is measured, MEMORY=no
# leaves the last part out; each server has one event loop unless LOOPS says otherwise.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-5}
seconds=${SECONDS_A_ROW:-3}
read -ra graphs <<<"${GRAPHS:-model chain combiner}"
read -ra bodies <<<"${BODIES:-200 130k}"
read -ra connections <<<"${CONNECTIONS:-1 16 64}"
loops=${LOOPS:-1}
radiant=${RADIANT:-.build/release/radiant}
for program in nginx wrk curl "$radiant"; do
    command -v "$program" >/dev/null || {
        echo "bench: $program is missing; try: apt-get install nginx-light wrk curl, make build" >&2
        exit 1
    }
done

work=$(mktemp -d)
pids=()
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT

declare -A port=([stub]=18080 [nginx]=18081 [model]=18082 [chain]=18083 [combiner]=18084) pid=()

nginx_configuration() { # NAME SERVER_BLOCK
    cat >"$work/$1.conf" <<CONF
daemon off; master_process off; worker_processes 1; pid $work/$1.pid; error_log $work/$1.log;
events { worker_connections 1024; }
http {
    access_log off; keepalive_requests 100000000; client_max_body_size 64m; client_body_buffer_size 1m;
    client_body_temp_path $work/$1.body; proxy_temp_path $work/$1.proxy; fastcgi_temp_path $work/$1.f;
    uwsgi_temp_path $work/$1.u; scgi_temp_path $work/$1.s;
    $2
}
CONF
    nginx -e "$work/$1.log" -c "$work/$1.conf" &
    pids+=($!)
    pid[$1]=$!
}
reply='{"data":{"names":["t:0","t:1"],"ndarray":[[0.25,0.75]]},"meta":{"requestPath":{"model":"stub:1"}}}'
nginx_configuration stub "server { listen 127.0.0.1:${port[stub]} backlog=4096;
    location / { default_type application/json; return 200 '$reply'; } }"
nginx_configuration nginx "upstream stub { server 127.0.0.1:${port[stub]}; keepalive 256; }
    server { listen 127.0.0.1:${port[nginx]} backlog=4096; location / { proxy_pass http://stub;
    proxy_http_version 1.1; proxy_set_header Connection ''; proxy_buffers 16 64k; proxy_buffer_size 64k; } }"

unit() { # NAME TYPE [CHILDREN]
    printf '{"name":"%s","type":"%s","endpoint":{"type":"REST","service_host":"127.0.0.1","service_port":%s,"httpPort":%s},"children":[%s]}' \
        "$1" "$2" "${port[stub]}" "${port[stub]}" "${3:-}"
}
orchestrate() { # NAME GRAPH
    local predictor='{"name":"main","graph":'$2',"componentSpecs":[]}'
    ENGINE_PREDICTOR=$(printf %s "$predictor" | base64 -w0) RADIANT_EVENT_LOOPS=$loops "$radiant" orchestrator \
        --sdep bench --namespace default --predictor main --http_port "${port[$1]}" --grpc_port $((port[$1] + 100)) \
        --protocol seldon --prometheus_path /prometheus >"$work/$1.out" 2>&1 &
    pids+=($!)
    pid[$1]=$!
}
graph() { # NAME
    case $1 in
        model) unit a MODEL ;;
        chain) unit a MODEL "$(unit b MODEL)" ;;
        combiner) unit c COMBINER "$(unit x MODEL),$(unit y MODEL),$(unit z MODEL)" ;;
        *) echo "bench: no graph $1 (model, chain, combiner)" >&2; exit 64 ;;
    esac
}
for name in "${graphs[@]}"; do orchestrate "$name" "$(graph "$name")"; done
wait_for() { # PORT
    for _ in $(seq 200); do
        (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
        sleep 0.05
    done
    echo "bench: nothing listens on port $1" >&2
    tail -n 5 "$work"/*.out "$work"/*.log >&2
    exit 1
}
for name in stub nginx "${graphs[@]}"; do wait_for "${port[$name]}"; done

body_200='{"data":{"names":["a","b"],"ndarray":[[0.12345,0.23456,0.34567,0.45678,0.56789,0.67891,0.78912,0.89123,0.91234,0.12345,0.23456,0.34567,0.45678,0.56789,0.67891,0.78912,0.89123]]}}'
printf 'wrk.method="POST"; wrk.path="/api/v1.0/predictions"; wrk.headers["Content-Type"]="application/json"; wrk.body=\047%s\047' \
    "$body_200" >"$work/200.lua"
cat >"$work/130k.lua" <<'LUA'
wrk.method = "POST"; wrk.path = "/api/v1.0/predictions"; wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"data":{"names":["image_id","image"],"ndarray":["id","' .. string.rep("QUJD", 32500) .. '"]}}'
LUA

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
resident() { awk '/VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$1/status"; }
load() { # NAME BODY CONNECTIONS SECONDS -> what wrk says
    wrk -t1 -c"$3" -d"$4s" --latency -s "$work/$2.lua" "http://127.0.0.1:${port[$1]}/"
}
row() { # NAME BODY CONNECTIONS -> requests_a_second p50_ms p99_ms cpu_us resident_mb
    local before after out
    before=$(ticks "${pid[$1]}")
    out=$(load "$1" "$2" "$3" "$seconds")
    after=$(ticks "${pid[$1]}")
    awk -v spent=$((after - before)) -v hertz="$(getconf CLK_TCK)" -v mb="$(resident "${pid[$1]}")" '
        function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
        $1 == "50%" { p50 = ms($2) } $1 == "99%" { p99 = ms($2) }
        $2 == "requests" && $3 == "in" { n = $1 } $1 == "Requests/sec:" { rate = $2 }
        /Non-2xx|Socket errors/ { bad = $0 }
        END { if (bad != "" || n == 0) { print "bench: " bad > "/dev/stderr"; exit 1 }
              printf "%s %s %s %.1f %s\n", rate, p50, p99, spent / hertz * 1e6 / n, mb }' <<<"$out"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

for name in nginx "${graphs[@]}"; do load "$name" 200 16 1 >"$work/warm"; done
echo "$rounds rounds of $seconds s, medians; $loops event loop(s); in brackets the ratio to nginx"
printf '%-6s %5s  %-9s %15s %14s %14s %15s %7s\n' body conns server req/s 'p50 ms' 'p99 ms' 'CPU us/req' 'RSS MB'
for body in "${bodies[@]}"; do
    for count in "${connections[@]}"; do
        for _ in $(seq "$rounds"); do
            for name in nginx "${graphs[@]}"; do
                row "$name" "$body" "$count" >>"$work/$name.$body.$count"
            done
        done
        for name in nginx "${graphs[@]}"; do
            for column in 1 2 3 4 5; do
                cut -d' ' -f$column "$work/$name.$body.$count" | median
            done | paste -sd' ' >"$work/$name.row"
            paste -d' ' "$work/nginx.row" "$work/$name.row" | awk -v body="$body" -v count="$count" -v name="$name" '
                { printf "%-6s %5s  %-9s %8.0f (%.2f) %7.2f (%4.1f) %7.2f (%4.1f) %8.1f (%4.1f) %7.1f\n",
                  body, count, name, $6, $6 / $1, $7, $7 / $2, $8, $8 / $3, $9, $9 / $4, $10 }'
        done
    done
done

[ "${MEMORY:-yes}" = yes ] || exit 0
# Memory: the same process after 10,000 and after 100,000 requests.
answered() { # NAME
    curl -s "http://127.0.0.1:${port[$1]}/prometheus" |
        awk '/^seldon_api_executor_server_requests_seconds_count/ { n += $2 } END { print n + 0 }'
}
name=${graphs[0]}
pid_before=${pid[$name]}
kill "$pid_before"
wait "$pid_before" 2>/dev/null || true
orchestrate "$name" "$(graph "$name")"
wait_for "${port[$name]}"
for goal in 10000 100000; do
    while [ "$(answered "$name")" -lt $goal ]; do load "$name" 200 16 1 >"$work/warm"; done
    printf '%s: %s MB resident after %s requests\n' "$name" "$(resident "${pid[$name]}")" "$(answered "$name")"
done
