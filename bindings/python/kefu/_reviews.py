"""Reviews read by the thousand, each shown in its text on demand."""

from . import _html, _kefu, models
from ._review_files import COLUMNS, table_of
from ._sources import check_keywords, is_path, roster as roster_of, rows

POLARITY = {-1: "negative", 0: "neutral", 1: "positive"}
#: Columns of reviews as the library knows them, and what Reviewer.read calls them.
FIELDS = {"text": ("text", "评价", "正文"), "follow_up": ("follow_up", "追评"),
          "id": ("review", "评价ID"), "product": ("product", "商品"), "agent": ("agent", "客服"),
          "day": ("day", "日期"), "stars": ("stars", "星级"), "by": ("by", "谁写的"),
          "flags": ("flags", "标志"), "follow_up_day": ("follow_up_day", "追评日期")}
LIBRARY = {names[0]: names for names in FIELDS.values()}
BY = {1: "buyer", 2: "agent"}
FLAGS = {1: "vip", 2: "pictures", 4: "answered", 8: "key_product", 16: "answered_follow_up"}


class Labels:
    """Verdicts on many reviews: columns for all of them, a Label for each.

    >>> labels = classify(["客服态度很差,等了半天没人理", "质量很好,发货也快"])
    >>> labels.polarity
    ['negative', 'positive']
    """

    def __init__(self, reviewer, reviews, verdicts):
        #: What they were read with.
        self.reviewer = reviewer
        #: The Verdicts: tables of rows (one an opinion) and hits (one a person), csv(), merge().
        self.verdicts = verdicts
        self._fields = {field: next((reviews[name] for name in names if name in reviews.keys()), None)
                        for field, names in FIELDS.items()}
        self._n, self._table = len(reviews), None

    def __len__(self):
        return self._n

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def _field(self, field, index):
        cells = self._fields[field]
        return None if cells is None else cells[index]

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(f"there are {len(self)} reviews")
        known = {field: self._field(field, index) for field in FIELDS}
        known["by"] = BY.get(known["by"])
        known["flags"] = [word for bit, word in FLAGS.items() if (known["flags"] or 0) & bit]
        text = known.pop("text") or ""
        known = {field: value for field, value in known.items() if value}
        return Label(text, known.get("follow_up"), self.reviewer.read(text, **known))

    def text(self, index):
        """The text of a review."""
        return self._field("text", index)

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
    check_keywords(classify, settings)
    reads = reviewer(model, lexicons, roster, shop=shop, platform=platform, right=right)
    try:
        if is_path(texts) and not columns and not cells:
            texts, settings = table_of(texts, **settings), {}
        elif not is_path(texts):
            texts = _texts_of(texts)
        given = _named(rows(texts, columns=columns, cells=cells, **settings).table())
    except FileNotFoundError as error:
        error.add_note("A str is the path of a file; one review goes in a list: classify([text]).")
        raise
    verdicts = _kefu.Verdicts()
    verdicts.read(reads, given)
    return Labels(reads, given, verdicts)


def _named(given):
    """The table; its columns are named as the library has them where shops name them otherwise."""
    keys, columns = given.keys(), {}
    for field, names in COLUMNS.items():
        other = next((name for name in names if name in keys), None)
        if other and not any(name in keys for name in (field, *LIBRARY[field])):
            columns[field] = other
    if not columns.get("text") and not any(name in keys for name in FIELDS["text"]):
        raise ValueError(f"no column 评价, 正文 or text; there is {', '.join(keys) or 'none'}: "
                         "columns={'text': NAME} says which it is")
    return rows(given, columns=columns).table() if columns else given


def _texts_of(source):
    """A list or series of texts as rows with one column; rows as they are."""
    if isinstance(source, (_kefu.Rows, _kefu.Table)) or hasattr(source, "columns"):
        return source
    for name in ("to_list", "to_pylist"):
        if hasattr(source, name) and not hasattr(source, "column_names"):
            source = getattr(source, name)()
    if hasattr(source, "keys") or hasattr(source, "__arrow_c_stream__"):
        return source
    texts = [None if text != text else text for text in source]  # NaN is a text that is missing
    if any(text is not None and not isinstance(text, str) for text in texts):
        return texts
    return {"text": texts}
