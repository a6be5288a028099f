"""How calls of the tables behave in Python: arguments, results, errors, documentation."""

import copy
import datetime
import gc
import inspect
import io
import pathlib
import pickle
import sys
from decimal import Decimal
from fractions import Fraction

import pytest

import kefu

ROOT = pathlib.Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
CARD = (EXAMPLES / "review_desk" / "card.json").read_bytes()
# Decisions of a month: what has dates, words, counts and text.
DECISION = dict(person="a", part="p", action="confirm", day="2026-10-31", count=1, by="qc",
                reason="听录音", evidence="t-1", to="")


@pytest.fixture
def card():
    return kefu.Card.from_json(CARD)


@pytest.fixture
def ledger():
    ledger = kefu.Ledger()
    ledger.add(**DECISION)
    return ledger


# ---- How arguments are given ---------------------------------------------------------------------


def test_by_position_and_by_keyword(card):
    assert card.label("zh") == card.label(lang="zh") == card.label() == "评价考核"
    assert card.label("en") == "Reviews"


@pytest.mark.parametrize("call, words", [
    (lambda c: c.parts(), "Card.parts(): needs an argument kind"),
    (lambda c: c.parts("item", 1), "Card.parts(): takes 1 argument by position, 2 given"),
    (lambda c: c.parts("item", kind="item"), "Card.parts(): kind was given twice"),
    (lambda c: c.parts(kin="item"), "Card.parts(): the keyword 'kin' is not known; near: kind"),
    (lambda c: c.parts(1), "Card.parts(): kind: expected str, not int"),
    (lambda c: c.lint(c), "Card.lint(): frame: expected Frame, not Card"),
    (lambda c: kefu.Card.from_json(3), "Card.from_json(): json: expected str or bytes, not int"),
    (lambda c: kefu.Card.from_json(CARD, limits=3),
     "Card.from_json(): limits: expected a dict or an object with its fields, not int"),
    (lambda c: kefu.Card(), "Card() does not make one: call Card.from_json()"),
    (lambda c: kefu.version_number(1), "version_number(): takes 0 arguments by position, 1 given"),
    (lambda c: kefu.version_number(a=1), "version_number(): takes no keywords, 'a' was given"),
    (lambda c: kefu.Ledger().add(**dict(DECISION, count=1.0)),
     "Ledger.add(): count: expected int, not float"),
    (lambda c: kefu.Ledger().add(**dict(DECISION, persn="b")),
     "Ledger.add(): the keyword 'persn' is not known; near: person"),
    (lambda c: kefu.random([1, "2"], [0, 0, 0, 0]), "random(): key: [1]: expected int, not str"),
    (lambda c: kefu.random(1, [0, 0, 0, 0]), "random(): key: expected a list, not int"),
])
def test_type_errors_name_call_and_parameter(card, call, words):
    with pytest.raises(TypeError) as caught:
        call(card)
    assert str(caught.value) == words


@pytest.mark.parametrize("call, error, words", [
    (lambda c: c.parts("itme"), kefu.ArgumentError,
     "Card.parts(): kind: the word 'itme' is not known; near: item"),
    (lambda c: c.label("fr"), kefu.ArgumentError,
     "Card.label(): lang: the word 'fr' is not known; there are zh, en"),
    (lambda c: kefu.Card.from_json(CARD, limits={"dept": 1}), kefu.ArgumentError,
     "Card.from_json(): limits: the field 'dept' is not known; near: depth"),
    (lambda c: kefu.Card.from_json(CARD, limits={"depth": 2**40}), kefu.OutOfRangeError,
     "Card.from_json(): limits: depth: 1099511627776 is not between -2147483648 and 2147483647"),
    (lambda c: kefu.Ledger().add(**dict(DECISION, count=2**70)), kefu.OutOfRangeError,
     "Ledger.add(): count: 1180591620717411303424 is not between -9223372036854775808 and "
     "9223372036854775807"),
    (lambda c: kefu.Ledger().add(**dict(DECISION, person="a\0b")), kefu.ArgumentError,
     "Ledger.add(): person: byte 1 is a NUL, which this text may not have"),
    (lambda c: kefu.Ledger().add(**dict(DECISION, person="ab\ud800")), kefu.EncodingError,
     "Ledger.add(): person: character 2 is half of a surrogate pair"),
    (lambda c: kefu.Ledger().add(**dict(DECISION, day="2026-02-30")), kefu.DataError, None),
])
def test_values_that_are_wrong(card, call, error, words):
    with pytest.raises(error) as caught:
        call(card)
    assert words is None or str(caught.value) == words
    assert isinstance(caught.value, kefu.Error)


