"""agree.py LIBRARY [ROUNDS [FIRST]] - agreement of inspectors, a second time: published examples and random marks
under all coefficients and distances, computed by the textbook (coincidence matrix, tables of pairs) in fractions.
The library must give the same nine decimals. Prints "N passed" last.

agree.py --graded prints the values that test_many of tests/unit/test_agree.c expects.
agree.py --peers compares this oracle itself with irrCAC, krippendorff, scikit-learn and statsmodels where they are
installed: pip install irrCAC krippendorff scikit-learn statsmodels
"""
import random
import sys
from ctypes import CDLL, POINTER, Structure, byref, c_char, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p, sizeof
from fractions import Fraction as F
from itertools import permutations

RAW, COHEN, FLEISS, ALPHA, AC1 = 1, 2, 3, 4, 5
NOMINAL, LINEAR, SQUARED, ORDINAL, INTERVAL = 0, 1, 2, 3, 4
PAIRS = [(RAW, NOMINAL), (COHEN, NOMINAL), (COHEN, LINEAR), (COHEN, SQUARED), (FLEISS, NOMINAL), (ALPHA, NOMINAL),
         (ALPHA, ORDINAL), (ALPHA, INTERVAL), (AC1, NOMINAL)]
FINE, NO_PAIRS, ONE_CATEGORY, RATERS, UNEVEN = 0, 1, 2, 3, 4

# ---- The textbook. marks: {unit: {rater: category}}, categories in their order ----------------


def apart(distance, categories, counts=None):
    """How far two categories are apart, as a function of both."""
    place = {c: i for i, c in enumerate(categories)}
    if distance == LINEAR:
        return lambda a, b: abs(place[a] - place[b])
    if distance == SQUARED:
        return lambda a, b: (place[a] - place[b])**2
    if distance == INTERVAL:
        return lambda a, b: (a - b)**2
    if distance == ORDINAL:  # Krippendorff 2011: (sum of n_g for g = c..k, less half of n_c and n_k) squared
        return lambda a, b: (sum(counts[g] for g in categories[min(place[a], place[b]):max(place[a], place[b]) + 1])
                             - F(counts[a] + counts[b], 2))**2
    return lambda a, b: int(a != b)


def farthest(d, categories):
    return max([d(a, b) for a in categories for b in categories] + [0]) or 1


def seen(units):
    each = []
    for u in units:
        v = list(u.values())
        each.append(F(sum(a == b for a, b in permutations(v, 2)), len(v) * (len(v) - 1)))
    return sum(each) / len(each)


def chance(units, observed, expected, why=FINE):
    if expected == 1:
        return None, observed, expected, len(units), ONE_CATEGORY
    return (observed - expected) / (1 - expected), observed, expected, len(units), why


def raw(marks, categories, distance):
    units = [u for u in marks.values() if len(u) > 1]
    if not units:
        return None, None, None, 0, NO_PAIRS
    one = len({c for u in units for c in u.values()}) == 1
    return seen(units), seen(units), None, len(units), ONE_CATEGORY if one else FINE


def cohen(marks, categories, distance):
    raters = sorted({r for u in marks.values() for r in u})
    if len(raters) != 2:
        return None, None, None, 0, RATERS
    units = [u for u in marks.values() if len(u) == 2]
    if not units:
        return None, None, None, 0, NO_PAIRS
    d, n = apart(distance, categories), len(units)
    pairs = [(u[raters[0]], u[raters[1]]) for u in units]
    most = farthest(d, categories)
    o = F(sum(d(a, b) for a, b in pairs), n * most)
    e = F(sum(d(a, b) for a, _ in pairs for _, b in pairs), n * n * most)
    return chance(units, 1 - o, 1 - e)


def fleiss(marks, categories, distance):
    units = [u for u in marks.values() if u]
    sizes = {len(u) for u in units}
    if len(sizes) > 1:
        return None, None, None, 0, UNEVEN
    if not sizes or sizes == {1}:
        return None, None, None, 0, NO_PAIRS
    values = [c for u in units for c in u.values()]
    return chance(units, seen(units), sum(F(values.count(c), len(values))**2 for c in categories))


