"""on_spark.py - the same on Spark: parts counted by several worker processes, states merged as bytes.

    python on_spark.py SHOP LOG OUT [MASTER]

MASTER is where Spark runs: local[2] (this machine, two workers) unless it is said.
"""
import functools
import os
import pathlib
import sys

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T
from pyspark.sql.pandas.types import from_arrow_schema

import month
import work

PARTS = 8  # more than workers: each of them counts several


def start(master):
    here = pathlib.Path(__file__).resolve().parent
    spark = (
        SparkSession.builder.master(master)
        .appName("kefu month")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", 1000)  # small ones, so that there are several
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.addPyFile(str(here / "work.py"))
    return spark


def states_of(rows, count):
    """One row a part: the bytes that `count` makes of its Arrow batches, and which process did."""

    def part(batches):
        yield pa.RecordBatch.from_pydict({"state": pa.array([count(batches)], pa.binary()), "worker": [os.getpid()]})

    return rows.mapInArrow(part, "state binary, worker long").cache()


def merged(what, rows, count, merge):
    """The state of all rows. Spark merges states in a tree, on its workers."""
    states = states_of(rows, count)
    state = states.rdd.map(lambda row: bytes(row.state)).treeReduce(merge, depth=2)
    parts = states.select("worker", F.length("state").alias("size")).collect()
    print(f"{what:<12} {len(parts)} parts by {len({part.worker for part in parts})} processes, "
          f"{sum(part.size for part in parts):,} bytes of states, merged {len(state):,}")
    return state


def classified(reviews, nicknames):
    """A row an opinion. Copies of a text are known only to who sees all of them, so they go to one part."""
    key = F.udf(work.copy_key, T.StringType())
    reviews = reviews.repartition(PARTS, key("评价"))

    def part(batches):
        yield from work.verdicts(nicknames, batches).to_batches()

    return reviews.mapInArrow(part, from_arrow_schema(work.verdicts(nicknames, []).schema))


def main(shop, log, out, master="local[2]"):
    shop = pathlib.Path(shop)
    spark = start(master)
    plan = month.PLAN.read_text("utf-8")
    nicknames = (shop / "nicknames.csv").read_text("utf-8")
    formulas = month.formulas()

    def text_rows(name):
        return spark.read.csv(str(shop / name), header=True).repartition(PARTS)

    days, talks, reviews = (text_rows(f"{name}.csv") for name in ("daily", "conversations", "reviews"))
    events = spark.read.parquet(str(log)).repartition(PARTS)
    with_args = functools.partial
    states = {
        "shop": merged("month", days, with_args(work.shop_count, formulas), work.merge_tallies),
        "log": merged("log", events, with_args(work.log_count, ("agent",)), work.merge_tallies),
        "log_by_day": merged("log by day", events, with_args(work.log_count, ("agent", "day")), work.merge_tallies),
        "draw": merged("inspection", talks, with_args(work.draw_from, plan), with_args(work.merge_draws, plan)),
        "stock": merged("stock-take", reviews, with_args(work.stock_take, nicknames), work.merge_stocks),
    }
    rows = [row.asDict() for row in classified(reviews, nicknames).collect()]
    month.write(out, month.results(states, rows, shop, plan))
    spark.stop()


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
