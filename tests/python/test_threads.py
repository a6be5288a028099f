"""Threads: what may be in several calls at once, and what works side by side."""

import os
import pathlib
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

import kefu

from test_metrics import Span, registry_of


OWN_ROWS = """{"format": 1, "definitions": [{"id": "org.example.own_rows/1", "label": {"zh": "行数", "en": "Rows"},
    "topic": "service", "row": "any", "formula": "count(*)", "unit": "count", "scale": 0, "source": "hand",
    "grade": "B"}]}"""


ROOT = pathlib.Path(__file__).parents[2]


def hammer(work, threads=4, times=60):
    """Calls work(i) in several threads at once; what is raised comes out."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, range(threads * times)))


# ---- Arguments that are only read ------------------------------------------------------------------


def test_a_frozen_registry_serves_calls_of_all_threads():
    registry = registry_of(Span)

    def work(i):
        if i % 3 == 0:
            kefu.metric_check("span", registry, rounds=2, seed=i)
        elif i % 3 == 1:
            kefu.Catalogue().check(registry)
        tally = kefu.Tally(registry)
        tally.add("s", "span(x)")
        tally.update({"x": [i, 2 * i]})
        return tally.frame().value(0, "s")
    assert hammer(work, times=30) == list(range(120))


def test_a_registry_is_read_while_a_tally_of_it_counts():
    seen = []

    class Asking(Span):
        def update(self, x):
            kefu.metric_check("count", registry, rounds=1)
            seen.append(x)
    registry = registry_of(Asking)
    tally = kefu.Tally(registry)
    tally.add("s", "span(x)")
    tally.update({"x": [5]})
    assert seen == [500]


def test_a_catalogue_serves_tallies_of_all_threads():
    catalogue = kefu.Catalogue()
    catalogue.load(OWN_ROWS)

    def work(i):
        tally = kefu.Tally()
        tally.define("own_rows", catalogue=catalogue)
        tally.update({"x": [1] * i})
        return tally.frame().value(0, "own_rows").num
    assert hammer(work) == list(range(240))


def test_a_ledger_serves_scores_of_all_threads():
    """kefu_card_score is [pure]: what it is given is only read."""
    card = kefu.Card.from_json((ROOT / "examples" / "cards" / "e11_bonus.json").read_bytes())
    ratio = {"unit": "ratio", "direction": "higher"}
    frame = kefu.tally({"客服": [f"K{i % 300}" for i in range(3000)], "分": [i % 2 for i in range(3000)]}, by="客服",
                       metrics={name: dict(ratio, formula="ratio(分, 1)")
                                for name in ("流程得分", "态度得分", "惊喜服务")}).frame()
    ledger = kefu.Ledger()
    ledger.add(person="K1", part="process", action="exclude", day="2026-09-30", by="唐主管", reason="培训")
    expected = card.score(frame, ledger=ledger).json()
    assert hammer(lambda i: card.score(frame, ledger=ledger).json() == expected, times=20) == [True] * 80


def test_all_is_read_by_every_part():
    """The third step of kefu_tally_reread, whose header lets every thread read `all`."""
    def part(i):
        tally = kefu.Tally(readings=2)
        tally.add("m", "median(x)")
        tally.update({"x": list(range(i, 4000, 4))})
        return tally
    parts = [part(i) for i in range(4)]
    every = kefu.Tally(readings=2)
    every.add("m", "median(x)")
    for one in parts:
        every.merge(one)
    hammer(lambda i: parts[i].reread_for(every), times=1)
    every.reread()
    hammer(lambda i: parts[i].update({"x": list(range(i, 4000, 4))}), times=1)
    for one in parts:
        every.merge(one)
    assert every.frame().value(0, "m") == Decimal("1999.5")  # of 0 .. 3999


def test_a_tally_takes_one_call():
    """Another thread is refused while the first is inside a method of its metric."""
    inside, go, refused = threading.Event(), threading.Event(), []

    class Waiting(Span):
        def update(self, x):
            super().update(x)
            inside.set()
            assert go.wait(20)
    tally = kefu.Tally(registry_of(Waiting))
    tally.add("s", "span(x)")
    other = kefu.Tally(registry_of(Span))
    first = threading.Thread(target=lambda: tally.update({"x": [1]}))
    first.start()
    assert inside.wait(20)
    for call in (lambda: tally.update({"x": [2]}), tally.frame, tally.save, tally.close,
                 lambda: tally.merge(other), lambda: other.merge(tally), lambda: tally.columns):
        with pytest.raises(kefu.StateError) as caught:
            call()
        refused.append(str(caught.value))
    go.set()
    first.join()
    assert len(refused) == 7 and tally.frame().value(0, "s") == 0


# ---- Side by side ----------------------------------------------------------------------------------


def test_metrics_of_ones_own_in_several_threads():
    """Tallies by themselves, over one class whose methods take turns."""
    registry = registry_of(Span)

    def work(i):
        tally = kefu.Tally(registry)
        tally.by("agent")
        tally.add("s", "span(x)")
        tally.add("n", "count(*)")
        for day in range(5):
            tally.update({"agent": [str(k % 9) for k in range(200)], "x": [day * i + k for k in range(200)]})
        return tally
    tallies = hammer(work, times=3)
    for tally in tallies[1:]:
        tallies[0].merge(tally)
    frame = tallies[0].frame()
    # Agent 0: k = 0, 9 .. 198, days 0 .. 4, i = 0 .. 11.
    assert frame.value("0", "s") == 198 + 4 * 11
    assert sum(frame.value(i, "n").num for i in range(9)) == 12 * 5 * 200


@pytest.mark.skipif("asan" in os.environ.get("LD_PRELOAD", ""), reason="another thread would have to wait for long")
def test_other_threads_run_while_the_library_works():
    """While one thread counts, another goes on: the lock of the interpreter is released."""
    numpy = pytest.importorskip("numpy")
    rows = {"x": numpy.arange(3_000_000, dtype=numpy.int64)}
    tally = kefu.Tally()
    tally.add("q", "quantile(x, 0.9)")
    done, ticks = threading.Event(), []

    def work():
        for _ in range(3):
            tally.update(rows)
        done.set()
    thread = threading.Thread(target=work)
    thread.start()
    while not done.wait(0.001):
        ticks.append(1)
    thread.join()
    assert len(ticks) > 10
