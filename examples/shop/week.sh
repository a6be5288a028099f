#!/bin/sh
# week.sh WEEKLY_QC DATA DIR [OPTION ...] - a week of the invented phone shop, whose exports are in DATA, is
# inspected: work lists and pairs into DIR, filled with INVENTED marks, then read back.
set -e
weekly_qc=$1
data=$2
dir=$3
shift 3
example=$(dirname "$0")/../weekly_qc
rm -rf "$dir/lists"
mkdir -p "$dir/lists"
inspect() {
    "$weekly_qc" --conversations "$data/conversations.csv" --plan "$example/plan.json" --seed 2026-W39 \
        --inspectors "$data/inspectors.csv" --bans "$data/bans.csv" --week 39 --pairs "$dir/pairs.csv" \
        --lists "$dir/lists" --invent demo "$@"
}
echo '$ weekly_qc'
inspect "$@"
echo
echo '$ weekly_qc --marks'
inspect --marks "$@"
