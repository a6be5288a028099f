#!/bin/sh
# desk.sh REVIEW_DESK MONTH_END DATA DIR [OPTION ...] - from the reviews of the invented phone shop, whose exports
# are in DATA, to what its people are paid: the stock-take against August, the hits with what was decided about
# them as DIR/hits.csv, and the sheet of the month with OPTIONs, such as --slip 林晓燕.
set -e
review_desk=$1
month_end=$2
data=$3
dir=$4
shift 4
example=$(dirname "$0")/../review_desk
"$review_desk" --limit 0 --stock-save "$dir/august.stock" "$data/reviews_before.csv" >/dev/null
"$review_desk" --limit 0 --stock-before "$dir/august.stock" --roster "$data/nicknames.csv" \
    --hits "$dir/hits.csv" --decided "$data/decided.csv" "$data/reviews.csv" >"$dir/desk.txt"
exec "$month_end" --card "$example/card.json" --by 客服 \
    --events "$dir/hits.csv" --cell 'person=text:as 客服' --metrics "$example/metrics.txt" \
    --table "$data/monthly.csv" --skip 合计 \
    --roster "$data/roster.csv" --day 2026-09-30 --period 2026-09 \
    --decisions "$dir/hits.csv" --pay "$example/pay.json" "$@"
