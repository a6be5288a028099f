"""How things show in a notebook: small tables, everything escaped, nothing loaded."""

from html import escape

from ._grid import clean, cut
from ._kefu import cause_find
from ._sheet import badges, flags, who
from ._words import label, money, place, points, say

ROWS = 30  # shown of long tables

STYLE = """<style>
.kefu table{border-collapse:collapse;font-variant-numeric:tabular-nums}
.kefu th,.kefu td{text-align:left;padding:2px 8px;vertical-align:top}
.kefu th{border-bottom:1px solid #aaa}.kefu .n{text-align:right}
.kefu caption{text-align:left;font-weight:600;padding:4px 8px}
.kefu summary{cursor:pointer}.kefu ul{margin:4px 0;padding-left:1.2em}.kefu .s{opacity:.6}
.kefu mark{background:none;color:inherit;border-radius:3px;padding:0 2px}
.kefu .bad{background:#ffd7d5;color:#222}.kefu .good{background:#d3f5d8;color:#222}
.kefu .mixed{background:#fff0c2;color:#222}
.kefu .name{background:#d6e8ff;color:#222;font-weight:600}
.kefu .mark{background:#c62828;color:#fff}.kefu .turn{border-bottom:1px dotted #999}
.kefu .v{white-space:pre-line;opacity:.8;font-size:.92em}
</style>"""

#: What paints a byte of a review, the strongest last; and what its title says.
PAINTS = ["", "turn", "bad", "mixed", "good", "name", "mark"]
TITLES = {"turn": ("转折或否定", "turns the meaning"), "bad": ("差", "bad"),
          "mixed": ("中性", "neither"), "good": ("好", "good"), "name": ("点名", "named"),
          "mark": ("红线或诉求", "marked")}


def text(value):
    """Any text as HTML.

    >>> text("<b>5 & 6</b>")
    '&lt;b&gt;5 &amp; 6&lt;/b&gt;'
    """
    return escape(clean(str(value)), quote=True)


def table(caption, heads, rows, right=(), more=0):
    """A table; cells are HTML already, heads and caption are not."""
    def cell(tag, i, inner):
        return f"<{tag} class=n>{inner}</{tag}>" if i in right else f"<{tag}>{inner}</{tag}>"
    lines = ["<div class=kefu>", STYLE, f"<table><caption>{text(caption)}</caption><thead><tr>"]
    lines += [cell("th", i, text(head)) for i, head in enumerate(heads)]
    lines.append("</tr></thead><tbody>")
    for row in rows:
        lines.append("<tr>" + "".join(cell("td", i, inner) for i, inner in enumerate(row)) + "</tr>")
    lines.append("</tbody></table>")
    if more > 0:
        lines.append(f"<p class=s>… {more} more</p>")
    return "\n".join([*lines, "</div>"])


def opens(summary, lines):
    """What is there once one clicks on the summary."""
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f"<details><summary>{text(summary)}</summary><ul>{items}</ul></details>"


def frame(self):
    """A frame: its keys and figures."""
    from ._show import frame_rows
    heads, rows, right = frame_rows(self, ROWS)
    cells = [[text(cell) for cell in row] for row in rows]
    return table(f"{len(self)} × {len(self.metrics)}", heads, cells, right, len(self) - len(rows))


def sheet(self, lang="zh"):
    """A sheet: a click on a total gives its reasons."""
    shown = range(min(ROWS, len(self)))
    heads = [say(lang, *pair) for pair in (("名次", "place"), ("客服", "agent"), ("总分", "total"),
                                           ("等级", "grade"), ("徽章", "badges"), ("标记", "flags"))]
    rows = []
    for i in shown:
        row = self.row(i)
        total = points(row.total) if row.status == "ok" else "-"
        rows.append([text(place(row.place)), text(who(row)), opens(total, self.explain(i, lang)),
                     text(row.grade), text(badges(self, i, lang)),
                     text(flags(row, self.reasons(i), lang))])
    return table(f"{self.label(lang)}  {self.period}", heads, rows, {0}, len(self) - len(shown))


