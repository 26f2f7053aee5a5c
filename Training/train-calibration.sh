#!/usr/bin/env bash
# Measures how often readings of either version are right, by their raw scores, on drawn checks alone.
#
# usage: train-calibration.sh CHECK_READER [COUNT]
# Takes half an hour on two cores, most of it drawing; needs Python.
set -euo pipefail
cd "$(dirname "$0")/.."
reader=$1
count=${2:-1000}
work=${TMPDIR:-/tmp}/radiant-train-calibration
mkdir -p "$work"
"$reader" synth --seed 4100 --count "$count" --out "$work/checks"
for model in v1 v2; do
    "$reader" calibration-samples --model "$model" "$work/checks/labels.csv"
done >"$work/samples.csv"
python3 Training/calibration/fit.py "$work/samples.csv" >Sources/CheckReader/Models/calibration.txt
