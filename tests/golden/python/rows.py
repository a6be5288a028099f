"""Lines of columns, expressions over them, tallies and their saved states."""
from datetime import date, datetime, timedelta, timezone

import kefu
from check import STATES, attempt, bits, check, forget, now, state

NULLS = {r"\N": None, "~": kefu.PROVISIONAL}
READ = {"text": str, "f64": float,
        "date": lambda days: date(1970, 1, 1) + timedelta(days=int(days)),
        "time": lambda micros: datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=int(micros))}


def run_column(line):
    name, (kind, _, scale) = line[1], line[2].partition(":")
    as_read = READ.get(kind, int)
    now.columns[name] = [NULLS[c] if c in NULLS else as_read(c) for c in line.after(3)]
    now.scales[name] = int(scale or 0)


def batch():
    """The columns of the file so far."""
    scales = {name: scale for name, scale in now.scales.items() if scale}
    return kefu.rows(now.columns, scale=scales)


def evaluated(text):
    values, states = kefu.Expr(text).eval(batch())
    told = {STATES.index("ok"): str, STATES.index("provisional"): lambda number: "~"}
    return [told.get(s, lambda number: r"\N")(v) for v, s in zip(values, states)]


def run_eval(line):
    got = attempt(evaluated, line[1])
    for expected, one in zip(line.after(2), [got] if isinstance(got, str) else got):
        check(expected, one)


# ---- Tallies -------------------------------------------------------------------------------------

def tally():
    if now.tally is None:
        now.tally = kefu.Tally()
    return now.tally


def expect(line, index, got):
    """The field has an error, if one is expected; else there must be none."""
    if line[index] or got:
        check(line[index], got)


def run_by(line):
    tally().by(line[1])


def run_metric(line):
    expect(line, 4, attempt(tally().add, line[1], line[2], min_n=line.number(3)))


def run_define(line):
    expect(line, 4, attempt(tally().define, line[1], line[2] or None, line[3] or None))


def run_tally(line):
    tally().update(batch())
    now.frame = tally().frame()


def run_fingerprint(line):
    check(line[1], tally().fingerprint)


def check_saved(line, version):
    check(line[1], tally().save(format=version, tag=line[2]).hex())


def run_loaded(line):
    """These bytes make a tally that saves them again, in the format that they have."""
    saved = bytes.fromhex(line[1])
    info = kefu.state_inspect(saved)
    check(line[2], info.tag)
    now.tally = kefu.Tally.load(saved)
    check_saved(line, info.format)
    now.frame = now.tally.frame()


def run_state(line):
    """The tally saves these bytes, too."""
    check_saved(line, 0)
    run_loaded(line)


def run_again(line):
    forget(tally=None)


def run_value(line):
    got = now.frame.value(now.frame.find(line[1]), line[2])
    for expected, one in zip(line.after(3), (got.num, got.den, got.n, state(got.status))):
        check(expected, one)
    check(line[7], bits(got.flags))


LINES = {"column": run_column, "eval": run_eval, "by": run_by, "metric": run_metric,
         "define": run_define, "tally": run_tally, "fingerprint": run_fingerprint,
         "loaded": run_loaded, "state": run_state, "again": run_again, "value": run_value}
