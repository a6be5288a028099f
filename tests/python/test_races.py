"""Several threads at once, objects that are closed or used again while a call is at work, recursion, interpreters.

A call that may change an object has it alone; others are told so. Whatever the order, figures are right or an error is raised.
"""

import io
import os
import pathlib
import random
import subprocess
import sys
import threading

import pytest

import kefu
from span import Span

CARD = (pathlib.Path(__file__).resolve().parents[2] / "examples" / "review_desk" / "card.json").read_bytes()


@pytest.fixture(autouse=True)
def switch_often():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def together(*jobs):
    """Runs them at once; the exceptions that they ended with."""
    ends = []

    def run(job):
        try:
            job()
        except BaseException as error:
            ends.append(error)
    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return ends


def refused(call):
    """1 if the object was in use or closed."""
    try:
        call()
        return 0
    except kefu.StateError:
        return 1


def counting():
    tally = kefu.Tally()
    tally.by("g")
    tally.add("n", "sum(x)")
    return tally


ROWS = {"g": ["a", "b"] * 2000, "x": list(range(4000))}


# ---- One object, many threads --------------------------------------------------------------------------------------


def test_a_tally_of_many_threads_counts_what_it_took():
    tally, rows, taken = counting(), kefu.rows(ROWS), []

    def feed():
        for _ in range(30):
            taken.append(1 - refused(lambda: tally.update(rows)))
    assert not together(feed, feed, feed)
    frame = tally.frame()
    assert sum(taken) > 0
    assert [frame.value(key, "n").num for key in "ab"] == [sum(range(0, 4000, 2)) * sum(taken), sum(range(1, 4000, 2)) * sum(taken)]


def test_a_tally_of_each_thread_merged():
    tallies = [counting() for _ in range(3)]
    assert not together(*[lambda tally=tally: [tally.update(ROWS) for _ in range(10)] for tally in tallies])
    for tally in tallies[1:]:
        tallies[0].merge(tally)
    assert tallies[0].frame().value("b", "n").num == sum(range(1, 4000, 2)) * 30


@pytest.mark.parametrize("use", [lambda t: t.frame(), lambda t: t.save(), lambda t: t.columns, lambda t: t.update(ROWS)])
def test_closed_while_it_is_used(use):
    for _ in range(20):
        tally = counting()
        tally.update(ROWS)
        assert not together(lambda: refused(lambda: use(tally)), lambda: refused(tally.close), lambda: refused(lambda: use(tally)))
        refused(tally.close)
        assert tally.closed
        with pytest.raises(kefu.StateError, match="closed"):
            use(tally)


def test_merged_into_each_other():
    """Each takes both, one of them alone: no deadlock, and one goes on."""
    one, other = counting(), counting()
    one.update(ROWS), other.update(ROWS)
    rounds = lambda a, b: lambda: [refused(lambda: a.merge(b)) for _ in range(5)]
    assert not together(rounds(one, other), rounds(other, one))
    assert one.frame().value("b", "n").num % sum(range(1, 4000, 2)) == 0
    with pytest.raises(kefu.Error):
        one.merge(one)


def test_what_is_shared_is_read_by_all():
    card = kefu.Card.from_json(CARD)
    label, findings = card.label(), card.lint()
    seen = [repr(finding) for finding in findings]

    def read():
        for _ in range(100):
            assert card.label() == label and [repr(finding) for finding in findings] == seen
            assert len(card.lint()) == len(seen)
    assert not together(read, read, read, lambda: [refused(findings.close) for _ in range(0)])


def test_freed_in_another_thread():
    """The last reference goes away in a thread that did not make it, also of what holds objects of Python."""
    registry = kefu.Registry()
    registry.add(Span)
    registry.freeze()

    def made():
        tally = kefu.Tally(registry)
        tally.by("g")
        tally.add("s", "span(x)")
        tally.update({"g": list("abc"), "x": [1, 2, 3]})
        return tally
    many = [made() for _ in range(30)]
    assert not together(*[lambda: [many.pop() for _ in range(10)]] * 3)
    assert not many
    # At once, on one registry, each with states of its own.
    assert not together(*[lambda: [made().frame() for _ in range(10)]] * 3)


