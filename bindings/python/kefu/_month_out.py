"""What a month prints and writes: tables, slips, findings, files."""

from . import _kefu, _sheet, _slip
from ._cli import Failed, numbered, paint, write
from ._grid import grid
from ._show import frame_rows
from ._words import say


def find(sheets, who):
    """The sheet and row of a person by id, name, or the end of an id."""
    rows = [(sheet, i, row) for sheet in sheets for i, row in enumerate(sheet.rows)]
    for is_meant in (lambda row: row.person == who, lambda row: row.name == who,
                     lambda row: row.person.endswith(who)):
        found = [(sheet, i) for sheet, i, row in rows if is_meant(row)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Failed(f"--slip {who}: {len(found)} people are called so; write the id")
    people_ = ", ".join(row.name for _, _, row in rows[:8])
    raise Failed(f"--slip {who}: there is nobody of this name; there are {people_}"
                 f"{' ...' if len(rows) > 8 else ''}")


def print_slips(o, sheets, payroll, awards):
    """What each person is told."""
    for who in o.slip:
        meant = ([(sheet, i) for sheet in sheets for i in range(len(sheet))] if who == "all"
                 else [find(sheets, who)])
        for sheet, row in meant:
            print(_slip.slip(sheet, row, o.lang, paint()))
            person = sheet.row(row).person
            if payroll is not None:
                print("\n  ".join([payroll.plan.label(o.lang), *payroll.explain(person, o.lang)]))
            won = [awards.text(i, o.lang) for i, winner in enumerate(awards.winners)
                   if winner.person == person] if awards is not None else []
            if won:
                print("\n  ".join([awards.plan.label(o.lang), *won]))
            print()


SEVERITIES = [("error", "bad", "错误", "error", "个"), ("warning", "warn", "警告", "warning", "个"),
              ("note", None, "提示", "note", "条")]


def print_findings(o, findings, path):
    """What is wrong with the card: how many, then errors and warnings."""
    counts = []
    for severity, _, zh, en, unit in SEVERITIES:
        n = sum(f.severity == severity for f in findings.all)
        if n:
            counts.append(say(o.lang, f"{n} {unit}{zh}", f"{n} {en}{'s' if n > 1 else ''}"))
    if not counts:
        return
    title = say(o.lang, "方案检查", "findings about the book" if o.book else "findings about the card")
    notes = "" if o.lint or not any(f.severity == "note" for f in findings.all) else say(
        o.lang, "(--lint all 列出提示)", " (--lint all lists the notes)")
    print(f"\n{title}{say(o.lang, ':', ': ')}{say(o.lang, ',', ', ').join(counts)}{notes}")
    for severity, style, zh, en, _ in SEVERITIES:
        for f in findings.all if severity != "note" or o.lint else ():
            if f.severity == severity:
                print(f"  {path}:{f.line}:{f.column}: {paint()(style, say(o.lang, zh, en))}: "
                      f"{say(o.lang, f.text_zh, f.text_en)}")


def print_list(lines, title):
    """Lines under a title, if there are any."""
    if lines:
        print(f"\n{paint()('bold', title)}")
        print("\n".join(lines))


def print_month(o, result, sheets, findings):
    """The sheets, then what there is to do."""
    for i, sheet in enumerate(sheets):
        print(("\n" if i else "") + "\n".join(_sheet.table(sheet, o.lang, paint=paint())))
    unscored = getattr(result, "unscored", ())
    if unscored:
        print(f"\n{say(o.lang, '没有方案的人:', 'people without a card: ')}"
              f"{say(o.lang, '、', ', ').join(unscored)}")
    print_list([line for sheet in sheets for line in _sheet.waiting(sheet, o.lang)],
               say(o.lang, "等待复核", "verdicts that wait for a decision"))
    print_list([line for sheet in sheets for line in _sheet.below(sheet, o.lang)],
               say(o.lang, "改进计划", "improvement plans"))
    print_findings(o, findings, o.book or o.card[0])


def write_files(o, sheets, findings):
    """The files that were asked for."""
    options = {"findings": findings, "lang": o.lang}
    n = len(sheets)
    for i, sheet in enumerate(sheets):
        if o.html:
            write(numbered(o.html, i, n), sheet.html(**options))
        if o.json:
            write(numbered(o.json, i, n), sheet.json(**options))
        if o.csv:
            write(numbered(o.csv, i, n), sheet.csv(flags="excel" if o.excel else (), **options))


def print_figures(o, frame):
    """Without a card: the figures."""
    heads, rows, right = frame_rows(frame, len(frame))
    if not o.csv:
        print("\n".join(grid(heads, rows, right)))
        return
    writer = _kefu.CsvWriter("excel" if o.excel else ())
    for name in heads:
        writer.text(name)
    writer.end_row()
    for i, row in enumerate(rows):
        for key in row[:right.start]:
            writer.id(key)
        for info in frame.metrics:
            value = frame.value(i, info.name)
            writer.value(value, 9 if value.den and value.num % value.den else 0)
        writer.end_row()
    write(o.csv, writer.take())
