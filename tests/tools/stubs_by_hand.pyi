"""What the extension has beside the tables of bindings/calls; stubs.py puts it into _kefu.pyi."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from os import PathLike
from typing import (
    Any, Final, Literal, Protocol, SupportsIndex, TypeAlias, TypedDict, TypeVar, final, overload,
)
from _typeshed import SupportsRead, SupportsWrite, structseq
from typing_extensions import Buffer, Self

class _HasArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _HasArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

_Class = TypeVar("_Class", bound=type[Any])
_Language: TypeAlias = Literal["zh", "en"]
_Encoding: TypeAlias = Literal["utf-8", "gb18030"]
_Text: TypeAlias = str | Buffer
_Keys: TypeAlias = str | int | Sequence[str | int]
_Day: TypeAlias = date | str | int
_Number: TypeAlias = Decimal | int | Fraction | float | str
_ValueLike: TypeAlias = Value | _Number | tuple[int, int] | None
_Values: TypeAlias = Values | Buffer | Iterable[_ValueLike]
_Path: TypeAlias = str | PathLike[str]
_Scheme: TypeAlias = _Path | Mapping[str, Any] | bytes
_To: TypeAlias = _Path | SupportsWrite[Any]
_Ties: TypeAlias = Literal["competition", "dense", "modified", "fractional", "ordinal"]
_RowsLike: TypeAlias = Rows | _HasArrowStream | _HasArrowArray | Mapping[str, Any] | Iterable[Any]

class Error(Exception):
    """What the library says is wrong; `code` is its status, the others say where."""
    code: int
    name: str | None
    path: str | None
    line: int | None
    column: int | None
    row: int | None
    offset: int | None
    message: str | None

@final
class Value:
    """An exact number: a numerator and a denominator, never reduced, and how many it was made of."""
    def __new__(
        cls, num: _ValueLike, den: SupportsIndex = 1, *, n: SupportsIndex = -1,
        status: _ValueStatus = "ok", flags: str | Iterable[str] = (),
    ) -> Self: ...
    @property
    def num(self) -> int:
        """The numerator, never reduced."""
    @property
    def den(self) -> int:
        """The denominator; 0 where there is no number."""
    @property
    def n(self) -> int:
        """Observations; -1 if nobody knows."""
    @property
    def status(self) -> _ValueStatus:
        """'ok', 'low_volume', 'provisional', 'no_data' or 'exempt'."""
    @property
    def flags(self) -> tuple[str, ...]:
        """How it was made: 'rounded', 'approx' ..."""
    @property
    def fraction(self) -> Fraction | None:
        """It as a Fraction; None if there is no number."""
    def format(self, scale: int = 0, /) -> str:
        """The number with so many digits after the point, '-' if there is none."""
    def round(self, scale: int = 0, /) -> Decimal | None:
        """A Decimal of so many digits after the point, rounded once, half away from zero; None if
        there is no number."""
    def __format__(self, spec: str, /) -> str:
        """f'{value:.1f}' and f'{value:.1%}', with the width, sign and commas of floats: rounded once
        from the fraction, half away from zero; '-' if there is no number."""
    @overload
    def __round__(self, scale: None = None, /) -> int | None: ...
    @overload
    def __round__(self, scale: int, /) -> Decimal | None: ...
    def __bool__(self) -> bool: ...
    def __float__(self) -> float: ...
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: _ValueLike, /) -> bool: ...
    def __le__(self, other: _ValueLike, /) -> bool: ...
    def __gt__(self, other: _ValueLike, /) -> bool: ...
    def __ge__(self, other: _ValueLike, /) -> bool: ...

@final
class _Missing:
    """A cell without a number: not known yet (延迟统计), or exempt."""

PROVISIONAL: Final[_Missing]
EXEMPT: Final[_Missing]

@final
class BadRow(structseq[Any], tuple[int, int, int, str]):
    """A row of a file that was skipped."""
    __match_args__: Final = ("line", "column", "row", "message")
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def row(self) -> int: ...
    @property
    def message(self) -> str: ...

@final
class Rows:
    """Rows with what is known of their columns; for every call that reads rows."""
    def table(self) -> Table:
        """All rows as the library reads them, copied into a Table."""
    @property
    def bad_rows(self) -> list[BadRow]:
        """Rows of the file that the last reading skipped, at most 10,000."""
    @property
    def bad_count(self) -> int:
        """How many they were in all."""
    @property
    def left_out(self) -> list[str]:
        """Columns of an Arrow table that the last reading left out: their type cannot be read."""

@final
class Table:
    """Rows of several columns: len(), [name], keys(), rows(), to_dict(), Arrow."""
    def __len__(self) -> int: ...
    def __getitem__(self, key: str, /) -> list[Any]: ...
    def keys(self) -> list[str]:
        """Names of its columns."""
    def rows(self) -> list[dict[str, Any]]:
        """Its rows, a list of dicts."""
    def to_dict(self) -> dict[str, list[Any]]:
        """Its columns, a dict of lists."""
    def to_dicts(self, **options: Any) -> list[dict[str, Any]]:
        """Its rows as Arrow has them, a list of dicts; options are those of arrow_stream."""
    def to_pandas(self, **options: Any) -> Any:
        """A pandas.DataFrame of it, by way of pyarrow; options are those of arrow_stream."""
    def to_polars(self, **options: Any) -> Any:
        """A polars.DataFrame of it; options are those of arrow_stream."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class MetricContext(structseq[Any], tuple[dict[str, int | Decimal], int, int, int]):
    """How a metric of your own is called."""
    __match_args__: Final = ("params", "n_args", "scale", "round")
    @property
    def params(self) -> dict[str, int | Decimal]:
        """Constants of the call by their names: int, or Decimal where decimals may be."""
    @property
    def n_args(self) -> int:
        """How many arguments the call gives."""
    @property
    def scale(self) -> int:
        """Decimals of numbers of ports whose scale is -1."""
    @property
    def round(self) -> int:
        """For finalize: decimals of a result that must be rounded."""

