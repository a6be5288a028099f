"""Lines of statistics, agreement, peers and draws of rows."""
from math import gcd

import kefu
from check import attempt, check, given, listed, now, scaled, units
from rows import batch

# ---- Statistics ----------------------------------------------------------------------------------
# What each argument is: a count, or decimals of so many digits; and what comes out.

COUNT, MILLIONTHS, BILLIONTHS = 0, 6, 9
FUNCTIONS = {
    "normal_below": ([BILLIONTHS], BILLIONTHS),
    "normal_quantile": ([BILLIONTHS], BILLIONTHS),
    "t_below": ([BILLIONTHS, MILLIONTHS], BILLIONTHS),
    "t_quantile": ([BILLIONTHS, MILLIONTHS], BILLIONTHS),
    "binomial_below": ([COUNT, COUNT, BILLIONTHS], BILLIONTHS),
    "hypergeometric_below": ([COUNT] * 4, BILLIONTHS),
    "sample_size": ([BILLIONTHS] * 3 + [COUNT], COUNT),
    "half_width": ([BILLIONTHS, COUNT, BILLIONTHS, COUNT], BILLIONTHS),
}


def argument(text, digits):
    return scaled(int(text), digits) if digits else int(text)


def run_function(line):
    takes, gives = FUNCTIONS[line[0]]
    arguments = [argument(text, digits) for text, digits in zip(line.after(1), takes)]
    got = attempt(getattr(kefu, line[0]), *arguments)
    check(line[1 + len(takes)], units(got, gives) if gives else got)


def run_rate_interval(line):
    x, n, population = line.numbers(2, 3, 4)
    got = attempt(kefu.rate_interval, x, n, population, argument(line[5], BILLIONTHS), line[1])
    if isinstance(got, str):
        check(line[6], got)
        return
    check(line[6], units(got.low, BILLIONTHS))
    check(line[7], units(got.high, BILLIONTHS))


def run_acceptance_plan(line):
    names = ("good", "good_risk", "bad", "bad_risk")
    options = {name: argument(line[1 + i], BILLIONTHS) for i, name in enumerate(names)}
    if line.number(6) >= 0:
        options.update(has_accept=True, accept=line.number(6))
    got = attempt(kefu.acceptance_plan, population=line.number(5), **options)
    if isinstance(got, str):
        check(line[7], got)
        return
    shares = [units(share, BILLIONTHS) for share in (got.pass_good, got.pass_bad)]
    for expected, one in zip(line.after(7), [got.n, got.accept, *shares]):
        check(expected, one)


# ---- Agreement -----------------------------------------------------------------------------------

WHY = ["fine", "no_pairs", "one_category", "raters", "uneven"]


def run_categories(line):
    now.categories, now.units = line.after(1), 0
    now.marks = {"unit": [], "inspector": [], "mark": []}


def run_marked(line):
    for unit in range(now.units, now.units + line.number(1)):
        for inspector, mark in enumerate(line.after(2), 2):
            if mark != r"\N":
                for column, cell in zip(now.marks.values(), (unit, inspector, mark)):
                    column.append(cell)
    now.units += line.number(1)


def check_share(expected, value):
    """Billionths; "-" of a value that is not there."""
    if expected == "-":
        check.true(value.status == "no_data" and not value.den, "-")
        return
    check.true(value.status == "ok" and value.den == 10**9, "a value in billionths")
    check(expected, value.num)


def run_agree(line):
    options = {"categories": now.categories} if now.categories else {}
    got = kefu.Agree.from_rows(now.marks, **options).value(0, line[1], line[2])
    for expected, value in zip(line.after(3), (got.value, got.observed, got.expected)):
        check_share(expected, value)
    numbers = (got.value.n, got.marks, got.raters, got.categories,
               int("rounded" in got.value.flags), WHY.index(got.why))
    for expected, one in zip(line.after(6), numbers):
        check(expected, one)


def run_agree_why(line):
    check(line[2], kefu.agree_why_text(WHY[line.number(1)], "zh"))
    check(line[3], kefu.agree_why_text(WHY[line.number(1)], "en"))


# ---- Peers ---------------------------------------------------------------------------------------