def sample(self, lang="zh"):
    """A sample: why each conversation was chosen."""
    from ._show import sample_rows
    heads, rows, right = sample_rows(self, ROWS, lang)
    cells = [[text(cell) for cell in row] for row in rows]
    return table(f"{self.plan.label(lang)}  {self.seed}", heads, cells, right,
                 len(self) - len(cells))


def findings(self, lang="zh"):
    """What a linter found."""
    from ._show import SEVERITIES
    rows = [[text(say(lang, *SEVERITIES[f.severity])), text(f"{f.line}:{f.column}"),
             text(say(lang, f.text_zh, f.text_en))] for f in self.all]
    heads = ["", say(lang, "行:列", "line:column"), ""]
    return table(say(lang, f"{len(rows)} 条", f"{len(rows)} findings"), heads, rows)


def payroll(self, lang="zh"):
    """A payroll: a click on the pay gives its sentences."""
    parts, shown = self.plan.parts, range(min(ROWS, len(self)))
    heads = [say(lang, "客服", "agent"), *(label(part, lang) for part in parts),
             say(lang, "应发", "pay")]
    rows = [[text(who(self.row(i))),
             *(text(money(a.amount, self.exponent, lang)) for a in self.amounts(i)),
             opens(money(self.row(i).pay, self.exponent, lang), self.explain(i, lang))]
            for i in shown]
    return table(f"{self.plan.label(lang)}  {self.period}", heads, rows, range(1, len(heads)),
                 len(self) - len(rows))


def estimates(self, lang="zh"):
    """Estimates: a click on one gives it in words."""
    from ._show import estimate_rows
    heads, rows, right = estimate_rows(self, ROWS, lang)
    cells = [[text(row[0]), text(row[1]), opens(row[2], [self.text(i, lang)]),
              *(text(cell) for cell in row[3:])] for i, row in enumerate(rows)]
    return table(self.info.plan or self.info.mark, heads, cells, right, len(self) - len(rows))


# ---- Reviews --------------------------------------------------------------------------------


def _paint_of(span, causes):
    if span.kind == "cause":
        cause = next((c for c in causes if cause_find(c.cause) == span.of), None)
        tone = cause.polarity if cause and cause.polarity else ""
        return {"negative": "bad", "positive": "good", "neutral": "mixed"}.get(tone, "")
    return {"polarity": "", "mark": "mark", "name": "name"}.get(span.kind, "turn")


def painted(words, verdict, opinion="main"):
    """Pieces of a text with what each is evidence of: [(paint, piece)]; characters, not bytes."""
    causes = verdict.causes(opinion)
    paints = [0] * len(words)
    for span in verdict.spans(opinion):
        is_ = PAINTS.index(_paint_of(span, causes))
        for at in range(span.first, min(span.last, len(words))):
            paints[at] = max(paints[at], is_)
    pieces, begin = [], 0
    for end in range(1, len(words) + 1):
        if end == len(words) or paints[end] != paints[begin]:
            pieces.append((PAINTS[paints[begin]], words[begin:end]))
            begin = end
    return pieces


def review(words, verdict, follow_up=None, lang="zh"):
    """A review with its evidence in colours, and the verdict below."""
    lines = ["<div class=kefu>", STYLE]
    for opinion, said in (("main", words), ("follow_up", follow_up)):
        if said:
            marks = [f'<mark class={paint} title="{text(say(lang, *TITLES[paint]))}">{text(piece)}'
                     "</mark>" if paint else text(piece)
                     for paint, piece in painted(said, verdict, opinion)]
            lines.append(f"<p>{''.join(marks)}</p>")
    said = "\n".join(text(line) for line in verdict.text(lang).splitlines())
    return "\n".join([*lines, f"<p class=v>{said}</p>", "</div>"])


def labels(self, lang="zh"):
    """Many reviews: a click on one shows its evidence."""
    from ._show import label_rows
    heads, rows, right = label_rows(self, ROWS, lang)
    cells = [[f"<details><summary>{text(cut(row[0], 40))}</summary>{self[i]._repr_html_()}</details>",
              *(text(cell) for cell in row[1:])] for i, row in enumerate(rows)]
    return table(f"{len(self)}", heads, cells, right, len(self) - len(rows))