@final
class Array:
    """Whole numbers: a sequence, and a buffer that numpy.asarray() does not copy."""
    @property
    def shape(self) -> tuple[int, ...]:
        """How many numbers, or rows and numbers of each."""
    @property
    def format(self) -> str:
        """What they are, as struct has it: 'q', 'i', 'I', 'b', 'B'."""
    def tolist(self) -> Any:
        """Its numbers as a list."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Any: ...
    @overload
    def __getitem__(self, index: slice, /) -> Array: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __buffer__(self, flags: int, /) -> memoryview: ...

@final
class Values:
    """Many values: a sequence of Value, and arrays of their parts."""
    @property
    def num(self) -> Array:
        """Numerators."""
    @property
    def den(self) -> Array:
        """Denominators, 0 where there is no number."""
    @property
    def n(self) -> Array:
        """Observations, -1 where unknown."""
    @property
    def status(self) -> Array:
        """0 ok, 1 low volume, 2 provisional, 3 no data, 4 exempt."""
    @property
    def flags(self) -> Array:
        """Bits: how it was made."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Value: ...
    @overload
    def __getitem__(self, index: slice, /) -> list[Value]: ...
    def __iter__(self) -> Iterator[Value]: ...

@final
class Ranking:
    """Places of many values: a sequence of Place, and arrays of their parts."""
    @property
    def twice(self) -> Array:
        """The place times 2, so that 2.5 is 5; 0 is not ranked."""
    @property
    def tied(self) -> Array:
        """How many share the place."""
    @property
    def ranked(self) -> Array:
        """How many are ranked in its group."""
    @property
    def group(self) -> Array:
        """The number of its group."""
    @property
    def state(self) -> Array:
        """0 ranked, 1 low volume, 2 no value."""
    @property
    def order(self) -> Array:
        """Indices in the order to print."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Place: ...
    @overload
    def __getitem__(self, index: slice, /) -> list[Place]: ...
    def __iter__(self) -> Iterator[Place]: ...

@final
class Scores(structseq[Any], tuple[Array | None, Array | None, Array | None, Array | None, Array | None]):
    """What a model says of many texts; None for what was not wanted."""
    __match_args__: Final = ("polarity", "positive", "three", "aspects", "z")
    @property
    def polarity(self) -> Array | None: ...
    @property
    def positive(self) -> Array | None: ...
    @property
    def three(self) -> Array | None: ...
    @property
    def aspects(self) -> Array | None: ...
    @property
    def z(self) -> Array | None: ...

class Card:
    def score_columns(self, rows: _RowsLike, *, points: bool = False, **settings: Any) -> Any:
        """The total of each row in millionths, -2**63 where there is none; with points a pair: the
        totals, and a list of the points of each item."""
    @staticmethod
    def read(source: _Scheme) -> Card:
        """Of a path, a dict or JSON."""

class Book:
    @staticmethod
    def read(source: _Scheme) -> Book:
        """Of a path, a dict or JSON."""

class PayPlan:
    @staticmethod
    def read(source: _Scheme) -> PayPlan:
        """Of a path, a dict or JSON."""

class AwardPlan:
    @staticmethod
    def read(source: _Scheme) -> AwardPlan:
        """Of a path, a dict or JSON."""

class Plan:
    @staticmethod
    def read(source: _Scheme) -> Plan:
        """Of a path, a dict or JSON."""

class Lexicon:
    @staticmethod
    def read(source: _Scheme) -> Lexicon:
        """Of a path, a dict or JSON."""

class Roster:
    @staticmethod
    def read(source: Roster | _RowsLike, **settings: Any) -> Roster:
        """A Roster: one that there is, or of rows or a file."""

class Ledger:
    @staticmethod
    def read(source: Ledger | _RowsLike, **settings: Any) -> Ledger:
        """A Ledger: one that there is, or of rows or a file."""

class Model:
    @staticmethod
    def read(path: _Path) -> Model:
        """A model from its file."""
    def score(
        self, texts: Any, *, delta: Model | None = None,
        want: Iterable[Literal["polarity", "positive", "three", "aspects", "z"]] = ("polarity", "positive"),
        encoding: _Encoding = "utf-8", invalid: Literal["refuse", "replace"] = "refuse",
    ) -> Scores:
        """What it says of many texts, a kefu.Scores."""

class Frame:
    def values(self, metric: str | int) -> Values:
        """All values of a metric, by name or number: a kefu.Values."""
    def to_pandas(self, **options: Any) -> Any:
        """A pandas.DataFrame of it, by way of pyarrow; options are those of arrow_stream."""
    def to_polars(self, **options: Any) -> Any:
        """A polars.DataFrame of it; options are those of arrow_stream."""
    def to_dict(self, **options: Any) -> dict[str, list[Any]]:
        """Its columns as Arrow has them, a dict of lists; options are those of arrow_stream."""
    def to_dicts(self, **options: Any) -> list[dict[str, Any]]:
        """Its rows as Arrow has them, a list of dicts; options are those of arrow_stream."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> str: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[str]: ...
    @overload
    def __getitem__(self, key: str, /) -> Values: ...
    def __iter__(self) -> Iterator[str]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def _repr_html_(self) -> str: ...

