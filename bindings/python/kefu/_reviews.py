"""Reviews read by the thousand, each shown in its text on demand."""

from . import _html, _kefu, models
from ._sources import is_path, roster as roster_of, rows

POLARITY = {-1: "negative", 0: "neutral", 1: "positive"}
#: Names that columns of reviews have, as the library knows them.
TEXTS = ("text", "评价", "正文")
FOLLOW_UPS = ("follow_up", "追评")


class Labels:
    """Verdicts on many reviews: columns for all of them, a Label for each.

    >>> labels = classify(["客服态度很差,等了半天没人理", "质量很好,发货也快"])
    >>> labels.polarity
    ['negative', 'positive']
    """

    def __init__(self, reviewer, texts, follow_ups, verdicts):
        #: What they were read with.
        self.reviewer = reviewer
        #: The Verdicts: tables of rows (one an opinion) and hits (one a person), csv(), merge().
        self.verdicts = verdicts
        self._texts, self._follow_ups = texts, follow_ups
        self._table = None

    def __len__(self):
        return len(self._texts)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        text, more = self._texts[index], self._follow_ups[index]
        return Label(text, more, self.reviewer.read(text or "", **({"follow_up": more} if more else {})))

    def text(self, index):
        """The text of a review."""
        return self._texts[index]

    @property
    def rows(self):
        """One row an opinion, as Verdicts.rows has them."""
        if self._table is None:
            self._table = self.verdicts.rows
        return self._table

    @property
    def hits(self):
        """One row a person who is named, for a person to decide about."""
        return self.verdicts.hits

    def _main(self, name):
        main = [opinion == "main" for opinion in self.rows["opinion"]]
        return [value for value, is_main in zip(self.rows[name], main) if is_main]

    @property
    def polarity(self):
        """'negative', 'neutral', 'positive', or None where nothing is said, review by review."""
        return [POLARITY.get(number) for number in self._main("polarity")]

    @property
    def sure(self):
        """Whether each polarity is as sure as was asked for; else a person should look."""
        return [bool(number) for number in self._main("sure")]

    @property
    def cause(self):
        """What each review blames or praises most: 'logistics', or None."""
        return self._main("cause")

    @property
    def causes(self):
        """All that each review speaks of, most to blame first."""
        return [[cause.cause for cause in label.verdict.causes()] for label in self]

    @property
    def route(self):
        """What is to be done with each review: 'call', 'thank' ..."""
        return self._main("route")

    def spans(self, index, opinion="main"):
        """The places of a text that gave its verdict."""
        return self[index].verdict.spans(opinion)

    def __repr__(self):
        from ._show import labels
        return labels(self)

    def _repr_html_(self):
        return _html.labels(self)


class Label:
    """One review and its Verdict; in a notebook its evidence is in colours."""

    def __init__(self, text, follow_up, verdict):
        self.text, self.follow_up, self.verdict = text, follow_up, verdict

    @property
    def polarity(self):
        """'negative', 'neutral', 'positive', or None where nothing is said."""
        return self.verdict.opinions[0].polarity

    @property
    def causes(self):
        """All that it speaks of, most to blame first."""
        return [cause.cause for cause in self.verdict.causes()]

    @property
    def route(self):
        """What is to be done."""
        return self.verdict.route.key

    @property
    def spans(self):
        """The places of the text that gave the verdict."""
        return self.verdict.spans()

    def __repr__(self):
        from ._show import review
        return review(self)

    def _repr_html_(self):
        return _html.review(self.text, self.verdict, self.follow_up)


def reviewer(model=None, lexicons=None, roster=None, **options):
    """A Reviewer by a model (that for Chinese unless given), lexicons (the starter set of its
    language unless given) and a roster; more keywords are those of Reviewer."""
    model = models.zh() if model is None else model() if callable(model) else model
    known = {"lexicons": lexicons, "roster": roster_of(roster), **options}
    return _kefu.Reviewer(model=model, **{k: v for k, v in known.items() if v is not None})


def classify(texts, model=None, *, lexicons=None, roster=None, shop=None, platform=None, right=None,
             columns=None, cells=None, **settings):
    """Reads reviews: a list of texts, or rows with a column text (评价, 正文) and perhaps follow_up
    (追评), review (评价ID), product (商品), agent (客服), day (日期), stars (星级).

    model      kefu.models.zh() unless given; kefu.models.en() reads English
    lexicons   lists of phrases; the starter set of the language unless given
    roster     who is who: reviews that name people give hits
    shop       your own model on top of it (Trainer)
    right      the share of sure verdicts that shall be right: 0.95
    columns    which column is which: {"text": "内容"}

    >>> label = classify(["快递太慢了,等了一个星期"])[0]
    >>> label.polarity, label.causes
    ('negative', ['logistics'])
    """
    reads = reviewer(model, lexicons, roster, shop=shop, platform=platform, right=right)
    if not is_path(texts) and not hasattr(texts, "keys"):
        texts = list(texts) if not hasattr(texts, "__arrow_c_stream__") else texts
        if isinstance(texts, list) and all(text is None or isinstance(text, str) for text in texts):
            texts = {"text": texts}
    if is_path(texts):
        cells = {"日期": "date", "星级": "number", **(cells or {})}
    given = rows(texts, columns=columns, cells=cells, **settings)
    table = given.table()
    verdicts = _kefu.Verdicts()
    verdicts.read(reads, table)
    return Labels(reads, _column(table, TEXTS), _column(table, FOLLOW_UPS), verdicts)


def _column(table, names):
    """The first of these columns that is there, else nothing for each row."""
    name = next((name for name in names if name in table.keys()), None)
    return table[name] if name else [None] * len(table)
