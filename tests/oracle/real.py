"""Vectors of lib/base/real by mpmath at 400 bits: python3 tests/oracle/real.py > tests/unit/real_vectors.h

Arguments are numbers of 64 bits exactly; results are given rounded to nearest, ties to even.
"""
import random
from mpmath import mp, mpf, expm1, exp, log, log1p, sqrt, atanh, frexp, nint

mp.prec = 400
chance = random.Random(5)


def real(value):
    value = mpf(value)
    if value == 0:
        return "{0, 0, 0}"
    part, exponent = frexp(abs(value))
    mantissa = int(nint(part * 2**64))
    if mantissa == 2**64:
        mantissa, exponent = 2**63, exponent + 1
    return "{0x%016Xu, %d, %d}" % (mantissa, exponent - 64, -1 if value < 0 else 1)


def some(low, high, sign=0):
    sign = sign or chance.choice([-1, 1])
    mantissa = chance.choice([2**63, 2**64 - 1] + [chance.randrange(2**63, 2**64) for _ in range(4)])
    return sign * mpf(mantissa) * mpf(2) ** (chance.randrange(low, high) - 64)


def near(limit):
    while True:
        value = some(-40, 1)
        if abs(value) <= limit:
            return value


two = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b}
one = {
    "sqrt": (sqrt, lambda: some(-70, 70, 1)),
    "exp": (exp, lambda: some(-60, 12)),
    "expm1": (expm1, lambda: some(-60, 5)),
    "log": (log, lambda: chance.choice([some(-200, 200, 1), 1 + near(0.5)])),
    "log1p": (log1p, lambda: chance.choice([some(-60, 0), some(-60, 40, 1)])),
    "artanh_rest": (lambda a: atanh(a) - a, lambda: near(0.171875)),
}


def rounded(value):  # the argument that C sees
    part, exponent = frexp(value)
    return mpf(nint(part * 2**64)) * mpf(2) ** (exponent - 64)


print("/* real_vectors.h - written by tests/oracle/real.py with mpmath. */\n#ifndef REAL_VECTORS_H\n#define REAL_VECTORS_H\n")
print('#include "base/real.h"\n')
print("static const struct {\n    kf_real (*function)(kf_real a, kf_real b);\n    kf_real a, b, result;\n} real_pairs[] = {")
for name, function in two.items():
    for _ in range(40):
        a, b = some(-30, 30), some(-30, 30)
        if chance.random() < 0.4:  # nearly the same number
            b = rounded(a * (1 + chance.randrange(-3, 4) * mpf(2) ** -62)) * chance.choice([-1, 1])
        print("    {kf_real_%s, %s, %s, %s}," % (name, real(a), real(b), real(function(a, b))))
print("};\n\nstatic const struct {\n    kf_real (*function)(kf_real a);\n    kf_real a, result;\n} real_singles[] = {")
for name, (function, argument) in one.items():
    for _ in range(40):
        a = rounded(argument())
        print("    {kf_real_%s, %s, %s}," % (name, real(a), real(function(a))))
print("};\n\n#endif")
