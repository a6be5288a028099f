"""Aggregates of one's own, as classes of Python. Expected values by hand."""

import gc
import sys
import threading
import weakref
from decimal import Decimal
from fractions import Fraction

import pytest

import kefu

LIMIT = 10**18


class Span:
    """Greatest less least."""

    name, id = "span", "org.example.span/1"
    label_zh = "极差"
    ports = [{"name": "x", "scale": 2}]
    order_free = exact = True

    def __init__(self):
        self.n, self.least, self.most = 0, None, None

    def update(self, x):
        if abs(x) > LIMIT:
            raise OverflowError("too large")
        self.n += 1
        self.least = x if self.least is None else min(self.least, x)
        self.most = x if self.most is None else max(self.most, x)

    def merge(self, other):
        if other.n:
            n = self.n + other.n
            self.update(other.least)
            self.update(other.most)
            self.n = n

    def save(self):
        return b"%d %d %d" % (self.n, self.least, self.most) if self.n else b""

    @classmethod
    def load(cls, data):
        self = cls()
        if data:
            self.n, self.least, self.most = (int(part) for part in data.split(b" "))
            good = self.n > 0 and -LIMIT <= self.least <= self.most <= LIMIT
            if not good or (self.n == 1 and self.least != self.most) or self.save() != data or self.n >> 60:
                raise ValueError("no rows give this")
        return self

    def finalize(self):
        return kefu.Value(self.most - self.least, 100, n=self.n) if self.n else None


def registry_of(*classes):
    registry = kefu.Registry()
    for cls in classes:
        assert registry.add(cls) is cls
    registry.freeze()
    return registry


def tally_of(rows, registry=None):
    tally = kefu.Tally(registry or registry_of(Span))
    tally.by("agent")
    tally.add("span", "span(amount)", scale=2)
    tally.update({"agent": [row[0] for row in rows], "amount": [Decimal(row[1]) for row in rows]})
    return tally


def test_a_class_is_an_aggregate():
    registry = registry_of(Span)
    found = registry.find("span")
    assert (found.id, found.label_zh, found.n_ports) == ("org.example.span/1", "极差", 1)
    assert found.flags == ("mergeable", "order_free", "exact")
    assert registry.ports("span")[0].scale == 2
    frame = tally_of([("A", "12.5"), ("B", "1"), ("A", "3")], registry).frame()
    assert frame.value("A", "span") == Fraction(95, 10) and frame.value("A", "span").n == 2
    assert frame.value("B", "span") == 0


def test_states_are_merged_and_kept():
    registry = registry_of(Span)
    a = tally_of([("A", "12.5"), ("A", "3")], registry)
    b = tally_of([("A", "20"), ("C", "2")], registry)
    saved = b.save()
    a.merge(kefu.Tally.load(saved, registry))
    assert a.frame().value("A", "span") == 17 and len(a.frame()) == 2
    assert b.save() == saved
    with pytest.raises(kefu.Error, match="span"):
        kefu.Tally.load(saved)  # the built-ins have no such aggregate
    with pytest.raises(kefu.Error):
        kefu.Tally.load(saved[:-3], registry)


def test_it_keeps_what_it_claims():
    kefu.metric_check("span", registry_of(Span), rounds=20, seed=7)


def test_what_is_claimed_and_not_kept_is_found():
    class Latest(Span):
        name, id = "latest", "org.example.latest/1"

        def update(self, x):
            self.n, self.least, self.most = self.n + 1, 0, x if -LIMIT < x < LIMIT and x > 0 else 0

    with pytest.raises(kefu.PluginError, match="latest"):
        kefu.metric_check("latest", registry_of(Latest), rounds=50)


