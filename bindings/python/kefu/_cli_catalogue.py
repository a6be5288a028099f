"""python -m kefu catalogue NAME: what a metric is, how it is computed, from which columns."""

from . import Catalogue, NotFoundError, date_parse
from ._cli import Parser, paint
from ._grid import grid
from ._sources import about, text_of
from ._words import label, say

EXAMPLES = """\
examples:
  python -m kefu catalogue                 all names
  python -m kefu catalogue 回复率
  python -m kefu catalogue reply_rate --day 2026-09-30 --lang en
"""


def parser():
    """The options."""
    p = Parser("python -m kefu catalogue", epilog=EXAMPLES,
               description="Definitions of metrics: what each is, and the columns it reads.")
    p.add_argument("names", metavar="NAME", nargs="*", help="a name, label, alias or id; without it all")
    p.add_argument("--definitions", metavar="FILE", action="append", default=[],
                   help="your own beside the built-in ones, JSON")
    p.add_argument("--day", metavar="YYYY-MM-DD", help="the revision that holds on a day")
    p.add_argument("--json", action="store_true", help="all of them as JSON")
    p.add_argument("--lang", choices=["zh", "en"], default="zh")
    return p


def one(catalogue, index, lang, paint_):
    """Lines about a definition."""
    d = catalogue.definition(index)
    head = "  ".join([paint_("bold", d.id), d.label_zh, d.label_en])
    rows = [["formula", d.formula],
            ["columns", *[f"{c.name}  {say(lang, c.meaning_zh, c.meaning_en)}"
                          for c in catalogue.columns(index)][:1]]]
    rows += [["", f"{c.name}  {say(lang, c.meaning_zh, c.meaning_en)}"]
             for c in catalogue.columns(index)[1:]]
    rows.append(["figure", f"{d.unit}, {d.scale} digits, {d.direction} is better"
                 if d.direction != "neither" else f"{d.unit}, {d.scale} digits"])
    aliases = catalogue.aliases(index)
    rows += [["aliases", ", ".join(aliases)]] if aliases else []
    rows += [["source", d.source]] if d.source else []
    note = say(lang, d.note_zh, d.note_en)
    rows += [["note", note]] if note else []
    width = max(len(row[0]) for row in rows)
    return [head, *(f"  {row[0]:{width}}  {row[1] if len(row) > 1 else ''}".rstrip() for row in rows)]


def main(arguments):
    """Runs the command; gives the exit code."""
    p = parser()
    o = p.parse_args(arguments)
    catalogue = Catalogue()
    for path in o.definitions:
        with about(path):
            catalogue.load(text_of(path))
    if o.day:
        date_parse(o.day)
    if o.json:
        print(catalogue.json())
        return 0
    if not o.names:
        rows = [[d.id, d.topic, label(d, o.lang), d.formula] for d in catalogue.definitions]
        print("\n".join(grid(["id", "topic", "label", "formula"], rows, widest=72)))
        return 0
    for i, name in enumerate(o.names):
        try:
            index = catalogue.find(name, o.day)
        except NotFoundError as error:
            error.path = "catalogue"
            raise
        print(("\n" if i else "") + "\n".join(one(catalogue, index, o.lang, paint())))
    return 0
