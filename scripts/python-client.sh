#!/usr/bin/env bash
# Prints the path of a Python that has the `kubernetes` client, which is installed into
# .build/kubernetes-client from PyPI where it is missing; fails where that cannot be reached.
set -uo pipefail
cd "$(dirname "$0")/.."

home=$PWD/.build/kubernetes-client
python=$home/bin/python3
if ! "$python" -c 'import kubernetes' 2>/dev/null; then
    rm -rf "$home"
    python3 -m venv "$home" >&2 &&
        timeout 120 "$home/bin/pip" install --quiet --disable-pip-version-check --retries 0 \
            --timeout 10 kubernetes >&2 || {
        rm -rf "$home"
        exit 1
    }
fi
echo "$python"
