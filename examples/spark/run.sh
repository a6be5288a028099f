#!/bin/sh
# run.sh PYTHON SHOP FOLDER [MASTER] - the month of the invented shop and a log of sessions, counted in one process and
# on Spark; 1 if any file of results has other bytes. PYTHON has kefu, pyspark and pyarrow, SHOP is build/examples/shop.
set -eu
python=$1 shop=$2 folder=$3 master=${4:-local[2]}
here=$(dirname "$0")
export PYSPARK_PYTHON="$python"
mkdir -p "$folder/shop"
rm -rf "$folder/one" "$folder/spark"
"$shop" "$folder/shop"
"$python" "$here/event_log.py" "$folder/log"
echo '$ one_process.py'
"$python" "$here/one_process.py" "$folder/shop" "$folder/log" "$folder/one"
echo "\$ on_spark.py, $master"
"$python" "$here/on_spark.py" "$folder/shop" "$folder/log" "$folder/spark" "$master"
files=0
for file in "$folder"/one/*; do
    cmp "$file" "$folder/spark/$(basename "$file")"
    files=$((files + 1))
done
echo "$files files of results: one process and Spark gave the same bytes"
