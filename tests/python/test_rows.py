"""Rows of Python as the library reads them: every type, every name, every refusal with its row.

What is expected is what Python says of the same values: int, Decimal and datetime."""
import array
import collections
import datetime as dt
import io
import random
from decimal import Decimal

import pytest

import kefu
from kefu._kefu import _look

UTC = dt.timezone.utc
CHINA = dt.timezone(dt.timedelta(hours=8))


def columns(source, **settings):
    return kefu.rows(source, **settings).table().to_dict()


def read(values, **settings):
    return columns({"x": values}, **settings)["x"]


# ---- Values of Python ----------------------------------------------------------------------------

@pytest.mark.parametrize("values", [
    [1, -2, 0, 2**63 - 1, -2**63 + 1],
    [True, False, True],
    [0.1, -2.5, 1e300, 5e-324],
    ["客服甲", "", "a\0b", "👍"],
    [dt.date(1970, 1, 1), dt.date(1969, 12, 31), dt.date(2026, 10, 31), dt.date(1, 1, 1)],
    [dt.datetime(2026, 10, 31, 8, 30, 15, 123456, UTC), dt.datetime(1969, 1, 1, tzinfo=CHINA)],
    [Decimal("12.50"), Decimal("-0.01"), Decimal("3")],
    [Decimal("1E+3"), Decimal("0.000000000000001")],
])
def test_values_come_back(values):
    assert read(values) == values
    assert read(tuple(values)) == values
    assert read(values + [None]) == values + [None]
    assert read([None] + values) == [None] + values


def test_kinds_of_a_column():
    def kind(values):
        return _look({"x": values})[0]["columns"]["x"]
    assert (kind([1])["type"], kind([1])["scale"]) == (8, 0)          # I64
    assert kind([True])["type"] == 1                                  # BOOL
    assert kind([1.5])["type"] == 11                                  # F64
    assert kind(["a"])["type"] == 20                                  # TEXT
    assert kind([dt.date.today()])["type"] == 12                      # DATE
    assert kind([dt.datetime.now(UTC)])["type"] == 13                 # TIME
    # 12.50 is 1250 / 100, as it is written; the column has as many decimals as the longest
    assert kind([Decimal("12.50")])["scale"] == 2
    assert kind([Decimal("1"), Decimal("0.125")])["scale"] == 3
    assert kind([None, None]) ["flags"] == 1                          # null as text and as number


def test_whole_numbers_among_others():
    assert read([1, 2.5]) == [1.0, 2.5]
    assert read([1, Decimal("2.5")]) == [1, Decimal("2.5")]
    with pytest.raises(kefu.PrecisionError, match="column 'x', row 0: the int 9007199254740993"):
        read([2**53 + 1, 0.5])


def test_nulls_and_marks():
    assert read([1, None, kefu.PROVISIONAL, kefu.EXEMPT]) == [1, None, kefu.PROVISIONAL, kefu.EXEMPT]
    assert read([None, None]) == [None, None]
    assert read([]) == []
    assert read(["甲", float("nan"), None]) == ["甲", None, None]     # as pandas writes missing texts
    assert read([1.5, float("nan")]) == [1.5, None]
    assert read([Decimal("NaN"), Decimal("1.5")]) == [None, Decimal("1.5")]
    assert repr(kefu.PROVISIONAL) == "kefu.PROVISIONAL"
    import copy
    assert copy.copy(kefu.EXEMPT) is kefu.EXEMPT


def test_decimals_at_random():
    source = random.Random(7)
    for _ in range(200):
        values = [Decimal(source.randrange(-10**9, 10**9)).scaleb(-source.randrange(0, 8))
                  for _ in range(5)]
        assert read(values) == values
    many = [Decimal("9000000000000000000"), Decimal("1.0000")]        # written with too many zeros
    assert read(many) == many


class Index:
    def __index__(self):
        return 42


class Angry:
    def __index__(self):
        raise RuntimeError("mine")


def test_what_is_an_index_is_a_whole_number():
    assert read([Index(), 1]) == [42, 1]
    with pytest.raises(RuntimeError, match="mine"):
        read([Angry()])


