"""Writes lib/model/z_roots.inc: 2^32 / sqrt(looked + 20) rounded down, of texts with few features."""
from math import isqrt

COUNT = 1024
roots = [isqrt((1 << 64) // (looked + 20)) for looked in range(COUNT)]
with open("lib/model/z_roots.inc", "w") as out:
    out.write("/* z_roots.inc - written by tests/tools/model_tables.py; do not edit. */\n\n")
    out.write("static const uint32_t z_roots[%d] = {\n" % COUNT)
    for i in range(0, COUNT, 8):
        out.write("    " + " ".join("%d," % r for r in roots[i:i + 8]) + "\n")
    out.write("};\n")
