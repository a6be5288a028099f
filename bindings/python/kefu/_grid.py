"""Tables of text whose columns line up, however wide their characters are."""

import unicodedata


def _columns(character):
    """How many columns of a terminal a character takes (UAX #11)."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= character <= "\U0001f3ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text):
    """How many columns of a terminal a text takes: a Chinese character takes two.

    >>> width("kefu"), width("客服")
    (4, 4)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def clean(text):
    """The text on one line, without what moves a cursor or turns the direction of writing.

    >>> clean("one\\ntwo\\x1b[31m")
    'one two [31m'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Mn" else " " for c in text)


def pad(text, columns, right=False):
    """The text and spaces up to so many columns, on the right or on the left.

    >>> pad("客服", 6) + "|", pad("9", 3, right=True)
    ('客服  |', '  9')
    """
    spaces = " " * max(0, columns - width(text))
    return spaces + text if right else text + spaces


def cut(text, columns):
    """The text, or as much of it as fits with an ellipsis behind it.

    >>> cut("客服考核", 6)
    '客服…'
    """
    if width(text) <= columns:
        return text
    room, end = columns - 1, 0
    for end, character in enumerate(text):
        room -= _columns(character)
        if room < 0:
            break
    return text[:end] + "…"


def grid(heads, rows, right=(), gap="  ", widest=60):
    """Lines of a table; `right` has the numbers of the columns of figures.

    >>> print("\\n".join(grid(["客服", "会话"], [["小林", "9"], ["阿杰", "120"]], right={1})))
    客服  会话
    小林     9
    阿杰   120
    """
    cells = [[cut(clean(text), widest) for text in row] for row in [heads, *rows]]
    widths = [max(map(width, column)) for column in zip(*cells)]
    return [gap.join(pad(text, widths[i], i in right) for i, text in enumerate(row)).rstrip()
            for row in cells]
