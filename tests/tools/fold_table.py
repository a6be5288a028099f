#!/usr/bin/env python3
"""Writes lib/fold/fold_table.inc to standard output: python3 tests/tools/fold_table.py [FOLDER]

FOLDER has the files of the Unicode Character Database 15.0.0 (Debian: package unicode-data, in
/usr/share/unicode): UnicodeData.txt, CompositionExclusions.txt, DerivedCoreProperties.txt,
Scripts.txt, Unihan_Variants.txt (or .bz2). What is written depends on them and on this file alone.

The rules, for each code of the basic plane, again and again until nothing changes:
  1. what SIGNS names, as it says there;
  2. controls and separators: a blank, or the end of a line; what is ignorable by default, and marks
     that combine with letters of any script: nothing;
  3. what has a digit's value: that digit;
  4. a compatibility form (NFKC) of one character: that one; signs that stand for several stay;
  5. small letters; Latin letters without accents, since those may also be marks of their own;
  6. Chinese: kSimplifiedVariant of Unihan, one to one, with CHOSEN where it has several or none.
"""

import bz2
import os
import sys
import unicodedata

VERSION = "15.0.0"
RULES = 1  # of lib/fold/*.c, and of this file where the table cannot show it
DROP, BLANK, LINE = 0, 0x20, 0x0A
# KF_KIND_... of lib/fold/fold.h
OTHER, HAN, LETTER, DIGIT, BLANK_KIND, MARK, EMOJI_KIND, EDGE = range(8)
EMOJI, ASTRAL, REPLACED = 0xDF00, 0xD800, 0xFFFD
# Folded characters above the basic plane: letters of mathematics, signs and emoji, compatibility
# forms of Chinese characters. All others are ASTRAL | their low 10 bits; E0000..E0FFF are dropped.
WINDOWS = [(0x1D400, 0x400), (0x1F000, 0xC00), (0x2F800, 0x220)]

# The first character of each line stands for all behind it.
SIGNS = """
,,、،﹑
..。…‥⋯
!❗❕‼
?؟❓❔⁇⁈⁉
::∶ː
''‘’‚‛′‵´`ʼʹ
""“”„‟″‶〝〞〟「」『』«»❝❞
--‐‑‒–—―−─━﹘➖
~~〜∼∽˜〰
<<〈《‹⟨⟪
>>〉》›⟩⟫
[[【〔〖〘〚
]]】〕〗〙〛
//⁄∕
**＊∗✱✳
++➕
··・•‧∙⋅●
"""

# By what they say; a class is a line. Skin tones are dropped before.
EMOJI_CLASSES = [
    ("joy", "😀😃😄😁😆😅🤣😂🙂😉😊😇😋😛😜🤪😝🤭🤗😎🤓🥳🤠😏😌😸😹😺☺☻㋡😬🥹🫠"),
    ("love", "🥰😍🤩😘😗😚😙😻💋💌💘💝💖💗💓💞💕💟❣❤♥♡❥🧡💛💚💙💜🤎🖤🤍🩷🩵🩶💑💏🌹🫶🤟🫰💐"),
    ("thumbs_up", "👍👌💪🆗✔✅☑✌🤙👊✊🤞🤘🦾"),
    ("thanks", "👏🙏🤝🙌🙇🤲🫡🫂👋"),
    ("celebrate", "🎉🎊🎁🎈🎂🍾🥂🍻🧨🎆🎇✨💫🎀"),
    ("neutral", "😐😑😶🤔🤨🙄🙃😴🥱😪🤷😒🤐🫤🫥🤫💤"),
    ("sad", "😞😔😟🙁☹😕😣😖😫😩😓😥😰🥺💔😿🥀😧😦😨"),
    ("cry", "😢😭🥲💧"),
    ("angry", "😠😡🤬😤💢👿😈👺👹😾🖕"),
    ("disgust", "🤮🤢😷🤒🤕🤧🥴😵💩🤡🐛🪳🪰🐀🦟🚮🗑"),
    ("thumbs_down", "👎🙅📉🆖"),
    ("surprise", "😮😯😲😳🤯😱🙀🫢🫣🤦🫨"),
    ("forbidden", "⚠⛔🚫❌❎✖✗✘🛑🔞🚷📵⛝🚨☠💀"),
    ("star", "⭐🌟★☆✪✩✫✬✭✮✯💯🏆🥇🏅🎖👑🔝🥈🥉☝🔥💎"),
    ("money", "💰💵💴💶💷🧧💳💸🪙🏧🤑💲"),
    ("contact", "📞📱☎☏✆📲✉📧📩📨👉👈👆👇☞☜💬🗨📮🖐✋🤚➡⬅🔗📬📪🆔"),
]
TONES = range(0x1F3FB, 0x1F400)

