"""Figures of people: a report that has a row a person, or rows that are counted."""

from collections.abc import Mapping
from difflib import get_close_matches

from . import _kefu
from ._sources import (
    KINDS, about, cell_of, cells_of, check_keywords, first_rows, is_path, roster as roster_of, rows,
)
from ._warnings import is_total, warn

UNITS = {"number": "count", "percent": "ratio", "duration": "s"}
#: What cells are written with, and the unit that it says.
MARKS = [("%", "ratio"), ("%", "ratio"), ("¥", "yuan"), ("¥", "yuan"), ("元", "yuan"),
         ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("秒", "s"), (":", "s")]


def _unit_as_written(cells):
    """The unit of a column by how its first marked cell is written: 98.6%, 2分30秒, ¥3,000."""
    for cell in cells:
        for mark, unit in MARKS:
            if isinstance(cell, str) and mark in cell:
                return unit
    return "count"


def kind_of_unit(unit):
    """How cells of a figure are written, by its unit."""
    return {"ratio": "percent", "s": "duration"}.get(unit, "number")


def _is_figure(cells):
    """Whether the first cell with something in it reads as a number."""
    for cell in cells:
        if isinstance(cell, str):
            try:
                kind = kind_of_unit(_unit_as_written([cell]))
                if _kefu.cell_parse(cell, kind=kind, scale=9, flags="round").state == "ok":
                    return True
            except _kefu.Error:
                return False
        elif cell is not None and not isinstance(cell, type(_kefu.EXEMPT)):
            return not isinstance(cell, bool) and hasattr(cell, "__float__")
    return False


def cell_options(cell):
    """The columns and cell of a report's metric, of a word or a dict.

    >>> cell_options("rate"), cell_options({"kind": "number", "over": "应出勤天数"})
    ({'cell': 'percent', 'cell_flags': ('bare',)}, {'cell': 'number', 'over': '应出勤天数'})
    """
    cell = {"kind": cell} if isinstance(cell, str) else dict(cell)
    word = cell.pop("kind", "number")
    if word not in KINDS:
        raise ValueError(f"a figure is read as {', '.join(KINDS)}, not {word!r}")
    kind, flags = KINDS[word]
    flags += tuple(flag for flag in ("bare", "hundredths", "round") if cell.pop(flag, False))
    found = {"cell": kind, **({"cell_flags": flags} if flags else {})}
    for name in ("over", "count"):
        if cell.get(name) is not None:
            found[name] = cell.pop(name)
    if cell:
        raise TypeError(f"a cell has no {', '.join(cell)}; it has kind, over, count, bare, "
                        "hundredths, round")
    return found


def metric_options(options):
    """Keywords of a metric, where `label` stands for both languages or for each."""
    options = dict(options)
    label = options.pop("label", None)
    if label is not None:
        zh, en = (label.get("zh"), label.get("en")) if isinstance(label, Mapping) else (label, None)
        options.update({"label_zh": zh or en, "label_en": en or zh})
    return options


def _columns_wanted(table, keys, cells):
    """Number columns, and those that cells name."""
    texts = {name for name, cell in cells.items()
             if (cell if isinstance(cell, str) else cell.get("kind")) in ("text", "date", "time")}
    return [name for name in table.keys() if name not in keys and name not in texts
            and (name in cells or _is_figure(table[name]))]


def _metric(table, name, given, cells, round):
    """The columns of a metric, and what it is called and measured in."""
    options = metric_options(given)
    columns = {"value": options.pop("column", None)}
    source = columns["value"] or name
    written = _unit_as_written(table[source]) if source in table.keys() else "count"
    cell = options.pop("cell", cells.get(name, cells.get(source)))
    unit = options.get("unit") or (written if cell is None else None)
    columns.update(cell_options(kind_of_unit(unit) if cell is None else cell))
    options["unit"] = unit or UNITS[columns["cell"]]
    if round:
        columns["cell_flags"] = (*columns.get("cell_flags", ()), "round")
    return columns, options


def _report(table, keys, cells, metrics, skip, round):
    report = _kefu.Report()
    for key in keys:
        report.key(key)
    for key in [skip] if isinstance(skip, str) else skip:
        report.skip(key)
    for name, given in metrics.items():
        columns, options = _metric(table, name, given, cells, round)
        report.metric(name, columns, **options)
    return report


def read_report(table, keys, cells, metrics, skip, round):
    """The Frame of a Table with a row a person; the arguments are those of frame."""
    for key in keys:
        if key not in table.keys():
            raise _kefu.NotFoundError(f"no column '{key}'; there is {', '.join(table.keys())}: "
                                      "by= says which holds the person")
    for name in cells:
        if name not in table.keys() and name not in (metrics or ()):
            near = get_close_matches(name, table.keys(), 1)
            raise _kefu.NotFoundError(f"cells: no column '{name}'; " + (
                f"did you mean '{near[0]}'?" if near else f"there is {', '.join(table.keys())}"))
    if metrics is None:
        metrics = _columns_wanted(table, keys, cells)
    if not isinstance(metrics, Mapping):
        metrics = {name: {} for name in metrics}
    return _report(table, keys, cells, metrics, skip, round).read(table)


