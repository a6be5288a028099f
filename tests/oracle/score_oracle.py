"""score_oracle.py LIBRARY [ROUNDS [FIRST]] - random cards and months, scored by the shared library and by
score_model.py, which is written from kefu/card.h in fractions. Totals, items' points, grades and tiers must
be the same, and the points of the reasons must add up to the totals. Prints "N passed" last."""
import json
import random
import sys
from decimal import Decimal
from ctypes import CDLL, POINTER, Structure, byref, c_char, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p, sizeof

from score_model import EXEMPT, LOW, NO_DATA, OK, POINT, PROVISIONAL, Sheet

kefu = CDLL(sys.argv[1])
for name in ("kefu_buffer_sink", "kefu_builder_batch", "kefu_buffer_data"):
    getattr(kefu, name).restype = c_void_p


class Error(Structure):
    _fields_ = [("code", c_int32), ("line", c_int32), ("column", c_int32), ("reserved", c_int32),
                ("row", c_int64), ("offset", c_int64), ("message", c_char * 224)]


class Info(Structure):
    _fields_ = [("struct_size", c_size_t), ("name", c_char_p), ("label_zh", c_char_p), ("label_en", c_char_p),
                ("unit", c_char_p), ("scale", c_int32), ("direction", c_int32), ("min_n", c_int64), ("definition", c_char_p)]


class Columns(Structure):
    _fields_ = [("struct_size", c_size_t), ("value", c_char_p), ("over", c_char_p), ("count", c_char_p),
                ("cell", c_int32), ("cell_flags", c_uint32)]


class Options(Structure):
    _fields_ = [("struct_size", c_size_t), ("allocator", c_void_p), ("roster", c_void_p), ("ledger", c_void_p),
                ("day", c_int32), ("as_of", c_int32), ("period", c_char_p), ("from_", c_int32), ("to", c_int32),
                ("earlier", c_void_p), ("n_earlier", c_int32), ("reserved0", c_int32), ("team_sheet", c_void_p)]


class Decision(Structure):
    _fields_ = [("struct_size", c_size_t), ("person", c_char_p), ("part", c_char_p), ("action", c_int32), ("day", c_int32),
                ("count", c_int64), ("by", c_char_p), ("reason", c_char_p), ("evidence", c_char_p), ("to", c_char_p)]


class Refused(Exception):
    pass


def call(function, *arguments):
    error = Error()
    if function(*arguments, byref(error)):
        raise Refused(error.message.decode())


I64, TEXT = 8, 20


class Table:
    """Rows for the library, by kefu_builder."""

    def __init__(self, columns):
        self.handle = c_void_p()
        call(kefu.kefu_builder_new, None, None, byref(self.handle))
        for name, kind, scale in columns:
            call(kefu.kefu_builder_add, self.handle, name.encode(), kind, scale, 0, None)

    def row(self, cells):
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                data = cell.encode()
                call(kefu.kefu_builder_set_text, self.handle, at, data, c_size_t(len(data)))
            elif isinstance(cell, tuple):
                call(kefu.kefu_builder_set_state, self.handle, at, cell[0])
            elif cell is not None:
                call(kefu.kefu_builder_set_i64, self.handle, at, c_int64(cell))
        call(kefu.kefu_builder_end_row, self.handle)

    def batch(self):
        return c_void_p(kefu.kefu_builder_batch(self.handle))

    def __del__(self):
        kefu.kefu_builder_free(self.handle)


def made(function, *arguments):
    out = c_void_p()
    call(function, *arguments, byref(out))
    return out


def frame_of(metrics, people, figures):
    """metrics: name -> kind: "rate" (num of den observations), "mean" (thousandths, with a count), "bare" (cents)"""
    columns = [("person", TEXT, 0)]
    for name, kind in metrics.items():
        columns.append((name, I64, {"rate": 0, "mean": 3, "bare": 2, "count": 0}[kind]))
        if kind in ("rate", "mean"):
            columns.append((name + "/n", I64, 0))
    table = Table(columns)
    order = list(people)
    random.shuffle(order)
    for p in order:
        cells = [p]
        for name, kind in metrics.items():
            num, den, n, status = figures[p][name]
            cells.append((status,) if status in (NO_DATA, EXEMPT) or not den else num)
            if kind in ("rate", "mean"):
                cells.append(n if den else (status,))
        table.row(cells)
    report = made(kefu.kefu_report_new, None, None)
    call(kefu.kefu_report_key, report, b"person")
    for name, kind in metrics.items():
        info = Info(sizeof(Info), name.encode(), None, None, b"", 2, 1, 0, None)
        count = (name + "/n").encode()
        columns = Columns(sizeof(Columns), None, count if kind == "rate" else None, count if kind == "mean" else None, 0, 0)
        call(kefu.kefu_report_metric, report, byref(info), byref(columns))
    frame = made(kefu.kefu_report_read, report, table.batch())
    kefu.kefu_report_free(report)
    return frame


