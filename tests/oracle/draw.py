"""draw.py LIBRARY [ROUNDS [FIRST]] - random plans and rows, drawn by the shared library and a second time here, as
kefu/sample.h says: classes, quotas, the order of hashes, reasons, replacement. The library is fed in random batches
and parts that are merged, some of them saved and loaded. Samples must be the same. Prints "N passed" last."""
import json
import random
import sys
from ctypes import CDLL, Structure, byref, c_char, c_char_p, c_int32, c_int64, c_size_t, c_void_p, sizeof, string_at
from fractions import Fraction as F
from math import ceil

from pick_hash import canonical, pick_hash, pick_key

INFEASIBLE = 27

# Conditions of the language, and what they mean; a figure that is not known holds nowhere.
WHERES = {
    "sat <= 2": lambda r: r["sat"] is not None and r["sat"] <= 2,
    "sat >= 4": lambda r: r["sat"] is not None and r["sat"] >= 4,
    "refund = 1": lambda r: r["refund"] == 1,
    "t < 30": lambda r: r["t"] < 30,
    "t < 60 and refund = 0": lambda r: r["t"] < 60 and r["refund"] == 0,
    "channel <> 'app'": lambda r: r["channel"] not in (None, "app"),
    "sat + t > 50": lambda r: r["sat"] is not None and r["sat"] + r["t"] > 50,
}


class Clash(Exception):
    pass


# ---- The second implementation ----------------------------------------------------------------


def order_of(text):
    """Whole numbers by size, then texts by their bytes."""
    number = canonical(text)
    return (0, number, b"") if number is not None else (1, 0, text.encode())


def bounds(plan, cls, rows):
    """What a cell gets at least, and may get."""
    variance = min(2, rows) if plan.get("variance") else 0
    asked = cls.get("take", 0) if isinstance(cls.get("take"), int) else cls.get("min", 0)
    if asked > rows and cls.get("if_fewer") != "all":
        raise Clash("cell short")
    asked = min(asked, rows)
    most = min(cls.get("max", rows), rows)
    if cls.get("take") == "all":
        return rows, rows
    if "take" in cls:
        if variance > asked:
            raise Clash("cell bounds")
        return asked, asked
    least = asked
    if "rate" in cls:
        least = min(max(asked, ceil(F(cls["rate"][:-1]) / 100 * rows)), most)
    if variance > most:
        raise Clash("cell bounds")
    least = max(least, variance)
    return least, least if "rate" in cls else most


def share(plan, cells, take, whole, may_take):
    """Gives cells `take` rows, one by one, each to the cell that is furthest below its part of `whole`."""
    shared = [c for c in cells if c["shares"]]
    left = whole - sum(c["least"] for c in cells if not c["shares"])
    rows = sum(c["rows"] for c in shared)
    for _ in range(take):
        open_cells = [c for c in cells if c["n"] < c["most"] and may_take(c)]
        if plan.get("allocation", "proportional") == "equal":
            gain = lambda c: -c["n"]
        elif plan["allocation"] == "neyman":
            weight = lambda c: (c["rows"] * F(c["spread"])) ** 2
            gain = lambda c: (c["n"] == 0, weight(c) if c["n"] == 0 else weight(c) / (c["n"] * (c["n"] + 1)))
        else:
            gain = lambda c: F(left * c["rows"], rows) - c["n"]
        best = max(open_cells, key=gain)  # the first of equals
        best["n"] += 1
        yield best


def quotas(plan, cells):
    for c in cells:
        cls = plan["classes"][c["class"]]
        c["shares"] = "rate" not in cls and "take" not in cls
        c["spread"] = cls.get("spread")
        c["least"], c["most"] = bounds(plan, cls, c["rows"])
        c.update(n=c["least"], agent=0, share=0)
    agent = plan.get("agent", {})
    at = plan["by"].index(agent["column"]) if agent else None
    who = lambda c: c["keys"][at] if agent else ""
    agents = sorted({who(c) for c in cells}, key=order_of)
    need, may = {}, {}
    for a in agents:
        mine = [c for c in cells if who(c) == a]
        least, most = sum(c["least"] for c in mine), sum(c["most"] for c in mine)
        asked = agent.get("min", 0)
        if asked > most:
            if agent.get("if_fewer") != "all":
                raise Clash("agent short")
            asked = most
        may[a] = min(agent.get("max", most), most)
        if least > may[a]:
            raise Clash("agent over")
        need[a] = max(asked, least)
    total = plan.get("total")
    if isinstance(total, str):
        total = ceil(F(total[:-1]) / 100 * sum(c["rows"] for c in cells))
    if total is not None and not sum(need.values()) <= total <= sum(may.values()):
        raise Clash("total")
    for a in agents:
        mine = [c for c in cells if who(c) == a]
        for c in share(plan, mine, need[a] - sum(c["n"] for c in mine), need[a], lambda c: True):
            c["agent"] += 1
    if total is not None:
        given = lambda a: sum(c["n"] for c in cells if who(c) == a)
        for c in share(plan, cells, total - sum(c["n"] for c in cells), total, lambda c: given(who(c)) < may[who(c)]):
            c["share"] += 1


