# Written by tests/tools/stubs.py: make stubs.

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
PROVISIONAL: Final[_Missing]
EXEMPT: Final[_Missing]

_Action: TypeAlias = Literal['confirm', 'reject', 'reassign', 'exclude', 'uphold']
_AgreeWhy: TypeAlias = Literal['fine', 'no_pairs', 'one_category', 'raters', 'uneven']
_AmountFlag: TypeAlias = Literal['at_least', 'at_most', 'accelerated', 'by_days']
_Apart: TypeAlias = Literal['nominal', 'linear', 'squared', 'ordinal', 'interval']
_ArrowOut: TypeAlias = Literal['exact', 'integer_keys']
_Best: TypeAlias = Literal['higher', 'lower', 'neither', 'middle']
_By: TypeAlias = Literal['buyer', 'agent', 'both']
_CatalogueFlags: TypeAlias = Literal['empty', 'loaded']
_Category: TypeAlias = Literal[
    'agent_attitude', 'agent_slow', 'agent_wrong', 'agent_stall', 'agent_promise', 'after_sales',
    'logistics', 'packaging', 'missing_wrong', 'quality', 'mismatch', 'fake', 'price', 'gift',
    'fit_size', 'experience', 'platform', 'malicious', 'overall', 'none', 'service', 'insult',
    'threat', 'contact', 'cash_for_praise', 'refuse_liability', 'absolute', 'privacy',
    'discrimination', 'promise_effect', 'negative_tone', 'stalling', 'off_platform_deal',
    'promise_refund', 'promise_send', 'promise_time', 'promise_call', 'promise_gift',
    'promise_price', 'paid', 'default', 'advert', 'refund', 'injury', 'media', 'law', 'request',
    'blackmail', 'negator', 'double_negator', 'contrast', 'condition', 'question', 'quote',
    'agent_word', 'praise_word', 'blame_word'
]
_CategoryList: TypeAlias = Literal['cause', 'red_line', 'promise', 'suspect', 'need', 'grammar']
_Cause: TypeAlias = Literal[
    'agent_attitude', 'agent_slow', 'agent_wrong', 'agent_stall', 'agent_promise', 'after_sales',
    'logistics', 'packaging', 'missing_wrong', 'quality', 'mismatch', 'fake', 'price', 'gift',
    'fit_size', 'experience', 'platform', 'malicious', 'overall', 'none', 'service'
]
_CauseGroup: TypeAlias = Literal['service', 'logistics', 'product']
_CauseSource: TypeAlias = Literal['model', 'lexicon']
_CellFlags: TypeAlias = Literal['round', 'bare', 'hundredths']
_CellKind: TypeAlias = Literal['text', 'number', 'percent', 'duration', 'date', 'time']
_ChangeCode: TypeAlias = Literal[
    'joined', 'left', 'total', 'place', 'grade', 'part', 'tier', 'flags', 'holds'
]
_ChangeWhy: TypeAlias = Literal['figure', 'basis', 'decision', 'weight', 'card', 'state']
_Clash: TypeAlias = Literal[
    'cell_short', 'cell_bounds', 'agent_short', 'agent_over', 'total_short', 'total_over',
    'no_spread'
]
_Coefficient: TypeAlias = Literal['raw', 'cohen', 'fleiss', 'alpha', 'ac1']
_Direction: TypeAlias = Literal['higher', 'lower', 'neither']
_Estimate: TypeAlias = Literal['mean', 'rate', 'total']
_Estimated: TypeAlias = Literal[
    'unmarked', 'gaps', 'lonely', 'replaced', 'whole', 'unplaced', 'null_key'
]
_EstimatesWrite: TypeAlias = Literal['excel']
_Gravity: TypeAlias = Literal['ordinary', 'serious', 'major']
_Head: TypeAlias = Literal['polarity', 'class', 'aspect']
_Interval: TypeAlias = Literal['wilson', 'clopper_pearson']
_Invalid: TypeAlias = Literal['refuse', 'replace']
_Lint: TypeAlias = Literal[
    'weights', 'gap', 'overlap', 'direction', 'grade_gap', 'grade_overlap', 'unreachable',
    'unconfirmed', 'unit', 'cliff', 'no_effect', 'bare_bound', 'range', 'tiers', 'book',
    'no_metric', 'bare_rate', 'printed_rate', 'no_group', 'out_of_range', 'unused', 'definition',
    'same', 'pay_hole', 'pay_cliff', 'pay_order', 'pay_name', 'pay_guard', 'pay_dead',
    'pay_unconfirmed', 'pay_sign', 'award_name', 'award_amounts', 'award_dead'
]
_Lonely: TypeAlias = Literal['none', 'average', 'adjust', 'certain']
_MetricFlags: TypeAlias = Literal['mergeable', 'order_free', 'exact', 'no_args', 'late_params']
_Opinion: TypeAlias = Literal['main', 'follow_up']
_ParamFlags: TypeAlias = Literal['optional']
_PayCause: TypeAlias = Literal[
    'none', 'when', 'team', 'weights', 'figure', 'total', 'class', 'coefficient', 'target', 'days',
    'pool'
]
_PayFlag: TypeAlias = Literal['waived', 'low', 'topped_up', 'provisional']
_PlaceState: TypeAlias = Literal['ranked', 'low_volume', 'no_value']
_Polarity: TypeAlias = Literal['negative', 'neutral', 'positive']
_PortFlags: TypeAlias = Literal['nullable']
_PortType: TypeAlias = Literal['number', 'bool', 'text', 'any', 'key']
_PrizeKind: TypeAlias = Literal['single', 'overall']
_PrizeTies: TypeAlias = Literal['all', 'share', 'order']
_PrizeWithin: TypeAlias = Literal['all', 'team', 'group']
_ReasonFlag: TypeAlias = Literal['small', 'failed', 'clamped', 'below']
_ReviewFlags: TypeAlias = Literal[
    'vip', 'pictures', 'answered', 'key_product', 'answered_follow_up'
]
_Role: TypeAlias = Literal['primary', 'contributing', 'mentioned', 'praised']
_Route: TypeAlias = Literal[
    'ignore', 'report', 'appeal', 'person', 'call', 'contact', 'reply', 'targeted', 'thank'
]
_SampleWhy: TypeAlias = Literal['all', 'rate', 'take', 'min', 'agent', 'share', 'instead']
_SampleWrite: TypeAlias = Literal['excel', 'integer_keys']
_Says: TypeAlias = Literal['bad', 'topic', 'good']
_Service: TypeAlias = Literal['none', 'primary', 'contributing', 'mentioned']
_Severity: TypeAlias = Literal['warning', 'error', 'note']
_SheetFlag: TypeAlias = Literal[
    'below_floor', 'red_line', 'pending', 'provisional', 'no_grade', 'failed', 'cut', 'excused',
    'red_line_cut'
]
_SpanKind: TypeAlias = Literal['polarity', 'cause', 'mark', 'name', 'turn']
_StandingWhy: TypeAlias = Literal[
    'none', 'place', 'least', 'terms', 'one_each', 'condition', 'enter', 'team', 'need', 'few',
    'no_value'
]
_Suspect: TypeAlias = Literal['contact', 'digits', 'link', 'repeats', 'paid', 'generic', 'copied']
_TeamRule: TypeAlias = Literal['any_team', 'other_team', 'own_team']
_ValueStatus: TypeAlias = Literal['ok', 'low_volume', 'provisional', 'no_data', 'exempt']
_VerdictTable: TypeAlias = Literal['rows', 'hits']
_WhyNot: TypeAlias = Literal['negated', 'quoted', 'asked', 'other_scope']
_WinnerFlag: TypeAlias = Literal['provisional']

_LimitsDict = TypedDict('_LimitsDict', {
    'text_bytes': SupportsIndex | None,
    'cell_bytes': SupportsIndex | None,
    'row_bytes': SupportsIndex | None,
    'groups': SupportsIndex | None,
    'state_bytes': SupportsIndex | None,
    'depth': SupportsIndex | None,
    'nodes': SupportsIndex | None,
    'columns': SupportsIndex | None,
}, total=False)

_PersonDict = TypedDict('_PersonDict', {
    'person': str | None,
    'name': str | None,
    'team': str | None,
    'role': str | None,
    'cohort': str | None,
    'hired': _Day | None,
    'left': _Day | None,
    'stage': str | None,
}, total=False)

_QuotaOptionsDict = TypedDict('_QuotaOptionsDict', {
    'spreads': _RowsLike | None,
}, total=False)

_ReportColumnsDict = TypedDict('_ReportColumnsDict', {
    'value': str | None,
    'over': str | None,
    'count': str | None,
    'cell': _CellKind | None,
    'cell_flags': _CellFlags | Iterable[_CellFlags] | None,
}, total=False)

_WhatIfDict = TypedDict('_WhatIfDict', {
    'item': SupportsIndex | None,
    'found': bool | None,
    'steps': SupportsIndex | None,
    'value': _ValueLike | None,
    'points': _Number | None,
    'total': _Number | None,
    'grade': str | None,
    'why_not': Literal['none', 'best', 'unreachable', 'peers', 'team', 'no_total', 'state', 'target'] | None,
}, total=False)

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

class ArgumentError(Error, ValueError):
    """An argument out of range, or a combination that makes no sense."""

class UnsupportedError(ArgumentError):
    """What this release does not know."""

class NotFoundError(ArgumentError, KeyError):
    """No such column, metric or person; the message lists near names."""

class ExistsError(ArgumentError):
    """The name is taken."""

class DataError(Error, ValueError):
    """A cell that cannot be read as what it was declared to be."""

class TypeMismatchError(DataError, TypeError):
    """Text where a number is needed, or the reverse."""

class EncodingError(DataError):
    """Bytes that are not the declared encoding."""

class PrecisionError(DataError):
    """Digits finer than the declared scale, or already lost."""

class OutOfRangeError(DataError, OverflowError):
    """A number outside the range of its result."""

class DuplicateError(DataError):
    """A key that must be unique occurs twice."""

class MismatchError(DataError):
    """Made by another definition, plan or card than asked for."""

class InfeasibleError(DataError):
    """Demands that cannot all be met; the message says which."""

class StateError(Error, RuntimeError):
    """A call in the wrong order, or on an object that is closed, in use or incomplete."""

class OutOfMemoryError(Error, MemoryError):
    """There is no memory left."""

class LimitError(Error, ValueError):
    """A limit was reached; the message names it."""

class ParseError(Error, ValueError):
    """JSON, CSV or an expression that cannot be parsed; with line and column."""

class CardError(ParseError):
    """JSON that is not a valid card or plan."""

class DefinitionError(ParseError):
    """JSON that holds no valid definitions."""

class PluginError(Error, RuntimeError):
    """A metric broke its contract."""

class CallbackError(PluginError):
    """A callback returned an error."""

class InternalError(Error, RuntimeError):
    """A fault of the library: please report it."""

class _HasArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _HasArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

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

@final
class Acceptance(structseq[Any], tuple[int, int, Decimal, Decimal]):
    """Inspect n, pass if at most `accept` of them are bad."""
    __match_args__: Final = ('n', 'accept', 'pass_good', 'pass_bad')
    @property
    def n(self) -> int: ...
    @property
    def accept(self) -> int: ...
    @property
    def pass_good(self) -> Decimal: ...
    @property
    def pass_bad(self) -> Decimal: ...

@final
class AggregateInfo(structseq[Any], tuple[str, str, int]):
    """What an aggregate asks of the registry that its state is loaded with."""
    __match_args__: Final = ('id', 'name', 'format')
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def format(self) -> int: ...

@final
class Agreement(structseq[Any], tuple[str, Value, Value, Value, int, int, int, _AgreeWhy]):
    """What a coefficient says of one criterion."""
    __match_args__: Final = ('criterion', 'value', 'observed', 'expected', 'marks', 'raters', 'categories', 'why')
    @property
    def criterion(self) -> str: ...
    @property
    def value(self) -> Value: ...
    @property
    def observed(self) -> Value: ...
    @property
    def expected(self) -> Value: ...
    @property
    def marks(self) -> int: ...
    @property
    def raters(self) -> int: ...
    @property
    def categories(self) -> int: ...
    @property
    def why(self) -> _AgreeWhy: ...

