#!/usr/bin/env python3
"""Writes lib/base/gb18030_table.inc to standard output: python3 tests/tools/gb18030_table.py

The source is Python's own gb18030 codec, which is GB 18030-2000. On top of it come, as in the WHATWG
Encoding Standard (https://encoding.spec.whatwg.org/#index-gb18030, of September 2024):
  - GB 18030-2005: A8BC and 8135F437 change places (U+1E3F and U+E7C7);
  - GB 18030-2022: 18 two-byte codes leave the private use area;
  - A3A0 is U+3000, as deployed, not U+E5E5.
A newer Python may have some of these already; the checks below say so if anything else differs.
"""

SWAPPED = {0xA8BC: 0x1E3F}
SWAPPED_FOUR = {7457: 0xE7C7}
OUT_OF_PRIVATE_USE = {
    0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15,
    0xA6DF: 0xFE16, 0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19, 0xFE59: 0x9FB4, 0xFE61: 0x9FB5,
    0xFE66: 0x9FB6, 0xFE67: 0x9FB7, 0xFE6D: 0x9FB8, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFEA0: 0x9FBB,
}
DEPLOYED = {0xA3A0: 0x3000}

LEADS = range(0x81, 0xFF)
TRAILS = [t for t in range(0x40, 0xFF) if t != 0x7F]
BMP_POINTERS = 39420


def four_bytes(pointer):
    return bytes([0x81 + pointer // 12600, 0x30 + pointer // 1260 % 10,
                  0x81 + pointer // 10 % 126, 0x30 + pointer % 10])


def decode(code):
    return ord(code.decode("gb18030"))


def tables():
    two = {lead << 8 | trail: decode(bytes([lead, trail])) for lead in LEADS for trail in TRAILS}
    four = [decode(four_bytes(pointer)) for pointer in range(BMP_POINTERS)]
    assert len(two) == 23940 and max(two.values()) < 0x10000

    # The two halves of the standard fit: what has no two-byte code comes in order in the four-byte ones.
    taken = set(two.values())
    rest = [c for c in range(0x80, 0x10000) if c not in taken and not 0xD800 <= c < 0xE000]
    assert len(taken) == 23940 and sorted(four) == rest

    # The supplementary planes are linear from 90308130 on.
    for code in range(0x10000, 0x110000, 97):
        assert decode(four_bytes(189000 + code - 0x10000)) == code
    assert four_bytes(7457) == bytes.fromhex("8135F437")

    for changes in (SWAPPED, OUT_OF_PRIVATE_USE, DEPLOYED):
        for code, character in changes.items():
            assert 0xE000 <= two[code] < 0xF900 or two[code] == character
            two[code] = character
    for pointer, character in SWAPPED_FOUR.items():
        assert four[pointer] in (0x1E3F, character)
        four[pointer] = character
    return two, four


def runs(four):
    out = []
    for pointer, code in enumerate(four):
        if not out or pointer - out[-1][0] != code - out[-1][1]:
            out.append((pointer, code))
    return out


def rows(items, per_row):
    return ["    " + " ".join(items[i:i + per_row]) for i in range(0, len(items), per_row)]


def main():
    two, four = tables()
    ranges = runs(four)
    print("/* gb18030_table.inc - written by tests/tools/gb18030_table.py; do not edit. */\n")
    print("/* By lead byte 81..FE, then trail byte 40..7E, 80..FE: 190 characters a lead. */")
    print("const uint16_t kf_gb18030_two[23940] = {")
    for lead in LEADS:
        print(f"    /* {lead:02X} */")
        codes = [f"0x{two[lead << 8 | trail]:04X}," for trail in TRAILS]
        print("\n".join(rows(codes, 38)))
    print("};\n")
    print("/* Where a run of four-byte codes begins: its first number and character. */")
    print("static const struct gb18030_run {")
    print("    uint16_t number, code;")
    print(f"}} gb18030_runs[{len(ranges)}] = {{")
    print("\n".join(rows([f"{{{pointer}, 0x{code:04X}}}," for pointer, code in ranges], 8)))
    print("};")


main()
