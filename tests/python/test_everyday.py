"""What is done every day without a look at the page: formats, days of other libraries, rows by name, tables of pandas and Polars,
warnings, errors that say what helps."""

import copy
import datetime
import decimal
import pickle
import random
import sys
import warnings
from fractions import Fraction

import pytest

import kefu

CARD = {"format": 1, "id": "s/1", "label": "售前", "sections": [{"id": "s", "label": "销售", "weight": 100, "items": [
    {"id": name, "label": name, "metric": name, "weight": 50, "unit": "count", "scale": 2, "direction": "higher",
     "curve": {"type": "steps", "bands": [{"at_least": "10", "points": 100}, {"points": 60}]}}
    for name in ("单", "款")]}]}
REPORT = {"客服": ["小林", "阿杰"], "单": [12, 7], "款": [3, 11]}


@pytest.fixture
def frame():
    return kefu.frame(REPORT)


@pytest.fixture
def sheet(frame):
    return kefu.Card.read(CARD).score(frame)


# ---- Value -------------------------------------------------------------------------------------------------------


def rounded(fraction, digits):
    """Half away from zero, in whole numbers."""
    whole = abs(fraction) * 10**digits
    units = (2 * whole.numerator + whole.denominator) // (2 * whole.denominator)
    text = str(units).rjust(digits + 1, "0")
    return ("-" if fraction < 0 and units else "") + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def test_a_value_is_formatted_exactly():
    random.seed(5)
    for _ in range(5000):
        bits = random.choice([4, 12, 40, 63])
        num, den = random.randrange(-2**bits, 2**bits), random.randrange(1, 2**random.choice([3, 12, 63]))
        digits = random.randrange(25)
        assert f"{kefu.Value(num, den):.{digits}f}" == rounded(Fraction(num, den), digits)
    assert f"{kefu.Value(1, 3):.100f}" == "0." + "3" * 100


@pytest.mark.parametrize("value, spec, text", [
    ((1, 3), ".2%", "33.33%"), ((1, 3), "8.3f", "   0.333"), ((1, 3), "+.1f", "+0.3"), ((5, 2), ".0f", "3"),
    ((-5, 2), ".0f", "-3"), ((1, 8), ".2f", "0.13"), ((-1, 1000), ".1f", "0.0"), ((1234567, 1), ",.1f", "1,234,567.0"),
    ((1, 3), "08.2f", "00000.33"), ((1, 3), "*^9.1f", "***0.3***"), ((1, 3), "f", "0.333333"), ((1, 3), "", "1/3"),
    ((1, 3), ">6", "   1/3"), ((2**63 - 1, 1), ".3f", "9223372036854775807.000"), ((199, 200), ".0%", "100%"),
    (None, ".1f", "-"), (None, "6.1f", "     -"), (None, "<4.1%", "-   "), (None, "客^5.1f", "客客-客客"),
    (None, "+08,.1f", "       -"), (None, "", "no data")])
def test_formats(value, spec, text):
    value = kefu.Value(*value) if value else kefu.Value(None)
    assert format(value, spec) == text


@pytest.mark.parametrize("spec", [".-5f", ".1g", ".1e", "d", ".3", "x", ".101f", "q.1f", "\ud800"])
def test_formats_of_something_else(spec):
    with pytest.raises((ValueError, kefu.Error)):
        format(kefu.Value(1, 3), spec)


def test_a_value_rounds_half_away_from_zero():
    values = [kefu.Value(n, 2) for n in (-3, -1, 1, 3, 5)]
    assert [round(v) for v in values] == [-2, -1, 1, 2, 3] and type(round(values[0])) is int
    assert round(kefu.Value(5, 3), 2) == decimal.Decimal("1.67") == kefu.Value(5, 3).round(2)
    assert round(kefu.Value(None)) is round(kefu.Value(None), 2) is None
    with pytest.raises(kefu.Error):
        round(kefu.Value(1, 3), 19)


def test_unknown_equals_unknown_of_its_status():
    assert kefu.Value(None) == kefu.Value(None) != kefu.Value(None, status="exempt")
    assert len({kefu.Value(None), kefu.Value(None), kefu.Value(None, status="exempt")}) == 2
    assert kefu.Value(None) != 0 and kefu.Value(None) != None  # noqa: E711
    with pytest.raises(kefu.ArgumentError, match="no place in an order"):
        kefu.Value(None) < kefu.Value(None)