@pytest.mark.parametrize("call", [
    lambda: kefu.normal_below("1\0002"),
    lambda: kefu.pick_pps({"id": ["a"], "n": [1]}, 1, "seed\0more", id="id", size="n"),
    lambda: kefu.rows({"day": []}, offset="+08:00\0"),
])
def test_a_text_does_not_end_at_a_nul(call):
    with pytest.raises(kefu.Error):
        call()


def test_what_is_borrowed_by_a_call_in_flight_can_be_closed_after_it():
    model = kefu.Model.from_bytes((ROOT / "lib" / "models" / "kefu_model_zh.bin").read_bytes())
    reviewer, verdict = kefu.Reviewer(model=model), kefu.Verdict()
    verdict.read(reviewer, "客服态度很差")
    reviewer.close()
    assert verdict.opinions[0].polarity == "negative"
    verdict.close()
    model.close()


def test_an_item_is_read_before_what_the_collector_closes():
    ledger, person, refused = kefu.Ledger(), "a" * 100, []
    ledger.add(**dict(DECISION, person=person))

    class Closer:
        def __del__(self):
            try:
                ledger.close()
            except kefu.StateError as error:
                refused.append(str(error))

    before = gc.get_threshold()
    gc.set_threshold(0)
    closer = Closer()
    closer.self = closer
    del closer
    gc.set_threshold(1)
    try:
        item = ledger[0]
    finally:
        gc.set_threshold(*before)
    # From 3.12 on the collector runs between calls alone.
    assert item.person == person and refused in ([], ["Ledger.close(): a call is using it"])



# ---- Numbers -------------------------------------------------------------------------------------

# normal_below(z) is the distribution of a normal variable; z has 12 digits after the point.
HALF = kefu.normal_below(0)


@pytest.mark.parametrize("number", [
    0, 0.0, -0.0, "0", "0.000", Decimal(0), Decimal("0E-20"), Fraction(0), True - 1, "1e-0" and "0e9"])
def test_decimals_of_any_kind(number):
    assert kefu.normal_below(number) == HALF == Decimal("0.5")


@pytest.mark.parametrize("same", [
    [1.5, "1.5", Decimal("1.50"), Fraction(3, 2), "15e-1", "+1.5", "1.5E0", Decimal("0.15e1")],
    [-2, -2.0, "-2", Decimal(-2), Fraction(-4, 2)],
    [0.1, "0.1", Decimal("0.1"), Fraction(1, 10)],  # a float by its shortest digits
])
def test_decimals_are_what_is_written(same):
    assert len({kefu.normal_below(number) for number in same}) == 1


@pytest.mark.parametrize("number, error", [
    (Fraction(1, 3), kefu.PrecisionError), ("0.0000000000001", kefu.PrecisionError),
    (1e-30, kefu.PrecisionError), (Decimal("1e-13"), kefu.PrecisionError),
    (1e300, kefu.OutOfRangeError), (2**63, OverflowError), (10**12, OverflowError),
    ("99999999999999999999", OverflowError), (Fraction(10**40, 3), kefu.PrecisionError),
    (float("nan"), kefu.DataError), (float("inf"), ValueError), ("1.5 ", kefu.DataError),
    ("", kefu.DataError), (".", kefu.DataError), ("1e", kefu.DataError), ("一", kefu.DataError),
    (None, TypeError), (b"1", TypeError), (1j, TypeError), ([], TypeError)])
def test_decimals_are_exact_or_refused(number, error):
    with pytest.raises(error) as caught:
        kefu.normal_below(number)
    assert str(caught.value).startswith("normal_below(): z: ")


def test_decimals_given_have_no_zeros_behind():
    # Rule of three: 95 % of nothing seen in n is about 3/n; the exact bound is 1 - 0.025^(1/n).
    interval = kefu.rate_interval(0, 10, method="wilson")
    assert interval.low == 0 and str(interval.low) == "0"
    assert 0 < interval.high < 1


@pytest.mark.parametrize("value, num, den", [
    (5, 5, 1), (Fraction(3, 4), 3, 4), ((45, 100), 45, 100), (0.15, 15, 100), ("0.150", 150, 1000),
    (Decimal("27.4"), 274, 10), (Decimal("1E+2"), 100, 1), (-3, -3, 1), (True, 1, 1)])
