"""Where rows, people, decisions and schemes come from: files, tables, objects made before."""

import contextlib
import io
import json
import os
from collections.abc import Mapping
from difflib import get_close_matches

from . import _kefu


@contextlib.contextmanager
def about(what):
    """Errors within have a `path` that says what they are about: a file, a metric."""
    try:
        yield
    except _kefu.Error as error:
        if error.path is None:
            error.path = os.fspath(what)
        raise


def is_path(source):
    """Whether it is the path of a file."""
    return isinstance(source, (str, os.PathLike))


#: Keywords of kefu.rows and kefu.read_csv.
READING = ("columns", "cells", "scale", "offset", "round", "skip", "encoding", "names", "delimiter",
           "bad_rows", "skip_lines", "only_cells", "quotes")


def check_keywords(function, settings):
    """Refuses keywords that neither a function nor the reading of rows knows, in its name."""
    own = function.__code__.co_varnames[:function.__code__.co_argcount
                                        + function.__code__.co_kwonlyargcount]
    for name in settings:
        if name not in READING:
            near = get_close_matches(name, (*own, *READING), 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            raise TypeError(f"{function.__name__}() got an unexpected keyword argument '{name}'{hint}")


def rows(source, **settings):
    """Rows of a file (a path, an open file) or of any table, with the keywords of kefu.read_csv
    or kefu.rows. Rows that were made by these are as they are."""
    settings = {name: value for name, value in settings.items() if value is not None}
    if isinstance(source, _kefu.Rows):
        if settings:
            names = ", ".join(settings)
            raise TypeError(f"these rows are made already: give {names} to kefu.rows, which made them")
        return source
    if is_path(source) or hasattr(source, "read"):
        return _kefu.read_csv(source, **settings)
    return _kefu.rows(source, **settings)


def first_rows(source, **settings):
    """The first rows of a file as text, to see what its columns hold; None of a source that can
    be read only once, or whose columns know themselves."""
    if not is_path(source) or not os.path.isfile(source):
        return None
    with open(source, "rb") as file:
        start = file.read(1 << 16)
    whole = start[:start.rfind(b"\n") + 1] if len(start) == 1 << 16 else start
    settings = {name: settings[name] for name in ("encoding", "delimiter", "skip_lines", "quotes")
                if settings.get(name) is not None}
    return _kefu.read_csv(io.BytesIO(whole), bad_rows="skip", **settings).table()


def text_of(scheme):
    """JSON of a card, a plan and the like: of a path, a dict, bytes, or text that begins so."""
    if isinstance(scheme, Mapping):
        return json.dumps(scheme, ensure_ascii=False)
    if isinstance(scheme, (bytes, bytearray)):
        return bytes(scheme).decode("utf-8-sig")
    if isinstance(scheme, str) and scheme.lstrip().startswith("{"):
        return scheme
    if not is_path(scheme):
        raise TypeError(f"expected a path, a dict or JSON, not {type(scheme).__name__}")
    with open(scheme, encoding="utf-8-sig") as file:
        return file.read()


def made(kind, scheme):
    """An object of a class that has from_json: as it is, or of what text_of reads."""
    if isinstance(scheme, kind):
        return scheme
    return kind.from_json(text_of(scheme))


def roster(source, **settings):
    """A Roster: one that there is, or of rows or a file."""
    if source is None or isinstance(source, _kefu.Roster):
        return source
    return _kefu.Roster.from_rows(rows(source, **settings))


def ledger(source, **settings):
    """A Ledger: one that there is, or of rows or a file. Rows whose action (复核) is empty wait
    for a decision and are left out, as hits of reviews that nobody has looked at."""
    if source is None or isinstance(source, _kefu.Ledger):
        return source
    table = rows(source, **settings).table()
    made_of = _kefu.Ledger()
    name = next((name for name in ("action", "复核") if name in table.keys()), None)
    decided = table if name is None or all(table[name]) else [r for r in table.rows() if r[name]]
    if len(decided) or name is None:
        made_of.add_rows(decided)
    return made_of


#: Words for cells of figures, and what they are: kind, flags.
KINDS = {"number": ("number", ()), "percent": ("percent", ()), "duration": ("duration", ()),
         "percent100": ("percent", ("hundredths",)), "rate": ("percent", ("bare",))}


def cell_of(cell):
    """A cell as kefu.rows and kefu.read_csv take it; over and count are for reports.

    >>> cell_of("percent100"), cell_of({"kind": "text", "as": "客服"})
    ({'kind': 'percent', 'hundredths': True}, {'kind': 'text', 'as': '客服'})
    """
    if isinstance(cell, list):
        return [cell_of(one) for one in cell]
    cell = {"kind": cell} if isinstance(cell, str) else dict(cell)
    kind, flags = KINDS.get(cell.get("kind", "number"), (cell.get("kind"), ()))
    cell.update({"kind": kind, **dict.fromkeys(flags, True)})
    return {name: value for name, value in cell.items() if name not in ("over", "count")}


def cells_of(reader, columns, cells, peek):
    """How the columns of a file are read for what computes with them: numbers as numbers, or as
    dates where they look so; all else as text. What `cells` says goes first."""
    columns, found = dict(columns or {}), {}
    given = {name: cell_of(cell) for name, cell in (cells or {}).items()}
    renamed = {cell["as"]: name for name, cell in given.items() if isinstance(cell, dict) and "as" in cell}
    for i, name in enumerate(reader.columns):
        source = renamed.get(name, columns.get(name, name))
        number = reader.column_type(i) == "number"
        usual = "text" if not number else "date" if _is_date(peek, source) else "number"
        found[source] = given.get(name, given.get(source, usual))
    return found


def _is_date(peek, name):
    """A column whose first cell is a date rather than a number."""
    cell = next(iter(peek[name]), None) if peek is not None and name in peek.keys() else None
    return bool(cell) and _reads(cell, "date") and not _reads(cell, "number")


def _reads(cell, kind):
    try:
        return _kefu.cell_parse(cell, kind=kind, scale=0 if kind == "date" else 6).state == "ok"
    except _kefu.Error:
        return False