@pytest.mark.parametrize("values, error, message", [
    ([1, "a"], "TypeMismatchError", "column 'x', row 1: str, but row 0 has int"),
    ([None, True, 1], "TypeMismatchError", "row 2: int, but row 1 has bool"),
    ([1.5, Decimal("1")], "TypeMismatchError", "row 1: Decimal, but row 0 has float"),
    ([dt.date(2026, 1, 1), "2026-01-02"], "TypeMismatchError", "row 1: str, but row 0 has date"),
    ([2**63], "OutOfRangeError", "column 'x', row 0: an int beyond 64 bits"),
    ([0, -2**64], "OutOfRangeError", "row 1: an int beyond 64 bits"),
    ([b"bytes"], "TypeMismatchError", "row 0: bytes; decode"),
    ([1, object()], "TypeMismatchError", "row 1: object cannot be read"),
    ([dt.datetime(2026, 1, 1)], "DataError", "row 0: a datetime without a time zone"),
    (["ok", "\ud800"], "EncodingError", "row 1: a str with half of a surrogate pair"),
    ([Decimal("Infinity")], "DataError", "row 0: Infinity is not a number"),
    ([Decimal("sNaN")], "DataError", "row 0: sNaN is not a number"),
    ([Decimal("1E-19")], "PrecisionError", "row 0: 19 decimals"),
    ([Decimal(1), Decimal("1E+19")], "OutOfRangeError", "row 1: the number does not fit"),
    ([Decimal("0.5"), Decimal(2**63)], "OutOfRangeError", "row 1: "),
])
def test_refusals_name_column_and_row(values, error, message):
    with pytest.raises(kefu.Error) as raised:
        read(values)
    assert message in str(raised.value)
    assert "column 'x'" in str(raised.value)
    assert raised.value.row == int(str(raised.value).split("row ")[1].split(":")[0])
    assert type(raised.value) is getattr(kefu, error)


def test_times_without_a_zone():
    naive = dt.datetime(2026, 10, 31, 8, 0)
    for offset in ("+08:00", "+0800", 28800):
        assert read([naive], offset=offset) == [naive.replace(tzinfo=CHINA)]
    assert read([naive], offset="-03:30") == [
        naive.replace(tzinfo=dt.timezone(-dt.timedelta(hours=3, minutes=30)))]
    assert read([naive], offset="Z") == [naive.replace(tzinfo=UTC)]
    for offset in ("8", "+8:00", "+08:60", "+08:00x", 86400, -86400, ""):
        with pytest.raises(kefu.Error, match="offset"):
            read([naive], offset=offset)


# ---- Buffers ------------------------------------------------------------------------------------

@pytest.mark.parametrize("code", "bBhHiIlLqQfd")
def test_arrays_of_each_type(code):
    values = array.array(code, [1, 2, 100])
    assert read(values) == [1, 2, 100]
    assert _look({"x": values})[0]["columns"]["x"]["address"] == values.buffer_info()[0]


def test_memoryviews_of_any_stride():
    numbers = array.array("i", range(10))
    view = memoryview(numbers)
    assert read(view[::3]) == [0, 3, 6, 9]
    assert read(view[::-1]) == list(range(9, -1, -1))
    assert read(memoryview(b"\x01\x00\x01").cast("?")) == [True, False, True]
    assert read(memoryview(b"")) == []
    with pytest.raises(kefu.Error, match="column 'x': 2 dimensions"):
        read(memoryview(bytes(4)).cast("B", (2, 2)))
    with pytest.raises(kefu.Error, match="column 'x': a buffer of format 'c'"):
        read(memoryview(b"ab").cast("c"))


def test_a_buffer_is_let_go():
    numbers = bytearray(8)
    rows = kefu.rows({"x": numbers})
    rows.table()
    numbers.extend(b"more")          # BufferError while somebody holds it


# ---- NumPy ----------------------------------------------------------------------------------------

