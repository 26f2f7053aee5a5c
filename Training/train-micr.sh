#!/bin/bash
# Trains the E-13B network of the check reader from nothing but lines that `check-reader synth` draws.
#
#     Training/train-micr.sh CHECK_READER [WORK_FOLDER]
#
# CHECK_READER is the built executable. The result is written to Sources/CheckReader/Models. Needs
# Debian's tesseract-ocr (lstmtraining, combine_lang_model, unicharset_extractor, lstmeval).
# About 30 minutes on one core; every step is skipped when its result is there already.
set -euo pipefail

reader=$(realpath "${1:?usage: Training/train-micr.sh CHECK_READER [WORK_FOLDER]}")
root=$(cd "$(dirname "$0")/.." && pwd)
work=${2:-$root/.build/train-micr}
models=${MODELS:-$root/Sources/CheckReader/Models}
seed=20
train_lines=${TRAIN_LINES:-9000}
held_out_lines=${HELD_OUT_LINES:-600}
iterations=${ITERATIONS:-24000}
net='[1,36,0,1 Ct3,3,16 Mp3,3 Lfys48 Lfx64 Lrx64 Lfx96 O1c1]'

export OMP_THREAD_LIMIT=1
mkdir -p "$work" "$models"
cd "$work"

# 1. Lines with their text, as TIFFs of many pages. The seeds of the two sets never meet.
draw() {
    [ -e "$1/done" ] && return
    "$reader" synth --lines --count "$2" --seed "$3" --height 36 --pages 100 --out "$1"
    touch "$1/done"
}
draw train "$train_lines" "$seed"
draw held-out "$held_out_lines" "$((seed + 1000000))"

# 2. The trainer's own form of them. Debian's eng is loaded, because the program wants some
#    language; none of its weights are used.
for tif in train/*.tif held-out/*.tif; do
    base=${tif%.tif}
    [ -e "$base.lstmf" ] || tesseract "$tif" "$base" -l eng --psm 13 lstm.train >>prepare.log 2>&1
done
ls -d "$work"/train/*.lstmf >train.list
ls -d "$work"/held-out/*.lstmf >held-out.list

# 3. The alphabet: ten digits, four symbols, the space.
mkdir -p language
printf '0123456789⑆⑇⑈⑉\n' >alphabet.gt.txt
# An empty table is refused; a comment is a table without entries.
printf '# no radicals or strokes in E-13B\n' >language/radical-stroke.txt
unicharset_extractor --output_unicharset language/unicharset --norm_mode 1 alphabet.gt.txt >>prepare.log 2>&1
combine_lang_model --input_unicharset language/unicharset --script_dir language \
    --lang e13b --output_dir . --pass_through_recoder >>prepare.log 2>&1

# 4. The network, from random weights.
mkdir -p checkpoints
lstmtraining --traineddata e13b/e13b.traineddata --net_spec "$net" \
    --model_output checkpoints/e13b --train_listfile train.list --eval_listfile held-out.list \
    --learning_rate 0.001 --max_iterations "$iterations" --target_error_rate 0.0005 \
    --randomly_rotate=false --max_image_MB 2000 >train.log 2>&1

# 5. The checkpoint with the fewest wrong characters on lines it has never seen, as 8 bit integers.
best=; best_rate=101
for checkpoint in $(ls -t checkpoints/e13b_*.checkpoint | head -8) checkpoints/e13b_checkpoint; do
    rate=$(lstmeval --model "$checkpoint" --traineddata e13b/e13b.traineddata \
        --eval_listfile held-out.list --verbosity 0 2>&1 |
        sed -n 's/.*[Cc]har error rate=\([0-9.]*\).*/\1/p; s/.*BCER eval=\([0-9.]*\).*/\1/p' | tail -1)
    echo "$(basename "$checkpoint"): $rate % of the held-out characters are wrong"
    if [ -n "$rate" ] && awk "BEGIN { exit !($rate < $best_rate) }"; then best=$checkpoint; best_rate=$rate; fi
done
lstmtraining --stop_training --convert_to_int --continue_from "$best" \
    --traineddata e13b/e13b.traineddata --model_output "$models/e13b.traineddata" >>prepare.log 2>&1
echo "$(basename "$best") became $models/e13b.traineddata ($(stat -c %s "$models/e13b.traineddata") bytes)"