def why_of(plan, c, place):
    cls = plan["classes"][c["class"]]
    if place <= c["least"]:
        return "rate" if "rate" in cls else "min" if "take" not in cls else "all" if cls["take"] == "all" else "take"
    if place <= c["least"] + c["agent"]:
        return "agent"
    return "share" if place <= c["quota"] else "instead"


def population(plan, rows, listed):
    excluded = [{"id": e["id"], "rows": 0} for e in plan.get("exclude", [])]
    counts = {"rows": len(rows), "outside": 0, "excluded": excluded, "unclassed": 0, "listed": 0, "population": 0}
    cells = {}
    for r in rows:
        if "where" in plan and not WHERES[plan["where"]](r):
            counts["outside"] += 1
            continue
        out = next((i for i, e in enumerate(plan.get("exclude", [])) if WHERES[e["where"]](r)), None)
        if out is not None:
            counts["excluded"][out]["rows"] += 1
            continue
        cls = next((i for i, c in enumerate(plan["classes"]) if "where" not in c or WHERES[c["where"]](r)), None)
        if cls is None:
            counts["unclassed"] += 1
            continue
        if r["id"] in listed:
            counts["listed"] += 1
            continue
        counts["population"] += 1
        keys = tuple(r[b] or "" for b in plan["by"])
        cells.setdefault((cls, keys), []).append(r["id"])
    return counts, cells


def draw(plan, seed, rows, listed, unsuitable):
    key = pick_key(seed)
    counts, urns = population(plan, rows, listed)
    names = sorted(urns, key=lambda c: (c[0], [order_of(k) for k in c[1]]))
    cells = [{"class": c, "keys": list(k), "rows": len(urns[c, k])} for c, k in names]
    quotas(plan, cells)
    drawn, replaced = [], []
    for index, (c, name) in enumerate(zip(cells, names)):
        c["quota"] = c["n"]
        urn = sorted(urns[name], key=lambda id: (pick_hash(key, id), order_of(id)))
        good, bad, at = [], [], 0
        while len(good) < c["quota"] and at < len(urn):
            (bad if urn[at] in unsuitable else good).append((at + 1, urn[at]))
            at += 1
        c["n"], c["unsuitable"] = len(good), len(bad)
        for k, (_, id) in enumerate(bad):
            instead = urn[c["quota"] + k] if c["quota"] + k < len(urn) else ""
            replaced.append({"id": id, "instead": instead, "reason": "r " + id, "by": "lead", "cell": index})
        for place, id in good:
            drawn.append({"id": id, "cell": index, "place": place, "chance": {"num": at, "den": len(urn)},
                          "why": why_of(plan, c, place)})
    return {"counts": counts, "rows": drawn, "replacements": replaced,
            "cells": [{"class": plan["classes"][c["class"]]["id"]} |
                      {k: c[k] for k in ("keys", "rows", "least", "agent", "share", "quota", "n", "unsuitable")}
                      for c in cells]}


# ---- Random plans and rows --------------------------------------------------------------------


def random_class(r, i, last):
    c = {"id": f"c{i}"}
    if not last:
        c["where"] = r.choice(list(WHERES))
    kind = r.randrange(5)
    if kind == 0:
        c["take"] = "all"
    elif kind == 1:
        c["take"] = r.randrange(1, 4)
    elif kind == 2:
        c["rate"] = r.choice(["10%", "20%", "33.3%", "100%", "0.5%"])
    if kind >= 2 and r.random() < 0.5:
        c["min"] = r.randrange(1, 3)
    if kind >= 2 and r.random() < 0.4:
        c["max"] = c.get("min", 1) + r.randrange(1, 5)
    if ("min" in c or isinstance(c.get("take"), int)) and r.random() < 0.9:
        c["if_fewer"] = "all"
    if kind >= 3:
        c["spread"] = r.choice([0.2, 0.35, 1.5])
    return c


