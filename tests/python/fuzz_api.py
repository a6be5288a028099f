"""Calls whatever the tables have with whatever comes to hand, for SECONDS from SEED.

Nothing but an Exception may come of it: no crash, no SystemError, no lost interpreter state. Run it
with an extension built under sanitizers to see more: python fuzz_api.py SECONDS SEED THREADS
"""

import contextlib
import array
import ctypes
import datetime
import faulthandler
import gc
import io
import pathlib
import random
import sys
import tempfile
import threading
import time
from decimal import Decimal
from fractions import Fraction

import kefu

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("examples/*/*.json")) + sorted(ROOT.glob("tests/golden/*.json"))
JSON = [path.read_bytes() for path in FILES]
MODEL = (ROOT / "lib" / "models" / "kefu_model_zh.bin").read_bytes()
ROWS = {"客服": ["a", "b", "a", None], "n": [1, 2, None, 4], "rate": ["45.23%", "-", "1", ""],
        "id": ["1", "2", "3", "4"], "text": ["很好", "不好用", "退款!", ""],
        "day": ["2026-10-01"] * 4, "person": ["a", "b", "c", "d"], "part": ["p"] * 4}


class Rude:
    """Calls back, and raises at times."""

    def __init__(self, chance):
        self.chance = chance

    def _act(self, *_):
        if self.chance.random() < 0.3:
            raise ZeroDivisionError("rude")
        return self.chance.choice([1, None, "x", b"x", (), self])

    __index__ = __iter__ = __len__ = __float__ = __call__ = write = toordinal = _act
    __arrow_c_stream__ = __getitem__ = __fspath__ = __str__ = _act

    @property
    def numerator(self):
        return self._act()

    denominator = person = name = data = num = numerator


class Capsules:
    """What says that it has Arrow, and gives capsules of something else, or none."""

    def __init__(self, chance):
        self.chance = chance

    def __arrow_c_stream__(self, requested_schema=None):
        capsule = datetime.datetime_CAPI
        return self.chance.choice([capsule, (capsule, capsule), None, ()])

    __arrow_c_array__ = __arrow_c_stream__


# What is written by hand, and in no table: by the class, each argument as a kind of column() or junk.
BY_HAND = {
    None: [("rank", ["values"], {"ties": "word", "lower_first": "flag", "min_n": "int", "groups": "ints", "ids": "texts"}),
           ("rank_top", ["values", "int"], {"with_ties": "flag", "groups": "ints", "ids": "texts"}),
           ("apportion", ["int", "ints"], {"ties": "word"}), ("pick_numbers", ["int", "int", "flag"], {}),
           ("pick_rate", ["rows", "name", "part", "int"], {}),
           ("pick_pps", ["rows", "int", "int"], {"id": "name", "size": "name", "scale": "int"}),
           ("rows", ["rows"], {"columns": "names", "cells": "names", "scale": "names", "offset": "name", "round": "flag"}),
           ("read_csv", ["csv"], {"cells": "names", "columns": "names", "delimiter": "name", "bad_rows": "word",
                                  "skip_lines": "int", "encoding": "name"})],
    "Frame": [("values", ["name"], {}), ("get", ["name"], {}), ("__contains__", ["name"], {}), ("to_dicts", [], {}),
              ("__arrow_c_stream__", [], {})],
    "Card": [("score_columns", ["rows"], {"points": "flag"})],
    "Expr": [("eval", ["rows"], {})],
    "Reservoir": [("offer", ["rows"], {})],
    "Model": [("score", ["texts"], {"want": "names", "encoding": "name", "invalid": "word"})],
    "Sheet": [("__arrow_c_stream__", [], {}), ("get", ["name"], {}), ("__contains__", ["junk"], {}), ("to_dict", [], {}),
              ("slip", ["name"], {"lang": "name"}), ("_repr_html_", [], {})],
    "Sample": [("__arrow_c_stream__", [], {}), ("_repr_html_", [], {})],
    "Rows": [("table", [], {})],
    "Table": [("rows", [], {}), ("to_dict", [], {}), ("__arrow_c_stream__", [], {})],
    "Value": [("format", ["int"], {}), ("round", ["int"], {}), ("__round__", ["int"], {}), ("__format__", ["spec"], {})],
    "Array": [("tolist", [], {}), ("__getitem__", ["index"], {}), ("__eq__", ["ints"], {})],
    "Values": [("__getitem__", ["index"], {})],
    "Ranking": [("__getitem__", ["index"], {})],
}
FORMATS = "bBhHiIlLqQnNfd?c"
KEPT = {"Rows", "Table", "Values", "Ranking", "Value", "Array"}
PARTS = ("num", "status", "twice", "state", "order", "polarity", "z")
WORDS = ["dense", "fractional", "competition", "ordinal", "first", "last", "skip", "fail", "refuse", "replace", "x"]