def frame(source, by="客服", *, cells=None, metrics=None, skip=(), roster=None, day=None,
          round=False, **settings):
    """A report that has one row a person, as a Frame.

    source    a path of CSV, a table (pandas, Polars, Arrow, DuckDB), a dict of columns, rows
    by        the column that holds the person, or several
    cells     how texts are read: 'number', 'percent' ('percent100' takes 98.61 as 98.61%, 'rate'
              0.9861), 'duration', or a dict: {"kind": "number", "over": "应出勤天数"} divides,
              "count" says how many a figure is out of. 'text' leaves a column out
    metrics   names of columns, or a dict of names and what they are (label, unit, direction,
              scale, min_n, column, cell); without it every column of numbers is a metric
    skip      rows of this key are left out: 合计; those that look like sums and are not are warned of
    roster    who is who: turns aliases into people on a day
    round     digits finer than nine are rounded, not refused

    More keywords are those of kefu.read_csv or kefu.rows. Without metrics, columns of a type that cannot
    be read are left out with a kefu.DataWarning.

    >>> print(frame({"客服": ["小林", "阿杰"], "转化率": ["45.23%", "38%"], "平均响应": ["1分5秒", "27.4"],
    ...              "备注": ["新人", ""]}, cells={"平均响应": "duration"}))
    kefu.Frame, 2 × 2
    客服  转化率  平均响应
    小林  45.23%    65.0秒
    阿杰  38.00%    27.4秒
    """
    check_keywords(frame, settings)
    given = None if isinstance(source, _kefu.Table) else rows(source, **settings)
    table = given.table() if given else source
    made = read_report(table, [by] if isinstance(by, str) else list(by), dict(cells or {}), metrics,
                       skip, round)
    if metrics is None and given and given.left_out:
        warn(f"left out, of a type that cannot be read: {', '.join(given.left_out)}; cast such columns, "
             "or choose with metrics=")
    sums = [key for key in made.rows if is_total(key)]
    if sums:
        warn(f"{', '.join(sums)} counted as people: skip={sums[0] if len(sums) == 1 else sums!r} leaves "
             "such rows out")
    people = roster_of(roster)
    return made if people is None else made.with_roster(people, day)


def tally(source=None, by=(), *, metrics=None, define=(), columns=None, cells=None, where=None,
          readings=None, roster=None, day=None, scale=None, registry=None, catalogue=None,
          limits=None, **settings):
    """Rows of any number, counted group by group: a Tally, whose frame() has the figures.

    source     as of kefu.frame; without it the tally is ready for update()
    by         the column whose values make the groups, or several
    metrics    a dict of names and formulas; or of dicts, with what is shown beside:
               {"p90": {"formula": "quantile(response_s, 0.9)", "label": "响应 P90", "unit": "s"}}
    define     names of definitions of the catalogue, or a dict of what each is to be called
    columns    what formulas call a column: {"response_s": "响应秒"}
    cells      how texts are read; numbers of a file are read as numbers without it
    where      only these rows
    readings   2: exact quantiles of very many rows, which are read twice
    roster     who is who: turns aliases into people on a day

    >>> rows = {"客服": ["小林", "阿杰", "小林"], "响应秒": [20, 31, 25], "付款": [1, 0, 1], "询单": [2, 1, 2]}
    >>> print(tally(rows, by="客服", columns={"response_s": "响应秒"}, metrics={
    ...     "p90": "quantile(response_s, 0.9)",
    ...     "转化率": {"formula": "ratio(付款, 询单)", "unit": "ratio"}}).frame())
    kefu.Frame, 2 × 2
    客服   p90  转化率
    小林  24.5  50.00%
    阿杰  31.0   0.00%
    """
    check_keywords(tally, settings)
    known = {"where": where, "readings": readings, "scale": scale, "limits": limits,
             "roster": roster_of(roster), "roster_day": day if roster is not None else None}
    made = _kefu.Tally(registry, **{name: value for name, value in known.items() if value is not None})
    for key in [by] if isinstance(by, str) else by:
        made.by(key)
    for name, given in (metrics or {}).items():
        options = {"formula": given} if isinstance(given, str) else metric_options(given)
        with about(f"metric '{name}'"):
            made.add(name, options.pop("formula"), **options)
    names = define.items() if isinstance(define, Mapping) else [define] if isinstance(
        define, str) else define
    for name in names:
        as_name, name = (None, name) if isinstance(name, str) else name
        made.define(name, day, as_name, catalogue)
    if source is not None:
        count(made, source, columns=columns, cells=cells, readings=readings, **settings)
    return made


def count(tally, source, *, columns=None, cells=None, readings=None, file=None, **settings):
    """Feeds a tally with rows; twice, if it reads them twice. `file` is read in place of the path."""
    if is_path(source):
        cells = cells_of(tally, columns, cells, first_rows(source, **settings))
        settings["only_cells"] = True
    elif cells:
        cells = {name: cell_of(cell) for name, cell in cells.items()}
    given = rows(file or source, columns=columns, cells=cells, **settings)
    tally.update(given)
    if readings == 2:
        tally.reread()
        tally.update(given)
