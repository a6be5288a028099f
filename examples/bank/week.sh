#!/bin/sh
# week.sh WEEKLY_QC CALLS DIR [OPTION ...] - the last week of the real call log in CALLS (calls.csv) is
# inspected: work lists into DIR, then read back. Whether callers were satisfied nobody recorded:
# satisfaction and marks are INVENTED from a seed.
set -e
weekly_qc=$1
calls=$2
dir=$3
shift 3
bank=$(dirname "$0")
rm -rf "$dir/lists"
mkdir -p "$dir/lists"
# Calls that an agent took, 15 to 21 February; the agents' names are cut into two pools by the alphabet.
awk -F, 'BEGIN { OFS = ","; print "会话ID,客服,质检组,日期,渠道,满意度,退款,时长,买家,引用" }
    function invented(id,    i, h) { # of a hundred callers 55 say nothing, 7 are not satisfied
        for (i = 1; i <= length(id); i++)
            h = (h * 31 + index("0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ", substr(id, i, 1))) % 1000003
        h = h * 7919 % 1000003 % 100
        return h < 55 ? "" : h < 59 ? 1 : h < 62 ? 2 : h < 68 ? 3 : h < 82 ? 4 : 5
    }
    NR > 1 && $13 == "AGENT" && $17 != "" && $6 >= "1999-02-15" {
        id = $1 "-" $2 "-" $6
        print id, $17, ($17 < "M" ? "A" : "B"), $6, $5, invented(id), 0, $16, $3, "" }' "$calls" >"$dir/calls.csv"
awk -F, 'BEGIN { print "质检员,质检组" } NR > 1 && !seen[$2]++ { print $2 "," ($3 == "A" ? "B" : "A") }' \
    "$dir/calls.csv" >"$dir/inspectors.csv"
inspect() {
    "$weekly_qc" --conversations "$dir/calls.csv" --plan "$bank/week.json" --seed 1999-W07 --lang en \
        --inspectors "$dir/inspectors.csv" --lists "$dir/lists" --invent bank "$@"
}
echo '$ weekly_qc'
inspect "$@"
echo
echo '$ weekly_qc --marks'
inspect --marks "$@"
