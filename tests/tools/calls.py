"""Checks the description of every call in bindings/calls against the public headers.

    calls.py PROGRAM     what tests/bindings/calls.c prints is its view of the tables

Every exported function is in a call, or in bindings/calls/by_hand.txt (then each language named
there has it in its sources), or in bindings/calls/not_bound.txt with a reason. Every field of a
struct that has a table, every struct and every constant likewise. With STRICT=1 in the environment
what is missing fails; without, it is counted, and only what is wrong fails.
"""

import glob
import json
import keyword
import os
import re
import subprocess
import sys

CALLS = "bindings/calls"
SOURCES = {"python": "bindings/python/src/*.[ch]", "lua": "bindings/lua/src/*.[ch]"}
LUA = "and break do else elseif end false for function goto if in local nil not or repeat return then true until while"
WORDS = set(keyword.kwlist) | set(LUA.split())
MAX_PARAMS, MAX_STRUCT = 8, 1024
wrong, missing = [], []


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def code(text):
    """C without comments and strings."""
    return re.sub(r'"(\\.|[^"\\])*"', '""', uncommented(text))


def uncommented(text):
    return re.sub(r"/\*.*?\*/", " ", text, flags=re.S)


# ---- What there is --------------------------------------------------------------------------


def exported():
    return re.findall(r"^ +(kefu_\w+);", read("lib/kefu.map"), flags=re.M)


def headers():
    """{struct: [fields]} and [constants] of the public headers."""
    structs, constants = {}, []
    for path in sorted(glob.glob("include/kefu/*.h")):
        text = re.sub(r"^ *#(\\\n|.)*$", "", code(read(path)), flags=re.M)
        for body in re.findall(r"\benum\s*{([^}]*)}", text):
            constants += re.findall(r"\b(KEFU_\w+)\s*(?:=|,|$)", body.strip())
        found = re.findall(r"typedef struct (kefu_\w+)\s*{(.*?)}\s*\1;", text, flags=re.S)
        found += re.findall(r"^struct (kefu_\w+)\s*{(.*?)^};", text, flags=re.S | re.M)
        for name, body in found:
            structs[name] = [f for part in body.split(";") for f in fields(part)]
    return structs, constants


def fields(declaration):
    callback = re.search(r"\*\s*(\w+)\)\s*\(", declaration)
    if callback:
        return [callback.group(1)]
    names = re.findall(r"(\w+)(?:\s*\[\w+\])*\s*(?:,|$)", declaration.strip())
    return [n for n in names if not re.match(r"(struct_size|reserved\d*|allocator|user)$", n)]


def described():
    """Functions, fields and constants that the tables name."""
    text = uncommented("\n".join(read(p) for p in sorted(glob.glob(CALLS + "/*.[hi]*"))))
    functions = set(re.findall(r"\bkefu_\w+\b", code(text)))
    functions |= {t + "_free" for t in re.findall(r"\bCLASS\(\w+,\s*(kefu_\w+)", text)}
    tables = {t: set() for t in re.findall(r"\bSTRUCT_(?:OF|FROZEN)\(\w+,\s*(kefu_\w+)", text)}
    for kind, struct, field, length in re.findall(
            r"\bFIELD(\w*)\(\s*(kefu_\w+),\s*(\w+)(?:,\s*(\w+))?", text):
        tables.setdefault(struct, set()).update([field, length] if kind == "_ARRAY" else [field])
    constants = {p + c for p, c in re.findall(r"\bWORD\((\w*),\s*(\w+)", text)}
    return functions, tables, constants | set(re.findall(r"\bKEFU_\w+\b", code(text)))


def listed(name):
    """{name: rest of its line} of a list of exceptions."""
    out = {}
    for line in read(f"{CALLS}/{name}").splitlines():
        if line and not line.startswith("#"):
            what, _, rest = line.partition(":")
            if what in out or not rest.strip():
                wrong.append(f"{name}: '{what}' is there twice, or without a word behind it")
            out[what] = rest.strip()
    return out


# ---- Everything is described ----------------------------------------------------------------


