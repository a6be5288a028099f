"""coverage.py - how often intervals of agents and of all hold the truth, in populations like a shop's week;
R's and those of kefu/estimate.h. Also a few intervals that tests expect.  python3 tests/oracle/coverage.py"""
import numpy as np
from scipy.stats import beta, t as student

LENT = 4
CONFIDENCE = 0.975
Z = 1.959963984540054


def normal_wilson(p, n):
    middle, half = (p + Z * Z / 2 / n) / (1 + Z * Z / n), Z / (1 + Z * Z / n) * np.sqrt(p * (1 - p) / n + Z * Z / 4 / n**2)
    return middle - half, middle + half


def exact(p, n):
    x = p * n
    with np.errstate(all="ignore"):
        low = np.where(x > 0, beta.ppf(1 - CONFIDENCE, x, n - x + 1), 0)
        high = np.where(p < 1, beta.ppf(CONFIDENCE, x + 1, np.maximum(n - x, 1e-12)), 1)
    return low, high


class Stratified:
    """Rows and marks [draws, n] of cells, looked at: n unless some were unsuitable."""

    def __init__(self, cells):
        self.rows = np.array([c[0] for c in cells], float)[:, None]
        marks = [np.atleast_2d(c[1]).astype(float) for c in cells]
        self.m = np.array([m.shape[1] for m in marks], float)[:, None]
        looked = np.array([c[2] if len(c) > 2 else m.shape[1] for c, m in zip(cells, marks)], float)[:, None]
        weight = self.rows / looked
        total = (weight * self.m).sum()
        self.part, self.unseen = weight * self.m / total, 1 - looked / self.rows
        mean = np.array([m.mean(1) for m in marks])
        squares = np.array([((m - m.mean(1)[:, None]) ** 2).sum(1) for m in marks])
        self.mean = (self.part * mean).sum(0)
        between = self.m * (mean - self.mean) ** 2 * (1 - self.m / looked)  # of rows that are not fit
        self.v = (weight / total) ** 2 * self.unseen * looked / (looked - 1) * (squares + between)
        within = (self.part * squares / (self.m - 1)).sum(0)
        self.u = self.part**2 / self.m * self.unseen * (squares + LENT * within) / (self.m - 1 + LENT)
        self.spread = (self.part * (squares / self.m + mean**2)).sum(0) - self.mean**2
        fpc = self.unseen * self.rows / np.maximum(self.rows - 1, 1)
        with np.errstate(all="ignore"):
            self.kish = 1 / (self.part**2 / self.m * fpc).sum()
        self.kish = np.where(((squares == 0) & (self.unseen > 0)).any(0), self.kish, np.inf)
        self.most = (self.m - 1).sum()

    def freedom(self, v):
        with np.errstate(all="ignore"):
            df = v.sum(0) ** 2 / (v**2 / (self.m - 1)).sum(0)
        return np.where(np.isfinite(df), np.minimum(df, self.most), self.most)

    def means(self):
        v, u, alike = self.v.sum(0), self.u.sum(0), self.spread / self.kish
        yield "R", v, np.full_like(v, self.most)
        yield "R, Satterthwaite", v, self.freedom(self.v)
        df = np.where(alike > np.maximum(u, v), self.most, np.where(u > v, self.freedom(self.u), self.freedom(self.v)))
        yield "kefu", np.maximum(np.maximum(u, v), alike), np.round(df, 6)

    def rates(self):
        n, v = self.m.sum(), self.v.sum(0)
        with np.errstate(all="ignore"):
            design = np.where(v > 0, self.mean * (1 - self.mean) / v, self.kish)
        by = (student.ppf(CONFIDENCE, n - 1) / student.ppf(CONFIDENCE, self.most)) ** 2
        yield "R", np.where(v > 0, design * by, self.kish)
        yield "kefu", np.where(v > 0, np.minimum(design * by, self.kish), self.kish)

    def intervals(self):
        for name, v, df in self.means():
            half = student.ppf(CONFIDENCE, df) * np.sqrt(v)
            yield name, self.mean - half, self.mean + half

    def rate_intervals(self):
        for name, n in self.rates():
            yield (name + " Wilson", *normal_wilson(np.clip(self.mean, 0, 1), n))
            yield (name + " exact", *exact(np.clip(self.mean, 0, 1), n))


# ---- Populations: cells of rows, marks and the part of bad ones --------------------------------------

