"""Vectors of lib/stats by mpmath at 50 digits: python3 tests/oracle/stats.py > tests/unit/stats_vectors.h

Rates, probabilities, z and t in billionths, df in millionths, half away from zero; Clopper-Pearson
without N outwards, as the header says.
"""
from fractions import Fraction
from math import comb
from mpmath import mp, mpf, betainc, ceil, erfinv, findroot, floor, loggamma, ncdf, sqrt

mp.dps = 50
B = 10**9


def rounded(v):
    return int(floor(abs(mpf(v)) * B + mpf(1) / 2)) * (-1 if v < 0 else 1)


def z_of(confidence):
    return sqrt(2) * erfinv(mpf(confidence) / B)


def solved(rising, target, low, high):  # by halving: slow and sure
    for _ in range(120):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < target else (low, middle)
    return low


def t_above(t, df):
    return betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2


def t_quantile(p, df):
    tail = mpf(min(p, B - p)) / B
    t = mp.e ** solved(lambda u: -t_above(mp.e**u, df), -tail, mpf(-30), mpf(60))
    return t if p > B // 2 else -t


def terms(x, first, ratio, last):  # the sum of terms from x down or up
    total = term = first
    while x != last:
        term *= ratio(x)
        x += 1 if last > x else -1
        total += term
        if term < total * mpf(10) ** -40:
            break
    return total


def choose(n, k):
    return loggamma(mpf(n) + 1) - loggamma(mpf(k) + 1) - loggamma(mpf(n - k) + 1)


def binomial(x, n, p):
    q = 1 - p
    at = lambda k: mp.e ** (choose(n, k) + k * mp.log(p) + (n - k) * mp.log(q))
    if x <= n * p:
        return terms(x, at(x), lambda k: k * q / ((n - k + 1) * p), 0)
    return 1 - terms(x + 1, at(x + 1), lambda k: (n - k) * p / ((k + 1) * q), n)


def hyper(x, n, D, N):
    if x >= min(n, D):
        return mpf(1)
    if x < max(0, n + D - N):
        return mpf(0)
    at = lambda k: mp.e ** (choose(D, k) + choose(N - D, n - k) - choose(N, n))
    if x * N <= n * D:
        return terms(x, at(x), lambda k: mpf(k * (N - D - n + k)) / ((n - k + 1) * (D - k + 1)), max(0, n + D - N))
    up = lambda k: mpf((n - k) * (D - k)) / ((k + 1) * (N - D - n + k + 1))
    return 1 - terms(x + 1, at(x + 1), up, min(n, D))


def wilson(x, n, N, c):
    if n == N:
        return [rounded(mpf(x) / n)] * 2
    m, p, z = mpf(n) * (N - 1) / (N - n) if N else mpf(n), mpf(x) / n, z_of(c)
    middle, half = p + z * z / (2 * m), z * sqrt(p * (1 - p) / m + z * z / (4 * m * m))
    return [rounded((middle + s * half) / (1 + z * z / m)) for s in (-1, 1)]


def first(is_so, no, yes):  # of whole numbers, by halving
    while yes - no > 1:
        middle = (no + yes) // 2
        no, yes = (no, middle) if is_so(middle) else (middle, yes)
    return yes


def exact(x, n, N, c):
    tail = mpf(B - c) / (2 * B)
    if not N:
        low = solved(lambda p: 1 - binomial(x - 1, n, p), tail, mpf(0), mpf(1)) if x else mpf(0)
        high = solved(lambda p: -binomial(x, n, p), -tail, mpf(0), mpf(1)) if x < n else mpf(1)
        fine = lambda v: floor(v * 10**15 + mpf(1) / 2)
        return int(floor(fine(low) / 10**6)), int(ceil(fine(high) / 10**6))
    if N > 2000:
        least = first(lambda D: 1 - hyper(x - 1, n, D, N) > tail, x - 1, N - n + x)
        most = first(lambda D: hyper(x, n, D, N) <= tail, x, N - n + x + 1) - 1
        return rounded(mpf(least) / N), rounded(mpf(most) / N)
    tail = Fraction(B - c, 2 * B)
    at = lambda k, D: Fraction(comb(D, k) * comb(N - D, n - k), comb(N, n))
    fit = [D for D in range(x, N - n + x + 1)
           if sum(at(k, D) for k in range(x, n + 1)) > tail and sum(at(k, D) for k in range(x + 1)) > tail]
    return rounded(mpf(min(fit)) / N), rounded(mpf(max(fit)) / N)


def table(name, fields, rows):
    print("static const struct {\n    int64_t %s;\n} %s[] = {" % (fields, name))
    for row in rows:
        print("    {%s}," % ", ".join(str(v) for v in row))
    print("};\n")