def check_complete():
    structs, constants = headers()
    functions, tables, named = described()
    by_hand, not_bound = listed("by_hand.txt"), listed("not_bound.txt")
    exports = exported()
    there = {"function": exports, "struct": list(structs), "constant": constants}
    have = {"function": functions, "struct": set(tables), "constant": named}
    known = {n for names in there.values() for n in names}
    known |= {f"{s}.{f}" for s, names in structs.items() for f in names}
    excused = {**by_hand, **not_bound}
    prefixes = tuple(n[:-1] for n in excused if n.endswith("*"))
    for what, names in there.items():
        missing.extend(f"{what} {n}" for n in names
                       if n not in have[what] and n not in excused and not n.startswith(prefixes))
    for struct, table in tables.items():
        missing.extend(f"field {struct}.{f}" for f in structs.get(struct, [])
                       if f not in table and f"{struct}.{f}" not in excused)
    wrong.extend(f"{n}: there is no such thing" for n in excused
                 if n not in known and not n.endswith("*"))
    wrong.extend(f"{n}: a call has it, and not_bound.txt" for n in not_bound
                 if n in functions and n in exports)
    wrong.extend(f"{n}: by hand, and not at all" for n in by_hand if n in not_bound)
    check_by_hand(by_hand)
    return len(exports)


def check_by_hand(by_hand):
    for language, pattern in SOURCES.items():
        files = glob.glob(pattern)
        text = code("\n".join(read(p) for p in files))
        for name, languages in by_hand.items():
            if language in languages.split() and not re.search(rf"\b{name}\b", text):
                missing.append(f"{language} {name}")
    for name, languages in by_hand.items():
        if not set(languages.split()) <= set(SOURCES):
            wrong.append(f"by_hand.txt: {name}: languages are {' '.join(SOURCES)}")


def check_used():
    """Tables that nothing refers to."""
    paths = [p for p in glob.glob("bindings/*/**/*.*", recursive=True) if p[-2:] in (".h", ".c", "nc")]
    text = "\n".join(uncommented(read(p)) for p in paths if not p.endswith("/calls.h"))
    made = re.findall(r"\b(WORDS|FLAGS|STRUCT_OF|STRUCT_FROZEN|CLASS)\((\w+)", text)
    short = r"\b(?:STRUCT|OPTIONS|REQUIRED|HANDLE\w*|LIST_\w+)\((\w+)\)"
    used = set(re.findall(r"\b(\w+)_(?:words|struct|class)\b", text)) | set(re.findall(short, text))
    missing.extend(f"use of {kind} {name}" for kind, name in made if name not in used)


# ---- What is described is sound --------------------------------------------------------------


def kinds():
    body = re.search(r"enum kb_kind {(.*?)};", code(read(CALLS + "/calls.h")), flags=re.S).group(1)
    return re.findall(r"\bKB_(\w+)", body)


def tables_of(program):
    """What the program prints: [calls], {class}, {struct}, {words}."""
    out = {"call": [], "class": {}, "struct": {}, "words": {}}
    for line in subprocess.run([program], check=True, capture_output=True, text=True,
                               encoding="utf-8").stdout.splitlines():
        item = json.loads(line)
        if item["is"] == "call":
            out["call"].append(item)
        elif out[item["is"]].setdefault(item["name"], item) != item:
            wrong.append(f"{item['is']} {item['name']}: two of one name")
    return out["call"], out["class"], out["struct"], out["words"]


def check_doc(where, doc):
    if not doc.endswith("."):
        wrong.append(f"{where}: '{doc}' is no sentence")


def check_name(where, name):
    if name in WORDS or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        wrong.append(f"{where}: '{name}' cannot be a name in Python and Lua")


def check_kind(where, item, names, words):
    kind = names[item["kind"]]
    needs = kind in ("WORD", "FLAGS", "HANDLE", "HANDLES", "STRUCT", "OPTIONS", "REQUIRED", "DICT")
    if needs != bool(item["of"]) and kind != "DAY":
        wrong.append(f"{where}: {kind} of '{item['of']}'")
    elif kind in ("WORD", "FLAGS") and words[item["of"]]["flags"] != (kind == "FLAGS"):
        wrong.append(f"{where}: '{item['of']}' are {'words' if kind == 'FLAGS' else 'flags'}")


def check_call(call, classes, structs, words, names):
    where = f"{call['class']}.{call['name']}"
    check_doc(where, call["doc"])
    check_name(where, call["name"])
    check_kind(where, call["result"], names, words)
    keywords, optional = [], False
    for p in call["params"]:
        kind = names[p["kind"]]
        check_kind(f"{where}({p['name']})", p, names, words)
        if kind in ("OPTIONS", "REQUIRED"):
            keywords += [f["name"] for f in structs[p["of"]]["fields"]]
            continue
        check_name(where, p["name"])
        keywords.append(p["name"])
        if optional and not p["optional"] and kind != "LANGUAGE":
            wrong.append(f"{where}: '{p['name']}' is needed after one that is not")
        optional = optional or bool(p["optional"])
        if kind == "ROW" and not classes.get(call["class"], {}).get("find"):
            wrong.append(f"{where}: the class has no find for '{p['name']}'")
    if len(set(keywords)) < len(keywords):
        wrong.append(f"{where}: two parameters of one name among {' '.join(keywords)}")
    if len(call["params"]) > MAX_PARAMS or call["call"] == 1 and call["params"]:
        wrong.append(f"{where}: too many parameters")


