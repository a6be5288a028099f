"""Sheets as text: a line of figures and a line of points a person, and what there is to do."""

from . import _kefu
from ._grid import clean, pad, width
from ._words import label, place, plain, points, say

FLAGS = [("below_floor", "bad", "改进计划", "improvement plan"),
         ("red_line", "bad", "触发高压线", "red line"),
         ("pending", "warn", "待复核", "pending"),
         ("provisional", "warn", "延迟统计", "provisional"),
         ("no_grade", "warn", "无等级", "no grade"),
         ("failed", "bad", "考核不合格", "card failed"),
         ("cut", "warn", "总分截断", "total cut"),
         ("excused", "warn", "免改进计划", "excused"),
         ("red_line_cut", "bad", "高压线扣减", "cut by a red line")]


def who(row):
    """'林晓燕 (K01)'; the id alone where it is the name, too."""
    name = clean(row.name)
    return name if row.name == row.person else f"{name} ({clean(row.person)})"


def flags(row, reasons, lang, paint=plain):
    """What is to be known beside a total: '待复核、数据覆盖 22%'."""
    found = []
    if row.place.state == "low_volume":
        found.append(paint("warn", say(lang, "样本不足", "low volume")))
    for flag, kind, zh, en in FLAGS:
        if flag in row.flags:
            if flag == "pending" and any(r.code == "red_pending" for r in reasons):
                zh, en = "高压线待复核", "red line pending"
            found.append(paint(kind, say(lang, zh, en)))
    if row.coverage < 1:  # cut to whole percents, so that 100% is all of it
        text = say(lang, "数据覆盖", "coverage")
        found.append(paint("warn", f"{text} {int(row.coverage * 100)}%"))
    return say(lang, "、", ", ").join(found)


def badges(sheet, index, lang):
    """Labels of the badges and streaks that hold for a row."""
    held = [label(part, lang) for kind in ("badge", "streak")
            for part, is_held in zip(sheet.parts(kind), sheet.holds(index, kind)) if is_held.holds]
    return say(lang, "、", ", ").join(held)


class _Line:
    """What stands in one row of the table."""

    def __init__(self, sheet, index, items, lang):
        row = self.row = sheet.row(index)
        self.reasons = sheet.reasons(index)
        self.cells = {"place": place(row.place), "name": clean(row.name), "grade": row.grade,
                      "adjusted": points(row.adjustments, sign=True) if row.adjustments else "",
                      "total": points(row.total) if row.status == "ok" else "-",
                      "tier": row.tier, "badges": badges(sheet, index, lang)}
        self.person = "" if row.person == row.name else clean(row.person)
        self.figures, self.points = [""] * len(items), [""] * len(items)
        for reason in self.reasons:
            if reason.kind == "item":
                item = items[reason.part]
                self.figures[reason.part] = _kefu.figure_text(reason.value, item.unit, item.scale,
                                                              lang)
                left_out = reason.code in ("left_out", "not_applied")
                self.points[reason.part] = (say(lang, "不计", "left out") if left_out
                                            else points(reason.points))


