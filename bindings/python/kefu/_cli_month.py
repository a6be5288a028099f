"""python -m kefu FILE ... --card CARD: a month from files, as a table, a page, JSON, CSV."""

import sys

from . import _kefu
from ._cards import CardBook
from ._cli import Failed, Parser, reading, reading_options
from ._month import Month, check_metrics, decisions, people
from ._month_out import print_figures, print_list, print_month, print_slips, write_files
from ._sources import KINDS, about, made, rows

EXAMPLES = """\
examples:
  python -m kefu month.csv --card presales.json --html out.html
  python -m kefu month.csv --card presales.json --slip 林晓燕
  python -m kefu --events days.csv --metrics metrics.txt --card presales.json \\
      --roster roster.csv --day 2026-09-30 --decisions decisions.csv
  python -m kefu reviews reviews.csv --html reviews.html
  python -m kefu sample conversations.csv --plan qc.json --seed 2026-W47 --csv list.csv
  python -m kefu catalogue 回复率

Each of reviews, sample and catalogue has its own --help. FILE is '-' for standard output.
"""


def parser():
    """The options, as those of examples/month_end where these are there, too."""
    p = Parser("python -m kefu", epilog=EXAMPLES, usage="python -m kefu [FILE ...] [--card CARD] [options]",
               description="A team's month: figures, points with their reasons, grades, places.")
    p.add_argument("tables", metavar="FILE", nargs="*", help="CSV with one row a person; joined by person")
    p.add_argument("--by", metavar="COLUMN", default="客服", help="the column that holds the person (客服)")
    p.add_argument("--card", metavar="FILE", action="append", default=[],
                   help="the card, JSON; without it the figures are printed as they are")
    p.add_argument("--book", metavar="DIR|FILE", help="a book: whose card is which; a folder has its "
                   "cards, too, beside a file give --card for each")
    p.add_argument("--version", action="version", version=f"kefu {_kefu.version_string()}")
    figures = p.add_argument_group("figures")
    figures.add_argument("--events", metavar="FILE", help="CSV of events or days; any number of rows a person")
    figures.add_argument("--metrics", metavar="FILE", action="append", default=[],
                         help="what is computed from events: a line 'NAME = FORMULA' each, # is a comment")
    figures.add_argument("--metric", metavar="'NAME=FORMULA'", action="append", default=[])
    figures.add_argument("--define", metavar="NAME", action="append", default=[],
                         help="a definition of the catalogue in place of a formula, or AS=NAME")
    figures.add_argument("--where", metavar="CONDITION", help="only these events")
    figures.add_argument("--cell", metavar="COL=KIND", action="append", default=[],
                         help=f"how a column is read: {', '.join(KINDS)}; in events also text, date, time; "
                         "':over COL' divides by another column, ':count COL' tells how many it is out of")
    figures.add_argument("--skip", metavar="KEY", action="append", default=[], help="rows to leave out: 合计")
    figures.add_argument("--round", action="store_true", help="round digits too fine to keep")
    team = p.add_argument_group("people and decisions")
    team.add_argument("--roster", metavar="FILE", help="CSV: 客服 别名 姓名 团队 岗位 批次 入职 离职")
    team.add_argument("--day", metavar="YYYY-MM-DD", help="the day the roster is read at")
    team.add_argument("--decisions", metavar="FILE", help="CSV: 客服 事项 复核 数量 复核人 日期 改派给 理由 凭证")
    team.add_argument("--as-of", metavar="YYYY-MM-DD", help="only decisions up to this day")
    team.add_argument("--period", metavar="TEXT", help="shown on the sheet: 2026-09")
    team.add_argument("--from", dest="first_day", metavar="YYYY-MM-DD")
    team.add_argument("--to", dest="last_day", metavar="YYYY-MM-DD", help="first and last day of the period")
    output = p.add_argument_group("output")
    output.add_argument("--html", metavar="FILE", help="one self-contained page")
    output.add_argument("--json", metavar="FILE", help="all of the sheet, with every reason")
    output.add_argument("--csv", metavar="FILE", help="a line a person")
    output.add_argument("--excel", action="store_true", help="CSV as that program reads it best")
    output.add_argument("--slip", metavar="PERSON", action="append", default=[],
                        help="in place of the table what a person, or 'all', is told")
    output.add_argument("--pay", metavar="FILE", help="a pay plan: who is paid what, and why")
    output.add_argument("--items", metavar="FILE", help="CSV: 客服 项目 金额 币种 凭证, for its parts of kind items")
    output.add_argument("--awards", metavar="FILE", help="a plan of prizes: who wins what")
    output.add_argument("--lang", choices=["zh", "en"], default="zh")
    output.add_argument("--lint", choices=["all"], help="notes about the card, too")
    reading_options(p)
    return p


# ---- Options --------------------------------------------------------------------------------


def _pair(p, option, text, example):
    name, equals, rest = text.partition("=")
    if not equals or not name.strip() or not rest.strip():
        p.error(f"{option} '{text}': expected {example}")
    return name.strip(), rest.strip()


