#!/usr/bin/env python3
"""state_vectors.py - writes tests/golden/state.txt: saved states put together from what lib/metric/state.h and
tally_fingerprint.c say, with a SipHash of its own, CRC-32 of zlib and sums of whole numbers; nothing of the library."""
import struct
import zlib

M = (1 << 64) - 1


def siphash128(key, data):  # Aumasson and Bernstein; 2-4 rounds, 128 bits
    k0, k1 = struct.unpack("<QQ", key)
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D ^ 0xEE, k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]
    rotl = lambda x, b: (x << b | x >> (64 - b)) & M

    def rounds(n):
        for _ in range(n):
            v[0] = v[0] + v[1] & M; v[1] = rotl(v[1], 13) ^ v[0]; v[0] = rotl(v[0], 32)
            v[2] = v[2] + v[3] & M; v[3] = rotl(v[3], 16) ^ v[2]
            v[0] = v[0] + v[3] & M; v[3] = rotl(v[3], 21) ^ v[0]
            v[2] = v[2] + v[1] & M; v[1] = rotl(v[1], 17) ^ v[2]; v[2] = rotl(v[2], 32)

    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) & 255])
    for (word,) in struct.iter_unpack("<Q", padded):
        v[3] ^= word; rounds(2); v[0] ^= word
    v[2] ^= 0xEE; rounds(4)
    low = v[0] ^ v[1] ^ v[2] ^ v[3]
    v[1] ^= 0xDD; rounds(4)
    return struct.pack("<QQ", low, v[0] ^ v[1] ^ v[2] ^ v[3])


assert siphash128(bytes(range(16)), b"") == bytes.fromhex("a3817f04ba25a8e66df67214c7550293")  # its authors' vector


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128]); n >>= 7
    return out + bytes([n])


def text(t):
    t = t.encode()
    return varint(len(t)) + t


def i64(n): return struct.pack("<q", n)
def i128(n): return n.to_bytes(16, "little", signed=True)


def fingerprint(keys, metrics, where):
    out = b""

    def part(tag, value):
        nonlocal out
        value = value if isinstance(value, bytes) else str(value).encode()
        out += tag + struct.pack("<I", len(value)) + value
    part(b"t", "kefu tally 1"); part(b"s", 6); part(b"w", where); part(b"r", 0); part(b"K", len(keys))
    for key in keys:
        part(b"k", key)
    part(b"M", len(metrics))
    for m in metrics:
        part(b"n", m["name"]); part(b"f", m["meaning"])
        for call in m["calls"]:
            part(b"c", f"kefu.{call}/1")
        part(b"d", "")
    return siphash128(b"kefu fingerprint", out)


def state(keys, metrics, aggregates, groups, where="", meaning="", tag=""):
    """groups: [(keys, flags, states)] in order"""
    out = b"\x8bkefu\r\n\x1a" + struct.pack("<II", 1, 1) + fingerprint(keys, metrics, meaning)
    out += struct.pack("<QIIIi", len(groups), len(keys), len(metrics), len(aggregates), 0) + text(tag)
    out += b"\x06" + text(where) + b"".join(map(text, keys))
    out += b"".join(text(f"kefu.{a}/1") + text(a) + b"\x01" for a in aggregates)
    for m in metrics:
        out += text(m["name"]) * 3 + text("") * 2 + text(m["formula"]) + bytes([0, 1]) + i64(m.get("min_n", 0))
    for key, flags, states in groups:
        out += b"".join(b"\0" + i64(k) if isinstance(k, int) else b"\1" + text(k) for k in key)
        out += bytes(flags) + b"".join(varint(len(s)) + s for s in states)
    out += struct.pack("<Q", len(out) + 12)
    return out + struct.pack("<I", zlib.crc32(out))


# ---- States of the metrics, in micros ------------------------------------------------------------

U = 10**6


def count(values): return i64(len(values))
def total(values): return i128(sum(values) * U) + i64(len(values))
def ratio(pairs): return i128(sum(a for a, _ in pairs) * U) + i128(sum(b for _, b in pairs) * U) + i64(len(pairs))
def share(values): return i64(sum(values)) + i64(len(values))
def extreme(of, values): return i64(of(values) if values else 0) + i64(len(values))


# ---- Vector 1: a day of two agents. None is null, "~" not known yet ------------------------------