def random_plan(r):
    n = r.randrange(1, 5)
    by = r.choice([[], ["agent"], ["agent"], ["agent", "channel"], ["channel"]])
    plan = {"format": 1, "id": "test.draw/1", "key": "id", "by": by,
            "classes": [random_class(r, i, i == n - 1 and r.random() < 0.8) for i in range(n)],
            "allocation": r.choice(["proportional", "proportional", "equal", "neyman"]),
            "reserve": 5}
    if r.random() < 0.3:
        plan["where"] = r.choice(list(WHERES))
    if r.random() < 0.5:
        plan["exclude"] = [{"id": f"e{i}", "where": w} for i, w in enumerate(r.sample(list(WHERES), r.randrange(1, 3)))]
    if "agent" in plan["by"] and r.random() < 0.6:
        low = r.randrange(1, 8)
        plan["agent"] = {"column": "agent", "min": low, "if_fewer": "all"}
        if r.random() < 0.5:
            plan["agent"]["max"] = low + r.randrange(0, 15)
    asks = any(k in c for c in plan["classes"] for k in ("take", "rate", "min")) or "agent" in plan
    if r.random() < 0.6 or not asks:
        plan["total"] = r.choice([r.randrange(10, 60), "30%", "55.5%"])
    if r.random() < 0.2:
        plan["variance"] = True
    return plan


def random_rows(r):
    n = r.choice([0, 1, 5, 40, 120, 120])
    ids = r.sample(range(-50, 10**6), n)
    named = [str(i) if r.random() < 0.7 else f"{r.choice(['会话-', 'c', '00'])}{abs(i)}x" for i in ids]
    agents, channels = ["林晓燕", "王强", "7", "-3", "b"], ["app", "web", None]
    return [{"id": id, "agent": r.choice(agents), "channel": r.choice(channels), "sat": r.choice([None, 1, 2, 3, 4, 5]),
             "refund": int(r.random() < 0.1), "t": r.randrange(100)} for id in dict.fromkeys(named)]


# ---- The library ------------------------------------------------------------------------------


class Error(Structure):
    _fields_ = [("code", c_int32), ("line", c_int32), ("column", c_int32), ("reserved", c_int32),
                ("row", c_int64), ("offset", c_int64), ("message", c_char * 224)]


class DrawOptions(Structure):
    _fields_ = [("struct_size", c_size_t), ("allocator", c_void_p), ("limits", c_void_p), ("seed", c_char_p), ("excluded", c_void_p)]


class SampleOptions(Structure):
    _fields_ = [("struct_size", c_size_t), ("allocator", c_void_p), ("quota_options", c_void_p), ("unsuitable", c_void_p)]


class Refused(Exception):
    def __init__(self, code, message):
        super().__init__(code, message)
        self.code = code


I64, TEXT = 8, 20


