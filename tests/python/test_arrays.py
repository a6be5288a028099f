"""Arrays in and out: places, shares, draws, points and verdicts of many rows at once.

Expected numbers are worked out in Python's ints and Fractions, or are those of other calls."""
import array
import io
import json
import pathlib
import random
from decimal import Decimal
from fractions import Fraction
import zlib

import pytest

import kefu

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNKNOWN = -2**63


# ---- Ranks -----------------------------------------------------------------------------------------

def places(values, ties, lower_first):
    """Twice the place of each, by the definition of each way to treat ties; None has none."""
    there = [v for v in values if v is not None]
    def before(v):
        return sum((w < v) if lower_first else (w > v) for w in there)
    def twice(i, v):
        same = there.count(v)
        return {"competition": 2 * (before(v) + 1),
                "dense": 2 * (len({w for w in there if ((w < v) if lower_first else (w > v))}) + 1),
                "modified": 2 * (before(v) + same), "fractional": 2 * before(v) + same + 1,
                "ordinal": 2 * (before(v) + 1 + sum(w == v for w in values[:i]))}[ties]
    return [0 if v is None else twice(i, v) for i, v in enumerate(values)]


@pytest.mark.parametrize("ties", ["competition", "dense", "modified", "fractional", "ordinal"])
@pytest.mark.parametrize("lower_first", [False, True])
def test_places(ties, lower_first):
    source = random.Random(3)
    for _ in range(30):
        values = [source.choice([None, Fraction(source.randrange(9), source.randrange(1, 4))])
                  for _ in range(source.randrange(12))]
        ranking = kefu.rank(values, ties=ties, lower_first=lower_first)
        assert ranking.twice.tolist() == places(values, ties, lower_first)
        there = sum(v is not None for v in values)
        assert ranking.ranked.tolist() == [there] * len(values)
        assert [state == 0 for state in ranking.state] == [v is not None for v in values]
        assert sorted(ranking.order) == list(range(len(values)))


def test_ranks_of_any_numbers():
    expected = [2, 4, 4, 8, 0]
    for values in ([90, 80, 80, 70, None], [0.9, 0.8, Decimal("0.80"), Fraction(7, 10), None],
                   (kefu.Value(9, 10), kefu.Value(8, 10), kefu.Value(4, 5), (7, 10), None)):
        assert kefu.rank(values).twice.tolist() == expected
    assert kefu.rank(array.array("h", [90, 80, 80, 70])).twice.tolist() == expected[:4]
    assert kefu.rank(memoryview(array.array("q", [90, 0, 80, 0, 80, 0, 70, 0]))[::2]).twice.tolist() == (
        expected[:4])
    assert kefu.rank([]).twice.tolist() == []
    assert kefu.rank([5, 3, 5, 3], groups=[1, 1, 2, 2]).twice.tolist() == [2, 4, 2, 4]
    assert kefu.rank([5, 5], ids=["乙", "丙"]).order.tolist() == [1, 0]      # by their bytes
    assert kefu.rank([kefu.Value(5, 1, n=3), 4], min_n=5).twice.tolist() == [0, 2]


def test_numpy_sees_the_same_memory():
    np = pytest.importorskip("numpy")
    ranking = kefu.rank([3, 1, 2])
    twice = np.asarray(ranking.twice)
    assert twice.dtype == np.int64 and twice.tolist() == [2, 6, 4]
    assert np.shares_memory(twice, np.asarray(ranking.twice))
    assert kefu.rank(np.array([3, 1, 2])).twice.tolist() == [2, 6, 4]
    assert kefu.rank(np.array([0.3, 0.1, 0.2])).twice.tolist() == [2, 6, 4]
    assert np.asarray(ranking.state).dtype == np.int32