def library_sheet(card, metrics, people, figures, roster, decisions):
    text = json.dumps(card, ensure_ascii=False).encode()
    handle = made(kefu.kefu_card_from_json, None, None, text, c_size_t(len(text)))
    frame = frame_of(metrics, people, figures)
    table = Table([(c, TEXT, 0) for c in ("person", "team", "cohort")])
    for p in people:
        table.row([p, roster[p]["team"], roster[p]["cohort"]])
    known = made(kefu.kefu_roster_from_batch, None, table.batch())
    ledger = made(kefu.kefu_ledger_new, None)
    for (person, part), counts in decisions.items():
        for action, count in zip((1, 2), counts):
            if count:
                d = Decision(sizeof(Decision), person.encode(), part.encode(), action, 20000, count, b"qc", None, None, None)
                call(kefu.kefu_ledger_add, ledger, byref(d))
    options = Options(sizeof(Options), None, known, ledger, 20000, 0, b"2026-10", 0, 0, None, 0, 0, None)
    buffer = made(kefu.kefu_buffer_new, None)
    sheet = None
    try:
        sheet = made(kefu.kefu_score, handle, frame, byref(options))
        call(kefu.kefu_sheet_json, sheet, None, c_void_p(kefu.kefu_buffer_sink(buffer)))
        size = c_size_t()
        data = kefu.kefu_buffer_data(buffer, byref(size))
        return json.loads((c_char * size.value).from_address(data).raw.decode(), parse_float=Decimal)
    finally:
        for free, what in ((kefu.kefu_card_free, handle), (kefu.kefu_frame_free, frame), (kefu.kefu_roster_free, known),
                           (kefu.kefu_ledger_free, ledger), (kefu.kefu_buffer_free, buffer), (kefu.kefu_sheet_free, sheet)):
            if what:
                free(what)


# ---- Dice ---------------------------------------------------------------------------------------

def one_of(*choices):
    return random.choice(choices)


def chance(p):
    return random.random() < p


def some_points(low=-20, high=110):
    return one_of(random.randint(low, high), round(random.uniform(low, high), 2), round(random.uniform(low, high), 6))


METRICS = {"r0": "rate", "r1": "rate", "m0": "mean", "m1": "mean", "b0": "bare", "b1": "bare",
           "plan": "bare", "days": "count", "h0": "count", "h1": "count", "h2": "count", "h3": "count"}


def some_figure(kind):
    if chance(0.08):
        return (0, 0, 0, one_of(NO_DATA, NO_DATA, EXEMPT, PROVISIONAL))
    status = OK
    if kind == "rate":
        n = random.randint(1, 40)
        return (random.randint(0, n), n, n, status)
    if kind == "mean":
        return (random.randint(0, 90) * one_of(1, 100, 1000), 1000, random.randint(0, 60), status)
    if kind == "bare":
        return (random.randint(0, 60000) * one_of(1, 100), 100, -1, status)
    return (random.randint(0, 4), 1, -1, status)


def span(metric, basis):
    """Where bounds of the curve may lie, as digits after the point and a greatest value."""
    if basis in ("percentile",):
        return 2, 100
    if basis in ("completion", "ratio"):
        return 2, 200
    if basis in ("numerator", "remainder"):
        return 0, 40
    if basis == "difference":
        return {"r": (2, 60), "m": (1, 500), "b": (2, 30000)}[metric[0]]
    return {"r": (2, 100), "m": (1, 900), "b": (0, 60000)}[metric[0]]


def some_bounds(n, metric, basis):
    digits, most = span(metric, basis)
    values = sorted(random.sample(range(-most if basis == "difference" else 0, most + 1), n))
    return [v / 10**digits if digits else v for v in values]


def some_bands(bounds, pieces):
    bands = []
    for k in range(len(bounds) + 1):
        band = {}
        if k:
            band[one_of("at_least", "above")] = bounds[k - 1]
        if k < len(bounds):
            band[one_of("at_most", "below")] = bounds[k]
        line = pieces and len(band) == 2 and chance(0.6)
        band["points"] = [some_points(), some_points()] if line else some_points()
        bands.append(band)
    random.shuffle(bands)
    return bands[:random.randint(1, len(bands))] if chance(0.3) else bands