class _Table:
    """Columns of a sheet, as wide as what is in them."""

    def __init__(self, sheet, lang, limit, paint):
        self.lang, self.paint = lang, paint
        self.items = sheet.parts("item")
        self.lines = [_Line(sheet, i, self.items, lang) for i in range(min(limit, len(sheet)))]
        self.heads = {"place": say(lang, "名次", "place"), "name": say(lang, "客服", "agent")}
        if sheet.parts("adjustment"):
            self.heads["adjusted"] = say(lang, "加减分", "adjusted")
        self.heads["total"] = say(lang, "总分", "total")
        self.heads["grade"] = say(lang, "等级", "grade")
        if sheet.parts("tier"):
            self.heads["tier"] = say(lang, "分布档", "tier")
        if sheet.parts("badge") or sheet.parts("streak"):
            self.heads["badges"] = say(lang, "徽章", "badges")
        self.widths = {key: max([width(text)] + [width(line.cells[key]) for line in self.lines])
                       for key, text in self.heads.items()}
        self.widths["name"] = max([self.widths["name"]]
                                  + [width(clean(line.row.person)) for line in self.lines])
        self.item_widths = [max([width(label(item, lang))]
                                + [max(width(line.figures[i]), width(line.points[i]))
                                   for line in self.lines]) for i, item in enumerate(self.items)]

    def _front(self, cells, items):
        bold = self.paint("bold", pad(cells["place"], self.widths["place"], right=True))
        return [bold, pad(cells["name"], self.widths["name"]), *items]

    def _items(self, texts):
        return [pad(text, w, right=True) for text, w in zip(texts, self.item_widths)]

    def _back(self, cells):
        keys = [key for key in ("adjusted", "total") if key in self.heads]
        texts = [pad(cells[key], self.widths[key], right=True) for key in keys]
        return texts[:-1] + [self.paint("bold", texts[-1])]

    def _last(self, cells, text):
        """Grade, tier, badges and flags, without spaces behind the last that there is."""
        keys = [key for key in ("grade", "tier", "badges") if key in self.heads]
        if text:
            return [*(pad(cells[key], self.widths[key]) for key in keys), text]
        while len(keys) > 1 and not cells[keys[-1]]:
            keys.pop()
        return [*(pad(cells[key], self.widths[key]) for key in keys[:-1]), cells[keys[-1]]]

    def head(self):
        """The line of headings."""
        items = self._items(label(item, self.lang) for item in self.items)
        text = say(self.lang, "标记", "flags")
        texts = [pad(self.heads["place"], self.widths["place"], right=True),
                 pad(self.heads["name"], self.widths["name"]), *items]
        texts += [pad(self.heads[key], self.widths[key], right=True)
                  for key in ("adjusted", "total") if key in self.heads]
        return self.paint("bold", "  ".join(texts + self._last(self.heads, text)))

    def two(self, line):
        """The figures of a person, then the points."""
        text = flags(line.row, line.reasons, self.lang, self.paint)
        parts = self._front(line.cells, self._items(line.figures)) + self._back(line.cells)
        below = [" " * self.widths["place"], pad(line.person, self.widths["name"]),
                 *self._items(line.points)]
        if not self.items:
            below.append("")
        return ["  ".join(parts + self._last(line.cells, text)),
                self.paint("dim", "  ".join(below))]


def table(sheet, lang="zh", limit=1 << 60, paint=plain):
    """Lines of the sheet as a table."""
    period = f"  {sheet.period}" if sheet.period else ""
    made = _Table(sheet, lang, limit, paint)
    lines, group = [f"{sheet.label(lang)}{period}", "", made.head()], ""
    for line in made.lines:
        if line.row.group != group:
            group = line.row.group
            lines.append(f"-- {clean(group)} --")
        lines += made.two(line)
    more = len(sheet) - len(made.lines)
    return lines + ([f"… {more} more"] if more > 0 else [])


def _may_wait(reason):
    """Of a red line that counts already more may wait: the sentence tells."""
    return (reason.code in ("pending", "red_pending")
            or (reason.kind == "red_line" and reason.code != "red_rejected"
                and reason.a.num < reason.b.num))


def waiting(sheet, lang="zh"):
    """Lines of the verdicts that wait for a decision."""
    return [f"  {who(row)}  {sheet.reason_text(i, k, lang)}"
            for i, row in enumerate(sheet.rows) if "pending" in row.flags
            for k, reason in enumerate(sheet.reasons(i)) if _may_wait(reason)]


def below(sheet, lang="zh"):
    """Lines of the people who are below the floor, or were excused from it."""
    lines = []
    for i, row in enumerate(sheet.rows):
        if not {"below_floor", "excused"}.intersection(row.flags):
            continue
        excused = say(lang, "(复核决定免改进计划)", "(excused by a decision) ")
        texts = [sheet.reason_text(i, k, lang) for k, reason in enumerate(sheet.reasons(i))
                 if "below" in reason.flags]
        total = points(row.total)
        texts = texts or [say(lang, f"总分 {total},低于最低标准",
                              f"the total, {total}, is below the floor")]
        texts[0] = f"  {who(row)}  {excused if 'excused' in row.flags else ''}{texts[0]}"
        lines += texts[:1] + [f"    {text}" for text in texts[1:]]
    return lines
