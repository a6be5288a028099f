"""Every example in the docstrings of the package gives what it says."""

import contextlib
import doctest
import importlib
import io
import pathlib
import pkgutil
import re

import pytest

import kefu

MODULES = ["kefu"] + [f"kefu.{module.name}" for module in pkgutil.iter_modules(kefu.__path__)
                      if module.name not in ("_kefu", "__main__")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert not failed


def test_there_are_examples():
    modules = [importlib.import_module(name) for name in MODULES]
    assert sum(len(doctest.DocTestFinder().find(module)) for module in modules) > 50
    assert sum(len(test.examples) for module in modules
               for test in doctest.DocTestFinder().find(module)) > 25


@pytest.mark.parametrize("name", ["frame", "tally", "sample", "classify", "reviewer", "CardBook"])
def test_what_a_user_calls_is_described(name):
    assert getattr(kefu, name).__doc__


PAGE = pathlib.Path(__file__).resolve().parents[2] / "bindings" / "python" / "README.md"


@contextlib.contextmanager
def blocks_in(folder, monkeypatch):
    """The files of the page written to a folder; gives its programs, and what they shall print."""
    page = PAGE.read_text("utf-8").split("## First steps")[1].split("## What is what")[0]
    found = re.findall(r"^```(\w*) ?(\S*)\n(.*?)^```$", page, flags=re.M | re.S)
    for _, name, text in found:
        if name:
            (folder / name).write_text(text, "utf-8")
    monkeypatch.chdir(folder)
    yield ("".join(text for kind, _, text in found if kind == "python"),
           "".join(text for kind, _, text in found if not kind))


def test_the_page_prints_what_it_says(tmp_path, monkeypatch):
    with blocks_in(tmp_path, monkeypatch) as (program, printed):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(program, str(PAGE), "exec"), {})
        assert out.getvalue() == printed
        assert "小满" in (tmp_path / "sheet.html").read_text("utf-8")
        text = (tmp_path / "report.csv").read_text("utf-8")
        (tmp_path / "gbk.csv").write_bytes(text.encode("gbk"))
        assert (str(kefu.frame("gbk.csv", encoding="gb18030", skip="合计"))
                == str(kefu.frame("report.csv", skip="合计")))


PUBLIC = [name for name in dir(kefu) if not name.startswith("_") and callable(getattr(kefu, name))]


@pytest.mark.parametrize("name", PUBLIC)
def test_help_says_something(name):
    """Of every class and function, of each method that is not Python's own, and of properties."""
    thing = getattr(kefu, name)
    assert len((thing.__doc__ or "").split()) > 2
    for attribute, member in vars(thing).items() if isinstance(thing, type) else ():
        if attribute.startswith("_") or isinstance(member, (int, str, type(None))) or "code" in attribute:
            continue
        if isinstance(thing, type) and issubclass(thing, tuple):
            continue  # fields: the doc of the row, and their names
        assert getattr(thing, attribute).__doc__, f"{name}.{attribute}"
