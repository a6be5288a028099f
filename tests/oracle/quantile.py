"""quantile.py - writes tests/unit/quantile_vectors.h: quantiles of random and tied data by the nine
definitions of Hyndman and Fan (1996), in exact fractions, rounded half away from zero once.

Each is first compared with numpy.quantile (all nine) and scipy.stats.mstats.mquantiles (the six
that interpolate), which work in floating point.

    pip install numpy scipy
    python3 tests/oracle/quantile.py > tests/unit/quantile_vectors.h
"""
import random
import sys
from fractions import Fraction
from math import floor

import numpy
from scipy.stats.mstats import mquantiles

ONE = 10**9
PS = [0, 1, ONE // 10, ONE // 4, ONE // 3, ONE // 2, ONE // 3 * 2 + 1, ONE * 3 // 4, ONE * 9 // 10,
      ONE * 95 // 100, ONE * 99 // 100, ONE - 1, ONE]
NUMPY = ["inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf",
         "hazen", "weibull", "linear", "median_unbiased", "normal_unbiased"]
# alpha and beta of mquantiles: m = alpha + p (1 - alpha - beta)
SCIPY = {4: (0, 1), 5: (.5, .5), 6: (0, 0), 7: (1, 1), 8: (1 / 3, 1 / 3), 9: (3 / 8, 3 / 8)}


def quantile(x, p, kind):
    """x sorted, p a Fraction: definitions 1 to 9 of the paper, word by word."""
    n = len(x)
    m = {1: 0, 2: 0, 3: Fraction(-1, 2), 4: 0, 5: Fraction(1, 2), 6: p, 7: 1 - p,
         8: (p + 1) / 3, 9: p / 4 + Fraction(3, 8)}[kind]
    j = floor(n * p + m)
    g = n * p + m - j
    if kind == 1:
        gamma = 1 if g > 0 else 0
    elif kind == 2:
        gamma = 1 if g > 0 else Fraction(1, 2)
    elif kind == 3:
        gamma = 0 if g == 0 and j % 2 == 0 else 1
    else:
        gamma = g
    at = lambda k: x[min(max(k, 1), n) - 1]
    return (1 - gamma) * at(j) + gamma * at(j + 1)


def half_away(value, digits):
    scaled = abs(value) * 10**digits
    whole = floor(scaled + Fraction(1, 2))
    return whole if value >= 0 else -whole


def near(a, b):
    return abs(a - b) <= 1e-6 * max(1, abs(a))


def check(x, p, exact):
    """Other people's answers. Types 1 to 3 jump where n p is whole; next to a jump floats may fall
    on the other side."""
    floats = [float(v) for v in x]
    for kind, name in enumerate(NUMPY, 1):
        got = float(numpy.quantile(floats, float(p), method=name))
        twice = 2 * len(x) * p
        jump = kind <= 3 and abs(twice - round(twice)) < Fraction(1, 10**6) and p not in (0, 1)
        jump = jump and Fraction(float(p)) != p
        if not near(float(exact[kind - 1]), got) and not jump:
            sys.exit(f"numpy {name}: {got}, exactly {exact[kind - 1]}, of {x} at {p}")
    for kind, (alpha, beta) in SCIPY.items():
        got = float(mquantiles(floats, [float(p)], alpha, beta)[0])
        if not near(float(exact[kind - 1]), got):
            sys.exit(f"scipy type {kind}: {got}, exactly {exact[kind - 1]}, of {x} at {p}")


def data():
    """(what, decimals, decimals of the result, numbers)"""
    pick = random.Random(19960501)
    yield "one", 1, 9, [274]
    yield "two", 0, 9, [3, 10]
    yield "three below zero", 2, 9, [-150, -149, -100]
    yield "one to ten", 0, 9, list(range(1, 11))
    yield "ties", 0, 2, [1, 2, 2, 2, 3, 3, 5]
    yield "all equal", 3, 6, [12345] * 6
    yield "marks", 0, 9, [pick.randrange(1, 6) for _ in range(41)]
    yield "waiting", 1, 2, [round(pick.expovariate(1 / 300)) for _ in range(60)]
    yield "both signs", 6, 9, [pick.randrange(-10**9, 10**9) for _ in range(37)]
    yield "rounded coarser than it came", 6, 1, [pick.randrange(10**7) for _ in range(24)]
    yield "large", 6, 3, [pick.randrange(-10**18, 10**18) for _ in range(19)]


def main():
    sets, rows = [], []
    for what, scale, digits, numbers in data():
        ordered = sorted(Fraction(v, 10**scale) for v in numbers)
        sets.append((what, scale, digits, numbers))
        for p in PS:
            exact = [quantile(ordered, Fraction(p, ONE), kind) for kind in range(1, 10)]
            check(ordered, Fraction(p, ONE), exact)
            rows.append((len(sets) - 1, p, [half_away(v, digits) for v in exact]))
    print("/* quantile_vectors.h - written by tests/oracle/quantile.py: do not edit. */")
    print("#ifndef TESTS_QUANTILE_VECTORS_H\n#define TESTS_QUANTILE_VECTORS_H\n")
    print("#include <stdint.h>\n")
    print("/* clang-format off */")
    print("static const struct quantile_set {")
    print("    const char *what;\n    int32_t scale, digits, n;\n    int64_t x[64];\n} quantile_sets[] = {")
    for what, scale, digits, numbers in sets:
        print(f'    {{"{what}", {scale}, {digits}, {len(numbers)},')
        print("     {" + ", ".join(map(str, numbers)) + "}},")
    print("};\n")
    print("/* p in billionths; the quantiles of types 1 to 9, × 10^digits */")
    print("static const struct quantile_vector {")
    print("    int32_t set;\n    int64_t p, expected[9];\n} quantile_vectors[] = {")
    for index, p, values in rows:
        print(f"    {{{index}, {p}, {{" + ", ".join(map(str, values)) + "}},")
    print("};\n/* clang-format on */\n\n#endif")


main()
