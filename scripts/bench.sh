#!/usr/bin/env bash
# Measures the orchestrator beside nginx as a plain proxy, in front of the same upstream, in one run:
# requests a second, latency, CPU a request, and the ratios, as medians of interleaved rounds.
# Needs nginx and wrk (Debian: nginx-light, wrk). ROUNDS and SECONDS_A_ROW change how long it takes.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-3}
seconds=${SECONDS_A_ROW:-4}
radiant=.build/release/radiant
for program in nginx wrk; do
    command -v "$program" >/dev/null || {
        echo "bench: $program is missing; try: apt-get install nginx-light wrk" >&2
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

stub=18080 proxy=18081 orchestrator=18082
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
}
reply='{"data":{"names":["t:0","t:1"],"ndarray":[[0.25,0.75]]},"meta":{"requestPath":{"model":"stub:1"}}}'
nginx_configuration stub "server { listen 127.0.0.1:$stub;
    location / { default_type application/json; return 200 '$reply'; } }"
nginx_configuration proxy "upstream stub { server 127.0.0.1:$stub; keepalive 64; }
    server { listen 127.0.0.1:$proxy; location / { proxy_pass http://stub; proxy_http_version 1.1;
    proxy_set_header Connection ''; proxy_buffers 16 64k; proxy_buffer_size 64k; } }"
proxy_pid=${pids[1]}

predictor='{"name":"main","graph":{"name":"model","type":"MODEL","endpoint":{"type":"REST","service_host":"127.0.0.1","service_port":'$stub',"httpPort":'$stub'},"children":[]},"componentSpecs":[]}'
ENGINE_PREDICTOR=$(printf %s "$predictor" | base64 -w0) "$radiant" orchestrator \
    --sdep bench --namespace default --predictor main --http_port $orchestrator --grpc_port 18083 \
    --protocol seldon --prometheus_path /prometheus >"$work/orchestrator.log" 2>&1 &
pids+=($!)
orchestrator_pid=$!

for port in $stub $proxy $orchestrator; do
    for _ in $(seq 100); do
        (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && break
        sleep 0.05
    done
done

body_200='{"data":{"names":["a","b"],"ndarray":[[0.12345,0.23456,0.34567,0.45678,0.56789,0.67891,0.78912,0.89123,0.91234,0.12345,0.23456,0.34567,0.45678,0.56789,0.67891,0.78912,0.89123]]}}'
printf 'wrk.method="POST"; wrk.path="/api/v1.0/predictions"; wrk.headers["Content-Type"]="application/json"; wrk.body=\047%s\047' \
    "$body_200" >"$work/200.lua"
cat >"$work/130k.lua" <<'LUA'
wrk.method = "POST"; wrk.path = "/api/v1.0/predictions"; wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"data":{"names":["image_id","image"],"ndarray":["id","' .. string.rep("QUJD", 32500) .. '"]}}'
LUA

ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
row() { # PORT PID BODY CONNECTIONS -> requests_a_second p50_ms p99_ms cpu_us
    local before after out
    before=$(ticks "$2")
    out=$(wrk -t1 -c"$4" -d"${seconds}s" --latency -s "$work/$3.lua" "http://127.0.0.1:$1/")
    after=$(ticks "$2")
    awk -v spent=$((after - before)) -v hertz="$(getconf CLK_TCK)" '
        function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
        $1 == "50%" { p50 = ms($2) } $1 == "99%" { p99 = ms($2) }
        $2 == "requests" && $3 == "in" { n = $1 } $1 == "Requests/sec:" { rate = $2 }
        /Non-2xx/ { bad = 1 }
        END { if (bad) exit 1; printf "%s %s %s %.1f\n", rate, p50, p99, spent / hertz * 1e6 / n }' <<<"$out"
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

echo "one MODEL, $rounds rounds of ${seconds} s, medians"
printf '%-6s %5s  %-13s %9s %8s %8s %9s\n' body conns server req/s p50_ms p99_ms cpu_us
for body in 200 130k; do
    for connections in 1 16 64; do
        for _ in $(seq "$rounds"); do
            row $proxy "$proxy_pid" $body $connections >>"$work/nginx.$body.$connections"
            row $orchestrator "$orchestrator_pid" $body $connections >>"$work/radiant.$body.$connections"
        done
        for server in nginx radiant; do
            for column in 1 2 3 4; do
                cut -d' ' -f$column "$work/$server.$body.$connections" | median
            done | paste -sd' ' >"$work/$server.row"
            read -r rate p50 p99 cpu <"$work/$server.row"
            printf '%-6s %5s  %-13s %9.0f %8.2f %8.2f %9.1f\n' $body $connections $server "$rate" "$p50" "$p99" "$cpu"
        done
        paste -d' ' "$work/nginx.row" "$work/radiant.row" |
            awk '{ printf "%-6s %5s  %-13s %9.2f %8.1f %8.1f %9.1f\n", "", "", "ratio", $5/$1, $6/$2, $7/$3, $8/$4 }'
    done
done
printf 'orchestrator, resident memory: %s kB\n' "$(awk '/VmRSS/ { print $2 }' /proc/$orchestrator_pid/status)"