# Where kSimplifiedVariant has several of the basic plane, is not what is read today, or is missing
# since the character is a variant of another traditional one: the usual character of reviews. Most
# of these pairs are in the first list of variant characters of 1955 (第一批异体字整理表).
CHOSEN = """
沈瀋 线線綫 钟鍾鈡 旋鏇 腼靦 余餘 托託 咨諮谘 彩綵 摆襬 径逕 巨鉅 碱鹼鹻 曲麴 奖奬 弥瀰
里裏 布佈 占佔 局侷 私俬 幸倖 雇僱 凶兇 札劄 勋勳 恤卹 即卽 既旣 厕厠 念唸 启啓 吃喫 恶噁 尝嚐 咽嚥
向嚮 墙墻 坛罎 采寀 峰峯 昆崑 仑崙 岁嵗 岳嶽 岩巖巗 并幷 吊弔 彻徹 雕彫鵰 佛彿 凄悽淒 戚慼 欲慾
捍扞 拼拚 挨捱 扇搧 抬擡 捣擣 叙敍敘 教敎 升昇陞 查査 棋棊 矩榘 干榦 杠槓 梁樑 叹歎 僵殭 壳殻
泛氾汎 污汙 溯泝遡 泄洩 净淨 凌淩 涌湧 湿溼 汇滙 卤滷 炖燉 毁燬譭 熏燻 为爲 床牀 抵牴 呆獃
产産 画畵 酸痠 痹痺 愈癒 痴癡 皂皁 杯盃 真眞 秘祕 棱稜 竖竪 个箇 檐簷 签籤 妆粧 粽糉糭 扎紮
弦絃 绝絶 绣綉 捆綑 绷繃綳 绿緑 群羣 膻羶 唇脣 修脩 卧臥 铺舖 馆舘 烟菸煙 药葯 搜蒐 席蓆 苔薹
蕴藴 虱蝨 蝎蠍 蚝蠔 众衆 卫衞 只衹祇 袷夹 核覈 证証 说説 谣謡 哗譁 噪譟 赞讚 溪谿 艳豔艷 狸貍 赃贜
逾踰 迹蹟 周週 游遊 绕遶繞 腌醃 糖醣 扣釦 钥鈅 钻鉆 钵鉢 锐鋭 录録 炼鍊 针鍼 镰鎌 锤鎚 镇鎭
鉴鑑 阅閲 暗闇 沾霑 颓頽 颜顔 飧飱 糊餬 喂餵 饥饑飢 骂駡 哄鬨 鸡鷄 面麪麫 你妳 它牠 粘黏 韵韻韵
"""
KEPT = "幺阪戠垵"  # which Unihan would replace, and which have a meaning of their own today


def lines(folder, name):
    path = os.path.join(folder, name)
    text = bz2.open(path + ".bz2", "rt", encoding="utf-8") if os.path.exists(path + ".bz2") \
        else open(path, encoding="utf-8")
    with text:
        return [line.rstrip("\n") for line in text]


def fields(folder, name):
    rows = lines(folder, name)
    assert any(VERSION in line for line in rows[:8]), f"{name} is not of Unicode {VERSION}"
    return [[f.strip() for f in line.split("#")[0].split(";")] for line in rows
            if line.split("#")[0].strip()]


def codes(text):
    ends = [int(part, 16) for part in text.split("..")]
    return range(ends[0], ends[-1] + 1)


def having(folder, name, value):
    return {c for f in fields(folder, name) if f[1] == value for c in codes(f[0])}


