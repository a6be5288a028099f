"""score_model.py - the card language of kefu/card.h once more, in Python's fractions: written from the
header alone, to be compared with what the library gives. People are a dict of figures; a figure is
(num, den, n, status) with den 0 where there is no number."""
from collections import Counter, defaultdict
from fractions import Fraction as F

OK, LOW, PROVISIONAL, NO_DATA, EXEMPT = range(5)
POINT = 1000000


def rounded(x):
    """Half away from zero."""
    x = F(x)
    up = (abs(x) * 2 + 1) // 2
    return int(up if x >= 0 else -up)


def number(x):
    """A bound: a number or text with % or a unit that the generator uses."""
    if isinstance(x, str):
        return F(x[:-1]) / 100 if x.endswith("%") else F(x.rstrip("s元"))
    return F(str(x))


def within(x, band):
    return not (("at_least" in band and x < number(band["at_least"])) or
                ("above" in band and x <= number(band["above"])) or
                ("at_most" in band and x > number(band["at_most"])) or
                ("below" in band and x >= number(band["below"])))


# ---- Curves -------------------------------------------------------------------------------------

def line(x, x0, y0, x1, y1):
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


def steps(curve, x, item):
    for band in curve["bands"]:
        if within(x, band):
            points = band["points"]
            if isinstance(points, list):
                low = number(band.get("at_least", band.get("above")))
                high = number(band.get("at_most", band.get("below")))
                return line(x, low, number(points[0]), high, number(points[1]))
            return number(points)
    return F(0)


def linear(curve, x, item):
    knots = [(number(a), number(b)) for a, b in curve["points"]]
    if x < knots[0][0]:
        return line(x, *knots[0], *knots[1]) if curve.get("below") == "extend" else knots[0][1]
    if x > knots[-1][0]:
        return line(x, *knots[-2], *knots[-1]) if curve.get("above") == "extend" else knots[-1][1]
    for left, right in zip(knots, knots[1:]):
        if x <= right[0]:
            return line(x, *left, *right)


def zones(curve, x, item):
    bounds, points = [number(b) for b in curve["bounds"]], [number(p) for p in curve["points"]]
    half = len(bounds) // 2
    below = sum(x >= b for b in bounds[:half])      # a bound belongs to the inner zone
    above = sum(x > b for b in bounds[half:])
    return points[below + above]


def proportion(curve, x, item):
    points = max(F(0), x * number(item.get("of", 100)))
    return min(points, number(curve["cap"])) if "cap" in curve else points