def cells_of(p, texts):
    """--cell COLUMN=KIND[:over COLUMN][:count COLUMN][:as NAME] as cells of kefu.frame and tally."""
    cells = {}
    for text in texts:
        column, rest = _pair(p, "--cell", text, "COLUMN=KIND, such as 满意率=percent")
        kind, *more = rest.split(":")
        cell = {"kind": kind}
        for part in more:
            key, _, name = part.partition(" ")
            if key not in ("over", "count", "as") or not name:
                p.error(f"--cell '{text}': after ':' expected over COLUMN, count COLUMN or as NAME")
            cell[key] = name
        if kind not in KINDS and kind not in ("text", "date", "time"):
            p.error(f"--cell '{text}': expected {', '.join(KINDS)}, text, date or time")
        cells[column] = cell if len(cell) > 1 else kind
    return cells


def formulas(p, paths, texts):
    """Pairs of a name and a formula, of files and of options."""
    found = []
    for path in paths:
        with open(path, encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip() and not line.strip().startswith("#"):
                    if "=" not in line:
                        raise Failed(f"{path}:{number}: expected NAME = FORMULA, as in "
                                     "转化率 = ratio(付款, 询单)")
                    name, _, formula = line.partition("=")
                    found.append((name.strip(), formula.strip()))
    return found + [_pair(p, "--metric", text, "NAME = FORMULA") for text in texts]


def check(p, o):
    """What does not go together is told before anything is read."""
    if not o.tables and not o.events:
        p.error("no figures: give a CSV file with a row a person, or --events FILE")
    if o.events and not (o.metrics or o.metric or o.define):
        p.error("--events needs --metrics FILE, --metric 'NAME=FORMULA' or --define NAME")
    if not o.events and (o.metrics or o.metric or o.define):
        p.error("--metrics, --metric and --define need --events FILE")
    if o.roster and not o.day:
        p.error("--roster needs --day YYYY-MM-DD: aliases and teams may change")
    if len(o.card) > 1 and not o.book:
        p.error("--card is given twice; --book says whose card is which")
    if o.items and not o.pay:
        p.error("--items needs --pay FILE")
    if not (o.card or o.book) and (o.html or o.json or o.slip or o.pay or o.awards or o.decisions):
        p.error("--card FILE is missing: without it there are figures, but no sheet")
    if bool(o.first_day) != bool(o.last_day):
        p.error("--from and --to go together: the first and the last day of the period")


# ---- The month ------------------------------------------------------------------------------


def read_book(o):
    """The card, or the book with its cards; None without."""
    return CardBook.read(*([o.book] if o.book else []), *o.card) if o.card or o.book else None


def read_month(p, o, book):
    """The figures of all files."""
    csv = reading(o)
    encoding = {"encoding": o.encoding}
    roster = people(o.roster, **encoding) if o.roster else None
    month = Month(book, o.by, cells=cells_of(p, o.cell), skip=o.skip, roster=roster, day=o.day,
                  round=o.round, settings=csv)
    if o.events:
        define = [_pair(p, "--define", text, "AS = NAME") if "=" in text else text
                  for text in o.define]
        month.events(o.events, formulas(p, o.metrics, o.metric), define, o.where)
    for path in o.tables:
        month.table(path)
    return month


def score(o, book, month, frame):
    """Sheets: one by a card, several by a book; and what the linter found."""
    ledger = decisions(o.decisions, encoding=o.encoding) if o.decisions else None
    options = {"as_of": o.as_of, "period": o.period, "first_day": o.first_day, "last_day": o.last_day}
    result = book.score(frame, month.roster, ledger, o.day if o.roster else None, **options)
    sheets = list(result.sheets) if book.book else [result]
    if not sheets:
        raise Failed(f"{o.book}: nobody has a card: no rule fits anybody of the figures")
    return result, sheets, book.lint(frame)


def pay(o, sheets, frame):
    """The payroll and the prizes; None where they were not asked for."""
    payroll = awards = None
    if o.pay:
        items = {"items": rows(o.items, encoding=o.encoding)} if o.items else {}
        with about(o.pay):
            payroll = made(_kefu.PayPlan, o.pay).pay(sheets, frame, **items)
    if o.awards:
        with about(o.awards):
            awards = made(_kefu.AwardPlan, o.awards).award(sheets, frame,
                                                           **({"period": o.period} if o.period else {}))
    return payroll, awards


def main(arguments):
    """Runs the command; gives the exit code."""
    p = parser()
    o = p.parse_args(arguments)
    check(p, o)
    book = read_book(o)
    month = read_month(p, o, book)
    frame = month.frame()
    if book is None:
        return print_figures(o, frame)
    if not book.book:  # of a book only the cards count that somebody has
        check_metrics(month, frame, o.card[0] if o.card else o.book)
    with about(o.book or o.card[0]):
        result, sheets, findings = score(o, book, month, frame)
    payroll, awards = pay(o, sheets, frame)
    write_files(o, sheets, findings)
    if o.slip:
        print_slips(o, sheets, payroll, awards)
    elif "-" not in (o.html, o.json, o.csv):
        print_month(o, result, sheets, findings)
        if payroll is not None:
            print(f"\n{payroll!r}")
        if awards is not None:
            print_list([f"  {line}" for line in awards.explain(o.lang)], awards.plan.label(o.lang))
    sys.stdout.flush()
    return 0