TEAMS = ["any_team", "other_team", "own_team"]


def pairs(text, third):
    """"A>B C<>D" and "A>B/period": a row a pair, with 1 or the period in the third column."""
    if text is None:
        return None
    columns = {"inspector": [], "inspected": [], third: []}
    for pair in text.split():
        first, _, rest = pair.partition(">")
        second, _, period = rest.partition("/")
        cells = first.rstrip("<"), second, "1" if first.endswith("<") else period
        for column, cell in zip(columns.values(), cells):
            column.append(cell or None)
    return columns


def run_bans(line):
    now.bans = line[1]


def run_history(line):
    now.history = line[1]


def run_peers(line):
    options = {"bans": pairs(now.bans, "both"), "history": pairs(now.history, "period")}
    period, each, rule, mutual = line.numbers(2, 3, 4, 5)
    try:
        peers = kefu.Peers(batch(), seed=line[1], period=period, each=each, team_rule=TEAMS[rule],
                           mutual=bool(mutual), **{k: v for k, v in options.items() if v})
    except kefu.Error as error:
        check(line[6], "!" + error.name)
        check(line[7], str(error).removeprefix("Peers(): "))
        return
    loads = peers.loads
    check(line[6], listed(f"{p.inspector}>{p.inspected}{'!' if p.again else ''}" for p in peers))
    for expected, one in zip(line.after(7), (loads.least, loads.most, loads.again)):
        check(expected, one)


# ---- Draws of rows -------------------------------------------------------------------------------

def run_numbers(line):
    check(line[4], listed(kefu.pick_numbers(*line.numbers(1, 2, 3))))


def run_reservoir(line):
    """In offers of a third of what is left."""
    reservoir, left, drawn = kefu.Reservoir(*line.numbers(1, 2)), line.number(3), []
    while left:
        seen, n = reservoir.seen, left // 3 + 1
        drawn += (f"{seen + row}:{slot}" for row, slot in zip(*reservoir.offer(n)))
        left -= n
    check(line[4], listed(drawn))


def lowest(num, den):
    return f"{num // gcd(num, den)}/{den // gcd(num, den)}"


def run_pps(line):
    rows, chances = kefu.pick_pps(batch(), line.number(2), line[1], id="id", size="size",
                                  scale=line.number(3))
    check(line[4], listed(rows))
    check(line[5], listed(map(lowest, chances.num, chances.den)))


def run_pick_key(line):
    check(line[2], f"{kefu.pick_key(line[1]):016x}")


def run_pick_hash(line):
    key, id = int(line[1], 16), line[2]
    check(line[3], f"{kefu.pick_hash_text(key, id):016x}")
    if id.lstrip("-").isdigit() and str(int(id)) == id and -2**63 <= int(id) < 2**63:
        check(line[3], f"{kefu.pick_hash(key, int(id)):016x}")


def run_pick(line):
    """The rows drawn, the state, and what is loaded from that."""
    columns = {"by": given(line[2]), "weight": given(line[3])}
    options = {name: column for name, column in columns.items() if column}
    options.update(seed=line[1], id="id", k=line.number(4), scale=line.number(5))
    pick = kefu.Pick(**options)
    pick.update(batch())
    check(line[6], listed(one.row for one in pick))
    saved = pick.save()
    check(line[7], saved.hex())
    check(line[6], listed(one.row for one in kefu.Pick.load(saved, **options)))


def run_pick_rate(line):
    rate = argument(line[2], BILLIONTHS)
    check(line[3], listed(kefu.pick_rate(batch(), "id", rate, int(line[1], 16))))


LINES = {**dict.fromkeys(FUNCTIONS, run_function), "rate_interval": run_rate_interval,
         "acceptance_plan": run_acceptance_plan, "categories": run_categories,
         "marked": run_marked, "agree": run_agree, "agree_why": run_agree_why, "bans": run_bans,
         "history": run_history, "peers": run_peers, "numbers": run_numbers,
         "reservoir": run_reservoir, "pps": run_pps, "pick_key": run_pick_key,
         "pick_hash": run_pick_hash, "pick": run_pick, "pick_rate": run_pick_rate}
