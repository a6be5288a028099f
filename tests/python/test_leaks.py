"""Calls of every shape again and again: neither the process nor Python keeps anything of them.

    python3 test_leaks.py [CALLS]    a million of each

Memory of Python is counted by tracemalloc, that of the library by the resident pages of the process.
"""

import array
import datetime
import gc
import io
import os
import pathlib
import pickle
import sys
import tracemalloc

import pytest

import kefu
from span import Span

ROOT = pathlib.Path(__file__).resolve().parents[2]
CARD = (ROOT / "examples" / "review_desk" / "card.json").read_bytes()


class Rude:
    def __index__(self):
        raise ZeroDivisionError("rude")


def refused(call, *args, **more):
    try:
        call(*args, **more)
    except (kefu.Error, TypeError, ValueError, ZeroDivisionError, LookupError):
        return
    raise AssertionError("this should have failed")


def tally_of(formula, registry=None, rows=None):
    tally = kefu.Tally(registry)
    tally.by("g")
    tally.add("s", formula)
    if rows:
        tally.update(rows)
    return tally


def shapes():
    card, value, catalogue, half = kefu.Card.from_json(CARD), kefu.Value(45, 100), kefu.Catalogue(), kefu.Value(1, 2)
    registry = kefu.Registry()
    registry.add(Span)
    registry.freeze()
    rows = {"g": ["a", "b"], "x": [1, 2]}
    columns = {"g": array.array("q", [1, 2]), "x": array.array("q", [3, 4])}
    records = [{"g": "a", "x": 1}, {"g": "b", "x": 2}]
    unlucky = {"g": ["a", "b"], "x": [13, 2]}
    tally, frame = tally_of("sum(x)"), tally_of("sum(x)", rows=rows).frame()
    state = tally_of("sum(x)", rows=rows).save()
    own, saved = tally_of("span(x)", registry, rows), tally_of("span(x)", registry, rows).save()
    left = kefu.rows(frame)
    file, many, spent = io.BytesIO(), [value, half, 3, None], iter(())
    return {
        "getter": lambda: card.id,
        "method": lambda: card.label("en"),
        "keywords": lambda: card.label(lang="en"),
        "value": lambda: kefu.value_compare(value, half),
        "value made": lambda: kefu.Value(5, 6, n=3).status,
        "decimal": lambda: kefu.value_round(value, 2),
        "value shown": lambda: (repr(value), hash(value), value == 0.45, value.fraction),
        "struct": lambda: catalogue.definition(3),
        "list": lambda: card.parts("section"),
        "items": lambda: (len(frame), frame.rows),
        "object": lambda: kefu.Ledger(),
        "object with options": lambda: kefu.Tally(readings=1),
        "object of another": lambda: card.lint(),
        "object closed": lambda: kefu.Catalogue().close(),
        "text of a sink": lambda: kefu.fold_text("很好,  ok"),
        "to a file": lambda: (file.seek(0), kefu.fold_text("很好", to=file)),
        "rows": lambda: tally.update(rows),
        "rows of buffers": lambda: kefu.rows(columns).table(),
        "rows of records": lambda: tally.update(records),
        "rows of a generator": lambda: tally.update(record for record in records),
        "rows of a CSV": lambda: tally.update(kefu.read_csv(b"g,x\na,1\nb,2\n", cells={"x": "number"})),
        "rows out": lambda: memoryview(frame.values("s").num).tolist(),
        "arrow": lambda: tally_of("count()", rows=frame),
        "arrow unread": lambda: frame.__arrow_c_stream__(),
        "rank": lambda: kefu.rank(many),
        "arrays": lambda: (kefu.rank(many).twice[1:].tolist(), memoryview(frame["s"].num), repr(kefu.rank(many))),
        "formats": lambda: (f"{value:.1f}", f"{half:>9.2%}", round(value), format(kefu.Value(None), "6.1f")),
        "keys": lambda: ("a" in frame, "x" in frame, frame.get("t"), frame.get("s")),
        "to dicts": lambda: (frame.to_dict(), frame.to_dicts()),
        "columns left out": lambda: (left.table(), left.left_out),
        "no day": lambda: refused(kefu.date_format, datetime.datetime(2026, 10, 31, 9)),
        "no pickle": lambda: refused(pickle.dumps, frame),
        "state": lambda: (kefu.Tally.load(state).save(), kefu.state_inspect(state)),
        "metric": lambda: tally_of("span(x)", registry, rows).frame(),
        "metric merged": lambda: tally_of("span(x)", registry, rows).merge(own),
        "metric saved": lambda: (own.save(), kefu.Tally.load(saved, registry)),
        "metric raises": lambda: refused(tally_of("span(x)", registry, unlucky).frame),
        "metric class": lambda: kefu.Registry().add(Span),
        "no such word": lambda: refused(card.parts, "x"),
        "no such name": lambda: refused(frame.value, "a", "t"),
        "wrong type": lambda: refused(kefu.value_compare, value, object()),
        "too large": lambda: refused(catalogue.definition, 2**70),
        "surrogate": lambda: refused(kefu.Expr, "\ud800"),
        "bad JSON": lambda: refused(kefu.Card.from_json, b'{"x": 1}'),
        "bad state": lambda: refused(kefu.state_inspect, state[:-1]),
        "bad rows": lambda: refused(tally.update, {"g": ["a"], "x": ["?"]}),
        "unequal rows": lambda: refused(tally.update, {"g": ["a"], "x": [1, 2]}),
        "exception of an argument": lambda: refused(catalogue.definition, Rude()),
        "closed": lambda: refused(lambda: closed.id),
        "nothing to iterate": lambda: refused(kefu.rank, spent, ties="x"),
    }


closed = kefu.Card.from_json(CARD)
closed.close()


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


def growth(call, calls):
    """Bytes of Python and of the process that so many calls leave behind, and of them the first few none: they fill caches."""
    for _ in range(min(calls // 4, 1000)):
        call()
    gc.collect()
    tracemalloc.start()
    for _ in range(calls // 20):
        call()
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(calls // 20):
        call()
    gc.collect()
    of_python = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    before = resident()
    for _ in range(calls):
        call()
    gc.collect()
    return of_python, resident() - before


def pytest_generate_tests(metafunc):
    if "shape" in metafunc.fixturenames:
        metafunc.parametrize("shape", shapes())


def test_nothing_is_kept(shape):
    if not sys.platform.startswith("linux") or "asan" in os.environ.get("LD_PRELOAD", ""):
        pytest.skip("reads /proc, where sanitizers keep what is freed")
    call, calls = shapes()[shape], 4000
    for _ in range(3):  # what is lost is lost each time; caches and other threads are not
        of_python, of_process = growth(call, calls)
        # One object of the least size a call would be 16 bytes × 200 and × 4,000; an arena of Python is 256 KiB.
        if of_python < 3000 and of_process < 600_000:
            return
    raise AssertionError("%d bytes of Python, %d of the process are kept" % (of_python, of_process))


if __name__ == "__main__":
    calls = int((sys.argv + ["1000000"])[1])
    for name, call in shapes().items():
        of_python, of_process = growth(call, calls)
        print("%-26s %9d calls: %7d bytes of Python, %9d of the process" % (name, calls, of_python, of_process), flush=True)
