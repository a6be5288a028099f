"""A short run of fuzz_api.py; python3 fuzz_api.py SECONDS SEED is a long one."""

import fuzz_api


def test_whatever_comes_is_an_exception_at_most():
    fuzz = fuzz_api.run(2, 20261122)
    assert fuzz.good > 100 and fuzz.done > fuzz.good


def test_whatever_comes_to_two_threads():
    fuzz = fuzz_api.run(2, 20261123, threads=2)
    assert fuzz.good > 100 and fuzz.done > fuzz.good
