"""golden.py NAME [tests/golden] - writes stats.txt, agree.txt, peer.txt, sample.txt (with what is drawn, .json, .csv
and .hex) or estimate.txt (with estimates as .json and .csv) of the golden vectors from what the other scripts here
compute: mpmath at 50 digits, fractions, rings and draws written a second time. Nothing comes from the library. Texts
of clashes and estimates are written out below, as include/kefu/ says them."""
import csv
import io
import json
import re
import sys
import zlib
from fractions import Fraction as F
from math import isqrt

import draw
from pick_hash import key_bytes, pick_hash, pick_key, text, varint, zigzag

OUT = sys.argv[2] if len(sys.argv) > 2 else "tests/golden"
SEED = "2026-W47"


def put(lines, *fields):
    lines.append("\t".join(str(f) for f in fields))


def write(name, data):
    with open(f"{OUT}/{name}", "w", encoding="utf-8", newline="\n") as file:
        file.write(data + "\n")


# ---- stats ------------------------------------------------------------------------------------


def least_plan(good, good_risk, bad, bad_risk, population, accept, most=2000):
    """The least n, then accept: probabilities are compared as rounded to 10^-15."""
    import stats
    from mpmath import floor, mpf
    fine = lambda v: int(floor(v * 10**15 + mpf(1) / 2))

    def below(c, n, rate, down):
        if not population:
            return stats.binomial(c, n, mpf(rate) / stats.B) if rate else mpf(1)
        return stats.hyper(c, n, rate * population // stats.B if down else -(-rate * population // stats.B), population)
    for n in range(1, min(most, population or most) + 1):
        for c in range(n) if accept < 0 else [accept]:
            if c >= n or fine(below(c, n, bad, False)) > bad_risk * 10**6:
                break
            if fine(below(c, n, good, True)) >= 10**15 - good_risk * 10**6:
                return n, c, stats.rounded(below(c, n, good, True)), stats.rounded(below(c, n, bad, False))


def stats_txt():
    import stats
    from mpmath import ceil, mpf, ncdf, sqrt
    B, M = stats.B, 10**6
    out = ["# By mpmath at 50 digits, tests/oracle/golden.py stats; rates, z and t in billionths, df in millionths."]
    for z in (0, 1, -500000000, 1644853627, 1959963985, -2575829304, 3 * B, 6 * B):
        put(out, "normal_below", z, stats.rounded(ncdf(mpf(z) / B)))
    for p in (1, 25 * M, 10**8, 5 * 10**8, 841344746, 950 * M, 975 * M, 995 * M, 999999999):
        put(out, "normal_quantile", p, stats.rounded(-stats.z_of(B - 2 * p) if 2 * p < B else stats.z_of(2 * p - B)))
    for p in (0, B):
        put(out, "normal_quantile", p, "!KEFU_E_ARGUMENT")
    for t, df in ((0, M), (B, M), (-B, 2 * M), (2 * B, 3500000), (1812461123, 10 * M), (-40 * B, 4 * M), (2 * B, B)):
        above = stats.t_above(abs(mpf(t)) / B, mpf(df) / M)
        put(out, "t_below", t, df, stats.rounded(1 - above if t > 0 else above))
    for p, df in ((975 * M, M), (975 * M, 2 * M), (975 * M, 10 * M), (25 * M, 3700000), (995 * M, 120 * M),
                  (95 * 10**7, 197 * M), (1000, 5 * M)):
        put(out, "t_quantile", p, df, stats.rounded(stats.t_quantile(p, mpf(df) / M)))
    put(out, "t_quantile", 1, 500000, "!KEFU_E_OVERFLOW")
    put(out, "t_below", 0, 0, "!KEFU_E_ARGUMENT")
    for x, n, rate in ((0, 5, 10**8), (3, 10, 5 * 10**8), (2, 50, 20 * M), (0, 299, 10 * M), (12350, 10**5, 123456789),
                       (999, 10**6, M), (500010000, B, 5 * 10**8)):
        put(out, "binomial_below", x, n, rate, stats.rounded(stats.binomial(x, n, mpf(rate) / B)))
    put(out, "binomial_below", -1, 5, 10**8, 0)
    put(out, "binomial_below", 5, 5, 10**8, B)
    for x, n, bad, N in ((0, 5, 2, 20), (1, 5, 3, 10), (9, 10, 90, 100), (7, 50, 30, 200), (100, 199, 100, 200),
                         (10010, 10**5, 10**6, 10**7), (0, 60, 5, 100)):
        put(out, "hypergeometric_below", x, n, bad, N, stats.rounded(stats.hyper(x, n, bad, N)))
    put(out, "hypergeometric_below", 0, 5, 21, 20, "!KEFU_E_ARGUMENT")
    for name, rule in (("wilson", stats.wilson), ("clopper_pearson", stats.exact)):
        for x, n, N, c in ((0, 5, 0, 950), (5, 5, 0, 950), (1, 29, 0, 950), (50, 100, 0, 800), (123, 1000, 0, 990),
                           (10, B, 0, 950), (0, 5, 20, 950), (2, 30, 100, 800), (45, 50, 150, 950), (19, 20, 20, 950)):
            put(out, "rate_interval", name, x, n, N, c * M, *rule(x, n, N, c * M))
        put(out, "rate_interval", name, 2, 30, 0, 0, *rule(2, 30, 0, 950 * M))  # 0: 95 %
        put(out, "rate_interval", name, 2, 30, 0, 95, "!KEFU_E_ARGUMENT")
        put(out, "rate_interval", name, 0, 0, 0, 950 * M, "!KEFU_E_ARGUMENT")
    out.append("# Cochran 1977, 4.4; Krejcie and Morgan 1970, table 1 (10, 80, 278, 370); the half widths by mpmath.")
    for half, c, N, n in ((50, 950, 0, 385), (30, 950, 0, 1068), (50, 990, 0, 664), (50, 950, 10, 10), (50, 950, 100, 80),
                          (50, 950, 1000, 278), (50, 950, 10000, 370)):
        put(out, "sample_size", 500 * M, half * M, c * M, N, n)
    for rate, n, c, N in ((500, 385, 950, 0), (100, 5, 950, 0), (100, 30, 900, 100), (500, 100, 950, 100), (500, 1, 990, 0)):
        square = stats.z_of(c * M) ** 2 * rate * (1000 - rate) / mpf(10)**6 / n * (mpf(N - n) / (N - 1) if N else 1)
        put(out, "half_width", rate * M, n, c * M, N, int(ceil(sqrt(square) * B)))
    out.append("# Acceptance plans by trying every n and accept; 59, 299 and 22 are in every table of c = 0.")
    for plan in ((0, 0, 50, 50, 0, 0), (0, 0, 10, 50, 0, 0), (0, 0, 100, 100, 0, 0), (0, 0, 50, 50, 200, 0),
                 (10, 50, 60, 100, 0, -1), (10, 50, 50, 100, 500, -1)):
        plan = tuple(v * M for v in plan[:4]) + plan[4:]
        put(out, "acceptance_plan", *plan, *least_plan(*plan))
    put(out, "acceptance_plan", 10 * M, 50 * M, 10 * M, 50 * M, 0, -1, "!KEFU_E_ARGUMENT")
    write("stats.txt", "\n".join(out))


# ---- agree ------------------------------------------------------------------------------------


def agree_txt():
    import agree
    out = ["# Published examples (tests/oracle/agree.py says of whom, and what they print) in fractions: coefficient,",
           "# distance; value, observed and expected agreement in billionths; units, marks, inspectors, categories,",
           "# whether it was rounded (1), why."]
    names = {v: k for k, v in (("raw", 1), ("cohen", 2), ("fleiss", 3), ("alpha", 4), ("ac1", 5))}
    distances = ["nominal", "linear", "squared", "ordinal", "interval"]
    one_mark = [[1, 1, 1, 1], [1, 1, 1, 1]]
    lonely = [[1, 2, None], [None, None, 3]]
    for source, raters, listed in (
            ("Krippendorff 2011, C", agree.K2011, None), ("Krippendorff 2011, B", agree.K2011_B, None),
            ("Fleiss 1971, table 1", agree.counted(agree.F1971), None), ("Cohen 1968, table 1", agree.C1968, None),
            ("irr, anxiety: 5 is marked by neither, but a category", agree.ANXIETY, [1, 2, 3, 4, 5, 6]),
            ("Gwet 2008, table 1", agree.PARADOX, None), ("All in one category", one_mark, None),
            ("No unit with two marks", lonely, None)):
        out.append("# " + source)
        put(out, "categories", *(listed or []))
        units = {}
        for unit in zip(*raters):
            units[unit] = units.get(unit, 0) + 1
        for unit, n in units.items():
            put(out, "marked", n, *("\\N" if c is None else c for c in unit))
        marks = agree.marks_of(raters)
        categories = listed or agree.used(marks)
        for coefficient, distance in agree.PAIRS:
            if distance == agree.INTERVAL and any(isinstance(c, str) for c in categories):
                continue
            value, seen, chance, n, why = agree.BY[coefficient](marks, categories, distance)
            least = 1 if coefficient == agree.AC1 or not n else 2
            counted = [u for u in marks.values() if len(u) >= least]
            put(out, "agree", names[coefficient], distances[distance],
                *("-" if v is None else agree.nine(v)[0] for v in (value, seen, chance)), n,
                sum(map(len, counted)), len({r for u in counted for r in u}), len(categories),
                1 if value is not None and agree.nine(value)[1] else 0, why)
    out.append("# Why there is no number.")
    put(out, "agree_why", 0, "", "")
    put(out, "agree_why", 1, "样本一致性无法判断:没有任何会话被两人以上评过分", "no agreement to speak of: no unit has two marks")
    put(out, "agree_why", 2, "样本一致性无法判断:所有评分都在同一档",
        "all marks are in one category: real agreement cannot be told from chance")
    put(out, "agree_why", 3, "Cohen kappa 只能比较两位质检员,这里不是两位", "Cohen's kappa compares two inspectors, and here are not two")
    put(out, "agree_why", 4, "Fleiss kappa 要求每个会话的评分个数相同,这里有多有少,可改用 alpha",
        "Fleiss' kappa wants equally many marks on each unit, and here they differ: alpha does not")
    write("agree.txt", "\n".join(out))


# ---- peer -------------------------------------------------------------------------------------


def peer_txt():
    import peer
    out = ["# Rings: tests/oracle/peer.py. Seed, period, each, team_rule, mutual; pairs, least, most, again."]
    for people, seed, turns in (("甲 乙 丙 丁 戊", "2026", [(1, 0), (1, 1), (1, 2), (2, 0), (2, 7)]),
                                ("a b c d e f g h", "互检", [(3, 1), (1, 5), (2, 2026)]),
                                ("7 -3 007 li 王强 Zoë x", "2026-W47", [(3, 0), (2, 1), (1, 10**12)])):
        put(out, "clear")
        put(out, "column", "person", "text", *people.split())
        for each, period in turns:
            put(out, "peers", seed, period, each, 0, 0, peer.ring(seed, people.split(), each, period), each, each, 0)
    out.append("# The ring of period 0 has a pair of before: that of period 1 it is.")
    put(out, "clear")
    put(out, "column", "人员", "text", *"甲 乙 丙 丁 戊".split())
    put(out, "history", "乙>甲 己>甲/3")
    put(out, "peers", "2026", 0, 1, 0, 0, peer.ring("2026", "甲 乙 丙 丁 戊".split(), 1, 1), 1, 1, 0)
    out.append("# By hand, where there is one plan only: bans; two inspectors of two people, one pair banned; across teams;")
    out.append("# pairs of before turned; the later of two that cannot both be avoided is; even loads come first.")
    n, y = "0", "1"
    four = [("person", "A B C D".split()), ("inspects", [y, y, n, n]), ("inspected", [n, n, y, y])]
    three = [("person", "A B C".split()), ("inspects", [y, y, n]), ("inspected", [n, n, y])]
    for columns, bans, history, each, team, mutual, pairs, least, most, again in (
            ([("person", "A B C".split())], "A>C", "", 1, 0, 0, "A>B B>C C>A", 1, 1, 0),
            (four, "A>C", "", 1, 0, 0, "A>D B>C", 1, 1, 0),
            (four, "A>C", "", 2, 0, 0, "!KEFU_E_INFEASIBLE", "peers: 'C' needs 2 inspectors, but of 2 others who inspect only 1 "
             "may (bans); possible with each = 1, without the ban of 'A' on 'C'", "", ""),
            ([("person", "A B".split()), ("team", "x y".split())], "", "", 1, 1, 1, "A>B B>A", 1, 1, 0),
            (four, "", "A>C", 1, 0, 0, "A>D B>C", 1, 1, 0), (three, "", "A>C/1 B>C/2", 1, 0, 0, "A>C!", 0, 1, 1),
            (three, "", "A>C/2 B>C/1", 1, 0, 0, "B>C!", 0, 1, 1), (four, "A>D", "A>C", 1, 0, 0, "A>C! B>D", 1, 1, 1),
            ([("person", "A B C".split())], "", "", 2, 0, 0, "!KEFU_E_INFEASIBLE",
             "peers: 'A', 'B', 'C' need 6 inspections, but without mutual pairs there can be 3; possible with 5 people, with each "
             "= 1, with mutual = 1", "", "")):
        put(out, "clear")
        for name, cells in columns:
            put(out, "column", name, "text", *cells)
        if bans:
            put(out, "bans", bans)
        if history:
            put(out, "history", history)
        if pairs.startswith("!"):
            put(out, "peers", "2026", 0, each, team, mutual, pairs, least)
        else:
            put(out, "peers", "2026", 0, each, team, mutual, pairs, least, most, again)
    write("peer.txt", "\n".join(out))


# ---- sample -----------------------------------------------------------------------------------

draw.WHERES.update({
    "会话类型 <> '系统'": lambda r: r["会话类型"] != "系统",
    "时长 < 20": lambda r: r["时长"] < 20,
    "退款 = 1": lambda r: r["退款"] == 1,
    "入职天数 < 30": lambda r: r["入职天数"] < 30,
    "满意度 <= 2": lambda r: r["满意度"] is not None and r["满意度"] <= 2,
    "满意度 >= 4": lambda r: r["满意度"] is not None and r["满意度"] >= 4,
})
NUMBERS = ["满意度", "退款", "入职天数", "时长"]
CELLS = [n + ":number" for n in NUMBERS]


def week():
    with open(f"{OUT}/week.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row.update({n: int(row[n]) if row[n] else None for n in NUMBERS}, id=row["会话ID"], number=number)
    return rows


def plan_of(name):
    with open(f"{OUT}/{name}", encoding="utf-8") as file:
        return json.load(file)


def hashed(key, data):
    from peer import siphash
    halves = [int.from_bytes(key[i:i + 8], "little") for i in (0, 8)]
    return b"".join(h.to_bytes(8, "little") for h in siphash(*halves, data, True)).hex()


def plan_hash(plan):
    """As lib/base/json_hash.c describes it."""
    bare = lambda v: ({k: bare(v[k]) for k in sorted(v, key=str.encode) if not k.startswith("x-")} if isinstance(v, dict)
                      else [bare(i) for i in v] if isinstance(v, list) else v)
    return hashed(b"kefu-card-hash/1", json.dumps(bare(plan), ensure_ascii=False, separators=(",", ":")).encode())


def list_hash(ids):
    """As lib/sample/draw_listed.c describes it."""
    data = b""
    for id in sorted(ids, key=draw.order_of):
        number = draw.canonical(id)
        data += (bytes(8) + (number % 2**64).to_bytes(8, "little") if number is not None else
                 (len(id.encode()) + 1).to_bytes(8, "little") + id.encode())
    return hashed(b"kefu-draw-list/1", data) if ids else ""


def sample_json(plan, listed, drawn):
    whole = {"format": 1, "plan": {"id": plan["id"], "hash": plan_hash(plan), "label": plan["label"], "by": plan["by"]},
             "seed": SEED, "excluded_ids": list_hash(listed)} | {k: drawn[k] for k in ("counts", "cells", "rows", "replacements")}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def why_zh(plan, drawn, row):
    """The reason as kefu/sample.h shows it: the rule, the draw, the place."""
    cell = drawn["cells"][row["cell"]]
    cls = next(c for c in plan["classes"] if c["id"] == cell["class"])
    agent, rows, looked = cell["keys"][0], cell["rows"], cell["n"] + cell["unsuitable"]
    after = lambda word: word + " " * word[-1].isascii()  # a space beside Latin letters and digits
    label = after(cls["label"]["zh"])
    rule = {"all": "全部检查", "rate": f"按 {cls.get('rate')} 抽查", "take": f"固定抽 {cls.get('take')} 条",
            "min": f"至少 {cell['least']} 条", "share": f"按数量比例分到名额(总共抽 {plan['total']} 条)",
            "instead": "中有不适合检查的,由此条递补"}
    said = (f"{after(agent)}至少 {plan['agent']['min']} 条,由{label}补足" if row["why"] == "agent"
            else label + rule[row["why"]])
    said += ":" + after(agent)
    said += ("仅此 1 条" if looked == rows == 1 else f"共 {rows} 条,全部抽中" if looked == rows
             else f"的 {rows} 条中抽 {looked} 条")
    if cell["unsuitable"]:
        said += f"({cell['unsuitable']} 条不适合检查)"
    if rows > 1:
        said += f",这是第 {row['place']} 条"
    return said + (f"(抽中概率 {looked}/{rows})" if looked < rows else "")


def sample_csv(plan, drawn):
    labels = {c["id"]: c["label"]["zh"] for c in plan["classes"]}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["会话ID", "类别", *plan["by"], "格", "总数", "不适合数", "序号", "抽中概率分子", "抽中概率分母", "抽中原因"])
    guarded = lambda id: "'" + id if id[0] in "=+-@" else id  # no formula in a spreadsheet
    for r in drawn["rows"]:
        cell = drawn["cells"][r["cell"]]
        writer.writerow([guarded(r["id"]), labels[cell["class"]], *cell["keys"], r["cell"], cell["rows"], cell["unsuitable"], r["place"],
                         r["chance"]["num"], r["chance"]["den"], why_zh(plan, drawn, r)])
    return out.getvalue().rstrip("\n")


def saved_draw(plan, listed, rows):
    """As lib/sample/draw_saved.h describes it; a cell keeps what it may be asked for, its reserve, and one more."""
    counts, urns = draw.population(plan, rows, listed)
    key, number = pick_key(SEED), {r["id"]: r["number"] for r in rows}
    body = text(plan_hash(plan)) + text(plan["id"]) + text(SEED) + text(list_hash(listed))
    body += b"".join(map(varint, [len(rows), counts["population"], len(urns), counts["outside"],
                                  *(e["rows"] for e in counts["excluded"]), counts["unclassed"], counts["listed"]]))
    for cls, keys in sorted(urns, key=lambda c: (c[0], [draw.order_of(k) for k in c[1]])):
        rule = plan["classes"][cls]
        bounds = [rule.get("take"), rule.get("max"), plan.get("total"), plan.get("agent", {}).get("max")]
        most = min(b for b in bounds if isinstance(b, int)) + plan.get("reserve", 10) + 1
        ids = sorted(urns[cls, keys], key=lambda id: (pick_hash(key, id), draw.order_of(id)))
        body += varint(cls) + b"".join(key_bytes(k) for k in keys) + varint(len(ids)) + varint(min(most, len(ids)))
        body += b"".join(key_bytes(id) + zigzag(number[id]) for id in ids[:most])
    body = bytes.fromhex("8B6B6566750D0A1A") + (4).to_bytes(4, "little") + (1).to_bytes(4, "little") + body
    body += (len(body) + 12).to_bytes(8, "little")
    return (body + zlib.crc32(body).to_bytes(4, "little")).hex()


def fit_and_unfit(plan, rows):
    """The sample; ids that are left out, two of them drawn before; and the sample without them of which some were not
    fit: two of a cell, and one of another, which is used up."""
    whole = draw.draw(plan, SEED, rows, [], [])
    listed = [whole["rows"][-1]["id"], "x-1", whole["rows"][2]["id"]]
    plain = draw.draw(plan, SEED, rows, listed, [])
    cells = {}
    for r in plain["rows"]:
        cells.setdefault(r["cell"], []).append(r["id"])
    open_cells = [c for c in cells if plain["cells"][c]["rows"] > len(cells[c]) + 2]
    used_up = [c for c in cells if plain["cells"][c]["rows"] == len(cells[c]) == 2]
    unfit = cells[open_cells[-1]][:2] + cells[used_up[0]][:1]
    return whole, listed, unfit, draw.draw(plan, SEED, rows, listed, unfit)


def sample_txt():
    plan, rows = plan_of("plan.json"), week()
    plain, listed, unfit, replaced = fit_and_unfit(plan, rows)
    out = ["# A week of 64 invented conversations, drawn a second time by tests/oracle/draw.py: the sample in JSON and CSV, and",
           "# the draw as it is saved (lib/sample/draw_saved.h)."]
    put(out, "plan", "plan.json", plan_hash(plan))
    put(out, "draw", SEED, "week.csv", *CELLS)
    put(out, "clashes", 0)
    put(out, "sample", "sample.json", "sample.csv", "draw.hex")
    out.append("# Why some were chosen, as include/kefu/sample.h says it.")
    seen = set()
    for r in plain["rows"]:
        if r["why"] not in seen:
            seen.add(r["why"])
            put(out, "why", r["id"], why_zh(plan, plain, r), WHY_EN[r["why"]])
    out.append("# The same where ids are left out and some were not fit.")
    put(out, "excluded", *listed)
    put(out, "draw", SEED, "week.csv", *CELLS)
    for id in unfit:
        put(out, "unsuitable", id, "r " + id, "lead")
    put(out, "sample", "sample_unfit.json", "sample_unfit.csv", "draw_unfit.hex")
    instead = next(r for r in replaced["rows"] if r["why"] == "instead")
    put(out, "why", instead["id"], why_zh(plan, replaced, instead), WHY_EN["instead"])
    for name, data in (("sample.json", sample_json(plan, [], plain)), ("sample.csv", sample_csv(plan, plain)),
                       ("sample_unfit.json", sample_json(plan, listed, replaced)),
                       ("sample_unfit.csv", sample_csv(plan, replaced)), ("draw.hex", saved_draw(plan, [], rows)),
                       ("draw_unfit.hex", saved_draw(plan, listed, rows))):
        write(name, data)
    out.append("# What cannot be met: counted in week.csv by hand.")
    for name, clashes in CLASHES:
        put(out, "plan", name, plan_hash(plan_of(name)))
        put(out, "draw", SEED, "week.csv", *CELLS)
        put(out, "clashes", len(clashes))
        for i, clash in enumerate(clashes):
            put(out, "clash", i, *clash)
    write("sample.txt", "\n".join(out))
    if "-v" in sys.argv:
        for c in plain["cells"]:
            print(c)


# English reasons of the rows in sample.txt, by hand.
WHY_EN = {
    "all": "Refunds: all are inspected; the only one of 林晓燕",
    "rate": "Newcomers: 20% are drawn; 2 of the 9 of 阿依古丽 drawn, this is number 1 (chance 2/9)",
    "take": "Unhappy: a fixed 2; 2 of the 3 of 7 drawn, this is number 1 (chance 2/3)",
    "min": "Happy: at least 2; 3 of the 5 of 7 drawn, this is number 1 (chance 3/5)",
    "agent": "7: at least 7, made up from Happy; 3 of the 5 of 7 drawn, this is number 3 (chance 3/5)",
    "share": "Happy: shared out in proportion to rows, of 25 in all; 3 of the 7 of 林晓燕 drawn, this is number 3 (chance 3/7)",
    "instead": "Happy: in place of one that was not fit; 5 of the 7 of 王强 drawn (2 not fit), this is number 4 (chance 5/7)"}


def clashes_of_cells():
    """Of refunds 7, 林晓燕 and 阿依古丽 have 1, 王强 has 2; of unhappy ones 3, 2 and 2; of others 8, 12, 21 and 11."""
    for agent in ("7", "林晓燕", "阿依古丽"):
        yield (1, 2, 1, f'{agent}的退款会话只有 1 条,方案要 2 条:把 min 改为 1,或写 "if_fewer": "all"',
               f'{agent}: Refunds has 1 row, the plan asks for 2: make min 1, or write "if_fewer": "all"')
    for agent in ("7", "林晓燕", "王强"):
        yield (2, 2, 1, f'{agent}的不满意会话按 "variance" 至少要 2 条,而 take 只许 1 条:把 take 改为 2,或去掉 "variance"',
               f'{agent}: Unhappy needs 2 rows for "variance", but take allows 1: make take 2, or leave "variance" out')
    for agent, most in (("7", 1 + 1 + 8), ("林晓燕", 1 + 1 + 9), ("王强", 2 + 1 + 9), ("阿依古丽", 1 + 9)):
        space = " " if agent == "7" else ""
        yield (3, 30, most, f'{agent}{space}最多能抽 {most} 条,方案至少要 30 条:把 agent 的 min 改为 {most},或给 agent 写 '
               '"if_fewer": "all"',
               f'{agent} can give {most} rows at most, the plan asks for 30: make min of agent {most}, or give it '
               '"if_fewer": "all"')


CLASHES = [("plan_cells.json", list(clashes_of_cells())),
           ("plan_total.json", [(6, 16, 13, "至少要抽 16 条,total 只有 13 条:把 total 改为 16",  # 4 × 4, ceil(20 % of 64)
                                 "at least 16 rows must be drawn, total is 13: make total 16")])]

# ---- estimate ---------------------------------------------------------------------------------

SCALES = {"mean": 3, "rate": 9, "total": 3}


def nearest(x):
    return int(abs(x) + F(1, 2)) * (-1 if x < 0 else 1)


def root(x):
    return (isqrt(int(4 * x)) + 1) // 2


def freedom(parts):
    """Satterthwaite's, of (variance, marks); None where all variances are 0."""
    squares = sum(v * v / max(m - 1, 1) for v, m in parts)
    return sum(v for v, _ in parts) ** 2 / squares if squares else None


def variance_of(cells, value, weights, kind, lonely):
    """Linearisation, cells apart, and its df; None where a lonely cell forbids it."""
    parts, alone, n = [], 0, 0
    for c in cells:
        z = [c["w"] * y if kind == "total" else c["w"] * (y - value) / weights for y in c["mine"]]
        n += 1
        unseen = 1 - c["L"] / c["rows"]
        if not unseen:
            continue
        if c["L"] > 1:
            parts.append((unseen / (c["L"] - 1) * (c["L"] * sum(x * x for x in z) - sum(z) ** 2), len(z)))
            continue
        alone += 1
        if lonely == "adjust":
            parts.append((unseen * sum(x * x for x in z), len(z)))
    if alone and (lonely == "none" or lonely == "average" and alone == n):
        return None, None
    total = sum((v for v, _ in parts), F(0))
    return total * F(n, n - alone) if alone and lonely == "average" else total, freedom(parts)


def lent(cells, open_cells, weights):
    """Of a mean, as if each cell had four marks more that vary as those within cells do; and its df."""
    squares = lambda c: sum(y * y for y in c["mine"]) - F(sum(c["mine"]) ** 2, len(c["mine"]))
    several = [c for c in cells if len(c["mine"]) > 1]
    rows = sum(c["w"] * len(c["mine"]) for c in several)
    within = sum(c["w"] * len(c["mine"]) * squares(c) / (len(c["mine"]) - 1) for c in several) / rows if rows else F(0)
    parts = [((squares(c) + 4 * within) / (len(c["mine"]) + 3) * len(c["mine"]) * (c["w"] / weights) ** 2
              * (1 - c["L"] / c["rows"]), len(c["mine"])) for c in open_cells]
    return sum((v for v, _ in parts), F(0)), freedom([(v, m) for v, m in parts if m > 1])


def real(f):
    from mpmath import mpf
    return mpf(f.numerator) / f.denominator


def t_of(confidence, df):
    import stats
    from mpmath import mpf
    return stats.t_quantile((stats.B + confidence) // 2, mpf(df))


def bounds_of(kind, method, confidence, value, variance, effective, df):
    import stats
    from mpmath import betainc, mpf, sqrt
    if kind != "rate":
        reach = t_of(confidence, mpf(df) / 10**6) * sqrt(real(variance))
        return tuple(stats.floor((real(value) + s * reach) * 1000 + mpf(1) / 2) for s in (-1, 1))
    n, p, z = effective, real(value), stats.z_of(confidence)
    if method == "wilson":
        middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return tuple(stats.rounded((middle + s * half) / (1 + z * z / n)) for s in (-1, 1))
    tail, x = mpf(stats.B - confidence) / (2 * stats.B), n * p
    beta = lambda a, b, at: betainc(a, b, 0, at, regularized=True)
    low = stats.solved(lambda q: beta(x, n - x + 1, q), tail, mpf(0), mpf(1)) if p > 0 else mpf(0)
    high = stats.solved(lambda q: beta(x + 1, n - x, q), 1 - tail, mpf(0), mpf(1)) if p < 1 else mpf(1)
    return stats.rounded(low), stats.rounded(high)


def estimated(cells, kind, lonely, method, confidence):
    """Of cells with rows, looked, sampled, marks and those of the domain: "mine" and "here" (of it sampled)."""
    import stats
    cells = [dict(c) for c in cells]
    out, with_marks = {"marked": sum(len(c["mine"]) for c in cells), "sampled": sum(c["here"] for c in cells)}, 0
    out["flags"] = (out["marked"] < out["sampled"]) + 2 * any(not c["marks"] for c in cells)
    out["flags"] += 8 * any(c["looked"] > c["sampled"] for c in cells)
    cells = [c for c in cells if c["mine"]]
    if not cells:
        return out | {"df": 0, "effective_n": 0}
    for c in cells:
        c["w"] = F(c["rows"] * c["sampled"], c["looked"] * len(c["marks"]))
        c["L"] = F(c["looked"] * len(c["marks"]), c["sampled"])
        c["whole"], c["alone"] = c["L"] == c["rows"], c["L"] == 1 and c["rows"] > 1
    out["flags"] += 4 * any(c["alone"] for c in cells) + 16 * (all(c["whole"] for c in cells) and not out["flags"] & 2)
    n, weights = out["marked"], sum(c["w"] * len(c["mine"]) for c in cells)
    sums = sum(c["w"] * sum(c["mine"]) for c in cells)
    mean = sums / weights
    value, plain = (sums if kind == "total" else mean), F(sum(sum(c["mine"]) for c in cells), n)
    unit, most = 10 ** SCALES[kind], (n - len(cells)) * 10**6
    out.update(df=most, effective_n=0, value=value, weights=weights, naive=nearest(plain * unit * (weights if kind == "total" else 1)),
               estimate=nearest(value * unit))
    exact = all(c["here"] == c["sampled"] == c["looked"] for c in cells)
    out["population"] = (nearest(weights * (1 if exact else 1000)), 1 if exact else 1000)
    variance, df = variance_of(cells, value, weights, kind, lonely)
    if variance is None:
        return out
    spread = sum(c["w"] * sum(y * y for y in c["mine"]) for c in cells) / weights - mean**2
    open_cells = [c for c in cells if not (c["whole"] or c["alone"] and lonely == "certain")]
    hides = any(len(set(c["mine"])) == 1 and not c["alone"] for c in open_cells)
    kish = weights**2 / sum(c["w"]**2 * len(c["mine"]) * (1 - c["L"] / c["rows"]) * F(c["rows"], c["rows"] - 1)
                            for c in open_cells) if open_cells else None
    reach, effective = variance, None
    if kind == "rate":
        effective = real(kish) if kish else None
        if variance:
            by = t_of(confidence, n - 1) / t_of(confidence, most // 10**6) if most else 1
            effective = min(real(spread / variance) * by**2, effective if hides else stats.mpf("inf"))
    else:
        scale = weights**2 if kind == "total" else 1
        for more, its in [lent(cells, open_cells, weights)] + ([(spread / kish, None)] if hides else []):
            if more * scale > reach:
                reach, df = more * scale, its
        out["df"] = min(nearest(df * 10**6), most) if df is not None else most
        effective = real(spread / reach) if kind == "mean" and reach else None
    out["effective_n"] = int(stats.floor(effective * 10**6 + stats.mpf(1) / 2)) if effective is not None else 0
    if n == 1 and open_cells:
        return out
    out["error"] = root(variance * unit**2)
    if not open_cells:
        out["low"] = out["high"] = out["estimate"]
    elif out["df"] and (effective is not None if kind == "rate" else reach):
        out["low"], out["high"] = map(int, bounds_of(kind, method, confidence, value, reach, effective, out["df"]))
    return out


def effects_of(cells, kind, one):
    """By class: what is missing to the estimate from the naive figure, in parts that add up to it."""
    n, unit, parts, weights = one["marked"], 10 ** SCALES[kind], [], one["weights"]
    mean = one["value"] / weights if kind == "total" else one["value"]
    for label in dict.fromkeys(c["label"] for c in cells):
        mine = [c for c in cells if c["label"] == label and c["mine"]]
        if not mine:
            continue
        w = lambda c: F(c["rows"] * c["sampled"], c["looked"] * len(c["marks"]))
        weight, total = sum(w(c) * len(c["mine"]) for c in mine), sum(w(c) * sum(c["mine"]) for c in mine)
        m, plain = sum(len(c["mine"]) for c in mine), sum(sum(c["mine"]) for c in mine)
        effect = (total - weight * mean) / weights - (plain - m * mean) / n
        parts.append((label, m, nearest(weight / weights * 10**9), nearest(total / weight * unit),
                      nearest(effect * unit * (weights if kind == "total" else 1))))
    return parts


def fixed(value, have, want):
    """An integer of `have` decimals as text of `want`."""
    v = nearest(F(value, 10 ** (have - want)))
    digits = str(abs(v)).rjust(want + 1, "0")
    return ("-" if v < 0 else "") + (digits[:-want] + "." + digits[-want:] if want else digits)


def said(zh, kind, key, one, effects, confidence):
    """The sentence that kefu/estimate.h shows."""
    unit = {"mean": " 分" if zh else "", "rate": "%", "total": ""}[kind]
    thousands = lambda digits: f"{int(digits.split('.')[0]):,}" + "".join("." + d for d in digits.split(".")[1:])
    number = lambda v: fixed(v, 7, 1) if kind == "rate" else thousands(fixed(v, 3, 1 if kind == "mean" else 0))
    figure = lambda v: number(v) + unit
    out = f"{key}{':' if zh else ': '}" if key else ""
    if not one["marked"]:
        return out + ("还没有评分,无从估计。" if zh else "No marks, nothing to estimate.")
    out += {"mean": ("The mean of what was inspected is ", "抽到的平均 "), "rate": ("The rate of what was inspected is ", "抽检所得 "),
            "total": ("The total by what was inspected is ", "按抽到的推算合计 ")}[kind][zh] + figure(one["naive"])
    differ = one["naive"] != one["estimate"]
    out += (",校正后 " if zh else ", corrected ") + figure(one["estimate"]) if differ else (
        ",无需校正" if zh else ", which needs no correction")
    mark = "%" if kind == "rate" else ""
    if one["flags"] & 16:
        out += "(全部看过,没有抽样误差)" if zh else " (all were inspected: no sampling error)"
    elif "low" not in one and one.get("error") == 0:
        out += "(评分都一样,给不出区间)" if zh else " (marks are all alike: no interval)"
    elif "low" not in one:
        out += "(评分太少,给不出区间)" if zh else " (too few marks for an interval)"
    else:
        out += f"{'(' if zh else ' ('}{F(confidence, 10**7)}{'% 区间 ' if zh else '% interval '}{number(one['low'])}{mark}–{number(one['high'])}{mark})"
    if differ and len(effects) > 1:
        largest = [e for e in sorted(effects, key=lambda e: -abs(e[4]))[:2] if e[4]]
        named = [e for e in largest if 3 * abs(e[4]) >= abs(largest[0][4])]
    else:
        named = []
    for i, (label, m, part, mean, effect) in enumerate(named):
        percent = lambda v: fixed(v, 9, 3)[:-4] or "0"
        short = lambda f: (lambda v: v[:-2] if v.endswith(".0") else v)(fixed(nearest(f * 1000), 1, 1)) + "%"
        marks, rows = F(m, one["marked"]), F(part, 10**9)
        how = ((",只占全部 ", ",却占全部 ", ",占全部 ") if zh else
               (" of the marks and only ", " of the marks but ", " of the marks and "))[(rows > marks) + 2 * (rows == marks)]
        gap = {"mean": " 分" if zh else "", "rate": " 个百分点" if zh else " percentage points", "total": ""}[kind]
        of = {"mean": ("with a mean of ", "均分 "), "rate": ("with a rate of ", "该类为 "), "total": ("with a mean of ", "均值 ")}[kind][zh]
        raises = ",拉高 " if zh else ", and raise it by "
        lowers = ",拉低 " if zh else ", and lower it by "
        out += (f"{';' if i else ':'}{label[0]}占抽检 " if zh else f"{';' if i else ':'} {label[1]} are ") + short(marks) + how + short(rows)
        out += ("," if zh else " of all, ") + of + figure(mean) + (raises if effect < 0 else lowers) + number(abs(effect)) + gap
    if one["flags"] & 2:
        out += "。有的格一条评分也没有,没有算在内" if zh else ". Cells without any mark are left out"
    elif one["marked"] < one["sampled"]:
        missing = one["sampled"] - one["marked"]
        out += f"。{missing} 条还没有评分,共抽 {one['sampled']} 条" if zh else f". {missing} of {one['sampled']} have no mark"
    return out + ("。" if zh else ".")


FLAGS = [("unmarked", "有的会话没有评分", "rows without a mark"),
         ("gaps", "有的格没有评分,没有算在内", "cells without marks are left out"),
         ("lonely", "有的格只有一条评分", "one mark in a cell"), ("replaced", "有更换", "unsuitable rows replaced"),
         ("whole", "全部看过", "all inspected"), ("unplaced", "有的会话不知归谁", "rows whose key is not known"),
         ("null_key", "归属为空", "empty key")]


def estimates_json(head, items, kind, lonely, method, confidence):
    """Of (key, figures, effects): decimals are held as @12.50@ until the text is there."""
    digits, exact = SCALES[kind], lambda v, d: "@" + fixed(v, d, d) + "@"
    both = lambda zh, en: {"zh": zh, "en": en}
    whole = {"format": 1, **head, "kind": kind, "scale": 0, "lonely": lonely, "method": method,
             "confidence": exact(confidence, 9), "estimates": []}
    for key, one, effects in items:
        flags = [f for i, f in enumerate(FLAGS) if one["flags"] >> i & 1]
        item = {"key": key or None}
        item |= {f: exact(one[f], digits) if f in one else None for f in ("naive", "estimate", "error", "low", "high")}
        rows, unit = one.get("population", (None, 1))
        item |= {"population": None if rows is None else exact(rows, 3) if unit > 1 else rows, "marked": one["marked"],
                 "sampled": one["sampled"], "df": exact(one["df"], 6),
                 "effective_n": exact(one["effective_n"], 6) if one["effective_n"] else None,
                 "flags": [f[0] for f in flags], "flags_text": both(";".join(f[1] for f in flags), "; ".join(f[2] for f in flags)),
                 "effects": [{"label": both(*label), "in_marks": {"num": m, "den": one["marked"]}, "in_population": exact(part, 9),
                              "mean": exact(mean, digits), "effect": exact(effect, digits)} for label, m, part, mean, effect in effects],
                 "text": both(*(said(zh, kind, key, one, effects, confidence) for zh in (True, False)))}
        whole["estimates"].append(item)
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return re.sub('"@([-0-9.]+)@"', r"\1", text)


def estimates_csv(by, items, kind):
    lines = [f"{by},未校正,校正后,标准误,下限,上限,总数,评分数,抽检数,有效样本量,说明"]
    for key, one, _ in items:
        cells = [key or "全部"]
        cells += [fixed(one[f], SCALES[kind], SCALES[kind]) if f in one else ""
                  for f in ("naive", "estimate", "error", "low", "high")]
        rows, unit = one.get("population", (None, 1))
        cells += ["" if rows is None else fixed(rows, 3, 3) if unit > 1 else str(rows), str(one["marked"]), str(one["sampled"]),
                  fixed(one["effective_n"], 6, 6) if one["effective_n"] else "",
                  ";".join(f[1] for i, f in enumerate(FLAGS) if one["flags"] >> i & 1)]
        lines.append(",".join(f'"{c}"' if "," in c else c for c in cells))
    return "\n".join(lines)


def put_written(out, name, plan, by, items, kind, lonely="none", method="wilson", confidence=95 * 10**7):
    head = {"plan": {"id": plan["id"], "hash": plan_hash(plan)}, "seed": SEED, "mark": "评分", "by": by}
    write(f"{name}.json", estimates_json(head, items, kind, lonely, method, confidence))
    write(f"{name}.csv", estimates_csv(by, items, kind))
    put(out, "written", f"{name}.json", f"{name}.csv")


def put_estimates(out, source, cells, kind, by, lonely="none", method="wilson", confidence=95 * 10**7, texts=True):
    """cells: with (domain, mark) pairs; a mark may be None. by: None, or whether domains are whole cells."""
    names = sorted({d for c in cells for d, _ in c["pairs"]}, key=draw.order_of) if by else []
    put(out, "estimate", source, kind, 0, by or "-", lonely, method, confidence, 1 + len(names))
    unit, items = 10 ** SCALES[kind], []
    for key in [""] + names:
        mine = [{k: c[k] for k in ("rows", "looked", "label")} | {
            "sampled": len(c["pairs"]), "marks": [y for _, y in c["pairs"] if y is not None],
            "mine": [y for d, y in c["pairs"] if y is not None and (not key or d == key)],
            "here": sum(not key or d == key for d, _ in c["pairs"])} for c in cells]
        mine = [c for c in mine if c["here"]]
        one = estimated(mine, kind, lonely, method, confidence)
        n = one["marked"]
        shown = [f"{one[f]}/{unit}/{n}~" if f in one else "-" for f in ("naive", "estimate", "error", "low", "high")]
        shown.append("%d/%d/%d%s" % (*one["population"], n, "~" * (one["population"][1] > 1)) if n else "-")
        put(out, "estimated", key, *shown, n, one["sampled"], one["df"], one["effective_n"], one["flags"])
        effects = effects_of(mine, kind, one) if n else []
        items.append((key, one, effects))
        for i, (label, m, part, mean, effect) in enumerate(effects):
            put(out, "effect", key, i, *label, f"{m}/{n}/{n}", f"{part}/{10**9}/{m}~", f"{mean}/{unit}/{m}~",
                f"{effect}/{unit}/{m}~")
        if texts:
            put(out, "said", key, *(said(zh, kind, key, one, effects, confidence) for zh in (True, False)))
    return items


def marked_cells(plan, drawn, mark, domain=None):
    """Cells of a sample with marks of its rows, and those rows as columns."""
    labels = {c["id"]: (c["label"]["zh"], c["label"]["en"]) for c in plan["classes"]}
    cells = [{"rows": c["rows"], "looked": c["n"] + c["unsuitable"], "label": labels[c["class"]], "pairs": [], "agent": c["keys"][0]}
             for c in drawn["cells"]]
    for i, r in enumerate(drawn["rows"]):
        cell = cells[r["cell"]]
        cell["pairs"].append((domain(i, r) if domain else cell["agent"], mark(i, r)))
    return [c for c in cells if c["pairs"]]


def put_marks(out, drawn, mark, inspector):
    marks = [mark(i, r) for i, r in enumerate(drawn["rows"])]
    put(out, "clear")
    put(out, "column", "会话ID", "text", *(r["id"] for r in drawn["rows"]))
    put(out, "column", "评分", "i64:0", *("\\N" if m is None else m for m in marks))
    put(out, "column", "质检员", "text", *(inspector(i, r) for i, r in enumerate(drawn["rows"])))


def rows_cases(out):
    """Rows that say themselves what they stand for: integers, so that all can be followed by hand."""
    names, cell_of = ["甲", "乙", "丙"], [0, 0, 0, 1, 1, 2, 2]
    marks, sizes = [90, 80, 100, 60, 70, 100, 100], [12, 40, 2]
    put(out, "clear")
    put(out, "column", "mark", "i64:0", *marks)
    put(out, "column", "cell", "text", *(names[c] for c in cell_of))
    put(out, "column", "rows", "i64:0", *(sizes[c] for c in cell_of))
    cells = [{"rows": sizes[c], "looked": cell_of.count(c), "label": (names[c], names[c]),
              "pairs": [("", m) for m, k in zip(marks, cell_of) if k == c]} for c in (1, 2, 0)]
    for kind in ("mean", "total"):
        put_estimates(out, "rows", sorted(cells, key=lambda c: c["label"][0].encode()), kind, None)


def estimate_txt():
    plan, rows = plan_of("plan.json"), week()
    plain, listed, unfit, replaced = fit_and_unfit(plan, rows)
    out = ["# Estimates from marks of sample.json, in fractions, intervals by mpmath at 50 digits: tests/oracle/golden.py",
           "# estimate. Marks are (17 × place in the sample) mod 41 + 60, of refunds 30 less; rates: those of 80 at least.",
           "# tests/oracle/golden_estimate.R computes the first estimates and errors by R's survey package."]
    begin = [["plan", "plan.json", plan_hash(plan)], ["draw", SEED, "week.csv", *CELLS],
             ["sample", "sample.json", "sample.csv", "draw.hex"]]
    for fields in begin:
        put(out, *fields)
    mark = lambda i, r: 17 * i % 41 + 60 - 30 * (plain["cells"][r["cell"]]["class"] == "refund")
    good = lambda i, r: int(mark(i, r) >= 80)
    inspector = lambda i, r: ["赵", "钱", "孙"][i % 3]
    put_marks(out, plain, mark, inspector)
    out.append("# Of each agent, whose cells are whole; of each inspector, who has parts of cells; the total.")
    put_written(out, "estimates", plan, "客服", put_estimates(out, "sample", marked_cells(plan, plain, mark), "mean", "客服"), "mean")
    put_estimates(out, "sample", marked_cells(plan, plain, mark, inspector), "mean", "质检员", confidence=9 * 10**8)
    put_estimates(out, "sample", marked_cells(plan, plain, mark), "total", None)
    out.append("# Rates.")
    put_marks(out, plain, good, inspector)
    put_estimates(out, "sample", marked_cells(plan, plain, good), "rate", "客服")
    put_estimates(out, "sample", marked_cells(plan, plain, good), "rate", "客服", method="clopper_pearson")
    put_marks(out, plain, lambda i, r: 1, inspector)
    put_estimates(out, "sample", marked_cells(plan, plain, lambda i, r: 1), "rate", "客服")
    out.append("# One of the newcomers has no mark, and none of 7's happy ones: a lonely cell, and a gap.")
    newcomer = next(i for i, r in enumerate(plain["rows"]) if plain["cells"][r["cell"]]["class"] == "newcomer")
    gap = lambda r: plain["cells"][r["cell"]]["class"] == "happy" and plain["cells"][r["cell"]]["keys"] == ["7"]
    some = lambda i, r: None if i == newcomer or gap(r) else mark(i, r)
    put_marks(out, plain, some, inspector)
    for lonely in ("none", "average", "adjust", "certain"):
        items = put_estimates(out, "sample", marked_cells(plan, plain, some), "mean", "客服", lonely)
        if lonely == "none":
            put_written(out, "estimates_gaps", plan, "客服", items, "mean")
    out.append("# Where ids are left out, and some were not fit and replaced.")
    put(out, "excluded", *listed)
    put(out, "draw", SEED, "week.csv", *CELLS)
    for id in unfit:
        put(out, "unsuitable", id, "r " + id, "lead")
    put(out, "sample", "sample_unfit.json", "sample_unfit.csv", "draw_unfit.hex")
    put_marks(out, replaced, mark, inspector)
    put_estimates(out, "sample", marked_cells(plan, replaced, mark), "mean", "客服")
    out.append("# Rows that say what they stand for.")
    rows_cases(out)
    write("estimate.txt", "\n".join(out))


# ---- Names ------------------------------------------------------------------------------------

if __name__ == "__main__":
    {"stats": stats_txt, "agree": agree_txt, "peer": peer_txt, "sample": sample_txt, "estimate": estimate_txt}[sys.argv[1]]()
