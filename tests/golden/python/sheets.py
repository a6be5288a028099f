"""Lines of definitions, reports, cards, sheets and trained models."""
import kefu
from check import check, forget, now, read


# ---- Definitions ---------------------------------------------------------------------------------

def run_definition(line):
    """One that is built in."""
    built_in = kefu.Catalogue()
    d = built_in.definition(built_in.find(line[1]))
    got = (d.id, d.unit, d.scale, d.direction, d.min_n, d.from_day or "", d.to_day or "", d.formula)
    for i, one in enumerate(got):
        check(line[1 + i], one)


def run_definitions(line):
    check(line[1], len(kefu.Catalogue()))


def run_made(line):
    check(line[2], now.frame.metric(line[1]).definition)


def run_catalogue(line):
    catalogue = kefu.Catalogue()
    catalogue.load(read(line[1]))
    check.file_of(line[2], catalogue.json(flags="loaded"))


# ---- Sheets --------------------------------------------------------------------------------------

def run_report(line):
    forget(report_file=line[1], report=kefu.Report(), ledger=kefu.Ledger())


def run_key(line):
    now.report.key(line[1])


def run_skip(line):
    now.report.skip(line[1])


def run_over(line):
    columns = {"cell": line[2], "over": line[3], "count": line[4], "value": line[5]}
    now.report.metric(line[1], columns={name: text for name, text in columns.items() if text})


def run_decision(line):
    now.ledger.add(person=line[1], part=line[2], action=line[3], count=line.number(4), by="test",
                   day="2026-11-01")


def run_score(line):
    """The sheet as JSON, as bytes, and what is loaded from them: the same sheet."""
    frame = now.report.read(kefu.read_csv(check.folder / now.report_file))
    card = kefu.Card.from_json(read(line[1]))
    sheet = card.score(frame, ledger=now.ledger, period="2026-10")
    json, saved = sheet.json(), sheet.save()
    check.file_of(line[2], json)
    check.file_of(line[3], saved.hex())
    check.bytes("the sheet as it was loaded", json, kefu.Sheet.load(saved).json())


# ---- Models --------------------------------------------------------------------------------------

PARTS = {"zh": [["质量太差", "非常失望", "用着难受", "快递太慢"],
                ["质量很好", "非常满意", "用着舒服", "快递很快"]],
         "en": [["poor quality", "very disappointed", "hard to use", "late delivery"],
                ["good quality", "very happy with it", "easy to use", "quick delivery"]]}


def chance(text, what, below):
    return kefu.random([1, 2], [text, what, 0, 0])[0] * below >> 32


def composed(i, lang):
    """A text and its labels. Of those of polarity one in eight is wrong: nothing is separable."""
    good, a, b = chance(i, 0, 2), chance(i, 1, 4), chance(i, 2, 4)
    parts = PARTS[lang][good]
    end = "".join(chr(97 + letter) for letter in (i % 26, i // 26 % 26, i // 676))
    return (f"{parts[a]}, {parts[b]}. {end}",
            [good if chance(i, 3, 8) else 1 - good, int(a == 3 or b == 3)])


def trained(texts, labels, **options):
    trainer = kefu.Trainer(id="org.example.golden/1", **options)
    trainer.head("logistics", "aspect", "logistics")
    trainer.add(texts, [label for row in labels for label in row])
    return kefu.Model.from_bytes(trainer.finish())


def run_train(line):
    """A model, and a delta on it of a third of the texts with the labels the other way round."""
    lang, (n, width) = line[1], line.numbers(2, 3)
    texts, labels = zip(*(composed(i, lang) for i in range(n)))
    model = trained(texts, labels, language=lang, bits=width)
    check(line[4], model.describe().fingerprint)
    turned = [[1 - polarity, logistics] for polarity, logistics in labels[:n // 3]]
    delta = trained(texts[:n // 3], turned, language=lang, bits=10, base=model)
    check(line[5], delta.describe().fingerprint)


LINES = {"definition": run_definition, "definitions": run_definitions, "made": run_made,
         "catalogue": run_catalogue, "report": run_report, "key": run_key, "skip": run_skip,
         "over": run_over, "decision": run_decision, "score": run_score, "train": run_train}
