"""Cards, sheets, pay and prizes from Python: the shop's month is the one that the README shows and
the C program writes, to the byte."""

import json
import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

import kefu
import shop_month

if not (shop_month.PROGRAMS / "month_end").exists():
    pytest.skip("make builds the examples", allow_module_level=True)


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    return shop_month.month(shop_month.files(tmp_path_factory.mktemp("shop")))


def two(points):
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


# ---- The sheet: README.md, `make demo`, which tests/run.sh holds to what the C program prints ----


def readme_rows():
    """[(place, name, total, grade, id, item points)] as printed."""
    text = (shop_month.ROOT / "README.md").read_text("utf-8")
    lines = text.split("$ make demo\n")[1].split("\n等待复核")[0].splitlines()
    out = []
    for line, below in zip(lines, lines[1:]):
        cells = line.split()
        if not re.fullmatch(r"\d+=?|-", cells[0] if cells else ""):
            continue
        last = max(i for i, cell in enumerate(cells) if re.fullmatch(r"\d+\.\d\d", cell))
        grade = cells[last + 1] if cells[last + 1:] and cells[last + 1] in "ABCDE" else ""
        person, *points = below.split()
        out.append((cells[0], cells[1], Decimal(cells[last]), grade, person,
                    [Decimal(0 if p == "不计" else p) for p in points]))
    return out


def test_the_sheet_is_that_of_the_readme(month):
    shown = readme_rows()
    assert len(shown) == len(month.sheet.rows) == len(month.sheet) == 12
    for row, (place, name, total, grade, person, _) in zip(month.sheet.rows, shown):
        assert (row.person, row.name, two(row.total), row.grade) == (person, name, total, grade)
        assert row.place.twice == (0 if place == "-" else 2 * int(place.rstrip("=")))
        assert (row.place.tied > 1) == place.endswith("=")


def test_points_of_items_are_those_of_the_readme(month):
    for _, _, _, _, person, points in readme_rows():
        reasons = [r for r in month.sheet.reasons(person) if r.kind == "item"]
        assert [two(r.points) for r in reasons] == points


def test_reasons_add_up_to_the_total(month):
    for i, row in enumerate(month.sheet.rows):
        assert sum(r.points for r in month.sheet.reasons(i)) == row.total


def test_a_row_is_found_by_its_person(month):
    assert month.sheet.find("K02") == 7
    assert month.sheet.row("K02").name == month.sheet.row(7).name == "赵明轩"
    assert month.sheet[7].person == "K02"
    with pytest.raises(KeyError, match="K02"):
        month.sheet.row("K022")


def test_sentences_are_those_of_the_readme(month):
    text = (shop_month.ROOT / "README.md").read_text("utf-8")
    shown = text.split("赵明轩 (K02)  总分 76.23")[1].split("\n\n")[0].splitlines()[1:]
    said = month.sheet.explain("K02")
    assert len(said) == 9 and said == [line.strip() for line in shown]
    assert month.sheet.reason_text("K02", 0) == said[0]
    assert month.sheet.explain("K02", lang="en")[0].startswith("Conversion")


def test_flags_are_words(month):
    assert "below_floor" in month.sheet.row("K07").flags
    assert "pending" in month.sheet.row("K04").flags
    assert "no_grade" in month.sheet.row("K06").flags
    assert not month.sheet.row("K01").flags


def test_the_badge_that_the_readme_shows(month):
    elite = [r.person for i, r in enumerate(month.sheet.rows)
             if month.sheet.holds(i, "badge")[0].holds]
    assert elite == ["K01", "K05", "K03", "K10"]
    assert month.sheet.holds("K02", "badge")[0].failing == 0
    assert month.sheet.holds_text("K02", "badge", 0)
    assert month.sheet.holds("K02", "streak") == []


def test_sections_of_a_row(month):
    """K01: 15 + 20 + 15, 9.80 + 10 + 10, 7.68 + 7 + 5."""
    assert [two(s.points) for s in month.sheet.sections("K01")] == [
        Decimal("50.00"), Decimal("29.80"), Decimal("19.68")]
    assert [p.label_zh for p in month.sheet.parts("section")] == ["业绩", "服务", "执行"]