@final
class CardPart(structseq[Any], tuple[str, str, str, str, str, str, int, _Best, Decimal, str, Decimal | None, bool]):
    """A part of a card."""
    __match_args__: Final = ('id', 'label_zh', 'label_en', 'metric', 'unit', 'section_id', 'scale', 'direction', 'weight', 'definition', 'of', 'bonus')
    @property
    def id(self) -> str: ...
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def metric(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def section_id(self) -> str: ...
    @property
    def scale(self) -> int: ...
    @property
    def direction(self) -> _Best: ...
    @property
    def weight(self) -> Decimal: ...
    @property
    def definition(self) -> str: ...
    @property
    def of(self) -> Decimal | None: ...
    @property
    def bonus(self) -> bool: ...

@final
class Category(structseq[Any], tuple[str, str, str, _CategoryList, _Gravity | None, _By | None, _Cause | None, int]):
    """What the phrases of a category are for."""
    __match_args__: Final = ('key', 'label_zh', 'label_en', 'list', 'severity', 'scope', 'cause', 'category')
    @property
    def key(self) -> str: ...
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def list(self) -> _CategoryList: ...
    @property
    def severity(self) -> _Gravity | None: ...
    @property
    def scope(self) -> _By | None: ...
    @property
    def cause(self) -> _Cause | None: ...
    @property
    def category(self) -> int: ...

@final
class Cause(structseq[Any], tuple[str, str, str, str, str, bool, bool, _CauseGroup | None]):
    """What a review blames or praises, and who answers for it."""
    __match_args__: Final = ('key', 'label_zh', 'label_en', 'owner', 'owner_zh', 'red_line', 'decided', 'group')
    @property
    def key(self) -> str: ...
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def owner_zh(self) -> str: ...
    @property
    def red_line(self) -> bool: ...
    @property
    def decided(self) -> bool: ...
    @property
    def group(self) -> _CauseGroup | None: ...

@final
class CellNumber(structseq[Any], tuple[int, _ValueStatus]):
    """What a cell says: the number times 10^scale, days or microseconds, and its status."""
    __match_args__: Final = ('value', 'state')
    @property
    def value(self) -> int: ...
    @property
    def state(self) -> _ValueStatus: ...

@final
class CellQuota(structseq[Any], tuple[int, int, int, int, int, int, int]):
    """How many rows of a cell are to be drawn: n."""
    __match_args__: Final = ('class_index', 'rows', 'least', 'most', 'agent', 'share', 'n')
    @property
    def class_index(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def agent(self) -> int: ...
    @property
    def share(self) -> int: ...
    @property
    def n(self) -> int: ...

@final
class Change(structseq[Any], tuple[str, str, _ChangeCode, tuple[_ChangeWhy, ...], Literal['none', 'item', 'adjustment', 'red_line', 'section', 'volume', 'grade', 'tier', 'badge', 'streak'], Literal['none', 'band', 'linear', 'place', 'no_band', 'piece', 'proportion', 'deduct', 'zero', 'left_out', 'mean', 'required', 'not_applied', 'adjusted', 'capped', 'pending', 'red_zero', 'red_cap', 'red_pending', 'red_rejected', 'red_minus', 'red_grade', 'section_cut', 'section_failed', 'card_failed', 'team', 'extras_cut', 'total_cut', 'rounding'], str, int | None, int | None, Decimal | None, Decimal | None]):
    """One change: before and after as the code says, and of points (joined, left, total, part) also as
    points.
    """
    __match_args__: Final = ('person', 'name', 'code', 'why', 'kind', 'step', 'part', 'before', 'after', 'points_before', 'points_after')
    @property
    def person(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def code(self) -> _ChangeCode: ...
    @property
    def why(self) -> tuple[_ChangeWhy, ...]: ...
    @property
    def kind(self) -> Literal['none', 'item', 'adjustment', 'red_line', 'section', 'volume', 'grade', 'tier', 'badge', 'streak']: ...
    @property
    def step(self) -> Literal['none', 'band', 'linear', 'place', 'no_band', 'piece', 'proportion', 'deduct', 'zero', 'left_out', 'mean', 'required', 'not_applied', 'adjusted', 'capped', 'pending', 'red_zero', 'red_cap', 'red_pending', 'red_rejected', 'red_minus', 'red_grade', 'section_cut', 'section_failed', 'card_failed', 'team', 'extras_cut', 'total_cut', 'rounding']: ...
    @property
    def part(self) -> str: ...
    @property
    def before(self) -> int | None: ...
    @property
    def after(self) -> int | None: ...
    @property
    def points_before(self) -> Decimal | None: ...
    @property
    def points_after(self) -> Decimal | None: ...

@final
class Clash(structseq[Any], tuple[_Clash, int, str, int, int]):
    """A demand of the plan that the rows cannot meet."""
    __match_args__: Final = ('code', 'cell', 'agent', 'need', 'have')
    @property
    def code(self) -> _Clash: ...
    @property
    def cell(self) -> int: ...
    @property
    def agent(self) -> str: ...
    @property
    def need(self) -> int: ...
    @property
    def have(self) -> int: ...

@final
class Decision(structseq[Any], tuple[str, str, _Action, date | None, int, str, str | None, str | None, str | None]):
    """What a person decided about one part of the card. `count` must be said: how many hits, -1 for
    all that were reported; nothing to exclude.
    """
    __match_args__: Final = ('person', 'part', 'action', 'day', 'count', 'by', 'reason', 'evidence', 'to')
    @property
    def person(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def action(self) -> _Action: ...
    @property
    def day(self) -> date | None: ...
    @property
    def count(self) -> int: ...  # type: ignore[override]
    @property
    def by(self) -> str: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def evidence(self) -> str | None: ...
    @property
    def to(self) -> str | None: ...

@final
class Definition(structseq[Any], tuple[str, str, str, str, str, str, str, str, str, str, str, int, int, int, _Direction, str | None, date | None, date | None, int, int]):
    """One revision of what a metric is and how it is computed."""
    __match_args__: Final = ('id', 'name', 'label_zh', 'label_en', 'topic', 'row', 'formula', 'unit', 'source', 'note_zh', 'note_en', 'min_n', 'revision', 'scale', 'direction', 'grade', 'from_day', 'to_day', 'n_columns', 'n_aliases')
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def row(self) -> str: ...
    @property
    def formula(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def note_zh(self) -> str: ...
    @property
    def note_en(self) -> str: ...
    @property
    def min_n(self) -> int: ...
    @property
    def revision(self) -> int: ...
    @property
    def scale(self) -> int: ...
    @property
    def direction(self) -> _Direction: ...
    @property
    def grade(self) -> str | None: ...
    @property
    def from_day(self) -> date | None: ...
    @property
    def to_day(self) -> date | None: ...
    @property
    def n_columns(self) -> int: ...
    @property
    def n_aliases(self) -> int: ...

@final
class DefinitionColumn(structseq[Any], tuple[str, str, str]):
    """A column as a definition describes it."""
    __match_args__: Final = ('name', 'meaning_zh', 'meaning_en')
    @property
    def name(self) -> str: ...
    @property
    def meaning_zh(self) -> str: ...
    @property
    def meaning_en(self) -> str: ...

@final
class DrawCounts(structseq[Any], tuple[int, int, int, int, int, int, int]):
    """Rows that were fed, those left out and why, and the population that is left."""
    __match_args__: Final = ('rows', 'outside', 'excluded', 'unclassed', 'listed', 'population', 'cells')
    @property
    def rows(self) -> int: ...
    @property
    def outside(self) -> int: ...
    @property
    def excluded(self) -> int: ...
    @property
    def unclassed(self) -> int: ...
    @property
    def listed(self) -> int: ...
    @property
    def population(self) -> int: ...
    @property
    def cells(self) -> int: ...

@final
class DrawInfo(structseq[Any], tuple[int, int, int, int, str, str, str, str]):
    """What saved bytes of a draw are."""
    __match_args__: Final = ('format', 'rows', 'population', 'cells', 'plan_id', 'plan_hash', 'seed', 'excluded')
    @property
    def format(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def population(self) -> int: ...
    @property
    def cells(self) -> int: ...
    @property
    def plan_id(self) -> str: ...
    @property
    def plan_hash(self) -> str: ...
    @property
    def seed(self) -> str: ...
    @property
    def excluded(self) -> str: ...

@final
class Effect(structseq[Any], tuple[str, str, Value, Value, Value, Value]):
    """By how much a class moves the result, since it is inspected more or less than others."""
    __match_args__: Final = ('label_zh', 'label_en', 'in_marks', 'in_population', 'mean', 'effect')
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def in_marks(self) -> Value: ...
    @property
    def in_population(self) -> Value: ...
    @property
    def mean(self) -> Value: ...
    @property
    def effect(self) -> Value: ...

@final
class Estimated(structseq[Any], tuple[str, Value, Value, Value, Value, Value, Value, int, int, Decimal | None, Decimal | None, tuple[_Estimated, ...]]):
    """An estimate, its error and interval, and what it rests on."""
    __match_args__: Final = ('key', 'naive', 'estimate', 'error', 'low', 'high', 'population', 'marked', 'sampled', 'df', 'effective_n', 'flags')
    @property
    def key(self) -> str: ...
    @property
    def naive(self) -> Value: ...
    @property
    def estimate(self) -> Value: ...
    @property
    def error(self) -> Value: ...
    @property
    def low(self) -> Value: ...
    @property
    def high(self) -> Value: ...
    @property
    def population(self) -> Value: ...
    @property
    def marked(self) -> int: ...
    @property
    def sampled(self) -> int: ...
    @property
    def df(self) -> Decimal | None: ...
    @property
    def effective_n(self) -> Decimal | None: ...
    @property
    def flags(self) -> tuple[_Estimated, ...]: ...

@final
class EstimatesInfo(structseq[Any], tuple[str, str, str, str, str, _Estimate, int, _Lonely, _Interval, Decimal]):
    """How estimates were made."""
    __match_args__: Final = ('plan', 'plan_hash', 'seed', 'mark', 'by', 'kind', 'scale', 'lonely', 'method', 'confidence')
    @property
    def plan(self) -> str: ...
    @property
    def plan_hash(self) -> str: ...
    @property
    def seed(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def kind(self) -> _Estimate: ...
    @property
    def scale(self) -> int: ...
    @property
    def lonely(self) -> _Lonely: ...
    @property
    def method(self) -> _Interval: ...
    @property
    def confidence(self) -> Decimal: ...

@final
class Finding(structseq[Any], tuple[_Lint, _Severity, int, int, str, str, str]):
    """A fault of a card, a book or a plan."""
    __match_args__: Final = ('code', 'severity', 'line', 'column', 'path', 'text_zh', 'text_en')
    @property
    def code(self) -> _Lint: ...
    @property
    def severity(self) -> _Severity: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def path(self) -> str: ...
    @property
    def text_zh(self) -> str: ...
    @property
    def text_en(self) -> str: ...

@final
class Found(structseq[Any], tuple[int, int]):
    """Where a person is: the number of the sheet, and the row on it."""
    __match_args__: Final = ('sheet', 'row')
    @property
    def sheet(self) -> int: ...
    @property
    def row(self) -> int: ...

@final
class FoundCause(structseq[Any], tuple[_Cause | None, _Role, _Polarity | None, Decimal, tuple[_CauseSource, ...], bool]):
    """A cause that an opinion speaks of."""
    __match_args__: Final = ('cause', 'role', 'polarity', 'blame', 'sources', 'only_if')
    @property
    def cause(self) -> _Cause | None: ...
    @property
    def role(self) -> _Role: ...
    @property
    def polarity(self) -> _Polarity | None: ...
    @property
    def blame(self) -> Decimal: ...
    @property
    def sources(self) -> tuple[_CauseSource, ...]: ...
    @property
    def only_if(self) -> bool: ...

@final
class Head(structseq[Any], tuple[str, _Head, _Cause | None, int, int]):
    """A question that a model answers, and the labels behind it."""
    __match_args__: Final = ('key', 'kind', 'cause', 'labels', 'yes')
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> _Head: ...
    @property
    def cause(self) -> _Cause | None: ...
    @property
    def labels(self) -> int: ...
    @property
    def yes(self) -> int: ...

@final
class Holds(structseq[Any], tuple[bool, int, int]):
    """Whether a badge or streak holds; else the number of the first condition that does not, and how
    many periods ago.
    """
    __match_args__: Final = ('holds', 'failing', 'ago')
    @property
    def holds(self) -> bool: ...
    @property
    def failing(self) -> int: ...
    @property
    def ago(self) -> int: ...

@final
class Interval(structseq[Any], tuple[Decimal, Decimal]):
    """What a rate lies between."""
    __match_args__: Final = ('low', 'high')
    @property
    def low(self) -> Decimal: ...
    @property
    def high(self) -> Decimal: ...

@final
class LexiconEntry(structseq[Any], tuple[str, _Category, _Says, _Gravity | None, _By | None, date | None, date | None, bool, int]):
    """A phrase of a lexicon."""
    __match_args__: Final = ('phrase', 'category', 'says', 'severity', 'scope', 'first_day', 'last_day', 'fixed', 'parts')
    @property
    def phrase(self) -> str: ...
    @property
    def category(self) -> _Category: ...
    @property
    def says(self) -> _Says: ...
    @property
    def severity(self) -> _Gravity | None: ...
    @property
    def scope(self) -> _By | None: ...
    @property
    def first_day(self) -> date | None: ...
    @property
    def last_day(self) -> date | None: ...
    @property
    def fixed(self) -> bool: ...
    @property
    def parts(self) -> int: ...

@final
class LexiconInfo(structseq[Any], tuple[str, _Language, int, str]):
    """What a lexicon is."""
    __match_args__: Final = ('id', 'language', 'entries', 'hash')
    @property
    def id(self) -> str: ...
    @property
    def language(self) -> _Language: ...
    @property
    def entries(self) -> int: ...
    @property
    def hash(self) -> str: ...

@final
class Mark(structseq[Any], tuple[str, str, _Category, _CategoryList, _Gravity | None, _WhyNot | None, int, int]):
    """A red line, a promise, a need or a suspicion that the text holds; it counts where why_not is
    empty.
    """
    __match_args__: Final = ('id', 'phrase', 'category', 'list', 'severity', 'why_not', 'span', 'lexicon')
    @property
    def id(self) -> str: ...
    @property
    def phrase(self) -> str: ...
    @property
    def category(self) -> _Category: ...
    @property
    def list(self) -> _CategoryList: ...
    @property
    def severity(self) -> _Gravity | None: ...
    @property
    def why_not(self) -> _WhyNot | None: ...
    @property
    def span(self) -> int: ...
    @property
    def lexicon(self) -> int: ...

@final
class Metric(structseq[Any], tuple[str, str, str, str, tuple[_MetricFlags, ...], int, int, int, int, int, int]):
    """An aggregate that formulas may call."""
    __match_args__: Final = ('name', 'id', 'label_zh', 'label_en', 'flags', 'state_format', 'n_ports', 'n_required', 'n_params', 'state_size', 'state_align')
    @property
    def name(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def flags(self) -> tuple[_MetricFlags, ...]: ...
    @property
    def state_format(self) -> int: ...
    @property
    def n_ports(self) -> int: ...
    @property
    def n_required(self) -> int: ...
    @property
    def n_params(self) -> int: ...
    @property
    def state_size(self) -> int: ...
    @property
    def state_align(self) -> int: ...

@final
class MetricInfo(structseq[Any], tuple[str, str, str, str, int, _Direction, int, str]):
    """What a metric of a frame is."""
    __match_args__: Final = ('name', 'label_zh', 'label_en', 'unit', 'scale', 'direction', 'min_n', 'definition')
    @property
    def name(self) -> str: ...
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def scale(self) -> int: ...
    @property
    def direction(self) -> _Direction: ...
    @property
    def min_n(self) -> int: ...
    @property
    def definition(self) -> str: ...

@final
class ModelInfo(structseq[Any], tuple[str, str, str, str, _Language, int, bool, Decimal, int, int]):
    """What a model is, what it was made of, what it promises."""
    __match_args__: Final = ('id', 'card', 'fingerprint', 'base', 'language', 'heads', 'is_delta', 'promise', 'table_bytes', 'hot_bytes')
    @property
    def id(self) -> str: ...
    @property
    def card(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def base(self) -> str: ...
    @property
    def language(self) -> _Language: ...
    @property
    def heads(self) -> int: ...
    @property
    def is_delta(self) -> bool: ...
    @property
    def promise(self) -> Decimal: ...
    @property
    def table_bytes(self) -> int: ...
    @property
    def hot_bytes(self) -> int: ...

@final
class Named(structseq[Any], tuple[str, _Opinion, _Polarity | None, bool, int]):
    """An agent that the text names, and how it speaks of them."""
    __match_args__: Final = ('person', 'opinion', 'polarity', 'ambiguous', 'span')
    @property
    def person(self) -> str: ...
    @property
    def opinion(self) -> _Opinion: ...
    @property
    def polarity(self) -> _Polarity | None: ...
    @property
    def ambiguous(self) -> bool: ...
    @property
    def span(self) -> int: ...

@final
class Opinion(structseq[Any], tuple[_Polarity | None, Decimal, bool, _Polarity | None, bool, int, int, bool, _Cause | None, _Service, tuple[_Suspect, ...], _Gravity | None, int]):
    """What the main text, or the follow-up (追评), says."""
    __match_args__: Final = ('polarity', 'probability', 'sure', 'three', 'contradicts', 'causes', 'marks', 'nothing', 'primary', 'service', 'suspect', 'severity', 'clauses')
    @property
    def polarity(self) -> _Polarity | None: ...
    @property
    def probability(self) -> Decimal: ...
    @property
    def sure(self) -> bool: ...
    @property
    def three(self) -> _Polarity | None: ...
    @property
    def contradicts(self) -> bool: ...
    @property
    def causes(self) -> int: ...
    @property
    def marks(self) -> int: ...
    @property
    def nothing(self) -> bool: ...
    @property
    def primary(self) -> _Cause | None: ...
    @property
    def service(self) -> _Service: ...
    @property
    def suspect(self) -> tuple[_Suspect, ...]: ...
    @property
    def severity(self) -> _Gravity | None: ...
    @property
    def clauses(self) -> int: ...

@final
class Param(structseq[Any], tuple[str, int, tuple[_ParamFlags, ...], int, int, int]):
    """A constant that a call gives after its arguments; numbers are times 10^scale."""
    __match_args__: Final = ('name', 'scale', 'flags', 'least', 'most', 'usual')
    @property
    def name(self) -> str: ...
    @property
    def scale(self) -> int: ...
    @property
    def flags(self) -> tuple[_ParamFlags, ...]: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def usual(self) -> int: ...

@final
class PayAmount(structseq[Any], tuple[Decimal | None, _ValueStatus, _PayCause, Value, Value, Value, str, tuple[_AmountFlag, ...], int]):
    """What one part of the plan gives a person, and why."""
    __match_args__: Final = ('amount', 'status', 'cause', 'figure', 'factor', 'of_days', 'evidence', 'flags', 'unmet')
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def status(self) -> _ValueStatus: ...
    @property
    def cause(self) -> _PayCause: ...
    @property
    def figure(self) -> Value: ...
    @property
    def factor(self) -> Value: ...
    @property
    def of_days(self) -> Value: ...
    @property
    def evidence(self) -> str: ...
    @property
    def flags(self) -> tuple[_AmountFlag, ...]: ...
    @property
    def unmet(self) -> int: ...

@final
class PayPart(structseq[Any], tuple[str, str, str, str, str, str]):
    """One part of a pay plan."""
    __match_args__: Final = ('id', 'label_zh', 'label_en', 'kind', 'metric', 'hits')
    @property
    def id(self) -> str: ...
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def metric(self) -> str: ...
    @property
    def hits(self) -> str: ...

@final
class PayPool(structseq[Any], tuple[str, Decimal | None, Decimal | None, int, Value, str, int, _PayCause]):
    """A pool of a part: what there was to share, and what was."""
    __match_args__: Final = ('within', 'amount', 'shared', 'heads', 'weights', 'missing', 'sheet', 'cause')
    @property
    def within(self) -> str: ...
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def shared(self) -> Decimal | None: ...
    @property
    def heads(self) -> int: ...
    @property
    def weights(self) -> Value: ...
    @property
    def missing(self) -> str: ...
    @property
    def sheet(self) -> int: ...
    @property
    def cause(self) -> _PayCause: ...

@final
class PayRow(structseq[Any], tuple[str, str, str, Decimal | None, Decimal | None, Decimal | None, Decimal | None, Decimal | None, Decimal | None, _ValueStatus, tuple[_PayFlag, ...]]):
    """What one person is paid: earned + deducted + waived + top_up, without the wage."""
    __match_args__: Final = ('person', 'name', 'team', 'wage', 'earned', 'deducted', 'waived', 'top_up', 'pay', 'status', 'flags')
    @property
    def person(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def wage(self) -> Decimal | None: ...
    @property
    def earned(self) -> Decimal | None: ...
    @property
    def deducted(self) -> Decimal | None: ...
    @property
    def waived(self) -> Decimal | None: ...
    @property
    def top_up(self) -> Decimal | None: ...
    @property
    def pay(self) -> Decimal | None: ...
    @property
    def status(self) -> _ValueStatus: ...
    @property
    def flags(self) -> tuple[_PayFlag, ...]: ...

@final
class PaySum(structseq[Any], tuple[Decimal | None, int]):
    """A sum over those whose amount is known, and how many have none."""
    __match_args__: Final = ('amount', 'unknown')
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def unknown(self) -> int: ...

@final
class Peer(structseq[Any], tuple[str, str, bool]):
    """Who inspects whom, and whether so before."""
    __match_args__: Final = ('inspector', 'inspected', 'again')
    @property
    def inspector(self) -> str: ...
    @property
    def inspected(self) -> str: ...
    @property
    def again(self) -> bool: ...

@final
class PeerLoads(structseq[Any], tuple[int, int, int, int, int, bool]):
    """How even the loads of inspectors are."""
    __match_args__: Final = ('inspectors', 'inspected', 'least', 'most', 'again', 'proven')
    @property
    def inspectors(self) -> int: ...
    @property
    def inspected(self) -> int: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def again(self) -> int: ...
    @property
    def proven(self) -> bool: ...

@final
class Person(structseq[Any], tuple[str, str, str, str, str, date | None, date | None, str]):
    """What holds for a person on a day."""
    __match_args__: Final = ('person', 'name', 'team', 'role', 'cohort', 'hired', 'left', 'stage')
    @property
    def person(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def cohort(self) -> str: ...
    @property
    def hired(self) -> date | None: ...
    @property
    def left(self) -> date | None: ...
    @property
    def stage(self) -> str: ...

@final
class Picked(structseq[Any], tuple[str, str, int, int, int, int, Value]):
    """One row that was drawn; its weight is × 10^scale."""
    __match_args__: Final = ('id', 'group', 'row', 'place', 'rows', 'weight', 'chance')
    @property
    def id(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def place(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def weight(self) -> int: ...
    @property
    def chance(self) -> Value: ...

@final
class Place(structseq[Any], tuple[int, int, int, int, _PlaceState]):
    """Where a value stands; twice is the place times 2."""
    __match_args__: Final = ('twice', 'tied', 'ranked', 'group', 'state')
    @property
    def twice(self) -> int: ...
    @property
    def tied(self) -> int: ...
    @property
    def ranked(self) -> int: ...
    @property
    def group(self) -> int: ...
    @property
    def state(self) -> _PlaceState: ...
    def __str__(self) -> str:
        """'3', '3=' if others share it, '-' without one."""
    def __format__(self, spec: str) -> str: ...

@final
class Port(structseq[Any], tuple[str, _PortType, int, tuple[_PortFlags, ...]]):
    """An argument of an aggregate; scale -1 is that of the tally."""
    __match_args__: Final = ('name', 'type', 'scale', 'flags')
    @property
    def name(self) -> str: ...
    @property
    def type(self) -> _PortType: ...
    @property
    def scale(self) -> int: ...
    @property
    def flags(self) -> tuple[_PortFlags, ...]: ...

@final
class Prize(structseq[Any], tuple[str, str, str, str, str, _PrizeKind, int, _Best, _PrizeWithin, _PrizeTies, int, int, int]):
    """One prize of a plan."""
    __match_args__: Final = ('id', 'label_zh', 'label_en', 'metric', 'unit', 'kind', 'scale', 'direction', 'within', 'ties', 'places', 'n_amounts', 'max_terms')
    @property
    def id(self) -> str: ...
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def metric(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def kind(self) -> _PrizeKind: ...
    @property
    def scale(self) -> int: ...
    @property
    def direction(self) -> _Best: ...
    @property
    def within(self) -> _PrizeWithin: ...
    @property
    def ties(self) -> _PrizeTies: ...
    @property
    def places(self) -> int: ...
    @property
    def n_amounts(self) -> int: ...
    @property
    def max_terms(self) -> int: ...

@final
class PrizeStat(structseq[Any], tuple[int, int, int, Decimal | None, Value, Value]):
    """How a prize was taken up."""
    __match_args__: Final = ('people', 'took_part', 'winners', 'amount', 'participation', 'prize_coverage')
    @property
    def people(self) -> int: ...
    @property
    def took_part(self) -> int: ...
    @property
    def winners(self) -> int: ...
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def participation(self) -> Value: ...
    @property
    def prize_coverage(self) -> Value: ...

@final
class Reason(structseq[Any], tuple[Literal['none', 'band', 'linear', 'place', 'no_band', 'piece', 'proportion', 'deduct', 'zero', 'left_out', 'mean', 'required', 'not_applied', 'adjusted', 'capped', 'pending', 'red_zero', 'red_cap', 'red_pending', 'red_rejected', 'red_minus', 'red_grade', 'section_cut', 'section_failed', 'card_failed', 'team', 'extras_cut', 'total_cut', 'rounding'], Literal['none', 'item', 'adjustment', 'red_line', 'section', 'volume', 'grade', 'tier', 'badge', 'streak'], int, _ValueStatus, Value, Value, Value, Value, Value, Value, Decimal | None, Decimal | None, Decimal | None, str, tuple[_ReasonFlag, ...], Value]):
    """Why one part of the card gave its points."""
    __match_args__: Final = ('code', 'kind', 'part', 'cause', 'value', 'basis', 'a', 'b', 'c', 'd', 'curve', 'weight', 'points', 'evidence', 'flags', 'against')
    @property
    def code(self) -> Literal['none', 'band', 'linear', 'place', 'no_band', 'piece', 'proportion', 'deduct', 'zero', 'left_out', 'mean', 'required', 'not_applied', 'adjusted', 'capped', 'pending', 'red_zero', 'red_cap', 'red_pending', 'red_rejected', 'red_minus', 'red_grade', 'section_cut', 'section_failed', 'card_failed', 'team', 'extras_cut', 'total_cut', 'rounding']: ...
    @property
    def kind(self) -> Literal['none', 'item', 'adjustment', 'red_line', 'section', 'volume', 'grade', 'tier', 'badge', 'streak']: ...
    @property
    def part(self) -> int: ...
    @property
    def cause(self) -> _ValueStatus: ...
    @property
    def value(self) -> Value: ...
    @property
    def basis(self) -> Value: ...
    @property
    def a(self) -> Value: ...
    @property
    def b(self) -> Value: ...
    @property
    def c(self) -> Value: ...
    @property
    def d(self) -> Value: ...
    @property
    def curve(self) -> Decimal | None: ...
    @property
    def weight(self) -> Decimal | None: ...
    @property
    def points(self) -> Decimal | None: ...
    @property
    def evidence(self) -> str: ...
    @property
    def flags(self) -> tuple[_ReasonFlag, ...]: ...
    @property
    def against(self) -> Value: ...

@final
class Replacement(structseq[Any], tuple[str, str, str, str, int]):
    """A conversation taken out, and the one that came in."""
    __match_args__: Final = ('id', 'instead', 'reason', 'by', 'cell')
    @property
    def id(self) -> str: ...
    @property
    def instead(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def cell(self) -> int: ...

@final
class Route(structseq[Any], tuple[str, str, str, str, str, _Route, _Opinion, _Gravity | None, int, int, bool, str, str]):
    """What is to be done (处理方式), by when, and why."""
    __match_args__: Final = ('key', 'label_zh', 'label_en', 'template_key', 'owner', 'route', 'opinion', 'severity', 'first_minutes', 'close_hours', 'pin', 'reason_zh', 'reason_en')
    @property
    def key(self) -> str: ...
    @property
    def label_zh(self) -> str: ...
    @property
    def label_en(self) -> str: ...
    @property
    def template_key(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def route(self) -> _Route: ...
    @property
    def opinion(self) -> _Opinion: ...
    @property
    def severity(self) -> _Gravity | None: ...
    @property
    def first_minutes(self) -> int: ...
    @property
    def close_hours(self) -> int: ...
    @property
    def pin(self) -> bool: ...
    @property
    def reason_zh(self) -> str: ...
    @property
    def reason_en(self) -> str: ...

@final
class SampleCell(structseq[Any], tuple[int, int, int, int]):
    """A cell as it was drawn."""
    __match_args__: Final = ('class_index', 'rows', 'n', 'unsuitable')
    @property
    def class_index(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def n(self) -> int: ...
    @property
    def unsuitable(self) -> int: ...

@final
class SampleRow(structseq[Any], tuple[str, int, int, int, Value, _SampleWhy, int, str]):
    """A conversation to inspect, and why it was chosen."""
    __match_args__: Final = ('id', 'row', 'cell', 'place', 'chance', 'why', 'class_index', 'instead_of')
    @property
    def id(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def cell(self) -> int: ...
    @property
    def place(self) -> int: ...
    @property
    def chance(self) -> Value: ...
    @property
    def why(self) -> _SampleWhy: ...
    @property
    def class_index(self) -> int: ...
    @property
    def instead_of(self) -> str: ...

@final
class SectionRow(structseq[Any], tuple[Decimal | None, Decimal | None, int, bool]):
    """A section in a row: its points after least, most and failing, and those of its items."""
    __match_args__: Final = ('points', 'items', 'failed_items', 'failed')
    @property
    def points(self) -> Decimal | None: ...
    @property
    def items(self) -> Decimal | None: ...
    @property
    def failed_items(self) -> int: ...
    @property
    def failed(self) -> bool: ...

@final
class SheetRow(structseq[Any], tuple[str, str, str, str, str, Decimal | None, Decimal | None, Decimal | None, Decimal | None, _ValueStatus, tuple[_SheetFlag, ...], Place, str, Decimal | None, Decimal | None, Value]):
    """One line of a sheet."""
    __match_args__: Final = ('person', 'name', 'team', 'group', 'grade', 'total', 'items', 'adjustments', 'coverage', 'status', 'flags', 'place', 'tier', 'team_part', 'bonus', 'share_of_days')
    @property
    def person(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def total(self) -> Decimal | None: ...
    @property
    def items(self) -> Decimal | None: ...
    @property
    def adjustments(self) -> Decimal | None: ...
    @property
    def coverage(self) -> Decimal | None: ...
    @property
    def status(self) -> _ValueStatus: ...
    @property
    def flags(self) -> tuple[_SheetFlag, ...]: ...
    @property
    def place(self) -> Place: ...
    @property
    def tier(self) -> str: ...
    @property
    def team_part(self) -> Decimal | None: ...
    @property
    def bonus(self) -> Decimal | None: ...
    @property
    def share_of_days(self) -> Value: ...

@final
class Span(structseq[Any], tuple[int, int, int, int, _SpanKind, int, Decimal]):
    """A place of the text: bytes begin .. stop, characters first .. last; `of` is the number of a
    cause, from 1, or of a mark or a name, from 0.
    """
    __match_args__: Final = ('begin', 'stop', 'first', 'last', 'kind', 'of', 'contribution')
    @property
    def begin(self) -> int: ...
    @property
    def stop(self) -> int: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def kind(self) -> _SpanKind: ...
    @property
    def of(self) -> int: ...
    @property
    def contribution(self) -> Decimal: ...

@final
class Standing(structseq[Any], tuple[str, str, str, Place, Value, _StandingWhy, int]):
    """How somebody stands for a prize, and why without one."""
    __match_args__: Final = ('person', 'name', 'within', 'place', 'value', 'why', 'number')
    @property
    def person(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def within(self) -> str: ...
    @property
    def place(self) -> Place: ...
    @property
    def value(self) -> Value: ...
    @property
    def why(self) -> _StandingWhy: ...
    @property
    def number(self) -> int: ...

@final
class StateInfo(structseq[Any], tuple[int, date | None, int, int, int, int, str, str]):
    """What saved bytes of a tally are."""
    __match_args__: Final = ('format', 'roster_day', 'groups', 'keys', 'metrics', 'aggregates', 'fingerprint', 'tag')
    @property
    def format(self) -> int: ...
    @property
    def roster_day(self) -> date | None: ...
    @property
    def groups(self) -> int: ...
    @property
    def keys(self) -> int: ...
    @property
    def metrics(self) -> int: ...
    @property
    def aggregates(self) -> int: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def tag(self) -> str: ...

@final
class StockCause(structseq[Any], tuple[int, int, int, int, int]):
    """Opinions of a product that speak of a cause."""
    __match_args__: Final = ('negative', 'neutral', 'positive', 'primary', 'contributing')
    @property
    def negative(self) -> int: ...
    @property
    def neutral(self) -> int: ...
    @property
    def positive(self) -> int: ...
    @property
    def primary(self) -> int: ...
    @property
    def contributing(self) -> int: ...

@final
class StockChange(structseq[Any], tuple[int, int, int, Value, Value, _Cause | None, bool, int, int, bool]):
    """What changed for a product since another stock-take."""
    __match_args__: Final = ('reviews', 'bad', 'unanswered', 'bad_rate', 'bad_rate_before', 'cause', 'is_new', 'cause_now', 'cause_before', 'same_reader')
    @property
    def reviews(self) -> int: ...
    @property
    def bad(self) -> int: ...
    @property
    def unanswered(self) -> int: ...
    @property
    def bad_rate(self) -> Value: ...
    @property
    def bad_rate_before(self) -> Value: ...
    @property
    def cause(self) -> _Cause | None: ...
    @property
    def is_new(self) -> bool: ...
    @property
    def cause_now(self) -> int: ...
    @property
    def cause_before(self) -> int: ...
    @property
    def same_reader(self) -> bool: ...

@final
class StockPin(structseq[Any], tuple[str, Decimal, int, date]):
    """A review that might be pinned."""
    __match_args__: Final = ('review', 'probability', 'praised', 'day')
    @property
    def review(self) -> str: ...
    @property
    def probability(self) -> Decimal: ...
    @property
    def praised(self) -> int: ...
    @property
    def day(self) -> date: ...

@final
class StockProduct(structseq[Any], tuple[str, int, int, int, int, int, int, int, int, int, int, int, int, bool, int]):
    """What was counted of the reviews of a product."""
    __match_args__: Final = ('product', 'reviews', 'follow_ups', 'good', 'neutral', 'bad', 'unsure', 'followup_bad', 'turned_bad', 'unanswered', 'unanswered_bad', 'marked', 'suspect', 'is_key', 'pins')
    @property
    def product(self) -> str: ...
    @property
    def reviews(self) -> int: ...
    @property
    def follow_ups(self) -> int: ...
    @property
    def good(self) -> int: ...
    @property
    def neutral(self) -> int: ...
    @property
    def bad(self) -> int: ...
    @property
    def unsure(self) -> int: ...
    @property
    def followup_bad(self) -> int: ...
    @property
    def turned_bad(self) -> int: ...
    @property
    def unanswered(self) -> int: ...
    @property
    def unanswered_bad(self) -> int: ...
    @property
    def marked(self) -> int: ...
    @property
    def suspect(self) -> int: ...
    @property
    def is_key(self) -> bool: ...
    @property
    def pins(self) -> int: ...

@final
class TrainFigures(structseq[Any], tuple[int, int, Value, Value, Value, Value, Value, Value, Value, Value, Value, Value]):
    """How right a model is about one head, on labels that nothing was fitted on."""
    __match_args__: Final = ('labels', 'yes', 'accuracy', 'low', 'high', 'precision', 'recall', 'f1', 'macro_f1', 'calibration', 'covered', 'right')
    @property
    def labels(self) -> int: ...
    @property
    def yes(self) -> int: ...
    @property
    def accuracy(self) -> Value: ...
    @property
    def low(self) -> Value: ...
    @property
    def high(self) -> Value: ...
    @property
    def precision(self) -> Value: ...
    @property
    def recall(self) -> Value: ...
    @property
    def f1(self) -> Value: ...
    @property
    def macro_f1(self) -> Value: ...
    @property
    def calibration(self) -> Value: ...
    @property
    def covered(self) -> Value: ...
    @property
    def right(self) -> Value: ...

@final
class Unmatched(structseq[Any], tuple[str, Literal['left', 'right', 'roster'], int]):
    """A key that found no partner, or no person on the roster."""
    __match_args__: Final = ('key', 'side', 'metrics')
    @property
    def key(self) -> str: ...
    @property
    def side(self) -> Literal['left', 'right', 'roster']: ...
    @property
    def metrics(self) -> int: ...

@final
class WhatIf(structseq[Any], tuple[int, bool, int, Value, Decimal | None, Decimal | None, str, Literal['none', 'best', 'unreachable', 'peers', 'team', 'no_total', 'state', 'target']]):
    """Another figure of an item and what it gives, all else staying as it is."""
    __match_args__: Final = ('item', 'found', 'steps', 'value', 'points', 'total', 'grade', 'why_not')
    @property
    def item(self) -> int: ...
    @property
    def found(self) -> bool: ...
    @property
    def steps(self) -> int: ...
    @property
    def value(self) -> Value: ...
    @property
    def points(self) -> Decimal | None: ...
    @property
    def total(self) -> Decimal | None: ...
    @property
    def grade(self) -> str: ...
    @property
    def why_not(self) -> Literal['none', 'best', 'unreachable', 'peers', 'team', 'no_total', 'state', 'target']: ...

@final
class Winner(structseq[Any], tuple[int, int, str, str, str, str, Place, Value, Decimal | None, tuple[_WinnerFlag, ...]]):
    """One winner of a prize."""
    __match_args__: Final = ('prize', 'terms', 'person', 'name', 'team', 'within', 'place', 'value', 'amount', 'flags')
    @property
    def prize(self) -> int: ...
    @property
    def terms(self) -> int: ...
    @property
    def person(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def within(self) -> str: ...
    @property
    def place(self) -> Place: ...
    @property
    def value(self) -> Value: ...
    @property
    def amount(self) -> Decimal | None: ...
    @property
    def flags(self) -> tuple[_WinnerFlag, ...]: ...

@final
class CsvWriter:
    """Writes rows of CSV that spreadsheets read as they are meant."""
    def __new__(cls, flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = ()) -> Self:
        """An empty file of CSV; 'excel' writes it as that program reads it best."""
    def text(self, text: _Text) -> None:
        """The next cell, text. What a spreadsheet would run as a formula gets an apostrophe."""
    def id(self, text: _Text) -> None:
        """The next cell, an id, which 'excel' keeps from being read as a number or a date."""
    def value(self, value: _ValueLike, scale: SupportsIndex) -> None:
        """The next cell, a number with scale digits; empty where there is none."""
    def end_row(self) -> None:
        """Ends the row."""
    @overload
    def take(self, *, to: None = None) -> str:
        """The rows that have ended since the last time, to be written somewhere."""
    @overload
    def take(self, *, to: _To) -> None:
        ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Roster:
    """Who is who (花名册): people, their aliases, teams and dates."""
    @classmethod
    def from_rows(cls, rows: _RowsLike, **how: Any) -> Self:
        """Reads a roster, whose rows are aliases of people in spans of dates. Columns are person,
        alias, name, team, role, cohort, stage, hired, left, from and to, or their Chinese names.
        """
    @property
    def id(self) -> str:
        """32 hexadecimal digits that change with any of its rows."""
    def people(self, day: _Day) -> list[Person]:
        """Everybody on the roster, in order of their ids, as they are on a day."""
    def person(self, index: SupportsIndex, day: _Day) -> Person:
        """One person on a day, by the number that find gives."""
    def find(self, alias: _Text, day: _Day) -> int:
        """The number of the person who has an alias on a day. Fails if nobody has it."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    @staticmethod
    def read(source: Roster | _RowsLike, **settings: Any) -> Roster:
        """A Roster: one that there is, or of rows or a file."""

@final
class Report:
    """How a report that has one row a person is read."""
    def __new__(cls, limits: _LimitsDict | None = None) -> Self:
        """An empty description of a report, to be given keys and metrics."""
    def key(self, column: str) -> None:
        """The next key column."""
    def skip(self, key: str) -> None:
        """Rows whose first key is this text are left out: 合计, 均值; '' is a cell without a value."""
    def metric(
        self,
        name: str,
        columns: _ReportColumnsDict | None = None,
        *,
        label_zh: str | None = None,
        label_en: str | None = None,
        unit: str | None = None,
        scale: SupportsIndex | None = None,
        direction: _Direction | None = None,
        min_n: SupportsIndex | None = None,
        definition: str | None = None,
    ) -> None:
        """The next metric. It is read from the column of its name, unless columns say otherwise:
        value, over (the denominator), count (observations), cell and cell_flags.
        """
    def read(self, rows: _RowsLike, **how: Any) -> Frame:
        """The frame of one whole report. Fails if a key occurs twice."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Frame:
    """Figures of people, teams or days: rows with keys, and metrics."""
    def join(self, right: Frame) -> Frame:
        """Every row and metric of both frames, where equal keys meet."""
    def with_roster(self, roster: Roster, day: _Day) -> Frame:
        """The frame with its keys turned from aliases into people on a day. People without a row come
        in without data.
        """
    @property
    def rows(self) -> list[str]:
        """The first key of each row, in order; '' where rows have none."""
    @property
    def keys(self) -> list[str]:
        """Names of the key columns."""
    def key(self, row: SupportsIndex | _Keys, key: SupportsIndex | None = 0) -> str:
        """A key of a row as text: the first, or that of a number."""
    def find(self, key: _Keys) -> int:
        """The number of the row with a key, or with several, one a key column. Fails with near names.
        """
    @property
    def metrics(self) -> list[MetricInfo]:
        """What its metrics are."""
    def metric(self, name: str) -> MetricInfo:
        """What the metric of a name is. Fails with near names."""
    def find_metric(self, name: str) -> int:
        """The number of the metric of a name. Fails with near names."""
    def value(self, row: SupportsIndex | _Keys, metric: str) -> Value:
        """A figure: that of a row in the metric of a name."""
    @property
    def unmatched(self) -> list[Unmatched]:
        """Keys that found no partner when frames were joined, or no person on the roster."""
    def arrow_array(self, flags: _ArrowOut | Iterable[_ArrowOut] | None = ()) -> _HasArrowArray:
        """The frame as a record batch of Arrow: a column a key, and for each metric the number and its
        status; with 'exact' also num, den, n and flags.
        """
    def arrow_stream(self, flags: _ArrowOut | Iterable[_ArrowOut] | None = ()) -> _HasArrowStream:
        """The same as a stream of this one batch."""
    def __contains__(self, key: object, /) -> bool: ...
    def get(self, key: SupportsIndex | _Keys, default: Any = None) -> Any | Any:
        """self[key], or the default where there is none."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
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

@final
class Expr:
    """An expression over the columns of rows."""
    def __new__(
        cls,
        text: _Text,
        *,
        limits: _LimitsDict | None = None,
        scale: SupportsIndex | None = None,
    ) -> Self:
        """Compiles an expression without aggregates."""
    @property
    def type(self) -> Literal['any', 'number', 'bool', 'text']:
        """What it gives: 'number', 'bool' or 'text'."""
    @property
    def columns(self) -> list[str]:
        """Names of the columns that it reads."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    def eval(self, rows: _RowsLike, **settings: Any) -> tuple[Array, Array]:
        """Numbers times 10^scale and statuses (0 is ok) of all rows, a pair."""

@final
class Registry:
    """Aggregates that formulas may call: the built-in ones, and your own."""
    def __new__(cls) -> Self:
        """A registry with the built-in aggregates. Freeze it before it is used."""
    def load(self, path: str) -> None:
        """Adds the aggregates of a plugin from a file. Its code runs with all that the program may do.
        """
    def freeze(self) -> None:
        """No more aggregates: from here on any number of tallies and threads may use it."""
    @property
    def metrics(self) -> list[Metric]:
        """Its aggregates, in order of their names."""
    def find(self, name: str) -> Metric:
        """The aggregate of a name."""
    def ports(self, name: str) -> list[Port]:
        """Arguments of the aggregate of a name."""
    def params(self, name: str) -> list[Param]:
        """Constants that the aggregate of a name is called with after its arguments."""
    def aliases(self, name: str) -> list[str]:
        """Other names that people try for the aggregate of a name."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Metric: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Metric]: ...
    def __iter__(self) -> Iterator[Metric]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    def add(self, metric: _Class) -> _Class:
        """Adds an aggregate of one's own: a class, whose instances are states, one a group."""

@final
class Tally:
    """Counts rows, group by group, into the figures of a frame."""
    def __new__(
        cls,
        registry: Registry | None = None,
        *,
        limits: _LimitsDict | None = None,
        where: str | None = None,
        roster: Roster | None = None,
        roster_day: _Day | None = None,
        scale: SupportsIndex | None = None,
        readings: SupportsIndex | None = None,
    ) -> Self:
        """A tally of all rows as one group: give it keys and metrics, then rows."""
    def by(self, column: str) -> None:
        """The next column whose values make the groups."""
    def add(
        self,
        name: str,
        formula: str,
        *,
        label_zh: str | None = None,
        label_en: str | None = None,
        unit: str | None = None,
        scale: SupportsIndex | None = None,
        direction: _Direction | None = None,
        min_n: SupportsIndex | None = None,
        definition: str | None = None,
    ) -> None:
        """The next metric: what it is called, how it is computed and how it is shown."""
    @property
    def columns(self) -> list[str]:
        """Names of the columns that it reads."""
    def column_type(self, index: SupportsIndex) -> Literal['any', 'number', 'bool', 'text']:
        """What the formulas read a column as, by its number: 'number', 'bool', 'text' or 'any'."""
    def update(self, rows: _RowsLike, **how: Any) -> None:
        """Counts rows. A bad cell fails with its row, and the tally can only be closed then."""
    def merge(self, other: Tally) -> None:
        """Adds what another tally of the same fingerprint has counted."""
    def reread(self) -> None:
        """Ends the first of two readings: give all rows again, in any order."""
    def reread_for(self, all: Tally) -> None:
        """The same for a part of the rows, where all has merged the first reading of every part."""
    def frame(self) -> Frame:
        """The figures so far, groups in order of their keys. More rows may follow."""
    def define(
        self,
        name: str,
        day: _Day | None = None,
        as_name: str | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        """The next metric, by a definition: that of a name on a day. It is called as_name, or as the
        definition is.
        """
    @overload
    def save(
        self,
        *,
        format: SupportsIndex | None = None,
        tag: str | None = None,
        to: None = None,
    ) -> bytes:
        """All that the tally has counted, and what it counts, as bytes: the same bytes for the same
        rows, whatever their order, batches and machines.
        """
    @overload
    def save(self, *, format: SupportsIndex | None = None, tag: str | None = None, to: _To) -> None:
        ...
    @classmethod
    def load(
        cls,
        bytes: _Text,
        registry: Registry | None = None,
        *,
        limits: _LimitsDict | None = None,
        where: str | None = None,
        roster: Roster | None = None,
        roster_day: _Day | None = None,
        scale: SupportsIndex | None = None,
        readings: SupportsIndex | None = None,
    ) -> Self:
        """The tally of saved bytes, as it was. Fails if they are damaged, or if the registry lacks
        what their formulas call.
        """
    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits of what it counts. Tallies with equal ones merge, others do not."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Catalogue:
    """Definitions of metrics: the built-in ones, and your own."""
    def __new__(
        cls,
        flags: _CatalogueFlags | Iterable[_CatalogueFlags] | None = (),
        limits: _LimitsDict | None = None,
    ) -> Self:
        """The built-in definitions, or with 'empty' none."""
    def load(self, json: _Text) -> None:
        """Adds the definitions of a JSON text, all or none."""
    def check(self, registry: Registry | None = None) -> None:
        """Compiles each formula that was loaded. Fails with what is wrong with the first bad one.
        """
    @property
    def definitions(self) -> list[Definition]:
        """All of them, each revision on its own: the built-in ones by topic, then those loaded."""
    def find(self, name: str, day: _Day | None = None) -> int:
        """The number of the definition of a name, label, alias or id, in the revision that holds on a
        day, or the newest. Fails with near names.
        """
    def definition(self, definition: SupportsIndex | _Keys) -> Definition:
        """One definition, by its number or by a name."""
    def columns(self, definition: SupportsIndex | _Keys) -> list[DefinitionColumn]:
        """The columns that a definition describes."""
    def aliases(self, definition: SupportsIndex | _Keys) -> list[str]:
        """Other names of a definition."""
    @overload
    def json(
        self,
        flags: _CatalogueFlags | Iterable[_CatalogueFlags] | None = (),
        *,
        to: None = None,
    ) -> str:
        """The definitions as one JSON text; with 'loaded' only those that were loaded."""
    @overload
    def json(
        self,
        flags: _CatalogueFlags | Iterable[_CatalogueFlags] | None = (),
        *,
        to: _To,
    ) -> None:
        ...
    def __contains__(self, key: object, /) -> bool: ...
    def get(self, key: SupportsIndex | str, default: Any = None) -> Definition | Any:
        """self[key], or the default where there is none."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex | str, /) -> Definition: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Definition]: ...
    def __iter__(self) -> Iterator[Definition]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Card:
    """The scheme (考核方案): sections, items, curves, adjustments, red lines, grades."""
    @classmethod
    def from_json(cls, json: _Text, limits: _LimitsDict | None = None) -> Self:
        """Reads a card."""
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def hash(self) -> str:
        """32 hexadecimal digits that change with all of it but its layout."""
    def label(self, lang: _Language | None = 'zh') -> str:
        """What it is called."""
    @property
    def metrics(self) -> list[str]:
        """Names of the metrics that scoring asks of a frame, each once: of its parts and conditions.
        """
    def parts(
        self,
        kind: Literal['item', 'adjustment', 'red_line', 'section', 'volume', 'grade', 'tier', 'badge', 'streak'],
    ) -> list[CardPart]:
        """Its parts of a kind, in its order."""
    def lint(self, frame: Frame | None = None) -> Findings:
        """What is wrong with it; a frame adds what its data show."""
    def score(
        self,
        frame: Frame,
        *,
        roster: Roster | None = None,
        ledger: Ledger | None = None,
        day: _Day | None = None,
        as_of: _Day | None = None,
        period: str | None = None,
        first_day: _Day | None = None,
        last_day: _Day | None = None,
        earlier: Iterable[Sheet] | None = None,
        team_sheet: Sheet | None = None,
        earlier_periods: Iterable[SupportsIndex] | None = None,
    ) -> Sheet:
        """Scores every row of a frame, whose one key is the person, by the card. The roster is read at
        day, decisions count up to as_of (else all do), first_day and last_day are those of the
        period, and earlier sheets are of the periods before, the latest first, for streaks.
        """
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    def score_columns(self, rows: _RowsLike, *, points: bool = False, **settings: Any) -> Any:
        """The total of each row in millionths, -2**63 where there is none; with points a pair: the
        totals, and a list of the points of each item."""
    @staticmethod
    def read(source: _Scheme) -> Card:
        """Of a path, a dict or JSON."""

@final
class Findings:
    """What a linter found."""
    @property
    def all(self) -> list[Finding]:
        """All of them."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Finding: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Finding]: ...
    def __iter__(self) -> Iterator[Finding]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    def _repr_html_(self) -> str: ...

@final
class Book:
    """Whose card is which (方案册), by role, stage, cohort and date."""
    @classmethod
    def from_json(cls, json: _Text, limits: _LimitsDict | None = None) -> Self:
        """Reads a book, without cards."""
    def add(self, card: Card) -> None:
        """Gives it a card that it names."""
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def hash(self) -> str:
        """32 hexadecimal digits of its rules and cards."""
    def label(self, lang: _Language | None = 'zh') -> str:
        """What it is called."""
    @property
    def cards(self) -> list[str]:
        """Ids of the cards that its rules name."""
    def card(self, index: SupportsIndex) -> Card | None:
        """A card by its number; None until it was added."""
    def pick(self, person: Person | _PersonDict, day: _Day) -> int:
        """The number of a person's card on a day; -1 (0 in Lua) where the rule says null."""
    def lint(self) -> Findings:
        """Faults of its rules, then of every card that was added."""
    def score(
        self,
        frame: Frame,
        *,
        roster: Roster | None = None,
        ledger: Ledger | None = None,
        day: _Day | None = None,
        as_of: _Day | None = None,
        period: str | None = None,
        first_day: _Day | None = None,
        last_day: _Day | None = None,
        earlier: Iterable[Sheet] | None = None,
        team_sheet: Sheet | None = None,
        earlier_periods: Iterable[SupportsIndex] | None = None,
    ) -> Run:
        """Scores each person of a frame by the card that the book picks for them; needs roster and
        day.
        """
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> str: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[str]: ...
    def __iter__(self) -> Iterator[str]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    @staticmethod
    def read(source: _Scheme) -> Book:
        """Of a path, a dict or JSON."""

@final
class Ledger:
    """What people decided about hits, items and the floor (复核): one a period."""
    def __new__(cls) -> Self:
        """An empty ledger: one a period."""
    def add(
        self,
        *,
        person: str | None = None,
        part: str | None = None,
        action: _Action | None = None,
        day: _Day | None = None,
        count: SupportsIndex | None = None,
        by: str | None = None,
        reason: str | None = None,
        evidence: str | None = None,
        to: str | None = None,
    ) -> None:
        """Adds a decision. `count` must be said: how many hits, -1 for all that were reported, 0 to
        exclude. The same one twice is refused.
        """
    def add_rows(self, rows: _RowsLike, **how: Any) -> None:
        """Adds rows of person (客服), part (事项), action (复核), by (复核人), day (日期), and if need be count
        (数量; empty = all), to (改派给), reason (理由) and evidence (凭证).
        """
    @property
    def decisions(self) -> list[Decision]:
        """All decisions, in the order they were added."""
    def id(self, as_of: _Day | None = None) -> str:
        """32 hexadecimal digits that are equal for ledgers of the same decisions, in any order; with
        as_of, of those up to that day.
        """
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Decision: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Decision]: ...
    def __iter__(self) -> Iterator[Decision]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    @staticmethod
    def read(source: Ledger | _RowsLike, **settings: Any) -> Ledger:
        """A Ledger: one that there is, or of rows or a file."""

@final
class Sheet:
    """People with points by a card (成绩单), in the order to print, with a reason for every point."""
    @property
    def rows(self) -> list[SheetRow]:
        """Its people in the order to print: by rank group, in each best first, unranked last."""
    def find(self, person: str) -> int:
        """The row of a person, from 0."""
    def row(self, row: SupportsIndex | _Keys) -> SheetRow:
        """One line of the sheet."""
    def sections(self, row: SupportsIndex | _Keys) -> list[SectionRow]:
        """The points of a row by section, in the order of the card."""
    def holds(
        self,
        row: SupportsIndex | _Keys,
        kind: Literal['item', 'adjustment', 'red_line', 'section', 'volume', 'grade', 'tier', 'badge', 'streak'],
    ) -> list[Holds]:
        """Whether each 'badge' or 'streak' holds for a row; if not, which condition fails."""
    def holds_text(
        self,
        row: SupportsIndex | _Keys,
        kind: Literal['item', 'adjustment', 'red_line', 'section', 'volume', 'grade', 'tier', 'badge', 'streak'],
        index: SupportsIndex,
        lang: _Language | None = 'zh',
    ) -> str:
        """In words, which condition of a badge or streak fails: '回复率 97.20% 未达 ≥ 98%'."""
    def decisions(self, row: SupportsIndex | _Keys) -> list[Decision]:
        """The decisions that were read about a row's person: whom an appeal asks."""
    def reasons(self, row: SupportsIndex | _Keys) -> list[Reason]:
        """Why a person has these points, part by part; they add up to the total."""
    def reason_text(
        self,
        row: SupportsIndex | _Keys,
        index: SupportsIndex,
        lang: _Language | None = 'zh',
    ) -> str:
        """One reason as a sentence."""
    def explain(self, row: SupportsIndex | _Keys, lang: _Language | None = 'zh') -> list[str]:
        """All reasons of a person as sentences: '平均响应 27.4 秒(1,204 次)≤ 30 秒档 → 80 分 × 15% = 12.00 分'.
        """
    def parts(
        self,
        kind: Literal['item', 'adjustment', 'red_line', 'section', 'volume', 'grade', 'tier', 'badge', 'streak'],
    ) -> list[CardPart]:
        """Parts of a kind of its card, with the definitions that the figures were made by."""
    @property
    def card_id(self) -> str:
        """The id of its card."""
    @property
    def card_hash(self) -> str:
        """The hash of its card."""
    def label(self, lang: _Language | None = 'zh') -> str:
        """What its card is called."""
    @property
    def period(self) -> str:
        """The period: '2026-10'; '' if not given."""
    @property
    def roster_id(self) -> str:
        """The id of the roster that it was scored with; '' without one."""
    @property
    def ledger_id(self) -> str:
        """The id of the decisions that it was scored with; '' without any."""
    @property
    def as_of(self) -> date | None:
        """The day up to which decisions count, if one was given."""
    def next_points(self, row: SupportsIndex | _Keys, item: SupportsIndex) -> WhatIf:
        """The smallest change of an item's figure that gives more points."""
    def next_grade(self, row: SupportsIndex | _Keys, item: SupportsIndex) -> WhatIf:
        """The smallest change of an item's figure that lifts the row to a better grade."""
    def what_if(
        self,
        row: SupportsIndex | _Keys,
        item: SupportsIndex,
        figure: _ValueLike,
    ) -> WhatIf:
        """The row with this figure of an item instead: what if the conversion were 60 of 110."""
    def what_if_text(
        self,
        row: SupportsIndex | _Keys,
        what: WhatIf | _WhatIfDict,
        lang: _Language | None = 'zh',
    ) -> str:
        """In words: '转化率再多 2 个(45/100 → 47/100):总分 86.00 → 89.00,等级 C → B'; '' where nothing was
        found.
        """
    @overload
    def save(self, *, to: None = None) -> bytes:
        """All of the sheet as bytes; equal sheets give equal ones."""
    @overload
    def save(self, *, to: _To) -> None:
        ...
    @classmethod
    def load(cls, bytes: _Text, limits: _LimitsDict | None = None) -> Self:
        """A sheet from the bytes of save, which are checked as a whole first."""
    def diff(self, after: Sheet) -> Diff:
        """What became different from this sheet to a later one."""
    @overload
    def json(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: None = None,
    ) -> str:
        """All of the sheet as one JSON object, with every reason in both languages."""
    @overload
    def json(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    @overload
    def csv(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: None = None,
    ) -> str:
        """CSV: a line a person with figures, points, total and grade."""
    @overload
    def csv(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    @overload
    def html(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: None = None,
    ) -> str:
        """One self-contained page: the sheet, reasons, and a printable slip a person."""
    @overload
    def html(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    def arrow_array(self, flags: _ArrowOut | Iterable[_ArrowOut] | None = ()) -> _HasArrowArray:
        """The sheet as a record batch of Arrow, a row a person; points are exact decimals."""
    def arrow_stream(self, flags: _ArrowOut | Iterable[_ArrowOut] | None = ()) -> _HasArrowStream:
        """The same as a stream of one record batch."""
    def __contains__(self, key: object, /) -> bool: ...
    def get(self, key: SupportsIndex | str, default: Any = None) -> SheetRow | Any:
        """self[key], or the default where there is none."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex | str, /) -> SheetRow: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[SheetRow]: ...
    def __iter__(self) -> Iterator[SheetRow]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
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

@final
class Diff:
    """What became different between two sheets or runs."""
    @property
    def changes(self) -> list[Change]:
        """Every change, by person, then by code and part."""
    def text(self, index: SupportsIndex, lang: _Language | None = 'zh') -> str:
        """One change in words: '转化率 12.00 → 15.00(+3.00):数据变了'."""
    def explain(self, lang: _Language | None = 'zh') -> list[str]:
        """Every change in words."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Change: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Change]: ...
    def __iter__(self) -> Iterator[Change]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Run:
    """A frame scored by a book: a sheet for each card that somebody has."""
    @property
    def sheets(self) -> list[Sheet]:
        """Its sheets, in the order of the book's cards."""
    @property
    def cards(self) -> list[int]:
        """Of each sheet the number of its card in the book."""
    def find(self, person: str) -> Found:
        """The sheet of a person, and the row on it."""
    @property
    def unscored(self) -> list[str]:
        """People whom no rule of the book fits."""
    @property
    def unread(self) -> list[int]:
        """Numbers of the ledger's decisions that nobody's sheet has, since the person has no card.
        """
    def diff(self, after: Run) -> Diff:
        """What became different from this run to a later one, by person."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Sheet: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Sheet]: ...
    def __iter__(self) -> Iterator[Sheet]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class PayPlan:
    """A pay plan (绩效工资方案): from sheets and figures to amounts."""
    @classmethod
    def from_json(cls, json: _Text, limits: _LimitsDict | None = None) -> Self:
        """Reads a pay plan."""
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def hash(self) -> str:
        """32 hexadecimal digits that change with all of it but its layout."""
    def label(self, lang: _Language | None = 'zh') -> str:
        """What it is called."""
    @property
    def currency(self) -> str:
        """Its currency: 'CNY'."""
    @property
    def exponent(self) -> int:
        """Digits of the minor unit: 2 of fen."""
    @property
    def parts(self) -> list[PayPart]:
        """Its parts, in its order."""
    def lint(self, card: Card | None = None) -> Findings:
        """What is wrong with it; a card adds what does not fit it."""
    def pay(
        self,
        sheets: Iterable[Sheet],
        frame: Frame | None = None,
        *,
        items: _RowsLike | None = None,
    ) -> Payroll:
        """What every row of the sheets, which are of one period, is paid. The frame has the metrics
        that the plan names; items are rows of person (客服), part (项目), amount (金额), and if need be
        currency (币种) and evidence (凭证).
        """
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> PayPart: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[PayPart]: ...
    def __iter__(self) -> Iterator[PayPart]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    @staticmethod
    def read(source: _Scheme) -> PayPlan:
        """Of a path, a dict or JSON."""

@final
class Payroll:
    """What everybody of some sheets is paid, with a reason for each amount."""
    @property
    def plan(self) -> PayPlan:
        """The plan that it was made by."""
    @property
    def exponent(self) -> int:
        """Digits of the minor unit, by its plan."""
    @property
    def period(self) -> str:
        """The period of its sheets."""
    @property
    def rows(self) -> list[PayRow]:
        """What everybody is paid, in the order of the sheets."""
    def find(self, person: str) -> int:
        """The row of a person, from 0."""
    def row(self, row: SupportsIndex | _Keys) -> PayRow:
        """What one person is paid."""
    @property
    def unpaid(self) -> list[str]:
        """People of the frame whom no sheet has: listed, so that nobody is forgotten."""
    def amounts(self, row: SupportsIndex | _Keys) -> list[PayAmount]:
        """What each part of the plan gives a person, in its order."""
    def text(
        self,
        row: SupportsIndex | _Keys,
        part: SupportsIndex,
        lang: _Language | None = 'zh',
    ) -> str:
        """An amount as a sentence; by part -1 (0 in Lua) the row's own: guards and the sum."""
    def explain(self, row: SupportsIndex | _Keys, lang: _Language | None = 'zh') -> list[str]:
        """All of a person's pay as sentences: part by part, then guards and the sum."""
    def pools(self, part: SupportsIndex) -> list[PayPool]:
        """The pools of a part by its number: what there was to share, and what was."""
    @property
    def sums(self) -> list[PaySum]:
        """The sum of each part over those whose amount is known."""
    @property
    def total(self) -> PaySum:
        """The sum of all pay; what the month costs is known when nobody's is unknown."""
    @overload
    def csv(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: None = None,
    ) -> str:
        """CSV: a line a person with each part's amount, and a line of sums."""
    @overload
    def csv(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    @overload
    def json(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: None = None,
    ) -> str:
        """One JSON object with every amount, cause and sentence, pools, and who is unpaid."""
    @overload
    def json(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    def __contains__(self, key: object, /) -> bool: ...
    def get(self, key: SupportsIndex | str, default: Any = None) -> PayRow | Any:
        """self[key], or the default where there is none."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex | str, /) -> PayRow: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[PayRow]: ...
    def __iter__(self) -> Iterator[PayRow]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
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

@final
class AwardPlan:
    """A plan of prizes (评优): who wins what in a month, a phase, a quarter."""
    @classmethod
    def from_json(cls, json: _Text, limits: _LimitsDict | None = None) -> Self:
        """Reads a plan of prizes."""
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def hash(self) -> str:
        """32 hexadecimal digits that change with all of it but its layout."""
    def label(self, lang: _Language | None = 'zh') -> str:
        """What it is called."""
    @property
    def currency(self) -> str:
        """Its currency: 'CNY'; '' where no prize has money."""
    @property
    def exponent(self) -> int:
        """Digits of the minor unit: 2 of fen."""
    @property
    def prizes(self) -> list[Prize]:
        """Its prizes, in its order."""
    def amount(self, prize: SupportsIndex, place: SupportsIndex) -> Decimal | None:
        """What a place, from 1, of a prize is worth before ties; 0 where it has no money."""
    def lint(self, card: Card | None = None) -> Findings:
        """What is wrong with it; a card adds what does not fit it."""
    def award(
        self,
        sheets: Iterable[Sheet],
        frame: Frame | None = None,
        *,
        periods: Iterable[SupportsIndex] | None = None,
        period: str | None = None,
        history: _RowsLike | None = None,
        seq: SupportsIndex | None = None,
    ) -> Awards:
        """Gives the prizes. The frame has the figures of the whole time; periods say of each sheet
        which it is of, from 0 (the earliest) on, else all are of one; history is rows of winners
        before: period (期间), prize (奖项), person (客服).
        """
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Prize: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Prize]: ...
    def __iter__(self) -> Iterator[Prize]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    @staticmethod
    def read(source: _Scheme) -> AwardPlan:
        """Of a path, a dict or JSON."""

@final
class Awards:
    """Who won which prize, how many took part, and why the others did not win."""
    @property
    def winners(self) -> list[Winner]:
        """Who won, by prize, team or group, then place."""
    def text(self, index: SupportsIndex, lang: _Language | None = 'zh') -> str:
        """One winner in words."""
    def explain(self, lang: _Language | None = 'zh') -> list[str]:
        """Every winner in words: '销售冠军第 1 名 小林:销售额 ¥58,000,奖金 ¥500.00(连续 2 期)'."""
    def standings(self, prize: SupportsIndex) -> list[Standing]:
        """How everybody stands for a prize by its number, and why without one."""
    def standing_text(
        self,
        prize: SupportsIndex,
        index: SupportsIndex,
        lang: _Language | None = 'zh',
    ) -> str:
        """One standing in words: '小周:第 5 名,前 3 名得奖'."""
    def explain_standings(self, prize: SupportsIndex, lang: _Language | None = 'zh') -> list[str]:
        """How everybody stands for a prize, in words."""
    @property
    def stats(self) -> list[PrizeStat]:
        """How each prize was taken up: who took part, who won, what it costs."""
    @property
    def total(self) -> PrizeStat:
        """The same of all prizes: people who took part in or won any."""
    @property
    def plan(self) -> AwardPlan:
        """The plan that they were given by."""
    @property
    def exponent(self) -> int:
        """Digits of the minor unit, by the plan."""
    @overload
    def csv(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: None = None,
    ) -> str:
        """CSV, a line a winner: for the wall, the history of next time, and the items of pay."""
    @overload
    def csv(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    @overload
    def json(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: None = None,
    ) -> str:
        """One JSON object: each prize with its counts and winners, in words of both languages."""
    @overload
    def json(
        self,
        *,
        findings: Findings | None = None,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Winner: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Winner]: ...
    def __iter__(self) -> Iterator[Winner]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Agree:
    """Whether inspectors mark alike (一致性): raw agreement, kappa, alpha, AC1."""
    @classmethod
    def from_rows(
        cls,
        rows: _RowsLike,
        *,
        limits: _LimitsDict | None = None,
        criterion: str | None = None,
        unit: str | None = None,
        rater: str | None = None,
        category: str | None = None,
        categories: _Keys | None = None,
        **how: Any,
    ) -> Self:
        """Reads marks: which unit an inspector put into which category, under which criterion."""
    @property
    def criteria(self) -> int:
        """How many criteria there are."""
    def value(
        self,
        criterion: SupportsIndex,
        coefficient: _Coefficient,
        distance: _Apart | None = None,
    ) -> Agreement:
        """A coefficient of a criterion, by its number. No number is a state, `why` says which."""
    def values(self, coefficient: _Coefficient, distance: _Apart | None = None) -> list[Agreement]:
        """The same of every criterion, in order."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Pick:
    """k rows (of each group) drawn by the hash of their ids, the same in any order and parts."""
    def __new__(
        cls,
        *,
        limits: _LimitsDict | None = None,
        seed: str | None = None,
        id: str | None = None,
        by: str | None = None,
        weight: str | None = None,
        k: SupportsIndex | None = None,
        scale: SupportsIndex | None = None,
    ) -> Self:
        """An empty pick."""
    @classmethod
    def load(
        cls,
        bytes: _Text,
        *,
        limits: _LimitsDict | None = None,
        seed: str | None = None,
        id: str | None = None,
        by: str | None = None,
        weight: str | None = None,
        k: SupportsIndex | None = None,
        scale: SupportsIndex | None = None,
    ) -> Self:
        """A pick from saved bytes, with the options it was made with."""
    def update(self, rows: _RowsLike, **how: Any) -> None:
        """Feeds rows."""
    def merge(self, other: Pick) -> None:
        """Adds what another drew from other rows, with the same options."""
    @overload
    def save(self, *, to: None = None) -> bytes:
        """The state as bytes, the same for the same rows in whatever order and parts."""
    @overload
    def save(self, *, to: _To) -> None:
        ...
    def finish(self) -> int:
        """Puts what is drawn into order and says how many rows that are; more may be fed after it.
        """
    @property
    def rows(self) -> list[Picked]:
        """What is drawn, by group in the order of keys, then by place."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Picked: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Picked]: ...
    def __iter__(self) -> Iterator[Picked]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Reservoir:
    """k rows of a stream of any length, drawn as they come."""
    def __new__(cls, key: SupportsIndex, k: SupportsIndex) -> Self:
        """An empty reservoir of k slots; the key is that of a seed."""
    @property
    def seen(self) -> int:
        """Rows offered so far."""
    @property
    def filled(self) -> int:
        """Slots filled so far."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    def offer(self, rows: int) -> tuple[Array, Array]:
        """Offers the next so many rows: a pair, which of them (from 0) go to which slots."""

@final
class Plan:
    """Which conversations to inspect, and how many (抽检方案)."""
    @classmethod
    def from_json(cls, json: _Text, limits: _LimitsDict | None = None) -> Self:
        """Reads a plan."""
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def hash(self) -> str:
        """32 hexadecimal digits that change with all of it but its layout."""
    def label(self, lang: _Language | None = 'zh') -> str:
        """What it is called."""
    @property
    def classes(self) -> list[str]:
        """Ids of its classes, in its order."""
    def class_label(self, index: SupportsIndex, lang: _Language | None = 'zh') -> str | None:
        """What a class is called; None out of range."""
    @property
    def by(self) -> list[str]:
        """The columns that part a class into cells."""
    @property
    def agent(self) -> int:
        """Which of `by` is the agent's column; -1 if there is none."""
    @property
    def exclusions(self) -> list[str]:
        """Ids of its exclusions."""
    def exclusion_label(self, index: SupportsIndex, lang: _Language | None = 'zh') -> str | None:
        """What an exclusion is called; None out of range."""
    @property
    def key(self) -> str:
        """The column of ids."""
    @property
    def columns(self) -> list[str]:
        """All columns that a draw reads: what to select."""
    def column_type(self, index: SupportsIndex) -> Literal['any', 'number', 'bool', 'text']:
        """What conditions read a column as."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    @staticmethod
    def read(source: _Scheme) -> Plan:
        """Of a path, a dict or JSON."""

@final
class Draw:
    """Collects the rows that a sample is drawn from."""
    def __new__(
        cls,
        plan: Plan,
        *,
        limits: _LimitsDict | None = None,
        seed: str | None = None,
        excluded: _RowsLike | None = None,
    ) -> Self:
        """An empty draw of a plan."""
    @classmethod
    def load(
        cls,
        bytes: _Text,
        plan: Plan,
        *,
        limits: _LimitsDict | None = None,
        seed: str | None = None,
        excluded: _RowsLike | None = None,
    ) -> Self:
        """A draw from saved bytes, with the plan and options it was made with."""
    def update(self, rows: _RowsLike, **how: Any) -> None:
        """Feeds rows, with the columns that the plan names."""
    def merge(self, other: Draw) -> None:
        """Adds the rows of another draw of the same plan, seed and excluded ids."""
    @overload
    def save(self, *, to: None = None) -> bytes:
        """The state as bytes, the same for the same rows in whatever order and parts."""
    @overload
    def save(self, *, to: _To) -> None:
        ...
    @property
    def plan(self) -> Plan:
        """Its plan."""
    @property
    def seed(self) -> str:
        """Its seed."""
    @property
    def counts(self) -> DrawCounts:
        """How many rows were fed, and how many are in the population."""
    def excluded(self, index: SupportsIndex) -> int:
        """Rows that an exclusion of the plan took out."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Quotas:
    """How many rows of each cell are to be drawn, or why that cannot be."""
    def __new__(cls, draw: Draw, *, spreads: _RowsLike | None = None) -> Self:
        """How many rows of each cell of a draw are to be drawn."""
    @property
    def feasible(self) -> bool:
        """Whether the plan can be met."""
    @property
    def cells(self) -> list[CellQuota]:
        """Cells, by class in the order of the plan, then by keys."""
    def cell_key(self, cell: SupportsIndex, by: SupportsIndex) -> str:
        """What a cell has in a column of the plan's `by`."""
    @property
    def clashes(self) -> list[Clash]:
        """Demands that cannot be met: of cells, then of agents, then of all."""
    def clash_text(self, index: SupportsIndex, lang: _Language | None = 'zh') -> str:
        """A clash in words, with the change that helps."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> CellQuota: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[CellQuota]: ...
    def __iter__(self) -> Iterator[CellQuota]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Sample:
    """The conversations to inspect (抽检), and why each was chosen."""
    def __new__(
        cls,
        draw: Draw,
        *,
        quota_options: _QuotaOptionsDict | None = None,
        unsuitable: _RowsLike | None = None,
    ) -> Self:
        """The rows of a draw to inspect."""
    @property
    def plan(self) -> Plan:
        """The plan that it was drawn by."""
    @property
    def seed(self) -> str:
        """The seed that it was drawn by."""
    @property
    def rows(self) -> list[SampleRow]:
        """The conversations to inspect, by cell, then place."""
    def find(self, id: _Text) -> int:
        """Which row an id is; an error says why one was taken out."""
    def text(self, row: SupportsIndex | _Keys, lang: _Language | None = 'zh') -> str:
        """Why a row was chosen, in words."""
    @property
    def cells(self) -> list[SampleCell]:
        """Cells as they were drawn, in the order of quotas."""
    def cell_key(self, cell: SupportsIndex, by: SupportsIndex) -> str:
        """What a cell has in a column of the plan's `by`."""
    @property
    def replacements(self) -> list[Replacement]:
        """Conversations that were not fit, and those that came in."""
    @overload
    def csv(
        self,
        *,
        lang: _Language | None = None,
        flags: _SampleWrite | Iterable[_SampleWrite] | None = None,
        to: None = None,
    ) -> str:
        """A line a row; with a column of marks beside, what Estimates.from_rows reads."""
    @overload
    def csv(
        self,
        *,
        lang: _Language | None = None,
        flags: _SampleWrite | Iterable[_SampleWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    @overload
    def json(
        self,
        *,
        lang: _Language | None = None,
        flags: _SampleWrite | Iterable[_SampleWrite] | None = None,
        to: None = None,
    ) -> str:
        """All of it as JSON; equal samples give equal bytes."""
    @overload
    def json(
        self,
        *,
        lang: _Language | None = None,
        flags: _SampleWrite | Iterable[_SampleWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    def arrow_array(
        self,
        *,
        lang: _Language | None = None,
        flags: _SampleWrite | Iterable[_SampleWrite] | None = None,
    ) -> _HasArrowArray:
        """A record batch of Arrow, a row a row."""
    def arrow_stream(
        self,
        *,
        lang: _Language | None = None,
        flags: _SampleWrite | Iterable[_SampleWrite] | None = None,
    ) -> _HasArrowStream:
        """The stream of that one batch."""
    def __contains__(self, key: object, /) -> bool: ...
    def get(self, key: SupportsIndex | _Text, default: Any = None) -> SampleRow | Any:
        """self[key], or the default where there is none."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex | _Text, /) -> SampleRow: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[SampleRow]: ...
    def __iter__(self) -> Iterator[SampleRow]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
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

@final
class Estimates:
    """What the marks of a sample say about all that was not inspected."""
    @classmethod
    def from_sample(
        cls,
        sample: Sample,
        marks: _RowsLike,
        *,
        limits: _LimitsDict | None = None,
        mark: str | None = None,
        id: str | None = None,
        by: str | None = None,
        kind: _Estimate | None = None,
        scale: SupportsIndex | None = None,
        lonely: _Lonely | None = None,
        method: _Interval | None = None,
        confidence: _Number | None = None,
        **how: Any,
    ) -> Self:
        """Estimates from the marks of a sample, a row a conversation."""
    @classmethod
    def from_rows(
        cls,
        rows: _RowsLike,
        *,
        limits: _LimitsDict | None = None,
        mark: str | None = None,
        id: str | None = None,
        by: str | None = None,
        kind: _Estimate | None = None,
        scale: SupportsIndex | None = None,
        lonely: _Lonely | None = None,
        method: _Interval | None = None,
        confidence: _Number | None = None,
        **how: Any,
    ) -> Self:
        """Estimates from marks that say themselves what they stand for."""
    @property
    def info(self) -> EstimatesInfo:
        """How they were made."""
    @property
    def rows(self) -> list[Estimated]:
        """Estimates: of all first, then by key."""
    def find(self, key: _Text | None = None) -> int:
        """Which row a key is; without one that of all, '' that of the null key."""
    def effects(self, row: SupportsIndex | _Keys) -> list[Effect]:
        """Why naive and estimate differ, class by class."""
    def text(self, row: SupportsIndex | _Keys, lang: _Language | None = 'zh') -> str:
        """An estimate in words, and what moves it most."""
    def frame(
        self,
        *,
        name: str | None = None,
        label_zh: str | None = None,
        label_en: str | None = None,
        unit: str | None = None,
        scale: SupportsIndex | None = None,
        direction: _Direction | None = None,
        min_n: SupportsIndex | None = None,
        definition: str | None = None,
    ) -> Frame:
        """A frame of them for cards, a row a key without that of all: the estimate under `name`, and
        name_naive, name_low, name_high.
        """
    @overload
    def csv(
        self,
        *,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: None = None,
    ) -> str:
        """A line a key, the first of all."""
    @overload
    def csv(
        self,
        *,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    @overload
    def json(
        self,
        *,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: None = None,
    ) -> str:
        """All of them as JSON, with effects and texts in both languages."""
    @overload
    def json(
        self,
        *,
        lang: _Language | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = None,
        to: _To,
    ) -> None:
        ...
    def __contains__(self, key: object, /) -> bool: ...
    def get(self, key: SupportsIndex | _Text, default: Any = None) -> Estimated | Any:
        """self[key], or the default where there is none."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex | _Text, /) -> Estimated: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Estimated]: ...
    def __iter__(self) -> Iterator[Estimated]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    def _repr_html_(self) -> str: ...

@final
class Peers:
    """Who inspects whom (互检): nobody themselves, no two each other, loads even."""
    def __new__(
        cls,
        people: _RowsLike,
        *,
        limits: _LimitsDict | None = None,
        seed: str | None = None,
        period: SupportsIndex | None = None,
        each: SupportsIndex | None = None,
        team_rule: _TeamRule | None = None,
        bans: _RowsLike | None = None,
        history: _RowsLike | None = None,
        mutual: bool | None = None,
        **how: Any,
    ) -> Self:
        """Pairs of people, the same for the same people, rules, seed and period."""
    @property
    def pairs(self) -> list[Peer]:
        """Pairs, by inspector, then inspected."""
    @property
    def loads(self) -> PeerLoads:
        """How even it is."""
    @overload
    def csv(
        self,
        lang: _Language | None = 'zh',
        excel: bool | None = False,
        *,
        to: None = None,
    ) -> str:
        """A line a pair: what is hung on the wall, and the history of next time."""
    @overload
    def csv(self, lang: _Language | None = 'zh', excel: bool | None = False, *, to: _To) -> None:
        ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Peer: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Peer]: ...
    def __iter__(self) -> Iterator[Peer]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Model:
    """A model that reads text: polarity, and what a text speaks of."""
    @classmethod
    def from_bytes(cls, bytes: _Text) -> Self:
        """A model from the bytes of its file, which are copied."""
    def describe(self) -> ModelInfo:
        """What it is; `card` is JSON: the data it was fitted on, figures, limits, licences."""
    @property
    def heads(self) -> list[Head]:
        """The questions that it answers, polarity first."""
    def figures(
        self,
        texts: _Keys,
        labels: Iterable[SupportsIndex],
        heads: SupportsIndex,
        delta: Model | None = None,
        encoding: _Encoding | Literal['utf8', 'UTF-8', 'GB18030'] | None = 'utf-8',
    ) -> Figures:
        """How right it is on labelled texts, with so many labels a text: of its heads, then those that
        only its delta has.
        """
    @overload
    def with_card(self, card: str, *, to: None = None) -> bytes:
        """The bytes of the same model with another card, a JSON object."""
    @overload
    def with_card(self, card: str, *, to: _To) -> None:
        ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Head: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Head]: ...
    def __iter__(self) -> Iterator[Head]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    @staticmethod
    def read(path: _Path) -> Model:
        """A model from its file."""
    def score(
        self, texts: Any, *, delta: Model | None = None,
        want: Iterable[Literal["polarity", "positive", "three", "aspects", "z"]] = ("polarity", "positive"),
        encoding: _Encoding = "utf-8", invalid: Literal["refuse", "replace"] = "refuse",
    ) -> Scores:
        """What it says of many texts, a kefu.Scores."""

@final
class Trainer:
    """Makes models from labelled texts: the same rows in any order give the same bytes."""
    def __new__(
        cls,
        *,
        limits: _LimitsDict | None = None,
        id: str | None = None,
        card: str | None = None,
        language: _Language | None = None,
        bits: SupportsIndex | None = None,
        base: Model | None = None,
        enough: SupportsIndex | None = None,
        progress: Callable[[float], object] | None = None,
    ) -> Self:
        """An empty trainer, with the head 'polarity'. progress is told how far finish and figures are.
        """
    def head(self, key: str, kind: _Head, cause: _Cause | None = None) -> None:
        """Adds a head, before the first text; an aspect names its cause."""
    def add(
        self,
        texts: _Keys,
        labels: Iterable[SupportsIndex],
        days: Iterable[SupportsIndex] | None = None,
        encoding: _Encoding | Literal['utf8', 'UTF-8', 'GB18030'] | None = 'utf-8',
        weight: SupportsIndex | None = 0,
    ) -> None:
        """Adds texts, with a row of labels for each, one a head: 1 yes (positive), 0 no (negative), -1
        not decided. weight is in thousandths.
        """
    def add_rows(self, rows: _RowsLike, **how: Any) -> None:
        """The same from rows: a column `text` (正文, 评价), a column of 1, 0 or empty for each head, and
        `day` (日期) if it is there.
        """
    @overload
    def finish(self, *, to: None = None) -> bytes:
        """Fits a model and gives its bytes; more rows may follow."""
    @overload
    def finish(self, *, to: _To) -> None:
        ...
    def figures(self, heads: SupportsIndex) -> Figures:
        """How good finish may be expected to be: fits on four fifths of the rows and looks at the
        others, for so many heads.
        """
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Figures:
    """How right a model is, head by head."""
    @property
    def heads(self) -> list[TrainFigures]:
        """One a head, in their order."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> TrainFigures: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[TrainFigures]: ...
    def __iter__(self) -> Iterator[TrainFigures]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Lexicon:
    """A list of phrases (词表) that reviews are read with."""
    @classmethod
    def from_json(cls, json: _Text, limits: _LimitsDict | None = None) -> Self:
        """Reads a lexicon."""
    @classmethod
    def starter(cls, lang: _Language | None = 'zh') -> Self:
        """The small starter set of a language; no list of any law or platform."""
    @overload
    def json(self, *, to: None = None) -> str:
        """The JSON that made it, to start one's own from."""
    @overload
    def json(self, *, to: _To) -> None:
        ...
    def describe(self) -> LexiconInfo:
        """What it is."""
    @property
    def entries(self) -> list[LexiconEntry]:
        """Its phrases."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> LexiconEntry: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[LexiconEntry]: ...
    def __iter__(self) -> Iterator[LexiconEntry]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...
    @staticmethod
    def read(source: _Scheme) -> Lexicon:
        """Of a path, a dict or JSON."""

@final
class Reviewer:
    """What reviews are read with: a model, lexicons, the names of the roster."""
    def __new__(
        cls,
        *,
        limits: _LimitsDict | None = None,
        model: Model | None = None,
        shop: Model | None = None,
        lexicons: Iterable[Lexicon] | None = None,
        roster: Roster | None = None,
        platform: str | None = None,
        encoding: _Encoding | Literal['utf8', 'UTF-8', 'GB18030'] | None = None,
        invalid: _Invalid | None = None,
        right: _Number | None = None,
    ) -> Self:
        """Makes a reviewer. right is the share of sure verdicts on polarity that shall be right."""
    @property
    def id(self) -> str:
        """32 hexadecimal digits of all that decides: equal ones give equal verdicts."""
    @property
    def counts_id(self) -> str:
        """Likewise without roster, platform and encoding: counts under one such id may be added up.
        """
    def read(
        self,
        text: _Text,
        *,
        follow_up: _Text | None = None,
        id: _Text | None = None,
        product: _Text | None = None,
        agent: _Text | None = None,
        day: _Day | None = None,
        stars: SupportsIndex | None = None,
        by: _By | None = None,
        flags: _ReviewFlags | Iterable[_ReviewFlags] | None = None,
        follow_up_day: _Day | None = None,
    ) -> Verdict:
        """Reads a review, or a message of a chat, to a verdict of its own."""
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Verdict:
    """What a review says (评价判定): a suggestion, each part with its place in the text."""
    def __new__(cls) -> Self:
        """An empty verdict, to be read into again and again."""
    def read(
        self,
        reviewer: Reviewer,
        text: _Text,
        *,
        follow_up: _Text | None = None,
        id: _Text | None = None,
        product: _Text | None = None,
        agent: _Text | None = None,
        day: _Day | None = None,
        stars: SupportsIndex | None = None,
        by: _By | None = None,
        flags: _ReviewFlags | Iterable[_ReviewFlags] | None = None,
        follow_up_day: _Day | None = None,
    ) -> None:
        """Reads a review in place of the last one; it is empty after a failure."""
    @property
    def opinions(self) -> list[Opinion]:
        """The main text, then the follow-up (追评) if there is one."""
    def causes(self, opinion: _Opinion | None = None) -> list[FoundCause]:
        """What an opinion speaks of, most to blame first."""
    def marks(self, opinion: _Opinion | None = None) -> list[Mark]:
        """Red lines, promises, needs and suspicions that the lexicons found."""
    @property
    def named(self) -> list[Named]:
        """The agents that the text names."""
    def spans(self, opinion: _Opinion | None = None) -> list[Span]:
        """The places of the text that gave the verdict."""
    @property
    def route(self) -> Route:
        """What is to be done."""
    def text(self, lang: _Language | None = 'zh') -> str:
        """The verdict in a few lines."""
    @overload
    def json(self, *, to: None = None) -> str:
        """All of it as one line of JSON."""
    @overload
    def json(self, *, to: _To) -> None:
        ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Opinion: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[Opinion]: ...
    def __iter__(self) -> Iterator[Opinion]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Verdicts:
    """Many verdicts as two tables: a row an opinion, and a row a hit of a person."""
    def __new__(cls, limits: _LimitsDict | None = None) -> Self:
        """An empty collection."""
    def add(self, verdict: Verdict) -> None:
        """Adds what was read."""
    def read(self, reviewer: Reviewer, rows: _RowsLike, **how: Any) -> None:
        """Reads and adds every row. Columns: text (评价, 正文), follow_up (追评), review (评价ID), product
        (商品), agent (客服), day (日期), stars (星级), by (谁写的), flags (标志), follow_up_day (追评日期); none is
        required, by and flags are numbers.
        """
    def merge(self, other: Verdicts) -> None:
        """Adds the rows and hits of another, which stays."""
    def clear(self) -> None:
        """Forgets all rows and keeps the memory."""
    @property
    def rows(self) -> Table:
        """One row an opinion: polarity, probability in millionths, cause, owner, route, counts 0 or 1.
        """
    @property
    def hits(self) -> Table:
        """One row a hit of a person. A ledger reads them once a person has filled in action, by and
        day.
        """
    @overload
    def csv(
        self,
        which: _VerdictTable | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = (),
        *,
        to: None = None,
    ) -> str:
        """Rows or hits as CSV."""
    @overload
    def csv(
        self,
        which: _VerdictTable | None = None,
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = (),
        *,
        to: _To,
    ) -> None:
        ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


@final
class Stock:
    """Taking stock of a shop's reviews (评价盘点), product by product."""
    def __new__(
        cls,
        *,
        limits: _LimitsDict | None = None,
        pins: SupportsIndex | None = None,
    ) -> Self:
        """An empty stock-take."""
    @classmethod
    def load(
        cls,
        bytes: _Text,
        *,
        limits: _LimitsDict | None = None,
        pins: SupportsIndex | None = None,
    ) -> Self:
        """A stock-take from what save gave."""
    def add(self, verdict: Verdict) -> None:
        """Counts a review under its product."""
    def merge(self, other: Stock) -> None:
        """Adds what another counted of other reviews."""
    @overload
    def save(self, *, to: None = None) -> bytes:
        """As bytes, the same for the same reviews in any order."""
    @overload
    def save(self, *, to: _To) -> None:
        ...
    @property
    def products(self) -> list[StockProduct]:
        """Products in the order of ids: those that are whole numbers first, by size."""
    def find(self, product: _Text) -> int:
        """The number of a product."""
    def cause(self, product: SupportsIndex | _Keys, cause: _Cause) -> StockCause:
        """How many opinions of a product speak of a cause, and how many blame it."""
    def pins(self, product: SupportsIndex | _Keys) -> list[StockPin]:
        """Reviews of a product that might be pinned, best first."""
    def compare(self, product: SupportsIndex | _Keys, before: Stock) -> StockChange:
        """What changed for a product since another stock-take."""
    @overload
    def csv(
        self,
        before: Stock | None = None,
        lang: _Language | None = 'zh',
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = (),
        *,
        to: None = None,
    ) -> str:
        """All products as CSV; before adds what changed."""
    @overload
    def csv(
        self,
        before: Stock | None = None,
        lang: _Language | None = 'zh',
        flags: _EstimatesWrite | Iterable[_EstimatesWrite] | None = (),
        *,
        to: _To,
    ) -> None:
        ...
    @overload
    def json(self, before: Stock | None = None, *, to: None = None) -> str:
        """All products as one JSON object; before adds what changed."""
    @overload
    def json(self, before: Stock | None = None, *, to: _To) -> None:
        ...
    def __contains__(self, key: object, /) -> bool: ...
    def get(self, key: SupportsIndex | _Text, default: Any = None) -> StockProduct | Any:
        """self[key], or the default where there is none."""
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, key: SupportsIndex | _Text, /) -> StockProduct: ...
    @overload
    def __getitem__(self, key: slice, /) -> list[StockProduct]: ...
    def __iter__(self) -> Iterator[StockProduct]: ...
    @property
    def closed(self) -> bool:
        """Whether close() was called."""
    def close(self) -> None:
        """Frees what it holds. What others still borrow is freed after them."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *raised: object) -> Literal[False]: ...


def version_number() -> int:
    """The library's version as one number: 0.1.0 is 100."""
def version_string() -> str:
    """The library's version as text: '0.1.0'."""
def status_name(code: SupportsIndex) -> str:
    """The name of a status code: 'KEFU_E_SYNTAX' for 50."""
def value_compare(a: _ValueLike, b: _ValueLike) -> int:
    """The exact order of two values: -1, 0 or 1. Fails if either has no number."""
def value_round(value: _ValueLike, scale: SupportsIndex) -> int:
    """A value times 10^scale as a whole number, rounded once, half away from zero."""
def value_format(value: _ValueLike, scale: SupportsIndex) -> str:
    """A value with scale digits after the point: '27.4', or '-' where there is no number."""
def value_status_text(status: _ValueStatus, lang: _Language | None = 'zh') -> str:
    """A status of values in words: '样本不足', 'low volume'."""
def random(key: Iterable[SupportsIndex], counter: Iterable[SupportsIndex]) -> list[int]:
    """Four random numbers of 32 bits (Philox4x32-10) as a function of a key of two numbers and a
    counter of four. They are the same everywhere, for ever.
    """
def date_parse(text: _Text) -> date:
    """The day that a text says: 2026-10-31, 2026/10/31, 2026.10.31, 20261031 or 2026年10月31日."""
def date_format(day: _Day) -> str:
    """A day as text: '2026-10-31'."""
def cell_parse(
    text: _Text,
    *,
    kind: _CellKind | None = None,
    scale: SupportsIndex | None = None,
    offset: SupportsIndex | None = None,
    flags: _CellFlags | Iterable[_CellFlags] | None = None,
) -> CellNumber:
    """Reads a cell as people export them: '1.2万', '45.23%', '2分30秒', '2026年10月31日'."""
def metric_check(
    call: str,
    registry: Registry | None = None,
    *,
    rows: _RowsLike | None = None,
    seed: SupportsIndex | None = None,
    first_round: SupportsIndex | None = None,
    rounds: SupportsIndex | None = None,
) -> None:
    """Proves an aggregate of your own: whether it keeps what its table claims, on random rows or on
    those given. The failure names the law that it broke, with the seed and the round.
    """
def state_inspect(bytes: _Text) -> StateInfo:
    """What saved bytes of a tally are, without loading them. Fails if they are not whole."""
def state_aggregates(bytes: _Text) -> list[AggregateInfo]:
    """What the aggregates of saved bytes ask of the registry that they are loaded with."""
def figure_text(
    value: _ValueLike,
    unit: str,
    scale: SupportsIndex,
    lang: _Language | None = 'zh',
) -> str:
    """A figure as sheets show it: '44.98%', '27.4秒', '¥5,862,780'."""
def normal_below(z: _Number) -> Decimal | None:
    """Probability that a normal variable is at most z."""
def normal_quantile(p: _Number) -> Decimal | None:
    """The number that a normal variable lies below with probability p."""
def t_below(t: _Number, df: _Number) -> Decimal | None:
    """Probability that a Student t variable of df degrees of freedom is at most t."""
def t_quantile(p: _Number, df: _Number) -> Decimal | None:
    """The number that a Student t variable of df degrees of freedom lies below with probability p.
    """
def binomial_below(x: SupportsIndex, n: SupportsIndex, rate: _Number) -> Decimal | None:
    """Probability that at most x of n inspected are bad, where each is with probability `rate`."""
def hypergeometric_below(
    x: SupportsIndex,
    n: SupportsIndex,
    bad: SupportsIndex,
    population: SupportsIndex,
) -> Decimal | None:
    """Probability that at most x of n inspected are bad, where `bad` of the population are and n are
    drawn without putting back.
    """
def rate_interval(
    x: SupportsIndex,
    n: SupportsIndex,
    population: SupportsIndex | None = 0,
    confidence: _Number | None = None,
    method: _Interval | None = None,
) -> Interval:
    """What the rate lies between of which x of n were seen, at 0.95 unless another confidence is
    given. Without a population there are very many.
    """
def sample_size(
    rate: _Number,
    half_width: _Number,
    confidence: _Number | None = None,
    population: SupportsIndex | None = 0,
) -> int:
    """How many to inspect for an interval of at most half_width to either side, where the rate is
    about `rate` (0.5 is the worst).
    """
def half_width(
    rate: _Number,
    n: SupportsIndex,
    confidence: _Number | None = None,
    population: SupportsIndex | None = 0,
) -> Decimal | None:
    """The half width of the interval that n inspected give, rounded up."""
def acceptance_plan(
    *,
    good: _Number | None = None,
    good_risk: _Number | None = None,
    bad: _Number | None = None,
    bad_risk: _Number | None = None,
    population: SupportsIndex | None = None,
    most: SupportsIndex | None = None,
    accept: SupportsIndex | None = None,
    has_accept: bool | None = None,
) -> Acceptance:
    """The plan with the least n that passes `good` and fails `bad` but for the risks: inspect n, pass
    if at most `accept` are bad.
    """
def agree_why_text(why: _AgreeWhy, lang: _Language | None = 'zh') -> str:
    """Why an agreement has no number, in words."""
def pick_key(seed: _Text) -> int:
    """The key of a seed: all chance comes from it."""
def pick_hash(key: SupportsIndex, id: SupportsIndex) -> int:
    """The number that a whole-number id is ordered by."""
def pick_hash_text(key: SupportsIndex, id: _Text) -> int:
    """The number that an id given as text is ordered by; the text '7' is the number 7."""
def draw_inspect(bytes: _Text) -> DrawInfo:
    """What saved bytes of a draw are, without the plan; they must be whole."""
def estimated_flags_text(
    flags: _Estimated | Iterable[_Estimated],
    lang: _Language | None = 'zh',
) -> str:
    """Flags of an estimate in words."""
def causes() -> list[Cause]:
    """Everything that reviews blame or praise, in the order of its numbers, which begin at 1."""
def cause(cause: _Cause) -> Cause:
    """What a cause is called, and who answers for it."""
def cause_find(key: str) -> int:
    """The number of a cause, as tables hold it."""
@overload
def fold_text(
    text: _Text,
    encoding: _Encoding | Literal['utf8', 'UTF-8', 'GB18030'] | None = 'utf-8',
    invalid: _Invalid | None = None,
    *,
    to: None = None,
) -> str:
    """The text as models read it: what was folded away can be seen."""
@overload
def fold_text(
    text: _Text,
    encoding: _Encoding | Literal['utf8', 'UTF-8', 'GB18030'] | None = 'utf-8',
    invalid: _Invalid | None = None,
    *,
    to: _To,
) -> None:
    ...
def categories() -> list[Category]:
    """What phrases may be for: causes, red lines, promises, suspicions, needs, grammar."""
def category(category: _Category) -> Category:
    """What the phrases of a category are for."""
def category_find(key: str) -> int:
    """The number of a category."""
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
