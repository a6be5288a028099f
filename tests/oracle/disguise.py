#!/usr/bin/env python3
"""disguise.py LIBRARY MODEL DATA - accuracy on the dev part of zh_online_shopping10 as it is, in traditional
characters (by OpenCC, whose tables are not ours), with a blank between all characters, in full width: none
may lose more than one point."""
import ctypes
import sys

MOST_LOST = 0.01


class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_size_t)]


class Scores(ctypes.Structure):
    _fields_ = [("struct_size", ctypes.c_size_t), ("polarity", ctypes.c_void_p)]


class Error(ctypes.Structure):
    _fields_ = [("numbers", ctypes.c_int32 * 8), ("message", ctypes.c_char * 224)]


def accuracy(library, model, texts, labels):
    n = len(texts)
    encoded = [t.encode() for t in texts]
    columns = (Text * n)(*[Text(e, len(e)) for e in encoded])
    polarity = (ctypes.c_int8 * n)()
    scores = Scores(ctypes.sizeof(Scores), ctypes.cast(polarity, ctypes.c_void_p))
    error = Error()
    status = library.kefu_model_score(model, None, columns, ctypes.c_int64(n), 0, 0, ctypes.byref(scores),
                                      ctypes.byref(error))
    if status:
        sys.exit(f"kefu_model_score: {error.message.decode()}")
    return sum((p > 0) == (label == "1") for p, label in zip(polarity, labels)) / n


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def main():
    library = ctypes.CDLL(sys.argv[1])
    model = ctypes.c_void_p()
    with open(sys.argv[2], "rb") as f:
        data = f.read()
    status = library.kefu_model_from_bytes(None, data, ctypes.c_size_t(len(data)), 0, ctypes.byref(model), None)
    if status:
        sys.exit(f"kefu_model_from_bytes: {status}")
    with open(sys.argv[3] + "/zh_online_shopping10/dev.tsv", encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f][1:]
    labels, texts = [r[0] for r in rows], [r[2] for r in rows]
    ways = {"spaced": " ".join, "full width": full_width}
    try:
        from opencc import OpenCC
        ways["traditional"] = OpenCC("s2t").convert
    except ImportError:
        print("OpenCC is not installed: not read in traditional characters", file=sys.stderr)
    plain, failed, said = accuracy(library, model, texts, labels), 0, []
    for name, way in ways.items():
        share = accuracy(library, model, [way(t) for t in texts], labels)
        failed |= plain - share > MOST_LOST
        said.append(f"{name} {100 * share:.2f} %")
    print(f"as it is {100 * plain:.2f} %, " + ", ".join(said))
    return failed


sys.exit(main())
