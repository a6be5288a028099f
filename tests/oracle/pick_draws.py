"""pick_draws.py - draws by number, as they come and by size, as kefu/pick.h describes them, from the papers alone:
Philox of Salmon et al., logarithms by mpmath, chances in fractions.

    python3 tests/oracle/pick_draws.py   lines of tests/golden/pick.txt
"""
import random
from fractions import Fraction as F

from mpmath import floor, log, log1p, mp, mpf

from pick_hash import canonical, pick_hash, pick_key

mp.prec = 200
WORD = 2**64


def philox(key, counter):
    k, x = list(key), list(counter)
    for _ in range(10):
        a, b = 0xD2511F53 * x[0], 0xCD9E8D57 * x[2]
        x = [(b >> 32) ^ x[1] ^ k[0], b & 0xFFFFFFFF, (a >> 32) ^ x[3] ^ k[1], a & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return x


class Words:
    def __init__(self, key, purpose):
        self.key, self.purpose, self.i = (key & 0xFFFFFFFF, key >> 32), purpose, 0

    def next(self):
        block, half = divmod(self.i, 2)
        out = philox(self.key, (block & 0xFFFFFFFF, block >> 32, self.purpose, 0))
        self.i += 1
        return out[2 * half] + (out[2 * half + 1] << 32)

    def below(self, n):
        while True:
            product = self.next() * n
            if product % WORD >= WORD % n:
                return product // WORD

    def exponential(self):
        return -log((self.next() + mpf(1) / 2) / WORD)


def numbers(key, n, k):
    words, places = Words(key, 1), {}
    out = []
    for i in range(k):
        j = i + words.below(n - i)
        out.append(places.get(j, j))
        places[j] = places.get(i, i)
    return out


def reservoir(key, k, rows):
    """A gap is drawn for 1 / q, q the quotient rows / k cut to four binary digits, by blocks of rows where q has more
    than 13; the row stays with k q / rows."""
    words, events, at, q = Words(key, 2), [(t, t) for t in range(min(k, rows))], k + 1, 0
    while True:
        zeros = max(0, (at // k).bit_length() - 4)
        new = at // k >> zeros << zeros
        q = max(q, new)
        if q > 1:
            bits = max(0, q.bit_length() - 13)
            height = -log1p(-mpf(1) / q)
            gap = int(floor(words.exponential() / (height * 2**bits))) << bits
            while bits:
                row = words.next() >> (64 - bits)
                if words.exponential() >= row * height:
                    gap += row
                    break
            at += gap
        if at > rows:
            return events
        drawn = words.below(at)
        if drawn < q * k:
            events.append((at - 1, drawn // q))
        at += 1


def by_size(seed, k, sizes):
    """Rows of {id: size} and their chances, by id."""
    key, left, chances = pick_key(seed), dict(sizes), {}
    while True:
        share = {i: F((k - len(chances)) * s, sum(left.values())) for i, s in left.items() if s}
        certain = [i for i, p in share.items() if p >= 1]
        chances.update({i: F(1) for i in certain})
        if not certain or len(chances) == k:
            break
        left = {i: s for i, s in left.items() if i not in chances}
    drawn, words, now, a = set(chances), Words(key, 3), None, F(0)
    if len(chances) < k:
        chances.update(share)
        unit = sum(left.values())
        for i in sorted(share, key=lambda i: pick_hash(key, i)):
            b = share[i]
            if not a:
                now, a = i, b
            elif a + b < 1:
                a += b
                now = i if words.below(int(a * unit)) < b * unit else now
            else:
                winner = i
                if words.below(int((2 - a - b) * unit)) < (1 - b) * unit:
                    winner, now = now, i
                drawn.add(winner)
                a += b - 1
    return {i: chances[i] for i in drawn}


def joined(words):
    return " ".join(str(w) for w in words)


if __name__ == "__main__":
    print("# k of 0 .. n - 1: tests/oracle/pick_draws.py.")
    for key, n, k in [(0, 10, 10), (1, 100, 7), (2**64 - 1, 10**8, 12), (47, 2**62, 5), (2026, 2**63 - 1, 5)]:
        print("numbers", key, n, k, joined(numbers(key, n, k)), sep="\t")
    print("# Rows and the slots they go to: the same.")
    for key, k, rows in [(0, 3, 40), (1, 1, 1000), (2**64 - 1, 4, 10**6), (47, 2, 2**40), (2026, 1, 2**62)]:
        print("reservoir", key, k, rows, joined(f"{r}:{s}" for r, s in reservoir(key, k, rows)), sep="\t")
    print("# Rows by size, and their chances: the same.")
    random.seed(5)
    lists = [["1", "2", "3", "4", "5", "6"], [str(random.randrange(-10**6, 10**12)) for _ in range(20)],
             ["a", "b", "客服-7", "007", "7", "-3", "x y"]]
    for ids in lists:
        sizes = [random.choice([0, 1, 2, 3, 10, 25, 400]) * random.randrange(1, 9) for _ in ids]
        print("clear\ncolumn", "id", "text", *ids, sep="\t")
        print("column", "size", "i64:2", *sizes, sep="\t")
        for k in (1, 2, sum(s > 0 for s in sizes) // 2, sum(s > 0 for s in sizes)):
            for seed in ("2026-W47", "客服"):
                got = by_size(seed, k, dict(zip(ids, sizes)))
                rows = [r for r, i in enumerate(ids) if i in got]
                print("pps", seed, k, 2, joined(rows), joined("%d/%d" % got[ids[r]].as_integer_ratio() for r in rows),
                      sep="\t")
