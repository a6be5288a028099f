#!/bin/sh
# reviews.sh BUILD - W5: reviews to labels, beside the peers that are installed. The texts are the set of KEFU_REVIEWS
# (default ../shared/data/zh_online_shopping10: train.tsv.gz, dev.tsv), which is not part of kefu: without it W5 is
# skipped. The model is that of KEFU_MODEL (default lib/models/kefu_model_zh.bin).
set -eu
build=$1
reviews=${KEFU_REVIEWS:-../shared/data/zh_online_shopping10}
model=${KEFU_MODEL:-lib/models/kefu_model_zh.bin}
work=$build/bench/reviews
cc=${CC:-cc}
for file in "$reviews/train.tsv.gz" "$reviews/dev.tsv" "$model"; do
    [ -f "$file" ] && continue
    echo "W5: skipped, there is no $file"
    exit 0
done
mkdir -p "$work"
gzip -dc "$reviews/train.tsv.gz" >"$work/train.tsv"
$cc -std=c11 -O2 -Wall -Wextra -Wno-unused-function -Iinclude -Ilib tests/bench/reviews.c "$build/libkefu.a" -o "$build/bench/reviews.run"
"$build/bench/reviews.run" "$model" "$work/train.tsv" "$reviews/dev.tsv"
hyperscan=-
$cc -std=c11 -O2 tests/bench/reviews_hyperscan.c -lhs -o "$work/hyperscan" 2>/dev/null && hyperscan=$work/hyperscan
python=python3
for each in build/python/bin/python3 python3 /usr/bin/python3; do
    "$each" -c 'import sklearn' >/dev/null 2>&1 && { python=$each; break; }
done
command -v $python >/dev/null 2>&1 || { echo "python3 is not installed: no peers"; exit 0; }
$python tests/bench/reviews_peers.py "$work/train.tsv" "$reviews/dev.tsv" "$work" "$hyperscan"
