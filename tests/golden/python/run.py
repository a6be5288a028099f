"""Runs the golden vectors of a folder through the Python package: `run.py tests/golden`; see
README.md there."""
import sys
from pathlib import Path

import base
import kefu
import rows
import samples
import sheets
import stats
from check import Line, check, forget, read

FILES = """base expr tally state format_1 rank sheet catalogue pick pick_id stats agree peer sample
estimate train""".split()


def run_clear(line):
    forget(columns={}, scales={}, tally=None, frame=None, bans=None, history=None)
    stats.run_categories(Line())


LINES = {"clear": run_clear, **base.LINES, **rows.LINES, **sheets.LINES, **stats.LINES,
         **samples.LINES}


def run_line(text):
    check.line = Line(text.split("\t"))
    run = LINES.get(check.line[0])
    if run:
        run(check.line)
    else:
        check("a known word", check.line[0])


def run_file(name):
    check.file = name + ".txt"
    run_clear(Line())
    forget(plan=None, draw=None, sample=None, unsuitable=None, excluded=None, estimates=None)
    for check.number, text in enumerate(read(check.file).decode().split("\n"), 1):
        text = text.rstrip("\r")
        if text and not text.startswith("#"):
            run_line(text)


def main(folder="tests/golden"):
    check.folder = Path(folder)
    try:
        for name in FILES:
            run_file(name)
    except kefu.Error as error:
        check("no error", f"{error.name}: {error}")
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
