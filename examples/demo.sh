#!/bin/sh
# demo.sh BUILD - the invented phone shop, from its exports to the page.
set -e
build=$1
data=$build/demo
examples=$(dirname "$0")
mkdir -p "$data"
"$build/examples/shop" "$data"
sh "$examples/shop/month.sh" "$build/examples/month_end" "$data" \
    --why 赵明轩 --check-batches 8 --html "$data/sheet.html"
echo "工资、评优: sh $examples/shop/payday.sh $build/examples/month_end $data"