def test_values_from_numbers(value, num, den):
    v = kefu.Value(value)
    assert (v.num, v.den, v.n, v.status, v.flags) == (num, den, -1, "ok", ())
    assert v == Fraction(num, den) and kefu.value_compare(v, value) == 0


def test_values_compare_and_hash_as_their_number():
    a, b = kefu.Value(45, 100, n=100), kefu.Value(9, 20, status="low_volume")
    assert a == b and hash(a) == hash(b) == hash(Fraction(9, 20))
    assert hash(kefu.Value(2, 1)) == hash(2) and kefu.Value(2) == 2 == kefu.Value(2)
    assert a < 0.5 and a > Decimal("0.4") and a <= Fraction(9, 20) and not a < b and a != 1
    most = 2**63 - 1
    assert kefu.Value(most - 1, most) < kefu.Value(most, most) == 1  # cross-multiplied in 128 bits
    assert sorted([kefu.Value(1, 2), kefu.Value(1, 3)])[0] == Fraction(1, 3)
    assert float(kefu.Value(1, 3)) == 1 / 3
    assert kefu.Value(1, 3).round(2) == Decimal("0.33") and kefu.Value(5, 2).round() == 3
    assert kefu.Value(1, 3).format(4) == "0.3333" and str(a) == "45/100"


def test_values_without_a_number():
    none = kefu.Value(None)
    assert not none and none.status == "no_data" and none.fraction is None and none.round() is None
    assert none == kefu.Value(None) != kefu.Value(None, status="exempt") and none != 0
    assert kefu.Value(0) and hash(none) == hash(kefu.Value(None))
    for wrong in (lambda: float(none), lambda: none < kefu.Value(1)):
        with pytest.raises(kefu.ArgumentError):
            wrong()
    with pytest.raises(TypeError):
        none < 1
    with pytest.raises(kefu.ArgumentError):
        kefu.Value(1, 0)
    with pytest.raises(kefu.ArgumentError):
        kefu.Value(1, 2, status="no_data")
    with pytest.raises(TypeError):
        kefu.Value(1.5, 2)


@pytest.mark.parametrize("value", [
    kefu.Value(45, 100, n=100), kefu.Value(None, status="exempt"),
    kefu.Value(1, 3, status="low_volume", flags=["rounded", "approx"])])