# How C takes an argument of a kind: T(0), D(0), N(0) ... of calls.h. The compiler does not see it,
# where they are void pointers.
TAKEN = {"BOOL": "J", "INT32": "J", "INT64": "I", "UINT32": "U", "UINT64": "U64", "INT8": "J", "SIZE": "I",
         "WORD": "J", "FLAGS": "U", "LANGUAGE": "J", "ENCODING": "J", "DAY": "J", "DECIMAL": "I",
         "DECIMAL32": "J", "MONEY": "I", "VALUE": "V", "TEXT": "T", "OPTIONAL_TEXT": "T", "VIEW": "D N",
         "BYTES": "D N", "CHAR": "J", "HANDLE": "H", "ROW": "I J_ROW", "PLACE": "A", "BATCH": "A", "BATCHES": "A",
         "STRUCT": "A", "OPTIONS": "A", "REQUIRED": "A", "DICT": "A", "PROGRESS": "A"}
ARRAY = "A D K N"


def check_arguments(call, names):
    where, text = f"{call['class']}.{call['name']}", re.sub(r'"(\\.|[^"\\])*"', '""', call["c"])
    used = {}
    for macro, k in re.findall(r"\b(I|J|J_ROW|U|U64|T|D|N|K|H|A|V)\((\d+)\)", text):
        used.setdefault(int(k), set()).add(macro)
    any_used = bool(used)  # else all of the call is handed on
    for k, p in enumerate(call["params"]):
        macros, takes = used.pop(k, set()), TAKEN.get(names[p["kind"]], ARRAY).split()
        if not macros <= set(takes):
            wrong.append(f"{where}: '{p['name']}' is taken as {' '.join(macros)}, not {' '.join(takes)}")
        if not macros and any_used and f"in[{k}]" not in text:
            wrong.append(f"{where}: nothing is done with '{p['name']}'")
    wrong.extend(f"{where}: there is no argument {k}" for k in used)


def check_tables(calls, classes, structs, words):
    names = kinds()
    seen = {(c["class"], c["name"]): c for c in calls}
    if len(seen) < len(calls):
        wrong.append("two calls of one class have one name")
    for call in calls:
        check_call(call, classes, structs, words, names)
        check_arguments(call, names)
        if call["class"] not in classes and call["class"] != "module":
            wrong.append(f"{call['class']}.{call['name']}: no call gives an object of this class")
    for name, c in classes.items():
        check_doc(name, c["doc"])
        items, find = seen.get((name, c["items"])), seen.get((name, c["find"]))
        if c["items"] and not (items and items["list"]) or c["find"] and not find:
            wrong.append(f"class {name}: items or find name no such call")
        if name in structs:
            wrong.append(f"class {name}: a struct has this name")
    for name, s in structs.items():
        check_doc(f"struct {name}", s["doc"])
        for f in s["fields"]:
            check_name(f"struct {name}", f["name"])
            check_kind(f"struct {name}.{f['name']}", f, names, words)
        if s["size"] > MAX_STRUCT or len({f["name"] for f in s["fields"]}) < len(s["fields"]):
            wrong.append(f"struct {name}: too large, or two fields of one name")
    for name, w in words.items():
        if any(len({x[key] for x in w["list"]}) < len(w["list"]) for key in ("name", "value")):
            wrong.append(f"words {name}: a word or value is there twice")


def main():
    calls, classes, structs, words = tables_of(sys.argv[1])
    check_tables(calls, classes, structs, words)
    total = check_complete()
    check_used()
    strict = os.environ.get("STRICT") == "1"
    for line in wrong + (missing if strict or os.environ.get("LIST") else []):
        print(f"calls: {line}")
    left = f"; not there yet: {len(missing)} (LIST=1 shows them)" if missing else ""
    print(f"{len(calls)} calls of {len(classes)} classes, {len(structs)} structs and {len(words)} "
          f"lists of words stand for {total} functions{left}")
    sys.exit(1 if wrong or strict and missing else 0)


main()