class Sum:
    """An aggregate that is rude at times."""

    name, id, ports = "rude_sum", "org.example.rude_sum/1", ["x"]
    chance, sum = None, 0

    def update(self, x):
        if self.chance.random() < 0.05:
            raise ZeroDivisionError("rude")
        self.sum += x

    def merge(self, other):
        self.sum += other.sum

    def save(self):
        return b"%d" % self.sum if self.chance.random() < 0.9 else "text"

    @classmethod
    def load(cls, data):
        self = cls()
        self.sum = int(data)
        return self

    def finalize(self):
        return self.sum if self.chance.random() < 0.9 else object()


class Fuzz:
    def __init__(self, seed):
        self.chance = Sum.chance = random.Random(seed)
        self.calls = kefu._kefu._calls()
        self.classes = {c["class"] for c in self.calls if c["class"]}
        self.pool = {}
        self.bytes = [MODEL]
        self.done = self.good = 0

    # ---- What is given

    def junk(self):
        pick = self.chance.choice
        return pick([
            lambda: None, lambda: pick([True, False]), lambda: pick([0, 1, -1, 2, 7, 2**31, 2**63, -2**63 - 1, 2**70]),
            lambda: pick([0.0, 0.1, -1.5, 1e300, float("nan"), float("inf")]),
            lambda: pick([Decimal("0.5"), Decimal("1e999"), Decimal("nan"), Fraction(1, 3)]),
            lambda: pick(["", "a", "客服", "x\0y", "\ud800", "2026-10-31", "count()", "sum(n)", "zh", "a" * 300]),
            lambda: pick([b"", b"\xff", b"{}", bytearray(b"x"), memoryview(b"abc")[::2]]),
            lambda: pick([[], (), {}, [1, 2], ["a"], {"a": 1}, (1, 2), range(3), iter("ab")]),
            lambda: pick([datetime.date(2026, 10, 31), datetime.datetime(2026, 1, 1), datetime.date.min]),
            lambda: pick([kefu.Value(1, 2), kefu.Value(None), kefu.Value(2**62, 3, n=5)]),
            lambda: pick([object(), kefu, int, len, Rude(self.chance), io.BytesIO(), io.StringIO()]),
            lambda: self.any_object(),
        ])()

    def any_object(self):
        return self.object(self.chance.choice(sorted(self.classes)))

    def object(self, name):
        some = self.pool.get(name)
        return self.chance.choice(some) if some else None

    def fitting(self, kind, of):
        pick = self.chance.choice
        if kind in ("WORD", "FLAGS"):
            return pick(of) if kind == "WORD" else self.chance.sample(of, self.chance.randint(0, len(of)))
        if kind == "HANDLE":
            return self.object(of)
        if kind == "HANDLES":
            return [self.object(of) for _ in range(self.chance.randint(0, 3))]
        if kind in ("BATCH", "BATCHES"):
            return self.table() if self.chance.random() < 0.5 else ROWS
        if kind in ("STRUCT", "DICT", "OPTIONS", "REQUIRED"):
            return self.fields(of)
        simple = {
            "BOOL": lambda: pick([True, False]), "DAY": lambda: pick(["2026-10-31", 20000]),
            "LANGUAGE": lambda: pick(["zh", "en"]), "ENCODING": lambda: pick(["utf-8", "gb18030"]),
            "VALUE": lambda: pick([kefu.Value(1, 2, n=4), 3, 0.5, None]), "CHAR": lambda: ",",
            "DECIMAL": lambda: pick([0, 0.5, "0.95", 1]), "DECIMAL32": lambda: 1,
            "MONEY": lambda: pick([0, "12.50"]), "ROW": lambda: pick([0, 1, "a", 99]),
            "INT8S": lambda: [1, 0, -1], "INT32S": lambda: [0, 1, 2], "INT64S": lambda: [1, 2],
            "TEXTS": lambda: ["a", "b"], "VIEWS": lambda: ["很好", b"no"], "PROGRESS": lambda: Rude(self.chance),
            "VIEW": lambda: pick(JSON + ["很好", "n + 1", "2026-10-31"]), "BYTES": lambda: pick(self.bytes),
            "TEXT": lambda: pick(["n", "客服", "sum(n)", "count()", "rude_sum(n)", "a", "p", "x/1"]),
            "OPTIONAL_TEXT": lambda: pick([None, "n", "客服"])}
        return simple.get(kind, lambda: pick([0, 1, 2, 3, 10, 100]))()

    # ---- Columns and other arguments of what is written by hand

    def buffer(self):
        """Of any format, stride, order of bytes and number of dimensions."""
        pick = self.chance.choice
        form = pick(FORMATS)
        raw = self.chance.randbytes(8 * self.chance.randint(0, 6))
        whole = memoryview(pick([raw, bytearray(raw)])).cast(form)
        return pick([
            lambda: whole, lambda: whole[::pick([-1, 2, 3, -2])], lambda: whole[self.chance.randint(0, 3):],
            lambda: whole.cast("B"), lambda: whole.cast("B").cast("B", [1, len(raw)]) if raw else whole,
            lambda: array.array(pick("bBhHiIqQfd"), raw), lambda: whole.toreadonly(),
            lambda: (ctypes.c_int64 * 3)(1, 2, 3), lambda: (ctypes.c_double.__ctype_be__ * 2)(1.5, 2),
            lambda: (ctypes.c_char * 4)(b"a"), lambda: ctypes.c_int32(7)])()

    def column(self):
        some = self.chance.randint(0, 5)
        return self.chance.choice([
            self.buffer, self.buffer, lambda: [self.junk() for _ in range(some)], lambda: self.chance.choices([1, 2, None, -5, 2**40], k=some),
            lambda: self.chance.choices(["a", "客服", "", None, "\ud800", b"\xff", "1.5"], k=some),
            lambda: [kefu.Value(1, 2)] * some, lambda: self.object("Values"), lambda: self.object("Ranking"), lambda: self.object("Array"), self.junk])()

    def table(self):
        names = ["客服", "n", "rate", "id", "text", "day", "person", "part", "x", "", "\ud800"]
        pick = self.chance.choice
        return pick([
            lambda: {name: self.column() for name in self.chance.sample(names, 3)},
            lambda: {**ROWS, pick(names): self.column()}, lambda: ROWS, lambda: self.object("Rows"), lambda: self.object("Table"),
            lambda: [{name: self.junk() for name in self.chance.sample(names, 2)} for _ in range(3)],
            lambda: (pick([{"n": i, "id": i}, (1, 2), self.junk()]) for i in range(5)),
            lambda: Capsules(self.chance), lambda: self.object("Frame"), lambda: self.object("Sheet"), self.junk])()

    def of_hand(self, kind):
        pick = self.chance.choice
        return {"values": self.column, "ints": self.column, "texts": self.column, "rows": self.table, "flag": lambda: pick([0, 1]),
                "int": lambda: pick([0, 1, 2, 3, 18, 2**31, 2**64]), "junk": self.junk,
                "spec": lambda: pick(["", ".1f", ".30%", "客^+09,.2f", ">8", ".101f", "f", "\ud800", ".2g", "<<<.1f"]),
                "index": lambda: pick([0, -1, 5, slice(None, None, -1), slice(1, 9, 2), "a", None, 2**70]), "part": lambda: pick([0, "0.5", 1]),
                "name": lambda: pick(["n", "id", "客服", "x", "zh", "utf-8", "gb18030", ",", "+08:00"]), "word": lambda: pick(WORDS),
                "names": lambda: pick([{"n": "x"}, {"n": 2}, {"n": "percent", "rate": "percent"}, ["polarity", "z"], {}]),
                "csv": lambda: pick([b"n,id\n1,2\n", b"\"", b"\xff,\n", io.BytesIO(b"n\n1\n" * 9), Rude(self.chance), JSON[0]])}[kind]()

    def by_hand(self):
        name = self.chance.choice(list(BY_HAND))
        of = self.object(name) if name else kefu
        if of is None:
            return
        call, kinds, more = self.chance.choice(BY_HAND[name])
        given = [self.of_hand(kind) if self.chance.random() < 0.9 else self.junk() for kind in kinds]
        named = {key: self.of_hand(kind) for key, kind in more.items() if self.chance.random() < 0.3}
        self.keep(self.attempt(lambda: getattr(of, call)(*given, **named)))

    def fields(self, of):
        return {f["name"]: self.fitting(f["kind"], f["of"]) if self.chance.random() < 0.9 else self.junk()
                for f in of["fields"] if self.chance.random() < 0.4}

    def arguments(self, call):
        args, more = [], {}
        for param in call["params"]:
            if param["kind"] in ("OPTIONS", "REQUIRED"):
                more.update(self.fields(param["of"]))
            elif param["optional"] and self.chance.random() < 0.5:
                break
            else:
                args.append(self.fitting(param["kind"], param["of"]) if self.chance.random() < 0.93 else self.junk())
        if call["name"] == "metric_check":
            more["rounds"] = 2  # it is thorough, and slow
        if call["result"]["kind"].startswith("SINK") and self.chance.random() < 0.2:
            more["to"] = self.chance.choice([io.BytesIO(), io.StringIO(), Rude(self.chance), 7])
        if self.chance.random() < 0.02:
            more[self.chance.choice(["x", "to", "columns", "limits"])] = self.junk()
        if self.chance.random() < 0.02:
            args.append(self.junk())
        return args, more

    # ---- What is called

    def changed(self, made):
        """With some bytes of it others."""
        bad = bytearray(made)
        for _ in range(self.chance.randint(1, 3) if bad else 0):
            bad[self.chance.randrange(len(bad))] = self.chance.choice([0, 1, 127, 128, 255, self.chance.randrange(256)])
        return bytes(bad)

    def keep(self, made):
        if isinstance(made, bytes):
            self.bytes = (self.bytes + [made, made[:self.chance.randint(0, len(made))], self.changed(made)])[-12:]
        for one in made if isinstance(made, (list, tuple)) else [made]:
            name = type(one).__name__
            if name == "Registry" and self.chance.random() < 0.8:
                self.attempt(lambda: one.add(self.chance.choice([Sum, Sum, Rude(self.chance), 3])))
                self.attempt(one.freeze)
            if name in self.classes or name in KEPT:
                self.pool[name] = (self.pool.get(name, []) + [one])[-6:]
                for part in PARTS:  # the array outlives what it is of
                    if hasattr(type(one), part):
                        self.attempt(lambda: self.keep(getattr(one, part)))
                for use in (repr, len, list, memoryview, lambda o: o[self.chance.choice([0, -1, "a", slice(3), None])]):
                    self.attempt(lambda: use(one))

    def attempt(self, call):
        self.done += 1
        try:
            made = call()
            self.good += 1
            return made
        except SystemError:
            raise
        except Exception as error:
            str(error), repr(error)

    def step(self):
        if self.chance.random() < 0.15:
            return self.by_hand()
        call = self.chance.choice(self.calls)
        args, more = self.arguments(call)
        of = kefu if call["kind"] == "FUNCTION" else getattr(kefu, call["class"])
        if call["kind"] in ("METHOD", "PROPERTY"):
            of = self.object(call["class"])
            if of is None:
                return
        if call["kind"] == "PROPERTY":
            self.keep(self.attempt(lambda: getattr(of, call["name"])))
        else:
            made = of if call["kind"] == "NEW" else getattr(of, call["name"])
            self.keep(self.attempt(lambda: made(*args, **more)))
        if self.chance.random() < 0.01:
            self.attempt(lambda: self.any_object().close())


