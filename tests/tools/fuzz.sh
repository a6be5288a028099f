#!/bin/sh
# fuzz.sh BUILD NAME SECONDS - runs one fuzzer over its kept corpus (tests/fuzz/corpus/NAME) and on.
# New inputs stay in BUILD; a crash is left beside them and fails the run.
set -eu
build=$1 name=$2 seconds=$3
work=$build/fuzz/work-$name
mkdir -p "$work" "tests/fuzz/corpus/$name"
dict=
[ -f "tests/fuzz/$name.dict" ] && dict="-dict=tests/fuzz/$name.dict"
log=$build/fuzz/$name.log
if "$build/fuzz/$name" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="$work/crash-" $dict "$work" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
    echo "fuzz $name: $(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$log") runs in ${seconds} s"
else
    tail -30 "$log"
    echo "fuzz $name: FAILED, see $log" >&2
    exit 1
fi