@pytest.mark.parametrize("arguments, message", [
    ((["x"],), r"values\[0\]"), (([1, object()],), r"values\[1\]"), ((5,), "not iterable"),
    ((), "needs 'values'"), (([1], [2]), "takes 1 positional"),
])
def test_ranks_refuse(arguments, message):
    with pytest.raises((TypeError, kefu.Error), match=message):
        kefu.rank(*arguments)


def test_options_of_ranks():
    with pytest.raises(kefu.Error, match="dense"):
        kefu.rank([1], ties="dens")
    with pytest.raises(kefu.Error, match="2 values, 1 groups"):
        kefu.rank([1, 2], groups=[1])
    with pytest.raises(kefu.Error, match="1 values, 2 ids"):
        kefu.rank([1], ids=["a", "b"])
    with pytest.raises(kefu.Error, match="column 'groups', row 1"):
        kefu.rank([1, 2], groups=[1, 2**31])
    with pytest.raises(kefu.Error, match="column 'ids', row 0"):
        kefu.rank([1], ids=[None])
    with pytest.raises(TypeError, match="unexpected keyword argument 'tie'"):
        kefu.rank([1], tie="dense")
    with pytest.raises(TypeError, match="'values' twice"):
        kefu.rank([1], values=[2])


def test_a_ranking_is_a_sequence_of_places():
    ranking = kefu.rank([90, 80, 80, None])
    assert len(ranking) == 4 and [str(place) for place in ranking] == ["1", "2=", "2=", "-"]
    assert ranking[1] == ranking[-2] and [place.tied for place in ranking[:2]] == [1, 2]
    assert repr(ranking) == "kefu.Ranking([1, 2=, 2=, -])"
    assert ranking == kefu.rank([9, 8, 8, None]) != kefu.rank([9, 8, 7, None])
    with pytest.raises(IndexError, match="number 4 of 4"):
        ranking[4]
    with pytest.raises(TypeError, match="cannot create"):
        kefu.Ranking()


def test_values_are_a_sequence_of_value():
    frame = kefu.frame({"客服": ["a", "b", "c"], "率": ["45%", "-", "33.3%"]}, cells={"率": "percent"})
    values = frame.values("率")
    assert list(values) == [frame.value(i, "率") for i in range(3)] and len(values) == 3
    assert values[-1] == frame.value(2, "率") and values[1:] == list(values)[1:]
    assert repr(values) == f"kefu.Values([{', '.join(map(str, values))}])"
    assert kefu.rank(values).twice == kefu.rank(list(values)).twice
    assert len(repr(kefu.rank(range(1000)))) < 300 and "980 more" in repr(kefu.rank(range(1000)))


def test_an_array_is_a_sequence_and_a_buffer():
    twice = kefu.rank([3, 1, 2]).twice
    assert repr(twice) == "kefu.Array([2, 6, 4])" and len(twice) == 3 and twice.shape == (3,)
    assert twice[-1] == 4 and twice[1:] == [6, 4] and twice[::-1].tolist() == [4, 6, 2]
    assert twice == [2, 6, 4] == list(twice) and twice != [2, 6] and not twice == 5 and 6 in twice
    view = memoryview(twice)      # of the places themselves: the numbers lie apart
    assert (view.tolist(), view.format, view.strides) == ([2, 6, 4], "q", (32,)) and view.readonly
    assert bytes(view) == array.array("q", [2, 6, 4]).tobytes() and bytes(twice) == bytes(view)
    with pytest.raises(BufferError, match="strides"):
        zlib.crc32(twice)
    with pytest.raises(TypeError, match="read-write"):
        io.BytesIO(bytes(24)).readinto(twice)
    with pytest.raises(IndexError, match="number 3 of 3"):
        twice[3]
    with pytest.raises(TypeError):
        twice["a"]
    packed = kefu.pick_numbers("seed", 100, 5)
    assert memoryview(packed).contiguous and bytes(packed) == array.array("q", packed).tobytes()
    assert memoryview(packed[::2]).tolist() == packed.tolist()[::2] == packed[::2]


