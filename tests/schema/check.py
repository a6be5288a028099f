"""check.py LIBRARY [VERDICTS] - the JSON Schemas of examples/cards against every card, plan and book of the project,
and against the library: what a schema takes of a damaged text the library may refuse, but what the library takes
the schema must take, too. And the schema of verdicts against a file of them, a line each: it takes them all, and
none with a key gone or one more. Prints "N passed" last; skips where jsonschema is not installed."""
import copy
import glob
import json
import os
import random
import sys
from ctypes import CDLL, Structure, byref, c_char, c_int32, c_int64, c_size_t, c_void_p

try:
    import jsonschema
except ImportError:
    print("jsonschema is not installed: 0 passed, 1 skipped")
    sys.exit(0)


class Error(Structure):
    _fields_ = [("code", c_int32), ("line", c_int32), ("column", c_int32), ("reserved", c_int32),
                ("row", c_int64), ("offset", c_int64), ("message", c_char * 224)]


kefu = CDLL(sys.argv[1])
KINDS = {kind: (getattr(kefu, f"kefu_{name}_from_json"), getattr(kefu, f"kefu_{name}_free"))
         for kind, name in (("card", "card"), ("pay", "pay_plan"), ("award", "award_plan"), ("book", "book"),
                          ("plan", "plan"), ("lexicon", "lexicon"))
         if hasattr(kefu, f"kefu_{name}_free")}
FOLDERS = {"lexicon": "review_desk"}  # of schemas; others are beside the cards
SCHEMAS = {kind: jsonschema.Draft202012Validator(
    json.load(open(f"examples/{FOLDERS.get(kind, 'cards')}/{kind}.schema.json"))) for kind in KINDS}


def library(kind, value):
    """None, or why it is refused."""
    text, out, error = json.dumps(value, ensure_ascii=False).encode(), c_void_p(), Error()
    make, free = KINDS[kind]
    if make(None, None, text, c_size_t(len(text)), byref(out), byref(error)):
        return error.message.decode()
    free(out)
    return None


def schema(kind, value):
    error = jsonschema.exceptions.best_match(SCHEMAS[kind].iter_errors(value))
    return error and f"{error.json_path}: {error.message[:160]}"


def kind_of(value):
    marks = {"sections": "card", "parts": "pay", "prizes": "award", "classes": "plan", "entries": "lexicon"}
    return next((kind for mark, kind in marks.items() if mark in value), "book")


def places(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, v in inner:
        yield from places(v, path + (key,))


JUNK = [None, True, -1, 0, 1.5, 1e9, "", "x", "55%", [], {}, [1], {"zh": "x"}, {"metric": "m"}]


def damaged(value, path):
    """The value with one place changed: another type, a key gone, one too many, one misspelt."""
    value = copy.deepcopy(value)
    at = value
    for key in path[:-1]:
        at = at[key]
    what = random.randrange(4)
    if what == 0 and isinstance(at, dict):
        del at[path[-1]]
    elif what == 1 and isinstance(at, dict):
        at[path[-1] + "s"] = at.pop(path[-1])
    elif what == 2 and isinstance(at[path[-1]], dict):
        at[path[-1]]["added"] = 1
    else:
        at[path[-1]] = random.choice(JUNK)
    return value


def verdicts(path):
    """How many checks passed; 0 after a failure."""
    name = "examples/review_desk/verdict.schema.json"
    taken = jsonschema.Draft202012Validator(json.load(open(name)))
    taken.check_schema(taken.schema)
    passed = 0
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        value = json.loads(line)
        error = jsonschema.exceptions.best_match(taken.iter_errors(value))
        if error:
            print(f"{path}:{number}: {name} refuses {error.json_path}: {error.message[:160]}")
            return 0
        at = random.choice([p for p in places(value) if p and isinstance(p[-1], str)])
        for what in ("gone", "added"):
            changed = copy.deepcopy(value)
            inner = changed
            for key in at[:-1]:
                inner = inner[key]
            if what == "gone":
                del inner[at[-1]]
            else:
                inner["added"] = 1
            if taken.is_valid(changed):
                print(f"{path}:{number}: {name} takes it with {at} {what}")
                return 0
        passed += 3
    return passed


def main():
    passed = 0
    for schema_ in SCHEMAS.values():
        schema_.check_schema(schema_.schema)
    files = [f for pattern in ("examples/*/*.json", "tests/golden/*card*.json", "tests/bench/*card.json", "tests/schema/*.json")
             for f in sorted(glob.glob(pattern)) if not f.endswith("schema.json")]
    texts = []
    for name in files:
        value = json.load(open(name))
        if not isinstance(value, dict) or not {"sections", "parts", "prizes", "classes", "rules", "entries"} & set(value):
            continue
        kind = kind_of(value)
        if kind not in KINDS:
            continue
        for who, why in (("schema", schema(kind, value)), ("library", library(kind, value))):
            if why:
                print(f"{name}: the {who} refuses it: {why}")
                return 1
            passed += 1
        texts.append((name, kind, value))
    random.seed(7)
    for name, kind, value in texts:
        paths = [p for p in places(value) if p]
        for _ in range(int(os.environ.get("SCHEMA_ROUNDS", "150"))):
            path = random.choice(paths)
            changed = damaged(value, path)
            ours, theirs = library(kind, changed), schema(kind, changed)
            if ours is None and theirs:
                print(f"{name} with {path} changed: taken by the library, refused by the schema: {theirs}")
                return 1
            passed += 1
    if len(sys.argv) > 2:
        more = verdicts(sys.argv[2])
        if not more:
            return 1
        passed += more
    print(f"{passed} passed, {len(texts)} texts")
    return 0


sys.exit(main())
