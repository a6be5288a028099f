#!/bin/sh
# demo.sh BUILD - the month of the invented phone shop, from its exports to the page.
set -e
build=$1
shop=$(dirname "$0")/shop
data=$build/demo
mkdir -p "$data"
"$build/examples/shop" "$data"
exec "$build/examples/month_end" --card "$shop/card.json" --by 客服 \
    --events "$data/daily.csv" --metrics "$shop/metrics.txt" \
    --table "$data/monthly.csv" --table "$data/exam.csv" --skip 合计 \
    --cell '出勤天数=number:over 应出勤天数' \
    --roster "$data/roster.csv" --day 2026-09-30 --period 2026-09 \
    --decisions "$data/decisions.csv" \
    --why 赵明轩 --check-batches 8 --html "$build/demo/sheet.html"
