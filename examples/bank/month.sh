#!/bin/sh
# month.sh MONTH_END CALLS [OPTION ...] - three weeks of the real call log in CALLS (calls.csv).
set -e
month_end=$1
calls=$2
shift 2
bank=$(dirname "$0")
exec "$month_end" --card "$bank/card.json" --events "$calls" --by server \
    --metrics "$bank/metrics.txt" --where "outcome = 'AGENT' and server is not null" \
    --lang en --period '1999-02-01 to 21' "$@"