SHOP = [[(21, 7), (11, 11), (223, 8), (125, 4)], [(23, 7), (17, 17), (188, 7), (114, 4)],
        [(21, 7), (12, 12), (201, 7), (121, 4)], [(20, 6), (13, 13), (198, 7), (131, 5)],
        [(25, 8), (19, 19), (249, 9), (132, 5)], [(26, 8), (16, 16), (230, 8), (137, 5)],
        [(24, 8), (2, 2), (170, 6), (99, 3)], [(24, 8), (15, 15), (240, 8), (138, 5)],
        [(19, 6), (6, 6), (195, 7), (100, 4)]]  # refunds, unhappy, happy, rest
SHOP_BAD = [0.38, 0.45, 0.025, 0.045]


def shop(random):
    return [[(*size, bad * skill) for size, bad in zip(agent, SHOP_BAD)]
            for agent, skill in zip(SHOP, random.uniform(0.5, 1.5, len(SHOP)))]


def alike(bad):
    return lambda random: [[(int(random.integers(100, 251)), int(random.integers(4, 11)), bad) for _ in range(4)]
                           for _ in range(9)]


def few(random):
    return [[(int(random.integers(*rows)), int(random.integers(2, 5)), bad)
             for rows, bad in (((20, 51), 0.4), ((100, 251), 0.03), ((100, 251), 0.05))] for _ in range(9)]


def draw(random, cells, draws):
    """-> cells with marks and with bad ones, and the truths"""
    base, marks, bads, truth = random.integers(84, 94), [], [], []
    for rows, n, share in cells:
        bad = random.random(rows) < share
        mark = np.where(bad, 45, base) + random.integers(0, 8, rows)
        drawn = np.argsort(random.random((draws, rows)), axis=1)[:, :n]
        marks.append((rows, mark[drawn]))
        bads.append((rows, bad[drawn]))
        truth.append((mark.sum(), bad.sum(), rows))
    return marks, bads, truth


def simulate(name, population, populations, draws=2000):
    random, held = np.random.default_rng(2026), {}

    def see(who, marks, bads, truth):
        mark, bad, rows = np.sum(truth, axis=0)
        for kind, cells, of in (("mean", marks, mark / rows), ("rate", bads, bad / rows)):
            s = Stratified(cells)
            for method, low, high in s.intervals() if kind == "mean" else s.rate_intervals():
                held.setdefault((kind, method, who), []).append(
                    (((low <= of + 1e-12) & (of - 1e-12 <= high)).mean(), (high - low).mean()))

    for _ in range(populations):
        agents = [draw(random, cells, draws) for cells in population(random)]
        for agent in agents:
            see("agent", *agent)
        see("all", *(sum((a[i] for a in agents), []) for i in range(3)))
    for (kind, method, who), figures in held.items():
        cover, width = np.mean(figures, axis=0)
        print("%-8s %s %-17s %-5s covers %.3f, at least %.3f, width %.3f" % (
            name, kind, method, who, cover, np.min([f[0] for f in figures]), width))


if __name__ == "__main__":
    for name, cells in (("refunds and rest", [(6, [50, 60, 40, 70]), (94, [90, 95, 95, 90, 100, 95])]),
                        ("of a plan", [(12, [10, 20, 30, 50]), (9, [60, 70, 90])]),
                        ("replaced", [(12, [10, 20, 30, 50], 5), (9, [60, 70, 90])]),
                        ("an agent", [(21, [45] * 2 + [90] * 5), (11, [45] * 4 + [88] * 7),
                                      (223, [88, 90, 92, 94] * 2), (125, [90] * 4)]),
                        ("none alike", [(21, [45] * 2 + [90] * 5), (11, [45] * 4 + [88] * 7),
                                        (223, [88, 90, 92, 94] * 2), (125, [90, 92] * 2)])):
        s = Stratified(cells)
        for (method, v, df), (_, low, high) in zip(s.means(), s.intervals()):
            print(name, method, "error %.6f df %.6f: %.6f .. %.6f, n %.6f" % (v[0]**0.5, df[0], low[0], high[0], (s.spread / v)[0]))
    s = Stratified([(21, [1] * 2 + [0] * 5), (11, [1] * 4 + [0] * 7), (223, [0] * 8), (125, [0] * 4)])
    for (method, low, high), n in zip(s.rate_intervals(), [n for _, n in s.rates() for _ in range(2)]):
        print("an agent", method, "%.9f: %.9f .. %.9f, n %.6f" % (s.mean[0], low[0], high[0], n[0]))
    simulate("shop", shop, 4)
    simulate("3%", alike(0.03), 4)
    simulate("10%", alike(0.10), 4)
    simulate("few", few, 4)