class Database:
    def __init__(self, folder):
        self.category, self.decomposition, self.lower, self.digit, self.name = {}, {}, {}, {}, {}
        self.combining = {}
        first = 0
        for line in lines(folder, "UnicodeData.txt"):
            f = line.split(";")
            code = int(f[0], 16)
            first = first if f[1].endswith("Last>") else code
            for c in range(first, code + 1):
                self.category[c] = f[2]
            self.name[code], self.combining[code] = f[1], int(f[3])
            if f[5]:
                self.decomposition[code] = f[5]
            if f[7]:
                self.digit[code] = int(f[7])
            if f[13]:
                self.lower[code] = int(f[13], 16)
        self.ignorable = having(folder, "DerivedCoreProperties.txt", "Default_Ignorable_Code_Point")
        self.inherited = having(folder, "Scripts.txt", "Inherited")
        excluded = {c for f in fields(folder, "CompositionExclusions.txt") for c in codes(f[0])}
        self.composed = {}
        for syllable in range(0xAC00, 0xD7A4):  # Hangul is composed by arithmetic
            lead, rest = divmod(syllable - 0xAC00, 588)
            vowel, tail = divmod(rest, 28)
            self.composed[(syllable - tail, 0x11A7 + tail) if tail
                          else (0x1100 + lead, 0x1161 + vowel)] = syllable
        for code, how in self.decomposition.items():
            parts = how.split()
            if len(parts) == 2 and parts[0][0] != "<" and code not in excluded \
                    and not self.combining[code] and not self.combining.get(int(parts[0], 16)):
                self.composed[tuple(int(p, 16) for p in parts)] = code

    def decomposed(self, code):
        how = self.decomposition.get(code)
        if not how:
            return [code]
        return [d for p in how.split() if p[0] != "<" for d in self.decomposed(int(p, 16))]

    def nfkc(self, code):
        """The one character of its NFKC form, or itself if that has several."""
        parts = self.decomposed(code)
        while len(parts) > 1 and tuple(parts[:2]) in self.composed:
            parts[:2] = [self.composed[tuple(parts[:2])]]
        return parts[0] if len(parts) == 1 else code

    def bare(self, code):
        """A Latin letter without what combines with it."""
        how = self.decomposition.get(code, "<")
        if how[0] == "<" or not self.name[code].startswith("LATIN"):
            return code
        return self.bare(int(how.split()[0], 16))

    def check(self):
        """Against another implementation, where it knows the characters."""
        for code in range(0x110000):
            character = chr(code)
            if unicodedata.category(character) in ("Cn", "Cs") or code not in self.category:
                continue
            form = unicodedata.normalize("NFKC", character)
            assert self.nfkc(code) == (ord(form) if len(form) == 1 else code), hex(code)


def simplified(folder):
    rows = lines(folder, "Unihan_Variants.txt")
    assert any(VERSION in line for line in rows[:8])
    table = {}
    for line in rows:
        f = line.split()
        if len(f) > 2 and f[1] == "kSimplifiedVariant":
            code = int(f[0][2:], 16)
            to = [int(v[2:], 16) for v in f[2:]]
            table[code] = [v for v in to if v != code and v < 0x10000]
    for line in CHOSEN.split():
        for c in line[1:]:
            table[ord(c)] = [ord(line[0])] if c != line[0] else []
    for c in KEPT:
        table[ord(c)] = []
    several = [chr(c) for c, to in table.items() if len(to) > 1 and c < 0x10000]
    assert not several, f"CHOSEN lacks {several}"
    return {c: to[0] for c, to in table.items() if to}


