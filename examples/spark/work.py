"""work.py - what is counted, drawn and read: the same functions in one process and on many workers.

Rows come as Arrow record batches, any number of them in any order. What a part of the rows has counted is a state:
bytes, which are sent and merged, two at a time, in whatever order they come in. The last bytes are those that all
rows in one process would have given.
"""
import functools

import pyarrow as pa
import pyarrow.compute as pc

import kefu

# ---- The month of the shop: daily.csv, whose cells are text as the shop exports them -----------------------------

SHOP_BY = "客服"


def shop_formulas(text):
    """Lines NAME = FORMULA of examples/shop/metrics.txt."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return [tuple(part.strip() for part in line.split("=", 1)) for line in lines if line]


def shop_tally(formulas, shown=None, **options):
    """An empty tally; `shown` says of a metric how it is written: labels, unit, direction."""
    tally = kefu.Tally(**options)
    tally.by(SHOP_BY)
    for name, formula in formulas:
        tally.add(name, formula, **(shown(name) if shown else {"unit": "count"}))
    return tally


def shop_count(formulas, batches):
    """The state of some rows. Accounts are left as they are: the roster comes in at the end of the month."""
    tally = shop_tally(formulas)
    cells = {c: "number" for i, c in enumerate(tally.columns) if tally.column_type(i) == "number"}
    for batch in batches:
        tally.update(kefu.rows(batch, cells=cells))
    return tally.save()


# ---- A log of sessions: columns have their types already ---------------------------------------------------------

LOG = [
    ("sessions", "count(*)", {"unit": "count"}),
    ("answered", "share(response_s is not null)", {"unit": "ratio", "scale": 4}),
    ("response", "mean(response_s)", {"unit": "s", "scale": 1}),
    ("response_p90", "quantile(response_s, 0.9)", {"unit": "s", "scale": 1}),
    ("response_p90_about", "quantile_about(response_s, 0.9)", {"unit": "s", "scale": 1}),
    ("buyers", "distinct(buyer)", {"unit": "count"}),
    ("buyers_about", "distinct_about(buyer)", {"unit": "count"}),
    ("conversion", "distinct(buyer where paid) / distinct(buyer)", {"unit": "ratio", "scale": 4}),
    ("sales", "sum(amount)", {"unit": "yuan", "scale": 2}),
    ("refunds", "share(refunded where paid)", {"unit": "ratio", "scale": 4}),
    ("happy", "share(stars >= 4)", {"unit": "ratio", "scale": 4}),
    ("stars", "mean(stars)", {"unit": "points", "scale": 2}),
]


def log_tally(by=("agent",)):
    tally = kefu.Tally()
    for column in by:
        tally.by(column)
    for name, formula, shown in LOG:
        tally.add(name, formula, **shown)
    return tally


def log_count(by, batches):
    tally = log_tally(by)
    for batch in batches:
        tally.update(batch)
    return tally.save()


def merge_tallies(a, b):
    one = kefu.Tally.load(a)
    one.merge(kefu.Tally.load(b))
    return one.save()


# ---- A week to inspect: conversations.csv ------------------------------------------------------------------------

SEED = "2026-W39"


@functools.cache
def plan_of(text):
    return kefu.Plan.from_json(text)


def draw_from(plan, batches):
    plan = plan_of(plan)
    draw = kefu.Draw(plan, seed=SEED)
    cells = {c: "number" for i, c in enumerate(plan.columns) if plan.column_type(i) == "number"}
    for batch in batches:
        draw.update(kefu.rows(batch, cells=cells))
    return draw.save()


def load_draw(plan, state):
    return kefu.Draw.load(state, plan_of(plan), seed=SEED)


def merge_draws(plan, a, b):
    one = load_draw(plan, a)
    one.merge(load_draw(plan, b))
    return one.save()


# ---- Reviews: reviews.csv ----------------------------------------------------------------------------------------


@functools.cache
def reviewer(nicknames):
    """Made once in a worker, which keeps it for its next parts: the model, and by which names buyers know people."""
    roster = kefu.Roster.from_rows(kefu.read_csv(nicknames.encode()))
    return kefu.Reviewer(model=kefu.models.zh(), roster=roster)


def copy_key(text):
    """Equal for texts that are copies of each other, and for some that are not: letters, digits, Chinese characters."""
    return "".join(c for c in kefu.fold_text(text or "") if c.isascii() and c.isalnum() or "\u4e00" <= c <= "\u9fff")


KNOWN = {"id": "评价ID", "product": "商品", "agent": "客服", "day": "日期", "follow_up": "追评"}
FLAGS = {"有图": "pictures", "已回复": "answered", "重点商品": "key_product"}


def with_flags(batch):
    """有图, 已回复 and 重点商品 as the bits of a review: 2, 4 and 8."""
    bits = 0
    for i, column in enumerate(FLAGS):
        said = pc.equal(pc.fill_null(batch[column], ""), "是")
        bits = pc.add(bits, pc.multiply(pc.cast(said, pa.int32()), 2 << i))
    return batch.append_column("flags", bits)


def verdicts(nicknames, batches):
    """A row an opinion, as Arrow."""
    all_of_them = kefu.Verdicts()
    for batch in batches:
        all_of_them.read(reviewer(nicknames), with_flags(batch))
    return pa.table(all_of_them.rows)


def stock_take(nicknames, batches):
    """The state of a stock-take (评价盘点), review by review."""
    stock, verdict = kefu.Stock(), kefu.Verdict()
    for batch in batches:
        for row in batch.to_pylist():
            known = {name: row[column] for name, column in KNOWN.items() if row[column]}
            flags = [flag for column, flag in FLAGS.items() if row[column] == "是"]
            stars = int(row["星级"] or 0)
            verdict.read(reviewer(nicknames), row["评价"] or "", stars=stars, flags=flags, **known)
            stock.add(verdict)
    return stock.save()


def merge_stocks(a, b):
    one = kefu.Stock.load(a)
    one.merge(kefu.Stock.load(b))
    return one.save()
