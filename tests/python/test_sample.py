"""Samples: what is drawn, why, and what marks say of the rest.

Expected values are those of tests/golden (its README says where they come from), or counted by hand
beside them.
"""

import csv
from decimal import Decimal
from pathlib import Path

import kefu
import pytest

GOLDEN = Path(__file__).parent.parent / "golden"
NUMBERS = {"满意度", "退款", "入职天数", "时长"}


def lines(name):
    """The lines of a golden file as lists of fields."""
    for line in (GOLDEN / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def golden(name, *kinds):
    return [pytest.param(one, id=" ".join(one)[:40]) for one in lines(name) if one[0] in kinds]


def week():
    """The rows of week.csv as columns; an empty cell of a number is null."""
    with open(GOLDEN / "week.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name: [int(row[name]) if row[name] else None for row in rows]
        if name in NUMBERS
        else [row[name] for row in rows]
        for name in rows[0]
    }


def part(columns, first, last):
    return {name: cells[first:last] for name, cells in columns.items()}


def plan_of(name):
    return kefu.Plan.from_json((GOLDEN / name).read_text("utf-8"))


def text_of(name):
    """A golden file, without what ends its last line."""
    return (GOLDEN / name).read_text("utf-8").rstrip("\n")


def draw_of(name, **options):
    draw = kefu.Draw(plan_of(name), seed="2026-W47", **options)
    draw.update(week())
    return draw


# ---- Statistics ------------------------------------------------------------------------------------


def rate(text):
    """A golden number of billionths, or None where an error is expected."""
    return None if text.startswith("!") else Decimal(int(text)).scaleb(-9)


def number(text):
    return Decimal(int(text)).scaleb(-9)


def millionths(text):
    return Decimal(int(text)).scaleb(-6)


STATS = {  # what is called, what its arguments are, what it gives
    "normal_below": (kefu.normal_below, [number], rate),
    "normal_quantile": (kefu.normal_quantile, [number], rate),
    "t_below": (kefu.t_below, [number, millionths], rate),
    "t_quantile": (kefu.t_quantile, [number, millionths], rate),
    "binomial_below": (kefu.binomial_below, [int, int, number], rate),
    "hypergeometric_below": (kefu.hypergeometric_below, [int, int, int, int], rate),
    "sample_size": (
        kefu.sample_size,
        [number, number, number, int],
        lambda text: None if text.startswith("!") else int(text),
    ),
    "half_width": (kefu.half_width, [number, int, number, int], rate),
}


@pytest.mark.parametrize("line", golden("stats.txt", *STATS))
def test_statistics(line):
    function, takes, gives = STATS[line[0]]
    arguments = [take(text) for take, text in zip(takes, line[1:])]
    expected = gives(line[len(takes) + 1])
    if expected is None:
        with pytest.raises(kefu.Error):
            function(*arguments)
    else:
        assert function(*arguments) == expected


@pytest.mark.parametrize("line", golden("stats.txt", "rate_interval"))
def test_rate_interval(line):
    method, x, n, population, confidence, *expected = line[1:]
    arguments = (int(x), int(n), int(population), number(confidence), method)
    if expected[0].startswith("!"):
        with pytest.raises(kefu.Error):
            kefu.rate_interval(*arguments)
    else:
        interval = kefu.rate_interval(*arguments)
        assert [interval.low, interval.high] == [number(text) for text in expected]


@pytest.mark.parametrize("line", golden("stats.txt", "acceptance_plan"))
def test_acceptance_plan(line):
    options = dict(zip(["good", "good_risk", "bad", "bad_risk"], map(number, line[1:5])))
    options["population"] = int(line[5])
    if int(line[6]) >= 0:
        options.update(accept=int(line[6]), has_accept=True)
    if line[7].startswith("!"):
        with pytest.raises(kefu.Error):
            kefu.acceptance_plan(**options)
        return
    made = kefu.acceptance_plan(**options)
    assert [made.n, made.accept] == [int(line[7]), int(line[8])]
    assert [made.pass_good, made.pass_bad] == [number(line[9]), number(line[10])]


# ---- Plans, draws, samples -------------------------------------------------------------------------


def test_plan():
    plan = plan_of("plan.json")
    assert (plan.id, plan.key, plan.agent) == ("org.example.weekly_qc/1", "会话ID", 0)
    assert plan.hash == next(lines("sample.txt"))[2]
    assert plan.label() == "每周抽检" and plan.label(lang="en") == "Weekly QC"
    assert list(plan.classes) == ["refund", "newcomer", "unhappy", "happy", "rest"]
    assert plan.class_label(1, lang="en") == "Newcomers" and plan.class_label(5) is None
    assert list(plan.by) == ["客服"]
    assert list(plan.exclusions) == ["short"] and plan.exclusion_label(0) == "太短"
    # The key and "by", then what conditions read, each once, in the order of the plan.
    read = dict(zip(plan.columns, map(plan.column_type, range(len(plan.columns)))))
    assert read == {
        "会话ID": "any", "客服": "any", "会话类型": "text", "时长": "number", "退款": "number",
        "入职天数": "number", "满意度": "number",
    }


def test_draw_counts():
    counts = draw_of("plan.json").counts  # as in sample.json
    assert (counts.rows, counts.outside, counts.excluded, counts.population) == (64, 3, 16, 45)
    assert draw_of("plan.json").excluded(0) == 16


def test_sample():
    draw = draw_of("plan.json")
    sample = kefu.Sample(draw)
    assert sample.json() == text_of("sample.json")
    assert sample.csv().rstrip("\n") == text_of("sample.csv")
    assert draw.save().hex() == text_of("draw.hex")
    assert (sample.seed, sample.plan.id) == ("2026-W47", "org.example.weekly_qc/1")


def test_sample_rows():
    sample = kefu.Sample(draw_of("plan.json"))
    assert len(sample) == 25
    row = sample[sample.find("20261117012148")]  # the line of sample.csv
    assert (row.id, row.cell, row.place, row.why) == ("20261117012148", 5, 3, "agent")
    assert (row.chance.num, row.chance.den) == (3, 5)
    assert row.instead_of == ""
    cell = sample.cells[row.cell]
    assert (cell.class_index, cell.rows, cell.n, cell.unsuitable) == (3, 5, 3, 0)
    assert sample.cell_key(row.cell, 0) == "7"
    with pytest.raises(kefu.NotFoundError):
        sample.find("no such conversation")


@pytest.mark.parametrize("line", golden("sample.txt", "why")[:6])
def test_why(line):
    sample = kefu.Sample(draw_of("plan.json"))
    assert sample.text(line[1]) == line[2]
    assert sample.text(sample.find(line[1]), lang="en") == line[3]


def test_parts_merge():
    whole = week()
    parts = [kefu.Draw(plan_of("plan.json"), seed="2026-W47") for _ in range(2)]
    parts[0].update(part(whole, 40, 64))
    parts[1].update(part(whole, 0, 40))
    parts[0].merge(parts[1])
    assert kefu.Sample(parts[0]).json() == text_of("sample.json")


def test_saved_draw():
    saved = bytes.fromhex(text_of("draw.hex"))
    info = kefu.draw_inspect(saved)
    assert (info.rows, info.population, info.seed) == (64, 45, "2026-W47")
    assert info.plan_id == "org.example.weekly_qc/1"
    draw = kefu.Draw.load(saved, plan_of("plan.json"), seed="2026-W47")
    assert kefu.Sample(draw).json() == text_of("sample.json")
    with pytest.raises(kefu.MismatchError):
        kefu.Draw.load(saved, plan_of("plan.json"), seed="2026-W48")
    with pytest.raises(kefu.DataError):
        kefu.draw_inspect(saved[:-1])


def test_excluded_and_unsuitable():
    excluded = {"id": next(one for one in lines("sample.txt") if one[0] == "excluded")[1:]}
    rows = [one[1:] for one in lines("sample.txt") if one[0] == "unsuitable"]
    unsuitable = dict(zip(["id", "reason", "by"], map(list, zip(*rows))))
    draw = draw_of("plan.json", excluded=excluded)
    sample = kefu.Sample(draw, unsuitable=unsuitable)
    assert sample.json() == text_of("sample_unfit.json")
    assert draw.save().hex() == text_of("draw_unfit.hex")
    assert {one.id: one.by for one in sample.replacements} == {row[0]: "lead" for row in rows}


def test_clashes():
    """All of plan_cells.json and plan_total.json, which ask for more than there is."""
    quotas = None
    for line in lines("sample.txt"):
        if line[0] == "plan":
            draw = draw_of(line[1])
            quotas = kefu.Quotas(draw)
        elif line[0] == "clashes":
            assert len(quotas.clashes) == int(line[1])
            assert quotas.feasible == (line[1] == "0")
        elif line[0] == "clash":
            clash = quotas.clashes[int(line[1])]
            assert (clash.need, clash.have) == (int(line[3]), int(line[4]))
            assert quotas.clash_text(int(line[1])) == line[5]
            assert quotas.clash_text(int(line[1]), lang="en") == line[6]
    with pytest.raises(kefu.InfeasibleError) as error:
        kefu.Sample(draw)
    assert "16" in str(error.value)


def test_spreads():
    """Two cells of ten rows, marks of a spread of 3 and 1. The next row of a cell of n lessens the
    variance by (rows × spread)² / (n (n + 1)): from one each a gets three more, by 900 / 2, 900 / 6
    and 900 / 12 = 75, before b, by 100 / 2 = 50."""
    plan = kefu.Plan.from_json("""{"format": 1, "id": "org.example.spread/1", "key": "id",
        "classes": [{"id": "a", "where": "x = 1", "min": 1}, {"id": "b", "min": 1}],
        "total": 5, "allocation": "neyman"}""")
    draw = kefu.Draw(plan, seed="2026-W47")
    draw.update({"id": list(range(20)), "x": [1, 0] * 10})
    spreads = {"class": ["a", "b"], "spread": [3, 1]}
    assert [cell.n for cell in kefu.Quotas(draw, spreads=spreads)] == [4, 1]
    sample = kefu.Sample(draw, quota_options={"spreads": spreads})
    assert [cell.n for cell in sample.cells] == [4, 1]
    lowest = sorted(range(0, 20, 2), key=lambda i: kefu.pick_hash(kefu.pick_key("2026-W47"), i))
    assert [row.id for row in sample][:4] == [str(i) for i in lowest[:4]]


def test_sample_as_arrow():
    pyarrow = pytest.importorskip("pyarrow")
    sample = kefu.Sample(draw_of("plan.json"))
    table = pyarrow.table(sample.arrow_stream(lang="en"))
    assert table.num_rows == 25
    assert table.column("id").to_pylist() == [row.id for row in sample]
    assert table.column("rule").to_pylist() == [row.why for row in sample]
    assert table.column("class").to_pylist()[:3] == ["refund", "refund", "newcomer"]
    batch = pyarrow.record_batch(sample.arrow_array(flags=["integer_keys"]))
    assert batch.num_rows == 25


# ---- Estimates -------------------------------------------------------------------------------------


def marks():
    """The first marks of estimate.txt: of a sample of plan.json."""
    columns = {}
    for line in lines("estimate.txt"):
        if line[0] == "column":
            columns[line[1]] = [int(x) for x in line[3:]] if line[2] == "i64:0" else line[3:]
        elif columns:
            return columns


def shown(value):
    """A value as golden files write it."""
    if value.status != "ok":
        return "-"
    rounded = "~" if "rounded" in value.flags else ""
    return f"{value.num}/{value.den}/{value.n}{rounded}"


def test_estimates():
    sample = kefu.Sample(draw_of("plan.json"))
    made = kefu.Estimates.from_sample(sample, marks(), by="客服", confidence="0.95")
    assert (made.info.by, made.info.kind, made.info.confidence) == ("客服", "mean", Decimal("0.95"))
    seen = 0
    for line in lines("estimate.txt"):
        if line[0] == "estimate":
            seen += 1
            if seen > 1:
                break
            assert len(made) == int(line[8])
        elif line[0] in ("estimated", "effect", "said"):
            index = made.find(line[1]) if line[1] else made.find()
            one = made[index]
        if line[0] == "estimated":
            assert one.key == line[1]
            values = (one.naive, one.estimate, one.error, one.low, one.high, one.population)
            assert [shown(value) for value in values] == line[2:8]
            assert [one.marked, one.sampled] == [int(text) for text in line[8:10]]
            assert [one.df, one.effective_n] == [millionths(text) for text in line[10:12]]
        elif line[0] == "effect":
            effect = made.effects(index)[int(line[2])]
            assert (effect.label_zh, effect.label_en) == (line[3], line[4])
            values = (effect.in_marks, effect.in_population, effect.mean, effect.effect)
            assert [shown(value) for value in values] == line[5:9]
        elif line[0] == "said":
            assert made.text(index) == line[2]
            assert made.text(index, lang="en") == line[3]


def test_written_estimates():
    sample = kefu.Sample(draw_of("plan.json"))
    made = kefu.Estimates.from_sample(sample, marks(), by="客服")
    assert made.json() == text_of("estimates.json")
    assert made.csv().rstrip("\n") == text_of("estimates.csv")
    assert made.csv(lang="en").startswith("客服,naive,estimate,error,low,high,population,")
    assert made.csv(flags=["excel"]).startswith("\ufeff客服,未校正,")


def test_sample_as_rows():
    """The sample as it is written, with marks beside, gives what the sample gives."""
    sample = kefu.Sample(draw_of("plan.json"))
    given = marks()
    table = list(csv.DictReader(sample.csv(lang="en").splitlines()))
    assert [one["class"] for one in table[:3]] == ["Refunds", "Refunds", "Newcomers"]
    assert [row.id for row in sample] == given["会话ID"]
    rows = {name: [int(one[name]) for one in table]
            for name in ("cell", "chance_num", "chance_den", "unsuitable")}
    rows["mark"] = given["评分"]
    made = kefu.Estimates.from_rows(rows)[0]
    asked = kefu.Estimates.from_sample(sample, given)[0]
    assert (made.estimate, made.error, made.low, made.high) == (
        asked.estimate, asked.error, asked.low, asked.high)


def test_estimates_of_rows():
    """One cell of 20 rows, 4 of them marked 1, 0, 1, 1: 3 of 4, of 20."""
    rows = {"mark": [1, 0, 1, 1], "rows": [20, 20, 20, 20]}
    made = kefu.Estimates.from_rows(rows, kind="rate")
    one = made[0]
    assert one.estimate.num * 4 == one.estimate.den * 3
    assert (one.marked, one.population.num) == (4, 20)
    frame = kefu.Estimates.from_rows(rows).frame(name="qc")
    assert len(frame) == 1


def test_flags_in_words():
    assert kefu.estimated_flags_text(["lonely", "replaced"]) == "有的格只有一条评分;有更换"


# ---- Draws of rows, agreement, peers ---------------------------------------------------------------


def test_pick_keys():
    keys = {one[1]: int(one[2], 16) for one in lines("pick_id.txt") if one[0] == "pick_key"}
    assert len(keys) == 3
    assert {seed: kefu.pick_key(seed) for seed in keys} == keys


@pytest.mark.parametrize("line", golden("pick_id.txt", "pick_hash")[:12])
def test_pick_hash(line):
    key, expected = int(line[1], 16), int(line[3], 16)
    assert kefu.pick_hash_text(key, line[2]) == expected
    if line[2].lstrip("-").isdigit() and line[2] != "007":
        assert kefu.pick_hash(key, int(line[2])) == expected


def test_pick():
    columns, found = {}, None
    for line in lines("pick_id.txt"):
        if line[0] == "column" and line[1] in ("id", "by"):
            columns[line[1]] = [None if cell == r"\N" else cell for cell in line[3:]]
        elif line[0] == "pick" and line[2] == "by" and line[3] == "-":
            found = line
            break
    rows = [int(text) for text in found[6].split()]
    drawn = [columns["id"][row] for row in rows]
    options = {"seed": found[1], "id": "id", "by": "by", "k": int(found[4])}
    pick, *parts = (kefu.Pick(**options) for _ in range(3))
    pick.update(columns)
    assert pick.finish() == len(rows)
    assert [one.id for one in pick] == drawn
    assert [one.row for one in pick] == rows
    assert pick.save().hex() == found[7]
    assert [one.id for one in kefu.Pick.load(pick.save(), **options)] == drawn
    parts[0].update(part(columns, 10, len(columns["id"])))
    parts[1].update(part(columns, 0, 10))
    parts[0].merge(parts[1])
    assert [one.id for one in parts[0]] == drawn


def test_reservoir():
    reservoir = kefu.Reservoir(kefu.pick_key("2026-W47"), 3)
    assert (reservoir.seen, reservoir.filled) == (0, 0)


def test_agreement():
    """Krippendorff 2011, B: two inspectors, twelve units; each a number of agree.txt."""
    units, wanted, block = [], [], 0
    for line in lines("agree.txt"):
        block += line[0] == "categories"
        if line[0] == "marked" and block == 2:
            units += [line[2:]] * int(line[1])
        elif line[0] == "agree" and block == 2:
            wanted.append(line)
    rows = {"unit": [], "inspector": [], "mark": []}
    for unit, given in enumerate(units):
        for inspector, mark in enumerate(given):
            rows["unit"].append(unit)
            rows["inspector"].append(f"inspector {inspector + 1}")
            rows["mark"].append(mark)
    agree = kefu.Agree.from_rows(rows)
    assert agree.criteria == 1
    assert len(wanted) == 8
    for _, coefficient, distance, value, *_ in wanted:
        made = agree.value(0, coefficient, distance)
        assert round(Decimal(made.value.num) / made.value.den, 9) == number(value)
        assert (made.value.n, made.marks, made.raters, made.categories) == (12, 24, 2, 5)
    assert agree.values("raw")[0].why == "fine"


@pytest.mark.parametrize("line", golden("agree.txt", "agree_why")[1:])
def test_agree_why(line):
    why = ["fine", "no_pairs", "one_category", "raters", "uneven"][int(line[1])]
    assert kefu.agree_why_text(why) == line[2]
    assert kefu.agree_why_text(why, lang="en") == line[3]


@pytest.mark.parametrize("line", golden("peer.txt", "peers")[:5])
def test_peers(line):
    people = next(one for one in lines("peer.txt") if one[0] == "column")
    peers = kefu.Peers({people[1]: people[3:]}, seed=line[1], period=int(line[2]), each=int(line[3]))
    assert [f"{one.inspector}>{one.inspected}" for one in peers] == line[6].split()
    loads = peers.loads
    assert (loads.least, loads.most, loads.again) == tuple(int(text) for text in line[7:10])
    assert loads.proven
    assert len(peers.csv(lang="en").splitlines()) == 1 + len(peers)


def test_bans_and_history():
    """By hand: A may not inspect C, so it is A>B, B>C, C>A; told so before, that cannot be avoided."""
    people = {"person": ["A", "B", "C"]}
    bans = {"inspector": ["A"], "inspected": ["C"]}
    peers = kefu.Peers(people, seed="2026", bans=bans)
    assert [(one.inspector, one.inspected) for one in peers] == [("A", "B"), ("B", "C"), ("C", "A")]
    history = {"inspector": ["B"], "inspected": ["C"]}
    again = kefu.Peers(people, seed="2026", bans=bans, history=history)
    assert [one.again for one in again] == [False, True, False]
    with pytest.raises(kefu.InfeasibleError):
        kefu.Peers(people, seed="2026", each=2)
