"""one_process.py - the month, the log, the sample and the reviews in one process: what Spark has to give, to the byte.

    python one_process.py SHOP LOG OUT

SHOP has the invented shop's exports (examples/shop), LOG the files of event_log.py.
"""
import pathlib
import sys

import pyarrow.csv
import pyarrow.parquet

import month
import work


def text_rows(path):
    """A CSV as its text: what a cell means is said where it is counted."""
    names = path.open(encoding="utf-8").readline().strip().split(",")
    types = pyarrow.csv.ConvertOptions(column_types={name: "string" for name in names}, strings_can_be_null=True)
    return pyarrow.csv.read_csv(path, convert_options=types).to_batches()


def log_rows(folder):
    for path in sorted(folder.glob("*.parquet")):
        yield from pyarrow.parquet.ParquetFile(path).iter_batches()


def main(shop, log, out):
    shop, log = pathlib.Path(shop), pathlib.Path(log)
    plan = month.PLAN.read_text("utf-8")
    nicknames = (shop / "nicknames.csv").read_text("utf-8")
    reviews = text_rows(shop / "reviews.csv")
    states = {
        "shop": work.shop_count(month.formulas(), text_rows(shop / "daily.csv")),
        "log": work.log_count(("agent",), log_rows(log)),
        "log_by_day": work.log_count(("agent", "day"), log_rows(log)),
        "draw": work.draw_from(plan, text_rows(shop / "conversations.csv")),
        "stock": work.stock_take(nicknames, reviews),
    }
    rows = work.verdicts(nicknames, reviews).to_pylist()
    month.write(out, month.results(states, rows, shop, plan))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