class Library:
    def __init__(self, path):
        self.lib = CDLL(path)
        for name in ("kefu_buffer_sink", "kefu_builder_batch", "kefu_buffer_data"):
            getattr(self.lib, name).restype = c_void_p

    def call(self, name, *arguments):
        error = Error()
        if getattr(self.lib, name)(*arguments, byref(error)):
            raise Refused(error.code, error.message.decode())

    def made(self, name, *arguments):
        out = c_void_p()
        self.call(name, *arguments, byref(out))
        return out

    def builder(self, columns, rows):
        b = self.made("kefu_builder_new", None, None)
        for name, kind in columns:
            self.call("kefu_builder_add", b, name.encode(), kind, 0, 0, None)
        for row in rows:
            for c, (name, kind) in enumerate(columns):
                value = row[name]
                if value is None:
                    continue
                if kind == I64:
                    self.call("kefu_builder_set_i64", b, c, c_int64(value))
                else:
                    text = value.encode()
                    self.call("kefu_builder_set_text", b, c, text, c_size_t(len(text)))
            self.call("kefu_builder_end_row", b)
        return b

    def written(self, name, handle, *more):
        buffer, size = self.made("kefu_buffer_new", None), c_size_t()
        self.call(name, handle, *more, c_void_p(self.lib.kefu_buffer_sink(buffer)))
        data = string_at(self.lib.kefu_buffer_data(buffer, byref(size)), size.value)
        self.lib.kefu_buffer_free(buffer)
        return data

    def feed(self, plan, options, rows, batch):
        columns = [("id", TEXT), ("agent", TEXT), ("channel", TEXT), ("sat", I64), ("refund", I64), ("t", I64)]
        made = self.made("kefu_draw_new", plan, byref(options))
        for at in range(0, max(len(rows), 1), batch):
            b = self.builder(columns, rows[at:at + batch])
            self.call("kefu_draw_update", made, c_void_p(self.lib.kefu_builder_batch(b)))
            self.lib.kefu_builder_free(b)
        return made

    def draw(self, r, text, seed, rows, listed, unsuitable):
        plan = self.made("kefu_plan_from_json", None, None, text, c_size_t(len(text)))
        excluded = self.builder([("id", TEXT)], [{"id": id} for id in listed])
        options = DrawOptions(sizeof(DrawOptions), None, None, seed.encode(), self.lib.kefu_builder_batch(excluded))
        rows = r.sample(rows, len(rows))
        whole = None
        for part in range(parts := r.randrange(1, 4)):
            one = self.feed(plan, options, rows[part::parts], r.choice([1, 7, 1000]))
            if r.random() < 0.5:
                data = self.written("kefu_draw_save", one)
                self.lib.kefu_draw_free(one)
                one = self.made("kefu_draw_load", plan, byref(options), data, c_size_t(len(data)))
            if whole:
                self.call("kefu_draw_merge", whole, one)
                self.lib.kefu_draw_free(one)
            whole = whole or one
        unfit = self.builder([("id", TEXT), ("reason", TEXT), ("by", TEXT)],
                             [{"id": id, "reason": "r " + id, "by": "lead"} for id in unsuitable])
        with_list = SampleOptions(sizeof(SampleOptions), None, None, self.lib.kefu_builder_batch(unfit))
        try:
            sample = self.made("kefu_sample_new", whole, byref(with_list))
            try:
                return json.loads(self.written("kefu_sample_json", sample, None))
            finally:
                self.lib.kefu_sample_free(sample)
        finally:
            self.lib.kefu_builder_free(unfit)
            self.lib.kefu_builder_free(excluded)
            self.lib.kefu_draw_free(whole)
            self.lib.kefu_plan_free(plan)


# ---- Rounds -----------------------------------------------------------------------------------


def unfit_of(r, rows, listed, plan, seed):
    """Some that are drawn, and some that come in for them."""
    unfit = []
    for _ in range(r.randrange(0, 4)):
        drawn = draw(plan, seed, rows, listed, unfit)["rows"]
        if drawn:
            unfit.append(r.choice(drawn)["id"])
    return list(dict.fromkeys(unfit))


def one_round(library, number):
    r = random.Random(number)
    plan, rows, seed = random_plan(r), random_rows(r), f"2026-W{number}"
    ids = [row["id"] for row in rows]
    listed, unfit = r.sample(ids, r.choice([0, len(ids) // 5])) + r.sample(["x-1", "-1000000"], r.randrange(3)), []
    try:
        unfit = unfit_of(r, rows, listed, plan, seed)
        expected = draw(plan, seed, rows, listed, unfit)
    except Clash as clash:
        expected = clash
    try:
        got = library.draw(r, json.dumps(plan, ensure_ascii=False).encode(), seed, rows, listed, unfit)
    except Refused as refused:
        if isinstance(expected, Clash) and refused.code == INFEASIBLE:
            return "infeasible"
        raise SystemExit(f"round {number}: {refused} {expected}\n{json.dumps(plan)}")
    if isinstance(expected, Clash):
        raise SystemExit(f"round {number}: {expected} was not seen\n{json.dumps(plan)}")
    for part in expected:
        if got[part] != expected[part]:
            raise SystemExit(f"round {number}: {part}\n{got[part]}\n{expected[part]}\n{json.dumps(plan)} {unfit}")
    return "drawn, some replaced" if unfit else "drawn"


def main():
    library = Library(sys.argv[1])
    rounds, first = (int(a) for a in (sys.argv[2:] + ["500", "1"][len(sys.argv) - 2:])[:2])
    seen = {}
    for number in range(first, first + rounds):
        what = one_round(library, number)
        seen[what] = seen.get(what, 0) + 1
    print(", ".join(f"{n} {what}" for what, n in sorted(seen.items())))
    print(f"{rounds} passed")


if __name__ == "__main__":
    main()
