"""producers.py LIBRARY - real producers and consumers of Arrow against the shared library: pyarrow,
Polars and DuckDB hand tables over by the PyCapsule protocol, tallies of them are compared with
sums by Python's Decimal, and pyarrow, Polars and DuckDB read what is given out. What is not
installed is skipped, and says so. Prints "N passed, N skipped" last."""
import datetime
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction

from library import (EXACT, INTEGER_KEYS, OFFSET, ROUND, SKIP, Failure, Reader, Sheet, load, tally)


def installed(name):
    try:
        return __import__(name)
    except ImportError:
        return None


pa, pl, duckdb = installed("pyarrow"), installed("polars"), installed("duckdb")
kefu = load(sys.argv[1])
UTC, SHANGHAI = datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=8))

# ---- One table, in every type that a producer has -----------------------------------------------

ROWS = 5000
AGENTS = ["小林", "小周", None, "an agent with a long name", ""]


def rows():
    for i in range(ROWS):
        yield {
            "id": i,
            "agent": AGENTS[(i + i // 7) % 5],
            "fen": None if i % 11 == 0 else i * 7 - 9000,
            "yuan": Decimal(i * 13 - 500).scaleb(-2),
            "seconds": None if i % 7 == 0 else i / 8,
            "paid": i % 3 == 0,
            "day": datetime.date(2026, 9, 1) + datetime.timedelta(days=i % 30),
            "at": datetime.datetime(2026, 9, 1, tzinfo=UTC) + datetime.timedelta(seconds=i * 61),
        }


def expected(table):
    """Sums by agent, exactly."""
    sums = {}
    for row in table:
        key = row["agent"] or ""
        s = sums.setdefault(key, {"rows": 0, "fen": 0, "yuan": Fraction(0), "seconds": Fraction(0),
                                  "paid": 0, "late": 0})
        s["rows"] += 1
        s["fen"] += row["fen"] or 0
        s["yuan"] += Fraction(row["yuan"])
        s["seconds"] += Fraction(row["seconds"] or 0)
        s["paid"] += row["paid"]
        s["late"] += row["day"] >= datetime.date(2026, 9, 15)
    return sums


METRICS = {"rows": "count(*)", "fen": "sum(fen)", "yuan": "sum(yuan)", "seconds": "sum(seconds)",
           "paid": "count(* where paid)", "late": "count(* where day >= 20711)"}


def read_frame(frame):
    """A frame as {agent: {metric: Fraction}}, by pyarrow, or by Polars."""
    if pa:
        table = pa.record_batch(frame.array(EXACT)).to_pydict()
    else:
        table = pl.DataFrame(frame.stream(EXACT)).to_dict(as_series=False)
    return {key: {m: Fraction(table[m + "_num"][i], table[m + "_den"][i] or 1) for m in METRICS}
            for i, key in enumerate(table["agent"])}


def same_sums(source, as_array=False, **options):
    reader = Reader(kefu, source, as_array, **options)
    return read_frame(tally(kefu, reader, ["agent"], METRICS)) == expected(rows())


def keys_of(source, column, as_array=False, **options):
    """How often each value of a column occurs, as kefu tells values apart."""
    reader = Reader(kefu, source, as_array, columns=[column], **options)
    table = pa.record_batch(tally(kefu, reader, [column], {"n": "count(*)"}).array(EXACT))
    return dict(zip(table.column(column).to_pylist(), table.column("n_num").to_pylist()))


# ---- pyarrow ------------------------------------------------------------------------------------

def arrow_table():
    schema = pa.schema([("id", pa.int32()), ("agent", pa.string()), ("fen", pa.int64()),
                        ("yuan", pa.decimal128(12, 2)), ("seconds", pa.float64()),
                        ("paid", pa.bool_()), ("day", pa.date32()),
                        ("at", pa.timestamp("us", "UTC"))])
    return pa.Table.from_pylist(list(rows()), schema)


AGENT_TYPES = ["string()", "large_string()", "string_view()",
               "dictionary(pa.int8(), pa.string())", "dictionary(pa.uint32(), pa.string())",
               "dictionary(pa.int64(), pa.large_string())"]


def cast(table, column, type_):
    i = table.schema.get_field_index(column)
    values = table.column(column)
    values = values.dictionary_encode() if pa.types.is_dictionary(type_) else values
    return table.set_column(i, column, values.cast(type_))


def pyarrow_texts():
    for name in AGENT_TYPES:
        table = cast(arrow_table(), "agent", eval("pa." + name))
        assert same_sums(table), name
        assert same_sums(table.combine_chunks().to_batches()[0], as_array=True), name


def pyarrow_numbers():
    casts = [("fen", "int32"), ("fen", "float64"), ("yuan", "decimal128"), ("yuan", "decimal64"),
             ("yuan", "decimal32"), ("seconds", "float32"), ("day", "date64")]
    for column, name in casts:
        type_ = getattr(pa, name)(*((9, 2) if "decimal" in name else ()))
        assert same_sums(cast(arrow_table(), column, type_)), (column, name)
    assert same_sums(cast(arrow_table(), "yuan", pa.decimal128(38, 18)))


def pyarrow_slices():
    """A slice in chunks, with offsets within bytes of validity."""
    table = arrow_table()
    pieces = [table.slice(at, n) for at, n in ((0, 13), (13, 1), (14, 0), (14, 3001), (3015, 1985))]
    assert same_sums(pa.concat_tables(pieces))
    for rows_ in (1, 7, 1024, 100000):
        assert same_sums(table, batch_rows=rows_)


def pyarrow_structs():
    """Rows of a struct that are null as a whole have no values, and a struct has offsets, too."""
    fields = pa.StructArray.from_arrays([pa.array([1, 2, 3, 4]), pa.array(["a", "b", "c", "d"])],
                                        names=["n", "t"], mask=pa.array([False, True, False, False]))
    assert keys_of(fields, "t", as_array=True) == {"a": 1, "": 1, "c": 1, "d": 1}
    assert keys_of(fields.slice(1, 2), "t", as_array=True) == {"": 1, "c": 1}
    assert keys_of(fields.slice(1, 2), "n", as_array=True) == {"": 1, "3": 1}


def pyarrow_times():
    at = [datetime.datetime(2026, 9, 1, 8, 30, 15, 250000), None, datetime.datetime(1969, 1, 1)]
    micros = {str((t - datetime.datetime(1970, 1, 1)) // datetime.timedelta(microseconds=1)): 1
              for t in at if t}
    for unit in ("ms", "us", "ns"):
        table = pa.table({"at": pa.array(at, pa.timestamp(unit, "Asia/Shanghai"))})
        assert keys_of(table, "at") == {**micros, "": 1}, unit
        naive = pa.table({"at": pa.array(at, pa.timestamp(unit))})
        assert keys_of(naive, "at", flags=OFFSET, offset=0) == {**micros, "": 1}, unit
        shifted = {str(int(k) - 28800 * 10**6): 1 for k in micros}
        assert keys_of(naive, "at", flags=OFFSET, offset=28800) == {**shifted, "": 1}, unit
        try:
            keys_of(naive, "at")
            raise AssertionError("a naive time was read")
        except Failure as failure:
            assert "time zone" in str(failure)
    for unit in ("s", "ms", "us", "ns"):
        durations = pa.table({"d": pa.array([9000, 9000, None], pa.duration(unit)), "k": [1, 1, 1]})
        frame = tally(kefu, Reader(kefu, durations), ["k"], {"d": "sum(d)"})
        digits = {"s": 0, "ms": 3, "us": 6, "ns": 9}[unit]
        got = pa.record_batch(frame.array()).column("d")[0].as_py()
        assert got == float(Fraction(18000, 10 ** digits)), unit


def pyarrow_null_column():
    table = pa.table({"k": [1, 1], "x": pa.nulls(2)})
    frame = tally(kefu, Reader(kefu, table), ["k"], {"s": "sum(x)", "n": "count(x)"})
    assert pa.record_batch(frame.array()).column("n").to_pylist() == [0.0]
    assert keys_of(table, "x") == {"": 2}
    assert keys_of(pa.table({"x": pa.nulls(2).dictionary_encode()}), "x") == {"": 2}


def pyarrow_refused():
    table = pa.table({"tags": [["a"]], "raw": [b"a"], "half": pa.array([1.0], pa.float16()),
                      "k": ["a"]})
    try:
        Reader(kefu, table)
        raise AssertionError("a list was read")
    except Failure as failure:
        assert "'tags'" in str(failure) and "list" in str(failure), failure
    assert Reader(kefu, table, flags=SKIP).skipped() == ["tags", "raw", "half"]
    assert keys_of(table, "k") == {"a": 1}
    for bad, flags in ((pa.array([10**30], pa.decimal128(38, 0)), 0),
                       (pa.array([1], pa.timestamp("ns", "UTC")), 0)):
        try:
            keys_of(pa.table({"x": bad}), "x", flags=flags)
            raise AssertionError("it fitted")
        except Failure as failure:
            assert failure.row == 0
    assert keys_of(pa.table({"x": pa.array([1499], pa.timestamp("ns", "UTC"))}), "x",
                   flags=ROUND) == {"1": 1}


def pyarrow_stream_error():
    def chunks():
        yield arrow_table().to_batches()[0]
        raise ValueError("the source is gone")
    reader = pa.RecordBatchReader.from_batches(arrow_table().schema, chunks())
    try:
        same_sums(reader)
        raise AssertionError("no failure")
    except Failure as failure:
        assert "the source is gone" in str(failure), failure


def pyarrow_borrowed():
    """What can be borrowed is where pyarrow has it, whatever its size."""
    table = arrow_table().combine_chunks()
    batch = table.to_batches()[0]
    reader = Reader(kefu, batch, as_array=True)
    got = next(iter(reader)).contents
    at = {got.columns[i].contents.name.decode(): got.columns[i].contents.data
          for i in range(got.n_columns)}
    for name in ("id", "agent", "fen", "seconds", "day", "at"):
        assert at[name] == batch.column(name).buffers()[1].address, name
    for name in ("yuan", "paid"):
        assert at[name] != batch.column(name).buffers()[1].address, name


def pyarrow_reads_frames():
    table = pa.table({"agent": ["7", "12", None, "7"], "x": [1, None, None, 3]})
    frame = tally(kefu, Reader(kefu, table), ["agent"], {"share": "sum(x) / count(*)"})
    batch = pa.record_batch(frame.array())
    batch.validate(full=True)
    assert batch.schema.names == ["agent", "share", "share_status"]
    assert batch.column("agent").to_pylist() == ["7", "12", ""]
    assert batch.column("share").to_pylist()[0] == 2.0
    assert pa.types.is_dictionary(batch.schema.field("share_status").type)
    assert batch.schema.field("share").metadata[b"kefu.is"] == b"value"
    assert batch.schema.field("share").metadata[b"kefu.direction"] == b"neither"
    assert pa.record_batch(frame.array(INTEGER_KEYS)).column("agent").to_pylist() == [7, 12, None]
    streamed = pa.table(frame.stream(EXACT))
    streamed.validate(full=True)
    assert streamed.num_rows == 3 and streamed.num_columns == 7
    del frame, batch
    child = streamed.column("share_status")
    del streamed
    assert child.to_pylist()[0] == "ok"


def pyarrow_round_trip():
    """A frame that goes out and comes back in as rows gives the same figures."""
    frame = tally(kefu, Reader(kefu, arrow_table()), ["agent"], METRICS)
    again = tally(kefu, Reader(kefu, frame.stream(EXACT)), ["agent"],
                  {m: f"sum({m}_num)" for m in METRICS})
    one, two = (pa.record_batch(f.array(EXACT)).to_pydict() for f in (frame, again))
    assert one["agent"] == two["agent"]
    for m in METRICS:
        assert [Fraction(n) for n in one[m + "_num"]] == \
            [Fraction(n, d) for n, d in zip(two[m + "_num"], two[m + "_den"])], m


def pyarrow_empty():
    table = arrow_table().slice(0, 0)
    for source in (table, pa.RecordBatchReader.from_batches(table.schema, [])):
        frame = tally(kefu, Reader(kefu, source), ["agent"], METRICS)
        assert pa.record_batch(frame.array()).num_rows == 0


# ---- Polars -------------------------------------------------------------------------------------

def polars_table():
    return pl.DataFrame(list(rows()), infer_schema_length=None,
                        schema_overrides={"yuan": pl.Decimal(12, 2)})


def polars_types():
    table = polars_table()
    assert same_sums(table)
    assert same_sums(table.with_columns(pl.col("agent").cast(pl.Categorical)))
    assert same_sums(table.with_columns(pl.col("agent").cast(pl.Enum([a for a in AGENTS if a is not None]))))
    assert same_sums(table.with_columns(pl.col("seconds").cast(pl.Float32)))
    assert same_sums(table.with_columns(pl.col("at").dt.cast_time_unit("ms")))
    assert same_sums(table.with_columns(pl.col("at").dt.convert_time_zone("Asia/Shanghai")))


def polars_null_column():
    table = pl.DataFrame({"k": [1, 1], "x": [None, None]})
    got = pl.DataFrame(tally(kefu, Reader(kefu, table), ["k"], {"n": "count(x)"}).stream())
    assert got["n"].to_list() == [0.0]


def polars_chunks():
    table = polars_table()
    parts = pl.concat([table[:13], table[13:14], table[14:3015], table[3015:]], rechunk=False)
    assert parts.n_chunks() > 1
    assert same_sums(parts)
    assert same_sums(table.filter(pl.col("id") >= 0))
    assert same_sums(parts, batch_rows=100)


def polars_skips():
    table = polars_table().with_columns(tags=pl.lit(["a"]), raw=pl.lit(b"a"))
    assert Reader(kefu, table, flags=SKIP).skipped() == ["tags", "raw"]
    assert same_sums(table, flags=SKIP)
    assert same_sums(table, columns=["agent", "fen", "yuan", "seconds", "paid", "day"])


def polars_reads_frames():
    frame = tally(kefu, Reader(kefu, polars_table()), ["agent"], METRICS)
    got = pl.DataFrame(frame.stream())
    assert got["agent"].to_list() == sorted({a or "" for a in AGENTS}, key=lambda a: a.encode())
    assert got["rows"].sum() == ROWS
    assert got["fen_status"].cast(pl.String).unique().to_list() == ["ok"]


# ---- DuckDB -------------------------------------------------------------------------------------

def duckdb_types():
    connection = duckdb.connect()
    connection.register("source", arrow_table())
    assert same_sums(connection.sql("select * from source"))
    assert same_sums(connection.sql("select * replace (fen::hugeint::decimal(38, 0) as fen) from source"))
    assert same_sums(connection.sql("select * replace (agent::varchar as agent, yuan::double as yuan) "
                                    "from source order by id desc"))
    connection.sql("create type agents as enum ('小林', '小周', 'an agent with a long name', '')")
    assert same_sums(connection.sql("select * replace (agent::agents as agent) from source"))
    connection.sql("set produce_arrow_string_view = true")
    connection.sql("set arrow_output_version = '1.4'")
    assert same_sums(connection.sql("select * from source"))


def duckdb_reads_frames():
    frame = tally(kefu, Reader(kefu, arrow_table()), ["agent"], METRICS)
    got = pa.table(frame.stream())
    assert got.num_rows == 5 - 1  # null and "" are one key
    out = duckdb.sql("select sum(rows), min(fen_status), count(*) from got").fetchall()
    assert out == [(float(ROWS), "ok", len(set(a or "" for a in AGENTS)))], out


# ---- Sheets: rates of agents with a bonus section, tiers, a badge and a streak ------------------

ITEM = """{"id": "%s", "metric": "%s", "weight": %d, "unit": "points", "direction": "higher", "no_data": "zero",
 "curve": {"type": "linear", "points": [[0, 0], [100, 100]]}}"""
CARD = """{"format": 1, "id": "test.arrow/1", "sections": [{"id": "base", "items": [%s]},
 {"id": "more", "bonus": true, "most": 3, "items": [%s]}],
 "tiers": {"shares": [{"id": "T1", "share": "40%%"}, {"id": "T2", "share": "60%%"}]},
 "badges": [{"id": "good", "all": [{"total": {"at_least": 50}}]}],
 "streaks": [{"id": "run", "all": [{"total": {"at_least": 0}}], "periods": 2}]}""" % (
    ITEM % ("rate", "rate", 100), ITEM % ("bonus", "days", 20))
# Points by hand: the rate, and 20 % of the days, at most 3.
RATES = [("a", 80, 10, Decimal(82), "T1"), ("b", 60, 20, Decimal(63), "T1"), ("c", 50, 0, Decimal(50), "T2"),
         ("d", 40, 5, Decimal(41), "T2"), ("e", 10, 15, Decimal(13), "T2")]


def scored():
    source = {"agent": [r[0] for r in RATES], "rate": [r[1] for r in RATES], "days": [r[2] for r in RATES]}
    table = pa.table(source) if pa else pl.DataFrame(source)
    return Sheet(kefu, tally(kefu, Reader(kefu, table), ["agent"], {"rate": "sum(rate)", "days": "sum(days)"}), CARD)


def same_sheet(got):
    assert got["person"] == [r[0] for r in RATES]
    assert got["total"] == [r[3] for r in RATES], got["total"]
    assert got["bonus"] == got["more_section"] == [r[3] - r[1] for r in RATES]
    assert got["bonus_2"] == [float(r[2]) for r in RATES]  # the item of that name
    assert got["tier"] == [r[4] for r in RATES]
    assert got["good_badge"] == [r[3] >= 50 for r in RATES]
    assert got["run_streak"] == [False] * 5
    assert "team_part" not in got


def pyarrow_reads_sheets():
    same_sheet(pa.record_batch(scored().array()).to_pydict())
    same_sheet(pa.table(scored().stream(EXACT)).to_pydict())
    is_ = {f.name: f.metadata.get(b"kefu.is") for f in pa.table(scored().stream()).schema}
    assert (is_["more_section"], is_["good_badge"], is_["run_streak"]) == (b"section", b"badge", b"streak")


def polars_reads_sheets():
    same_sheet(pl.DataFrame(scored().stream(EXACT)).to_dict(as_series=False))


def duckdb_reads_sheets():
    got = pa.table(scored().stream())
    out = duckdb.sql("select tier, sum(total), bool_or(good_badge) from got group by tier order by tier").fetchall()
    assert out == [("T1", Decimal(145), True), ("T2", Decimal(104), True)], out


# ---- All ----------------------------------------------------------------------------------------

NEEDS = {"pyarrow": pa, "polars": pl, "duckdb": duckdb}


def main():
    tests = [(name, test) for name, test in globals().items()
             if callable(test) and name.split("_")[0] in NEEDS and "_" in name and
             name != "polars_table"]
    passed = Counter()
    for name, test in tests:
        who = name.split("_")[0]
        if NEEDS[who] is None or (who == "duckdb" and not pa):  # it scans through pyarrow
            passed["skipped"] += 1
            continue
        test()
        print("ok", name)
        passed["passed"] += 1
    missing = [name for name, module in NEEDS.items() if module is None]
    versions = [f"{n} {m.__version__}" for n, m in NEEDS.items() if m]
    print(f"{passed['passed']} passed, {passed['skipped']} skipped: {', '.join(versions)}" +
          (f"; not installed: {', '.join(missing)}" if missing else ""))


main()
