#!/bin/sh
# python_frame.sh BUILD PYTHON - W1 of a Polars frame beside the C program, on the columns of data.c in
# BENCH_DATA (default ~/.cache/kefu-bench), which are made if they are not there. BENCH_ROWS=5000000 is a small run.
set -eu
build=$1 python=$2
data=${BENCH_DATA:-$HOME/.cache/kefu-bench}
rows=${BENCH_ROWS:-50000000}
cc=${CC:-cc}
$python -c 'import polars, numpy' 2>/dev/null || { echo "Polars is not installed: no frame"; exit 0; }
mkdir -p "$data" "$build/bench"
$cc -std=c11 -O2 tests/bench/data.c -o "$build/bench/data" -lm
$cc -std=c11 -O2 -Wall -Wextra -Iinclude tests/bench/bench.c "$build/libkefu.a" -o "$build/bench/bench" -lpthread
if [ "$(cat "$data/rows" 2>/dev/null)" != "$rows" ] || [ tests/bench/data.c -nt "$data/rows" ]; then
    "$build/bench/data" "$data" "$rows"
    echo "$rows" >"$data/rows"
fi
$python tests/bench/python_calls.py frame "$build/bench/bench" "$data" "$rows"
