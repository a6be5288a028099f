"""Writes bindings/python/kefu/_kefu.pyi: the types of all that the extension has.

    stubs.py [--check] PACKAGE      of the package in PACKAGE/kefu, which `make python-dev` builds

What the tables of bindings/calls describe comes from kefu._kefu._calls(), words by the names that
they have there; what is bound by hand from stubs_by_hand.pyi beside this file: a class in it that
the tables know gets these members, too. --check writes nothing and fails if the file is out of date.
"""

import ast
import glob
import importlib
import keyword
import pathlib
import re
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "bindings" / "python" / "kefu" / "_kefu.pyi"
BY_HAND = ROOT / "tests" / "tools" / "stubs_by_hand.pyi"
WIDTH = 100

#: Words that leave a number without a name, which is None.
NAMELESS = {"polarity", "cause", "cause_group", "why_not", "gravity"}
#: Fields and results that may be None, and decimals that are always known.
MAY_BE_NONE = {"Decision.reason", "Decision.evidence", "Decision.to", "Book.card", "Category.scope",
               "LexiconEntry.scope"}
KNOWN = {"Interval.low", "Interval.high", "Acceptance.pass_good", "Acceptance.pass_bad",
         "EstimatesInfo.confidence", "Span.contribution", "CardPart.weight"}

SIMPLE = {"NOTHING": "None", "BOOL": "bool", "HEX": "str", "CHAR": "str | None", "VALUE": "Value",
          "LANGUAGE": "_Language", "ENCODING": "_Encoding", "BYTES": "bytes", "TABLE": "Table",
          "TEXT": "str", "OPTIONAL_TEXT": "str | None", "VIEW": "str", "BUFFER": "str",
          "CHARS": "str", "SINK": "str", "SINK_BYTES": "bytes", "PLACE": "Place",
          "INT8S": "tuple[int, ...]", "INT32S": "tuple[int, ...]", "INT64S": "tuple[int, ...]",
          "TEXTS": "tuple[str, ...]", "VIEWS": "tuple[str, ...]",
          "ARROW_STREAM": "_HasArrowStream", "ARROW_ARRAY": "_HasArrowArray"}
TAKEN = {"BOOL": "bool", "CHAR": "str", "VALUE": "_ValueLike", "LANGUAGE": "_Language",
         "ENCODING": "_Encoding | Literal['utf8', 'UTF-8', 'GB18030']", "DAY": "_Day",
         "DECIMAL": "_Number", "DECIMAL32": "_Number", "MONEY": "_Number", "TEXT": "str",
         "OPTIONAL_TEXT": "str | None", "VIEW": "_Text", "BYTES": "_Text",
         "INT8S": "Iterable[SupportsIndex]", "INT32S": "Iterable[SupportsIndex]",
         "INT64S": "Iterable[SupportsIndex]", "TEXTS": "str | Iterable[str]",
         "VIEWS": "_Keys", "BATCH": "_RowsLike", "BATCHES": "_RowsLike",
         "PROGRESS": "Callable[[float], object]", "PLACE": "Place"}
DEFAULTS = {"LANGUAGE": "'zh'", "ENCODING": "'utf-8'", "FLAGS": "()", "BOOL": "False",
            **dict.fromkeys(("INT8", "INT32", "INT64", "UINT32", "UINT64", "SIZE"), "0")}


def python_name(name):
    return name + "_" if keyword.iskeyword(name) else name


def camel(name):
    return "".join(part.capitalize() for part in name.split("_"))


def quoted(doc, indent):
    """A docstring, in lines that are not too long."""
    doc = doc.replace("\\", "\\\\").replace('"""', "'''")
    if len(doc) + len(indent) + 6 <= WIDTH and "\n" not in doc:
        end = " " if doc.endswith('"') else ""
        return [f'{indent}"""{doc}{end}"""']
    lines = [line for part in doc.split("\n")
             for line in textwrap.wrap(part, WIDTH - len(indent), break_on_hyphens=False) or [""]]
    return [f'{indent}"""{lines[0]}', *(indent + line if line else "" for line in lines[1:]),
            f'{indent}"""']


