#!/bin/sh
# spark.sh BUILD [PYTHON] - examples/spark as a test, with the Python that has pyspark; skipped, and says why, where
# there is none, or no Java. The sheet is that of the C program, too.
set -eu
build=$1
skip() { echo "skipped: $1"; exit 0; }
for python in ${2:-} build/python/bin/python3 python3; do
    "$python" -c 'import pyspark, pyarrow' >/dev/null 2>&1 && break
    python=
done
[ -n "$python" ] || skip "no Python here has pyspark and pyarrow (pip install pyspark pyarrow; SPARK_PYTHON=...)"
[ -n "${JAVA_HOME:-}" ] || command -v java >/dev/null 2>&1 || skip "Java is not installed"
out=$build/spark
export PYTHONPATH="$PWD/$build/python/lib${PYTHONPATH:+:$PYTHONPATH}" PYTHONDONTWRITEBYTECODE=1 PYSPARK_PYTHON="$python"
mkdir -p "$out"
sh examples/spark/run.sh "$python" "$build/examples/shop" "$out" >"$out/said" 2>"$out/warned" || { tail -40 "$out/said" "$out/warned"; exit 1; }
sh examples/shop/month.sh "$build/examples/month_end" "$out/shop" --json >"$out/c.json"
cmp "$out/c.json" "$out/spark/sheet.json"
echo "$(tail -1 "$out/said"); the sheet is that of the C program"
