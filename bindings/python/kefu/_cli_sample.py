"""python -m kefu sample FILE --plan PLAN --seed SEED: which conversations to inspect, and why."""

from . import _kefu
from ._cli import Parser, check_csv, paint, reading, reading_options, write
from ._grid import grid
from ._samples import sample
from ._show import sample_rows
from ._sources import about, made, rows
from ._words import say

EXAMPLES = """\
examples:
  python -m kefu sample conversations.csv --plan qc.json --seed 2026-W47
  python -m kefu sample conversations.csv --plan qc.json --seed 2026-W47 --csv list.csv --excel
  python -m kefu sample conversations.csv --plan qc.json --seed 2026-W48 --exclude list.csv

The same rows, plan and seed give the same sample on any machine.
"""


def parser():
    """The options."""
    p = Parser("python -m kefu sample", epilog=EXAMPLES,
               description="Draws conversations to inspect, each with its chance and the reason.")
    p.add_argument("file", metavar="FILE", help="CSV with the columns that the plan names")
    p.add_argument("--plan", metavar="FILE", required=True, help="the plan, JSON (see kefu/sample.h)")
    p.add_argument("--seed", metavar="TEXT", required=True, help="which draw it is: 2026-W47")
    p.add_argument("--exclude", metavar="FILE", help="CSV with ids that may not be drawn")
    p.add_argument("--csv", metavar="FILE", help="a line a conversation; - is standard output")
    p.add_argument("--json", metavar="FILE", help="all of the sample")
    p.add_argument("--excel", action="store_true", help="CSV as that program reads it best")
    p.add_argument("--limit", metavar="N", type=int, default=20, help="conversations to print (20)")
    p.add_argument("--lang", choices=["zh", "en"], default="zh")
    reading_options(p)
    return p


def cells(picked, lang):
    """Lines of a table: of each cell how many are drawn of how many."""
    plan = picked.plan
    heads = [*plan.by, say(lang, "类别", "class"), say(lang, "抽中", "drawn"), say(lang, "总体", "of")]
    lines = [[*(picked.cell_key(i, by) or "" for by in range(len(plan.by))),
              plan.class_label(cell.class_index, lang), str(cell.n), str(cell.rows)]
             for i, cell in enumerate(picked.cells)]
    sums = [say(lang, "合计", "sum"), *[""] * len(plan.by), str(len(picked)),
            str(sum(cell.rows for cell in picked.cells))]
    return grid(heads, [*lines, sums], {len(heads) - 2, len(heads) - 1})


def main(arguments):
    """Runs the command; gives the exit code."""
    p = parser()
    o = p.parse_args(arguments)
    with about(o.plan):
        plan = made(_kefu.Plan, o.plan)
    check_csv(o.file)
    excluded = rows(o.exclude, encoding=o.encoding) if o.exclude else None
    with about(o.file):
        picked = sample(o.file, plan, o.seed, excluded=excluded, **reading(o))
    if o.csv:
        write(o.csv, picked.csv(lang=o.lang, flags="excel" if o.excel else ()))
    if o.json:
        write(o.json, picked.json(lang=o.lang))
    if "-" in (o.csv, o.json):
        return 0
    heads, lines, right = sample_rows(picked, o.limit, o.lang)
    print(paint()("bold", f"{plan.label(o.lang)}  {o.seed}"))
    print("\n".join(cells(picked, o.lang)))
    if lines:
        print()
        print("\n".join(grid(heads, lines, right, widest=100)))
    if len(picked) > len(lines):
        print(say(o.lang, f"… 另 {len(picked) - len(lines)} 条;--csv 写出全部",
                  f"… {len(picked) - len(lines)} more; --csv writes all"))
    return 0