def test_what_the_sheet_was_made_from(month):
    sheet = month.sheet
    assert sheet.card_id == month.card.id == "example.phone-shop.presales/1"
    assert sheet.card_hash == month.card.hash
    assert (sheet.label(), sheet.label("en")) == ("手机店售前月度考核", "Phone shop, pre-sales, monthly")
    assert (sheet.period, sheet.as_of) == ("2026-09", None)
    assert sheet.roster_id == month.roster.id
    assert sheet.ledger_id == month.ledger.id()


def test_what_one_more_paid_buyer_would_give(month):
    """README: 再多 1 个即达 45%,进 80 分档(+2.25)."""
    more = month.sheet.next_points("K02", 0)
    assert more.found and more.steps == 1
    assert (more.value, more.points) == (kefu.Value(2250, 5000), Decimal(12))
    assert more.total - month.sheet.row("K02").total == Decimal("2.25")
    assert month.sheet.what_if("K02", 0, (2250, 5000)).points == more.points
    assert "2,250" in month.sheet.what_if_text("K02", more)
    place = month.sheet.next_points("K02", 1)
    assert not place.found and place.why_not == "peers"


# ---- The same bytes -----------------------------------------------------------------------------


def test_the_sheet_is_written_as_the_c_program_writes_it(month):
    found = month.card.lint(month.frame)
    assert month.sheet.json(findings=found) == shop_month.printed(
        month.data, "--json", script="month.sh")
    assert month.sheet.csv() == shop_month.printed(month.data, "--csv", script="month.sh")


def test_pages_in_both_languages(month):
    for lang, word in (("zh", "手机店售前月度考核"), ("en", "Phone shop, pre-sales, monthly")):
        page = month.sheet.html(lang=lang, findings=month.card.lint())
        assert page.startswith("<!doctype html>") and word in page


def test_a_kept_sheet_is_the_same(month, tmp_path):
    shop_month.printed(month.data, "--save-sheet", tmp_path / "sheet.kefu")
    kept = month.sheet.save()
    assert kept == (tmp_path / "sheet.kefu").read_bytes()
    again = kefu.Sheet.load(kept)
    assert isinstance(kept, bytes) and again.save() == kept
    assert again.json() == month.sheet.json()
    with pytest.raises(kefu.DataError):
        kefu.Sheet.load(kept[:-1])


def test_pay_is_written_as_the_c_program_writes_it(month, tmp_path):
    wanted = [tmp_path / name for name in ("pay.json", "pay.csv", "awards.csv")]
    shop_month.printed(month.data, "--pay-json", wanted[0], "--pay-out", wanted[1],
                       "--awards-out", wanted[2])
    written = [month.payroll.json(), month.payroll.csv(), month.awards.csv()]
    assert written == [path.read_text("utf-8") for path in wanted]


def test_the_sheet_in_arrow(month):
    """Points are decimals of six digits; a place is 2.5 where two share it so."""
    pa = pytest.importorskip("pyarrow")
    batch = pa.record_batch(month.sheet.arrow_array())
    table = pa.table(month.sheet.arrow_stream(flags=["exact"]))
    rows = month.sheet.rows
    assert batch.column("person").to_pylist() == [r.person for r in rows]
    assert batch.column("total").to_pylist() == table.column("total").to_pylist() == [
        r.total for r in rows]
    assert batch.column("below_floor").to_pylist() == ["below_floor" in r.flags for r in rows]
    assert table.column("conversion_num")[7].as_py() == 2249
    assert "conversion_num" not in batch.schema.names


# ---- Findings: README.md, 方案检查 ---------------------------------------------------------------


def test_what_the_linter_finds(month):
    """README: 4 errors, 2 warnings, 7 notes, the first in line 79, the last two of the data."""
    found = month.card.lint(month.frame)
    count = {s: sum(f.severity == s for f in found) for s in ("error", "warning", "note")}
    assert count == {"error": 4, "warning": 2, "note": 7}
    assert [(f.line, f.code) for f in found if f.severity == "error"] == [
        (79, "grade_gap"), (80, "grade_gap"), (81, "grade_gap"), (82, "grade_gap")]
    assert len(month.card.lint()) < len(found)


# ---- Decisions -----------------------------------------------------------------------------------


