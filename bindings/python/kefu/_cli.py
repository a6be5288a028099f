"""What the commands share: errors of one line, colours, progress, files written."""

import argparse
import os
import sys
import time

from . import _kefu
from ._words import colour, plain


class Parser(argparse.ArgumentParser):
    """Tells what is wrong in one line, and exits with 2."""

    def __init__(self, prog, **keywords):
        super().__init__(prog, formatter_class=argparse.RawDescriptionHelpFormatter,
                         allow_abbrev=False, **keywords)

    def error(self, message):
        sys.stderr.write(f"{self.prog}: {message}; see {self.prog} --help\n")
        raise SystemExit(2)


class Failed(Exception):
    """What a person can put right: the text says how."""


HINTS = [
    (_kefu.EncodingError, "", "a file that Excel saved in China may need --encoding gb18030"),
    (_kefu.PrecisionError, "", "--round rounds such digits"),
    (_kefu.DuplicateError, "", "a file with several rows a person goes in with --events"),
    (_kefu.DataError, "expected a % sign", "--cell COLUMN=percent100 reads 98.61 as 98.61%, "
     "--cell COLUMN=rate reads 0.9861"),
    (_kefu.DataError, "", "--cell COLUMN=KIND tells how a column is read, --skip KEY leaves a row out"),
]


def told(error):
    """An error in one line: the file, the place, what is wrong, what helps."""
    if isinstance(error, OSError):
        return f"{error.filename or 'output'}: {error.strerror or error}"
    if not isinstance(error, _kefu.Error):
        return str(error)
    where, line = error.path, error.line
    row, text = error.row, error.message or str(error)
    if where and line:
        where = f"{where}:{line}:{error.column}" if error.column else f"{where}:{line}"
    elif where and row is not None and f"row {row}" not in text:
        where = f"{where}: data row {row + 1}"
    hint = next((hint for kind, words, hint in HINTS
                 if isinstance(error, kind) and words in text), None) if where else None
    return f"{where + ': ' if where else ''}{text}{f' ({hint})' if hint else ''}"


def say_aside(text):
    """A line that is no result, on standard error."""
    sys.stderr.write(f"kefu: {text}\n")


def paint():
    """How texts are coloured: on a terminal only, and not where NO_COLOR is set."""
    return colour if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else plain


class Watched:
    """A file that tells on a terminal how far it is read."""

    def __init__(self, path):
        self._file = open(path, "rb")
        self._name, self._size = os.path.basename(path), os.fstat(self._file.fileno()).st_size
        self._next = time.monotonic() + 0.5 if sys.stderr.isatty() and self._size else None

    def read(self, size=-1):
        """The next bytes."""
        piece = self._file.read(size)
        if self._next and (time.monotonic() > self._next or not piece):
            share = 100 * self._file.tell() // self._size
            sys.stderr.write(f"\r{self._name}: {share}%" if piece else "\r\x1b[K")
            self._next = time.monotonic() + 0.2
        return piece

    def close(self):
        """Closes it."""
        self._file.close()


OTHERS = {b"PK\x03\x04": "an Excel workbook (.xlsx)", b"\xd0\xcf\x11\xe0": "an Excel workbook (.xls)",
          b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def check_csv(path):
    """Refuses files that only look like one of CSV."""
    with open(path, "rb") as file:
        begins = file.read(4) if file.seekable() else b""
    for mark, what in OTHERS.items():
        if begins.startswith(mark):
            raise Failed(f"{path}: this is {what}: save it as CSV UTF-8")


def write(path, text):
    """Writes a text to a file, or to standard output for '-'; its line ends stay as they are."""
    data = text.encode() if isinstance(text, str) else text
    if path == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        with open(path, "wb") as file:
            file.write(data)


def numbered(path, index, n):
    """The path itself of the only one, FILE-1.END, FILE-2.END of several.

    >>> numbered("out.html", 0, 1), numbered("out.html", 1, 3)
    ('out.html', 'out-2.html')
    """
    if n == 1 or path == "-":
        return path
    stem, end = os.path.splitext(path)
    return f"{stem}-{index + 1}{end}"


def reading_options(parser):
    """How files of CSV are read."""
    group = parser.add_argument_group("reading")
    group.add_argument("--encoding", metavar="NAME", choices=["utf-8", "gb18030", "gbk"],
                       help="of the CSV files: utf-8 unless gb18030 (GBK) is given")
    group.add_argument("--delimiter", metavar="CHAR", help="of the CSV files: , ; | or tab")
    group.add_argument("--skip-lines", metavar="N", type=int,
                       help="lines before the header, such as a title")


def reading(o):
    """Keywords of kefu.read_csv, of the options."""
    delimiter = "\t" if o.delimiter in ("tab", "\\t") else o.delimiter
    return {"encoding": o.encoding, "delimiter": delimiter, "skip_lines": o.skip_lines}