def some_curve(metric, basis, direction):
    if basis == "place":
        return {"type": "places", "points": [some_points() for _ in range(random.randint(1, 4))], "else": some_points()}
    kinds = ["steps", "pieces", "linear", "zones", "proportion", "deduct"]
    if direction == "middle":
        kinds.remove("deduct")
    kind = one_of(*kinds)
    if kind in ("steps", "pieces"):
        return {"type": kind, "bands": some_bands(some_bounds(random.randint(0, 4), metric, basis), kind == "pieces")}
    if kind == "linear":
        bounds = some_bounds(random.randint(2, 5), metric, basis)
        curve = {"type": kind, "points": [[b, some_points()] for b in bounds]}
        for side in ("below", "above"):
            if chance(0.4):
                curve[side] = one_of("level", "extend")
        return curve
    if kind == "zones":
        n = one_of(2, 4)
        return {"type": kind, "bounds": some_bounds(n, metric, basis), "points": [some_points() for _ in range(n + 1)]}
    if kind == "proportion":
        return {"type": kind, **({"cap": random.randint(1, 130)} if chance(0.5) else {})}
    digits, most = span(metric, basis)
    per = random.randint(1, most) / 10**digits if digits else random.randint(1, most)
    curve = {"type": kind, "from": some_bounds(1, metric, basis)[0], "per": per, "points": some_points(1, 20),
             "round": one_of("up", "down", "nearest", "exact")}
    if chance(0.5):
        curve["start"] = some_points(0, 100)
    if chance(0.5):
        curve["least"] = some_points(-20, 10)
    return curve


def some_rule(metric, direction, small=False):
    bases = ["value"] * 3 + ["percentile", "place", "completion", "ratio", "difference"]
    if small:
        bases = ["value", "numerator", "remainder"]
    elif metric[0] == "r":
        bases += ["numerator", "remainder"]
    if direction == "middle":
        bases = [b for b in bases if b not in ("percentile", "place")]
    basis = one_of(*bases)
    return {**({"basis": basis} if basis != "value" or chance(0.3) else {}), "curve": some_curve(metric, basis, direction)}


def some_item(number, bonus, has_days):
    metric = one_of("r0", "r1", "m0", "m1", "b0", "b1")
    direction = one_of("higher", "lower", "middle")
    rule = some_rule(metric, direction)
    item = {"id": f"i{number}", "metric": metric, "direction": direction, "weight": one_of(0, 5, 12.5, 10, 33.333333, random.randint(1, 40)),
            "unit": {"r": "ratio", "m": "s", "b": "yuan"}[metric[0]], **rule}
    basis = rule.get("basis", "value")
    if basis == "completion":
        target = one_of(random.randint(1, 500), {"metric": "plan"}, {"value": random.randint(1, 500)})
        if isinstance(target, dict) and has_days and chance(0.5):
            target["days"] = True
        item["target"] = target
    if basis in ("ratio", "difference"):
        item["peers"] = {k: v for k, v in (("within", one_of("group", "team", "all")), ("mean", one_of("pooled", "plain")),
                                           ("leave_out", chance(0.5))) if chance(0.7)}
    if chance(0.3):
        item["of"] = one_of(10, 20, 35, 100)
    if metric[0] == "r" and chance(0.3):
        item["small"] = {"at_most": random.randint(0, 20), **some_rule(metric, direction, True)}
    if chance(0.3):
        item["min_n"] = random.randint(1, 30)
    for key, low, high in (("least", -10, 30), ("most", 40, 120)):
        if chance(0.2):
            item[key] = some_points(low, high)
    if chance(0.3):
        item["fail"] = {"below": some_points(0, 60), "fails": one_of("item", "section", *([] if bonus else ["card"]))}
    if chance(0.2):
        item["applies"] = [{"metric": one_of("m0", "h0"), one_of("at_least", "above", "at_most", "below"): random.randint(0, 3)}]
    policies = ["zero"] if bonus else ["zero", "renormalise", "mean", "require"]
    if chance(0.5):
        item["no_data"] = random.choices(policies, [3, 3, 3, 0.3][:len(policies)])[0]
    for key in ("low_volume", "provisional"):
        if chance(0.5):
            item[key] = random.choices(["score"] + policies, [2, 3, 3, 3, 0.3][:len(policies) + 1])[0]
    return item


