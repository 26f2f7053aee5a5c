#!/usr/bin/env python3
"""Runs the dashboard in a pseudo-terminal and measures it; called by bench-dashboard.sh."""
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

RADIANT = sys.argv[1]
QUIET = float(os.environ.get("IDLE_SECONDS", "20"))


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


with tempfile.TemporaryDirectory() as work:
    folder = os.path.join(work, "twenty")
    server = serve(folder, "--deployments", "20", "--seldon-pods", "60", "--pods", "60")
    try:
        local = ["--local", "--data-dir", folder]
        subprocess.run([RADIANT, "get", "-A", *local], stdout=subprocess.DEVNULL, check=False)
        names = subprocess.run(
            [RADIANT, "get", "-A", "-o", "name", *local], capture_output=True, check=False
        ).stdout.split()
        name = sorted(names)[0].split(b"/")[-1] if names else b"serving"
        times = first_frames(local, name)
        print(
            f"first useful frame, 20 deployments: median {median(times) * 1000:.0f} ms, "
            f"worst {max(times) * 1000:.0f} ms of {len(times)}"
        )
        pid, terminal, began = start(local, columns=200, rows=60)
        wait_for(terminal, name, began)
        drain(terminal, 15)
        before, began_idle = ticks(pid), time.monotonic()
        written = drain(terminal, QUIET)
        spent = (ticks(pid) - before) / os.sysconf("SC_CLK_TCK")
        share = spent / (time.monotonic() - began_idle) * 100
        print(
            f"idle for {QUIET:.0f} s, 20 deployments: {share:.2f} % of a core, "
            f"{written / QUIET:.0f} bytes a second to the terminal, "
            f"resident {resident(pid):.1f} MB"
        )
        stop(pid, terminal)
    finally:
        server.terminate()
        server.wait()
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
        f"worst {max(times) * 1000:.0f} ms of {len(times)}"
    )