def word_names():
    """{(word, ...): (name of its type, some number has no word)}, as bindings/calls names them."""
    names = {}
    for path in sorted(glob.glob(str(ROOT / "bindings" / "calls" / "*.h"))):
        text = re.sub(r"/\*.*?\*/", " ", pathlib.Path(path).read_text("utf-8"), flags=re.S)
        for name, body in re.findall(r"\b(?:WORDS|FLAGS)\((\w+),(.*?)\);", text, flags=re.S):
            words = tuple(re.findall(r'WORD\(\w*,\s*\w+,\s*"([^"]*)"\)', body))
            if words:
                names.setdefault(words, ("_" + camel(name), name in NAMELESS))
    return names


class Types:
    """Types by kinds; remembers which words and structs it has named."""

    def __init__(self):
        self.names, self.words, self.structs, self.dicts = word_names(), {}, {}, {}

    def word(self, words):
        name, nameless = self.names.get(tuple(words), (None, False))
        if name is None:
            return f"Literal[{', '.join(repr(word) for word in words)}]", False
        if self.words.setdefault(name, tuple(words)) != tuple(words):
            name += "2"
            self.words[name] = tuple(words)
        return name, nameless

    def taken(self, kind, of):
        """What may be given for a parameter or a field."""
        if kind in ("WORD", "FLAGS"):
            word, _ = self.word(of)
            return word if kind == "WORD" else f"{word} | Iterable[{word}]"
        if kind == "HANDLE":
            return of
        if kind == "HANDLES":
            return f"Iterable[{of}]"
        if kind in ("STRUCT", "DICT"):
            self.dicts[of["struct"]] = of
            made = f"{of['struct']} | " if kind == "STRUCT" else ""
            if kind == "STRUCT":
                self.structs[of["struct"]] = of
            return f"{made}_{of['struct']}Dict"
        if kind == "ROW":
            return "SupportsIndex | _Keys"
        return TAKEN.get(kind, "SupportsIndex")

    def given(self, kind, scale, of, where, doc=""):
        """What comes out."""
        none = " | None" if where in MAY_BE_NONE or re.search(r"\bNone\b", doc) else ""
        if kind == "WORD":
            word, nameless = self.word(of)
            return word + (" | None" if nameless or none else "")
        if kind == "FLAGS":
            return f"tuple[{self.word(of)[0]}, ...]"
        if kind == "DAY":
            return "date | None" if of or none else "date"
        if kind in ("DECIMAL", "DECIMAL32", "MONEY"):
            number = "Decimal" if scale or kind == "MONEY" else "int"
            return number if kind == "DECIMAL32" or where in KNOWN else number + " | None"
        if kind == "HANDLE":
            return of + none
        if kind == "HANDLES":
            return f"tuple[{of}, ...]"
        if kind in ("STRUCT", "PLACE"):
            if kind == "STRUCT":
                self.structs[of["struct"]] = of
            return (of["struct"] if kind == "STRUCT" else "Place") + none
        return SIMPLE.get(kind, "int") + (none if kind in ("TEXT", "VIEW") else "")

    def result(self, call):
        r = call["result"]
        where = f"{call['class']}.{call['name']}"
        # The items of a list are all there.
        one = self.given(r["kind"], r["scale"], r["of"], where, "" if r["list"] else call["doc"])
        return f"list[{one}]" if r["list"] else one


# ---- A call ----------------------------------------------------------------------------------


def parameters(types, call):
    """Parameters as they stand in a signature, and words about those that are words."""
    first, rest, defaults, rows = [], [], False, False
    for p in call["params"]:
        rows |= p["kind"] in ("BATCH", "BATCHES")
        if p["kind"] in ("OPTIONS", "REQUIRED"):
            rest += [f"{python_name(f['name'])}: {optional(types.taken(f['kind'], f['of']))} = None"
                     for f in p["of"]["fields"]]
            continue
        kind = types.taken(p["kind"], p["of"])
        defaults |= p["optional"]
        default = f" = {DEFAULTS.get(p['kind'], 'None')}" if defaults else ""
        first.append(f"{python_name(p['name'])}: {optional(kind) if p['optional'] else kind}{default}")
    return first, rest, ["**how: Any"] if rows else []