rows = [("小林", 3, 3, 1050), ("小林", 3, 2, 2000), ("阿杰", 2000, 1000, 10), (7, 0, 0, None), (7, 0, 0, None),
        ("小林", 2, "~", 0), (-12, 1, None, 5)]  # agent, asked, paid, amount in fen
metrics = [
    dict(name="n", formula="count(*)", meaning="count ( * )", calls=["count"]),
    dict(name="rate", formula="SUM(paid)/sum(`asked`)", meaning="sum ( `paid` ) / sum ( `asked` )",
         calls=["sum", "sum"], min_n=30),
    dict(name="pair", formula="ratio(paid, asked)", meaning="ratio ( `paid` , `asked` )", calls=["ratio"]),
    dict(name="mean", formula="mean(amount)", meaning="mean ( `amount` )", calls=["mean"]),
    dict(name="range", formula="max(amount) - min(amount)", meaning="max ( `amount` ) - min ( `amount` )",
         calls=["max", "min"]),
    dict(name="big", formula="share(asked != 3)", meaning="share ( `asked` <> 3 )", calls=["share"]),
    dict(name="few", formula="count(where asked < 3)", meaning="count ( where `asked` < 3 )", calls=["count"]),
]
aggregates = ["count", "sum", "sum", "ratio", "mean", "max", "min", "share", "count"]
groups = []
for agent in (-12, 7, "小林", "阿杰"):
    mine = [r[1:] for r in rows if r[0] == agent]
    asked, amount = [r[0] for r in mine], [r[2] for r in mine if r[2] is not None]
    pairs = [(r[1], r[0]) for r in mine if isinstance(r[1], int)]
    unsure = int(any(r[1] == "~" for r in mine))
    fen = U // 100
    groups.append(((agent,), [0, unsure, 0, unsure, 0, 0, 0, 0, 0],
                   [count(mine), total([a for a, _ in pairs]), total(asked), ratio(pairs),
                    i128(sum(amount) * fen) + i64(len(amount)), extreme(max, [a * fen for a in amount]),
                    extreme(min, [a * fen for a in amount]), share([a != 3 for a in asked]),
                    count([a for a in asked if a < 3])]))
first = state(["agent"], metrics, aggregates, groups, tag="2026-10-03 门店")

# ---- Vector 2: two keys, no metric. Vector 3: nothing at all, no keys, one metric -----------------

second = state(["agent", "asked"], [], [], [((k, a), [], []) for k, a in
               ((-12, 1), (7, 0), ("小林", 2), ("小林", 3), ("阿杰", 2000))])
third = state([], metrics[:1], ["count"], [])
fourth = state([], metrics[:1], ["count"], [((), [0], [i64(7)])])

column = lambda name, kind, values: "\t".join(["column", name, kind] + [r"\N" if v is None else str(v) for v in values])
lines = [
    "# Saved states, written by tests/tools/state_vectors.py from the description of the format.",
    column("agent", "text", [r[0] for r in rows]),
    column("asked", "i64:0", [r[1] for r in rows]),
    column("paid", "i64:0", [r[2] for r in rows]),
    column("amount", "i64:2", [r[3] for r in rows]),
    "by\tagent",
    *["\t".join(["metric", m["name"], m["formula"]] + ([str(m["min_n"])] if "min_n" in m else [])) for m in metrics],
    "fingerprint\t" + fingerprint(["agent"], metrics, "").hex(),
    "tally",
    "state\t" + first.hex() + "\t2026-10-03 门店",
    "# the tally is now the one that was loaded",
    "value\t小林\tpair\t5\t6\t6\tprovisional\t0",
    "value\t小林\trate\t5\t8\t3\tprovisional\t256",
    "value\t-12\tmean\t5\t100\t1\tok\t0",
    "# and counts on: all of the rows once more",
    "tally",
    "value\t小林\tpair\t10\t12\t12\tprovisional\t0",
    "again", "by\tagent", "by\tasked", "tally", "state\t" + second.hex(),
    "again", "metric\tn\tcount(*)", "state\t" + third.hex(), "tally", "state\t" + fourth.hex(),
]
with open("tests/golden/state.txt", "w", encoding="utf-8", newline="\n") as file:
    file.write("\n".join(lines) + "\n")
