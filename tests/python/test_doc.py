"""Every example in the docstrings of the package gives what it says."""

import doctest
import importlib
import pkgutil

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
