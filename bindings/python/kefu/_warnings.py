"""What kefu does otherwise than a user may think, said once."""

import warnings

TOTALS = ("合计", "总计", "小计", "均值", "平均", "汇总")


class DataWarning(UserWarning):
    """Rows that are read, but perhaps not as they were meant: a column left out, a sum among people."""


def warn(text):
    """Warns whoever called the function of kefu that calls this."""
    warnings.warn(text, DataWarning, stacklevel=3)


def is_total(key):
    """Whether a key looks like a row of sums rather than a person.

    >>> is_total("合计"), is_total("小林")
    (True, False)
    """
    return (key.lower() in ("total", "average")
            or any(key.startswith(word) or key.endswith(word) for word in TOTALS))