def test_decisions_one_by_one_are_those_of_the_rows(month):
    ledger = kefu.Ledger()
    for d in reversed(month.ledger.decisions):
        ledger.add(person=d.person, part=d.part, action=d.action, day=d.day, count=d.count, by=d.by,
                   reason=d.reason, evidence=d.evidence, to=d.to or None)
    assert len(ledger) == len(month.ledger) == 10
    assert ledger.id() == month.ledger.id()
    assert ledger.id("2026-09-29") == kefu.Ledger().id()


def test_how_many_must_be_said():
    ledger = kefu.Ledger()
    with pytest.raises(ValueError, match="count"):
        ledger.add(person="K07", part="complaint", action="confirm", day="2026-09-30", by="唐主管")
    with pytest.raises(ValueError, match="confirm"):
        ledger.add(person="K07", part="complaint", action="confrim", day="2026-09-30", count=1,
                   by="唐主管")


def test_decisions_of_a_row(month):
    about = month.sheet.decisions("K07")
    assert [(d.person, d.action, d.to) for d in about] == [
        ("K05", "reassign", "K07"), ("K07", "confirm", "")]


def test_what_a_decision_changes(month):
    """Without decisions K07's complaint costs nothing: 2 points more."""
    free = month.card.score(month.frame, roster=month.roster, day=shop_month.DAY)
    diff = free.diff(month.sheet)
    mine = [c for c in diff.changes if c.person == "K07"]
    total = next(c for c in mine if c.code == "total")
    assert total.points_after - total.points_before == Decimal(-2)
    assert (total.after, total.before) == (month.sheet.row("K07").total * 10**6,
                                           free.row("K07").total * 10**6)
    assert any(c.part == "complaint" and "decision" in c.why for c in mine)
    assert len(diff.explain()) == len(diff) and diff.text(0) == diff.explain()[0]


# ---- Pay: payday.sh, with slices of the commission by hand ---------------------------------------


def test_commission_in_slices(month):
    """K01 sold 5,862,780 to the yuan: 2,000,000 × 0.1% + 2,000,000 × 0.15% + the rest × 0.2%."""
    figure = month.frame.value("K01", "销售额")
    sold = Decimal(figure.num) / Decimal(figure.den)
    by_hand = two(Decimal(2000) + Decimal(3000) + (sold - 4_000_000) * Decimal("0.002"))
    assert by_hand == Decimal("8725.56")
    assert month.payroll.amounts("K01")[1].amount == by_hand


@pytest.mark.parametrize("person, amounts, pay, flags", [
    # as payday.sh prints the month: 绩效 提成 精英奖 推诿扣款 责任赔付 应发
    ("K01", "2400.00 8725.56 300.00 0.00 0.00", "11425.56", set()),
    ("K02", "1600.00 5384.36 0.00 0.00 -36.00", "6948.36", set()),
    ("K07", "0.00 2364.80 0.00 0.00 -1299.00", "1291.84", {"waived", "provisional"}),
])
def test_pay_of_people(month, person, amounts, pay, flags):
    row = month.payroll.row(person)
    assert [str(a.amount) for a in month.payroll.amounts(person)] == amounts.split()
    assert str(row.pay) == pay and set(row.flags) == flags
    assert row.earned + row.deducted + row.waived + row.top_up == row.pay


def test_unknown_pay_is_none(month):
    """K06 has no grade, so that performance pay is unknown."""
    row = month.payroll.row("K06")
    assert (row.pay, row.status) == (None, "no_data")
    first = month.payroll.amounts("K06")[0]
    assert (first.amount, first.cause) == (None, "class")
    assert month.payroll.total.unknown == 1
    assert str(month.payroll.total.amount) == "68134.05"
    assert [str(s.amount) for s in month.payroll.sums] == [
        "20400.00", "52620.81", "1200.00", "0.00", "-1335.00"]


def test_sentences_of_pay(month):
    said = month.payroll.explain("K06")
    assert len(said) == len(month.pay_plan.parts) + 1
    assert said[-1] == month.payroll.text("K06", -1) == "合计:金额待定,缺:绩效"


def test_the_pay_plan(month):
    plan = month.payroll.plan
    assert (plan.id, plan.hash) == (month.pay_plan.id, month.pay_plan.hash)
    assert (plan.currency, plan.exponent, month.payroll.period) == ("CNY", 2, "2026-09")
    assert [p.kind for p in plan.parts] == ["coefficient", "commission", "fixed", "each", "items"]
    assert month.payroll.unpaid == [] and month.payroll.pools(0) == []
    assert all(f.severity != "error" for f in plan.lint(month.card))


