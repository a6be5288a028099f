"""w4_numbers.py - the peers of w4_numbers.c that are installed, in the same order of things.

    python3 w4_numbers.py [N [K]]

One run warms up, the median CPU of what follows is printed; each result is counted and must be K different ones.
"""
import random, sys, time

n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000_000
k = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000


def timed(name, job, runs):
    result, cpus = job(), []
    good = len(set(result)) == k and 0 <= min(result) and max(result) < n
    for _ in range(runs):
        start = time.process_time()
        job()
        cpus.append((time.process_time() - start) * 1e3)
    cpus.sort()
    print(f"{name:28s} cpu {cpus[runs // 2]:9.3f} ms  least {cpus[0]:9.3f}  {'' if good else 'DIFFERS'}", flush=True)


timed("w4_numbers random.sample", lambda: random.sample(range(n), k), 15)
try:
    import numpy as np
    draw = np.random.default_rng(42)
    timed(f"w4_numbers NumPy {np.__version__}", lambda: draw.choice(n, k, replace=False), 15)
except ImportError:
    print("NumPy: not installed, skipped")
try:
    import duckdb
    db = duckdb.connect()
    db.execute("SET threads = 1")
    db.execute(f"CREATE TABLE rows AS SELECT range AS id FROM range({n})")
    query = f"SELECT id FROM rows USING SAMPLE reservoir({k} ROWS) REPEATABLE (42)"
    timed(f"w4_stream DuckDB {duckdb.__version__}", lambda: [r[0] for r in db.execute(query).fetchall()], 5)
except ImportError:
    print("DuckDB: not installed, skipped")
