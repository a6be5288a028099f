"""The month of examples/shop, as examples/shop/payday.sh reads it with the C program."""

import os
import pathlib
import subprocess
from types import SimpleNamespace

import kefu

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples" / "shop"
PROGRAMS = pathlib.Path(os.environ.get("KEFU_BUILD", ROOT / "build")) / "examples"
DAY, PERIOD = "2026-09-30", "2026-09"


def files(folder):
    """The exports of the invented shop, written by the C program that invents them."""
    subprocess.run([PROGRAMS / "shop", folder], check=True, capture_output=True)
    return folder


def printed(data, *options, script="payday.sh"):
    """What the C program says of the same month."""
    run = subprocess.run(["sh", SHOP / script, PROGRAMS / "month_end", data, *options], check=True,
                         capture_output=True)
    return run.stdout.decode("utf-8")


def described(card):
    """How the card shows each metric: keywords of Tally.add and Report.metric."""
    out = {}
    for kind in ("item", "adjustment", "red_line", "volume"):
        for part in card.parts(kind):
            direction = "neither" if part.direction == "middle" else part.direction
            out.setdefault(part.metric, {"label_zh": part.label_zh, "label_en": part.label_en,
                                         "unit": part.unit, "direction": direction})
    return out


def counted(data, card, roster):
    """daily.csv by the formulas of metrics.txt."""
    shown = described(card)
    tally = kefu.Tally(roster=roster, roster_day=DAY)
    tally.by("客服")
    for line in (SHOP / "metrics.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, formula = line.split(" = ")
            tally.add(name, formula, **shown.get(name, {"unit": "count"}))
    cells = {column: "number" for column in tally.columns if column != "客服"}
    tally.update(kefu.read_csv(data / "daily.csv", cells=cells))
    return tally.frame().with_roster(roster, DAY)


def reported(data, card, roster, name, columns):
    """A report of one row a person."""
    shown = described(card)
    report = kefu.Report()
    report.key("客服")
    report.skip("合计")
    for column, cell in columns.items():
        report.metric(column, **shown[column], columns=cell)
    return report.read(kefu.read_csv(data / name)).with_roster(roster, DAY)


def month(data):
    m = SimpleNamespace(data=data)
    m.card = kefu.Card.from_json((SHOP / "card.json").read_text("utf-8"))
    m.roster = kefu.Roster.from_rows(kefu.read_csv(data / "roster.csv"))
    m.ledger = kefu.Ledger()
    m.ledger.add_rows(kefu.read_csv(data / "decisions.csv"))
    number = {"cell": "number"}
    monthly = {"日常任务完成率": {"cell": "percent"}, "DSR": number, "点名好评": number,
               "点名差评": number, "推诿": number,
               "出勤天数": {"cell": "number", "over": "应出勤天数"}}
    m.frame = counted(data, m.card, m.roster)
    m.frame = m.frame.join(reported(data, m.card, m.roster, "monthly.csv", monthly))
    m.frame = m.frame.join(reported(data, m.card, m.roster, "exam.csv", {"月考成绩": number}))
    m.sheet = m.card.score(m.frame, roster=m.roster, ledger=m.ledger, day=DAY, period=PERIOD)
    m.pay_plan = kefu.PayPlan.from_json((SHOP / "pay.json").read_text("utf-8"))
    m.payroll = m.pay_plan.pay([m.sheet], m.frame, items=kefu.read_csv(data / "items.csv"))
    m.award_plan = kefu.AwardPlan.from_json((SHOP / "awards.json").read_text("utf-8"))
    m.awards = m.award_plan.award([m.sheet], m.frame, period=PERIOD)
    return m
