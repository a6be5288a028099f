"""What one person is told: points and why, badges, what little more would give more."""

from ._grid import clean
from ._sheet import who
from ._words import label, place, plain, points, say

SHOWN_AT_MOST = 3
WORTH_SAYING = 10_000  # millionths of a point: on a line the smallest change gives one


def person(sheet, row, lang="zh", paint=plain):
    """Lines about one row: who it is, and every reason."""
    line = sheet.row(row)
    head = paint("bold", who(line))
    if line.status == "ok":
        head += f"  {say(lang, '总分', 'total')} {points(line.total)}"
    if line.place.state == "ranked":
        head += f"  {say(lang, '名次', 'place')} {place(line.place)}/{line.place.ranked}"
    if line.grade:
        head += f"  {say(lang, '等级', 'grade')} {line.grade}"
    if line.tier:
        head += f"  {say(lang, '分布档', 'tier')} {line.tier}"
    return [head, *(f"  {text}" for text in sheet.explain(row, lang))]


def _badges(sheet, row, lang):
    lines = []
    for kind, zh, en in ("badge", "徽章", "Badge"), ("streak", "连续记录", "Streak"):
        for i, (part, held) in enumerate(zip(sheet.parts(kind), sheet.holds(row, kind))):
            text = sheet.holds_text(row, kind, i, lang)
            has = say(lang, "已达成" if held.holds else "未达成",
                      "holds" if held.holds else "does not hold")
            name = label(part, lang)
            lines.append(say(lang, f"  {zh}「{name}」{has}:{text}", f"  {en} '{name}' {has}: {text}"))
    return lines


def chances(sheet, row):
    """The few changes of one figure that give most: a better grade goes before points alone."""
    line = sheet.row(row)
    found: dict = {}
    if line.total is None:
        return []
    for item in range(len(sheet.parts("item"))):
        for what in sheet.next_points(row, item), sheet.next_grade(row, item):
            if what.found and (what.grade != line.grade
                               or (what.total - line.total) * 1_000_000 >= WORTH_SAYING):
                found.setdefault((what.item, what.steps), what)
    return sorted(found.values(), key=lambda w: (w.grade == line.grade, -w.total))[:SHOWN_AT_MOST]


def more(sheet, row, lang="zh"):
    """Lines of what would give a person more; none where nothing little would."""
    lines = [f"  {sheet.what_if_text(row, what, lang)}" for what in chances(sheet, row)]
    return [say(lang, "怎样提分", "What would give more"), *lines] if lines else []


def slip(sheet, row, lang="zh", paint=plain):
    """All that a person is told, as text.

    >>> import kefu
    >>> card = kefu.Card.from_json('''{"format": 1, "id": "s/1", "label": "售前", "sections": [
    ...   {"id": "s", "label": "销售", "weight": 100, "items": [{"id": "c", "label": "转化率",
    ...    "metric": "转化率", "weight": 100, "unit": "ratio", "scale": 2, "direction": "higher",
    ...    "curve": {"type": "steps", "bands": [{"at_least": "45%", "points": 80},
    ...              {"points": 60}]}}]}]}''')
    >>> rows = {"客服": ["小林"], "付款": [2249], "询单": [5000]}
    >>> figures = kefu.tally(rows, by="客服", metrics={"转化率": "ratio(付款, 询单)"}).frame()
    >>> print(card.score(figures).slip("小林"))
    售前
    <BLANKLINE>
    小林  总分 60.00  名次 1/1
      转化率 44.98%(2,249/5,000),其余档 → 60 分 × 100% = 60.00 分;再多 1 个即达 45%,进 80 分档(+20.00)
    怎样提分
      转化率再多 1 个(2,249/5,000 → 2,250/5,000):总分 60.00 → 80.00
    """
    period = f"  {clean(sheet.period)}" if sheet.period else ""
    lines = [f"{sheet.label(lang)}{period}", "", *person(sheet, row, lang, paint)]
    return "\n".join(lines + _badges(sheet, row, lang) + more(sheet, row, lang))