def test_numpy():
    np = pytest.importorskip("numpy")
    for kind in ("i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8", "?"):
        a = np.array([0, 1, 1, 0, 1], kind)
        for part in (a, a[::2], a[::-1], a[1:], a.reshape(5, 1)[:, 0]):
            assert read(part) == part.tolist(), kind
            seen = _look({"x": part})[0]["columns"]["x"]
            assert seen["address"] == part.__array_interface__["data"][0]
            assert seen["stride"] in (0, part.strides[0])
    records = np.zeros(3, [("a", "i1"), ("b", "<f8")])
    records["b"] = [1.5, 2.5, 3.5]
    assert read(records["b"]) == [1.5, 2.5, 3.5]                      # not aligned
    assert read(np.broadcast_to(np.int64(7), 3)) == [7, 7, 7]        # stride 0
    assert read(np.array([1.5, np.nan])) == [1.5, None]
    assert read(np.array(["客服", "乙"])) == ["客服", "乙"]            # UCS-4
    assert read(np.array(["a", None, 3.0 * float("nan")], object)) == ["a", None, None]
    assert read(np.array([b"ab", b"c"])) == ["ab", "c"]
    assert read(np.array(["客服".encode("gb18030")]), encoding="gb18030") == ["客服"]
    assert read([np.int32(5), np.int64(6)]) == [5, 6]
    assert read([np.True_, False]) == [True, False]
    assert read(np.ma.array([1, 2], mask=[False, True])) == [1, None]
    with pytest.raises(kefu.Error, match="half floats"):
        read(np.zeros(2, "f2"))
    with pytest.raises(kefu.Error, match="byte order"):
        read(np.zeros(2, ">i4"))
    with pytest.raises(kefu.Error, match="row 0: float32 cannot be read"):
        read([np.float32(0.1)])
    with pytest.raises(kefu.Error, match="2 dimensions"):
        read(np.zeros((2, 2)))
    with pytest.raises(kefu.OutOfRangeError, match="column 'x'") as raised:
        read(np.array([1, 2**63], "u8"))
    assert raised.value.row == 1


def test_numpy_times():
    np = pytest.importorskip("numpy")
    days = np.array(["2026-10-31", "NaT", "1969-12-31"], "M8[D]")
    assert read(days) == [dt.date(2026, 10, 31), None, dt.date(1969, 12, 31)]
    moment = dt.datetime(2026, 10, 31, 8, 30, 15, 123456)
    for unit, shown in (("us", moment), ("ms", moment.replace(microsecond=123000)),
                        ("s", moment.replace(microsecond=0)),
                        ("m", moment.replace(second=0, microsecond=0))):
        a = np.array([moment, "NaT"], f"M8[{unit}]")
        assert read(a, offset="+08:00") == [shown.replace(tzinfo=CHINA), None]
    us = np.array([moment], "M8[us]")
    assert _look(kefu.rows({"x": us}, offset=0))[0]["columns"]["x"]["address"] == (
        us.__array_interface__["data"][0])
    ns = us.astype("M8[ns]")
    assert read(ns, offset=0) == [moment.replace(tzinfo=UTC)]
    with pytest.raises(kefu.PrecisionError, match="column 'x', row 0: digits finer"):
        read(ns + np.timedelta64(1, "ns"), offset=0)
    assert read(ns + np.timedelta64(500, "ns"), offset=0, round=True) == [
        moment.replace(tzinfo=UTC, microsecond=123457)]
    assert read(np.array([-1500], "M8[ns]"), offset=0, round=True) == [
        dt.datetime(1969, 12, 31, 23, 59, 59, 999998, UTC)]          # half away from zero
    with pytest.raises(kefu.DataError, match="datetime64 has no time zone"):
        read(us)
    with pytest.raises(kefu.Error, match="astype"):
        read(np.array(["2026"], "M8[Y]"), offset=0)
    with pytest.raises(kefu.OutOfRangeError, match="row 0"):
        read(np.array([2**62], "M8[s]"), offset=0)
    assert read(np.array([90, "NaT"], "m8[s]")) == [90, None]
    assert read(np.array([1500], "m8[ms]")) == [Decimal("1.5")]
    assert read(np.array([2], "m8[h]")) == [7200]


# ---- Tables ---------------------------------------------------------------------------------------

def test_lengths():
    with pytest.raises(kefu.ArgumentError, match="column '乙' has 1 rows, '甲' has 2"):
        columns({"甲": [1, 2], "乙": [3]})
    assert columns({}) == {}


@pytest.mark.parametrize("source", [None, 5, "text", b"bytes", {1, 2}, object(), 1.5])
def test_no_rows(source):
    with pytest.raises(TypeError, match="rows cannot be read from"):
        columns(source)


@pytest.mark.parametrize("column", [None, 5, "text", {1, 2}, {"a": 1}, iter([1])])
def test_no_column(column):
    with pytest.raises((TypeError, kefu.Error), match="column 'x'"):
        read(column)


