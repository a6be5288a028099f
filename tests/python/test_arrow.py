"""Arrow in and out: what is borrowed lies where its producer has it, capsules are moved and
released once, and others read what the library writes.

Types and numbers are those that pyarrow, Polars, pandas and DuckDB say themselves."""
import ctypes
import datetime as dt
from decimal import Decimal

import pytest

import kefu
from kefu._kefu import _look

pa = pytest.importorskip("pyarrow")
UTC = dt.timezone.utc
CHINA = dt.timezone(dt.timedelta(hours=8))


def seen(source, whole=False):
    return _look(source, whole)


def column(source, name="x"):
    return seen(source)[0]["columns"][name]


# ---- In, without a copy --------------------------------------------------------------------------

@pytest.mark.parametrize("kind", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32",
                                  "uint64", "float32", "float64", "date32"])
def test_numbers_are_borrowed(kind):
    values = pa.array([3, None, 1], pa.int32()).cast(kind if kind != "date32" else pa.date32())
    for table in (pa.table({"x": values}), pa.record_batch({"x": values}),
                  pa.table({"x": values}).to_reader(), {"x": values}):
        assert column(table)["address"] == values.buffers()[1].address
    read = kefu.rows(pa.table({"x": values})).table()["x"]
    assert read == values.to_pylist()


def test_slices_are_borrowed():
    values = pa.array(range(100), pa.int64())
    part = values.slice(10, 5)
    assert column(pa.table({"x": part}))["address"] == values.buffers()[1].address + 80
    assert kefu.rows({"x": part}).table()["x"] == [10, 11, 12, 13, 14]


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view"])
def test_texts(kind):
    texts = ["客服甲", None, "", "a text that is longer than twelve bytes"]
    values = pa.array(texts).cast(kind)
    assert kefu.rows(pa.table({"x": values})).table()["x"] == texts
    assert column(pa.table({"x": values}))["address"] == values.buffers()[1].address


def test_dictionaries():
    values = pa.array(["甲", "乙", None, "甲"]).dictionary_encode()
    assert kefu.rows(pa.table({"x": values})).table()["x"] == ["甲", "乙", None, "甲"]
    assert column(pa.table({"x": values}))["address"] == values.indices.buffers()[1].address


def test_other_types():
    moment = dt.datetime(2026, 10, 31, 8, 30, 15, 123456, UTC)
    table = pa.table({
        "bool": [True, None, False], "null": pa.nulls(3),
        "time": pa.array([moment, None, moment], pa.timestamp("us", "Asia/Shanghai")),
        "ns": pa.array([moment, None, moment], pa.timestamp("ns", "UTC")),
        "money": pa.array([Decimal("12.50"), None, Decimal("-0.01")], pa.decimal128(10, 2)),
        "span": pa.array([1500, None, 1], pa.duration("ms"))})
    assert kefu.rows(table).table().to_dict() == {
        "bool": [True, None, False], "null": [None] * 3, "time": [moment, None, moment],
        "ns": [moment, None, moment], "money": [Decimal("12.50"), None, Decimal("-0.01")],
        "span": [Decimal("1.5"), None, Decimal("0.001")]}


def test_pieces():
    chunks = pa.chunked_array([pa.array([1, 2]), pa.array([3]), pa.array([4, 5, 6])])
    table = pa.table({"x": chunks})
    assert [(b["first_row"], b["rows"]) for b in seen(table)] == [(0, 2), (2, 1), (3, 3)]
    assert [(b["first_row"], b["rows"]) for b in seen(table, True)] == [(0, 6)]
    assert kefu.rows(table).table()["x"] == [1, 2, 3, 4, 5, 6]
    assert kefu.rows({"x": chunks, "y": list("abcdef")}).table().rows()[5] == {"x": 6, "y": "f"}
    one = pa.table({"x": pa.array([1, 2])})       # a single piece is not copied
    assert seen(one, True)[0]["columns"]["x"]["address"] == one["x"].chunk(0).buffers()[1].address
    assert seen(table.slice(0, 0))[0]["rows"] == 0
    assert seen(table.slice(0, 0), True)[0]["rows"] == 0
    assert kefu.rows({"x": pa.chunked_array([], pa.int64())}).table()["x"] == []


