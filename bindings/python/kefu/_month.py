"""The month of a team from its files: figures by a card, people and decisions, sheets."""

import os
from difflib import get_close_matches

from . import _kefu
from ._cli import Failed, Watched, check_csv, say_aside
from ._figures import count, read_report, tally
from ._sources import about, ledger, rows
from ._warnings import is_total


def _warn_totals(made, path, skip):
    for key in made.rows:
        if is_total(key):
            say_aside(f"{path}: warning: {key} is counted as a person; leave it out with {skip}")


class Month:
    """Reads files one by one to the frame that a card scores.

    book     the CardBook, or None: then all figures are taken
    by       the column that holds the person
    cells    how columns are read, as of kefu.frame
    roster   a Roster and the day that it is read at
    settings keywords of kefu.read_csv
    """

    def __init__(self, book=None, by="客服", *, cells=None, skip=(), roster=None, day=None,
                 round=False, settings=None):
        self.book, self.by, self.cells, self.skip = book, by, dict(cells or {}), list(skip)
        self.roster, self.day, self.round = roster, day, round
        self.settings = {k: v for k, v in (settings or {}).items() if v is not None}
        self.frames = []  # of (path, Frame)
        self.columns = {}  # of tables, by path

    def _people(self, path, made):
        if self.roster is not None:
            with about(path):
                made = made.with_roster(self.roster, self.day)
            _list_unmatched(made, "roster", path, "not on the roster (add an alias there, or --skip)")
        self.frames.append((path, made))

    def events(self, path, metrics, define=(), where=None):
        """Counts a file of events; metrics are pairs of a name and a formula."""
        check_csv(path)
        described = {name: {"formula": formula, **self._described(name)} for name, formula in metrics}
        made = tally(by=self.by, metrics=described, define=define, where=where, day=self.day,
                     roster=self.roster)
        with about(path):
            file = Watched(path) if os.path.isfile(path) else None
            try:
                count(made, path, cells=self.cells, round=self.round or None, file=file,
                      **self.settings)
            finally:
                if file:
                    file.close()
            figures = made.frame()
        _warn_totals(figures, path, f"--where \"{self.by} != '合计'\"")
        self._people(path, figures)

    def _described(self, name):
        known = self.book.metric_options(name) if self.book else {}
        return known or {"unit": "count"}

    def table(self, path):
        """Reads a report with a row a person: the columns that a card or --cell names."""
        check_csv(path)
        with about(path):
            table = rows(path, **self.settings).table()
            if self.by not in table.keys():
                raise Failed(f"{path}: no column '{self.by}'; it has {', '.join(table.keys())}: "
                             "--by says which holds the person")
            metrics, self.columns[path] = None, list(table.keys())
            if self.book:
                known = {info.name for _, made in self.frames for info in made.metrics}
                metrics = {name: self.book.metric_options(name) for name in table.keys()
                           if name != self.by and name not in known
                           and (name in self.cells or self.book.names(name))}
                if not metrics:
                    raise Failed(f"{path}: has none of the columns that the card names; "
                                 f"it has {', '.join(table.keys())}")
            cells = {name: cell for name, cell in self.cells.items() if name in table.keys()}
            made = read_report(table, [self.by], cells, metrics, self.skip, self.round)
        _warn_totals(made, path, "--skip 合计")
        self._people(path, made)

    def frame(self):
        """All figures, joined by person."""
        joined = None
        for path, made in self.frames:
            if joined is not None:
                with about(path):
                    made = joined.join(made)
                if self.roster is None:
                    _list_unmatched(made, "left", path, "has no row for")
                    _list_unmatched(made, "right", path, "is the first file to name")
            joined = made
        if joined is None:
            raise Failed("no figures: give a file with a row a person, or --events FILE")
        return joined


def check_metrics(month, frame, path):
    """What a card asks for and no file has is told with what they have."""
    known = [info.name for info in frame.metrics]
    missing = [metric for metric in month.book.metrics if metric not in known]
    if not missing:
        return
    having = [f"{name} has {', '.join(columns)}" for name, columns in month.columns.items()]
    formulas = [info.name for name, made in month.frames if name not in month.columns
                for info in made.metrics]
    having += [f"the formulas give {', '.join(formulas)}"] if formulas else []
    names = sorted({*formulas, *(name for all_ in month.columns.values() for name in all_)})
    near = get_close_matches(missing[0], names, 3, 0.4)
    told = f"; did you mean {' or '.join(near)}?" if near else ""
    more = f"; nor is there {', '.join(missing[1:])}" if len(missing) > 1 else ""
    raise Failed(f"{path}: metric '{missing[0]}': {'; '.join(having)}{told}{more}")


def _list_unmatched(made, side, path, what):
    """Keys without a partner are named, not silently scored as nobody."""
    keys = [u.key for u in made.unmatched if u.side == side]
    if keys:
        say_aside(f"{path}: {what}: {', '.join(keys)}")


def people(path, **settings):
    """A roster from a file."""
    check_csv(path)
    with about(path):
        return _kefu.Roster.from_rows(rows(path, **settings))


def decisions(path, **settings):
    """Decisions from a file; says how many wait."""
    check_csv(path)
    with about(path):
        made = ledger(path, **settings)
    waiting = len(rows(path, **settings).table()) - len(made.decisions)
    if waiting:
        say_aside(f"{path}: {waiting} of {waiting + len(made.decisions)} rows wait for a decision")
    return made
