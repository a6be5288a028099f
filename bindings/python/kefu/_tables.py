"""Results as tables of other libraries, and what of them is found by its name."""

import importlib

from . import _kefu

TABLES = ("Frame", "Sheet", "Sample", "Table")


def _rows(self, options):
    return self.arrow_stream(**options) if options else self


def _module(self, method, name):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(f"{type(self).__name__}.{method}() needs {name}: pip install {name}",
                          name=name) from error


def _to_pandas(self, **options):
    """A pandas.DataFrame of it, by way of pyarrow; options are those of arrow_stream."""
    _module(self, "to_pandas", "pandas")
    return _module(self, "to_pandas", "pyarrow").table(_rows(self, options)).to_pandas()


def _to_polars(self, **options):
    """A polars.DataFrame of it; options are those of arrow_stream."""
    return _module(self, "to_polars", "polars").DataFrame(_rows(self, options))


def _to_dict(self, **options):
    """Its columns as Arrow has them, a dict of lists; options are those of arrow_stream."""
    return _kefu.rows(_rows(self, options)).table().to_dict()


def _to_dicts(self, **options):
    """Its rows as Arrow has them, a list of dicts; options are those of arrow_stream."""
    return _kefu.rows(_rows(self, options)).table().rows()


def _get(self, key, default=None):
    """self[key], or the default where there is none."""
    try:
        return self[key]
    except LookupError:
        return default


def attach():
    """Gives the classes of the extension what is here."""
    for name in TABLES:
        kind = getattr(_kefu, name)
        for method in (_to_pandas, _to_polars, _to_dict, _to_dicts):
            if method.__name__[1:] not in vars(kind):
                setattr(kind, method.__name__[1:], method)
    for kind in vars(_kefu).values():
        if isinstance(kind, type) and "__contains__" in vars(kind):
            setattr(kind, "get", _get)
