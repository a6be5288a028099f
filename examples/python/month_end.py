"""The month of an invented phone shop: from its exports, read by Polars or pandas, to points and why,
pay, prizes, and a picture of how sure the places are.

    python month_end.py [DATA [PICTURE]]      exports as build/examples/shop writes them; month.png
"""

import logging
import pathlib
import sys

import kefu

SHOP = pathlib.Path(__file__).resolve().parents[1] / "shop"
DAY, PERIOD = "2026-09-30", "2026-09"
TOLD = "赵明轩", "林晓燕"
FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei",
         "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback")


def read(path):
    """A CSV file as texts, by whichever of the two is there: kefu reads cells such as 延迟统计."""
    try:
        import polars
        return polars.read_csv(path, infer_schema=False)
    except ImportError:
        import pandas
        return pandas.read_csv(path, dtype=str, keep_default_na=False)


def formulas():
    """NAME = FORMULA lines of metrics.txt."""
    lines = (SHOP / "metrics.txt").read_text("utf-8").splitlines()
    return dict(line.split(" = ") for line in lines if not line.startswith("#"))


# ---- Figures and points ----------------------------------------------------------------------


def figures(data, book, roster):
    """One row a person: days counted by formulas, joined with the reports of the month."""
    people = {"roster": roster, "day": DAY}
    metrics = {name: {"unit": "count", **book.metric_options(name), "formula": formula}
               for name, formula in formulas().items()}
    days = kefu.tally(by="客服", metrics=metrics, **people)
    days.update(read(data / "daily.csv"), cells={c: "number" for c in days.columns if c != "客服"})
    frame = days.frame().with_roster(roster, DAY)
    over = {"出勤天数": {"kind": "number", "over": "应出勤天数"}}
    for name, cells in ("monthly.csv", over), ("exam.csv", {}):
        table = read(data / name)
        of_card = {c: book.metric_options(c) for c in table.columns if book.part_of(c)}
        frame = frame.join(kefu.frame(table, metrics=of_card, cells=cells, skip="合计", **people))
    return frame


def month(data):
    """The frame and the sheet of the month."""
    book = kefu.CardBook.read(SHOP / "card.json")
    roster = kefu.Roster.read(read(data / "roster.csv"))
    frame = figures(data, book, roster)
    sheet = book.score(frame, roster, kefu.Ledger.read(read(data / "decisions.csv")), DAY, period=PERIOD)
    return frame, sheet


# ---- How sure the places are -----------------------------------------------------------------


def ranges(frame, sheet, metric="转化率"):
    """What the total of each ranked person would be with the conversion at either end of its 95%
    Wilson interval, all else as it is, and the places that they could hold then: those whose totals
    overlap may stand either way round."""
    item = [part.metric for part in sheet.parts("item")].index(metric)
    found = []
    for row in sheet:
        if row.place.state != "ranked":
            continue
        rate = frame.value(row.person, metric)
        ends = kefu.rate_interval(rate.num, rate.den)
        totals = [row.total, *(sheet.what_if(row.person, item, end).total for end in ends)]
        found.append((row, min(totals), max(totals)))
    return [(row, low, high, *places(row, low, high, found)) for row, low, high in found]


def places(row, low, high, found):
    """The best and the worst place within the group."""
    others = [(l, h) for other, l, h in found if other.group == row.group and other is not row]
    return (1 + sum(l > high for l, _ in others), 1 + sum(h >= low for _, h in others))


def span(best, worst):
    return f"{best}–{worst}" if best < worst else f"{best}"


def points(total):
    return kefu.value_format(total, 2)


def draw(found, label, picture):
    """A line a person: the total, its range, and the places that it could mean."""
    import matplotlib
    from matplotlib import font_manager, pyplot
    matplotlib.use("Agg")
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # of fonts without a weight
    font = next((f for f in FONTS if f in font_manager.get_font_names()), None)
    pyplot.rcParams["font.sans-serif"] = [*([font] if font else []), "DejaVu Sans"]
    fig, axes = pyplot.subplots(figsize=(9, 0.42 * len(found) + 1.8), layout="constrained")
    groups = sorted({row.group for row, *_ in found}, key=[row.group for row, *_ in found].index)
    for y, (row, low, high, best, worst) in enumerate(found):
        colour = f"C{groups.index(row.group)}"
        axes.plot([low, high], [y, y], color=colour, linewidth=6, alpha=0.35, solid_capstyle="round")
        first = y == [row.group for row, *_ in found].index(row.group)
        axes.plot(row.total, y, "o", color=colour, label=row.group if font and first else None)
        axes.annotate(span(best, worst), (1.01, y), va="center", xycoords=("axes fraction", "data"))
    axes.set_yticks(range(len(found)), [row.name if font else row.person for row, *_ in found])
    axes.invert_yaxis()
    axes.grid(axis="x", alpha=0.3)
    if font:
        axes.legend(loc="lower right")
    axes.set_xlabel("总分;浅色:转化率取 95% Wilson 区间两端、其余不变时的总分;右:可能的名次(组内)" if font else
                    "total; light: with the conversion at either end of its 95% Wilson interval, all "
                    "else as it is; right: places in the group")
    axes.set_title(f"{label}  {PERIOD}" if font else f"Totals and places, {PERIOD}")
    fig.savefig(picture, dpi=150)


# ---- The run ---------------------------------------------------------------------------------


def main(data="build/demo", picture="month.png"):
    data = pathlib.Path(data)
    frame, sheet = month(data)
    print(sheet)
    for name in TOLD:
        print("\n" + sheet.slip(sheet.person[sheet.name.index(name)]))

    plan = kefu.PayPlan.read(SHOP / "pay.json")
    print("\n" + str(plan.pay([sheet], frame, items=read(data / "items.csv"))))
    awards = kefu.AwardPlan.read(SHOP / "awards.json").award([sheet], frame, period=PERIOD)
    print("\n" + "\n".join(awards.explain()))

    found = ranges(frame, sheet)
    draw(found, sheet.label(), picture)
    print("\n转化率取 95% Wilson 区间两端、其余不变:总分与可能的名次 → " + str(picture))
    for row, low, high, best, worst in found:
        print(f"  {row.name}  {points(low)}–{points(high)}  第 {span(best, worst)} 名")


if __name__ == "__main__":
    main(*sys.argv[1:])
