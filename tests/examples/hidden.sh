#!/bin/sh
# hidden.sh WEEKLY_QC SHOP FOLDER - names taken out: a week of the shop with --anonymous, and nothing of what
# tells who somebody is may be left in anything that comes out. The last line is what was looked for.
set -eu
program=$1 shop=$2 out=$3
here=$(dirname "$0")
rm -rf "$out" && mkdir -p "$out"

run() { # FOLDER KEY OPTIONS...
    to=$out/$1 key=$2
    shift 2
    sh "$here/../../examples/shop/week.sh" "$program" "$shop" "$to" --anonymous "$key" --html "$to.html" \
        --unsuitable "$out/unsuitable.csv" "$@" >"$to.txt" 2>&1
    rm "$to/pairs.csv" # the team's own, with names
    (cd "$to" && find . -type f) >"$to.files"
}

# Everybody and everything: what the shop says it put in, accounts, buyers, inspectors.
{
    cat "$shop/originals.txt"
    tail -n +2 "$shop/roster.csv" | cut -d, -f2,3 | tr , '\n'
    tail -n +2 "$shop/conversations.csv" | cut -d, -f2,10 | tr , '\n'
    tail -n +2 "$shop/inspectors.csv" | cut -d, -f1
} | grep . | sort -u >"$out/originals"

# Of the first agent with names one conversation is replaced, for a reason that names people.
sh "$here/../../examples/shop/week.sh" "$program" "$shop" "$out/named" >"$out/named.txt"
list=$(ls "$out"/named/lists/*.csv | head -1)
printf '会话ID,原因,操作人\n%s,林晓燕说打不开，问 13912345678,唐主管\n' \
    "$(sed -n 2p "$list" | tr -d '="' | cut -d, -f1)" >"$out/unsuitable.csv"
"$program" --conversations "$shop/conversations.csv" --plan "$here/../../examples/weekly_qc/plan.json" --seed 2026-W39 \
    --inspectors "$shop/inspectors.csv" --bans "$shop/bans.csv" --week 39 --lists "$out/named/lists" --marks \
    --anonymous orchid-7-orchid-7 --html "$out/page.html" >"$out/page.txt" # of lists with names
grep -qFf "$out/originals" "$out/named.txt" || { echo "nothing is found even with names"; exit 1; }
rm -r "$out/named" "$out/named.txt"

run first orchid-7-orchid-7
run second orchid-7-orchid-7
run other violet-8-violet-8
run english orchid-7-orchid-7 --lang en

for kind in txt html files; do
    if grep -nFf "$out/originals" "$out"/*.$kind; then exit 1; fi
done
if grep -rnFf "$out/originals" "$out"/*/lists; then exit 1; fi
if grep -rnE 'orchid|violet|2026-W39|13912345678' "$out"/*.txt "$out"/*.html "$out"/*/lists; then exit 1; fi

# The same people under the same key, others under another, whatever comes first by name.
sed 's/first/second/g' "$out/first.txt" | cmp - "$out/second.txt" && diff -r "$out/first" "$out/second"
names() { grep -rhoE '(客服|质检员|agent|inspector|buyer|买家)-[0-9A-F]{8}' "$out/$1" "$out/$1.txt" | sed 's/.*-//' | sort -u; }
names first >"$out/first.names" && names other >"$out/other.names" && names english >"$out/english.names"
[ -z "$(comm -12 "$out/first.names" "$out/other.names")" ] || { echo "keys share pseudonyms"; exit 1; }
cmp "$out/first.names" "$out/english.names"
for list in "$out"/first/lists/*.csv; do # rows of a class are in the order of pseudonyms
    grep -o '退款会话按.*' "$list" | grep -oE '客服-[0-9A-F]{8}' | LC_ALL=C sort -c
done

# What is masked in quoted text, and what stays: text, arrow, text.
sh "$here/masks.sh" "$program" "$out/masks" >"$out/masks.said" || { cat "$out/masks.said"; exit 1; }

# English has no Chinese: characters of three bytes that begin with E4 to E9.
LC_ALL=C
export LC_ALL
if sed '/^Replaced/,/^$/d' "$out/english.txt" | grep -n "$(printf '[\344-\351]')"; then exit 1; fi
echo "none of $(wc -l <"$out/originals") names, phones, orders and addresses; $(wc -l <"$out/first.names") pseudonyms"
