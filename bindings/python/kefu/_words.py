"""Texts in two languages, numbers as sheets show them, and colours of a terminal."""

from . import _kefu

#: Colours for people; what is written to files has none.
COLOURS = {"bold": "\x1b[1m", "dim": "\x1b[2m", "warn": "\x1b[33m", "bad": "\x1b[31m",
           "good": "\x1b[32m"}


def plain(kind, text):
    """A text without colour."""
    return text


def colour(kind, text):
    """A text in the colour of its kind."""
    return f"{COLOURS[kind]}{text}\x1b[0m" if kind in COLOURS and text else text


def say(lang, zh, en):
    """One of two texts, by the language."""
    return en if lang == "en" else zh


def label(part, lang="zh"):
    """What a part of a card or plan is called."""
    return say(lang, part.label_zh, part.label_en)


def points(number, sign=False):
    """Points with two digits: '79.25', or '-' where there are none.

    >>> points(12), points("7.5", sign=True), points(None)
    ('12.00', '+7.50', '-')
    """
    text = _kefu.value_format(number, 2)
    return "+" + text if sign and not text.startswith("-") else text


def place(where):
    """A place: '3', '3=' if others share it, '-' without one."""
    if where.state != "ranked":
        return "-"
    return f"{where.twice // 2}{'.5' if where.twice % 2 else ''}{'=' if where.tied > 1 else ''}"


def digits(values, info):
    """Digits after the point of figures of a metric: as its definition says, two of percentages,
    else as many as they have, at most four."""
    if info.definition:
        return max(info.scale - 2, 0) if info.unit == "ratio" else info.scale
    if info.scale or info.unit == "ratio":
        return info.scale or 2
    return max((next((n for n in range(4) if v.num * 10**n % v.den == 0), 4)
                for v in values if v.den), default=0)


def figures(values, info, lang="zh"):
    """Figures of a metric as texts, all with the same digits.

    >>> import kefu
    >>> frame = kefu.frame({"客服": ["小林", "阿杰"], "转化率": ["45.23%", "-"]}, by="客服")
    >>> figures([frame.value(who, "转化率") for who in frame.rows], frame.metrics[0])
    ['45.23%', '-']
    """
    scale = digits(values, info)
    return [_kefu.figure_text(value, info.unit or "count", scale, lang) for value in values]


def money(amount, exponent, lang="zh"):
    """An amount in the digits of its currency: '1,204.50'; '待定' while it is not known."""
    if amount is None:
        return say(lang, "待定", "unknown")
    return _kefu.figure_text(amount, "count", exponent, lang)