def alpha(marks, categories, distance):
    units = [u for u in marks.values() if len(u) > 1]
    if not units:
        return None, None, None, 0, NO_PAIRS
    o = {(c, k): F(0) for c in categories for k in categories}  # the coincidence matrix
    for u in units:
        for a, b in permutations(u.values(), 2):
            o[a, b] += F(1, len(u) - 1)
    counts = {c: sum(o[c, k] for k in categories) for c in categories}
    n = sum(counts.values())
    d = apart(distance, categories, counts)
    most = farthest(d, categories)
    seen_d = sum(o[p] * d(*p) for p in o) / (n * most)
    chance_d = sum(counts[c] * counts[k] * d(c, k) for c, k in o) / (n * (n - 1) * most)
    return chance(units, 1 - seen_d, 1 - chance_d)


def ac1(marks, categories, distance):
    units, rated = [u for u in marks.values() if len(u) > 1], [u for u in marks.values() if u]
    if not units:
        return None, None, None, 0, NO_PAIRS
    one = ONE_CATEGORY if len({c for u in rated for c in u.values()}) == 1 else FINE
    if len(categories) < 2:
        return None, seen(units), None, len(units), ONE_CATEGORY
    share = [sum(F(list(u.values()).count(c), len(u)) for u in rated) / len(rated) for c in categories]
    return chance(units, seen(units), sum(p * (1 - p) for p in share) / (len(categories) - 1), one)


BY = {RAW: raw, COHEN: cohen, FLEISS: fleiss, ALPHA: alpha, AC1: ac1}


def ordered(categories):
    return sorted(categories, key=lambda c: (isinstance(c, str), c))


def nine(x):
    """Rounded half away from zero at nine decimals, and whether that changed anything."""
    scaled = abs(x) * 10**9
    whole = int(scaled + F(1, 2))
    return (-whole if x < 0 else whole), scaled != whole


# ---- Published examples: (source, marks of each rater, coefficient, distance, digits, value) ---