def optional(kind):
    return kind if kind.endswith("None") else kind + " | None"


def signature(name, parts, result, indent):
    """def NAME(parts) -> result: in as many lines as it takes."""
    line = f"{indent}def {name}({', '.join(parts)}) -> {result}:"
    if len(line) <= WIDTH:
        return [line]
    return [f"{indent}def {name}(", *(f"{indent}    {part}," for part in parts),
            f"{indent}) -> {result}:"]


def call_lines(types, call, indent):
    """A method, a property or a function, with its doc."""
    kind, name = call["kind"], python_name(call["name"])
    first, rest, how = parameters(types, call)
    result = types.result(call)
    before = {"MAKE": ["cls"], "NEW": ["cls"], "FUNCTION": []}.get(kind, ["self"])
    lines, doc = [], quoted(call["doc"], indent + "    ")
    if kind == "PROPERTY":
        return [f"{indent}@property", *signature(name, before, result, indent), *doc]
    if kind == "NEW":
        name, result = "__new__", "Self"
    if kind == "MAKE":
        lines, result = [f"{indent}@classmethod"], "Self"
    if call["result"]["kind"] in ("SINK", "SINK_BYTES"):
        for to, given in ("None = None", result), ("_To", "None"):
            lines += [f"{indent}@overload", *signature(
                name, [*before, *first, "*", *rest, f"to: {to}", *how], given, indent), *doc]
            doc = [f"{indent}    ..."]
        return lines
    parts = [*before, *first, *(["*", *rest] if rest else []), *how]
    return lines + signature(name, parts, result, indent) + doc


# ---- Classes and structs ---------------------------------------------------------------------


def by_hand():
    """{class: its lines} and (imports, names, functions) of what is written by hand."""
    text = BY_HAND.read_text("utf-8")
    lines, classes, other = text.split("\n"), {}, [[], [], []]
    for node in ast.parse(text).body:
        begin = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]) - 1
        if isinstance(node, ast.ClassDef):
            classes[node.name] = lines[begin:node.end_lineno]
        else:
            kinds = (ast.Import, ast.ImportFrom), (ast.Assign, ast.AnnAssign), ast.FunctionDef
            at = next((i for i, kind in enumerate(kinds) if isinstance(node, kind)), None)
            if at is not None:  # and not the docstring
                other[at] += lines[begin:node.end_lineno]
    return classes, other


def item_lines(types, cls, calls, by_hand):
    """What len(), [] and for do."""
    items = next((c for c in calls if c["name"] == cls["items"]), None)
    if items is None:
        return []
    find = next((c for c in calls if c["name"] == cls["find"]), None)
    r = items["result"]
    one = types.given(r["kind"], r["scale"], r["of"], "")
    key = "SupportsIndex" + (f" | {types.taken(find['params'][0]['kind'], None)}" if find else "")
    lines = []
    if find:
        one_of = "Any" if by_hand else one
        lines += ["    def __contains__(self, key: object, /) -> bool: ...",
                  f"    def get(self, key: {key}, default: Any = None) -> {one_of} | Any:",
                  '        """self[key], or the default where there is none."""']
    return lines + ([] if by_hand else [
        "    def __len__(self) -> int: ...", "    @overload",
        f"    def __getitem__(self, key: {key}, /) -> {one}: ...", "    @overload",
        f"    def __getitem__(self, key: slice, /) -> list[{one}]: ...",
        f"    def __iter__(self) -> Iterator[{one}]: ..."])


def class_lines(types, calls, more):
    cls = calls[0]
    doc = cls["class_doc"]
    lines = ["@final", f"class {cls['class']}:", *quoted(doc, "    ")]
    for call in calls:
        lines += call_lines(types, call, "    ")
    lines += item_lines(types, cls, calls, any("def __getitem__" in line for line in more))
    lines += ["    @property", "    def closed(self) -> bool:", '        """Whether close() was called."""',
              "    def close(self) -> None:",
              '        """Frees what it holds. What others still borrow is freed after them."""',
              "    def __enter__(self) -> Self: ...",
              "    def __exit__(self, *raised: object) -> Literal[False]: ..."]
    return lines + more


