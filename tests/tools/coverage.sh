#!/bin/sh
# coverage.sh BUILD - lines and branches of lib/ that the unit tests reached, a line a file.
set -eu
build=$1
total_lines=0 hit_lines=0
find "$build/lib" -name '*.gcda' | sort | while read -r data; do
    gcov -b -n -o "$(dirname "$data")" "$data" 2>/dev/null |
        awk '/^File .lib\// { file = $2 } /^Lines executed/ && file { lines = $0; sub(/.*:/, "", lines) }
             /^Taken at least once/ && file { taken = $0; sub(/.*:/, "", taken)
                 gsub(/\x27/, "", file); print file "|" lines "|" taken; file = "" }'
done | sort -u | awk -F'|' '{
        split($2, l, "% of "); split($3, b, "% of ")
        printf "%-34s lines %6s%% of %5d   branches %6s%% of %5d\n", $1, l[1], l[2], b[1], b[2]
        lines += l[2]; hit += l[1] * l[2] / 100; branches += b[2]; took += b[1] * b[2] / 100 }
    END { if (lines) printf "%-34s lines %6.2f%% of %5d   branches %6.2f%% of %5d\n", "all",
        100 * hit / lines, lines, 100 * took / branches, branches }'
