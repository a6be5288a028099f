"""The vectors of tests/unit/test_log.c: -ln((u + 1/2) / 2^64) x 2^57 to nearest, by mpmath."""
import random
from mpmath import floor, log, mp, mpf

mp.prec = 300
random.seed(5)
edges = [0, 1, 2, 3, 255, 2**32 - 1, 2**32, 2**53 + 1, 2**62, 2**63 - 1, 2**63, 2**64 - 2, 2**64 - 1,
         0x0123456789ABCDEF, 0xFEDCBA9876543210]
numbers = [random.getrandbits(64) for _ in range(6)]
numbers += [random.getrandbits(64) >> random.randrange(1, 60) for _ in range(5)]
numbers += [2**64 - 1 - random.getrandbits(bits) for bits in (8, 20, 30, 40)]
for u in edges + numbers:
    nearest = int(floor(-log((u + mpf(1) / 2) / 2**64) * 2**57 + mpf(1) / 2))
    print("    {0x%016x, 0x%016x}," % (u, nearest))
