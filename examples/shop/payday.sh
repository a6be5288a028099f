#!/bin/sh
# payday.sh MONTH_END DATA [OPTION ...] - the shop's month with what it pays and who wins a prize.
set -e
month_end=$1
data=$2
shift 2
shop=$(dirname "$0")
exec sh "$shop/month.sh" "$month_end" "$data" --pay "$shop/pay.json" --items "$data/items.csv" \
    --awards "$shop/awards.json" "$@"
