"""Lines of golden vectors and what is checked of them."""
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import kefu

# What lines leave for those after them: the tally, its frame, a plan, a draw, a sample ...
now = SimpleNamespace()

STATES = ["ok", "low_volume", "provisional", "no_data", "exempt"]
BITS = {"rounded": 1, "approx": 2, "has_low_volume": 256, "has_provisional": 512}


def forget(**fresh):
    """Begins these anew."""
    vars(now).update(fresh)


class Line(list):
    """The fields of a line; those that it does not have are empty."""

    def __getitem__(self, index):
        return list.__getitem__(self, index) if index < len(self) else ""

    def number(self, index):
        return int(self[index] or 0)

    def numbers(self, *indices):
        return [self.number(index) for index in indices]

    def after(self, index):
        return list.__getitem__(self, slice(index, None))


class Checks:
    """How many were right, and where."""

    def __init__(self, folder):
        self.folder, self.passed, self.failed = Path(folder), 0, 0
        self.file, self.number, self.line = "", 0, Line()

    def __call__(self, expected, got):
        if str(got) == expected:
            self.passed += 1
            return
        self.failed += 1
        print(f"{self.file}:{self.number}: {self.line[0]}: expected {expected}, got {got}")

    def true(self, good, what):
        self(what, what if good else "another")

    def bytes(self, name, expected, got):
        """Says where two long texts part, not what all of them is."""
        if expected == got:
            self.passed += 1
            return
        self.failed += 1
        pairs = enumerate(zip(expected, got))
        at = next((i for i, (a, b) in pairs if a != b), min(len(expected), len(got)))
        part = slice(max(at - 40, 0), at + 80)
        print(f"{self.file}:{self.number}: {name} differs after {at}: "
              f"expected ...{expected[part]}, got ...{got[part]}")

    def file_of(self, name, got):
        """The text of a file of the folder, without the line ends that it closes with."""
        self.bytes(name, read(name).decode().rstrip("\n"), got)


check = Checks(Path(__file__).parent.parent)


def read(name):
    return (check.folder / name).read_bytes()


def attempt(call, *arguments, **options):
    """What it gives, or the error as lines write it."""
    try:
        return call(*arguments, **options)
    except kefu.Error as error:
        return "!" + error.name


# ---- What fields mean ----------------------------------------------------------------------------

def scaled(number, digits):
    """A whole number × 10^digits, as lines have them, as a decimal; and back, if it is known."""
    return Decimal(number).scaleb(-digits)


def units(number, digits):
    if number is None:
        return -2**63
    return number if isinstance(number, str) else int(number.scaleb(digits))


def given(text):
    """Where "-" or nothing means: not given."""
    return None if text in ("", "-") else text


def state(word):
    return word.replace("_", "-")


def bits(words):
    return sum(BITS[word] for word in words)


def value(num, den, n=-1):
    """None without a denominator: no data."""
    return kefu.Value(num, den, n=n) if den else None


def listed(numbers):
    return " ".join(str(number) for number in numbers)
