"""month.py - from the counted month of the shop to its sheet, and every result into files to be compared.

What is here is done once, on the driver: a card, a roster and a few hundred figures need no cluster.
"""
import csv
import io
import pathlib

import kefu

import work

DAY = "2026-09-30"
SHOP = pathlib.Path(__file__).resolve().parent.parent / "shop"
PLAN = SHOP.parent / "weekly_qc" / "plan.json"


def formulas():
    return work.shop_formulas((SHOP / "metrics.txt").read_text("utf-8"))


def shown_by(card):
    """How a metric is written: as the card's item or adjustment of it says."""
    parts = {}
    for kind in ("red_line", "adjustment", "item"):
        for part in card.parts(kind):
            if part.metric:
                parts[part.metric] = part

    def shown(name):
        part = parts.get(name)
        if part is None:
            return {"unit": "count"}
        return {"label_zh": part.label_zh, "label_en": part.label_en, "unit": part.unit,
                "direction": "neither" if part.direction == "middle" else part.direction}

    return shown, list(parts)


def table(path, wanted, shown, roster, over=()):
    """A report with one row a person: the columns that the card names."""
    rows = kefu.read_csv(path)
    kinds = {"ratio": "percent", "s": "duration"}
    report = kefu.Report()
    report.key(work.SHOP_BY)
    report.skip("合计")
    for name in path.open(encoding="utf-8").readline().strip().split(","):
        if name in wanted:
            how = shown(name)
            columns = {"over": dict(over)[name], "cell": "number"} if name in dict(over) else {
                "cell": kinds.get(how["unit"], "number")}
            report.metric(name, columns=columns, **how)
    return report.read(rows).with_roster(roster, DAY)


def sheet_of(state, data):
    """The sheet of the month, from the state of all its days."""
    data = pathlib.Path(data)
    card = kefu.Card.from_json((SHOP / "card.json").read_text("utf-8"))
    shown, metrics = shown_by(card)
    roster = kefu.Roster.from_rows(kefu.read_csv(data / "roster.csv"))
    ledger = kefu.Ledger()
    ledger.add_rows(kefu.read_csv(data / "decisions.csv"))
    # Accounts become people here: each worker counted accounts, and needed no roster.
    month = work.shop_tally(formulas(), shown, roster=roster, roster_day=DAY)
    month.merge(kefu.Tally.load(state, roster=roster, roster_day=DAY))
    frame = month.frame().with_roster(roster, DAY)
    frame = frame.join(table(data / "monthly.csv", metrics, shown, roster, [("出勤天数", "应出勤天数")]))
    frame = frame.join(table(data / "exam.csv", metrics, shown, roster))
    sheet = card.score(frame, roster=roster, ledger=ledger, day=DAY, period="2026-09")
    return sheet, card.lint(frame)


def write(folder, results):
    """Each result into a file of its name; text as UTF-8."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, result in results.items():
        (folder / name).write_bytes(result.encode() if isinstance(result, str) else result)
        print(f"{name:<22} {(folder / name).stat().st_size:>9,} bytes")


def results(states, verdict_rows, data, plan):
    """All that is compared: states as they came, and what is made of them."""
    sheet, findings = sheet_of(states["shop"], data)
    sample = kefu.Sample(work.load_draw(plan, states["draw"]))
    log = kefu.Tally.load(states["log"]).frame()
    return {
        "shop.tally": states["shop"],
        "sheet.json": sheet.json(findings=findings),
        "log.tally": states["log"],
        "log_by_day.tally": states["log_by_day"],
        "log.csv": figures_csv(log),
        "sample.csv": sample.csv(lang="zh"),
        "sample.json": sample.json(),
        "stock.bytes": states["stock"],
        "stock.csv": kefu.Stock.load(states["stock"]).csv(),
        "verdicts.csv": rows_csv(verdict_rows),
    }


def figures_csv(frame):
    """A line an agent, each figure as its metric shows it."""
    writer = kefu.CsvWriter()
    metrics = frame.metrics
    for name in list(frame.keys) + [m.name for m in metrics]:
        writer.text(name)
    writer.end_row()
    for key in frame.rows:
        writer.text(key)
        for m in metrics:
            writer.value(frame.value(key, m.name), m.scale)
        writer.end_row()
    return writer.take()


def rows_csv(rows):
    """Rows in order of review and opinion, since they come in any."""
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: (row["review"], row["opinion"] != "main")))
    return out.getvalue()