def some_card():
    card = {"format": 1, "id": "oracle/1", "sections": []}
    if chance(0.4):
        card["rank"] = {"group": one_of("none", "team", "cohort")}
    has_days = chance(0.5)
    if has_days:
        card["days"] = {"metric": "days", "of": one_of(4, 3.5, 26)}
    number = 0
    for s in range(random.randint(1, 3)):
        bonus = s > 0 and chance(0.25)
        section = {"id": f"s{s}", "items": []}
        for _ in range(random.randint(1, 3)):
            section["items"].append(some_item(number, bonus, has_days))
            number += 1
        if bonus:
            section["bonus"] = True
        if chance(0.2) and not bonus:
            section["item_weights"] = "section"
            section["weight"] = one_of(30, 50, 60)
            for item in section["items"]:
                item["weight"] = one_of(10, 20, 40)
        for key, low, high in (("least", -5, 10), ("most", 20, 60)):
            if chance(0.2):
                section[key] = some_points(low, high)
        if chance(0.3):
            section["fail_at"] = random.randint(1, 2)
        card["sections"].append(section)
    if chance(0.3) and any(i["weight"] for s in card["sections"] if not s.get("bonus") for i in s["items"]):
        card["weights"] = "normalise"
    if chance(0.4):
        card["fail"] = {k: v for k, v in (("at", random.randint(0, 2)), ("effect", one_of("zero", "flag"))) if chance(0.8)}
    if chance(0.4):
        card["blend"] = {"personal": one_of("70%", 0.333333, "50%", 1), "team": "mean"}
    if chance(0.6):
        card["adjustments"] = [{"id": f"a{k}", "metric": f"h{k}", "points": some_points(-5, 5),
                                **({"per": random.randint(1, 3)} if chance(0.3) else {}),
                                **({"cap": random.randint(0, 8)} if chance(0.5) else {}),
                                **({"counts": one_of("reported", "confirmed")} if chance(0.7) else {})} for k in range(2)]
        for key, low, high in (("adjustments_least", -6, 0), ("adjustments_most", 0, 6)):
            if chance(0.3):
                card[key] = some_points(low, high)
    for key, low, high in (("least", 0, 10), ("most", 60, 120)):
        if chance(0.3):
            card[key] = some_points(low, high)
    if chance(0.6):
        card["grades"] = [{"id": "A", "from": 80}, {"id": "B", "from": 60, "below": 80}, {"id": "C", "from": 10, "to": 59}]
    if chance(0.6):
        effects = ["zero", {"cap": random.randint(0, 90)}, {"minus": random.randint(0, 30)}, {"minus_each": random.randint(0, 9)}]
        if "grades" in card:
            effects.append({"grade": one_of("B", "C")})
        card["red_lines"] = [{"id": f"l{k}", "metric": f"h{k + 2}", "effect": one_of(*effects),
                              "counts": one_of("reported", "confirmed")} for k in range(2)]
    if chance(0.5):
        card["floor"] = random.randint(20, 80)
    if chance(0.4):
        card["tiers"] = {"ties": one_of("better", "worse"),
                         "shares": [{"id": "A", "share": "15%"}, {"id": "B", "share": "45%"}, {"id": "C", "share": "30%"}, {"id": "D", "share": "10%"}]}
    return card


def compare(seed):
    random.seed(seed)
    card = some_card()
    people = [f"p{k}" for k in range(random.randint(1, 9))]
    figures = {p: {m: some_figure(kind) for m, kind in METRICS.items()} for p in people}
    roster = {p: {"team": one_of("x", "y", ""), "cohort": one_of("new", "old")} for p in people}
    parts = card.get("adjustments", []) + card.get("red_lines", [])
    decisions = {(p, a["id"]): (random.randint(0, 3), random.randint(0, 3)) for p in people for a in parts if chance(0.4)}
    ours = library_sheet(card, METRICS, people, figures, roster, decisions)
    model = Sheet(card, figures, roster, decisions)
    tiers = model.tiers() if "tiers" in card else {}
    wrong = []
    for row in ours["rows"]:
        p = row["person"]
        theirs = model.rows[p]
        total = None if row.get("total") is None else int(row["total"] * POINT)
        if (total if total is not None else 0) != theirs["total"] or (total is not None) != theirs["has_total"]:
            wrong.append(f"{p}: total {total}, model {theirs['total']} ({theirs['has_total']})")
        if (row.get("grade") or "") != theirs["grade"]:
            wrong.append(f"{p}: grade {row.get('grade')}, model {theirs['grade']}")
        if (row.get("tier") or "") != tiers.get(p, ""):
            wrong.append(f"{p}: tier {row.get('tier')}, model {tiers.get(p)}")
        added = 0
        for reason in row["reasons"]:
            points = int(reason["points"] * POINT)
            added += points
            if reason.get("kind") == "item" and points != theirs["points"][reason["part"]]:
                wrong.append(f"{p}: {reason['part']} {points}, model {theirs['points'][reason['part']]}: {reason['text']['en']}")
        if total is not None and added != total:
            wrong.append(f"{p}: reasons add up to {added}, total {total}")
    if wrong:
        print(f"seed {seed}: {json.dumps(card, ensure_ascii=False)}\n  figures {figures}\n  roster {roster}\n  decisions {decisions}\n  "
              + "\n  ".join(wrong))
    return not wrong


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    passed, refused = 0, 0
    for seed in range(first, first + rounds):
        try:
            if not compare(seed):
                return 1
            passed += 1
        except Refused as reason:
            refused += 1
            if refused > rounds // 10 or len(sys.argv) > 3:
                print(f"seed {seed}: refused: {reason}")
            if refused > rounds // 5 + 5:
                return 1
    print(f"{passed} passed, {refused} refused")
    return 0


sys.exit(main())