def test_generators_run_in_the_thread_of_the_call():
    names = set()

    def rows(n):
        for i in range(n):
            names.add(threading.current_thread().name)
            yield {"g": "a", "x": i}
    tallies = [counting(), counting()]
    assert not together(*[lambda tally=tally: tally.update(rows(5000)) for tally in tallies])
    assert len(names) == 2
    assert [tally.frame().value("a", "n").num for tally in tallies] == [sum(range(5000))] * 2


def test_a_generator_of_two_threads():
    """Python refuses the one that comes second; nothing else breaks."""
    shared = ({"g": "a", "x": 1} for _ in range(20000))
    tallies = [counting(), counting()]
    ends = together(*[lambda tally=tally: tally.update(shared) for tally in tallies])
    assert all(isinstance(end, ValueError) for end in ends)
    assert sum(tally.frame().value("a", "n").num for tally in tallies if len(tally.frame().rows)) <= 20000


def test_chaos():
    """Threads do what comes to mind to few objects, which others close."""
    pool = [counting() for _ in range(3)]

    def work(seed):
        chance = random.Random(seed)
        for _ in range(150):
            at = chance.randrange(3)
            tally = pool[at]
            do = chance.choice([lambda: tally.update(ROWS), lambda: tally.save(), lambda: tally.frame(), lambda: tally.columns,
                                lambda: tally.merge(pool[chance.randrange(3)]), lambda: repr(tally), tally.close])
            try:
                do()
            except kefu.Error:
                pass
            if chance.random() < 0.2:
                pool[at] = counting()
    assert not together(*[lambda seed=seed: work(seed) for seed in range(3)])


# ---- Calls within calls ----------------------------------------------------------------------------------------------


class Writes(io.RawIOBase):
    def write(self, part):
        kefu.Catalogue().json(to=self)
        return len(part)


class Numbers:
    def __init__(self, catalogue):
        self.catalogue = catalogue

    def __index__(self):
        return self.catalogue.definition(self).n_columns


class Streams:
    def __arrow_c_stream__(self, requested_schema=None):
        counting().update(self)


def rows_of_rows():
    counting().update(rows_of_rows())
    yield {"g": "a", "x": 1}


def recursions():
    return {"an index": lambda: kefu.Catalogue().definition(Numbers(kefu.Catalogue())),
            "a file": lambda: kefu.Catalogue().json(to=Writes()),
            "rows": lambda: next(rows_of_rows()),
            "a stream": lambda: Streams().__arrow_c_stream__()}


@pytest.mark.parametrize("name", recursions())
def test_without_end(name):
    with pytest.raises(RecursionError):
        recursions()[name]()
    ends = together(recursions()[name])
    assert [type(end) for end in ends] == [RecursionError]


def test_rows_that_use_the_tally_that_reads_them():
    tally, seen = counting(), []

    def rows():
        for i in range(3):
            seen.append(refused(lambda: tally.update(ROWS)) + refused(tally.close) + refused(tally.frame))
            yield {"g": "a", "x": i}
    tally.update(rows())
    assert seen == [3, 3, 3] and tally.frame().value("a", "n").num == 3


# ---- Interpreters ------------------------------------------------------------------------------------------------------

INTERPRETERS = """
import sys, threading
try:
    import _interpreters as interpreters
except ImportError:
    try:
        import _xxsubinterpreters as interpreters
    except ImportError:
        sys.exit(77)
code = '''
import sys
sys.path[:0] = %r
import kefu
tally = kefu.Tally()
tally.by("g")
tally.add("n", "sum(x)")
for _ in range(300):
    tally.update({"g": ["a", "b"], "x": [1, 2]})
assert tally.frame().value("b", "n").num == 600
try:
    kefu.Card.from_json("{")
except kefu.ParseError as error:
    assert "Card.from_json()" in str(error)
'''
failed = []
def work():
    one = interpreters.create()
    failed.append(interpreters.run_string(one, code))
    interpreters.destroy(one)
threads = [threading.Thread(target=work) for _ in range(3)]
[thread.start() for thread in threads]
exec(code)
[thread.join() for thread in threads]
assert failed == [None] * 3, failed
"""


def test_interpreters_at_once():
    """From 3.12 on each has a lock of its own, and runs beside the others."""
    done = subprocess.run([sys.executable, "-X", "faulthandler", "-c", INTERPRETERS % (sys.path,)], capture_output=True, text=True,
                          env=dict(os.environ, PYTHONPATH=":".join(sys.path)), timeout=120)
    if done.returncode == 77:
        pytest.skip("this Python has no interpreters to make")
    assert done.returncode == 0, done.stderr
