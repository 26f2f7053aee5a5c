#!/usr/bin/env bash
# Prints the kubectls to test with, one path a line: Debian's 1.20, which is unpacked into .build/kubectl
# without being installed, and the machine's own. Where that is a dispatcher, which picks one of several
# beside it by the version of the server, the newest of those is taken.
set -uo pipefail
cd "$(dirname "$0")/.."

debian=$PWD/.build/kubectl/usr/bin/kubectl
if [ ! -x "$debian" ] && command -v apt-get >/dev/null; then
    work=$(mktemp -d)
    (cd "$work" && timeout 60 apt-get download -qq kubernetes-client &&
        dpkg -x kubernetes-client_*.deb unpacked) >/dev/null 2>&1 &&
        mkdir -p .build && rm -rf .build/kubectl && mv "$work/unpacked" .build/kubectl
    rm -rf "$work"
fi
[ -x "$debian" ] && echo "$debian"
if own=$(command -v kubectl); then
    beside=$(ls "$(dirname "$(readlink -f "$own")")"/kubectl.1.* 2>/dev/null | sort -V | tail -1)
    echo "${beside:-$own}"
fi
exit 0