def deduct(curve, x, item):
    short = (number(curve["from"]) - x) * item["better"]
    units = max(F(0), short) / number(curve["per"])
    how = curve["round"]
    units = {"up": -(-units // 1), "down": units // 1, "nearest": F(rounded(units)), "exact": units}[how]
    points = number(curve.get("start", item.get("of", 100))) - units * number(curve["points"])
    return max(points, number(curve["least"])) if "least" in curve else points


def places(curve, x, item):
    return number(curve["points"][int(x) - 1] if x <= len(curve["points"]) else curve["else"])


CURVES = dict(steps=steps, pieces=steps, linear=linear, zones=zones, proportion=proportion, deduct=deduct, places=places)


# ---- The sheet ----------------------------------------------------------------------------------

class Sheet:
    """card: as JSON; figures: person -> metric -> figure; roster: person -> {team, cohort ...};
    decisions: (person, part) -> hits confirmed, hits rejected."""

    def __init__(self, card, figures, roster=None, decisions=None):
        self.card, self.figures, self.roster = card, figures, roster or {}
        self.decisions = decisions or {}
        self.people = sorted(figures)
        self.items = [(s, i) for s in card["sections"] for i in s["items"]]
        self.rows = {p: {} for p in self.people}
        weights = [self.weight(s, i) for s, i in self.items if not s.get("bonus")]
        self.hundred = sum(weights, F(0)) if card.get("weights") == "normalise" else F(100)
        self.all_weight = sum(weights, F(0))
        for s, i in self.items:
            self.score_item(s, i)
        for p in self.people:
            self.add_sections(p)
        self.blend()
        for p in self.people:
            self.add_extras(p)

    def weight(self, section, item):
        w = number(item["weight"])
        return w * number(section["weight"]) / 100 if section.get("item_weights") == "section" else w

    def field(self, person, name):
        return self.roster.get(person, {}).get(name, "")

    def group(self, person):
        name = self.card.get("rank", {}).get("group", "none")
        return "" if name == "none" else self.field(person, name)

    def figure(self, person, metric):
        return self.figures[person][metric]

    # ---- What enters the curve ----

    def is_low(self, item, f):
        return f[3] == LOW or (0 <= f[2] < item.get("min_n", 0))

    def counts(self, item, f):
        """It stands in percentiles, places and means of peers."""
        return f[1] > 0 and f[3] not in (NO_DATA, EXEMPT) and not self.is_low(item, f)

    def peers(self, item, person, scope):
        same = {"group": lambda q: self.group(q) == self.group(person),
                "team": lambda q: self.field(q, "team") == self.field(person, "team") != "",
                "all": lambda q: True}[scope]
        return [q for q in self.people if same(q) and self.counts(item, self.figure(q, item["metric"])) and self.applies(item, q)]

    def standing(self, item, person):
        mine = self.figure(person, item["metric"])
        sign = -1 if item["direction"] == "lower" else 1
        x = F(mine[0], mine[1]) * sign
        others = [F(f[0], f[1]) * sign for f in (self.figure(q, item["metric"]) for q in self.peers(item, person, "group"))]
        return x, others

    def basis(self, item, rule, person):
        """A fraction, or None."""
        f = self.figure(person, item["metric"])
        what = rule.get("basis", "value")
        if f[1] <= 0:
            return None
        x = F(f[0], f[1])
        if what == "value":
            return x
        if what in ("percentile", "place"):
            mine, others = self.standing(item, person)
            if not others:
                return None
            better = sum(o > mine for o in others)
            if what == "place":
                return F(better + 1)
            equal = sum(o == mine for o in others)
            return F(2 * (len(others) - better - equal) + equal, 2 * len(others))
        if what in ("numerator", "remainder"):
            if f[1] != f[2]:
                return None
            return F(f[0] if what == "numerator" else f[1] - f[0])
        if what == "completion":
            target = self.target(item["target"], person)
            return None if target is None or target <= 0 else x / target
        mean = self.peers_mean(item, person)
        if mean is None:
            return None
        if what == "difference":
            return x - mean
        return None if mean <= 0 else x / mean

    def target(self, target, person):
        if not isinstance(target, dict):
            return number(target)
        if "metric" in target:
            f = self.figure(person, target["metric"])
            if f[1] <= 0 or f[3] in (NO_DATA, EXEMPT):
                return None
            value = F(f[0], f[1])
        else:
            value = number(target["value"])
        if target.get("days"):
            days = self.figure(person, self.card["days"]["metric"])
            if days[1] <= 0:
                return None
            value *= F(days[0], days[1]) / number(self.card["days"]["of"])
        return value

    def peers_mean(self, item, person):
        how = item.get("peers", {})
        peers = self.peers(item, person, how.get("within", "group"))
        if how.get("leave_out"):
            peers = [q for q in peers if q != person]
        figures = [self.figure(q, item["metric"]) for q in peers]
        if not figures:
            return None
        if how.get("mean", "pooled") == "plain":
            return F(rounded(sum(F(f[0], f[1]) for f in figures) / len(figures) * 10**9), 10**9)
        return F(sum(f[0] for f in figures), sum(f[1] for f in figures))

    # ---- Items ----

    def cause(self, item, f):
        if f[3] >= NO_DATA:
            return f[3]
        if f[1] == 0:
            return PROVISIONAL if f[3] == PROVISIONAL else NO_DATA
        low, provisional = self.is_low(item, f), f[3] == PROVISIONAL
        if low and (not provisional or (item.get("provisional", "score") == "score" and item.get("low_volume", "score") != "score")):
            return LOW
        return PROVISIONAL if provisional else OK

    def applies(self, item, person):
        conditions = item.get("applies", [])
        for c in conditions if isinstance(conditions, list) else [conditions]:
            f = self.figure(person, c["metric"])
            if f[1] <= 0 or not within(F(f[0], f[1]), c):
                return False
        return True

    def curve_points(self, item, rule, x):
        better = {"higher": 1, "lower": -1, "middle": 0}[item["direction"]]
        better = {"percentile": 1, "remainder": -better}.get(rule.get("basis"), better)
        points = CURVES[rule["curve"]["type"]](rule["curve"], x, {**item, "better": better})
        if "most" in item:
            points = min(points, number(item["most"]))
        if "least" in item:
            points = max(points, number(item["least"]))
        return points

    def outcome(self, section, item, person):
        """("scored", points of the curve), ("zero",), ("left",), ("mean",), ("require",)"""
        f = self.figure(person, item["metric"])
        bonus = section.get("bonus")
        default = "zero" if bonus else "renormalise"
        cause = self.cause(item, f)
        if cause == EXEMPT or not self.applies(item, person):
            return ("zero",) if bonus else ("left",)
        rule = item
        if "small" in item and 0 <= f[2] <= item["small"]["at_most"]:
            rule = item["small"]
        x = self.basis(item, rule, person)
        policy = {OK: "score", LOW: item.get("low_volume", "score"), PROVISIONAL: item.get("provisional", "score"),
                  NO_DATA: item.get("no_data", default)}[cause]
        if policy == "score" and x is None:
            policy = item.get("no_data", default)
        if policy == "score":
            return "scored", self.curve_points(item, rule, x)
        return {"renormalise": ("left",), "zero": ("zero",), "mean": ("mean",), "require": ("require",)}[policy]

    def score_item(self, section, item):
        got = {p: self.outcome(section, item, p) for p in self.people}
        sums = defaultdict(list)
        for p, o in got.items():
            if o[0] == "scored":
                sums[self.group(p)].append(rounded(o[1] * POINT))
        for p, o in got.items():
            if o[0] == "mean":
                scored = sums[self.group(p)]
                o = ("mean", F(rounded(F(sum(scored), len(scored))), POINT)) if scored else ("left",)
            full = self.cause(item, self.figure(p, item["metric"])) == OK
            failed = o[0] == "scored" and full and "fail" in item and rounded(o[1] * POINT) < number(item["fail"]["below"]) * POINT
            self.rows[p].setdefault("items", {})[item["id"]] = (o, failed)

    # ---- Steps ----

    def add_sections(self, person):
        row, card = self.rows[person], self.card
        left = sum(self.weight(s, i) for s, i in self.items if not s.get("bonus") and row["items"][i["id"]][0][0] == "left")
        rest = self.all_weight - left
        over = rest if left and rest else self.hundred
        any_left = any(not s.get("bonus") and row["items"][i["id"]][0][0] == "left" for s, i in self.items)
        row["has_total"] = not any(row["items"][i["id"]][0][0] == "require" for _, i in self.items) and not (any_left and not rest)
        row["points"], row["bonus"], total, failed_sections, card_failed = {}, 0, F(0), 0, False
        for s in card["sections"]:
            sum_of_items, exact, failed, section_failed = 0, F(0), 0, False
            for i in s["items"]:
                o, item_failed = row["items"][i["id"]]
                factor = self.weight(s, i) / number(i.get("of", 100))
                if not s.get("bonus"):
                    factor *= 100 / over
                full = o[1] * factor * POINT if o[0] in ("scored", "mean") and not item_failed else F(0)
                points = rounded(full)
                row["points"][i["id"]] = points
                sum_of_items += points
                exact += full
                if item_failed:
                    failed += 1
                    section_failed |= i["fail"].get("fails", "item") == "section"
                    card_failed |= i["fail"].get("fails", "item") == "card" and not s.get("bonus")
            section_failed |= 0 < s.get("fail_at", 0) <= failed
            before = sum_of_items
            if "least" in s:
                sum_of_items = max(sum_of_items, int(number(s["least"]) * POINT))
            if "most" in s:
                sum_of_items = min(sum_of_items, int(number(s["most"]) * POINT))
            if section_failed:
                sum_of_items = 0
            if s.get("bonus"):
                row["bonus"] += sum_of_items
            else:   # exact, but for what was cut
                total += exact if sum_of_items == before and not section_failed else sum_of_items
                failed_sections += section_failed
        rule = card.get("fail", {})
        card_failed |= 0 < rule.get("at", 0) <= failed_sections
        if card_failed and rule.get("effect", "zero") == "zero":
            total = 0
        row["failed"], row["step3"] = card_failed, rounded(total)

    def blend(self):
        rule = self.card.get("blend")
        teams = defaultdict(list)
        for p in self.people:
            if rule and self.field(p, "team") and self.rows[p]["has_total"]:
                teams[self.field(p, "team")].append(self.rows[p]["step3"])
        for p in self.people:
            row = self.rows[p]
            row["step4"] = row["step3"]
            team = teams.get(self.field(p, "team")) if rule else None
            if team and row["has_total"]:
                mine = number(rule["personal"])
                row["step4"] = rounded(mine * row["step3"] + (1 - mine) * F(sum(team), len(team)))

    def hits(self, person, part):
        f = self.figure(person, part["metric"])
        reported = f[0] // f[1] if f[1] > 0 and f[3] < NO_DATA else 0
        confirmed, rejected = self.decisions.get((person, part["id"]), (0, 0))
        confirmed = min(confirmed, reported)
        rejected = min(rejected, reported - confirmed)
        return reported - rejected if part.get("counts") == "reported" else confirmed

    def add_extras(self, person):
        row, card, extra = self.rows[person], self.card, 0
        for a in card.get("adjustments", []):
            points = rounded(F(self.hits(person, a)) * number(a["points"]) * POINT / a.get("per", 1))
            if "cap" in a:
                cap = int(number(a["cap"]) * POINT)
                points = max(-cap, min(cap, points))
            extra += points
        if "adjustments_most" in card:
            extra = min(extra, int(number(card["adjustments_most"]) * POINT))
        if "adjustments_least" in card:
            extra = max(extra, int(number(card["adjustments_least"]) * POINT))
        total = row["step4"] + row["bonus"] + extra
        if "most" in card:
            total = min(total, int(number(card["most"]) * POINT))
        if "least" in card:
            total = max(total, int(number(card["least"]) * POINT))
        grades = card.get("grades", [])
        best = 0
        for r in card.get("red_lines", []):
            n = self.hits(person, r)
            if not n:
                continue
            effect = r["effect"]
            if effect == "zero":
                total = min(total, 0)
            elif "cap" in effect:
                total = min(total, int(number(effect["cap"]) * POINT))
            elif "minus" in effect:
                total -= int(number(effect["minus"]) * POINT)
            elif "minus_each" in effect:
                total -= n * int(number(effect["minus_each"]) * POINT)
            else:
                best = max(best, [g["id"] for g in grades].index(effect["grade"]))
        row["adjustments"], row["total"] = extra, total if row["has_total"] else 0
        row["grade"] = ""
        for k, g in enumerate(grades):
            if row["has_total"] and not ("from" in g and total < number(g["from"]) * POINT) and \
               not ("to" in g and total > number(g["to"]) * POINT) and not ("below" in g and total >= number(g["below"]) * POINT):
                row["grade"] = grades[max(k, best)]["id"]
                break
        row["below_floor"] = row["has_total"] and "floor" in card and total < number(card["floor"]) * POINT

    # ---- Tiers ----

    def tiers(self):
        """person -> tier; ties better or worse only."""
        rule, out = self.card["tiers"], {}
        for group in {self.group(p) for p in self.people}:
            ranked = sorted((p for p in self.people if self.group(p) == group and self.rows[p]["has_total"]),
                            key=lambda p: -self.rows[p]["total"])
            shares = [number(t["share"]) for t in rule["shares"]]
            whole = [int(len(ranked) * s / sum(shares)) for s in shares]
            rests = sorted(range(len(shares)), key=lambda k: (-(len(ranked) * shares[k] / sum(shares) - whole[k]), k))
            for k in rests[:len(ranked) - sum(whole)]:
                whole[k] += 1
            of_place = [k for k, n in enumerate(whole) for _ in range(n)]
            by_total = defaultdict(list)
            for at, p in enumerate(ranked):
                by_total[self.rows[p]["total"]].append((at, p))
            for tied in by_total.values():
                pick = min if rule.get("ties", "better") == "better" else max
                tier = pick(of_place[at] for at, _ in tied)
                for _, p in tied:
                    out[p] = rule["shares"][tier]["id"]
        return out
