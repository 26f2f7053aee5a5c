#!/usr/bin/env bash
# Measures how often readings of either version are right, by their raw scores, on drawn checks alone.
#
# usage: train-calibration.sh CHECK_READER [COUNT]
# Takes ten minutes on two cores, most of it drawing; needs Python with pillow.
set -euo pipefail
cd "$(dirname "$0")/.."
reader=$1
count=${2:-250}
work=${TMPDIR:-/tmp}/radiant-train-calibration
mkdir -p "$work"
"$reader" synth --seed 4100 --count "$count" --out "$work/checks"
python3 Training/calibration/degrade.py "$work/checks" "$work/worse"
for model in v1 v2; do
    for checks in checks worse; do
        "$reader" calibration-samples --model "$model" "$work/$checks/labels.csv"
    done
done >"$work/samples.csv"
python3 Training/calibration/fit.py "$work/samples.csv" >Sources/CheckReader/Models/calibration.txt