def test_top():
    assert kefu.rank_top([5, 9, 7, 7], 2).tolist() == [1, 2]
    assert kefu.rank_top([5, 9, 7, 7], 2, with_ties=True).tolist() == [1, 2, 3]
    assert kefu.rank_top([5, 9, 7, 7], 1, lower_first=True).tolist() == [0]
    assert kefu.rank_top([1, 2, 3], 1, groups=[1, 1, 2]).tolist() == [1, 2]
    with pytest.raises(kefu.Error):
        kefu.rank_top([1], -1)


# ---- Shares ----------------------------------------------------------------------------------------

def shared(whole, weights):
    parts = [Fraction(whole * w, sum(weights)) for w in weights]
    out = [p.__floor__() for p in parts]
    for i in sorted(range(len(parts)), key=lambda i: (out[i] - parts[i], i))[:whole - sum(out)]:
        out[i] += 1
    return out


def test_apportion():
    source = random.Random(5)
    for _ in range(100):
        weights = [source.randrange(100) for _ in range(source.randrange(1, 9))] + [1]
        whole = source.randrange(1000)
        assert kefu.apportion(whole, weights).tolist() == shared(whole, weights)
        assert kefu.apportion(whole, array.array("B", weights)).tolist() == shared(whole, weights)
    assert kefu.apportion(1, [1, 1], ties="last").tolist() == [0, 1]
    for weights in ([-1, 2], [0, 0], [1.5], [None, 1], "12", [2**63]):
        with pytest.raises((kefu.Error, TypeError)):
            kefu.apportion(10, weights)


# ---- Draws -----------------------------------------------------------------------------------------

def test_pick_numbers():
    drawn = kefu.pick_numbers("2026-W47 周检", 1000, 50).tolist()
    assert len(set(drawn)) == 50 and set(drawn) <= set(range(1000))
    assert kefu.pick_numbers(kefu.pick_key("2026-W47 周检"), 1000, 20).tolist() == drawn[:20]
    assert sorted(kefu.pick_numbers("s", 10, 10)) == list(range(10))
    assert kefu.pick_numbers("s", 0, 0).tolist() == []
    for n, k in ((10, 11), (10, -1), (-1, 0), (2**40, 2**33)):
        with pytest.raises(kefu.ArgumentError):
            kefu.pick_numbers("s", n, k)
    with pytest.raises(OverflowError):
        kefu.pick_numbers(-1, 10, 1)
    with pytest.raises(OverflowError):
        kefu.pick_numbers(2**64, 10, 1)


def test_pick_rate():
    ids = [f"会话{i}" for i in range(3000)]
    key = kefu.pick_key("seed")
    below = [i for i, id in enumerate(ids)
             if kefu.pick_hash_text(key, id) < Fraction(1, 10) * 2**64]
    assert kefu.pick_rate({"id": ids}, "id", 0.1, "seed").tolist() == below
    assert kefu.pick_rate(({"id": id} for id in ids + ids), "id", "0.1", key).tolist() == (
        below + [3000 + i for i in below])
    assert kefu.pick_rate({"编号": ids}, "id", 1, key, columns={"id": "编号"}).tolist() == list(range(3000))
    assert kefu.pick_rate({"id": ids}, "id", 0, key).tolist() == []
    with pytest.raises(kefu.NotFoundError, match="no column 'ids'"):
        kefu.pick_rate({"id": ids}, "ids", 0.1, "seed")
    with pytest.raises(kefu.Error):
        kefu.pick_rate({"id": ids}, "id", 1.1, "seed")
    with pytest.raises(kefu.PrecisionError):
        kefu.pick_rate({"id": ids}, "id", Decimal("1E-10"), "seed")


