"""examples/python/own_metric.py: the figures of examples/plugin_fcr/README.md, and of the C program beside it."""

import os
import pathlib
import random
import runpy
import subprocess
import sys

import pytest

import kefu

ROOT = pathlib.Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "python" / "own_metric.py"
CONTACTS = ROOT / "examples" / "plugin_fcr" / "contacts.csv"
PLUGIN = pathlib.Path(os.environ.get("BUILD", ROOT / "build")) / "examples" / "plugin_fcr.so"


def test_what_it_prints():
    done = subprocess.run([sys.executable, EXAMPLE, CONTACTS], capture_output=True, text=True,
                          env=dict(os.environ, PYTHONPATH=":".join(sys.path)))
    assert done.stderr == ""
    words = [line.split() for line in done.stdout.splitlines()]
    # examples/plugin_fcr/README.md, "By hand": 6 of 9; 4 of 5 and 3 of 3.
    assert ["手机店", "0.6667", "0.9000"] in words
    assert [line[:2] for line in words if line[0] in ("小林", "阿杰")] == [["小林", "0.8000"], ["阿杰", "1.0000"]]
    assert done.stdout.endswith("11 days merged: the same bytes\nfcr keeps what it promises\n")


@pytest.mark.skipif(not PLUGIN.exists(), reason="make examples builds the plugin")
@pytest.mark.parametrize("seed", range(5))
def test_it_is_the_metric_of_the_plugin(seed):
    plugin = kefu.Registry()
    plugin.load(str(PLUGIN))
    plugin.freeze()
    mine = runpy.run_path(str(EXAMPLE))["registry"]
    dice = random.Random(seed)
    rows = {"g": [dice.randrange(4) for _ in range(400)], "buyer": [dice.choice("abcdefgh甲乙") for _ in range(400)],
            "at": [dice.randrange(60) * 43_200 for _ in range(400)]}
    metrics = {f"d{days}": f"fcr(buyer, at, {days})" for days in (1, 3, 7, 30)}
    frames = [kefu.tally(rows, by="g", metrics=metrics, registry=registry).frame() for registry in (plugin, mine)]
    for name in metrics:
        values = [frame.values(name) for frame in frames]
        assert len(values[0].num) == 4
        assert list(values[0].num) == list(values[1].num) and list(values[0].den) == list(values[1].den)
        assert list(values[0].n) == list(values[1].n)
