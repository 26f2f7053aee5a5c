#!/bin/bash
# Trains the network that reads MICR lines, from nothing but strips that it draws itself.
#
#     Training/train-micr.sh [WORK_FOLDER]
#
# The result is written to Sources/CheckReader/Models/micr.net. Needs PyTorch and Pillow: Debian's
# python3-torch and python3-pil, or PyPI's torch and pillow through PYTHON=…; fonts of Debian (see
# scripts/setup.sh --train) for what is no MICR line. On two cores it takes at most 40 minutes; where
# PyTorch finds a GPU, MINUTES=4.75 with it makes the file that ships.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$root/.build/train-micr}
models=${MODELS:-$root/Sources/CheckReader/Models}
python=${PYTHON:-/usr/bin/python3}
seed=${SEED:-20}

mkdir -p "$work" "$models"
if "$python" -c 'import sys, torch; sys.exit(not torch.cuda.is_available())'; then
    how=(--minutes "${MINUTES:-4.75}" --batch 224 --groups 4 --rate 0.003 --test 1024 --test-every 800)
else
    # Drawing costs as much as learning here: what was drawn is used four times.
    how=(--steps "${STEPS:-1800}" --batch 32 --reuse 4 --rate 0.002 --test 256)
    [ -z "${MINUTES:-}" ] || how+=(--minutes "$MINUTES")
fi
"$python" -u "$root/Training/micr/train.py" --out "$work" --seed "$seed" "${how[@]}" | tee "$work/train.log"
cp "$work/micr.net" "$models/micr.net"
echo "$models/micr.net: $(stat -c %s "$models/micr.net") bytes"