# ---- Days --------------------------------------------------------------------------------------------------------


def test_midnights_are_days():
    expected = kefu.date_format("2026-10-31")
    pandas, numpy = pytest.importorskip("pandas"), pytest.importorskip("numpy")
    zone = datetime.timezone(datetime.timedelta(hours=8))
    for day in (datetime.datetime(2026, 10, 31), datetime.datetime(2026, 10, 31, tzinfo=zone),
                pandas.Timestamp("2026-10-31"), pandas.Timestamp("2026-10-31", tz="Asia/Shanghai"),
                numpy.datetime64("2026-10-31"), numpy.datetime64("2026-10-31", "ns"),
                numpy.array(["2026-10-31"], "M8[s]")[0]):
        assert kefu.date_format(day) == expected
    for time in (datetime.datetime(2026, 10, 31, 9, 30), pandas.Timestamp(2026, 10, 31, nanosecond=1),
                 numpy.datetime64("2026-10-31T09:30"), pandas.NaT, numpy.datetime64("NaT")):
        with pytest.raises(kefu.ArgumentError, match=f"{time} is no day: expected a date, or its midnight"):
            kefu.date_format(time)


# ---- Rows by name, tables ----------------------------------------------------------------------------------------


def test_rows_by_name(sheet, frame):
    assert "小林" in sheet and "小芳" not in sheet and sheet[0] in sheet and 3 not in sheet
    assert sheet.get("小林") == sheet["小林"] and sheet.get("小芳") is sheet.get(9) is None
    assert sheet.get("小芳", 0) == 0 and sheet.get(-1) == sheet[1]
    assert "小林" in frame and "单" not in frame and list(frame) == ["小林", "阿杰"]
    with pytest.raises(TypeError):
        sheet.get([1.5])
    sheet.close()
    for use in (lambda: "小林" in sheet, lambda: sheet.get("小林")):
        with pytest.raises(kefu.StateError):
            use()


def test_figures_by_metric(frame):
    assert list(frame["单"]) == [12, 7] and frame["单"] == frame.values("单") and frame[0] == "小林"
    assert frame[-1:] == ["阿杰"] and frame.get("率") is None
    with pytest.raises(kefu.NotFoundError, match="率"):
        frame["率"]


def test_the_same_rows_in_other_libraries(frame, sheet):
    polars, pandas = pytest.importorskip("polars"), pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    sample = kefu.sample({"会话": list("abcd"), "客服": ["小林"] * 4},
                         {"format": 1, "id": "q/1", "label": "抽检", "key": "会话", "by": ["客服"],
                          "classes": [{"id": "all", "label": "全部", "rate": "50%"}]}, "2026-W47")
    for made in (frame, sheet, sample, kefu.rows(REPORT).table()):
        dicts = made.to_dicts()
        assert len(dicts) == len(made) and made.to_dict() == {name: [row[name] for row in dicts] for name in dicts[0]}
        assert isinstance(made.to_pandas(), pandas.DataFrame) and isinstance(made.to_polars(), polars.DataFrame)
        assert made.to_polars().columns == list(made.to_pandas().columns) == list(dicts[0])
    assert frame.to_dict() == {"客服": ["小林", "阿杰"], "单": [12.0, 7.0], "单_status": ["ok"] * 2,
                               "款": [3.0, 11.0], "款_status": ["ok"] * 2}
    assert frame.to_polars()["单"].to_list() == frame.to_pandas()["单"].to_list() == [12, 7]
    assert frame.to_polars(flags="exact")["单_num"].to_list() == frame.to_dict(flags="exact")["单_num"] == [12, 7]
    assert sheet.to_pandas()["person"].to_list() == sheet.person and sheet.to_dict()["total"] == sheet.total


@pytest.mark.parametrize("method, package", [("to_pandas", "pandas"), ("to_pandas", "pyarrow"), ("to_polars", "polars")])
def test_a_library_that_is_not_there_is_named(frame, monkeypatch, method, package):
    if package == "pyarrow":
        pytest.importorskip("pandas")
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"Frame.{method}\(\) needs {package}: pip install {package}"):
        getattr(frame, method)()


