#!/usr/bin/env python3
"""Writes tests/unit/moment_vectors.h to standard output: python3 tests/oracle/moments.py

Variances, deviations and weighted means with fractions, each rounded once, half away from zero. A
deviation is rounded by comparing squares of fractions, so that nothing is ever approximate.
"""
import random
from fractions import Fraction
from math import isqrt

LOW, HIGH = -2 ** 63, 2 ** 63 - 1
NONE, OVERFLOW = 1, 2  # no data; the result leaves int64


def half_away(value):
    size = (abs(value) * 2 + 1) // 2
    return -size if value < 0 else size


def root_half_away(value):
    """The q with (q - 1/2)^2 <= value < (q + 1/2)^2."""
    q = isqrt(value.numerator // value.denominator)
    while value >= (q + Fraction(1, 2)) ** 2:
        q += 1
    while q and value < (q - Fraction(1, 2)) ** 2:
        q -= 1
    return q


def told(value):
    return (0, value) if LOW <= value <= HIGH else (OVERFLOW, 0)


def moments(numbers, scale, decimals):
    """[(state, figure)] of variance, deviation, variance_pop, deviation_pop."""
    x = [Fraction(v, 10 ** scale) for v in numbers]
    out = []
    for less in (1, 0):
        if len(x) <= less:
            out += [(NONE, 0)] * 2
            continue
        mean = sum(x) / len(x)
        v = sum((a - mean) ** 2 for a in x) / (len(x) - less)
        out += [told(half_away(v * 10 ** decimals)), told(root_half_away(v * 10 ** (2 * decimals)))]
    return out


def weighted(numbers, weights, scale, decimals):
    if not sum(weights):
        return (NONE, 0)
    mean = Fraction(sum(a * w for a, w in zip(numbers, weights)), sum(weights) * 10 ** scale)
    return told(half_away(mean * 10 ** decimals))


def draws():
    """Numbers as they come, at the ends of int64, and such that roots are near a half."""
    rnd = random.Random(20261031)
    fixed = [
        (0, 9, []), (6, 9, [5]), (6, 9, [7, 7, 7]), (0, 0, [1, 2]), (0, 9, [1, 2]), (0, 1, [0, 1]),
        (0, 0, [0, 3]), (0, 0, [0, 1, 2, 3]), (0, 2, [2, 4, 4, 4, 5, 5, 7, 9]),
        (0, 0, [LOW, HIGH]), (6, 0, [LOW, HIGH]), (18, 0, [LOW, HIGH]), (9, 2, [LOW, HIGH, 0]),
        (9, 18, [1, 2, 4]), (0, 18, [1, 2, 4]), (0, 0, [LOW] * 8), (0, 9, [HIGH] * 7 + [HIGH - 1]),
        # pop deviations of exactly 1/2 and 5/2, and of a thousandth less and more
        (0, 0, [0, 1]), (0, 0, [0, 5]), (3, 0, [0, 4999]), (3, 0, [0, 5001]), (3, 0, [0, 5000]),
        (1, 0, [0, 10]), (0, 0, [10 ** 9 * 9, 0]), (0, 0, [2 ** 62, 0]), (0, 9, [-3, 3, -3, 3]),
    ]
    for scale, decimals, numbers in fixed:
        yield scale, decimals, numbers
    for i in range(60):
        n = rnd.randrange(1, 9)
        bits = rnd.choice([3, 10, 20, 31, 40, 63])
        base = rnd.randrange(LOW // 2, HIGH // 2) if i % 4 == 0 else 0
        numbers = [max(LOW, min(HIGH, base + rnd.randrange(-2 ** bits, 2 ** bits))) for _ in range(n)]
        yield rnd.choice([0, 1, 2, 6, 9]), rnd.choice([0, 1, 4, 6, 9, 9]), numbers


def literal(v):
    return "INT64_MIN" if v == LOW else "INT64_MAX" if v == HIGH else str(v)


def braces(values):
    return "{" + ", ".join(literal(v) for v in values) + "}" if values else "{0}"


def main():
    rnd = random.Random(7)
    print("/* moment_vectors.h - made by tests/oracle/moments.py. */")
    print("#ifndef TESTS_MOMENT_VECTORS_H\n#define TESTS_MOMENT_VECTORS_H\n\n#include <stdint.h>\n")
    print("enum { VECTOR_IS = 0, VECTOR_NO_DATA = %d, VECTOR_OVERFLOW = %d };\n" % (NONE, OVERFLOW))
    print("/* Figures are × 10^-round. */")
    print("typedef struct vector_figure {\n    int32_t is;\n    int64_t figure;\n} vector_figure;\n")
    print("static const struct moment_vector {")
    print("    int32_t scale, round;\n    int64_t n, x[8];")
    print("    vector_figure variance, deviation, variance_pop, deviation_pop;\n} moment_vectors[] = {")
    for scale, decimals, numbers in draws():
        told_four = ", ".join("{%d, %s}" % (s, literal(v)) for s, v in moments(numbers, scale, decimals))
        print("    {%d, %d, %d, %s, %s}," % (scale, decimals, len(numbers), braces(numbers), told_four))
    print("};\n\nstatic const struct weighted_vector {")
    print("    int32_t scale, round;\n    int64_t n, x[8], w[8], counted;\n    vector_figure mean;")
    print("} weighted_vectors[] = {")
    for scale, decimals, numbers in draws():
        kind = rnd.randrange(4)
        most = [2, 1000, 10 ** 9, HIGH][kind]
        weights = [rnd.randrange(0, most + 1) for _ in numbers]
        state, figure = weighted(numbers, weights, scale, decimals)
        print("    {%d, %d, %d, %s, %s, %d, {%d, %s}}," % (
            scale, decimals, len(numbers), braces(numbers), braces(weights),
            sum(1 for w in weights if w), state, literal(figure)))
    print("};\n\n#endif")


main()
