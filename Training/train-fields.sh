#!/usr/bin/env bash
# Trains what tells English, Arabic, signatures and noise apart, from drawn checks alone.
#
# usage: train-fields.sh CHECK_READER [COUNT]
# Takes some minutes on two cores, most of it drawing; needs Python with numpy.
set -euo pipefail
cd "$(dirname "$0")/.."
reader=$1
count=${2:-600}
work=${TMPDIR:-/tmp}/radiant-train-fields
mkdir -p "$work"
"$reader" synth --seed 41 --count "$count" --out "$work/checks"
"$reader" field-samples "$work/checks/labels.csv" >"$work/samples.csv"
python3 Training/fields/fit.py "$work/samples.csv" "$work/checks/fields.csv" \
    Sources/CheckReader/Models/fields.txt 1
