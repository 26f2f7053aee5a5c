#!/usr/bin/env bash
# Makes .build/python, a virtual environment with Seldon's own Python wrapper and client, for the tests
# that run them; once, and again when the list of packages changes. Where the packages cannot be had,
# those tests say that they are skipped; with CI=true that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=.build/python
list=Tests/JourneyTests/Python/requirements.txt
mark=$folder/installed.txt
cmp -s "$list" "$mark" && exit 0

give_up() {
    echo "python: $1; the tests with Seldon's Python wrapper are skipped" >&2
    [ "${CI:-}" != true ] || exit 1
    exit 0
}

python=
for name in python3.11 python3.10 python3.9 python3; do
    command -v "$name" >/dev/null || continue
    "$name" -c 'import sys, venv; sys.exit(not (3, 8) <= sys.version_info[:2] < (3, 12))' 2>/dev/null || continue
    python=$name
    break
done
[ -n "$python" ] || give_up "a Python from 3.8 to 3.11 with venv is needed (Debian: python3-venv)"

echo "python: installing $(grep -v '^#' "$list" | paste -sd' ') into $folder" >&2
rm -rf "$folder"
mkdir -p .build
"$python" -m venv "$folder" >&2 || give_up "no virtual environment can be made"
"$folder/bin/pip" install --quiet --disable-pip-version-check --retries 2 --timeout 30 \
    -r "$list" >&2 || give_up "the packages cannot be installed"
cp "$list" "$mark"