@pytest.mark.parametrize("where", ["__init__", "update", "merge", "save", "load", "finalize"])
def test_exceptions_come_back_unchanged(where):
    class Mine(BaseException):
        pass

    raised = Mine("客服")

    class Raising(Span):
        pass

    def fail(*_):
        raise raised
    registry = registry_of(Raising)
    state = tally_of([("A", "1")], registry_of(Span)).save()
    setattr(Raising, where, fail if where != "load" else classmethod(fail))
    registry = registry_of(Raising)
    with pytest.raises(Mine) as caught:
        tally = tally_of([("A", "1"), ("A", "2")], registry)
        if where == "merge":
            tally.merge(tally_of([("A", "3")], registry))
        elif where == "save":
            tally.save()
        elif where == "load":
            kefu.Tally.load(state, registry)
        elif where == "finalize":
            tally.frame()
    assert caught.value is raised
    assert where in [frame.name for frame in caught.traceback] or "fail" in [
        frame.name for frame in caught.traceback]


def test_a_tally_is_poisoned_after_an_exception():
    class Picky(Span):
        def update(self, x):
            if x == 1300:
                raise ZeroDivisionError("thirteen")

    registry = registry_of(Picky)
    tally = tally_of([("A", "1")], registry)
    with pytest.raises(ZeroDivisionError, match="thirteen"):
        tally.update({"agent": ["A", "A"], "amount": [12, 13]})
    with pytest.raises(kefu.StateError):
        tally.frame()


def test_parameters_arguments_and_nulls():
    seen = []

    class Listen:
        name, id = "listen", "org.example.listen/1"
        ports = [{"name": "who", "type": "key"}, {"name": "ok", "type": "bool", "flags": "nullable"}]
        required = 1

        def update(self, who, ok):
            seen.append((who, ok))

        def finalize(self):
            return kefu.Value(1, 3, n=7)

    class Above:
        name, id = "above", "org.example.above/1"
        ports = ["x"]
        params = [{"name": "bar", "least": 0, "most": 100}]

        def __init__(self, bar):
            self.bar, self.n = bar, 0

        def update(self, x):
            self.n += x > self.bar

        def finalize(self):
            return self.n, 1

    class Late:
        name, id = "late", "org.example.late/1"
        ports = ["x"]
        params = [{"name": "times", "least": 1, "most": 9, "usual": 2, "flags": "optional"}]
        late_params = True
        sum = 0

        def update(self, x):
            self.sum += x

        def finalize(self, times):
            return self.sum * times

    tally = kefu.Tally(registry_of(Listen, Above, Late))
    for name, formula in (("l", "listen(who, ok)"), ("a", "above(x, 10)"), ("t", "late(x)"),
                          ("u", "late(x, 3)")):
        tally.add(name, formula)
    tally.update({"who": [7, 8, 2**53 + 1], "ok": [True, None, False], "x": [9, 12, 11]})
    assert seen == [(7, True), (8, None), (2**53 + 1, False)]
    frame = tally.frame()
    assert [frame.value(0, name) for name in "latu"] == [Fraction(1, 3), 2, 64, 96]
    assert frame.value(0, "l").n == 7 and frame.value(0, "a").n == -1
    with pytest.raises(kefu.Error, match="100"):
        kefu.Tally(registry_of(Above)).add("b", "above(x, 101)")


def test_texts_and_counts():
    class Longest:
        name, id = "longest", "org.example.longest/1"
        ports = [{"name": "t", "type": "text"}]
        most = ""

        def update(self, text):
            self.most = max(self.most, text, key=len)

        def finalize(self):
            return len(self.most)

    class Rows:
        name, id = "rows", "org.example.rows/1"
        ports = [{"name": "x", "type": "any"}]
        required, no_args = 0, True
        n = 0

        def update(self, x):
            self.n += 1

        def finalize(self):
            return self.n

    tally = kefu.Tally(registry_of(Longest, Rows))
    tally.add("t", "longest(text)")
    tally.add("n", "rows(*)")
    tally.update({"text": ["客服", "满意度", ""]})
    assert tally.frame().value(0, "t") == 3 and tally.frame().value(0, "n") == 3


