"""python -m kefu reviews FILE: what buyers say, what is to blame, what is to be done."""

from html import escape

from . import _html, models
from ._cli import Parser, check_csv, paint, reading, reading_options, write
from ._grid import clean, grid
from ._kefu import cause
from ._month import people
from ._review_files import lines_of
from ._reviews import classify
from ._sources import about
from ._words import label, say

EXAMPLES = """\
examples:
  python -m kefu reviews reviews.csv --html reviews.html
  echo '快递太慢了' | python -m kefu reviews -
  python -m kefu reviews reviews.csv --json all.jsonl --limit 0

A file that ends in .csv has a column 评价, 正文 or text, perhaps 追评 评价ID 商品 客服 日期 星级;
any other file has a review a line.
"""
#: What stands around what is evidence, where there are no colours; and the colours.
AROUND = {"bad": ("[-", "]"), "mixed": ("[", "]"), "good": ("[+", "]"), "name": ("{", "}"),
          "mark": ("<!", ">")}
INK = {"turn": "\x1b[4m", "bad": "\x1b[31m", "mixed": "\x1b[33m", "good": "\x1b[32m",
       "name": "\x1b[1;36m", "mark": "\x1b[1;41m"}


def parser():
    """The options."""
    p = Parser("python -m kefu reviews", epilog=EXAMPLES,
               description="Reads reviews: good or bad and how sure, what is to blame, what is to be done.")
    p.add_argument("file", metavar="FILE", help="CSV, or a review a line; - is standard input")
    p.add_argument("--english", action="store_true", help="reads English")
    p.add_argument("--roster", metavar="FILE", help="CSV of who is who: reviews that name people")
    p.add_argument("--html", metavar="FILE", help="a page with the evidence in colours")
    p.add_argument("--json", metavar="FILE", nargs="?", const="-", help="a line a review")
    p.add_argument("--hits", metavar="FILE", help="CSV: who is named; a person fills in what was decided")
    p.add_argument("--limit", metavar="N", type=int, default=20, help="reviews to print (20)")
    p.add_argument("--lang", choices=["zh", "en"], default="zh")
    reading_options(p)
    return p


def read(o):
    """The file as Labels."""
    roster = people(o.roster, encoding=o.encoding) if o.roster else None
    model = models.en() if o.english else models.zh()
    if not o.file.endswith(".csv"):
        return classify(lines_of(o.file, o.encoding), model, roster=roster)
    check_csv(o.file)
    with about(o.file):
        return classify(o.file, model, roster=roster, **reading(o))


def shown(words, verdict, opinion, colours):
    """A text with its evidence: in colours, or in brackets."""
    pieces = []
    for kind, piece in _html.painted(words, verdict, opinion):
        begin, end = AROUND.get(kind, ("", ""))
        if colours and kind:
            begin, end = INK[kind], "\x1b[0m"
        pieces.append(f"{begin}{clean(piece)}{end}")
    return "".join(pieces)


def print_one(one, number, lang, colours):
    """A review, its evidence, its verdict."""
    print(f"\n#{number}\n  {shown(one.text, one.verdict, 'main', colours)}")
    if one.follow_up:
        print(f"  {shown(one.follow_up, one.verdict, 'follow_up', colours)}")
    for line in one.verdict.text(lang).splitlines():
        print(f"  {line}")


TONES = {"good": ("好评", "good"), "neutral": ("中评", "neutral"), "bad": ("差评", "bad"),
         "unsure": ("待人工判断", "unsure")}


def summary(labels, lang):
    """Lines: how many are good and bad, follow-ups apart, and what they are mainly about."""
    rows = labels.rows.to_dict()
    tones = [next((key for key in ("good", "neutral", "bad") if sure and rows[key][i]), "unsure")
             for i, sure in enumerate(rows["sure"])]
    heads = [say(lang, "评价", "reviews")] + [say(lang, *names) for names in TONES.values()]
    lines = grid(heads, [[str(len(labels)), *(str(tones.count(key)) for key in TONES)]],
                 range(len(heads)))
    found: dict = {}
    for key, tone in zip(rows["cause"], tones):
        if key:
            found.setdefault(key, []).append(tone)
    table = [[label(cause(key), lang), *(str(of.count(tone)) for tone in ("bad", "neutral", "good")),
              say(lang, cause(key).owner_zh, cause(key).owner)] for key, of in found.items()]
    table.sort(key=lambda row: (-int(row[1]), -int(row[3]), row[0]))
    heads = [say(lang, *names) for names in (("主因", "cause"), TONES["bad"], TONES["neutral"],
                                             TONES["good"], ("归属", "owner"))]
    return [*lines, "", *grid(heads, table, {1, 2, 3})] if table else lines


def page(labels, lang):
    """A page that stands alone."""
    title = say(lang, "评价判定", "Reviews")
    bodies = "\n".join(f"<article>{one._repr_html_()}</article>" for one in labels)
    bodies = bodies.replace(_html.STYLE, "")
    return (f'<!doctype html>\n<html lang="{say(lang, "zh-CN", "en")}"><head><meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>\n'
            f"{_html.STYLE}\n<style>body{{font:15px/1.7 system-ui,sans-serif;max-width:52em;margin:2em auto;"
            "padding:0 1em}article{border-top:1px solid #ddd}</style></head>\n"
            f"<body><h1>{escape(title)}</h1>\n{bodies}\n</body></html>\n")


def main(arguments):
    """Runs the command; gives the exit code."""
    p = parser()
    o = p.parse_args(arguments)
    labels = read(o)
    if o.hits:
        write(o.hits, labels.verdicts.csv("hits"))
    if o.html:
        write(o.html, page(labels, o.lang))
    if o.json:
        write(o.json, "".join(f"{one.verdict.json().rstrip()}\n" for one in labels))
    if "-" in (o.json, o.html, o.hits):
        return 0
    colours = paint()("bold", "x") != "x"
    for i in range(min(o.limit, len(labels))):
        print_one(labels[i], i + 1, o.lang, colours)
    print("\n" * (o.limit > 0) + "\n".join(summary(labels, o.lang)))
    return 0
