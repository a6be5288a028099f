"""Samples in one call."""

from . import _kefu
from ._sources import cells_of, check_keywords, first_rows, is_path, made, rows


def sample(conversations, plan, seed, *, excluded=None, unsuitable=None, columns=None, cells=None,
           quota_options=None, **settings):
    """Draws the conversations to inspect: a Sample, with each row's chance and why it was chosen.

    conversations   a path of CSV, a table, rows, with the columns that the plan names
    plan            a Plan, a path, a dict, JSON
    seed            a text that says which draw it is: '2026-W47'
    excluded        ids that may not be drawn, such as those of last week
    unsuitable      conversations that turned out not fit, with their reason: others come in

    >>> plan = {"format": 1, "id": "org.example.qc/1", "label": "抽检", "key": "会话ID",
    ...         "by": ["客服"], "classes": [{"id": "all", "label": "全部", "rate": "50%"}]}
    >>> picked = sample({"会话ID": ["a", "b", "c", "d"], "客服": ["小林"] * 4}, plan, "2026-W47")
    >>> len(picked), picked.probability[0]
    (2, Fraction(1, 2))
    """
    check_keywords(sample, settings)
    plan = made(_kefu.Plan, plan)
    draw = _kefu.Draw(plan, seed=seed, **({} if excluded is None else {"excluded": rows(excluded)}))
    if is_path(conversations):
        cells = cells_of(plan, columns, cells, first_rows(conversations, **settings))
        settings["only_cells"] = True
    draw.update(rows(conversations, columns=columns, cells=cells, **settings))
    options = {"unsuitable": None if unsuitable is None else rows(unsuitable),
               "quota_options": quota_options}
    return _kefu.Sample(draw, **{name: value for name, value in options.items() if value is not None})
