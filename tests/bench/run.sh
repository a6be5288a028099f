#!/bin/sh
# run.sh BUILD - W1, W2, W4 and W5 beside the peers that are installed. The data (2.8 GB for 50 M rows) is
# made once in BENCH_DATA (default ~/.cache/kefu-bench); BENCH_ROWS=5000000 makes a small run. Not a timed test:
# it prints figures, and says DIFFERS where a peer's result is not ours.
set -eu
build=$1
data=${BENCH_DATA:-$HOME/.cache/kefu-bench}
rows=${BENCH_ROWS:-50000000}
mkdir -p "$data" "$build/bench"
cc=${CC:-cc}
$cc -std=c11 -O2 tests/bench/data.c -o "$build/bench/data" -lm
$cc -std=c11 -O2 -Wall -Wextra -Iinclude tests/bench/bench.c "$build/libkefu.a" -o "$build/bench/bench" -lpthread
$cc -std=c11 -O2 -Wall -Wextra -Iinclude tests/bench/draw.c "$build/libkefu.a" -o "$build/bench/draw"
if [ "$(cat "$data/rows" 2>/dev/null)" != "$rows" ] || [ tests/bench/data.c -nt "$data/rows" ]; then
    echo "making the data in $data ($rows rows) ..."
    "$build/bench/data" "$data" "$rows"
    echo "$rows" >"$data/rows"
fi
echo "machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $($cc --version | head -1)"
peers() { python3 -c 'import numpy' 2>/dev/null && python3 tests/bench/peers.py "$@" || echo "NumPy is not installed: no peers"; }
for threads in 1 2; do
    for kind in ints floats; do
        "$build/bench/bench" w1 "$data" "$rows" $kind $threads
    done
    peers w1 "$data" "$rows" $threads
    for kind in ints floats; do
        "$build/bench/bench" day "$data" "$rows" $kind $threads
    done
    peers day "$data" "$rows" $threads
    for kind in ints floats; do
        "$build/bench/bench" whole "$data" "$rows" $kind $threads
    done
    peers whole "$data" "$rows" $threads
done
for kind in ints floats; do
    "$build/bench/bench" w2 "$data" $kind tests/bench/w2_card.json
    peers w2 "$data" $kind
done
$cc -std=c11 -O2 -Wall -Wextra -Iinclude tests/bench/w4_numbers.c "$build/libkefu.a" -o "$build/bench/w4_numbers"
"$build/bench/w4_numbers"
python3 tests/bench/w4_numbers.py
"$build/bench/draw" "$data" "$rows"
peers w4 "$data" "$rows" 1
sh tests/bench/reviews.sh "$build"