def test_names_of_columns():
    for name in (1, None):
        with pytest.raises(TypeError, match="not a str"):
            columns({name: [1]})
    for name in ("", "a\0b"):
        with pytest.raises(kefu.ArgumentError, match="no name of a column"):
            columns({name: [1]})


def test_dicts():
    rows = [{"客服": "甲", "n": 1}, {"客服": "乙"}, {"n": 3, "late": 1.5}]
    expected = {"客服": ["甲", "乙", None], "n": [1, None, 3], "late": [None, None, 1.5]}
    assert columns(rows) == expected
    assert columns(iter(rows)) == expected
    assert columns([]) == {}
    with pytest.raises(kefu.Error, match="row 1 is a tuple, expected a dict") as raised:
        columns([{"a": 1}, (1,)])
    assert raised.value.row == 1
    with pytest.raises(kefu.Error, match="column 'a', row 1: str, but row 0 has int"):
        columns([{"a": 1}, {"a": "x"}])
    with pytest.raises(TypeError, match="not a str"):
        columns([{1: 1}])


def test_tuples():
    rows = [("甲", 1), ["乙", 2]]
    assert columns(rows, names=["客服", "n"]) == {"客服": ["甲", "乙"], "n": [1, 2]}
    point = collections.namedtuple("Point", "x y")
    assert columns([point(1, 2), point(3, 4)]) == {"x": [1, 3], "y": [2, 4]}
    with pytest.raises(TypeError, match="names"):
        columns(rows)
    with pytest.raises(kefu.Error, match="row 1 has 1 cells, expected 2"):
        columns([("甲", 1), ("乙",)], names=["客服", "n"])
    with pytest.raises(kefu.Error, match="row 0 is a int, expected a dict or a tuple"):
        columns([1, 2])


def test_iterators_come_in_chunks():
    chunks = _look(({"i": i} for i in range(10000)))
    assert [(c["first_row"], c["rows"]) for c in chunks] == [(0, 4096), (4096, 4096), (8192, 1808)]
    assert columns(({"i": i} for i in range(5000)))["i"] == list(range(5000))

    def bad():
        yield from ({"i": i} for i in range(5000))
        yield {"i": "x"}
    with pytest.raises(kefu.Error, match="column 'i', row 5000: str, but row 4096 has int"):
        _look(bad())

    def angry():
        yield {"i": 1}
        raise RuntimeError("mine")
    with pytest.raises(RuntimeError, match="mine"):
        columns(angry())
    once = kefu.rows(iter([{"a": 1}]))
    assert once.table()["a"] == [1]
    with pytest.raises(kefu.StateError, match="read already"):
        once.table()


# ---- Names, cells, scales ---------------------------------------------------------------------------

REPORT = {"客服": ["甲", "乙", "丙"], "转化率": ["45.23%", "-", "延迟统计"],
          "平均响应": ["27.4秒", "1分5秒", None], "日期": ["2026-10-31", "2026/11/1", ""],
          "时间": ["2026-10-31 08:30", "2026-10-31 08:30:15", "-"], "销售额": ["1,234.5", "1.2万", "¥3"]}


def test_cells():
    t = kefu.rows(REPORT, columns={"rate": "转化率"}, offset="+08:00", cells={
        "转化率": "percent", "平均响应": "duration", "日期": "date", "时间": "time",
        "销售额": {"kind": "number", "scale": 2, "as": "sales"}}).table()
    assert t.keys() == ["客服", "rate", "平均响应", "日期", "时间", "sales"]
    assert t["rate"] == [Decimal("0.4523"), None, kefu.PROVISIONAL]
    assert t["平均响应"] == [Decimal("27.4"), 65, None]
    assert t["日期"] == [dt.date(2026, 10, 31), dt.date(2026, 11, 1), None]
    assert t["时间"] == [dt.datetime(2026, 10, 31, 8, 30, tzinfo=CHINA),
                       dt.datetime(2026, 10, 31, 8, 30, 15, tzinfo=CHINA), None]
    assert t["sales"] == [Decimal("1234.5"), 12000, 3]


def test_a_column_may_be_read_in_several_ways():
    t = kefu.rows({"a": ["50"]}, cells={"a": [{"kind": "percent", "hundredths": True},
                                              {"kind": "percent", "bare": True, "as": "b"}]}).table()
    assert t.to_dict() == {"a": [Decimal("0.5")], "b": [50]}
    with pytest.raises(kefu.Error, match="two cells"):
        kefu.rows({}, cells={"a": ["number", "percent"]})


