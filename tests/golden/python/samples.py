"""Lines of plans, draws, samples, and what marks say of them."""
import kefu
from check import attempt, check, forget, given, now, read, scaled, units
from rows import batch

CLASHES = ["cell_short", "cell_bounds", "agent_short", "agent_over", "total_short", "total_over",
           "no_spread"]
ESTIMATED = ["unmarked", "gaps", "lonely", "replaced", "whole", "unplaced", "null_key"]

# ---- Samples -------------------------------------------------------------------------------------


def run_plan(line):
    forget(plan=kefu.Plan.from_json(read(line[1])), draw=None, sample=None, unsuitable=None,
           excluded=None)
    check(line[2], now.plan.hash)


def run_excluded(line):
    now.excluded = {"id": line.after(1)}


def draw_options():
    return {"seed": now.seed, **({"excluded": now.excluded} if now.excluded else {})}


def run_draw(line):
    forget(seed=line[1], sample=None, unsuitable=None)
    now.draw = kefu.Draw(now.plan, **draw_options())
    cells = dict(text.split(":") for text in line.after(3))
    now.draw.update(kefu.read_csv(check.folder / line[2], cells=cells))


def run_unsuitable(line):
    now.unsuitable = now.unsuitable or {"id": [], "reason": [], "by": []}
    for column, cell in zip(now.unsuitable.values(), line.after(1)):
        column.append(cell)


def check_sample(line, draw):
    now.sample = kefu.Sample(draw, **({"unsuitable": now.unsuitable} if now.unsuitable else {}))
    check.file_of(line[1], now.sample.json())
    check.file_of(line[2], now.sample.csv().rstrip("\n"))


def run_sample(line):
    """The sample, the draw as it is saved, and both again from these bytes."""
    check_sample(line, now.draw)
    saved = now.draw.save()
    check.file_of(line[3], saved.hex())
    loaded = kefu.Draw.load(saved, now.plan, **draw_options())
    check_sample(line, loaded)
    check.file_of(line[3], loaded.save().hex())


def run_why(line):
    row = now.sample.find(line[1])
    check(line[2], now.sample.text(row, "zh"))
    check(line[3], now.sample.text(row, "en"))


def run_clashes(line):
    check(line[1], len(kefu.Quotas(now.draw).clashes))
    made = attempt(kefu.Sample, now.draw)
    check("!KEFU_E_INFEASIBLE" if line.number(1) else "a sample",
          made if isinstance(made, str) else "a sample")


def run_clash(line):
    quotas, index = kefu.Quotas(now.draw), line.number(1)
    check.true(index < len(quotas.clashes), "a clash")
    clash = quotas.clashes[index]
    numbers = 1 + CLASHES.index(clash.code), clash.need, clash.have
    for expected, one in zip(line.after(2), numbers):
        check(expected, one)
    check(line[5], quotas.clash_text(index, "zh"))
    check(line[6], quotas.clash_text(index, "en"))


# ---- Estimates -----------------------------------------------------------------------------------

def run_estimate(line):
    """From columns that say themselves what they stand for, or that mark rows of the sample."""
    options = {"kind": line[2], "scale": line.number(3), "lonely": line[5], "method": line[6],
               "confidence": scaled(line.number(7), 9)}
    if given(line[4]):
        options["by"] = line[4]
    made = {"rows": lambda: kefu.Estimates.from_rows(batch(), **options),
            "sample": lambda: kefu.Estimates.from_sample(now.sample, batch(), **options)}
    now.estimates = made[line[1]]()
    check(line[8], len(now.estimates))


def index_of(key):
    """Of a key; of all where it is empty."""
    return now.estimates.find(key) if key else now.estimates.find()


def shown(value):
    """num/den/n, with ~ where it was rounded; "-" of one that has no number."""
    if value.status != "ok":
        return "-"
    return f"{value.num}/{value.den}/{value.n}{'~' if 'rounded' in value.flags else ''}"


def run_estimated(line):
    one = now.estimates[index_of(line[1])]
    values = (one.naive, one.estimate, one.error, one.low, one.high, one.population)
    for expected, value in zip(line.after(2), values):
        check(expected, shown(value))
    numbers = (one.marked, one.sampled, units(one.df, 6), units(one.effective_n, 6),
               sum(1 << ESTIMATED.index(flag) for flag in one.flags))
    for expected, number in zip(line.after(8), numbers):
        check(expected, number)


def run_effect(line):
    effect = now.estimates.effects(index_of(line[1]))[line.number(2)]
    check(line[3], effect.label_zh)
    check(line[4], effect.label_en)
    values = (effect.in_marks, effect.in_population, effect.mean, effect.effect)
    for expected, value in zip(line.after(5), values):
        check(expected, shown(value))


def run_said(line):
    index = index_of(line[1])
    check(line[2], now.estimates.text(index, "zh"))
    check(line[3], now.estimates.text(index, "en"))


def run_written(line):
    """As JSON, and as CSV in Chinese, without what ends the last line of the file."""
    check.file_of(line[1], now.estimates.json())
    check.file_of(line[2], now.estimates.csv().rstrip("\n"))


LINES = {"plan": run_plan, "excluded": run_excluded, "draw": run_draw,
         "unsuitable": run_unsuitable, "sample": run_sample, "why": run_why,
         "clashes": run_clashes, "clash": run_clash, "estimate": run_estimate,
         "estimated": run_estimated, "effect": run_effect, "said": run_said,
         "written": run_written}
