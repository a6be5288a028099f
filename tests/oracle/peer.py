#!/usr/bin/env python3
"""Who inspects whom, a second time: the order of the seed and the rings in Python, and flows with
networkx. `peer.py` prints the rings that tests/unit/test_peers.c expects; `peer.py LIBRARY ROUNDS`
compares plans of random people where mutual pairs are allowed."""
import ctypes
import random
import sys

M = (1 << 64) - 1


def rounds(v, n):
    for _ in range(n):
        rot = lambda x, b: (x << b | x >> (64 - b)) & M
        v[0] = (v[0] + v[1]) & M; v[1] = rot(v[1], 13) ^ v[0]; v[0] = rot(v[0], 32)
        v[2] = (v[2] + v[3]) & M; v[3] = rot(v[3], 16) ^ v[2]
        v[0] = (v[0] + v[3]) & M; v[3] = rot(v[3], 21) ^ v[0]
        v[2] = (v[2] + v[1]) & M; v[1] = rot(v[1], 17) ^ v[2]; v[2] = rot(v[2], 32)


def siphash(k0, k1, data, wide):
    """SipHash-2-4 of Aumasson and Bernstein; with 128 bits as in their reference code."""
    v = [k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D ^ (0xEE if wide else 0),
         k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573]
    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) & 255])
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at:at + 8], "little")
        v[3] ^= word; rounds(v, 2); v[0] ^= word
    v[2] ^= 0xEE if wide else 0xFF
    rounds(v, 4)
    low = v[0] ^ v[1] ^ v[2] ^ v[3]
    if not wide:
        return low
    v[1] ^= 0xDD; rounds(v, 4)
    return low, v[0] ^ v[1] ^ v[2] ^ v[3]


def in_order(seed, people):
    k = siphash(int.from_bytes(b"kefu-pee", "little"), int.from_bytes(b"r-seed/1", "little"),
                seed.encode(), True)
    return sorted(people, key=lambda p: siphash(*k, p.encode(), False))


def ring(seed, people, each, period):
    order, n = in_order(seed, people), len(people)
    half, pairs = (n - 1) // 2, []
    for k in range(each):
        place = period * each + k
        step = n - 1 - place % half if place // half % 2 else 1 + place % half
        pairs += [(order[i], order[(i + step) % n]) for i in range(n)]
    return " ".join(a + ">" + b for a, b in sorted(pairs))



def compare(library, turns):
    import networkx as nx
    kefu = ctypes.CDLL(library)
    kefu.kefu_builder_batch.restype = ctypes.c_void_p
    kefu.kefu_peers_count.restype = ctypes.c_int64
    P, I = ctypes.c_void_p, ctypes.c_int32

    def batch(columns, rows):
        """A builder: all text."""
        builder = P()
        assert not kefu.kefu_builder_new(None, None, ctypes.byref(builder), None)
        for name in columns:
            assert not kefu.kefu_builder_add(builder, name.encode(), I(20), I(0), ctypes.c_uint32(0), None, None)
        for row in rows:
            for c, cell in enumerate(row):
                cell = str(cell).encode()
                assert not kefu.kefu_builder_set_text(builder, I(c), cell, ctypes.c_size_t(len(cell)), None)
            assert not kefu.kefu_builder_end_row(builder, None)
        return builder

    class Options(ctypes.Structure):
        _fields_ = [("size", ctypes.c_size_t), ("allocator", P), ("limits", P),
                    ("seed", ctypes.c_char_p), ("period", ctypes.c_int64), ("each", I),
                    ("team_rule", I), ("bans", P), ("history", P), ("mutual", I), ("reserved0", I)]

    class Loads(ctypes.Structure):
        _fields_ = [("size", ctypes.c_size_t)] + [(n, ctypes.c_int64) for n in (
            "inspectors", "inspected", "least", "most", "again")] + [("proven", I), ("reserved0", I)]

    rng, found, none = random.Random(5), 0, 0
    for turn in range(turns):
        n, each = rng.randint(2, 40), rng.randint(1, 5)
        people = [f"p{i}" for i in range(n)]
        team = [rng.choice("ABC") for _ in people]
        inspects = [rng.random() < .8 for _ in people]
        inspected = [rng.random() < .8 for _ in people]
        most = [rng.randint(0, 8) if rng.random() < .2 else "" for _ in people]
        same, mutual = rng.choice([0, 0, 1, 2]), int(rng.random() < .7)
        bans = {(rng.randrange(n), rng.randrange(n)) for _ in range(rng.randrange(n * n // 3 + 1))}
        if not any(inspected):
            continue
        can = [inspects[i] and most[i] != 0 for i in range(n)]

        def flow(limit):
            g = nx.DiGraph()
            g.add_nodes_from("st")
            for i in range(n):
                g.add_edge("s", ("i", i), capacity=min(limit, n if most[i] == "" else most[i]) * can[i])
                g.add_edge(("j", i), "t", capacity=each * inspected[i])
                for j in range(n):
                    if i != j and (i, j) not in bans and (not same or (team[i] == team[j]) == (same == 2)):
                        g.add_edge(("i", i), ("j", j), capacity=1)
            return nx.maximum_flow_value(g, "s", "t") == each * sum(inspected)

        best = next((k for k in range(1, n + 1) if flow(k)), None) if flow(n) else None
        who = batch(["person", "team", "inspects", "inspected", "most"],
                    zip(people, team, map(int, inspects), map(int, inspected), most))
        ban = batch(["inspector", "inspected"], [(people[i], people[j]) for i, j in bans])
        options = Options(ctypes.sizeof(Options), None, None, b"seed", turn, each, same,
                          kefu.kefu_builder_batch(ban), None, mutual, 0)
        peers, loads = P(), Loads(ctypes.sizeof(Loads))
        error = ctypes.create_string_buffer(256)
        status = kefu.kefu_peers_new(P(kefu.kefu_builder_batch(who)), ctypes.byref(options),
                                     ctypes.byref(peers), error)
        if mutual or best is None:
            assert (status == 0) == (best is not None), (turn, status, best, error.raw[32:])
        if status == 0:
            assert not kefu.kefu_peers_loads(peers, ctypes.byref(loads))
            assert loads.most == best if mutual else loads.most >= best, (turn, loads.most, best)
            kefu.kefu_peers_free(peers)
        else:
            assert status == 27, (turn, status, error.raw[32:])
        found, none = found + (status == 0), none + (status != 0)
        kefu.kefu_builder_free(who)
        kefu.kefu_builder_free(ban)
    print(f"{found} plans and {none} without one agree with networkx {nx.__version__}")


if __name__ == "__main__" and len(sys.argv) > 1:
    compare(sys.argv[1], int(sys.argv[2]))
elif __name__ == "__main__":
    for people, each, period in (("甲 乙 丙 丁 戊", 1, 0), ("甲 乙 丙 丁 戊", 1, 1),
                                 ("甲 乙 丙 丁 戊", 1, 2), ("甲 乙 丙 丁 戊", 2, 0),
                                 ("a b c d e f g h", 3, 1)):
        print(each, period, ring("2026", people.split(), each, period))