def test_columns_that_cannot_be_read():
    table = pa.table({"n": [1], "tags": [["a"]], "naive": pa.array([0], pa.timestamp("us")),
                      "half": pa.array([1.0]).cast("float16")})
    assert kefu.rows(table).table().keys() == ["n"]
    assert kefu.rows(table, offset="+08:00").table().to_dict() == {
        "n": [1], "naive": [dt.datetime(1970, 1, 1, tzinfo=CHINA)]}
    with pytest.raises(kefu.UnsupportedError, match="column 'tags'"):
        kefu.rows(table, skip=False).table()
    with pytest.raises(kefu.NotFoundError, match="column 'tags' is there, but of a type"):
        kefu.rows(table, columns={"t": "tags"}).table()
    tally = kefu.Tally()
    tally.add("last", "max(naive)")
    with pytest.raises(kefu.NotFoundError, match="column 'naive' is there, but of a type.*offset"):
        tally.update(table)
    tally.update(kefu.rows(table, offset="+08:00"))
    with pytest.raises(kefu.DataError, match="column 'x': .*time zone"):
        kefu.rows({"x": table["naive"].chunk(0)}).table()
    with pytest.raises(kefu.UnsupportedError, match="column 'x'"):
        kefu.rows({"x": table["tags"].chunk(0)}).table()


def test_settings():
    table = pa.table({"转化率": ["45.23%", "-"], "分": pa.array([1250, 3], pa.int32()), "客服": ["甲", "乙"]})
    rows = kefu.rows(table, columns={"rate": "转化率", "yuan": "分"}, cells={"rate": "percent"},
                     scale={"yuan": 2})
    assert rows.table().to_dict() == {"rate": [Decimal("0.4523"), None],
                                      "yuan": [Decimal("12.50"), Decimal("0.03")],
                                      "客服": ["甲", "乙"]}
    for kind in ("large_string", "string_view"):
        texts = table["转化率"].combine_chunks().cast(kind)
        assert kefu.rows({"r": texts}, cells={"r": "percent"}).table()["r"] == [Decimal("0.4523"), None]
    words = table["转化率"].combine_chunks().dictionary_encode()
    assert kefu.rows({"r": words}, cells={"r": "percent"}).table()["r"] == [Decimal("0.4523"), None]
    chunks = pa.table({"r": pa.chunked_array([["1%"], ["2%", "many"]])})
    with pytest.raises(kefu.DataError, match="column 'r', row 2") as raised:
        kefu.rows(chunks, cells={"r": "percent"}).table()
    assert raised.value.row == 2


# ---- Capsules -------------------------------------------------------------------------------------

def released(capsule, name, at):
    get = ctypes.pythonapi.PyCapsule_GetPointer
    get.restype, get.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return ctypes.cast(get(capsule, name), ctypes.POINTER(ctypes.c_void_p))[at] is None


class Keeps:
    """Hands out the capsules of another object, and keeps them."""

    def __init__(self, array=None, stream=None):
        if array is not None:
            self.given = array.__arrow_c_array__()
            self.__class__ = type("KeepsArray", (Keeps,), {
                "__arrow_c_array__": lambda self, requested_schema=None: self.given})
        else:
            self.given = stream.__arrow_c_stream__()
            self.__class__ = type("KeepsStream", (Keeps,), {
                "__arrow_c_stream__": lambda self, requested_schema=None: self.given})


def test_capsules_are_moved():
    batch = pa.record_batch({"x": [1, 2]})
    array = Keeps(array=batch)
    assert kefu.rows(array).table()["x"] == [1, 2]
    assert released(array.given[0], b"arrow_schema", 7)
    assert released(array.given[1], b"arrow_array", 8)
    with pytest.raises(kefu.StateError, match="read already"):
        kefu.rows(array).table()
    stream = Keeps(stream=pa.table({"x": [1, 2]}))
    assert kefu.rows(stream).table()["x"] == [1, 2]
    assert released(stream.given, b"arrow_array_stream", 3)
    with pytest.raises(kefu.StateError, match="read already"):
        kefu.rows(stream).table()


