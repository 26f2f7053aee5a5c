#!/usr/bin/env python3
"""Watches one collection many times over and says how far the watchers are behind, and whether one
of them missed an event: URL TOKEN WATCHERS SECONDS PATH.

Every change of the cluster is one of the collection, so versions without a gap are proof.
"""
import re
import socket
import ssl
import sys
import threading
import time
from urllib.parse import urlsplit

url, token, count, seconds, path = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), sys.argv[5]
host = urlsplit(url)
context = ssl._create_unverified_context()
VERSION = re.compile(rb'"resourceVersion":"(\d+)"')
CHANGED = re.compile(rb'changed-at":"(\d+)"')


def connect(target):
    raw = socket.create_connection((host.hostname, host.port))
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    stream = context.wrap_socket(raw, server_hostname=host.hostname)
    stream.sendall(
        f"GET {target} HTTP/1.1\r\nHost: {host.netloc}\r\nAuthorization: Bearer {token}\r\n"
        "Accept: application/json\r\n\r\n".encode()
    )
    return stream


def version():
    stream = connect(path + "?limit=1")
    data = b""
    while b"resourceVersion" not in data:
        data += stream.recv(65536)
    stream.close()
    return VERSION.search(data).group(1).decode()


class Watcher(threading.Thread):
    def __init__(self, start):
        super().__init__(daemon=True)
        self.start_version, self.versions, self.lags, self.problem = start, [], [], None

    def run(self):
        stream = connect(f"{path}?watch=true&resourceVersion={self.start_version}")
        stream.settimeout(5)
        rest = b""
        while time.time() < end:
            try:
                data = stream.recv(1 << 18)
            except TimeoutError:
                self.problem = "nothing for 5 s"
                return
            now = time.time()
            if not data:
                self.problem = "the stream ended"
                return
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                changed = CHANGED.search(line)
                if changed is None:
                    continue
                self.versions.append(int(VERSION.search(line).group(1)))
                self.lags.append(now - int(changed.group(1)) / 1e6)


end = time.time() + seconds
start = version()
watchers = [Watcher(start) for _ in range(count)]
for watcher in watchers:
    watcher.start()
for watcher in watchers:
    watcher.join(seconds + 10)
problems = [w.problem for w in watchers if w.problem]
gaps = 0
for watcher in watchers:
    seen = watcher.versions
    if not seen or seen != list(range(int(start) + 1, int(start) + 1 + len(seen))):
        gaps += 1
lags = sorted(lag for watcher in watchers for lag in watcher.lags)
events = len(lags)
print(
    f"{count} watchers, {seconds:.0f} s: {events} events, {events / seconds / max(1, count):.0f} changes a second;"
    f" behind by p50 {lags[len(lags) // 2] * 1e3:.1f} ms, p99 {lags[int(len(lags) * 0.99)] * 1e3:.1f} ms;"
    f" watchers that missed an event: {gaps}"
    if lags
    else "no events"
)
for problem in sorted(set(problems)):
    print(f"{problems.count(problem)} watchers: {problem}")
sys.exit(1 if gaps or problems or not lags else 0)
