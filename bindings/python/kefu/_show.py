"""How things print: tables that line up, of as many rows as one likes to read."""

from . import _html, _sheet
from ._grid import grid
from ._kefu import Error, Value, cause as cause_info, figure_text
from ._words import figures, label, money, say

ROWS = 20  # shown of long tables

SEVERITIES = {"error": ("错误", "error"), "warning": ("警告", "warning"), "note": ("提示", "note")}


def _more(lines, n, of, what):
    """The lines, and how many rows are not shown."""
    return "\n".join(lines + ([f"… {of - n} more {what}"] if of > n else []))


def frame_rows(self, limit):
    """Heads, rows and columns of figures of a frame: keys, then figures as their metrics say."""
    keys, metrics, n = list(self.keys), self.metrics, min(limit, len(self))
    columns = [[self.key(i, k) for i in range(n)] for k in range(len(keys))]
    columns += [figures([self.value(i, m.name) for i in range(n)], m) for m in metrics]
    heads = keys + [m.name for m in metrics]
    return heads, [list(row) for row in zip(*columns)], range(len(keys), len(heads))


def frame(self):
    """A frame as a table."""
    heads, rows, right = frame_rows(self, ROWS)
    lines = grid(heads, rows, right) if heads else []
    return _more([f"kefu.Frame, {len(self)} × {len(self.metrics)}", *lines], len(rows), len(self),
                 "rows")


def sheet(self):
    """A sheet as month ends print it: a line of figures and a line of points a person."""
    return "\n".join(line.rstrip() for line in _sheet.table(self, "zh", ROWS))


def sample_rows(self, limit, lang):
    """Heads, rows and columns of figures of a sample."""
    plan = self.plan
    heads = [plan.key, *plan.by, say(lang, "类别", "class"), say(lang, "概率", "chance"),
             say(lang, "为什么", "why")]
    rows = [[row.id, *(self.cell_key(row.cell, by) or "" for by in range(len(plan.by))),
             plan.class_label(row.class_index, lang), f"{float(row.chance):.4f}", self.text(i, lang)]
            for i, row in enumerate(self[:limit])]
    return heads, rows, {len(heads) - 2}


def sample(self):
    """A sample: which conversations, and why."""
    heads, rows, right = sample_rows(self, ROWS, "zh")
    lines = grid(heads, rows, right, widest=70)
    head = f"kefu.Sample, {self.plan.label()}, seed {self.seed}: {len(self)} rows"
    return _more([head, *lines], len(rows), len(self), "rows")


def verdict(self):
    """A verdict in its own words."""
    return f"kefu.Verdict\n{self.text()}" if self.opinions else "kefu.Verdict, empty"


def findings(self):
    """What a linter found, errors first as it gives them."""
    lines = [f"{f.line}:{f.column}: {say('zh', *SEVERITIES[f.severity])}: {f.text_zh}"
             for f in self.all]
    return _more([f"kefu.Findings, {len(lines)}", *lines[:ROWS]], ROWS, len(lines), "findings")


def payroll(self):
    """Who is paid what."""
    n, digits = min(ROWS, len(self)), self.exponent
    heads = ["客服", *(label(part) for part in self.plan.parts), "应发"]
    rows = [[self.row(i).name, *(money(a.amount, digits) for a in self.amounts(i)),
             money(self.row(i).pay, digits)] for i in range(n)]
    lines = grid(heads, rows, range(1, len(heads)))
    return _more([f"{self.plan.label()}  {self.period}", *lines], n, len(self), "people")


def _estimate(value, info):
    """A mean or total as it is, a rate in percent."""
    if info.kind != "rate" or not value.den:
        return value.format(max(info.scale, 1)) if isinstance(value, Value) else str(value)
    return figure_text(value, "ratio", 1)


def estimate_rows(self, limit, lang):
    """Heads, rows and columns of figures of estimates: as inspected, then as corrected."""
    info = self.info
    heads = [info.by or "", say(lang, "抽到的", "inspected"), say(lang, "校正后", "corrected"),
             say(lang, "区间", "interval"), say(lang, "评分", "marked"), say(lang, "总体", "of")]
    rows = [[(row.key if i else say(lang, "全部", "all")) or "", _estimate(row.naive, info),
             _estimate(row.estimate, info),
             f"{_estimate(row.low, info)} – {_estimate(row.high, info)}" if row.low.den else "-",
             str(row.marked), row.population.format(0)] for i, row in enumerate(self[:limit])]
    return heads, rows, {1, 2, 4, 5}


def estimates(self):
    """What the marks say about all that was not inspected."""
    heads, rows, right = estimate_rows(self, ROWS, "zh")
    return _more([f"kefu.Estimates, {self.info.mark}", *grid(heads, rows, right)], len(rows),
                 len(self), "rows")


def review(self):
    """A review and its verdict."""
    more = f"\n{self.follow_up}" if self.follow_up else ""
    return f"kefu.Label: {self.text}{more}\n{self.verdict.text()}"


POLARITY = {"negative": ("差评", "bad"), "neutral": ("中评", "neutral"), "positive": ("好评", "good"),
            None: ("无法判断", "unknown")}


def label_rows(self, limit, lang="zh"):
    """Heads, rows and columns of figures of labels: a line a review; ? where a person should look."""
    heads = [say(lang, "评价", "review"), say(lang, "好差", "polarity"), say(lang, "主因", "cause"),
             say(lang, "处理", "route")]
    rows = []
    for one in self[:limit]:
        opinion = one.verdict.opinions[0]
        cause = opinion.primary and cause_info(opinion.primary)
        rows.append([one.text or "", say(lang, *POLARITY[opinion.polarity]) + "?" * (not opinion.sure),
                     label(cause, lang) if cause else "", label(one.verdict.route, lang)])
    return heads, rows, ()


def labels(self):
    """Many reviews, a line each."""
    heads, rows, right = label_rows(self, ROWS)
    return _more([f"kefu.Labels, {len(self)}", *grid(heads, rows, right, widest=48)], len(rows),
                 len(self), "reviews")


def scheme(self):
    """A card, a plan, a book: what it is called."""
    return f"kefu.{type(self).__name__}({self.label()}, {self.id})"


#: Of each class how it prints, and how it shows in a notebook.
SHOWN = {"Frame": (frame, _html.frame), "Sheet": (sheet, _html.sheet),
         "Sample": (sample, _html.sample), "Verdict": (verdict, None),
         "Findings": (findings, _html.findings), "Payroll": (payroll, _html.payroll),
         "Estimates": (estimates, _html.estimates),
         **dict.fromkeys(("Card", "Book", "PayPlan", "AwardPlan", "Plan"), (scheme, None))}


def _safe(show, plain):
    """What prints never fails: a closed object shows as it would without us."""
    def repr_(self):
        try:
            return show(self)
        except Error:
            return plain(self)
    return repr_


def attach():
    """Gives the classes of the extension how they show."""
    from . import _kefu
    for name, (show, html) in SHOWN.items():
        kind = getattr(_kefu, name)
        kind.__repr__ = _safe(show, kind.__repr__)
        if html:
            kind._repr_html_ = _notebook(html)


def _notebook(html):
    def _repr_html_(self):
        return html(self)
    return _repr_html_
