from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, SupportsIndex, TypeAlias, final, overload

from . import models as models
from ._kefu import *
from ._kefu import _Cause, _Day, _Language, _Path, _Polarity, _Route, _RowsLike, _Scheme

_Source: TypeAlias = _Path | _RowsLike
_Cell: TypeAlias = str | Mapping[str, Any]
_Metric: TypeAlias = str | Mapping[str, Any]

__version__: str

class DataWarning(UserWarning):
    """Rows that are read, but perhaps not as they were meant: a column left out, a sum among people."""

class CardBook:
    """A card, or a book and its cards, that score frames."""
    cards: dict[str, Card]
    book: Book | None
    texts: dict[str, str]
    def __init__(self, cards: Iterable[Card], book: Book | None = None) -> None: ...
    @classmethod
    def read(cls, source: _Scheme, *more: _Scheme) -> CardBook:
        """A folder with a card, or with a book and its cards; files; or JSON, or dicts."""
    def score(
        self, frame: Frame, roster: Roster | _Source | None = None,
        decisions: Ledger | _Source | None = None, day: _Day | None = None, **options: Any,
    ) -> Any:
        """Scores a frame: a Sheet by a card, a Run of several by a book."""
    @property
    def card(self) -> Card | None:
        """The only card; None of several."""
    def lint(self, frame: Frame | None = None) -> Findings:
        """What is wrong with it."""
    def part_of(self, metric: str) -> CardPart | None:
        """What the cards say about a metric; None if none of them names it."""
    def metric_options(self, metric: str) -> dict[str, Any]:
        """What a metric is called, its unit and its direction, as the cards say."""
    @property
    def metrics(self) -> list[str]:
        """Names of the metrics that the parts of its cards read, each once."""
    def names(self, metric: str) -> bool:
        """Whether a card names a metric, if only in a condition or as a target."""

def frame(
    source: _Source, by: str | Iterable[str] = "客服", *, cells: Mapping[str, _Cell] | None = None,
    metrics: Iterable[str] | Mapping[str, Mapping[str, Any]] | None = None,
    skip: str | Iterable[str] = (), roster: Roster | _Source | None = None, day: _Day | None = None,
    round: bool = False, **settings: Any,
) -> Frame:
    """A report that has one row a person, as a Frame."""

def tally(
    source: _Source | None = None, by: str | Iterable[str] = (), *,
    metrics: Mapping[str, _Metric] | None = None, define: str | Iterable[str] | Mapping[str, str] = (),
    columns: Mapping[str, str] | None = None, cells: Mapping[str, _Cell] | None = None,
    where: str | None = None, readings: int | None = None, roster: Roster | _Source | None = None,
    day: _Day | None = None, scale: int | None = None, registry: Registry | None = None,
    catalogue: Catalogue | None = None, limits: Mapping[str, int] | None = None, **settings: Any,
) -> Tally:
    """Rows of any number, counted group by group: a Tally, whose frame() has the figures."""

def sample(
    conversations: _Source, plan: Plan | _Scheme, seed: str, *, excluded: _Source | None = None,
    unsuitable: _Source | None = None, columns: Mapping[str, str] | None = None,
    cells: Mapping[str, _Cell] | None = None, quota_options: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Sample:
    """Draws the conversations to inspect: a Sample, with each row's chance and why it was chosen."""

def reviewer(
    model: Model | Callable[[], Model] | None = None, lexicons: Sequence[Lexicon] | None = None,
    roster: Roster | _Source | None = None, **options: Any,
) -> Reviewer:
    """A Reviewer by a model, lexicons and a roster; more keywords are those of Reviewer."""

def classify(
    texts: _Source, model: Model | Callable[[], Model] | None = None, *,
    lexicons: Sequence[Lexicon] | None = None, roster: Roster | _Source | None = None,
    shop: Model | None = None, platform: str | None = None, right: Any = None,
    columns: Mapping[str, str] | None = None, cells: Mapping[str, _Cell] | None = None, **settings: Any,
) -> Labels:
    """Reads reviews: a list of texts, or rows with a column text (评价, 正文)."""

class Label:
    """One review and its Verdict; in a notebook its evidence is in colours."""
    text: str
    follow_up: str | None
    verdict: Verdict
    def __init__(self, text: str, follow_up: str | None, verdict: Verdict) -> None: ...
    @property
    def polarity(self) -> _Polarity | None:
        """'negative', 'neutral', 'positive', or None where nothing is said."""
    @property
    def causes(self) -> list[_Cause]:
        """All that it speaks of, most to blame first."""
    @property
    def route(self) -> str:
        """What is to be done."""
    @property
    def spans(self) -> list[Span]:
        """The places of the text that gave the verdict."""
    def _repr_html_(self) -> str: ...

class Labels:
    """Verdicts on many reviews: columns for all of them, a Label for each."""
    reviewer: Reviewer
    verdicts: Verdicts
    def __init__(self, reviewer: Reviewer, reviews: Table, verdicts: Verdicts) -> None: ...
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, index: int) -> Label: ...
    @overload
    def __getitem__(self, index: slice) -> list[Label]: ...
    def __iter__(self) -> Iterator[Label]: ...
    def text(self, index: int) -> str:
        """The text of a review."""
    @property
    def rows(self) -> Table:
        """One row an opinion, as Verdicts.rows has them."""
    @property
    def hits(self) -> Table:
        """One row a person who is named, for a person to decide about."""
    @property
    def polarity(self) -> list[_Polarity | None]:
        """'negative', 'neutral', 'positive', or None where nothing is said, review by review."""
    @property
    def sure(self) -> list[bool]:
        """Whether each polarity is as sure as was asked for; else a person should look."""
    @property
    def cause(self) -> list[_Cause | None]:
        """What each review blames or praises most: 'logistics', or None."""
    @property
    def causes(self) -> list[list[_Cause]]:
        """All that each review speaks of, most to blame first."""
    @property
    def route(self) -> list[str]:
        """What is to be done with each review: 'call', 'thank' ..."""
    def spans(self, index: int, opinion: Literal["main", "follow_up"] = "main") -> list[Span]:
        """The places of a text that gave its verdict."""
    def _repr_html_(self) -> str: ...
