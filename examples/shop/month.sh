#!/bin/sh
# month.sh MONTH_END DATA [OPTION ...] - the month of the invented phone shop, whose exports are in DATA.
set -e
month_end=$1
data=$2
shift 2
shop=$(dirname "$0")
exec "$month_end" --card "$shop/card.json" --by 客服 \
    --events "$data/daily.csv" --metrics "$shop/metrics.txt" \
    --table "$data/monthly.csv" --table "$data/exam.csv" --skip 合计 \
    --cell '出勤天数=number:over 应出勤天数' \
    --roster "$data/roster.csv" --day 2026-09-30 --period 2026-09 \
    --decisions "$data/decisions.csv" "$@"