def test_what_was_borrowed_is_released():
    before = pa.total_allocated_bytes()
    for _ in range(50):
        table = pa.table({"x": pa.array(range(1000)), "t": pa.array(["text"] * 1000)})
        kefu.rows(table).table()
        kefu.rows({"x": table["x"], "t": table["t"].chunk(0)}).table()
        with pytest.raises(kefu.Error):
            kefu.rows(table, columns={"a": "nothing"}).table()
        del table
    assert pa.total_allocated_bytes() == before


class Wrong:
    def __init__(self, name, given):
        self.__class__ = type("Wrong", (), {name: lambda self, requested_schema=None: given})


@pytest.mark.parametrize("name, given", [
    ("__arrow_c_stream__", None), ("__arrow_c_stream__", 5), ("__arrow_c_array__", None),
    ("__arrow_c_array__", (1, 2)), ("__arrow_c_array__", (1,)), ("__arrow_c_array__", 7)])
def test_no_capsules(name, given):
    with pytest.raises((TypeError, ValueError)):
        kefu.rows(Wrong(name, given)).table()
    with pytest.raises((TypeError, ValueError)):
        kefu.rows({"x": Wrong(name, given)}).table()


def test_capsules_of_other_things():
    schema, array = pa.record_batch({"x": [1]}).__arrow_c_array__()
    with pytest.raises(ValueError):
        kefu.rows(Wrong("__arrow_c_array__", (array, schema))).table()
    with pytest.raises(kefu.ArgumentError, match="record batch"):
        kefu.rows(pa.array([1, 2])).table()


def test_producers_that_fail():
    def batches():
        yield pa.record_batch({"x": [1]})
        raise RuntimeError("the disk is gone")
    reader = pa.RecordBatchReader.from_batches(pa.schema({"x": pa.int64()}), batches())
    with pytest.raises(kefu.CallbackError, match="the disk is gone"):
        seen(reader)
    assert seen(pa.RecordBatchReader.from_batches(pa.schema({"x": pa.int64()}), iter(())))[0]["rows"] == 0

    class Angry:
        def __arrow_c_stream__(self, requested_schema=None):
            raise RuntimeError("mine")
    with pytest.raises(RuntimeError, match="mine"):
        seen(Angry())


# ---- Polars, pandas, DuckDB ------------------------------------------------------------------------

MONTH = {"客服": ["甲", "乙", None], "响应": [27.4, None, 3.0], "单": [3, 2, 1]}


def test_polars():
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(MONTH)
    assert kefu.rows(frame).table().to_dict() == MONTH
    assert column(frame, "单")["address"] == frame["单"].to_numpy().__array_interface__["data"][0]
    assert kefu.rows({"t": frame["客服"], "n": frame["单"]}).table().to_dict() == {
        "t": MONTH["客服"], "n": MONTH["单"]}
    assert kefu.rows(pl.concat([frame, frame], rechunk=False)).table()["单"] == [3, 2, 1] * 2
    days = pl.DataFrame({"d": [dt.date(2026, 10, 31)], "c": pl.Series(["甲"], dtype=pl.Categorical)})
    assert kefu.rows(days).table().to_dict() == {"d": [dt.date(2026, 10, 31)], "c": ["甲"]}
    back = pl.DataFrame(kefu.rows(frame).table())
    assert back.to_dict(as_series=False) == MONTH


def test_pandas():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(MONTH)
    assert kefu.rows(frame).table().to_dict() == MONTH
    assert kefu.rows({"t": frame["客服"], "n": frame["单"]}).table().to_dict() == {
        "t": MONTH["客服"], "n": MONTH["单"]}
    back = pd.DataFrame(kefu.rows(frame).table().to_dict())
    assert list(back["单"]) == MONTH["单"]


