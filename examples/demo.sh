#!/bin/sh
# demo.sh BUILD - the invented phone shop, from its exports to the page.
set -e
build=$1
data=$build/demo
mkdir -p "$data"
"$build/examples/shop" "$data"
exec sh "$(dirname "$0")/shop/month.sh" "$build/examples/month_end" "$data" \
    --why 赵明轩 --check-batches 8 --html "$data/sheet.html"