def test_cells_that_are_wrong():
    with pytest.raises(kefu.DataError, match="column '转化率', row 1: ") as raised:
        columns({"转化率": ["1%", "many"]}, cells={"转化率": "percent"})
    assert raised.value.row == 1
    with pytest.raises(kefu.PrecisionError, match="column 'a', row 0"):
        columns({"a": ["0.125"]}, cells={"a": {"kind": "number", "scale": 2}})
    assert columns({"a": ["0.125"]}, cells={"a": {"kind": "number", "scale": 2}}, round=True) == {
        "a": [Decimal("0.13")]}
    with pytest.raises(TypeError, match="a cell has no 'scales'"):
        kefu.rows({}, cells={"a": {"scales": 2}})
    with pytest.raises(kefu.Error, match="percent"):
        kefu.rows({}, cells={"a": "percents"})
    with pytest.raises((kefu.Error, ValueError)):
        kefu.rows({}, cells={"a": {"kind": "number", "scale": 10}})


def test_cells_of_numbers_stay():
    assert read([0.5], cells={"x": "percent"}) == [0.5]
    assert read([90], cells={"x": "duration"}) == [90]
    with pytest.raises(kefu.Error, match="column 'x': cells of date are read from text"):
        read([20261031], cells={"x": "date"})
    with pytest.raises(kefu.Error, match="hundredths"):
        read([45.2], cells={"x": {"kind": "percent", "hundredths": True}})


def test_columns():
    source = {"响应秒": [1, 2], "客服": ["甲", "乙"]}
    assert columns(source, columns={"response_s": "响应秒"}) == {
        "response_s": [1, 2], "客服": ["甲", "乙"]}
    assert columns(source, columns={"a": "响应秒", "b": "响应秒"}) == {
        "a": [1, 2], "b": [1, 2], "客服": ["甲", "乙"]}
    assert columns({"a": [1], "b": [2]}, columns={"a": "b", "b": "a"}) == {"b": [1], "a": [2]}
    with pytest.raises(kefu.NotFoundError, match="no column '响应'.*响应秒"):
        columns(source, columns={"r": "响应"})
    with pytest.raises(kefu.NotFoundError, match="no column '转化率'"):
        columns(source, cells={"转化率": "percent"})
    with pytest.raises(kefu.ExistsError, match="'客服'"):
        columns(source, columns={"客服": "响应秒"})


def test_scale():
    assert columns({"fen": [1250], "n": [3]}, scale={"fen": 2}) == {"fen": [Decimal("12.5")], "n": [3]}
    assert columns({"分": [1250]}, columns={"yuan": "分"}, scale={"yuan": 2}) == {
        "yuan": [Decimal("12.5")]}
    with pytest.raises(kefu.Error, match="a scale is for whole numbers"):
        read([0.5], scale={"x": 2})
    with pytest.raises(kefu.Error, match="expected 0..18"):
        read([1], scale={"x": 19})


@pytest.mark.parametrize("keywords, error", [
    ({"column": {}}, TypeError), ({"columns": "a"}, TypeError), ({"columns": [("a", "b")]}, TypeError),
    ({"columns": {"a": 1}}, TypeError), ({"cells": {"a": 1}}, TypeError),
    ({"names": "abc"}, TypeError), ({"encoding": "latin-1"}, kefu.Error), ({"bad_rows": "skip"}, TypeError),
    ({"columns": {"a": ""}}, kefu.Error),
])
def test_keywords_that_are_wrong(keywords, error):
    with pytest.raises(error):
        kefu.rows({}, **keywords)


def test_rows_are_read_again_and_again():
    rows = kefu.rows({"x": [1, 2]}, scale={"x": 1})
    assert rows.table()["x"] == rows.table()["x"] == [Decimal("0.1"), Decimal("0.2")]
    with pytest.raises(TypeError):
        kefu.rows(rows)
    assert "dict" in repr(rows)


# ---- Table ------------------------------------------------------------------------------------------