class Fold:
    def __init__(self, folder):
        self.db = Database(folder)
        self.db.check()
        self.simple = simplified(folder)
        self.signs = {ord(c): ord(line[0]) for line in SIGNS.split("\n") for c in line[1:]}
        self.emoji = {}
        for number, (_, signs) in enumerate(EMOJI_CLASSES):
            for c in signs:
                assert ord(c) not in self.emoji and ord(c) not in self.signs, c
                self.emoji[ord(c)] = EMOJI + number

    def step(self, c):
        db = self.db
        kind = db.category.get(c, "Cn")
        if c in self.signs:
            return self.signs[c]
        if c in self.emoji:
            return self.emoji[c]
        if c in (0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029):
            return LINE
        if kind in ("Cc", "Zs") or c in (0x2800, 0xFFFC):
            return BLANK
        marks = c in db.inherited and kind in ("Mn", "Me") and c not in (0x3099, 0x309A)
        if c in db.ignorable or marks or c in TONES or 0xFFF9 <= c <= 0xFFFB:
            return DROP
        if c in db.digit:
            return ord("0") + db.digit[c]
        c = db.nfkc(c)
        c = db.bare(db.lower.get(c, c))
        return self.simple.get(c, c)

    def of(self, c):
        while True:
            to = self.step(c)
            if to == c or to in (DROP, LINE, BLANK) or EMOJI <= to < EMOJI + 16:
                return to
            c = to

    def unit(self, c):
        """Of a character of any plane."""
        to = self.of(c)
        return to if to < 0x10000 else ASTRAL | (to & 0x3FF)

    def kind(self, u):
        category = self.db.category.get(u, "Cn")
        if u < 2:
            return EDGE
        if u in (BLANK, LINE):
            return BLANK_KIND
        if EMOJI <= u < EMOJI + 16:
            return EMOJI_KIND
        if u == REPLACED or category in ("Cn", "Co", "Cs", "Cc", "Cf"):
            return OTHER
        if 0x3400 <= u < 0x4DC0 or 0x4E00 <= u < 0xA000 or 0xF900 <= u < 0xFB00 \
                or 0x2E80 <= u < 0x2FE0 or 0x3005 <= u <= 0x3007 or 0x3021 <= u <= 0x3029 \
                or 0x3038 <= u <= 0x303B or 0x3041 <= u < 0x3130 and category[0] in "LM" \
                or 0x31A0 <= u < 0x31C0 or 0x31F0 <= u < 0x3200:
            return HAN
        if ord("0") <= u <= ord("9"):
            return DIGIT
        if category[0] in "LM" or category == "Nl":
            return LETTER
        return MARK if category[0] in "PS" else OTHER


