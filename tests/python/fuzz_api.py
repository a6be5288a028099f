"""Calls whatever the tables have with whatever comes to hand, for SECONDS from SEED.

Nothing but an Exception may come of it: no crash, no SystemError, no lost interpreter state. Run it
with an extension built under sanitizers to see more: python fuzz_api.py SECONDS SEED
"""

import contextlib
import datetime
import faulthandler
import gc
import io
import pathlib
import random
import sys
import tempfile
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


class Fuzz:
    def __init__(self, seed):
        self.chance = random.Random(seed)
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
            return ROWS
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
            "TEXT": lambda: pick(["n", "客服", "sum(n)", "count()", "a", "p", "x/1"]),
            "OPTIONAL_TEXT": lambda: pick([None, "n", "客服"])}
        return simple.get(kind, lambda: pick([0, 1, 2, 3, 10, 100]))()

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

    def keep(self, made):
        if isinstance(made, bytes):
            self.bytes = (self.bytes + [made, made[:self.chance.randint(0, len(made))]])[-12:]
        for one in made if isinstance(made, (list, tuple)) else [made]:
            name = type(one).__name__
            if name in self.classes:
                self.pool[name] = (self.pool.get(name, []) + [one])[-6:]
                for use in (repr, len, list, lambda o: o[self.chance.choice([0, -1, "a", slice(3), None])]):
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


def run(seconds, seed):
    fuzz = Fuzz(seed)
    end = time.monotonic() + seconds
    # Whatever comes to hand may be a path that is written to.
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch):
        while time.monotonic() < end:
            fuzz.step()
        fuzz.pool.clear()
        gc.collect()
    return fuzz


if __name__ == "__main__":
    faulthandler.enable()
    seconds, seed = float((sys.argv + ["10"])[1]), int((sys.argv + ["", "1"])[2])
    fuzz = run(seconds, seed)
    print("fuzz: %d calls, %d of them good, seed %d" % (fuzz.done, fuzz.good, seed))
