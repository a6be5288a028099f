"""pick_hash.py - hashes of ids as kefu/pick.h describes them, from the papers of SipHash and HalfSipHash alone.

    python3 tests/oracle/pick_hash.py c        the tables of tests/unit/test_pick_hash.c
    python3 tests/oracle/pick_hash.py golden   tests/golden/pick_id.txt
    python3 tests/oracle/pick_hash.py draw     the orders of tests/unit/test_pick.c
"""
import decimal, fractions, sys, zlib


def sip(bits, rotations, constants, key, message, finals):
    """SipHash-2-4 of words of `bits`; key = two words. `finals` words of output, in order."""
    mask, size = (1 << bits) - 1, bits // 8
    a, b, c, d, e, f = rotations
    rot = lambda x, n: (x << n | x >> (bits - n)) & mask
    v = [k ^ c for k, c in zip(key * 2, constants)]
    if finals > 1:
        v[1] ^= 0xEE

    def rounds(n):
        for _ in range(n):
            v[0] = (v[0] + v[1]) & mask
            v[1] = rot(v[1], a) ^ v[0]
            v[0] = rot(v[0], bits // 2)
            v[2] = (v[2] + v[3]) & mask
            v[3] = rot(v[3], b) ^ v[2]
            v[0] = (v[0] + v[3]) & mask
            v[3] = rot(v[3], d) ^ v[0]
            v[2] = (v[2] + v[1]) & mask
            v[1] = rot(v[1], c) ^ v[2]
            v[2] = rot(v[2], bits // 2)

    padded = message + bytes(-(len(message) + 1) % size) + bytes([len(message) & 255])
    for i in range(0, len(padded), size):
        word = int.from_bytes(padded[i:i + size], "little")
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 0xEE if finals > 1 else 0xFF
    out = []
    for i in range(finals):
        if i:
            v[1] ^= 0xDD
        rounds(4)
        out.append(v[1] ^ v[3] if bits == 32 else v[0] ^ v[1] ^ v[2] ^ v[3])
    return out


def siphash(key, message):
    words = [int.from_bytes(key[i:i + 8], "little") for i in (0, 8)]
    initial = [0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573]
    return sip(64, (13, 16, 17, 21, 32, 32), initial, words, message, 1)[0]


def halfsiphash(key, message):
    words = [key & 0xFFFFFFFF, key >> 32]
    first, second = sip(32, (5, 8, 13, 7, 16, 16), [0, 0, 0x6C796765, 0x74656462], words, message, 2)
    return first, second


def pick_key(seed):
    return siphash(b"kefu.sample/1".ljust(16, b"\0"), seed.encode())


def canonical(text):
    """The integer that a text is the one way of writing, or None."""
    try:
        return int(text) if str(int(text)) == text and -2**63 <= int(text) < 2**63 else None
    except ValueError:
        return None


def pick_hash(key, id):
    number = id if isinstance(id, int) else canonical(id)
    if number is None:
        message = id.encode() + b"\2"
    else:
        message = (number % 2**64).to_bytes(8, "little") + b"\1"
    first, second = halfsiphash(key, message)
    return first << 32 | second


def wait(hash):
    """-ln(1 - (hash + 1/2) / 2^64) × 2^57, to more digits than decide the orders here."""
    decimal.getcontext().prec = 60
    u = 1 - (decimal.Decimal(hash) + decimal.Decimal("0.5")) / 2**64
    return fractions.Fraction(-u.ln() * 2**57)


# The reference code's vectors, so that nobody need trust the above: vectors.h of github.com/veorq/SipHash.
assert siphash(bytes(range(16)), bytes(range(15))) == 0xA129CA6149BE45E5
assert b"".join(w.to_bytes(4, "little") for w in halfsiphash(0x0706050403020100, b"")).hex() == "218d1f59b9b83cc8"

SEEDS = ["2026-W47", "2026-W48", "质检抽样 2026-W47", "x" * 1024]
IDS = [0, 1, -1, 7, 2**32, 2**53, 2**63 - 1, -2**63, 20261122000001]
TEXTS = ["7", "-12", "007", "+7", "a", "ab", "abc", "abcd", "abcdefg", "会话-0042", "9223372036854775808",
         "c2f1d7a0-8c1e-4a53-9f5d-0242ac120002"]

DRAWN = {109: 1000, 101: 2500, 112: 0, 104: 1000, 103: 4000, 111: 1000, 107: 125, 102: 1000, 110: 1000, 105: 1000,
         108: 1000, 106: 10**9}


def draw():
    hashes = {id: pick_hash(pick_key(SEEDS[0]), id) for id in DRAWN}
    least = sorted(DRAWN, key=hashes.get)
    soonest = sorted((id for id in DRAWN if DRAWN[id]), key=lambda id: wait(hashes[id]) / DRAWN[id])
    for order in (least, soonest):
        print(", ".join(f'"{id}"' for id in order))


# ---- Saved picks, as lib/pick/pick_bytes.c describes them ------------------------------------------------------

def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def zigzag(n):
    return varint(2 * n if n >= 0 else -2 * n - 1)


def text(t):
    return varint(len(t.encode())) + t.encode()


def key_bytes(key):
    number = canonical(key)
    return b"\1" + zigzag(number) if number is not None else b"\2" + text(key)


def by_key(key):
    number = canonical(key)
    return (0, number, b"") if number is not None else (1, 0, key.encode())


def drawn(seed, k, ids, groups=None, weights=None):
    """{group: (rows, [row numbers])}, groups in order."""
    key, by = pick_key(seed), {}
    for row, id in enumerate(ids):
        group = by.setdefault(groups[row] if groups else None, [0, []])
        group[0] += 1
        hash = pick_hash(key, id)
        if not weights or weights[row]:
            order = (wait(hash) / weights[row], hash) if weights else hash
            group[1].append((order, row))
    names = sorted(by, key=by_key) if groups else list(by)
    return {name: (by[name][0], [row for _, row in sorted(by[name][1])[:k]]) for name in names}


def saved(seed, k, scale, result, ids, by, weights):
    body = pick_key(seed).to_bytes(8, "little") + varint(k) + varint(scale)
    body += bytes([(1 if by else 0) | (2 if weights else 0)]) + text("id")
    body += (text("by") if by else b"") + (text("weight") if weights else b"") + varint(len(result))
    for name, (rows, chosen) in result.items():
        body += (key_bytes(name) if by else b"") + varint(rows) + varint(len(chosen))
        for row in chosen:
            body += key_bytes(ids[row]) + zigzag(row) + (varint(weights[row]) if weights else b"")
    body = bytes.fromhex("8B6B6566750D0A1A") + (3).to_bytes(4, "little") + (1).to_bytes(4, "little") + body
    body += (len(body) + 12).to_bytes(8, "little")
    return body + zlib.crc32(body).to_bytes(4, "little")


def golden_draws():
    ids = [str(20261122000000 + i * 7919 % 100003) for i in range(13)] + [f"会话-{i:04}" for i in range(13)] + ["-7", "007"]
    by = [["li", "wang", "12", "-3", "", "张三"][i * i % 11 % 6] for i in range(len(ids))]
    weights = [[0, 100, 250, 5, 99999999][i * i % 7 % 5] for i in range(len(ids))]
    print("# Rows by id, and their state: the same.\nclear")
    print("column\tid\ttext\t" + "\t".join(ids))
    print("column\tby\ttext\t" + "\t".join(t or "\\N" for t in by))
    print("column\tweight\ti64:2\t" + "\t".join(map(str, weights)))
    for seed, k, g, w in (("2026-W47", 5, 0, 0), ("2026-W47", 2, 1, 0), ("客服", 28, 0, 0), ("2026-W47", 5, 0, 1),
                          ("2026-W48", 3, 1, 1), ("2026-W48", 100, 0, 1)):
        result = drawn(seed, k, ids, by if g else None, weights if w else None)
        rows = " ".join(str(row) for _, chosen in result.values() for row in chosen)
        state = saved(seed, k, 2 if w else 0, result, ids, g, weights if w else None).hex()
        print(f"pick\t{seed}\t{'by' if g else '-'}\t{'weight' if w else '-'}\t{k}\t2\t{rows}\t{state}")
    key = pick_key("2026-W47")
    for rate in (0, 1, 100000000, 333333333, 500000000, 999999999, 1000000000):
        rows = [str(row) for row, id in enumerate(ids) if pick_hash(key, id) * 10**9 < rate << 64]
        print(f"pick_rate\t{key:016x}\t{rate}\t{' '.join(rows)}")


def main():
    what = sys.argv[1]
    if what == "draw":
        return draw()
    if what == "golden":
        print("# Keys of seeds, and hashes of ids under one: tests/oracle/pick_hash.py golden.")
    for seed in SEEDS:
        shown = seed if len(seed) < 40 else f"{seed[0]}*{len(seed)}"
        if what == "c":
            print(f'    {{"{shown}", UINT64_C(0x{pick_key(seed):016x})}},')
        elif len(seed) < 40:
            print(f"pick_key\t{seed}\t{pick_key(seed):016x}")
    key = pick_key(SEEDS[0])
    for id in IDS + TEXTS:
        if what == "c":
            shown = f'"{id}"' if isinstance(id, str) else (f"INT64_C({id})" if id > -2**63 else "INT64_MIN")
            print(f"    {{{shown}, UINT64_C(0x{pick_hash(key, id):016x})}},")
        else:
            print(f"pick_hash\t{key:016x}\t{id}\t{pick_hash(key, id):016x}")
    if what == "golden":
        golden_draws()



if __name__ == "__main__":
    main()
