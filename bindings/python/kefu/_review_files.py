"""Reviews from files: CSV with the columns that shops export, or a review a line."""

import sys

from . import _kefu
from ._sources import rows

#: Names that columns of reviews have, for each field of the library.
COLUMNS = {"text": ("评价", "正文", "评价内容", "text"), "follow_up": ("追评", "追加评价", "follow_up"),
           "review": ("评价ID", "review", "id"), "product": ("商品", "商品ID", "product"),
           "agent": ("客服", "agent"), "day": ("日期", "评价日期", "day", "date"),
           "stars": ("星级", "评分", "stars"), "follow_up_day": ("追评日期", "follow_up_day")}
FLAGS = {1: ("会员", "vip"), 2: ("有图", "pictures"), 4: ("已回复", "answered"),
         8: ("重点商品", "key_product"), 16: ("追评已回复", "answered_follow_up")}
YES = {"1", "是", "有", "yes", "y", "true", "√"}


def _column(table, names):
    """The first of these columns that is there, else None."""
    name = next((name for name in names if name in table.keys()), None)
    return table[name] if name else None


def _stars(cell, row):
    """Whole stars in front of whatever stands behind them: 5, 5星, 4.0."""
    if not cell:
        return None
    if cell[0] not in "12345" or cell[1:2].isdigit():
        raise ValueError(f"data row {row + 1}: stars are 1 to 5, not '{cell}'")
    return int(cell[0])


def _day(cell):
    """A day; a time of day may stand behind it."""
    return _kefu.date_parse(cell.split(" ")[0]) if cell else None


def table_of(path, **settings):
    """The fields of reviews of a CSV file, as columns that the library reads."""
    table = rows(path, **settings).table()
    fields = {field: _column(table, names) for field, names in COLUMNS.items()}
    if fields["text"] is None:
        raise ValueError(f"{path}: no column 评价, 正文 or text; it has {', '.join(table.keys())}: "
                         "columns={'text': NAME} says which it is")
    fields = {field: cells for field, cells in fields.items() if cells is not None}
    if "stars" in fields:
        fields["stars"] = [_stars(cell, row) for row, cell in enumerate(fields["stars"])]
    for field in ("day", "follow_up_day"):
        if field in fields:
            fields[field] = [_day(cell) for cell in fields[field]]
    said = {bit: _column(table, names) for bit, names in FLAGS.items()}
    said = {bit: cells for bit, cells in said.items() if cells is not None}
    if said:
        fields["flags"] = [sum(bit for bit, cells in said.items() if cells[row] in YES)
                           for row in range(len(table))]
    return fields


def lines_of(path, encoding=None):
    """A review a line, of a file or of standard input ('-')."""
    file = sys.stdin.buffer if path == "-" else open(path, "rb")
    with file:
        data = file.read()
    try:
        return data.decode(encoding or "utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise ValueError(f"{path}:{line}: this is not {encoding or 'utf-8'}; a file that was saved in "
                         "China may need --encoding gb18030") from None
