"""peers.py - the same W1 sums, W2 scores and W4 draws by NumPy, Numba, Polars and DuckDB, those that are installed.

    python3 peers.py w1 DIR ROWS THREADS
    python3 peers.py day DIR ROWS THREADS
    python3 peers.py whole DIR ROWS THREADS
    python3 peers.py w2 DIR ints|floats
    python3 peers.py w4 DIR ROWS 1

One run warms up, three are timed (median wall and process CPU). Each result is compared with kefu's
(DIR/kefu_w1.txt, kefu_day.txt, kefu_whole.txt, kefu_w2.txt, kefu_w2_columns.txt, kefu_draw_*.txt) before its time is printed; a peer that differs is reported as such.
"""
import os, resource, sys, time

what, folder = sys.argv[1], sys.argv[2]
threads = int(sys.argv[4]) if what in ("w1", "day", "whole", "w4") else 1
for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[name] = str(threads)
import numpy as np

TYPES = dict(i32=np.int32, u8=np.uint8, i16=np.int16, f32=np.float32, f64=np.float64, i64=np.int64)


def column(name, rows=-1):
    return np.fromfile(f"{folder}/{name}", TYPES[name.split(".")[1]], rows)


def timed(name, job, equal, runs=3):
    result, walls, cpus = job(), [], []
    verdict = equal(result)
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        job()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:28s} wall {sorted(walls)[runs // 2] * 1e3:9.1f} ms  cpu {sorted(cpus)[runs // 2] * 1e3:9.1f} ms"
          f"  peak {peak:5d} MiB  {verdict}", flush=True)


def installed(module):
    try:
        return __import__(module)
    except ImportError:
        print(f"{module}: not installed, skipped")
        return None


# ---- W1: n replied response converted refunded complaint amount, by agent ----------------------

def w1(rows):
    agent, replied, response = column("w1_agent.i32", rows), column("w1_replied.u8", rows), column("w1_response.f32", rows)
    converted, refunded, complaint = (column(f"w1_{k}.u8", rows) for k in ("converted", "refunded", "complaint"))
    amount = column("w1_amount.f64", rows)

    # kefu's figures, in units: response in seconds, amount in yuan
    ours = np.zeros((1000, 7))
    for line in open(f"{folder}/kefu_w1.txt"):
        key, *cells = line.split()
        exact = [int(c.split("/")[0]) / int(c.split("/")[1]) for c in cells]
        ours[int(key)] = [exact[0], exact[1], exact[2], exact[4], exact[5], exact[6], exact[7]]

    def equal(theirs):
        counts = all(np.array_equal(theirs[:, k], ours[:, k]) for k in (0, 1, 3, 4, 5))
        # Sums of doubles drift; float32 tenths are off by up to 2^-24 each.
        close = all(np.allclose(theirs[:, k], ours[:, k], rtol=1e-6, atol=0) for k in (2, 6))
        return "equal" if counts and close else "DIFFERS"

    def numpy_sums():
        by = lambda w=None: np.bincount(agent, w, 1000)
        return np.column_stack([by(), by(replied), by(np.where(replied, response, np.float32(0))), by(converted),
                                by(refunded), by(complaint), by(amount)])
    if threads == 1:
        timed("w1_sums numpy 1T", numpy_sums, equal)

    numba = installed("numba") if threads == 1 else None
    if numba:
        @numba.njit
        def loop(agent, replied, response, converted, refunded, complaint, amount):
            out = np.zeros((1000, 7))
            for i in range(len(agent)):
                row = out[agent[i]]
                row[0] += 1
                row[1] += replied[i]
                if replied[i]:
                    row[2] += response[i]
                row[3] += converted[i]
                row[4] += refunded[i]
                row[5] += complaint[i]
                row[6] += amount[i]
            return out
        timed("w1_sums numba 1T", lambda: loop(agent, replied, response, converted, refunded, complaint, amount), equal)

    def ordered(frame_agent, columns):
        out = np.zeros((1000, 7))
        out[np.asarray(frame_agent)] = np.column_stack([np.asarray(c, dtype=float) for c in columns])
        return out

    polars = installed("polars")
    if polars:
        pl = polars
        # Ready for Polars: nulls where not replied, truth as 32-bit numbers so that sums do not wrap.
        frame = pl.DataFrame({"agent": agent, "replied": replied, "response": pl.Series(response).fill_nan(None),
                              "converted": converted, "refunded": refunded, "complaint": complaint, "amount": amount})

        def polars_sums():
            s = lambda c: pl.col(c).cast(pl.Int64).sum()
            g = frame.lazy().group_by("agent").agg(
                pl.len().alias("n"), s("replied"), pl.col("response").cast(pl.Float64).sum(), s("converted"), s("refunded"),
                s("complaint"), pl.col("amount").sum()).collect()
            return ordered(g["agent"], [g[c] for c in ("n", "replied", "response", "converted", "refunded", "complaint", "amount")])
        timed(f"w1_sums polars {polars.__version__} {threads}T", polars_sums, equal)
        del frame

    duckdb = installed("duckdb")
    if duckdb:
        db = duckdb.connect()
        db.execute(f"SET threads={threads}")
        rel = dict(agent=agent, replied=replied, response=response, converted=converted, refunded=refunded,
                   complaint=complaint, amount=amount)
        db.register("source", rel)
        db.execute("CREATE TABLE ev AS SELECT * REPLACE (CASE WHEN isnan(response) THEN NULL ELSE response END AS response) FROM source")
        db.unregister("source")

        def duckdb_sums():
            r = db.execute("SELECT agent, count(*), sum(replied), sum(response), sum(converted), sum(refunded), "
                           "sum(complaint), sum(amount) FROM ev GROUP BY agent").fetchnumpy()
            keys = list(r)
            return ordered(r["agent"], [r[k] for k in keys[1:]])
        timed(f"w1_sums duckdb {duckdb.__version__} {threads}T", duckdb_sums, equal)


# ---- Agent x day: n replied response converted amount, by agent and day --------------------------

def day(rows):
    agent, days, replied = column("w1_agent.i32", rows), column("w1_day.i16", rows), column("w1_replied.u8", rows)
    response, converted, amount = column("w1_response.f32", rows), column("w1_converted.u8", rows), column("w1_amount.f64", rows)
    cells = 1000 * 366  # row agent * 366 + day
    ours = np.zeros((cells, 5))
    for line in open(f"{folder}/kefu_day.txt"):
        who, when, *figures = line.split()
        # A cell without any reply: the sum of no seconds is none, and counts as 0 here.
        ours[int(who) * 366 + int(when)] = [int(f.split("/")[0]) / max(int(f.split("/")[1]), 1) for f in figures]

    def equal(theirs):
        counts = all(np.array_equal(theirs[:, k], ours[:, k]) for k in (0, 1, 3))
        close = all(np.allclose(theirs[:, k], ours[:, k], rtol=1e-6, atol=1e-6) for k in (2, 4))
        return "equal" if counts and close else "DIFFERS"

    def placed(who, when, columns):
        out = np.zeros((cells, 5))
        out[np.asarray(who).astype(np.int64) * 366 + np.asarray(when)] = np.column_stack(
            [np.nan_to_num(np.asarray(c, dtype=float)) for c in columns])
        return out

    def numpy_day():
        at = agent * np.int32(366) + days
        by = lambda w=None: np.bincount(at, w, cells)
        return np.column_stack([by(), by(replied), by(np.where(replied, response, np.float32(0))), by(converted), by(amount)])
    if threads == 1:
        timed("agent_day numpy 1T", numpy_day, equal)

    numba = installed("numba") if threads == 1 else None
    if numba:
        @numba.njit
        def loop(agent, days, replied, response, converted, amount):
            out = np.zeros((cells, 5))
            for i in range(len(agent)):
                row = out[agent[i] * 366 + days[i]]
                row[0] += 1
                row[1] += replied[i]
                if replied[i]:
                    row[2] += response[i]
                row[3] += converted[i]
                row[4] += amount[i]
            return out
        timed("agent_day numba 1T", lambda: loop(agent, days, replied, response, converted, amount), equal)

    polars = installed("polars")
    if polars:
        pl = polars
        frame = pl.DataFrame({"agent": agent, "day": days, "replied": replied, "response": pl.Series(response).fill_nan(None),
                              "converted": converted, "amount": amount})

        def polars_day():
            s = lambda c: pl.col(c).cast(pl.Int64).sum()
            return frame.lazy().group_by("agent", "day").agg(
                pl.len().alias("n"), s("replied"), pl.col("response").cast(pl.Float64).sum(), s("converted"),
                pl.col("amount").sum()).collect()
        timed(f"agent_day polars {polars.__version__} {threads}T", polars_day,
              lambda g: equal(placed(g["agent"], g["day"], [g[c] for c in ("n", "replied", "response", "converted", "amount")])))
        del frame

    duckdb = installed("duckdb")
    if duckdb:
        db = duckdb.connect()
        db.execute(f"SET threads={threads}")
        db.register("source", dict(agent=agent, day=days, replied=replied, response=response, converted=converted, amount=amount))
        db.execute("CREATE TABLE ev AS SELECT * REPLACE (CASE WHEN isnan(response) THEN NULL ELSE response END AS response) FROM source")
        db.unregister("source")

        def duckdb_day():
            return db.execute("SELECT agent, day, count(*) n, sum(replied) r, sum(response) s, sum(converted) c, sum(amount) a "
                              "FROM ev GROUP BY agent, day").fetchnumpy()
        timed(f"agent_day duckdb {duckdb.__version__} {threads}T", duckdb_day,
              lambda r: equal(placed(r["agent"], r["day"], [np.ma.filled(r[c], 0) for c in "nrsca"])))


# ---- W1 whole: the sums, and exact p50 p90 p95 of the response where there is a reply ------------

QUANTILES = [.5, .9, .95]


def whole(rows):
    agent, replied, response = column("w1_agent.i32", rows), column("w1_replied.u8", rows), column("w1_response.f32", rows)
    converted, refunded, complaint = (column(f"w1_{k}.u8", rows) for k in ("converted", "refunded", "complaint"))
    amount = column("w1_amount.f64", rows)
    ours = np.zeros((1000, 10))
    for line in open(f"{folder}/kefu_whole.txt"):
        key, *cells = line.split()
        ours[int(key)] = [int(c.split("/")[0]) / int(c.split("/")[1]) for c in cells]

    def equal(theirs):
        counts = all(np.array_equal(theirs[:, k], ours[:, k]) for k in (0, 1, 3, 4, 5))
        sums = all(np.allclose(theirs[:, k], ours[:, k], rtol=1e-6, atol=0) for k in (2, 6))
        # peers interpolate floats, some of them in 32 bits
        return "equal" if counts and sums and np.allclose(theirs[:, 7:], ours[:, 7:], rtol=1e-6, atol=0) else "DIFFERS"

    def ordered(who, columns):
        out = np.zeros((1000, 10))
        out[np.asarray(who)] = np.column_stack([np.asarray(c, dtype=float) for c in columns])
        return out

    def numpy_whole():
        by = lambda w=None: np.bincount(agent, w, 1000)
        sums = [by(), by(replied), by(np.where(replied, response, np.float32(0))), by(converted), by(refunded), by(complaint), by(amount)]
        has = replied == 1
        order = np.lexsort((response[has], agent[has]))
        ends = np.cumsum(np.bincount(agent[has], minlength=1000))
        parts = np.split(response[has][order].astype(float), ends[:-1])
        cuts = np.array([np.quantile(p, QUANTILES) for p in parts])
        return np.column_stack(sums + [cuts])
    if threads == 1:
        timed(f"w1_whole numpy {np.__version__} 1T", numpy_whole, equal, 1)

    polars = installed("polars")
    if polars:
        pl = polars
        frame = pl.DataFrame({"agent": agent, "replied": replied, "response": pl.Series(response).fill_nan(None), "converted": converted,
                              "refunded": refunded, "complaint": complaint, "amount": amount})

        def polars_whole():
            s = lambda c: pl.col(c).cast(pl.Int64).sum()
            q = lambda p: pl.col("response").filter(pl.col("replied") == 1).quantile(p, "linear").alias(f"p{p}")
            return frame.lazy().group_by("agent").agg(
                pl.len().alias("n"), s("replied"), pl.col("response").cast(pl.Float64).sum(), s("converted"), s("refunded"),
                s("complaint"), pl.col("amount").sum(), *[q(p) for p in QUANTILES]).collect()
        names = ["n", "replied", "response", "converted", "refunded", "complaint", "amount", "p0.5", "p0.9", "p0.95"]
        timed(f"w1_whole polars {polars.__version__} {threads}T", polars_whole,
              lambda g: equal(ordered(g["agent"], [g[c] for c in names])), 1)
        del frame

    duckdb = installed("duckdb")
    if duckdb:
        db = duckdb.connect()
        db.execute(f"SET threads={threads}")
        db.register("source", dict(agent=agent, replied=replied, response=response, converted=converted, refunded=refunded,
                                   complaint=complaint, amount=amount))
        db.execute("CREATE TABLE ev AS SELECT * REPLACE (CASE WHEN isnan(response) THEN NULL ELSE response END AS response) FROM source")
        db.unregister("source")

        def duckdb_whole():
            return db.execute("SELECT agent, count(*) n, sum(replied) r, sum(response) s, sum(converted) c, sum(refunded) f, sum(complaint) o, "
                              "sum(amount) a, quantile_cont(response, [0.5, 0.9, 0.95]) FILTER (replied = 1) q FROM ev GROUP BY agent").fetchall()
        timed(f"w1_whole duckdb {duckdb.__version__} {threads}T", duckdb_whole,
              lambda r: equal(ordered([x[0] for x in r], list(zip(*[[*x[1:8], *x[8]] for x in r])))), 1)


# ---- W2: nine curves and their weighted total ---------------------------------------------------

def w2(kind):
    # What kefu reads: columns of millionths, or doubles at the nine decimals that a report keeps.
    x = [column(f"w2_{k}.i64") / 1e6 if kind == "ints" else np.round(column(f"w2_{k}.f64"), 9) for k in range(9)]
    def totals(name):
        key, total = np.loadtxt(f"{folder}/{name}", np.int64, unpack=True)
        return total[np.argsort(key)]
    ours = totals("kefu_w2_columns.txt")
    print("w2: columns and sheet", "equal" if np.array_equal(ours, totals("kefu_w2.txt")) else "DIFFER", flush=True)
    ours = ours / 1e6

    def equal(total):
        worst = np.abs(total - ours).max()
        return f"equal to {worst:.1e}" if worst < 1e-5 else f"DIFFERS by {worst:.3g}"

    def numpy_score():
        a, b, c, d, e, f, g, h, q = x
        steps = lambda v, bounds, points, side: np.array(points)[np.searchsorted(bounds, v, side)]
        parts = [np.interp(a, [10, 30, 60, 120, 300], [100, 90, 70, 40, 0]),
                 np.interp(b, [20, 40, 90, 180, 400], [100, 85, 60, 20, 0]),
                 steps(c, [.80, .90, .95, .98], [0., 50, 75, 90, 100], "right"),
                 steps(d, [.12, .2, .28, .35], [30., 50, 70, 85, 100], "right"),
                 np.interp(e, [3, 4, 4.5, 4.8], [0, 60, 85, 100]),
                 steps(f, [60, 100, 140, 180], [40., 60, 75, 90, 100], "right"),
                 steps(g, [.02, .04, .07, .10], [100., 85, 60, 30, 0], "left"),
                 np.interp(h, [0, 5], [100, 0]), q]
        total = np.zeros(len(a))
        for weight, part in zip([.15, .15, .1, .15, .1, .1, .1, .05, .1], parts):
            total += weight * part
        return total
    timed(f"w2_score numpy {np.__version__} {kind}", numpy_score, equal)


# ---- W4: draws. Other random numbers draw other rows: what is equal is how many, and of whom ----

def w4(rows):
    agent, ids, weight = column("w1_agent.i32", rows), column("w4_id.i64", 2 * rows), column("w4_weight.f64", rows // 5)
    of, drawn = np.loadtxt(f"{folder}/kefu_draw_agent.txt", np.int64, unpack=True)
    whole = np.minimum(np.bincount(agent, minlength=1000), 20)
    fair = np.array_equal(agent[drawn], of) and np.array_equal(np.bincount(of, minlength=1000), whole)
    print("w4: 20 of each agent", "as the rows say" if fair else "DIFFER", flush=True)
    by_weight = np.loadtxt(f"{folder}/kefu_draw_weighted.txt", np.int64)
    rate = np.loadtxt(f"{folder}/kefu_draw_rate.txt", np.int64)
    # One in a thousand of the ids, to five standard deviations.
    near = lambda n: "equal" if abs(n - len(ids) / 1e3) < 5 * (len(ids) / 1e3) ** .5 else f"DIFFERS: {n}"
    print("w4: ids below the rate", near(len(rate)), flush=True)
    rng = np.random.default_rng(42)

    def agents(row):
        return "equal" if np.array_equal(np.bincount(agent[np.asarray(row, np.int64)], minlength=1000), whole) else "DIFFERS"

    def numpy_agents():
        key = rng.random(len(agent), dtype=np.float32)
        low = np.flatnonzero(key < max(0.004, min(1, 2e5 / len(agent))))
        order = low[np.lexsort((key[low], agent[low]))]
        first = np.flatnonzero(np.diff(agent[order], prepend=-1))
        place = np.arange(len(order)) - np.repeat(first, np.diff(first, append=len(order)))
        return order[place < 20]
    timed(f"w4_by_agent numpy {np.__version__}", numpy_agents, agents)

    def heavy(row):
        # The mean weight drawn is well above that of all, and much the same with each way of drawing.
        ours, theirs = weight[by_weight].mean(), weight[np.asarray(row, np.int64)].mean()
        return "equal" if len(row) == len(by_weight) and abs(ours / theirs - 1) < 0.1 else f"DIFFERS: {ours} {theirs}"

    def numpy_weighted():
        return np.argpartition(rng.standard_exponential(len(weight)) / weight, len(by_weight))[:len(by_weight)]
    timed(f"w4_weighted numpy {np.__version__}", numpy_weighted, heavy)
    share = weight / weight.sum()
    timed("w4_weighted numpy choice", lambda: rng.choice(len(share), len(by_weight), replace=False, p=share), heavy)

    unsigned = ids.view(np.uint64)

    def numpy_rate():
        out = []
        for i in range(0, len(unsigned), 1 << 16):
            z = unsigned[i:i + (1 << 16)] ^ np.uint64(3)
            z ^= z >> np.uint64(30); z *= np.uint64(0xBF58476D1CE4E5B9)
            z ^= z >> np.uint64(27); z *= np.uint64(0x94D049BB133111EB); z ^= z >> np.uint64(31)
            out.append(i + np.flatnonzero(z < np.uint64(18446744073709551)))
        return np.concatenate(out)
    timed(f"w4_rate numpy {np.__version__}", numpy_rate, lambda r: near(len(r)))

    numba = installed("numba")
    if numba:
        @numba.njit
        def loop(ids):
            out = np.empty(len(ids) // 250 + 1000, np.uint32)
            n = 0
            for i in range(len(ids)):
                z = ids[i] ^ np.uint64(3)
                z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
                z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
                z ^= z >> np.uint64(31)
                if z < np.uint64(18446744073709551):
                    out[n] = i
                    n += 1
            return out[:n]
        timed(f"w4_rate numba {numba.__version__}, no key", lambda: loop(unsigned), lambda r: near(len(r)))
    timed("w4_numbers numpy", lambda: rng.choice(len(ids), 10000, replace=False), lambda r: "equal" if len(r) == 10000 else "DIFFERS")

    duckdb = installed("duckdb")
    if duckdb:
        db = duckdb.connect()
        db.execute("SET threads=1")
        for name, data in (("i", dict(id=ids)), ("w", dict(x=weight)), ("a", dict(agent=agent))):
            db.register("source", data)
            db.execute(f"CREATE TABLE {name} AS SELECT * FROM source")
            db.unregister("source")
        fetch = lambda sql: db.execute(sql).fetchnumpy()
        timed(f"w4_by_agent duckdb {duckdb.__version__}",
              lambda: np.concatenate([np.asarray(x) for x in db.execute(
                  "SELECT min_by(rowid, hash(rowid), 20) r FROM a GROUP BY agent").fetchnumpy()["r"]]), agents)
        timed(f"w4_weighted duckdb {duckdb.__version__}",
              lambda: fetch("SELECT rowid FROM w ORDER BY ln(random()) / x DESC LIMIT %d" % len(by_weight))["rowid"], heavy)
        timed(f"w4_rate duckdb {duckdb.__version__}",
              lambda: fetch("SELECT id FROM i WHERE hash(id) < 18446744073709552")["id"], lambda r: near(len(r)))

    w4_plan(rows // 5, agent, ids, installed)


# A plan's draw: 20 of each agent's refunds and 20 of all else. Peers with a hash of their own order by it, as kefu by its own.
def w4_plan(rows, agent, ids, installed):
    agent, ids, refunded = agent[:rows], ids[:rows], column("w1_refunded.u8", rows)
    kind, of, drawn = np.loadtxt(f"{folder}/kefu_draw_plan.txt", np.int64, unpack=True)
    cells = lambda row: np.bincount(agent[row] * 2 + refunded[row], minlength=2000)
    whole = np.minimum(np.bincount(agent * 2 + refunded, minlength=2000), 20)
    fair = np.array_equal(agent[drawn], of) and np.array_equal(refunded[drawn], kind) and np.array_equal(cells(drawn), whole)
    print("w4: 20 of each agent and class", "as the rows say" if fair else "DIFFER", flush=True)

    def equal(row):
        row = np.asarray(row, np.int64)
        return "equal" if len(set(row)) == len(row) and np.array_equal(cells(row), whole) else "DIFFERS"

    duckdb = installed("duckdb")
    if duckdb:
        db = duckdb.connect()
        db.execute("SET threads=1")
        db.register("source", dict(id=ids, agent=agent, refunded=refunded))
        db.execute("CREATE TABLE p AS SELECT * FROM source")
        window = "SELECT rowid FROM p QUALIFY row_number() OVER (PARTITION BY agent, refunded ORDER BY hash(id)) <= 20"
        least = "SELECT min_by(rowid, hash(id), 20) r FROM p GROUP BY agent, refunded"
        timed(f"w4_plan duckdb {duckdb.__version__} row_number", lambda: db.execute(window).fetchnumpy()["rowid"], equal)
        timed(f"w4_plan duckdb {duckdb.__version__} min_by",
              lambda: np.concatenate([np.asarray(x) for x in db.execute(least).fetchnumpy()["r"]]), equal)
    polars = installed("polars")
    if polars:
        frame = polars.DataFrame({"id": ids, "agent": agent, "refunded": refunded}).with_row_index("row")
        least = polars.col("row").sort_by(polars.col("id").hash(3)).head(20)
        timed(f"w4_plan polars {polars.__version__}",
              lambda: frame.lazy().group_by("agent", "refunded").agg(least).explode("row").collect()["row"].to_numpy(), equal)
    pandas = installed("pandas")
    if pandas:
        frame = pandas.DataFrame({"id": ids, "agent": agent, "refunded": refunded})
        key = lambda: pandas.util.hash_array(frame["id"].to_numpy())
        timed(f"w4_plan pandas {pandas.__version__}",
              lambda: frame.assign(key=key()).sort_values("key").groupby(["agent", "refunded"]).head(20).index.to_numpy(), equal)


w2(sys.argv[3]) if what == "w2" else {"w1": w1, "day": day, "whole": whole, "w4": w4}[what](int(sys.argv[3]))
