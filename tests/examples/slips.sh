#!/bin/sh
# slips.sh PROGRAM SHOP FOLDER - slips in both languages, compared with those that were read by people: of
# four of the shop's people with their pay, and of an invented team (reasons/) to whom every reason, badge
# and streak of kefu/score.h is given. The last line is what was compared; `write` as a fourth argument
# writes the kept files anew, to be read again.
set -u
program=$1 shop=$2 out=$3 write=${4:-}
here=$(dirname "$0")
mkdir -p "$out"

slips_shop() {
    sh "$here/../../examples/shop/payday.sh" "$program" "$shop" --slip K04 --slip K05 --slip K07 --slip K12 --lang "$1"
}
slips_reasons() {
    "$program" --card "$here/reasons/card.json" --by 客服 --table "$here/reasons/month.csv" \
        --cell '转化率=number:over 询单' --roster "$here/reasons/roster.csv" --day 2026-09-30 \
        --period 2026-09 --decisions "$here/reasons/decisions.csv" --slip all --lang "$1"
}

lines=0
for what in shop reasons; do
    for language in zh en; do
        kept=$here/slips_${what}_$language.txt
        slips_$what $language >"$out/$what.txt" || exit 1
        [ -z "$write" ] || cp "$out/$what.txt" "$kept"
        diff "$kept" "$out/$what.txt" || exit 1
        lines=$((lines + $(wc -l <"$kept")))
    done
done
echo "$lines lines of slips in Chinese and English, as they were read"
