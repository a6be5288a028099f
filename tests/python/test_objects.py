"""Objects of the library in Python: closing, what they borrow, threads, memory, interpreters."""

import gc
import io
import os
import pathlib
import subprocess
import sys
import threading

import pytest

import kefu

ROOT = pathlib.Path(__file__).parents[2]
CARD_FILE = ROOT / "examples" / "review_desk" / "card.json"
CARD = CARD_FILE.read_bytes()
BOOK = """{"format": 1, "id": "org.example.book/1", "label": {"zh": "方案册", "en": "Book"},
           "rules": [{"card": "example.review-desk/1"}]}"""


@pytest.fixture
def card():
    return kefu.Card.from_json(CARD)


# ---- Objects ---------------------------------------------------------------------------------------


def test_closing(card):
    with card as same:
        assert same is card and not card.closed
    assert card.closed and "closed" in repr(card)
    card.close()  # again
    for use in (lambda: card.id, lambda: card.label(), lambda: card.lint(), card.__enter__):
        with pytest.raises(kefu.StateError, match="the Card is closed"):
            use()
    findings = kefu.Card.from_json(CARD).lint()
    findings.close()
    for use in (lambda: len(findings), lambda: findings[0], lambda: list(findings)):
        with pytest.raises(kefu.StateError):
            use()


def test_arguments_that_close_the_object():
    catalogue, metric = kefu.Catalogue(), kefu.Catalogue().definition(0).id
    class Closes:
        def __index__(self):
            catalogue.close()
    with pytest.raises(kefu.StateError, match=r"Catalogue.close\(\): a call is using it"):
        catalogue.definition(Closes())
    assert catalogue.definition(0).id == metric


def test_closed_arguments(card):
    book = kefu.Book.from_json(BOOK)
    card.close()
    with pytest.raises(kefu.StateError, match=r"Book.add\(\): card: the Card is closed"):
        book.add(card)


def test_what_is_borrowed_outlives_its_owner(card):
    book = kefu.Book.from_json(BOOK)
    assert book.card(0) is None
    book.add(card)
    inner = book.card(0)
    assert inner.hash == card.hash and inner.id == book.cards[0]
    book.close()  # freed after what borrows it
    assert inner.label() == card.label() and not inner.closed
    with pytest.raises(kefu.StateError):
        book.cards


def test_what_is_made_keeps_what_it_was_made_with():
    registry = kefu.Registry()
    registry.freeze()
    tally = kefu.Tally(registry)
    before = sys.getrefcount(registry)
    registry.close()
    tally.add("n", "count()")
    assert tally.columns == []
    del tally
    assert sys.getrefcount(registry) == before - 1
    with pytest.raises(kefu.StateError):
        kefu.Tally(registry)


def test_a_class_cannot_be_derived_from():
    with pytest.raises(TypeError):
        type("Mine", (kefu.Card,), {})


# ---- Threads -----------------------------------------------------------------------------------------


def test_objects_that_never_change_serve_all_threads(card):
    wrong, expected = [], len(card.lint())
    def work():
        for _ in range(200):
            if len(card.lint()) != expected:
                wrong.append(1)
    threads = [threading.Thread(target=work) for _ in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert not wrong


class Inner(io.RawIOBase):
    """Writes, and does something else meanwhile."""
    def __init__(self, then):
        self.then = then
    def write(self, part):
        self.then()
        return len(part)


def test_a_call_within_a_call():
    """write() is called while Catalogue.json is at work on the catalogue, which takes one call."""
    catalogue = kefu.Catalogue()
    seen = []
    def then():
        for use in (lambda: len(catalogue), catalogue.close, lambda: catalogue.json()):
            try:
                use()
                seen.append("none")
            except kefu.StateError as error:
                seen.append(str(error))
        assert kefu.Catalogue().json()  # others are free
    catalogue.json(to=Inner(then))
    # The bytes are handed on at the end, when the call holds the catalogue still.
    assert len(seen) % 3 == 0 and seen
    for text in seen:
        assert "in use by another call" in text or "a call is using it" in text


def test_exceptions_of_callbacks_come_out_unchanged():
    class Mine(Exception):
        pass
    mine = Mine("halt")
    def then():
        raise mine
    with pytest.raises(Mine) as caught:
        kefu.Catalogue().json(to=Inner(then))
    assert caught.value is mine


# ---- Leaks -------------------------------------------------------------------------------------------


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


LOOPS = {
    "getter": lambda card, value: card.id,
    "method": lambda card, value: card.label("en"),
    "value": lambda card, value: kefu.value_round(value, 2),
    "made": lambda card, value: kefu.Value(5, 6, n=3),
    "decimal": lambda card, value: kefu.normal_below("0"),
    "refused": lambda card, value: refused(lambda: card.parts("x")),
    "list": lambda card, value: card.parts("section"),
    "object": lambda card, value: kefu.Ledger(),
    "options": lambda card, value: kefu.Registry().find("count"),
    "sink": lambda card, value: kefu.Ledger().close(),
}


def refused(call):
    try:
        call()
    except kefu.Error:
        pass


@pytest.mark.skipif(not sys.platform.startswith("linux") or "asan" in os.environ.get("LD_PRELOAD", ""),
                    reason="reads /proc, where sanitizers keep what is freed")
@pytest.mark.parametrize("name", LOOPS)
def test_nothing_leaks(card, name):
    loop, value = LOOPS[name], kefu.Value(45, 100)
    for _ in range(2000):
        loop(card, value)
    gc.collect()
    before = resident()
    for _ in range(20000):
        loop(card, value)
    gc.collect()
    # 20,000 lost objects of the least size would be more.
    assert resident() - before < 300_000


# ---- Interpreters ------------------------------------------------------------------------------------

SECOND = """
import sys
sys.path[:0] = %r
import kefu
card = kefu.Card.from_json(open(%r, 'rb').read())
assert card.id and len(card.lint()) > 0
try:
    card.parts('x')
except kefu.ArgumentError:
    pass
"""


def test_interpreters():
    """Each has classes and errors of its own; from Python 3.12 on also a GIL, so that they run at once."""
    code = """
import sys
try:
    import _xxsubinterpreters as interpreters
except ImportError:
    try:
        import _interpreters as interpreters
    except ImportError:
        sys.exit(77)
import kefu
second = %r
import threading
wrong = []
def work():
    for _ in range(4):
        one = interpreters.create()
        try:
            failed = interpreters.run_string(one, second)
        except Exception as error:
            failed = error
        if failed:
            wrong.append(failed)
        interpreters.destroy(one)
threads = [threading.Thread(target=work) for _ in range(3)]
[t.start() for t in threads]
exec(second)
[t.join() for t in threads]
assert not wrong, wrong[0]
""" % (SECOND % (sys.path, str(CARD_FILE)))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env=dict(os.environ, PYTHONPATH=":".join(sys.path)))
    if done.returncode == 77:
        pytest.skip("this Python has no interpreters to make")
    assert done.returncode == 0, done.stderr


def test_a_module_can_be_imported_again():
    code = """
import sys, gc
import kefu
old = kefu.Card
for _ in range(3):
    for name in [n for n in sys.modules if n.split(".")[0] == "kefu"]:
        del sys.modules[name]
    import kefu
    gc.collect()
assert kefu.Card.from_json(open(%r, 'rb').read()).id
""" % str(CARD_FILE)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env=dict(os.environ, PYTHONPATH=":".join(sys.path)))
    assert done.returncode == 0, done.stderr
