"""event_log.py - writes an invented month of sessions as Parquet, a file a day, always the same rows.

    python event_log.py FOLDER [SESSIONS A DAY]

Sessions, agents, buyers, times and amounts are all made up.
"""
import datetime
import decimal
import pathlib
import random
import sys

import pyarrow as pa
import pyarrow.parquet as pq

FIRST_DAY = datetime.date(2026, 9, 1)
DAYS, AGENTS, BUYERS = 30, 40, 9000

SCHEMA = pa.schema([
    ("session", pa.int64()),
    ("agent", pa.string()),
    ("buyer", pa.int64()),
    ("day", pa.date32()),
    ("response_s", pa.decimal128(9, 1)),  # null: nobody answered
    ("paid", pa.bool_()),
    ("amount", pa.decimal128(10, 2)),     # null: not paid
    ("refunded", pa.bool_()),
    ("stars", pa.int8()),                 # null: not rated
])


def session(dice, number, day):
    """One row. Low agents have most of the work, and every agent has a pace of their own."""
    agent = int(AGENTS * dice.random() ** 1.5)
    answered = dice.random() < 0.96
    tenths = int(40 + agent * 3 + 200 / (0.05 + dice.random()))
    paid = answered and dice.random() < 0.35 + agent % 7 / 40
    fen = int(1990 + 90000 * dice.random() ** 3)
    rated = dice.random() < 0.6
    stars = 5 - int(4.999 * dice.random() ** (2 + agent % 5))
    return {
        "session": number,
        "agent": f"K{agent + 1:02d}",
        "buyer": 100000 + int(BUYERS * dice.random()),
        "day": day,
        "response_s": decimal.Decimal(tenths).scaleb(-1) if answered else None,
        "paid": paid,
        "amount": decimal.Decimal(fen).scaleb(-2) if paid else None,
        "refunded": paid and dice.random() < 0.05,
        "stars": stars if rated else None,
    }


def write(folder, sessions_a_day=4000):
    """The month's files; those that are there are kept."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for d in range(DAYS):
        day = FIRST_DAY + datetime.timedelta(days=d)
        path = folder / f"{day}.parquet"
        if path.exists():
            continue
        dice = random.Random(20260900 + d)
        first = 7_000_000 + d * sessions_a_day
        rows = [session(dice, first + i, day) for i in range(sessions_a_day)]
        pq.write_table(pa.Table.from_pylist(rows, SCHEMA), path, compression="gzip")  # needs no native code in Java


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    write(sys.argv[1], *map(int, sys.argv[2:3]))
