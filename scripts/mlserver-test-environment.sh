#!/usr/bin/env bash
# Makes .build/mlserver, a virtual environment with MLServer and its runtimes for scikit-learn and XGBoost,
# for the test that trains a model and serves it by its modelUri. It is large and not part of `make test`:
# the test runs where this has been run, and says that it is skipped where it has not.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=.build/mlserver
list=Tests/JourneyTests/Python/requirements-mlserver.txt
mark=$folder/installed.txt
cmp -s "$list" "$mark" && exit 0

python=
for name in python3.11 python3.10 python3.12 python3; do
    command -v "$name" >/dev/null || continue
    "$name" -c 'import sys, venv; sys.exit(not (3, 9) <= sys.version_info[:2] < (3, 13))' 2>/dev/null || continue
    python=$name
    break
done
[ -n "$python" ] || {
    echo "mlserver: a Python from 3.9 to 3.12 with venv is needed (Debian: python3-venv)" >&2
    exit 1
}
rm -rf "$folder"
mkdir -p .build
"$python" -m venv "$folder" >&2
"$folder/bin/pip" install --quiet --disable-pip-version-check -r "$list" >&2
cp "$list" "$mark"