def test_pick_pps():
    sizes = [5, 1, 0, 30, 2, 2, 10]
    rows, chances = kefu.pick_pps({"id": list("abcdefg"), "额": sizes}, 3, "seed", id="id", size="额")
    assert len(set(rows)) == 3 and sizes[2] not in [sizes[r] for r in rows]
    # 3 × 30 / 50 is more than certain: the others share the two that are left, 2 × size / 20,
    # where 10 is certain, too, and 1 × size / 10 is left
    expected = {3: Fraction(1), 6: Fraction(1)}
    got = {r: Fraction(n, d) for r, n, d in zip(rows, chances.num, chances.den)}
    assert got == {r: expected.get(r, Fraction(sizes[r], 10)) for r in rows}
    assert {3, 6} <= set(rows)
    with pytest.raises(kefu.InfeasibleError):
        kefu.pick_pps({"id": [1], "n": [1]}, 2, "s", id="id", size="n")
    with pytest.raises(kefu.InfeasibleError):
        kefu.pick_pps({"id": [1, 2], "n": [1, 0]}, 2, "s", id="id", size="n")
    with pytest.raises(kefu.DuplicateError):
        kefu.pick_pps({"id": [1, 1], "n": [1, 1]}, 1, "s", id="id", size="n")
    with pytest.raises(TypeError, match="needs 'size'"):
        kefu.pick_pps({}, 1, "s", id="id")


def test_reservoir():
    def kept(cuts):
        reservoir, slots, at = kefu.Reservoir(kefu.pick_key("s"), 5), {}, 0
        for n in cuts:
            rows, to = reservoir.offer(n)
            for row, slot in zip(rows, to):
                slots[slot] = at + row
            at += n
        assert reservoir.seen == at and reservoir.filled == min(5, at)
        return slots
    whole = kept([10000])
    assert len(whole) == 5 and kept([1] * 20 + [9980]) == kept([3000, 7000]) == whole
    big = kefu.Reservoir(kefu.pick_key("s"), 5000)      # more than one offer of the library
    rows, slots = big.offer(4000)
    assert rows.tolist() == slots.tolist() == list(range(4000))
    with pytest.raises(kefu.Error):
        big.offer(-1)
    big.close()
    with pytest.raises(kefu.StateError):
        big.offer(1)


# ---- Expressions -------------------------------------------------------------------------------------

