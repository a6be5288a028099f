#!/usr/bin/env python3
"""Writes tests/unit/hll_vectors.h to standard output: python3 tests/oracle/hll.py

Histograms of 2^14 registers and what the improved raw estimator says of them (Otmar Ertl, "New
cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284, algorithm 6), with
decimals of 60 digits straight from the formulas.
"""
import random
from decimal import Decimal, getcontext

getcontext().prec = 60
P, Q = 14, 50
M = 1 << P


def sigma(x):
    z, weight = x, Decimal(1)
    while True:
        x = x * x
        before = z
        z += x * weight
        weight += weight
        if z == before:
            return z


def tau(x):
    if x in (0, 1):
        return Decimal(0)
    z, weight = 1 - x, Decimal(1)
    while True:
        x = x.sqrt()
        before = z
        weight /= 2
        z -= (1 - x) ** 2 * weight
        if z == before:
            return z / 3


def estimate(counts):
    z = M * tau(1 - Decimal(counts[Q + 1]) / M)
    for k in range(Q, 0, -1):
        z = (z + counts[k]) / 2
    z += M * sigma(Decimal(counts[0]) / M)
    return M * M / (2 * Decimal(2).ln() * z)


def draw(rnd, keys):
    """Registers of about so many random keys: the greatest of Poisson many positions each."""
    counts = [0] * (Q + 2)
    for _ in range(M):
        u = rnd.random()
        # P(register <= k) = exp(-keys / M × 2^-k) for k <= Q
        for k in range(Q + 2):
            below = 2.718281828459045 ** (-keys / M * 2.0 ** -k) if k <= Q else 1
            if u < below:
                counts[k] += 1
                break
    return counts


def main():
    rnd = random.Random(14)
    sets = [draw(rnd, keys) for keys in (1, 10, 300, 1537, 2000, 5000, 10 ** 4, 4 * 10 ** 4, 10 ** 5,
                                         10 ** 6, 10 ** 8, 10 ** 10, 10 ** 13, 10 ** 16, 2 ** 60, 2 ** 63)]
    one = [0] * (Q + 2)
    for k, n in ((1, M), (0, M - 1), (Q, M), (Q + 1, M - 1)):
        edge = list(one)
        edge[k] = n
        edge[1 if k != 1 else 2] += M - n
        sets.append(edge)
    print("/* hll_vectors.h - made by tests/oracle/hll.py: registers by value, and their estimate. */")
    print("#ifndef TESTS_HLL_VECTORS_H\n#define TESTS_HLL_VECTORS_H\n\n#include <stdint.h>\n")
    print("static const struct hll_vector {\n    int32_t counts[52];\n    uint64_t estimate;\n} hll_vectors[] = {")
    for counts in sets:
        assert sum(counts) == M
        e = int(estimate(counts).to_integral_value())
        if e < 2 ** 64:
            print("    {{%s}, UINT64_C(%d)}," % (", ".join(map(str, counts)), e))
    print("};\n\n#endif")


main()