class Registry:
    def add(self, metric: _Class) -> _Class:
        """Adds an aggregate of one's own: a class, whose instances are states, one a group."""

class Expr:
    def eval(self, rows: _RowsLike, **settings: Any) -> tuple[Array, Array]:
        """Numbers times 10^scale and statuses (0 is ok) of all rows, a pair."""

class Reservoir:
    def offer(self, rows: int) -> tuple[Array, Array]:
        """Offers the next so many rows: a pair, which of them (from 0) go to which slots."""

class Sheet:
    @property
    def person(self) -> list[str]:
        """`person` of every row, in the order of rows."""
    @property
    def name(self) -> list[str]:
        """`name` of every row, in the order of rows."""
    @property
    def team(self) -> list[str]:
        """`team` of every row, in the order of rows."""
    @property
    def grade(self) -> list[str]:
        """`grade` of every row, in the order of rows."""
    @property
    def place(self) -> list[Place]:
        """`place` of every row, in the order of rows."""
    @property
    def total(self) -> list[Decimal | None]:
        """The total of every row, in the order of rows; None without one."""
    def slip(self, person: SupportsIndex | _Keys, lang: _Language = "zh") -> str:
        """All that a person is told: points and why, badges, what little more would give more."""
    def to_pandas(self, **options: Any) -> Any:
        """A pandas.DataFrame of it, by way of pyarrow; options are those of arrow_stream."""
    def to_polars(self, **options: Any) -> Any:
        """A polars.DataFrame of it; options are those of arrow_stream."""
    def to_dict(self, **options: Any) -> dict[str, list[Any]]:
        """Its columns as Arrow has them, a dict of lists; options are those of arrow_stream."""
    def to_dicts(self, **options: Any) -> list[dict[str, Any]]:
        """Its rows as Arrow has them, a list of dicts; options are those of arrow_stream."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def _repr_html_(self) -> str: ...

class Place:
    def __str__(self) -> str:
        """'3', '3=' if others share it, '-' without one."""
    def __format__(self, spec: str) -> str: ...

class Sample:
    @property
    def id(self) -> list[str]:
        """`id` of every row, in the order of rows."""
    @property
    def index(self) -> list[int]:
        """The number of each row among those that were fed."""
    @property
    def probability(self) -> list[Fraction]:
        """The chance that each row had, as a Fraction."""
    @property
    def reason(self) -> list[str]:
        """Why each row was chosen, in words."""
    def to_pandas(self, **options: Any) -> Any:
        """A pandas.DataFrame of it, by way of pyarrow; options are those of arrow_stream."""
    def to_polars(self, **options: Any) -> Any:
        """A polars.DataFrame of it; options are those of arrow_stream."""
    def to_dict(self, **options: Any) -> dict[str, list[Any]]:
        """Its columns as Arrow has them, a dict of lists; options are those of arrow_stream."""
    def to_dicts(self, **options: Any) -> list[dict[str, Any]]:
        """Its rows as Arrow has them, a list of dicts; options are those of arrow_stream."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def _repr_html_(self) -> str: ...