def test_pandas_without_arrow(monkeypatch):
    pd = pytest.importorskip("pandas")

    def missing(self, requested_schema=None):
        raise ImportError("no pyarrow")
    monkeypatch.setattr(pd.DataFrame, "__arrow_c_stream__", missing)
    if hasattr(pd.Series, "__arrow_c_stream__"):
        monkeypatch.setattr(pd.Series, "__arrow_c_stream__", missing)
    frame = pd.DataFrame(MONTH | {
        "日": pd.to_datetime(["2026-10-31", None, "2026-11-01"]),
        "可": pd.array([1, None, 3], dtype="Int64"), "类": pd.Categorical(["a", None, "b"])})
    table = kefu.rows(frame, offset="+08:00").table()
    assert table.to_dict() == MONTH | {
        "日": [dt.datetime(2026, 10, 31, tzinfo=CHINA), None, dt.datetime(2026, 11, 1, tzinfo=CHINA)],
        "可": [1, None, 3], "类": ["a", None, "b"]}
    zoned = pd.DataFrame({"t": pd.to_datetime(["2026-10-31", None]).tz_localize("Asia/Shanghai")})
    assert kefu.rows(zoned).table()["t"] == [dt.datetime(2026, 10, 31, tzinfo=CHINA), None]
    numbers = pd.DataFrame({"x": [1.5, 2.5], 7: [1, 2]})
    assert column(numbers)["address"] == numbers["x"].to_numpy().__array_interface__["data"][0]
    assert kefu.rows(numbers).table().keys() == ["x"]      # a name that is no str is left out


def test_duckdb():
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.sql("select * from (values ('甲', 1), ('乙', 2)) t(客服, 单) order by 单")
    assert kefu.rows(relation).table().to_dict() == {"客服": ["甲", "乙"], "单": [1, 2]}
    month = pa.table(kefu.rows(MONTH).table())
    assert duckdb.sql("select sum(单) from month").fetchall() == [(6,)]


# ---- Out ---------------------------------------------------------------------------------------------

def test_tables_out():
    moment = dt.datetime(2026, 10, 31, 8, 30, 15, 123456, UTC)
    values = {"b": [True, None, False], "n": [1, None, -2**63 + 1], "f": [0.1, None, -5.0],
              "t": ["客服", None, ""], "d": [dt.date(1969, 12, 31), None, dt.date(2026, 10, 31)],
              "m": [moment, None, moment], "y": [Decimal("12.50"), None, Decimal("-0.01")],
              "z": [None, kefu.PROVISIONAL, kefu.EXEMPT]}
    out = pa.table(kefu.rows(values).table())
    out.validate(full=True)
    assert out.to_pydict() == values | {"z": [None] * 3}
    assert [str(k) for k in out.schema.types] == [
        "bool", "int64", "double", "large_string", "date32[day]", "timestamp[us, tz=UTC]",
        "decimal128(18, 2)", "large_string"]
    wide = pa.table(kefu.rows({"y": [Decimal("1.5"), Decimal(9 * 10**17)]}).table())
    assert wide["y"].to_pylist() == [Decimal("1.5"), Decimal(9 * 10**17)]
    assert kefu.rows(kefu.rows(values).table()).table()["t"] == values["t"]
    empty = pa.table(kefu.rows({"x": [], "t": []}).table())
    empty.validate(full=True)
    assert empty.num_rows == 0 and pa.table(kefu.rows({}).table()).num_columns == 0
    bits = [bool(i % 3) if i % 7 else None for i in range(1001)]
    assert pa.table(kefu.rows({"x": bits}).table())["x"].to_pylist() == bits


def test_nobody_reads_a_capsule():
    table = kefu.rows({"x": [1]}).table()
    for _ in range(1000):
        table.__arrow_c_stream__()
        table.__arrow_c_stream__(requested_schema=None)
    with pytest.raises(TypeError):
        table.__arrow_c_stream__(1, 2)