def run(seconds, seed, threads=1):
    """Threads have chances of their own, and all objects together."""
    all_of_them = [Fuzz(seed * 1000 + i if i else seed) for i in range(threads)]
    first, end, failed = all_of_them[0], time.monotonic() + seconds, []

    def work(fuzz):
        try:
            while time.monotonic() < end and not failed:
                fuzz.step()
        except BaseException as error:
            failed.append(error)

    # Whatever comes to hand may be a path that is written to.
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch):
        for fuzz in all_of_them[1:]:
            fuzz.pool = first.pool
        others = [threading.Thread(target=work, args=[fuzz]) for fuzz in all_of_them[1:]]
        [other.start() for other in others]
        work(first)
        [other.join() for other in others]
        first.pool.clear()
        gc.collect()
    if failed:
        raise failed[0]
    for fuzz in all_of_them[1:]:
        first.done, first.good = first.done + fuzz.done, first.good + fuzz.good
    return first


if __name__ == "__main__":
    faulthandler.enable()
    seconds, seed, threads = [int(given) for given in sys.argv[1:] + ["10", "1", "1"][len(sys.argv) - 1:]]
    print("fuzz: seed %d, %d threads" % (seed, threads), flush=True)
    fuzz = run(seconds, seed, threads)
    print("fuzz: %d calls, %d of them good" % (fuzz.done, fuzz.good))
