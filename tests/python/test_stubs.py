"""What the extension gives is what _kefu.pyi says: every field of every row of the shop's month, of
reviews and of a sample, and what properties give."""

import ast
import datetime
import decimal
import pathlib
from fractions import Fraction

import pytest

import kefu
import shop_month

STUB = pathlib.Path(shop_month.ROOT / "bindings" / "python" / "kefu" / "_kefu.pyi")
BUILTIN = {"str": str, "int": int, "bool": bool, "bytes": bytes, "date": datetime.date,
           "Decimal": decimal.Decimal, "Fraction": Fraction, "memoryview": memoryview, "list": list,
           "tuple": tuple, "dict": dict, "None": type(None)}


def declared():
    """Words by the names of their types, and {class: {property: annotation}}."""
    words, classes = {}, {}
    for node in ast.parse(STUB.read_text("utf-8")).body:
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.value or node.target).startswith("Literal["):
            words[node.target.id] = set(ast.literal_eval(ast.Tuple(
                [node.value.slice] if isinstance(node.value.slice, ast.Constant) else node.value.slice.elts,
                ast.Load())))
        if isinstance(node, ast.ClassDef):
            classes[node.name] = {
                one.name: one.returns for one in node.body if isinstance(one, ast.FunctionDef)
                and any(ast.unparse(d) == "property" for d in one.decorator_list)}
    return words, classes


WORDS, CLASSES = declared()


def fits(value, kind):
    """Whether a value is of a type as it is written."""
    if isinstance(kind, ast.BinOp):
        return fits(value, kind.left) or fits(value, kind.right)
    if isinstance(kind, ast.Constant):
        return value is None
    if isinstance(kind, ast.Subscript):
        base, inner = kind.value.id, kind.slice
        if base == "Literal":
            return value in ast.literal_eval(inner)
        one = inner.elts[0] if isinstance(inner, ast.Tuple) else inner
        return isinstance(value, BUILTIN[base]) and (base == "dict" or all(fits(v, one) for v in value))
    if kind.id in WORDS:
        return value in WORDS[kind.id]
    if kind.id == "Any":
        return True
    return isinstance(value, BUILTIN.get(kind.id) or getattr(kefu, kind.id))


def check(found, thing, seen):
    """Every field of a thing, and of what is in it."""
    kind = type(thing).__name__
    seen.add(kind)
    for name, annotation in CLASSES.get(kind, {}).items():
        value = getattr(thing, name)
        if not fits(value, annotation):
            found.append(f"{kind}.{name}: {value!r:.60} is no {ast.unparse(annotation)}")
        for one in value if isinstance(value, list) else [value]:
            if type(one).__name__ in CLASSES and not isinstance(one, (kefu.Value, type(thing))):
                check(found, one, seen)


def rows_of(sheet):
    """What the methods of a sheet give, row by row."""
    for row in range(len(sheet)):
        yield from sheet.reasons(row)
        for kind in "badge", "streak":
            yield from sheet.holds(row, kind)
        for item in range(len(sheet.parts("item"))):
            yield from (sheet.next_points(row, item), sheet.next_grade(row, item))


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    if not (shop_month.PROGRAMS / "shop").exists():
        pytest.skip("the shop's exports are written by build/examples/shop: make demo")
    return shop_month.month(shop_month.files(tmp_path_factory.mktemp("shop")))


def test_the_month(month):
    found, seen = [], set()
    for thing in (month.frame, month.sheet, month.payroll, month.awards, month.card.lint(month.frame),
                  month.pay_plan, month.award_plan, *rows_of(month.sheet), *month.ledger.decisions,
                  *month.card.parts("item"), *month.sheet.diff(month.sheet)):
        check(found, thing, seen)
    assert not found
    assert {"SheetRow", "Reason", "PayRow", "Winner", "Finding", "MetricInfo", "Decision"} <= seen


def test_a_review_and_a_sample():
    found, seen = [], set()
    for label in kefu.classify(["快递太慢了,等了一个星期", "质量很好", "", "客服小林态度差,不过东西不错"]):
        verdict = label.verdict
        for thing in (verdict, *verdict.causes(), *verdict.spans(), *verdict.marks()):
            check(found, thing, seen)
    plan = {"format": 1, "id": "org.example.qc/1", "label": "抽检", "key": "会话ID", "by": ["客服"],
            "classes": [{"id": "all", "label": "全部", "rate": "50%"}]}
    check(found, kefu.sample({"会话ID": ["a", "b"], "客服": ["小林"] * 2}, plan, "1"), seen)
    check(found, kefu.Catalogue(), seen)
    check(found, kefu.Registry(), seen)
    for thing in (*kefu.causes(), *kefu.categories(), kefu.models.zh(), *kefu.models.zh()):
        check(found, thing, seen)
    assert not found
    assert {"Opinion", "FoundCause", "Span", "SampleRow", "Definition", "Metric"} <= seen