N = None
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: example C, four observers, twelve units
K2011 = [[1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
         [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N]]
# the same, example A: two observers, binary, ten units
K2011_A = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
# the same, example B: two observers, five nominal categories, twelve units
K2011_B = [list("aabbdcccedda"), list("babbbccceddd")]


def table(rows):
    """Marks of two raters from a contingency table."""
    a, b = [], []
    for i, row in enumerate(rows):
        for j, n in enumerate(row):
            a += [i] * n
            b += [j] * n
    return [a, b]


def counted(rows):
    """Marks from counts of categories per unit: raters are places in the unit."""
    units = [[c for c, n in enumerate(row) for _ in range(n)] for row in rows]
    return [[u[i] if i < len(u) else None for u in units] for i in range(max(map(len, units)))]


# Fleiss (1971), table 1: thirty subjects, six psychiatrists each, five diagnoses
F1971 = [[0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0],
         [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0],
         [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1], [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0],
         [0, 2, 0, 4, 0], [1, 0, 2, 0, 3], [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0],
         [1, 0, 0, 4, 1], [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6]]
# Cohen (1968), table 1: two hundred diagnoses
C1968 = table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
# R package irr, data set anxiety, raters 2 and 3: twenty subjects; values of its kappa2, as in statsmodels' tests
ANXIETY = [[3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
           [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2]]
# Gwet (2008), table 1: nearly all marks in one category, where kappa falls below chance
PARADOX = table([[118, 5], [2, 0]])

PUBLISHED = [
    ("Krippendorff 2011 C", K2011, ALPHA, NOMINAL, 3, F(743, 1000)),
    ("Krippendorff 2011 C", K2011, ALPHA, ORDINAL, 3, F(815, 1000)),
    ("Krippendorff 2011 C", K2011, ALPHA, INTERVAL, 3, F(849, 1000)),
    ("Krippendorff 2011 A", K2011_A, ALPHA, NOMINAL, 3, F(95, 1000)),
    ("Krippendorff 2011 B", K2011_B, ALPHA, NOMINAL, 3, F(692, 1000)),
    ("Fleiss 1971", counted(F1971), FLEISS, NOMINAL, 3, F(430, 1000)),
    ("Cohen 1968", C1968, COHEN, NOMINAL, 3, F(492, 1000)),
    ("irr, kappa2", ANXIETY, COHEN, NOMINAL, 9, F(-6289308, 10**9)),
    ("irr, kappa2 equal", ANXIETY, COHEN, LINEAR, 7, F(1459075, 10**7)),
    ("irr, kappa2 squared", ANXIETY, COHEN, SQUARED, 7, F(2520325, 10**7)),
    ("Gwet 2008", PARADOX, AC1, NOMINAL, 4, F(9408, 10**4)),
    ("Gwet 2008", PARADOX, COHEN, NOMINAL, 4, F(-234, 10**4)),
    ("irrCAC, cac.raw4raters", K2011, AC1, NOMINAL, 5, F(77544, 10**5)),
]


def marks_of(raters):
    marks = {}
    for r, row in enumerate(raters):
        for u, c in enumerate(row):
            if c is not None:
                marks.setdefault(u, {})[r] = c
    return marks


def used(marks):
    return ordered({c for u in marks.values() for c in u.values()})


def graded(most, units):
    """Units of 2 .. most marks, `units` of each size, as in tests/unit/test_agree.c."""
    sizes = [m for m in range(2, most + 1) for _ in range(units)]
    return {u: {j: (j * j + m) % 5 for j in range(m)} for u, m in enumerate(sizes)}


def many(most, times):
    """Values of units of 2 .. most marks, and of as many times more; the latter is first proved of three times."""
    one, three = graded(most, 1), graded(most, 3)
    marks = sum(map(len, one.values()))
    for coefficient, distance in PAIRS:
        if coefficient in (COHEN, FLEISS):
            continue
        a, b = [BY[coefficient](m, used(m), distance)[0] for m in (one, three)]

        def of(n):  # alpha = 1 - (marks - 1) × (sum over units) / (sum over pairs of marks)
            return a if coefficient != ALPHA else 1 - (1 - a) * F(marks * n - 1, marks - 1) / n
        assert b == of(3)
        print(coefficient, distance, nine(a)[0], nine(of(times))[0])


# ---- The library ------------------------------------------------------------------------------


class Error(Structure):
    _fields_ = [("code", c_int32), ("line", c_int32), ("column", c_int32), ("reserved", c_int32),
                ("row", c_int64), ("offset", c_int64), ("message", c_char * 224)]


class Text(Structure):
    _fields_ = [("data", c_char_p), ("size", c_size_t)]


class Value(Structure):
    _fields_ = [("num", c_int64), ("den", c_int64), ("n", c_int64), ("status", c_int32), ("flags", c_uint32)]


class Options(Structure):
    _fields_ = [("struct_size", c_size_t), ("allocator", c_void_p), ("limits", c_void_p), ("criterion", c_char_p),
                ("unit", c_char_p), ("rater", c_char_p), ("category", c_char_p), ("categories", POINTER(Text)),
                ("n_categories", c_int32), ("reserved0", c_int32)]


class Agreement(Structure):
    _fields_ = [("struct_size", c_size_t), ("criterion", c_char_p), ("value", Value), ("observed", Value),
                ("expected", Value), ("marks", c_int64), ("raters", c_int32), ("categories", c_int32),
                ("why", c_int32), ("reserved0", c_int32)]


class Refused(Exception):
    pass


def call(function, *arguments):
    error = Error()
    if function(*arguments, byref(error)):
        raise Refused(error.code, error.message.decode())


I64, TEXT, NO_DATA, ROUNDED = 8, 20, 3, 1


def agree_of(kefu, criteria, listed):
    """A kefu_agree of {criterion: marks}, rows shuffled, with marks that are null strewn in."""
    rows = [(k, u, r, c) for k, marks in criteria.items() for u, by in marks.items() for r, c in by.items()]
    rows += [(random.choice(list(criteria)), 0, 0, None) for _ in range(random.randrange(4))]
    random.shuffle(rows)
    as_numbers = random.random() < .5 and not any(isinstance(row[3], str) for row in rows)
    handle, agree = c_void_p(), c_void_p()
    call(kefu.kefu_builder_new, None, None, byref(handle))
    for name, kind in (("k", TEXT), ("会话", I64), ("质检员", TEXT), ("评分", I64 if as_numbers else TEXT)):
        call(kefu.kefu_builder_add, handle, name.encode(), kind, 0, 0, None)
    for k, u, r, c in rows:
        cells = [k, u, "r%d" % r, c if as_numbers or c is None else str(c)]
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                call(kefu.kefu_builder_set_text, handle, at, cell.encode(), c_size_t(len(cell.encode())))
            elif cell is not None:
                call(kefu.kefu_builder_set_i64, handle, at, c_int64(cell))
        call(kefu.kefu_builder_end_row, handle)
    options = Options(sizeof(Options), criterion=b"k")
    if listed:
        texts = [str(c).encode() for c in listed]
        options.categories = (Text * len(texts))(*[Text(t, len(t)) for t in texts])
        options.n_categories = len(texts)
    call(kefu.kefu_agree_from_batch, c_void_p(kefu.kefu_builder_batch(handle)), byref(options), byref(agree))
    kefu.kefu_builder_free(handle)
    return agree


def same(value, exact, units, what):
    if exact is None:
        assert (value.num, value.den, value.status, value.flags) == (0, 0, NO_DATA, 0), what
    else:
        num, rounded = nine(exact)
        assert (value.num, value.den, value.status) == (num, 10**9, 0), (what, value.num, num)
        assert value.flags == (ROUNDED if rounded else 0), what
    assert value.n == units, what


def compare(kefu, agree, criteria, listed):
    """All coefficients of all criteria; how many."""
    n = 0
    names = sorted(criteria, key=lambda k: k.encode())
    assert kefu.kefu_agree_criteria(agree) == len(names)
    for i, name in enumerate(names):
        marks = criteria[name]
        categories = listed or used(marks)
        for coefficient, distance in PAIRS:
            if distance == INTERVAL and any(isinstance(c, str) for c in categories):
                continue
            value, observed, expected, units, why = BY[coefficient](marks, categories, distance)
            out, what = Agreement(sizeof(Agreement)), (marks, categories, coefficient, distance)
            call(kefu.kefu_agree_value, agree, i, coefficient, distance, byref(out))
            same(out.value, value, units, what)
            same(out.observed, observed, units, what)
            same(out.expected, expected, units, what)
            assert (out.why, out.criterion, out.categories) == (why, name.encode(), len(categories)), what
            least = 1 if coefficient == AC1 or not units else 2
            counted = {r: len(u) for u in marks.values() for r in u if len(u) >= least}
            assert out.raters == len(counted), what
            assert out.marks == sum(len(u) for u in marks.values() if len(u) >= least), what
            n += 1
    return n


def random_marks():
    """Some shape of a month: few or many inspectors, much or little agreement, complete or full of gaps."""
    categories = random.choice([[0, 1], [1, 2, 3, 4, 5], [-7, 0, 60, 80, 100], [2, 3, "A", "B", "优", "差"],
                                list(range(11)), [9, 9 - 2**32], [7]])
    raters, units = random.choice([1, 2, 2, 3, 5, 9]), random.choice([0, 1, 2, 5, 12, 30])
    agreeing, gaps = random.random(), random.choice([0, 0, .2, .6])
    weights = [random.choice([.01, 1, 1, 9]) for _ in categories]
    marks = {}
    for u in range(units):
        truth = random.choices(categories, weights)[0]
        by = {r: truth if random.random() < agreeing else random.choices(categories, weights)[0]
              for r in range(raters) if random.random() >= gaps}
        if by:
            marks[u] = by
    return marks, categories


def check(library, rounds, first):
    kefu = CDLL(library)
    kefu.kefu_builder_batch.restype = c_void_p
    passed = 0
    for source, raters, coefficient, distance, digits, value in PUBLISHED:
        criteria = {"": marks_of(raters)}
        got = BY[coefficient](criteria[""], used(criteria[""]), distance)[0]
        assert abs(got - value) <= F(1, 2 * 10**digits), (source, float(got))
        agree = agree_of(kefu, criteria, None)
        passed += compare(kefu, agree, criteria, None)
        kefu.kefu_agree_free(agree)
    for seed in range(first, first + rounds):
        random.seed(seed)
        made = [random_marks() for _ in range(random.choice([1, 1, 3]))]
        listed = None
        if len(made) == 1 and random.random() < .5:
            listed = made[0][1] + [9]
            listed = list(dict.fromkeys(listed))
            random.shuffle(listed)
        criteria = {name: m for name, (m, _) in zip(("准确", "b", "B"), made) if m}
        if not criteria:
            continue
        agree = agree_of(kefu, criteria, listed)
        passed += compare(kefu, agree, criteria, listed)
        kefu.kefu_agree_free(agree)
    print("%d passed" % passed)


# ---- The oracle's own peers -------------------------------------------------------------------


def peers(rounds):
    import warnings

    import krippendorff
    import numpy
    import pandas
    from irrCAC.raw import CAC
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa
    warnings.simplefilter("ignore")
    passed = 0

    def near(a, b, what):
        nonlocal passed
        assert abs(float(a) - float(b)) <= 1e-9, (what, float(a), float(b))
        passed += 1
    for seed in range(rounds):
        random.seed(seed)
        marks, _ = random_marks()
        categories = used(marks)
        if any(isinstance(c, str) for c in categories) or len(categories) < 2:
            continue
        raters = sorted({r for u in marks.values() for r in u})
        rows = [[marks[u].get(r, numpy.nan) for r in raters] for u in sorted(marks)]
        numbers = numpy.array(rows, dtype=float)
        for distance, level in ((NOMINAL, "nominal"), (ORDINAL, "ordinal"), (INTERVAL, "interval")):
            mine = alpha(marks, categories, distance)[0]
            if mine is not None:
                near(mine, krippendorff.alpha(numbers.T, value_domain=categories, level_of_measurement=level), (seed, level))
        mine = ac1(marks, categories, NOMINAL)[0]
        if mine is not None and len(raters) > 1 and len(marks) > 1:
            cac = CAC(pandas.DataFrame(numbers), categories=categories, digits=12)
            near(mine, cac.gwet()["est"]["coefficient_value"], (seed, "AC1"))
        pairs = [(u[raters[0]], u[raters[1]]) for u in marks.values() if len(u) == 2] if len(raters) == 2 else []
        for distance, weights in ((NOMINAL, None), (LINEAR, "linear"), (SQUARED, "quadratic")):
            mine = cohen(marks, categories, distance)[0]
            if mine is not None:
                near(mine, cohen_kappa_score(*zip(*pairs), labels=categories, weights=weights), (seed, weights))
        mine = fleiss(marks, categories, NOMINAL)[0]
        if mine is not None and not numpy.isnan(numbers).any():
            near(mine, fleiss_kappa(aggregate_raters(numbers.astype(int))[0]), (seed, "Fleiss"))
    print("%d passed: the oracle and its peers" % passed)


if __name__ == "__main__":
    if sys.argv[1] == "--peers":
        peers(400)
    elif sys.argv[1] == "--graded":
        many(50, 400)
    else:
        check(sys.argv[1], *[int(a) for a in sys.argv[2:4]] + [500, 1][len(sys.argv) - 2:])
