"""python_calls.py - what a call from Python costs, beside a built-in function, a function of Python and ctypes; and W1 of a
Polars frame beside the C program on the same columns.

    python3 tests/bench/python_calls.py calls LIBRARY
    python3 tests/bench/python_calls.py frame BENCH DIR ROWS

Times are CPU time of the best of many loops, those of calls without the loop around them; ratios are of one run. The sums of the
frame are compared with those of the C program before their time is printed, and their columns are read where Polars has them.
"""
import array, ctypes, math, os, pathlib, subprocess, sys, time, timeit

os.environ["POLARS_MAX_THREADS"] = "1"
import kefu

ROOT = pathlib.Path(__file__).resolve().parents[2]

# ---- Calls -------------------------------------------------------------------------------------------------------


def loop(statement, names, number, repeat=15):
    return min(timeit.repeat(statement, globals=names, number=number, repeat=repeat, timer=time.thread_time)) / number * 1e9


def function(x, w):
    return x * w + 1


def names_of_calls(library):
    """What the statements below use."""
    of_c = ctypes.CDLL(library).kefu_pick_hash
    of_c.restype, of_c.argtypes = ctypes.c_uint64, [ctypes.c_uint64, ctypes.c_int64]
    card = kefu.Card.from_json((ROOT / "examples" / "review_desk" / "card.json").read_bytes())
    tally = kefu.Tally()
    tally.add("n", "sum(x) + sum(y)")
    x, y = array.array("q", [5]), array.array("q", [7])
    return dict(ldexp=math.ldexp, function=function, of_c=of_c, card=card, tally=tally, x=x, y=y,
                v=kefu.Value(1, 2), w=kefu.Value(2, 3), compare=kefu.value_compare, pick_hash=kefu.pick_hash,
                version=kefu.version_number, rank=kefu.rank, rows=kefu.rows, Value=kefu.Value,
                few=[5, 7, 1], frame=kefu.frame({"客服": ["a", "b"], "x": [1, 2]}), pick_numbers=kefu.pick_numbers,
                columns={"x": x, "y": y}, ready=kefu.rows({"x": x, "y": y}))


CALLS = [
    ("peers", [("math.ldexp(1.5, 3)", "ldexp(1.5, 3)"), ("a function of Python", "function(1.5, 3)"),
               ("ctypes, pick_hash", "of_c(1, 2)")]),
    ("two arguments, one result", [("value_compare(v, w)", "compare(v, w)"), ("pick_hash(1, 2)", "pick_hash(1, 2)")]),
    ("no argument", [("version_number()", "version()"), ("card.id", "card.id"), ("card.label()", "card.label()"),
                     ("card.label('en')", "card.label('en')"), ("Value(1, 2)", "Value(1, 2)"), ("v.num", "v.num"), ("v < w", "v < w")]),
    ("two arrays of one row", [("tally.update(ready rows)", "tally.update(ready)"), ("tally.update({x, y})", "tally.update(columns)"),
                               ("rank(x)", "rank(x)"), ("rank(x, groups=y)", "rank(x, groups=y)"), ("rank([5, 7, 1])", "rank(few)"),
                               ("frame.values('x')", "frame.values('x')"), ("pick_numbers(3, 10, 2)", "pick_numbers(3, 10, 2)")]),
]


def calls(library):
    names = names_of_calls(library)
    empty = loop("pass", names, 2000000)
    builtin = None
    for title, rows in CALLS:
        print(title)
        for name, statement in rows:
            number = 20000 if "array" in title else 200000
            ns = loop(statement, names, number) - empty
            builtin = builtin or ns
            print(f"    {name:26s} {ns:8.1f} ns   {ns / builtin:6.2f} x math.ldexp", flush=True)


# ---- W1 of a Polars frame ----------------------------------------------------------------------------------------

TYPES = dict(agent="i32", replied="u8", response="f32", converted="u8", refunded="u8", complaint="u8", amount="f64")
METRICS = [("n", "count(*)"), ("replied", "sum(replied)"), ("response", "sum(response)"), ("mean", "sum(response) / sum(replied)"),
           ("converted", "sum(converted)"), ("refunded", "sum(refunded)"), ("complaint", "sum(complaint)"),
           ("amount", "sum(amount)"), ("aov", "sum(amount) / sum(converted)"), ("rate", "sum(converted) / count(*)")]


def columns_of(folder, rows):
    import numpy as np
    import polars as pl
    types = dict(i32=np.int32, u8=np.uint8, f32=np.float32, f64=np.float64)
    return pl.DataFrame({name: pl.from_numpy(np.fromfile(f"{folder}/w1_{name}.{kind}", types[kind], rows)).to_series()
                         for name, kind in TYPES.items()})


def sums(source):
    tally = kefu.Tally()
    tally.by("agent")
    for name, formula in METRICS:
        tally.add(name, formula)
    tally.update(source)
    return tally


def copied(frame):
    """Columns that kefu does not read where Polars has them."""
    seen = kefu._kefu._look(frame, None)
    pieces = {name: seen[0]["columns"][name]["address"] for name in frame.columns}
    return [name for name, at in pieces.items() if at != frame[name].to_numpy(allow_copy=False).__array_interface__["data"][0]]


def equal(tally, folder):
    """Whether the figures are those that the C program wrote."""
    frame = tally.frame()
    mine = [" ".join([frame.key(row, 0)] + [f"{v.num}/{v.den}" for v in (frame.value(row, name) for name, _ in METRICS)])
            for row in range(len(frame))]
    return mine == pathlib.Path(folder, "kefu_w1.txt").read_text().splitlines()


def frame(bench, folder, rows):
    data = columns_of(folder, int(rows))
    of_c, mine = [], []
    equals = equal(sums(data), folder)
    for _ in range(5):
        said = subprocess.run([bench, "w1", folder, rows, "floats", "1"], check=True, capture_output=True, text=True).stdout
        of_c.append(float(said.split()[said.split().index("cpu") + 1]))
        begun = time.process_time()
        sums(data)
        mine.append((time.process_time() - begun) * 1e3)
    left = copied(data)
    ours, theirs = sorted(mine)[2], sorted(of_c)[2]
    print(f"w1_sums of a Polars frame, {int(rows):,} rows: {ours:.1f} ms, the C program {theirs:.1f} ms: {ours / theirs:.2f} x, {'equal' if equals else 'DIFFERS'}, "
          f"{'no column copied' if not left else 'COPIED: ' + ', '.join(left)}")


if __name__ == "__main__":
    {"calls": calls, "frame": frame}[sys.argv[1]](*sys.argv[2:])
