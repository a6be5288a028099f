"""Cards from files: one, or a book of cards that says whose card is which."""

import json
import os

from . import _kefu
from ._sources import about, is_path, ledger, roster as roster_of, text_of

#: The key that only such a text has.
KEYS = {"sections": "card", "rules": "book", "parts": "pay plan", "prizes": "award plan",
        "classes": "sampling plan"}
PARTS = ("item", "adjustment", "red_line", "volume")


def kind_of(text):
    """What a scheme is: 'card', 'book', 'pay plan', 'award plan', 'sampling plan' or None.

    >>> kind_of('{"format": 1, "sections": []}')
    'card'
    """
    try:
        scheme = json.loads(text)
    except ValueError:
        return None
    return next((kind for key, kind in KEYS.items() if isinstance(scheme, dict) and key in scheme), None)


class CardBook:
    """A card, or a book and its cards, that score frames.

    >>> card = {"format": 1, "id": "s/1", "label": "售前", "sections": [{"id": "s", "label": "销售",
    ...   "weight": 100, "items": [{"id": "c", "label": "转化率", "metric": "转化率", "weight": 100,
    ...   "unit": "ratio", "scale": 2, "direction": "higher", "curve": {"type": "steps", "bands":
    ...   [{"at_least": "45%", "points": 80}, {"points": 60}]}}]}]}
    >>> import kefu
    >>> sheet = CardBook.read(card).score(kefu.frame({"客服": ["小林"], "转化率": ["46%"]}))
    >>> sheet.person, sheet.total
    (['小林'], [Decimal('80')])
    """

    def __init__(self, cards, book=None):
        #: Cards by their ids.
        self.cards = {card.id: card for card in cards}
        #: The Book, or None where there is a card alone.
        self.book = book
        #: JSON of all of them by their paths.
        self.texts = {}
        if book is None and len(self.cards) != 1:
            raise ValueError(f"{len(self.cards)} cards without a book that says whose card is which")
        for card in self.cards.values() if book else ():
            book.add(card)
        missing = [id for i, id in enumerate(book.cards) if book.card(i) is None] if book else ()
        if missing:
            raise ValueError(f"the book {book.id} names {', '.join(missing)}; "
                             f"there is {', '.join(self.cards) or 'no card'}")

    @classmethod
    def read(cls, source, *more):
        """A folder with a card, or with a book and its cards; files; or JSON, or dicts."""
        paths = []
        for one in (source, *more):
            folder = is_path(one) and os.path.isdir(one)
            paths += (sorted(os.path.join(one, name) for name in os.listdir(one)
                             if name.endswith(".json")) if folder else [one])
        found: dict[str, list] = {"card": [], "book": []}
        texts, others = {}, []
        for path in paths:
            text = text_of(path)
            kind = kind_of(text) or ("card" if len(paths) == 1 else None)
            if kind not in found:
                others += [f"{path} is a {kind}"] if kind else []
                continue
            name = path if is_path(path) and text is not path else kind
            with about(name):
                found[kind].append((_kefu.Book if kind == "book" else _kefu.Card).from_json(text))
            texts[name] = text
        if len(found["book"]) > 1:
            raise ValueError(f"{len(found['book'])} books in {source}: give the files that belong together")
        if not found["card"]:
            told = "; ".join(others) or f"no card in {source}"
            raise ValueError(f'{told}: a card is JSON with "sections"')
        book = cls(found["card"], *found["book"])
        book.texts = texts
        return book

    def score(self, frame, roster=None, decisions=None, day=None, **options):
        """Scores a frame: a Sheet by a card, a Run of several by a book.

        roster and decisions are objects, tables or paths; more keywords are those of Card.score.
        """
        known = {"roster": roster_of(roster), "ledger": ledger(decisions), "day": day, **options}
        known = {name: value for name, value in known.items() if value is not None}
        try:
            return (self.book or self.card).score(frame, **known)
        except _kefu.NotFoundError as error:
            there = {info.name for info in frame.metrics}
            missing = [name for name in self.metrics if name not in there]
            if len(missing) > 1:
                error.add_note(f"The frame has none of these metrics: {', '.join(missing)}.")
            raise

    @property
    def card(self):
        """The only card; None of several."""
        return next(iter(self.cards.values())) if len(self.cards) == 1 else None

    def lint(self, frame=None):
        """What is wrong with it."""
        return self.book.lint() if self.book else self.card.lint(frame)

    @property
    def metrics(self):
        """Names of the metrics that scoring by its cards asks of a frame, each once."""
        return list(dict.fromkeys(name for card in self.cards.values() for name in card.metrics))

    def part_of(self, metric):
        """What the cards say about a metric; None if none of them names it."""
        for card in self.cards.values():
            for kind in PARTS:
                for part in card.parts(kind):
                    if part.metric == metric:
                        return part
        return None

    def metric_options(self, metric):
        """What a metric is called, its unit and its direction, as the cards say."""
        part = self.part_of(metric)
        if part is None:
            return {}
        direction = "neither" if part.direction == "middle" else part.direction
        return {"label_zh": part.label_zh, "label_en": part.label_en, "unit": part.unit,
                "direction": direction}

    def names(self, metric):
        """Whether a card names a metric, if only in a condition or as a target."""
        return (self.part_of(metric) is not None
                or any(f'"{metric}"' in text for text in self.texts.values()))

    def __repr__(self):
        cards = ", ".join(f"{card.label()} ({card.id})" for card in self.cards.values())
        return f"kefu.CardBook({self.book.label() + ': ' if self.book else ''}{cards})"