def test_expressions():
    expr = kefu.Expr("case when 状态 = 'paid' then 金额 * 2 end")
    rows = {"状态": ["paid", "open", "paid", None], "金额": [Decimal("1.5"), 2, None, 3]}
    values, states = expr.eval(rows)
    assert values.tolist() == [3_000_000, 0, 0, 0] and states.tolist() == [0, 3, 3, 3]
    values, states = kefu.Expr("x > 1").eval({"n": [1, 2, kefu.PROVISIONAL]}, columns={"x": "n"})
    assert values.tolist() == [0, 1, 0] and states.tolist() == [0, 0, 2]
    many = kefu.Expr("i * i").eval(({"i": i} for i in range(10000)))[0]
    assert many.tolist() == [i * i * 10**6 for i in range(10000)]
    with pytest.raises(kefu.NotFoundError, match="no column '状态'"):
        expr.eval({"金额": [1]})
    with pytest.raises(kefu.OutOfRangeError) as raised:
        kefu.Expr("x * x").eval(({"x": 10 ** (i // 4000 * 9)} for i in range(8000)))
    assert raised.value.row == 4000
    assert expr.eval({"状态": [], "金额": []})[0].tolist() == []


# ---- Frames and cards ----------------------------------------------------------------------------------

@pytest.fixture
def frame():
    tally = kefu.Tally()
    tally.by("客服")
    tally.add("p", "share(转化)")
    tally.update({"客服": ["甲", "甲", "乙", "丙"], "转化": [True, False, True, None]})
    return tally.frame()


def test_values_of_a_metric(frame):
    values = frame.values("p")
    expected = [frame.value(row, "p") for row in range(3)]
    assert [tuple(v) for v in zip(values.num, values.den, values.n)] == [
        (v.num, v.den, v.n) for v in expected]
    by = {frame.key(row, 0): Fraction(n, d) if d else None
          for row, (n, d) in enumerate(zip(values.num, values.den))}
    assert by == {"甲": Fraction(1, 2), "乙": Fraction(1), "丙": None}
    assert kefu.rank(values).twice.tolist() == kefu.rank(expected).twice.tolist()
    assert frame.values(0).num.tolist() == values.num.tolist()
    with pytest.raises(kefu.NotFoundError):
        frame.values("q")
    for bad in (1, -1, 2**31):
        with pytest.raises(kefu.Error):
            frame.values(bad)


def test_frames_as_arrow(frame):
    pa = pytest.importorskip("pyarrow")
    table = pa.table(frame)
    table.validate(full=True)
    rows = {row["客服"]: row["p"] for row in table.to_pylist()}
    assert rows == {"甲": 0.5, "乙": 1.0, "丙": None}
    assert kefu.rows(frame).table()["p"] == [row["p"] for row in table.to_pylist()]
    for name in ("polars", "pandas", "duckdb"):
        module = pytest.importorskip(name)
        if name == "polars":
            assert module.DataFrame(frame)["p"].to_list() == table["p"].to_pylist()
        elif name == "pandas":
            assert module.DataFrame.from_arrow(frame)["客服"].tolist() == table["客服"].to_pylist()
        else:
            assert module.sql("select max(p) from frame").fetchall() == [(1.0,)]


def item(name, weight):
    return {"id": name, "metric": name, "weight": weight, "unit": "points", "direction": "higher",
            "curve": {"type": "linear", "points": [[0, 0], [100, 100]]}}


# Two items that give their figure as points: the total is (60 a + 40 b) / 100.
CARD = json.dumps({"format": 1, "id": "t/1", "sections": [
    {"id": "s", "items": [item("a", 60), item("b", 40)]}]})


def test_score_columns():
    card = kefu.Card.from_json(CARD)
    source = random.Random(11)
    columns = {name: [source.randrange(101) for _ in range(50)] for name in "ab"}
    expected = [(60 * a + 40 * b) * 10**4 for a, b in zip(columns["a"], columns["b"])]
    totals, points = card.score_columns(columns, points=True)
    assert totals.tolist() == expected
    assert [p.tolist() for p in points] == [[a * 600000 for a in columns["a"]],
                                            [b * 400000 for b in columns["b"]]]
    assert card.score_columns(columns).tolist() == expected
    chunks = ({"甲": a, "b": b} for _ in range(100) for a, b in zip(columns["a"], columns["b"]))
    assert card.score_columns(chunks, columns={"a": "甲"}).tolist() == expected * 100
    assert card.score_columns({"a": array.array("q"), "b": array.array("q")}).tolist() == []
    with pytest.raises(kefu.NotFoundError):
        card.score_columns({"a": [1]})
    with pytest.raises(kefu.TypeMismatchError):
        card.score_columns({"a": ["1"], "b": [1]})
    with pytest.raises(TypeError, match="column_s"):
        card.score_columns(columns, column_s={})


def test_a_row_without_a_total():
    rows = {"a": [None, 50], "b": [100, 50]}
    total = kefu.Card.from_json(CARD).score_columns(rows)
    frame = kefu.Report()
    frame.key("who")
    frame.metric("a")
    frame.metric("b")
    sheet = kefu.Card.from_json(CARD).score(frame.read(rows | {"who": ["x", "y"]}))
    by = {row.person: row.total for row in sheet.rows}
    assert [None if t == UNKNOWN else Decimal(t).scaleb(-6) for t in total] == [by["x"], by["y"]]


# ---- Models --------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def model():
    path = ROOT / "lib/models/kefu_model_zh.bin"
    if not path.exists():
        pytest.skip("no model")
    return kefu.Model.from_bytes(path.read_bytes())


TEXTS = ["物流太慢了，等了一个星期", "客服很有耐心，很满意", "", "质量不好，退货"]


def test_scores_of_texts(model):
    scores = model.score(TEXTS)
    assert scores.three is scores.aspects is scores.z is None
    assert [(p > 500000) - (p < 500000) for p in scores.positive] == scores.polarity.tolist()
    assert scores.polarity.tolist()[:2] == [-1, 1] and scores.polarity[2] == 0
    assert scores.polarity.format == "b" and scores.positive.format == "i"
    same = [(*TEXTS[:2], None, TEXTS[3]), [t.encode() for t in TEXTS]]
    pa = pytest.importorskip("pyarrow")
    same += [pa.array(TEXTS), pa.array(TEXTS).cast("large_string"), pa.array(TEXTS).dictionary_encode(),
             pa.chunked_array([TEXTS[:2], TEXTS[2:]])]
    for texts in same:
        assert model.score(texts).positive.tolist() == scores.positive.tolist()
    gb = [t.encode("gb18030") for t in TEXTS]
    assert model.score(gb, encoding="gb18030").positive.tolist() == scores.positive.tolist()


def test_columns_of_scores(model):
    heads = len(model.heads)
    scores = model.score(TEXTS, want=("polarity", "positive", "aspects", "z"))
    assert scores.z.shape == (heads, 4) and scores.aspects.format == "I"
    assert [(z > 0) - (z < 0) for z in scores.z.tolist()[0]] == scores.polarity.tolist() or (
        scores.polarity[2] == 0)
    assert model.score(TEXTS, want="aspects").aspects.tolist() == scores.aspects.tolist()
    assert model.score([], want=("z", "polarity")).polarity.tolist() == []
    with pytest.raises(kefu.ArgumentError, match="want has 'polarities'"):
        model.score(TEXTS, want=("polarities",))


@pytest.mark.parametrize("texts, keywords", [
    ([1, 2], {}), (5, {}), ("one text", {}), ([b"a", "b"], {}), (TEXTS, {"encoding": "gb18030"}),
    ([b"\xff"], {}), (["\ud800"], {}), (TEXTS, {"invalid": "ignore"}), (TEXTS, {"delta": 5}),
])
def test_texts_that_are_wrong(model, texts, keywords):
    with pytest.raises((kefu.Error, TypeError)):
        model.score(texts, **keywords)


def test_invalid_bytes(model):
    with pytest.raises(kefu.EncodingError) as raised:
        model.score([b"fine", b"\xff"])
    assert raised.value.row == 1
    assert len(model.score([b"fine", b"\xff"], invalid="replace").polarity) == 2


def test_a_delta_is_a_delta(model):
    with pytest.raises(kefu.ArgumentError):
        model.score(TEXTS, delta=model)


@pytest.mark.parametrize("call", [
    lambda: kefu.rank([1, 2, None], ids=["a", "b", "c"], groups=[1, 1, 2]),
    lambda: kefu.pick_pps({"id": ["a", "b"], "n": [1, 2]}, 1, "seed", id="id", size="n"),
    lambda: kefu.Catalogue().json(to=io.StringIO()),
])
def test_memory_may_end_anywhere(call):
    memory = pytest.importorskip("_testcapi")
    call()
    for start in range(1, 150):
        memory.set_nomemory(start, start + 1)
        try:
            call()
        except SystemError:
            memory.remove_mem_hooks()
            raise
        except Exception:
            pass
        finally:
            memory.remove_mem_hooks()


def test_nan_is_no_number_as_in_columns():
    nan = float("nan")
    assert list(kefu.rank([1.5, nan, 2]).twice) == list(kefu.rank([1.5, None, 2]).twice) == [4, 0, 2]
    numbers = array.array("d", [1.5, nan, 2])
    assert list(kefu.rank(numbers).state) == [0, 2, 0]