class Payroll:
    @property
    def person(self) -> list[str]:
        """`person` of every row, in the order of rows."""
    @property
    def name(self) -> list[str]:
        """`name` of every row, in the order of rows."""
    @property
    def team(self) -> list[str]:
        """`team` of every row, in the order of rows."""
    @property
    def pay(self) -> list[Decimal | None]:
        """`pay` of every row, in the order of rows."""
    def _repr_html_(self) -> str: ...

class Findings:
    def _repr_html_(self) -> str: ...

class Estimates:
    def _repr_html_(self) -> str: ...

def rows(
    source: _RowsLike, *, columns: Mapping[str, str] | None = None, cells: Mapping[str, Any] | None = None,
    scale: Mapping[str, int] | None = None, offset: str | int | None = None, round: bool = False,
    skip: bool = True, encoding: str = "utf-8", names: Sequence[str] | None = None,
) -> Rows:
    """Rows with what is known of their columns, for every call that reads rows.

    columns   what the library shall call a column: {'response_s': '响应秒'}
    cells     how texts are read: {'转化率': 'percent', '平均响应': 'duration'}
    scale     decimals of whole numbers: {'amount_fen': 2}
    offset    of times without a zone: '+08:00' or seconds east of UTC
    round     digits finer than asked for are rounded, not refused
    skip      columns of a type that cannot be read are left out
    encoding  of columns of bytes
    names     of the cells of tuples
    """

def read_csv(
    source: _Path | SupportsRead[Any] | bytes, *, cells: Mapping[str, Any] | None = None,
    columns: Mapping[str, str] | None = None, encoding: str = "utf-8", delimiter: str | None = None,
    bad_rows: Literal["fail", "skip"] = "fail", skip_lines: int = 0, only_cells: bool = False,
    quotes: bool = True, offset: str | int | None = None, round: bool = False,
) -> Rows:
    """Rows of a CSV file: a path, an open file, or bytes. It is read in chunks, each time that a call
    reads the rows."""

def rank(
    values: _Values, *, ties: _Ties = "competition", lower_first: bool = False, min_n: int = 0,
    groups: Any = None, ids: Any = None,
) -> Ranking:
    """The place of each value, a kefu.Ranking."""

def rank_top(
    values: _Values, k: int, *, with_ties: bool = False, ties: _Ties = "competition",
    lower_first: bool = False, min_n: int = 0, groups: Any = None, ids: Any = None,
) -> Array:
    """Indices of the best k of each group."""

def apportion(whole: int, weights: Any, *, ties: Literal["first", "last"] = "first") -> Array:
    """Shares whole units out by weights, by largest remainder; ties go to the 'first' or 'last'."""

def pick_numbers(key: str | int, n: int, k: int) -> Array:
    """k different numbers of 0 to n - 1 in the order drawn; key is a seed, or that of pick_key."""

def pick_pps(
    rows: _RowsLike, k: int, seed: str, *, id: str, size: str, scale: int = 0, **settings: Any,
) -> tuple[Array, Values]:
    """k rows, each drawn with a chance in proportion to its size: their numbers, and a kefu.Values of
    their chances."""

def pick_rate(rows: _RowsLike, id: str, rate: _Number, key: str | int, **settings: Any) -> Array:
    """Numbers of the rows whose id hashes below a rate (0 to 1, nine decimals)."""

def _calls() -> list[dict[str, Any]]: ...
def _look(*arguments: Any) -> Any: ...
