"""What the classes of the extension get beside the library's calls: columns, files, how they show."""

from . import _kefu, _show, _tables
from ._slip import slip
from ._sources import made, roster, ledger, text_of
from ._words import place


def _rows_of(name):
    return property(lambda self: [getattr(row, name) for row in self.rows],
                    doc=f"`{name}` of every row, in the order of rows.")


def _sheet_slip(self, person, lang="zh"):
    """All that a person is told: points and why, badges, what little more would give more."""
    return slip(self, person, lang)


def _reasons_of_sample(self, lang="zh"):
    """Why each row was chosen, in words."""
    return [self.text(i, lang) for i in range(len(self))]


def _read_model(path):
    """A model from its file."""
    with open(path, "rb") as file:
        return _kefu.Model.from_bytes(file.read())


COLUMNS = {"Sheet": ("person", "name", "team", "grade", "place"),
           "Sample": ("id",), "Payroll": ("person", "name", "team", "pay")}
EXTRA: dict[str, dict] = {
    "Sheet": {
        "total": property(lambda self: [row.total if row.status == "ok" else None for row in self.rows],
                          doc="The total of every row, in the order of rows; None without one."),
        "slip": _sheet_slip,
    },
    "Model": {"read": staticmethod(_read_model)},
    "Roster": {"read": staticmethod(roster)},
    "Ledger": {"read": staticmethod(ledger)},
    "Place": {"__str__": place, "__format__": lambda self, spec: format(place(self), spec)},
    "Sample": {
        "index": property(lambda self: [row.row for row in self.rows],
                          doc="The number of each row among those that were fed."),
        "probability": property(lambda self: [row.chance.fraction for row in self.rows],
                                doc="The chance that each row had, as a Fraction."),
        "reason": property(_reasons_of_sample, doc="Why each row was chosen, in words."),
    },
}
SCHEMES = ("Card", "Book", "PayPlan", "AwardPlan", "Plan", "Lexicon")


def _reader(kind):
    def read(source):
        """Of a path, a dict or JSON."""
        return made(kind, source)
    return staticmethod(read)


def attach():
    """Gives the classes what is here; once, when kefu is imported."""
    for name, columns in COLUMNS.items():
        for column in columns:
            setattr(getattr(_kefu, name), column, _rows_of(column))
    for name, extra in EXTRA.items():
        for attribute, value in extra.items():
            setattr(getattr(_kefu, name), attribute, value)
    for name in SCHEMES:
        kind = getattr(_kefu, name)
        kind.read = _reader(kind)
    _tables.attach()
    _show.attach()