def struct_lines(types, shape):
    fields = [(python_name(f["name"]), types.given(f["kind"], f["scale"], f["of"],
                                                   f"{shape['struct']}.{f['name']}"))
              for f in shape["fields"]]
    together = f"tuple[{', '.join(kind for _, kind in fields)}]"
    lines = ["@final", f"class {shape['struct']}(structseq[Any], {together}):",
             *quoted(shape["doc"], "    ")]
    names = ", ".join(repr(name) for name, _ in fields) + ("," if len(fields) == 1 else "")
    lines.append(f"    __match_args__: Final = ({names})")
    for name, kind in fields:
        other = "  # type: ignore[override]" if name in ("count", "index") else ""  # tuple's
        lines += ["    @property", f"    def {name}(self) -> {kind}: ...{other}"]
    return lines


def dict_lines(types, shape):
    name = f"_{shape['struct']}Dict"
    return [f"{name} = TypedDict('{name}', {{",
            *(f"    {f['name']!r}: {optional(types.taken(f['kind'], f['of']))},"
              for f in shape["fields"]), "}, total=False)"]


def word_lines(name, words):
    listed = ", ".join(map(repr, words))
    line = f"{name}: TypeAlias = Literal[{listed}]"
    return [line] if len(line) <= WIDTH else [
        f"{name}: TypeAlias = Literal[", *textwrap.wrap(listed, WIDTH, initial_indent="    ",
                                                        subsequent_indent="    "), "]"]


def settled(make, found):
    """Lines of all structs, also of those that turn up on the way."""
    done = {}
    while set(found) - set(done):
        for name in list(found):
            if name not in done:
                done[name] = make(found[name])
    return [[*done[name], ""] for name in sorted(done)]


def exception_lines(module):
    """Classes of errors, each after what it is made of."""
    kinds = [kind for kind in vars(module).values()
             if isinstance(kind, type) and issubclass(kind, module.Error) and kind is not module.Error]
    for kind in sorted(kinds, key=lambda kind: kind.code):
        bases = ", ".join(base.__name__ for base in kind.__bases__)
        yield [f"class {kind.__name__}({bases}):", *quoted(kind.__doc__, "    "), ""]


def stubs(module):
    """The whole file."""
    types, calls = Types(), module._calls()
    more, (imports, names, written) = by_hand()
    groups = {}
    for call in calls:
        groups.setdefault(call["class"], []).append(call)
    functions = [line for call in groups.pop("", []) for line in call_lines(types, call, "")]
    classes = [[*class_lines(types, group, more.pop(name, ["", ""])[1:]), ""]
               for name, group in groups.items()]
    types.structs.setdefault("Place", place_of(calls))
    dicts = settled(lambda shape: dict_lines(types, shape), types.dicts)
    structs = settled(lambda shape: struct_lines(types, shape) + more.pop(shape["struct"], [""])[1:],
                      types.structs)
    words = [word_lines(name, words) for name, words in sorted(types.words.items())]
    parts = [["# Written by tests/tools/stubs.py: make stubs.", "", *imports, "", *names, ""], *words,
             [""], *dicts, [*more.pop("Error"), ""], *exception_lines(module),
             *([*lines, ""] for lines in more.values()), *structs, *classes, functions, written]
    return "\n".join(line.rstrip() for part in parts for line in part) + "\n"


def place_of(calls):
    """The struct of places, which fields refer to by their kind."""
    for call in calls:
        of = call["result"]["of"]
        for field in of["fields"] if isinstance(of, dict) else ():
            if field["kind"] == "PLACE":
                return field["of"]
    raise LookupError("no struct has a place")


def main(arguments):
    check, package = "--check" in arguments, arguments[-1]
    sys.path.insert(0, package)
    text = stubs(importlib.import_module("kefu")._kefu)
    if check and OUT.read_text("utf-8") != text:
        sys.exit(f"{OUT.relative_to(ROOT)} is not what the tables say: make stubs")
    if not check:
        OUT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