# ---- Prizes: as payday.sh prints them -----------------------------------------------------------


def test_who_won(month):
    won = [(month.award_plan.prizes[w.prize].id, w.place.twice // 2, w.person, str(w.amount))
           for w in month.awards.winners]
    assert won == [("sales", 1, "K01", "500.00"), ("sales", 2, "K05", "300.00"),
                   ("sales", 3, "K08", "100.00"), ("orders", 1, "K01", "500.00"),
                   ("orders", 2, "K05", "300.00"), ("orders", 3, "K03", "100.00"),
                   ("star", 1, "K01", "1000.00")]
    assert month.awards.explain()[0] == "销售之星第 1 名 林晓燕:销售额 ¥5,862,780,奖金 ¥500.00"


def test_how_many_took_part(month):
    assert [(s.took_part, s.people, s.winners, str(s.amount)) for s in month.awards.stats] == [
        (11, 12, 3, "900.00"), (11, 12, 3, "900.00"), (10, 12, 1, "1000.00")]
    assert (month.awards.total.winners, str(month.awards.total.amount)) == (4, "2800.00")


def test_why_the_others_did_not_win(month):
    standings = month.awards.standings(2)
    assert len(standings) == 12 and standings[0].why == "none"
    why = {s.person: s.why for s in standings}
    assert (why["K05"], why["K07"]) == ("place", "condition")
    assert month.awards.explain_standings(2)[0] == month.awards.standing_text(2, 0)


def test_what_a_place_is_worth(month):
    assert [str(month.award_plan.amount(0, place)) for place in (1, 2, 3, 4)] == [
        "500.00", "300.00", "100.00", "0.00"]


def test_a_period_for_each_sheet(month):
    with pytest.raises(ValueError, match="periods"):
        month.award_plan.award([month.sheet], month.frame, periods=[0, 1])
    for periods in ([0], [], None):
        again = month.award_plan.award([month.sheet], month.frame, periods=periods, period="2026-09")
        assert again.json() == month.awards.json()


def test_prizes_are_paid_by_their_csv(month, tmp_path):
    """What the awards write is what kefu_pay takes as items: 2,800 in all."""
    path = tmp_path / "awards.csv"
    path.write_text(month.awards.csv(), "utf-8")
    plan = {"format": 1, "id": "example.prizes/1", "currency": "CNY", "exponent": 2,
            "parts": [{"id": p.id, "kind": "items", "rate": "100%"} for p in month.award_plan.prizes]}
    payroll = kefu.PayPlan.from_json(json.dumps(plan)).pay([month.sheet], items=kefu.read_csv(path))
    assert str(payroll.total.amount) == "2800.00"
    assert str(payroll.row("K01").pay) == "2000.00"


# ---- Books ---------------------------------------------------------------------------------------


def book_of(card):
    book = kefu.Book.from_json(json.dumps(
        {"format": 1, "id": "example.book/1", "rules": [
            {"card": card.id, "cohort": ["正式工"]}, {"card": None, "person": ["K12"]}]}))
    book.add(card)
    return book


def test_a_book_scores_whom_it_names(month):
    run = book_of(month.card).score(month.frame, roster=month.roster, day=shop_month.DAY)
    assert len(run) == 1 and run.cards == [0]
    assert len(run.sheets[0]) == 9
    assert run.unscored == ["K10", "K11"]
    found = run.find("K02")
    assert run.sheets[found.sheet].rows[found.row].person == "K02"
    assert len(run.diff(run)) == 0


def test_decisions_that_no_sheet_has(month):
    ledger = kefu.Ledger()
    ledger.add(person="K10", part="praise", action="confirm", day="2026-09-30", count=-1, by="唐主管")
    run = book_of(month.card).score(month.frame, roster=month.roster, day=shop_month.DAY,
                                    ledger=ledger)
    assert run.unread == [0]


def test_sheets_of_a_run_outlive_it(month):
    sheet = book_of(month.card).score(month.frame, roster=month.roster, day=shop_month.DAY).sheets[0]
    assert sheet.row("K01").grade == "A"


# ---- Periods, people and days --------------------------------------------------------------------

SMALL = {"format": 1, "id": "example.small/1", "days": "roster", "floor": 60,
         "sections": [{"id": "all", "items": [
             {"id": "figure", "metric": "x", "weight": 100, "unit": "points",
              "direction": "higher", "curve": {"type": "linear", "points": [[0, 0], [100, 100]]}}]}],
         "streaks": [{"id": "low", "label": {"zh": "连续两月", "en": "two months"},
                      "all": [{"floor": "below"}], "periods": 2}]}


def figures(**points):
    report = kefu.Report()
    report.key("person")
    report.metric("x")
    return report.read({"person": list(points), "x": list(points.values())})


def scored(frame, month, card=SMALL, **options):
    people = {"person": ["a", "b"], "team": ["one", "two"], "hired": ["2020-01-01", f"{month}-16"]}
    return kefu.Card.from_json(json.dumps(card)).score(
        frame, roster=kefu.Roster.from_rows(people), period=month, day=f"{month}-30",
        first_day=f"{month}-01", last_day=f"{month}-30", **options)


def test_days_on_duty():
    """Hired on the 16th: 15 of 30 days."""
    sheet = scored(figures(a=70, b=50), "2026-09")
    assert [sheet.row(p).share_of_days for p in "ab"] == [1, Decimal("0.5")]


def test_a_streak_goes_on_from_sheets_before():
    september = scored(figures(a=70, b=50), "2026-09")
    november = scored(figures(a=50, b=50), "2026-11", earlier=[september])
    assert [november.holds(p, "streak")[0].holds for p in "ab"] == [False, True]
    assert november.holds("a", "streak")[0].ago == 1
    assert november.holds_text("a", "streak", 0)
    # three periods ago it is no streak
    november = scored(figures(a=50, b=50), "2026-11", earlier=[september], earlier_periods=[3])
    assert not november.holds("b", "streak")[0].holds


@pytest.mark.parametrize("earlier, periods", [(2, 1), (1, 2), (1, 0), (0, 1)])
def test_periods_of_earlier_sheets_are_as_many(month, earlier, periods):
    with pytest.raises(ValueError, match="earlier"):
        month.card.score(month.frame, roster=month.roster, day=shop_month.DAY,
                         earlier=[month.sheet] * earlier, earlier_periods=[1] * periods)


def test_a_blend_takes_the_sheet_of_teams():
    """70 % of 50 points, and 30 % of the team's 90: 62."""
    teams = kefu.Card.from_json(json.dumps({k: v for k, v in SMALL.items() if k != "days"}))
    card = {**SMALL, "blend": {"personal": "70%", "team": "sheet"}}
    sheet = scored(figures(a=50, b=50), "2026-09", card, team_sheet=teams.score(figures(one=90)))
    assert (sheet.row("a").total, sheet.row("a").team_part) == (62, 12)
    assert (sheet.row("b").total, sheet.row("b").team_part) == (50, 0)


# ---- Prizes of more than a month -----------------------------------------------------------------


def best_of(**more):
    prize = {"id": "best", "label": "best", "kind": "overall", "places": 1, "amounts": [100], **more}
    return kefu.AwardPlan.from_json(json.dumps({"format": 1, "id": "example.best/1", "currency": "CNY",
                                                "exponent": 2, "prizes": [prize]}))


def test_a_prize_over_two_months():
    """Means of 70 and 50, and of 50 and 40: 60 wins."""
    sheets = [scored(figures(a=70, b=50), "2026-09"), scored(figures(a=50, b=40), "2026-11")]
    awards = best_of().award(sheets, periods=[0, 1], period="2026-H2")
    assert [(w.person, w.value, w.amount) for w in awards.winners] == [("a", 60, 100)]
    assert awards.standings(0)[1].value == 45
    with pytest.raises(ValueError):  # somebody is in two sheets of one period
        best_of().award(sheets)


def test_who_won_before_cannot_again():
    sheet, plan = scored(figures(a=70, b=50), "2026-09"), best_of(max_terms=1)
    history = {"period": ["2026-08"], "prize": ["best"], "person": ["a"]}
    awards = plan.award([sheet], period="2026-09", history=history)
    assert [w.person for w in awards.winners] == ["b"]
    assert [(s.person, s.why, s.number) for s in awards.standings(0)][1] == ("a", "terms", 1)
    assert plan.prizes[0].max_terms == 1
