#!/usr/bin/env bash
# Train the larger model on one GPU, in pieces of at most ten minutes.
#
#   train_on_gpu.sh bundle            on the CPU, once: writes $WORK/bundle.tar.xz (under 60 MB)
#   train_on_gpu.sh piece OUT [MIN]   on the GPU, the same command until it says "done": unpacks
#                                     and aligns the first time, trains MIN minutes (default 8.5),
#                                     and when the schedule is over leaves the model in OUT
#
# Set: NLPKIT_DATA (bundle only), WORK (.work/ru-en-gpu), MINUTES (20, the whole schedule),
# PYTHON, MORE (further options of train.py, e.g. "--compile --width 512").
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONPATH="$here/../..${PYTHONPATH:+:$PYTHONPATH}" # export.py uses the project's own quantisation
work=${WORK:-.work/ru-en-gpu}
python=${PYTHON:-python}
files="data.npz vocab.json joint.model dev.tsv prepare.json mix.toml"

bundle() {
    mkdir -p "$work"
    cp "$here/mix.toml" "$work/mix.toml"
    "$python" "$here/prepare.py" --work "$work" --mix "$work/mix.toml"
    "$python" "$here/tokenizer.py" --work "$work" --size 24000
    "$python" "$here/pack.py" --work "$work" --mix "$work/mix.toml"
    # shellcheck disable=SC2086
    tar -C "$work" -c $files | xz -6 -T0 >"$work/bundle.tar.xz"
    ls -l "$work/bundle.tar.xz"
}

piece() {
    local out=$1 minutes=${2:-8.5}
    if [ ! -e "$work/align.npz" ]; then
        tar -C "$work" -xJf "$work/bundle.tar.xz"
        "$python" "$here/align.py" --work "$work" --width 384 --jobs "$(nproc)"
    fi
    # shellcheck disable=SC2086
    "$python" "$here/train.py" --work "$work" --minutes "${MINUTES:-20}" --stop-after "$minutes" \
        --resume --width 384 --heads 6 --encoder-layers 6 --decoder-layers 2 --ffn 1536 \
        --warmup 0.6 --cooldown 10 --tokens 65536 --round-tokens 20000000 --lr 2e-3 --dropout 0.1 --decay 0.999 \
        --judge-every 4 ${MORE:-} | tee -a "$work/train.log"
    if grep -q "schedule complete" "$work/train.log"; then
        "$python" "$here/export.py" --work "$work" --mix "$work/mix.toml" --out "$work/model"
        mkdir -p "$out"
        tar -C "$work" -c model | split -b 15M - "$out/model.tar." # cat model.tar.* | tar -x
        echo done
    fi
}

case ${1:-} in
bundle) bundle ;;
piece) piece "${@:2}" ;;
*)
    sed -n '2,12s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