def test_table():
    t = kefu.rows({"客服": ["甲", "乙"], "n": [1, None]}).table()
    assert len(t) == 2 and t.keys() == ["客服", "n"] and dict(t) == t.to_dict()
    assert t.rows() == [{"客服": "甲", "n": 1}, {"客服": "乙", "n": None}]
    assert repr(t) == "<kefu.Table of 2 rows: ['客服', 'n']>"
    with pytest.raises(kefu.NotFoundError, match="no column '客户'.*客服"):
        t["客户"]
    with pytest.raises(TypeError):
        t[0]
    with pytest.raises(TypeError):
        type(t)()


# ---- CSV ----------------------------------------------------------------------------------------------

CSV = "客服,转化率,平均响应\n甲,45.23%,27.4秒\n乙,-,1:05\n"


def test_csv(tmp_path):
    path = tmp_path / "月报.csv"
    path.write_text(CSV, encoding="utf-8")
    cells = {"转化率": "percent", "平均响应": "duration"}
    expected = {"客服": ["甲", "乙"], "转化率": [Decimal("0.4523"), None], "平均响应": [Decimal("27.4"), 65]}
    for source in (path, str(path), CSV.encode(), bytearray(CSV.encode()), io.BytesIO(CSV.encode())):
        assert kefu.read_csv(source, cells=cells).table().to_dict() == expected
    with open(path, "rb") as file:
        rows = kefu.read_csv(file, cells=cells)
        assert rows.table().to_dict() == expected
        assert not file.closed
        with pytest.raises(kefu.StateError, match="read already"):
            rows.table()
    rows = kefu.read_csv(path, columns={"rate": "转化率", "agent": "客服"}, cells={"rate": "percent"},
                         only_cells=True)
    assert rows.table().to_dict() == rows.table().to_dict() == {
        "agent": ["甲", "乙"], "rate": [Decimal("0.4523"), None]}
    gb = kefu.read_csv(CSV.encode("gb18030"), encoding="gb18030")
    assert gb.table()["客服"] == ["甲", "乙"]
    tabs = kefu.read_csv(b'title\na\tb\n"1\t2\n', delimiter="\t", skip_lines=1, quotes=False)
    assert tabs.table().to_dict() == {"a": ['"1'], "b": ["2"]}


def test_csv_refusals(tmp_path):
    with pytest.raises(kefu.NotFoundError, match="no column '转化'.*转化率"):
        kefu.read_csv(CSV.encode(), cells={"转化": "percent"}).table()
    with pytest.raises(FileNotFoundError):
        kefu.read_csv(tmp_path / "nothing.csv").table()
    with pytest.raises(TypeError, match="rb"):
        kefu.read_csv(io.StringIO(CSV)).table()
    with pytest.raises(TypeError):
        kefu.read_csv(5).table()
    with pytest.raises(kefu.DataError) as raised:
        kefu.read_csv(b"a\n1\nx\n", cells={"a": "number"}).table()
    assert (raised.value.line, raised.value.row) == (3, 1)
    with pytest.raises(kefu.EncodingError):
        kefu.read_csv(b"a\n\xff\n").table()
    with pytest.raises(kefu.Error, match="delimiter"):
        kefu.read_csv(b"", delimiter="::")
    with pytest.raises(kefu.ParseError):
        kefu.read_csv(b"").table()


def test_csv_bad_rows():
    rows = kefu.read_csv(b"a,b\n1,2\nx,3\n4\n5,6\n", cells={"a": "number", "b": "number"},
                         bad_rows="skip")
    assert rows.bad_rows == [] and rows.bad_count == 0
    assert rows.table().to_dict() == {"a": [1, 5], "b": [2, 6]}
    assert [(b.line, b.row) for b in rows.bad_rows] == [(3, 1), (4, 2)]
    assert rows.bad_count == 2 and "cells" in rows.bad_rows[1].message
    chunks = _look(rows)
    assert [(c["first_row"], c["rows"]) for c in chunks] == [(0, 1), (3, 1)]


def test_csv_larger_than_a_chunk():
    text = "n,t\n" + "".join(f"{i},{'字' * (i % 7)}\n" for i in range(200000))
    rows = kefu.read_csv(text.encode(), cells={"n": "number"})
    chunks = _look(rows)
    assert len(chunks) > 1 and sum(c["rows"] for c in chunks) == 200000
    assert [c["first_row"] for c in chunks] == [
        sum(c["rows"] for c in chunks[:i]) for i in range(len(chunks))]
    table = rows.table()
    assert table["n"] == list(range(200000)) and table["t"][6] == "字" * 6 and table["t"][7] is None
