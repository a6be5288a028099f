"""What users write, for a type checker: make check-stubs. It is never run."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import assert_type

import kefu


def the_readme() -> None:
    card = kefu.Card.from_json(open("card.json", "rb").read())
    figures = kefu.frame("report.csv", by="客服", cells={"出勤": {"kind": "number", "over": "应出勤"}})
    sheet = card.score(figures, day="2026-10-31", period="2026-10")
    for row in sheet:
        print(row.place, row.name, row.total, row.grade)
        print(*sheet.explain(row.person, "zh"), sep="\n")
    sheet.html(to="sheet.html")
    assert_type(sheet.html(), str)


def rows_of_any_kind(table: kefu.Table) -> None:
    tally = kefu.Tally(where="询单 > 0")
    tally.by("客服")
    tally.add("转化率", "ratio(sum(付款), sum(询单))", unit="ratio", scale=4, direction="higher")
    tally.update({"客服": ["小林"], "付款": [1], "询单": [2]})
    tally.update(kefu.read_csv("daily.csv", cells={"付款": "number"}, encoding="gbk"))
    tally.update(table, cells={"付款": "number"})
    frame = tally.frame()
    value = frame.value("小林", "转化率")
    assert_type(value, kefu.Value)
    assert_type(value.fraction, Fraction | None)
    assert_type(len(frame), int)
    assert_type(value < 1, bool)
    assert_type(frame.keys, list[str])


def a_sheet(sheet: kefu.Sheet) -> list[str]:
    assert_type(sheet["小林"], kefu.SheetRow)
    assert_type(sheet[-1].total, Decimal | None)
    assert_type(sheet[:3], list[kefu.SheetRow])
    assert_type(sheet.place[0].tied, int)
    low, high = kefu.rate_interval(45, 100, confidence="0.95")
    assert_type(high - low, Decimal)
    lines = [reason.evidence for reason in sheet.reasons("小林") if reason.code == "band"]
    return lines + [sheet.slip("小林", "en")]


def pay(sheet: kefu.Sheet, frame: kefu.Frame) -> Decimal | None:
    plan = kefu.PayPlan.read({"format": 1})
    with plan.pay([sheet], frame) as payroll:
        return payroll[0].pay


def reviews() -> None:
    labels = kefu.classify(["快递太慢了", "质量很好"], model=kefu.models.zh)
    for label in labels:
        if label.polarity == "negative":
            print(label.causes, label.verdict.text("zh"))
        for span in label.spans:
            print(label.text[span.first:span.last], span.contribution)


def a_sample() -> None:
    picked = kefu.sample("chats.csv", "plan.json", "2026-W47", excluded={"会话ID": ["a"]})
    assert_type(picked.probability, list[Fraction])
    for row in picked:
        print(row.id, row.why)


def errors() -> date | None:
    try:
        kefu.Roster.read("roster.csv")
    except kefu.NotFoundError as error:
        print(error.code, error.row, error.message)
    except kefu.ParseError as error:
        print(error.line, error.column)
    return kefu.date_parse("2026-10-31")


def what_a_checker_finds(card: kefu.Card, sheet: kefu.Sheet, tally: kefu.Tally) -> None:
    card.score("report.csv")  # type: ignore[arg-type]
    sheet.explain("小林", "fr")  # type: ignore[arg-type]
    sheet.totl  # type: ignore[attr-defined]
    tally.add("x", "count()", direction="up")  # type: ignore[arg-type]
    tally.add("x", "count()", lable_zh="x")  # type: ignore[call-arg]
    kefu.Card.from_json("{}", {"cell": 1})  # type: ignore[arg-type]