def test_values_are_written_as_they_are_made(value):
    for other in (eval(repr(value)), pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
        assert repr(other) == repr(value)


def test_whole_numbers_of_64_bits():
    key = kefu.pick_key("2026-W47")
    assert 0 <= key < 2**64
    assert kefu.pick_hash(key, 7) == kefu.pick_hash_text(key, "7")
    assert kefu.pick_hash(2**64 - 1, -1) >= 0
    for wrong in (-1, 2**64):
        with pytest.raises(OverflowError):
            kefu.pick_hash(wrong, 7)
    with pytest.raises(TypeError):
        kefu.pick_hash("7", 7)


# ---- Days, words, text ---------------------------------------------------------------------------


@pytest.mark.parametrize("day", [
    datetime.date(2026, 10, 31), datetime.datetime(2026, 10, 31), "2026-10-31", "2026/10/31", "20261031", "2026年10月31日", 20757])
def test_days(day):
    ledger = kefu.Ledger()
    ledger.add(**dict(DECISION, day=day))
    assert ledger[0].day == datetime.date(2026, 10, 31)
    assert kefu.date_format(day) == "2026-10-31"


@pytest.mark.parametrize("day, error", [
    (datetime.datetime(2026, 10, 31, 0, 0, 1), kefu.ArgumentError), (3.0, TypeError), (None, TypeError),
    ("31.10.2026", kefu.DataError), (2**40, OverflowError), ("2026-10-\ud800", kefu.EncodingError)])
def test_days_that_are_none(day, error):
    with pytest.raises(error):
        kefu.date_format(day)


def test_flags_are_a_name_or_several():
    for flags in ("loaded", ["loaded"], ("loaded",), {"loaded"}, iter(["loaded"])):
        assert kefu.Catalogue().json(flags=flags) == kefu.Catalogue().json("loaded")
    assert kefu.Catalogue("empty").definitions == []
    with pytest.raises(kefu.ArgumentError):
        kefu.Catalogue(["empty", "emty"])
    with pytest.raises(TypeError):
        kefu.Catalogue(1)


def test_text_is_str_or_bytes_of_any_kind(card):
    for text in (CARD, CARD.decode(), bytearray(CARD), memoryview(CARD), memoryview(bytearray(CARD))):
        assert kefu.Card.from_json(text).hash == card.hash
    with pytest.raises(BufferError):
        kefu.Card.from_json(memoryview(CARD)[::2])
    with pytest.raises(kefu.EncodingError) as caught:
        kefu.Card.from_json(b'{"id": "\xff"}')
    assert caught.value.offset == 8


def test_bytes_may_change_while_they_are_read():
    data = bytearray(CARD)
    kefu.Card.from_json(data)
    data.clear()  # no export is left


# ---- What calls give ------------------------------------------------------------------------------


def test_rows_are_tuples_with_names(card):
    part = card.parts("item")[0]
    assert type(part) is kefu.CardPart and isinstance(part, tuple)
    assert part.id == part[0] and part.direction == "higher" and part.bonus is False
    assert part.weight == Decimal(60) and repr(part.weight) == "Decimal('60')"
    assert repr(part).startswith("kefu.CardPart(id='tasks'")
    assert pickle.loads(pickle.dumps(part)) == part
    with pytest.raises((AttributeError, TypeError)):
        part.id = "x"


def test_a_row_may_be_given_back():
    """What one call gave as a struct another takes: of Python it is the same struct."""
    ledger = kefu.Ledger()
    ledger.add(**DECISION)
    other = kefu.Ledger()
    row = ledger.decisions[0]
    names = [f for f in DECISION]
    other.add(**{name: getattr(row, name) for name in names})
    assert other.id() == ledger.id() and len(other.id()) == 32


def test_lists_and_items(card):
    findings = card.lint()
    assert len(findings) == len(findings.all) == len(list(findings)) > 1
    assert findings[0] == findings.all[0] and findings[-1] == findings.all[-1]
    assert findings[:2] == findings.all[:2] and findings[::-1] == findings.all[::-1]
    assert findings[5:1] == []
    for wrong in (len(findings), -len(findings) - 1, 2**80):
        with pytest.raises(IndexError):
            findings[wrong]
    for wrong in ("a", 1.0, None):
        with pytest.raises(TypeError):
            findings[wrong]


def test_days_and_unknown_are_none(ledger):
    assert ledger.id() == ledger.id(as_of=None)
    assert ledger.id(as_of="2026-10-30") != ledger.id()


# ---- Where text goes -------------------------------------------------------------------------------


def test_sinks(tmp_path):
    catalogue = kefu.Catalogue()
    text = catalogue.json()
    assert isinstance(text, str) and text.startswith("{")
    path = tmp_path / "目录.json"
    assert catalogue.json(to=path) is None and path.read_text("utf-8") == text
    assert catalogue.json(to=str(path)) is None and catalogue.json(to=None) == text
    for file, read in ((io.BytesIO(), lambda f: f.getvalue().decode()),
                       (io.StringIO(), lambda f: f.getvalue())):
        assert catalogue.json(to=file) is None
        assert read(file) == text
    class Wrong:
        def write(self, text):
            raise ZeroDivisionError("disk")
    with pytest.raises(ZeroDivisionError, match="disk"):
        catalogue.json(to=Wrong())
    with pytest.raises(FileNotFoundError):
        catalogue.json(to=tmp_path / "no" / "such")
    for wrong in (1.5, 1, True):  # not the number of an open file
        with pytest.raises(TypeError, match="to: expected a path or an object with write"):
            catalogue.json(to=wrong)


class Raw(io.RawIOBase):
    """A file without a buffer, which takes a part of what it is given."""

    def __init__(self, most, room=10**9):
        self.taken, self.most, self.room = b"", most, room

    def writable(self):
        return True

    def write(self, data):
        some = bytes(data[:min(self.most, self.room - len(self.taken))])
        self.taken += some
        return len(some) or None


def test_files_without_a_buffer_get_all_of_it():
    catalogue = kefu.Catalogue()
    raw = Raw(1000)
    catalogue.json(to=raw)
    assert raw.taken.decode() == catalogue.json()
    with pytest.raises(BlockingIOError):
        catalogue.json(to=Raw(1000, room=2500))


def test_sinks_cut_text_between_characters(tmp_path):
    """More than is kept before it is handed on, in characters of three bytes."""
    class Text(io.TextIOBase):
        def __init__(self):
            self.parts = []
        def write(self, part):
            self.parts.append(part)
            return len(part)
    definitions = ",".join(
        '{"id":"org.example.d%d/1","formula":"count()","scale":0,"unit":"count","direction":"higher",'
        '"topic":"service","label":{"zh":"%s","en":"d"},"note":{"zh":"%s","en":"n"}}'
        % (i, "数%d" % i, "说明" * 200) for i in range(1000))
    catalogue = kefu.Catalogue("empty")
    try:
        catalogue.load('{"format":1,"definitions":[%s]}' % definitions)
    except kefu.Error as error:
        pytest.skip(str(error))
    text, file = catalogue.json(), Text()
    catalogue.json(to=file)
    assert "".join(file.parts) == text and len(file.parts) > 1
    assert "\ufffd" not in text


# ---- Errors ----------------------------------------------------------------------------------------


def test_errors_are_those_of_python_too():
    of = {"ArgumentError": ValueError, "UnsupportedError": kefu.ArgumentError,
          "NotFoundError": KeyError, "ExistsError": kefu.ArgumentError, "DataError": ValueError,
          "TypeMismatchError": TypeError, "EncodingError": ValueError, "PrecisionError": kefu.DataError,
          "OutOfRangeError": OverflowError, "DuplicateError": kefu.DataError,
          "MismatchError": kefu.DataError, "InfeasibleError": kefu.DataError,
          "StateError": RuntimeError, "OutOfMemoryError": MemoryError, "LimitError": ValueError,
          "ParseError": ValueError, "CardError": kefu.ParseError, "DefinitionError": kefu.ParseError,
          "PluginError": RuntimeError, "CallbackError": kefu.PluginError,
          "InternalError": RuntimeError}
    for name, base in of.items():
        error = getattr(kefu, name)
        assert issubclass(error, base) and issubclass(error, kefu.Error)
        assert kefu.status_name(error.code) == error.name
        assert str(error("text")) == "text"  # also of those that are KeyErrors


def test_errors_say_where():
    with pytest.raises(kefu.ParseError) as caught:
        kefu.Card.from_json('{"id": "a",\n  "b" 3}')
    error = caught.value
    assert (error.line, error.code, error.name, error.row) == (2, 50, "KEFU_E_SYNTAX", None)
    assert error.column > 0 and error.offset > 0
    assert str(error).startswith("Card.from_json(): ") and error.message in str(error)
    assert pickle.loads(pickle.dumps(error)).line == 2


def test_what_is_not_found_is_a_key_error():
    catalogue = kefu.Catalogue()
    with pytest.raises(KeyError) as caught:
        catalogue.definition("回复率啊")
    assert isinstance(caught.value, kefu.NotFoundError)
    assert str(caught.value).startswith("Catalogue.")


def test_limits_are_errors_of_their_own():
    with pytest.raises(kefu.LimitError):
        kefu.Card.from_json(CARD, limits={"text_bytes": 10})


def test_numbers_out_of_range_say_which(card):
    catalogue = kefu.Catalogue()
    n = len(catalogue)
    with pytest.raises(kefu.ArgumentError, match=r"Catalogue.definition\(\): definition %d of %d" % (n, n)):
        catalogue.definition(n)


# ---- Documentation -----------------------------------------------------------------------------------


def test_every_call_has_a_signature():
    for call in kefu._kefu._calls():
        if call["kind"] == "PROPERTY":
            continue
        where = kefu if call["kind"] == "FUNCTION" else getattr(kefu, call["class"])
        made = where if call["kind"] == "NEW" else getattr(where, call["name"])
        signature = inspect.signature(made)
        for param in call["params"]:
            names = ([field["name"] for field in param["of"]["fields"]]
                     if param["kind"] in ("OPTIONS", "REQUIRED") else [param["name"]])
            for name in names:
                assert name in signature.parameters or name + "_" in signature.parameters, made
        assert call["doc"].split(".")[0] in made.__doc__


def test_names_are_names_of_python():
    import keyword
    for call in kefu._kefu._calls():
        fields = call["result"]["of"]["fields"] if call["result"]["kind"] == "STRUCT" else []
        for name in [call["name"]] + [p["name"] for p in call["params"]] + [f["name"] for f in fields]:
            assert name.isidentifier() and not keyword.iskeyword(name), (call["class"], name)