def siphash(data):
    """SipHash-2-4 with 64 bits under the key 0, 0 (Aumasson and Bernstein)."""
    mask = (1 << 64) - 1
    v = [0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573]

    def rotated(x, n):
        return (x << n | x >> (64 - n)) & mask

    def rounds(n):
        for _ in range(n):
            v[0] = (v[0] + v[1]) & mask
            v[1] = rotated(v[1], 13) ^ v[0]
            v[0] = rotated(v[0], 32)
            v[2] = (v[2] + v[3]) & mask
            v[3] = rotated(v[3], 16) ^ v[2]
            v[0] = (v[0] + v[3]) & mask
            v[3] = rotated(v[3], 21) ^ v[0]
            v[2] = (v[2] + v[1]) & mask
            v[1] = rotated(v[1], 17) ^ v[2]
            v[2] = rotated(v[2], 32)

    padded = data + bytes(7 - len(data) % 8) + bytes([len(data) & 255])
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at:at + 8], "little")
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 0xFF
    rounds(4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


assert siphash(b"") == 0x1E924B9D737700D7  # as OpenBSD's and Rust's tests of the key 0


def numbers(values, width):
    return [", ".join(f"0x{v:04X}" if width else str(v)
                      for v in values[i:i + 16]) + "," for i in range(0, len(values), 16)]


def basic(table):
    """Rows of 16, of which those that are themselves are written as runs."""
    out, at = [], 0
    while at < 0x10000:
        run = next((n for n in (4096, 256, 16)
                    if at % n == 0 and all(table[c] == c for c in range(at, at + n))), 0)
        if run:
            out.append(f"FOLD_RUN_{run}(0x{at:04X})")
        else:
            out.append(numbers(table[at:at + 16], 4)[0])
        at += run or 16
    return "\n".join(out)


def pages(kinds):
    """Pages of 256, each once, and which one each code's is."""
    seen, which = [], []
    for at in range(0, 0x10000, 256):
        page = kinds[at:at + 256]
        if page not in seen:
            seen.append(page)
        which.append(seen.index(page))
    return seen, which


HEAD = """/* fold_table.inc - written by tests/tools/fold_table.py; do not edit.
 *
 * Made from data files of Unicode 15.0.0 (UnicodeData, CompositionExclusions,
 * DerivedCoreProperties, Scripts, and kSimplifiedVariant of Unihan_Variants), which it changes: see
 * the rules in that script. Their notice:
 *
 * UNICODE, INC. LICENSE AGREEMENT - DATA FILES AND SOFTWARE
 * COPYRIGHT AND PERMISSION NOTICE
 *
 * Copyright (c) 1991-2022 Unicode, Inc. All rights reserved.
 * Distributed under the Terms of Use in https://www.unicode.org/copyright.html.
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of the Unicode data
 * files and any associated documentation (the "Data Files") or Unicode software and any associated
 * documentation (the "Software") to deal in the Data Files or Software without restriction,
 * including without limitation the rights to use, copy, modify, merge, publish, distribute, and/or
 * sell copies of the Data Files or Software, and to permit persons to whom the Data Files or
 * Software are furnished to do so, provided that either
 * (a) this copyright and permission notice appear with all copies of the Data Files or Software, or
 * (b) this copyright and permission notice appear in associated Documentation.
 *
 * THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
 * IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR
 * PURPOSE AND NONINFRINGEMENT OF THIRD PARTY RIGHTS. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
 * HOLDERS INCLUDED IN THIS NOTICE BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL INDIRECT OR CONSEQUENTIAL
 * DAMAGES, OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
 * ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE
 * USE OR PERFORMANCE OF THE DATA FILES OR SOFTWARE.
 *
 * Except as contained in this notice, the name of a copyright holder shall not be used in
 * advertising or otherwise to promote the sale, use or other dealings in these Data Files or
 * Software without prior written authorization of the copyright holder. */
"""


def main():
    fold = Fold(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode")
    surrogates = range(0xD800, 0xE000)
    table = [c if c in surrogates else fold.unit(c) for c in range(0x10000)]
    kinds = [fold.kind(u) for u in range(0x10000)]
    astral = [fold.unit(c) for first, count in WINDOWS for c in range(first, first + count)]
    for u in {t for t in table + astral if t > BLANK and not ASTRAL <= t < 0xE000}:
        assert table[u] == u and kinds[u] not in (EDGE, BLANK_KIND), hex(u)

    hashed = RULES.to_bytes(4, "little") + b"".join(
        u.to_bytes(2, "little") for u in table + astral) + bytes(kinds)
    seen, which = pages(kinds)

    print(HEAD)
    print("/* SipHash-2-4 under the key 0, 0 of the rules' number, 4 bytes, fold_basic, fold_astral, 2")
    print(" * bytes each, and the kinds of 0000..FFFF; all little-endian. */")
    print(f"#define FOLD_RULES {RULES}u")
    print(f"#define FOLD_ID UINT64_C({siphash(hashed):#018x})\n")
    print("/* Codes that are their own units. */")
    for run, of in ((4, 1), (16, 4), (256, 16), (4096, 256)):
        name = (lambda n: f"FOLD_RUN_{n}" if n > 1 else "")
        step = run // 4 if run < 256 else run // 16
        parts = [f"(c) + {i}" if of == 1 else f"{name(of)}((c) + {i * of:#x})"
                 for i in range(run // of)]
        comma = ", " if of == 1 else " "
        text = comma.join(parts) + ("," if of == 1 else "")
        print(f"#define FOLD_RUN_{run}(c) {text}")
    print("\nconst uint16_t kf_fold_table[0x10000] = {")
    print(basic(table))
    print("};\n")
    print("/* " + ", ".join(f"{f:X}..{f + n - 1:X}" for f, n in WINDOWS) + " */")
    print(f"static const uint16_t fold_astral[{len(astral)}] = {{")
    print("\n".join(numbers(astral, 4)))
    print("};\n")
    print("static const uint8_t fold_kind_page[256] = {")
    print("\n".join(numbers(which, 0)))
    print("};\n")
    print("/* KF_KIND_... */")
    print(f"static const uint8_t fold_kinds[{len(seen)}][256] = {{")
    for page in seen:
        print("{" + ",".join(str(k) for k in page) + "},")
    print("};")


main()
