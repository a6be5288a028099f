"""agree.py LIBRARY [ROUNDS [FIRST]] - agreement of inspectors, a second time: published examples and random marks
under all coefficients and distances, computed by the textbook (coincidence matrix, tables of pairs) in fractions.
The library must give the same nine decimals. Prints "N passed" last.

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
K2011_B = [list("aabbddcccedd"), list("bacbbbdcccee")]
K2011_B = [list("aabbdcccedda"), list("babbbcccedda")]


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
# Cohen (1960), table 1, and Cohen (1968): per cent of 200 diagnoses
C1960 = table([[50, 26, 24], [24, 4, 32], [6, 30, 4]])
C1960 = table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
# Feinstein and Cicchetti (1990), and Gwet (2008): nearly all marks in one category
PARADOX = table([[118, 5], [2, 0]])

PUBLISHED = [
    ("Krippendorff 2011 C", K2011, ALPHA, NOMINAL, 3, F(743, 1000)),
    ("Krippendorff 2011 C", K2011, ALPHA, ORDINAL, 3, F(815, 1000)),
    ("Krippendorff 2011 C", K2011, ALPHA, INTERVAL, 3, F(849, 1000)),
    ("Krippendorff 2011 A", K2011_A, ALPHA, NOMINAL, 3, F(95, 1000)),
    ("Krippendorff 2011 B", K2011_B, ALPHA, NOMINAL, 3, F(692, 1000)),
    ("Fleiss 1971", counted(F1971), FLEISS, NOMINAL, 3, F(430, 1000)),
    ("Gwet, irrCAC cac.raw4raters", K2011, AC1, NOMINAL, 5, F(77544, 100000)),
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


if __name__ == "__main__":
    for source, raters, coefficient, distance, digits, value in PUBLISHED:
        m = marks_of(raters)
        got = BY[coefficient](m, used(m), distance)
        print(source, coefficient, distance, float(got[0]), float(value))
    print(float(cohen(marks_of(C1960),[0,1,2],0)[0]), float(cohen(marks_of(PARADOX),[0,1],0)[0]), float(ac1(marks_of(PARADOX),[0,1],0)[0]))