def test_what_a_card_needs():
    assert kefu.Card.read(CARD).metrics == ["单", "款"] == kefu.CardBook.read(CARD).metrics
    with pytest.raises(kefu.NotFoundError) as raised:
        kefu.CardBook.read(CARD).score(kefu.frame({"客服": ["小林"], "率": [1]}))
    assert raised.value.__notes__ == ["The frame has none of these metrics: 单, 款."]


# ---- Warnings ----------------------------------------------------------------------------------------------------


def warned(call):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        call()
    assert all(w.category is kefu.DataWarning and w.filename == __file__ for w in found)
    return [str(w.message) for w in found]


def test_columns_that_are_left_out_are_told():
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"客服": ["小林"], "单": [1], "时长": pyarrow.array([[1]]), "段": pyarrow.array([[2]])})
    assert warned(lambda: kefu.frame(table)) == [
        "left out, of a type that cannot be read: 时长, 段; cast such columns, or choose with metrics="]
    assert warned(lambda: kefu.frame(table, metrics=["单"])) == []
    rows = kefu.rows(table)
    assert rows.left_out == [] and len(rows.table()) == 1 and rows.left_out == ["时长", "段"]
    assert warned(lambda: kefu.frame({"客服": ["小林"], "单": [1], "备注": ["新人"]})) == []


def test_sums_among_people_are_told():
    report = {"客服": ["小林", "合计", "平均"], "单": [1, 1, 1]}
    assert warned(lambda: kefu.frame(report)) == [
        "合计, 平均 counted as people: skip=['合计', '平均'] leaves such rows out"]
    assert warned(lambda: kefu.frame(report, skip="平均")) == [
        "合计 counted as people: skip='合计' leaves such rows out"]
    assert warned(lambda: kefu.frame(report, skip=["合计", "平均"])) == []


# ---- What cannot be kept -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_what_stands_on_the_library_is_not_pickled(frame, sheet, protocol):
    for made in (kefu.rows(REPORT), kefu.rows(REPORT).table(), frame, sheet, kefu.Tally(), kefu.rank([1]),
                 kefu.rank([1]).order, frame["单"]):
        with pytest.raises(TypeError, match=rf"cannot pickle a kefu\.{type(made).__name__}: it stands on memory"):
            pickle.dumps(made, protocol)
        with pytest.raises(TypeError, match="cannot pickle"):
            copy.copy(made)
    row = sheet[0]
    for made in (kefu.Value(1, 3), kefu.Value(None), row, row.place, kefu.EXEMPT):
        assert pickle.loads(pickle.dumps(made, protocol)) == made


# ---- Errors that say what helps ----------------------------------------------------------------------------------


def test_errors_name_one_call_and_the_keyword(frame, sheet):
    with pytest.raises(kefu.NotFoundError) as raised:
        sheet.explain("小芳")
    assert str(raised.value) == "Sheet.explain(): row: there is no '小芳' on the sheet; did you mean '小林'?"
    with pytest.raises(kefu.NotFoundError) as raised:
        sheet["小芳"]
    assert str(raised.value) == "there is no '小芳' on the sheet; did you mean '小林'?"
    with pytest.raises(kefu.ArgumentError) as raised:
        kefu.Card.read(CARD).score(frame, roster=kefu.Roster.read({"客服": ["小林"]}))
    assert str(raised.value) == "Card.score(): options: a roster is read at a day; set day"
    assert raised.value.message == "options: a roster is read at a day; set day"
    with pytest.raises(kefu.Error, match=r"^Pick\(\): k: 1 .. 2147483647, not 0"):
        kefu.Pick(id="a", k=0, seed="s")


@pytest.mark.parametrize("call, text", [
    (lambda: kefu.frame(REPORT, skp="合计"), "frame() got an unexpected keyword argument 'skp'; did you mean 'skip'?"),
    (lambda: kefu.frame("no file", mertics=[]), "frame() got an unexpected keyword argument 'mertics'; did you mean 'metrics'?"),
    (lambda: kefu.tally(REPORT, encodings="x"), "tally() got an unexpected keyword argument 'encodings'; did you mean 'encoding'?"),
    (lambda: kefu.sample(REPORT, {}, "s", xyz=1), "sample() got an unexpected keyword argument 'xyz'"),
    (lambda: kefu.classify([], modle=1), "classify() got an unexpected keyword argument 'modle'; did you mean 'model'?")])
def test_misspelt_keywords_are_those_of_the_call(call, text):
    with pytest.raises(TypeError) as raised:
        call()
    assert str(raised.value) == text