def main():
    print("/* stats_vectors.h - written by tests/oracle/stats.py with mpmath. */\n/* clang-format off */\n#ifndef STATS_VECTORS_H\n#define STATS_VECTORS_H\n")
    print("#include <stdint.h>\n")
    Z = [0, 1, 1000, 500000000, 10**9, -10**9, 1644853627, 1959963985, 2499999999, 2500000000, -2575829304, 4 * 10**9,
         6 * 10**9, -6 * 10**9, 7 * 10**9]
    P = [1, 1000, 1000000, 25 * 10**6, 10**8, 499999999, 500000001, 841344746, 975 * 10**6, 995 * 10**6, 999999999]
    table("normal_vectors", "z, p", [(z, rounded(ncdf(mpf(z) / B))) for z in Z])
    table("normal_quantile_vectors", "p, z", [(p, rounded(-z_of(B - 2 * p) if 2 * p < B else z_of(2 * p - B))) for p in P])
    DF = [500000, 1000000, 2000000, 3700000, 9000000, 30000000, 120500000, 10**9, 10**12]
    T = [1000, 999999999, 1000000001, -1500000000, 2 * 10**9, 5 * 10**9, 40 * 10**9]
    table("t_vectors", "t, df, p",
          [(t, d, rounded(1 - t_above(mpf(t) / B, mpf(d) / 10**6) if t > 0 else t_above(mpf(-t) / B, mpf(d) / 10**6)))
           for d in DF for t in T])
    table("t_quantile_vectors", "p, df, t",
          [(p, d, v) for d in DF for p in P for v in [rounded(t_quantile(p, mpf(d) / 10**6))] if abs(v) < 10**16])
    rows = []
    for n, rate in [(1, 1), (5, 10**8), (10, 5 * 10**8), (30, 1), (50, 20 * 10**6), (299, 10**7), (1000, 999999999),
                    (10**5, 123456789), (10**7, 3), (10**9, 1), (10**9, 1000), (10**9, 500000000)]:
        mean, spread = n * rate // B, int(sqrt(mpf(n) * rate * (B - rate)) / B) + 1
        for x in sorted({min(max(mean + d * spread, 0), n - 1) for d in (-4, -1, 0, 1, 2, 6)}):
            rows.append((x, n, rate, rounded(binomial(x, n, mpf(rate) / B))))
    table("binomial_vectors", "x, n, rate, p", rows)
    rows = []
    for n, D, N in [(1, 1, 2), (5, 3, 10), (10, 90, 100), (50, 30, 200), (199, 100, 200), (500, 1000, 20000),
                    (10**5, 10**6, 10**7), (10**9 // 2, 10**4, 10**9), (10**8, 5 * 10**8, 10**9)]:
        mean, spread = n * D // N, int(sqrt(mpf(n) * D * (N - D) * (N - n) / N) / N) + 1
        for x in sorted({min(max(mean + d * spread, 0), n) for d in (-4, -1, 0, 1, 2, 5)}):
            rows.append((x, n, D, N, rounded(hyper(x, n, D, N))))
    table("hypergeometric_vectors", "x, n, bad, N, p", rows)
    rows = []
    for n in (1, 5, 29, 100, 1000, 10**9):
        for x in sorted({0, 1, 10, n - 1, n} if n == B else {0, 1, n // 10, n // 2, n - 1, n}):
            for c in (B // 2, 95 * 10**7, 999999999):
                rows.append((0, x, n, 0, c) + tuple(wilson(x, n, 0, c)))
                rows.append((1, x, n, 0, c) + exact(x, n, 0, c))
    for x, n, N in [(0, 5, 20), (1, 5, 20), (5, 5, 20), (3, 19, 20), (10, 20, 20), (2, 30, 100), (0, 60, 100), (45, 50, 150)]:
        for c in (8 * 10**8, 95 * 10**7):
            rows.append((0, x, n, N, c) + tuple(wilson(x, n, N, c)))
            rows.append((1, x, n, N, c) + exact(x, n, N, c))
    for x, n, N in [(1, 30, 1200), (300, 1000, 10**6), (99990, 10**5, 10**7), (2 * 10**5, 10**6, 10**8), (10**6, 2 * 10**7, 10**9),
                    (2 * 10**7, 4 * 10**7, 10**9)]:
        for c in (B // 2, 95 * 10**7):
            rows.append((1, x, n, N, c) + exact(x, n, N, c))
    table("interval_vectors", "method, x, n, N, confidence, low, high", rows)
    rows = []
    for rate in (1, 10**8, 5 * 10**8):
        for c in (9 * 10**8, 95 * 10**7):
            for n, N in [(1, 0), (5, 0), (385, 0), (10**9, 0), (30, 100), (99, 100), (100, 100)]:
                square = z_of(c) ** 2 * rate * (B - rate) / mpf(B) ** 2 / n * (mpf(N - n) / (N - 1) if N else 1)
                rows.append((rate, n, c, N, int(ceil(sqrt(square) * B))))
    table("half_width_vectors", "rate, n, confidence, N, half", rows)
    print("#endif")


if __name__ == "__main__":
    main()
