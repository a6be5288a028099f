"""The vectors of tests/unit/test_model_z.c and test_model_features.c: z exactly, by whole numbers;
the logistic function by mpmath; hashes by the words of lib/model/model.h and words.h."""
import random
from math import isqrt
from mpmath import exp, floor, mp, mpf

mp.prec = 200
random.seed(6)


def z(score, looked):
    """floor(|score| floor(sqrt(2^64 / (looked + 20))) / 2^16) with the sign of the score"""
    root = isqrt((1 << 64) // (looked + 20))
    size = abs(score) * root >> 16
    return size if score >= 0 else -size


def exact_z(score, looked):
    return mpf(score) * 2 ** 16 / mp.sqrt(looked + 20)


print("    /* z */")
cases = [(1, 0), (-1, 0), (0, 7), (1, 5), (100, 5), (-100, 44), (1000, 236), (12345, 1003),
         (12345, 1004), (12345, 1023), (12345, 1024), (-12345, 1025), (7, 4076), (7, 16364),
         (1598029824, 6291456), (-1598029824, 0)]
cases += [(random.randrange(-2 ** 20, 2 ** 20), random.randrange(6 * 2 ** 20)) for _ in range(8)]
for score, looked in cases:
    assert abs(z(score, looked) - exact_z(score, looked)) <= 1 + abs(score) / mpf(2 ** 16)
    print("    {%d, %d, INT64_C(%d)}," % (score, looked, z(score, looked)))

print("    /* logistic */")
points = [0, 1, -1, 4095, 4096, 4097, 65535, 65536, -65536, 2 << 16, -(3 << 16), 7 << 16, 950000,
          -950000, (16 << 16) - 1, 16 << 16, -(16 << 16), 2 ** 62, -2 ** 62]
points += [random.randrange(-14 << 16, 14 << 16) for _ in range(20)]
for x in points:
    p = floor(10 ** 6 / (1 + exp(-mpf(x) / 2 ** 16)) + mpf(1) / 2) if abs(x) < 2 ** 40 else (x > 0) * 10 ** 6
    print("    {INT64_C(%d), %d}," % (x, int(p)))

M = 2 ** 32
MULTIPLIER = [0x0CD548C1, 0xDF9D4B11, 0x49DDF7EF, 0xA9DC17EF]
OFFSET = [0x5CBCB2A5, 0x374E9159, 0xEFB7AB7D, 0x123973E5]
EDGE = "\x01"


def counted(c):
    return ord("0") if c.isdigit() else ord(c)


def ngram(text):
    return (sum(m * counted(c) for m, c in zip(MULTIPLIER, reversed(text))) + OFFSET[len(text) - 1]) % M


def step(h, unit):
    h = (h ^ unit) * 0x4822452D % M
    return h ^ h >> 15


def word(text):
    h = 0x24161ACC
    for c in text:
        h = step(h, counted(c))
    return h


def pair(a, b):
    return step(word(a) * 0x739FDF9F % M, word(b))


print("    /* hashes */")
for name in ("的", "好 ".strip(), "7", EDGE + "好", "好" + EDGE, "ab", EDGE + "a7", "a7b0"):
    shown = "".join("\\x01" if c == EDGE else c for c in name)
    print('    ngram "%s" 0x%08X' % (shown, ngram(name)))
for name in ("not", "good", "iphone6", "ab"):
    print('    word "%s" 0x%08X' % (name, word(name)))
for a, b in (("not", "good"), ("good", "not"), ("t", "like")):
    print('    pair "%s" "%s" 0x%08X' % (a, b, pair(a, b)))
