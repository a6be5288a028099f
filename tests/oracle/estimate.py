"""estimate.py - estimates of many cells of different sizes, in Python's fractions: what test_estimate.c
expects where weights and factors have no small common denominator.  python3 tests/oracle/estimate.py"""
from fractions import Fraction
from math import isqrt

CELLS, AGENTS, MORE = 300, 3, 1000


def numbers():  # Knuth's MMIX
    state = 2026
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33


def design():
    random = numbers()
    rows = []
    for cell in range(CELLS):
        n = 2 + next(random) % 40
        population = n + next(random) % 100000
        rows += [(cell, population, next(random) % 10001, next(random) % AGENTS) for _ in range(n)]
    return rows


def nearest(x):  # half away from zero
    return (abs(x) * 2 + 1) // 2 * (1 if x >= 0 else -1)


def root(x):  # of a fraction, rounded
    return (isqrt(int(4 * x)) + 1) // 2


def estimate(rows, agent, total):
    n, size = {}, {}
    for cell, population, _, _ in rows:
        n[cell] = n.get(cell, 0) + 1
        size[cell] = population
    mine = [(cell, Fraction(size[cell], n[cell]), mark) for cell, _, mark, a in rows if agent in (None, a)]
    weights = sum(w for _, w, _ in mine)
    value = sum(w * y for _, w, y in mine)
    if not total:
        value /= weights
    z = {}
    for cell, w, y in mine:
        z.setdefault(cell, []).append(w * y if total else w * (y - value) / weights)
    variance = sum((1 - Fraction(n[c], size[c])) * Fraction(n[c], n[c] - 1)
                   * (sum(x * x for x in of) - sum(of) ** 2 / n[c]) for c, of in z.items())
    return nearest(value * MORE), root(variance * MORE**2)


if __name__ == "__main__":
    rows = design()
    for total in (0, 1):
        for agent in (None, 0, 1, 2):
            print("{%d, %s, INT64_C(%d), INT64_C(%d)}," % (
                total, '""' if agent is None else '"%d"' % agent, *estimate(rows, agent, total)))
