#!/usr/bin/env python3
"""Runs the dashboard in a pseudo-terminal and measures it; called by bench-dashboard.sh."""
import base64
import fcntl
import http.client
import json
import os
import pty
import random
import re
import select
import signal
import ssl
import struct
import subprocess
import sys
import tempfile
import termios
import time
import urllib.parse

RADIANT = sys.argv[1]
QUIET = float(os.environ.get("IDLE_SECONDS", "20"))
CHANGES = int(os.environ.get("CHANGES", "200"))
# Pods that are not Seldon's are not fetched: fewer of them make the same figures sooner.
SCALE = int(os.environ.get("SCALE", "1"))


def start(arguments, environment=None, columns=120, rows=36):
    """Starts the dashboard in a terminal; returns the process and our end of the terminal."""
    began = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm-256color", "LANG": "C.UTF-8", **(environment or {})})
        os.execv(RADIANT, [RADIANT, *arguments])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    return pid, terminal, began


def wait_for(terminal, text, began, limit=20.0):
    """The seconds until a text was written to the terminal."""
    seen = b""
    while time.monotonic() - began < limit:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        if not ready:
            continue
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            break
        if text in seen:
            return time.monotonic() - began
    raise SystemExit(f"bench: {text!r} was not shown within {limit} s")


def drain(terminal, seconds):
    """Reads what is written for so long; returns the number of bytes."""
    end, count = time.monotonic() + seconds, 0
    while (left := end - time.monotonic()) > 0:
        ready, _, _ = select.select([terminal], [], [], left)
        if ready:
            count += len(os.read(terminal, 65536))
    return count


