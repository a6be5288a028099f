"""parquet_days.py - a month from a folder of Parquet files, read by DuckDB: each file counted apart, then merged.

    python parquet_days.py FOLDER

FOLDER has a file a day, such as examples/spark/event_log.py writes. DuckDB reads, joins and filters; a query goes to
the tally as a stream of Arrow batches. The merged days are one pass over all files, to the byte; and counts, sums,
shares, quantiles and distinct buyers are those of DuckDB's own SQL.
"""
import pathlib
import sys

import duckdb
import kefu

FORMULAS = [  # name, formula, decimals
    ("sessions", "count(*)", 0),
    ("buyers", "distinct(buyer)", 0),
    ("sales", "sum(amount)", 2),
    ("answered", "share(response_s is not null)", 4),
    ("response p90", "quantile(response_s, 0.9)", 2),
    ("conversion", "distinct(buyer where paid) / distinct(buyer)", 4),
]

# The same in SQL. quantile_cont interpolates between two numbers as quantile(x, p) does.
SQL = """
    select agent,
           count(*),
           count(distinct buyer),
           sum(amount),
           avg((response_s is not null)::int),
           quantile_cont(response_s::double, 0.9),
           count(distinct case when paid then buyer end) / count(distinct buyer)
    from read_parquet($files) group by agent order by agent
"""


def new_tally():
    tally = kefu.Tally()
    tally.by("agent")
    for name, formula, decimals in FORMULAS:
        tally.add(name, formula, scale=decimals)
    return tally


def count(files):
    """A query is a stream of Arrow batches; DuckDB reads no other columns than those that are counted."""
    tally = new_tally()
    columns = ", ".join(tally.columns)
    tally.update(duckdb.sql(f"select {columns} from read_parquet($files)", params={"files": files}))
    return tally


def merge(states):
    """The month. Each day has its tag, so that none is merged twice."""
    month, tags = new_tally(), set()
    for state in states:
        tag = kefu.state_inspect(state).tag
        if tag in tags:
            raise SystemExit(f"{tag} is there twice")
        tags.add(tag)
        month.merge(kefu.Tally.load(state))
    return month


def differences(frame, files):
    """Figures that SQL has otherwise, beyond the sixth decimal of its floats."""
    for agent, *theirs in duckdb.execute(SQL, {"files": files}).fetchall():
        for (name, _, _), other in zip(FORMULAS, theirs, strict=True):
            ours = float(frame.value(agent, name))
            if abs(ours - float(other)) > 1e-6 * max(1.0, abs(ours)):
                yield f"{agent} {name}: {ours} here, {other} in SQL"


def show(frame):
    print(f"{'agent':<8}" + "".join(f"{name:>14}" for name, _, _ in FORMULAS))
    for agent in frame.rows[:5]:
        figures = (frame.value(agent, name).format(decimals) for name, _, decimals in FORMULAS)
        print(f"{agent:<8}" + "".join(f"{figure:>14}" for figure in figures))
    print(f"... {len(frame.rows)} agents")


def main(folder):
    files = [str(path) for path in sorted(pathlib.Path(folder).glob("*.parquet"))]
    if not files:
        raise SystemExit(f"no Parquet files in {folder}")
    states = [count([path]).save(tag=pathlib.Path(path).stem) for path in files]
    month, once = merge(states), count(files)
    frame = month.frame()
    show(frame)
    other = list(differences(frame, files))
    same = month.save() == once.save()
    print(f"{len(files)} days of {sum(map(len, states)):,} bytes merged, and all files at once: "
          f"{'equal' if same else 'DIFFERENT'}, {len(once.save()):,} bytes")
    print("\n".join(other) or f"{len(frame.rows) * len(FORMULAS)} figures are those of SQL")
    return 0 if same and not other else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
