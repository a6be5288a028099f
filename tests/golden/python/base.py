"""Lines of random numbers, dates, values, cells and places."""
import datetime as dt

import kefu
from check import attempt, check, state, value

EPOCH = dt.date(1970, 1, 1)


def words(text):
    return [int(word, 16) for word in text.split()]


def run_random(line):
    check.true(list(kefu.random(words(line[1]), words(line[2]))) == words(line[3]), line[3])


def run_date(line):
    day = attempt(kefu.date_parse, line[1])
    check(line[2], day if isinstance(day, str) else (day - EPOCH).days)
    if line[1][4:5] == "-" and not line[2].startswith("!"):
        check(line[1], kefu.date_format(day))


def run_format(line):
    check(line[4], kefu.value_format(value(*line.numbers(1, 2)), line.number(3)))


def run_round(line):
    check(line[4], attempt(kefu.value_round, value(*line.numbers(1, 2)), line.number(3)))


def run_compare(line):
    check(line[5], kefu.value_compare(value(*line.numbers(1, 2)), value(*line.numbers(3, 4))))


def run_cell(line):
    scale, bits = line.numbers(2, 3)
    flags = [word for i, word in enumerate(("round", "bare", "hundredths")) if bits >> i & 1]
    cell = attempt(kefu.cell_parse, line[4], kind=line[1], scale=scale, flags=flags)
    if isinstance(cell, str):
        check(line[5], cell)
        return
    check(line[5], cell.value)
    check(line[6], state(cell.state))


def ranked(text):
    """num/den/n; without a denominator there is no value."""
    parts = text.split("/")
    return value(*(int(part) for part in parts)) if len(parts) > 1 else None


def run_rank(line):
    fields = line.after(4)
    n = len(fields) // 2
    ranking = kefu.rank([ranked(text) for text in fields[:n]], ties=line[1],
                        lower_first=line[2] == "1", min_n=line.number(3))
    for expected, twice, left_out in zip(fields[n:], ranking.twice, ranking.state):
        place = f"{twice // 2}.5" if twice % 2 else twice // 2
        check(expected, "-" if left_out else place)


LINES = {"random": run_random, "date": run_date, "format": run_format, "round": run_round,
         "compare": run_compare, "cell": run_cell, "rank": run_rank}