def ticks(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def resident(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def anonymous(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("RssAnon"):
            return int(line.split()[1]) / 1024
    return 0.0


def stop(pid, terminal):
    os.kill(pid, signal.SIGTERM)
    drain_until = time.monotonic() + 5
    while time.monotonic() < drain_until:
        done, _ = os.waitpid(pid, os.WNOHANG)
        if done:
            break
        try:
            if select.select([terminal], [], [], 0.1)[0]:
                os.read(terminal, 65536)
        except OSError:
            pass
    os.close(terminal)


def serve(folder, *options):
    """Starts an API server with many objects; returns it when all of them are there."""
    server = subprocess.Popen(
        [RADIANT, "serve-objects", "--data-dir", folder, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    line = server.stdout.readline()
    if not line.startswith("ready"):
        raise SystemExit("bench: the API server did not start")
    return server


def median(values):
    return sorted(values)[len(values) // 2]


def first_frames(arguments, text, environment=None, rounds=5):
    times = []
    for _ in range(rounds):
        pid, terminal, began = start(arguments, environment)
        times.append(wait_for(terminal, text, began))
        stop(pid, terminal)
    return times


class Server:
    """The API of a cluster, spoken to as its kubeconfig says."""

    def __init__(self, folder):
        text = open(os.path.join(folder, "kubeconfig")).read()

        def field(name):
            found = re.search(rf'"?{name}"?: *"?([^"\n,}}]+)', text)
            return found.group(1).strip() if found else ""

        where = urllib.parse.urlparse(field("server"))
        context = ssl.create_default_context(
            cadata=base64.b64decode(field("certificate-authority-data")).decode()
        )
        context.check_hostname = False
        self.token = field("token")
        if field("client-certificate-data"):
            with tempfile.NamedTemporaryFile("w", suffix=".pem") as pair:
                for name in ("client-certificate-data", "client-key-data"):
                    pair.write(base64.b64decode(field(name)).decode() + "\n")
                pair.flush()
                context.load_cert_chain(pair.name)
        self.connection = http.client.HTTPSConnection(where.hostname, where.port, context=context)

    def patch(self, path, body):
        headers = {"Content-Type": "application/merge-patch+json"}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        self.connection.request("PATCH", path, json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise SystemExit(f"bench: {path}: {answer.status} {text[:200]!r}")


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def report(what, values):
    print(
        f"{what}: p50 {quantile(values, 0.5) * 1000:.1f} ms, "
        f"p99 {quantile(values, 0.99) * 1000:.1f} ms, worst {max(values) * 1000:.1f} ms "
        f"of {len(values)}"
    )


def time_changes(terminal, folder, path, count):
    """From the answer to a write until the sign of its health was written to the terminal."""
    server, times = Server(folder), []
    for number in range(count):
        state, sign = ("Available", "◐") if number % 2 else ("Failed", "✖")
        drain(terminal, random.uniform(0.02, 0.12))
        server.patch(path, {"status": {"state": state}})
        times.append(wait_for(terminal, sign.encode(), time.monotonic()))
    return times


def time_keys(terminal, count):
    """From a key until the bar of the selection was written elsewhere."""
    times = []
    for number in range(count):
        began = time.monotonic()
        os.write(terminal, b"k" if number % 2 else b"j")
        times.append(wait_for(terminal, "▌".encode(), began))
        drain(terminal, random.uniform(0.02, 0.08))
    return times


def share_of_core(pid, terminal, seconds):
    before, began = ticks(pid), time.monotonic()
    written = drain(terminal, seconds)
    spent = (ticks(pid) - before) / os.sysconf("SC_CLK_TCK")
    return spent / (time.monotonic() - began) * 100, written / seconds


def first_name(local):
    names = subprocess.run(
        [RADIANT, "get", "-A", "-o", "name", *local], capture_output=True, check=False
    ).stdout.split()
    return sorted(names)[0].split(b"/")[-1] if names else b"serving"


def measure_quiet(work):
    folder = os.path.join(work, "twenty")
    server = serve(folder, "--deployments", "20", "--seldon-pods", "60", "--pods", "60")
    try:
        local = ["--local", "--data-dir", folder]
        name = first_name(local)
        times = first_frames(local, name)
        print(
            f"first useful frame, 20 deployments: median {median(times) * 1000:.0f} ms, "
            f"worst {max(times) * 1000:.0f} ms of {len(times)} (under 300)"
        )
        pid, terminal, began = start(local, columns=200, rows=60)
        wait_for(terminal, name, began)
        drain(terminal, 15)
        share, written = share_of_core(pid, terminal, QUIET)
        print(
            f"idle for {QUIET:.0f} s, 20 deployments: {share:.2f} % of a core (under 0.5), "
            f"{written:.0f} bytes a second to the terminal, "
            f"resident {resident(pid):.1f} MB (under 40), of which {anonymous(pid):.1f} MB its own"
        )
        stop(pid, terminal)
    finally:
        server.terminate()
        server.wait()


def measure_busy(work, deployments, seldon_pods, pods, limit):
    folder = os.path.join(work, f"busy-{deployments}")
    server = serve(
        folder,
        *("--deployments", str(deployments), "--seldon-pods", str(seldon_pods)),
        *("--pods", str(pods), "--changes", "200"),
    )
    try:
        local = ["--local", "--data-dir", folder]
        name = first_name(local)
        pid, terminal, began = start(local, columns=200, rows=60)
        wait_for(terminal, name, began)
        drain(terminal, 10)
        share, _ = share_of_core(pid, terminal, QUIET)
        where = f"{pods:,} pods, {seldon_pods:,} Seldon's, {deployments:,} deployments, 200 changes/s"
        print(
            f"{where}: {share:.1f} % of a core (under 10), resident {resident(pid):.1f} MB "
            f"(under {limit}), of which {anonymous(pid):.1f} MB its own"
        )
        path = "/apis/machinelearning.seldon.io/v1/namespaces/models/seldondeployments/"
        path += name.decode() + "/status"
        report("  change to screen (p99 under 100)", time_changes(terminal, folder, path, CHANGES))
        report("  key to frame written (p99 under 16)", time_keys(terminal, CHANGES))
        stop(pid, terminal)
    finally:
        server.terminate()
        server.wait()


def measure_unreachable(work):
    kubeconfig = os.path.join(work, "unreachable")
    with open(kubeconfig, "w") as file:
        file.write(
            "apiVersion: v1\nkind: Config\ncurrent-context: away\n"
            "clusters: [{name: away, cluster: {server: 'https://127.0.0.1:9'}}]\n"
            "contexts: [{name: away, context: {cluster: away, user: nobody}}]\n"
            "users: [{name: nobody, user: {token: none}}]\n"
        )
    times = first_frames(["--kubeconfig", kubeconfig], b"does not answer")
    print(
        f"usable screen, unreachable cluster: median {median(times) * 1000:.0f} ms, "
        f"worst {max(times) * 1000:.0f} ms of {len(times)} (under 1000)"
    )


with tempfile.TemporaryDirectory() as work:
    measure_quiet(work)
    measure_unreachable(work)
    measure_busy(work, 100, 300, 15_000 // SCALE, 60)
    measure_busy(work, 1000, 3000, 10_000 // SCALE, 120)