@pytest.mark.parametrize("changes, error", [
    ({"update": None}, kefu.PluginError), ({"finalize": None}, kefu.PluginError),
    ({"name": "Bad Name"}, kefu.PluginError), ({"name": 3}, TypeError), ({"id": None}, kefu.PluginError),
    ({"id": "kefu.sum/1"}, kefu.Error), ({"name": "sum"}, kefu.ExistsError),
    ({"ports": "x"}, kefu.ArgumentError), ({"ports": 3}, TypeError), ({"ports": [3]}, TypeError),
    ({"ports": ["a"] * 5}, kefu.ArgumentError), ({"ports": [{"nme": "x"}]}, kefu.ArgumentError),
    ({"ports": [{"name": "x", "type": "nubmer"}]}, kefu.ArgumentError), ({"required": 2.0}, TypeError),
    ({"update": 3}, TypeError), ({"params": [{"name": "p", "scale": 99}]}, kefu.PluginError),
    ({"name": "a\ud800"}, kefu.EncodingError)])
def test_descriptions_that_are_wrong(changes, error):
    members = dict(name="w", id="org.example.w/1", ports=["x"], update=lambda self, x: None,
                   finalize=lambda self: 1)
    with pytest.raises(error) as caught:
        kefu.Registry().add(type("Wrong", (), dict(members, **changes)))
    assert str(caught.value).startswith("Registry.add(): ")


def test_what_finalize_gives_is_a_number():
    class Text(Span):
        def finalize(self):
            return "many"

    with pytest.raises(kefu.DataError, match="finalize"):
        tally_of([("A", 1)], registry_of(Text)).frame()


def test_a_call_from_a_callback():
    """The tally that is at work takes no other call; others do."""
    words = []

    class Asking(Span):
        def update(self, x):
            for ask in (lambda: tally.frame(), lambda: tally.close(), lambda: tally.columns):
                with pytest.raises(kefu.StateError) as caught:
                    ask()
                words.append(str(caught.value))
            words.append(tally_of([("A", "1")]).frame().value(0, "span") == 0)

    registry = registry_of(Asking)
    tally = kefu.Tally(registry)
    tally.by("agent")
    tally.add("span", "span(amount)")
    tally.update({"agent": ["A"], "amount": [1]})
    assert words == ["Tally.frame(): the Tally is in use by another call",
                     "Tally.close(): a call is using it",
                     "Tally.columns: the Tally is in use by another call", True]


def test_what_is_kept_is_let_go():
    class Note:
        pass
    note = Note()
    gone = weakref.ref(note)

    class Holding(Span):
        held = note
    registry = registry_of(Holding)
    tally = tally_of([("A", 1)], registry)
    before = sys.getrefcount(Span)
    registry.close()
    assert tally.frame().value("A", "span") == 0  # the tally keeps the closed registry
    with pytest.raises(kefu.StateError):
        registry.metrics
    del note, Holding, registry, tally
    gc.collect()
    assert gone() is None and sys.getrefcount(Span) <= before


def test_states_are_let_go():
    alive = []

    class Counted(Span):
        def __init__(self):
            super().__init__()
            alive.append(1)

        def __del__(self):
            alive.pop()
    tally = tally_of([(str(i % 50), i) for i in range(500)], registry_of(Counted))
    assert len(alive) >= 50
    tally.merge(kefu.Tally.load(tally.save(), registry_of(Counted)))
    tally.close()
    gc.collect()
    assert not alive


def test_threads_share_a_registry():
    registry, results = registry_of(Span), []

    def work(i):
        tally = tally_of([(str(k % 7), k) for k in range(i, 400)], registry)
        results.append(float(tally.frame().value("0", "span")))
    threads = [threading.Thread(target=work, args=(7 * i,)) for i in range(8)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    # Multiples of 7 from 7i to 399: the last is 399.
    assert sorted(results) == sorted(float(399 - 7 * i) for i in range(8))


def test_a_registry_in_use_is_not_changed():
    """While a tally of the registry is at work, nobody adds to it."""
    found = []

    class Changing(Span):
        def update(self, x):
            with pytest.raises(kefu.StateError) as caught:
                registry.add(Span)
            found.append(str(caught.value))
    registry = registry_of(Changing)
    tally_of([("A", 1)], registry)
    assert found == ["Registry.add(): the Registry is in use by another call"]
