/* test_curve_laws.c - what holds for every curve: the short way, the long way and curves made ready
 * agree; a better figure never has fewer points; what is next gives more. */
#include "../unit/chance.h"
#include "../unit/curve_cards.h"

enum { ROUNDS = 1500, FIGURES = 24, MOST_BANDS = 6 };

typedef struct any_curve {
    kf_curve curve;
    kf_band bands[MOST_BANDS];
    int32_t direction;
} any_curve;

static int64_t any_below(uint64_t *seed, int64_t below)
{
    return (int64_t)(chance(seed) % (uint64_t)below);
}

static int64_t any_points(uint64_t *seed) { return any_below(seed, 10000 * (int64_t)KEFU_POINT); }

/* Of any size: 0 to 2^62 away. */
static int64_t any_step(uint64_t *seed)
{
    int64_t size = any_below(seed, 58);
    return (int64_t)(chance(seed) >> 1 >> (5 + size)) + 1;
}

/* Rising, apart from each other, from either side of 0. */
static void any_bounds(uint64_t *seed, int64_t *bounds, int32_t n)
{
    int64_t step = any_step(seed) / 8 + 1, at = -any_below(seed, step) * 2;
    for (int32_t i = 0; i < n; i++) {
        at += 1 + any_below(seed, step);
        bounds[i] = at;
    }
}

/* Bands from end to end, whose points rise; each bound belongs to one of its neighbours. */
static void any_steps(uint64_t *seed, any_curve *c, int32_t lines)
{
    int64_t bounds[MOST_BANDS], points = -any_points(seed);
    any_bounds(seed, bounds, c->curve.n);
    for (int32_t i = 0; i < c->curve.n; i++) {
        kf_band *band = &c->bands[i];
        int64_t more = any_below(seed, 3000 * (int64_t)KEFU_POINT);
        int32_t last = i + 1 == c->curve.n;
        if (i) {
            band->low.at = bounds[i - 1];
            band->low.kind =
                band[-1].high.kind == KF_END_INCLUSIVE ? KF_END_EXCLUSIVE : KF_END_INCLUSIVE;
        }
        if (!last) {
            band->high.at = bounds[i];
            band->high.kind = chance(seed) % 2 ? KF_END_INCLUSIVE : KF_END_EXCLUSIVE;
        }
        band->points = points;
        band->rise = lines && i && !last ? more : 0;
        points += band->rise + any_below(seed, 2) * any_below(seed, 1000000);
    }
}

static void any_linear(uint64_t *seed, any_curve *c)
{
    int64_t bounds[MOST_BANDS], points = -any_points(seed);
    c->curve.n = c->curve.n < 2 ? 2 : c->curve.n;
    any_bounds(seed, bounds, c->curve.n);
    for (int32_t i = 0; i < c->curve.n; i++) {
        c->bands[i].x = bounds[i];
        c->bands[i].points = points;
        points += any_below(seed, 2) * any_below(seed, 3000 * (int64_t)KEFU_POINT);
    }
    c->curve.extend_below = (int32_t)any_below(seed, 2);
    c->curve.extend_above = (int32_t)any_below(seed, 2);
}

static void any_deduct(uint64_t *seed, any_curve *c)
{
    c->curve.round = (int32_t)any_below(seed, 4);
    c->curve.lower = (int32_t)any_below(seed, 2);
    c->direction = c->curve.lower ? KEFU_LOWER : KEFU_HIGHER;
    c->curve.from = any_step(seed) - any_step(seed);
    c->curve.per = any_step(seed) / 4 + 1;
    c->curve.start = any_points(seed);
    c->curve.each = 1 + any_points(seed);
    if (chance(seed) % 2)
        c->curve.least = c->curve.start - any_points(seed);
}

static void any_curve_of(uint64_t *seed, any_curve *c)
{
    memset(c, 0, sizeof *c);
    c->curve.bands = c->bands;
    c->curve.n = 1 + (int32_t)any_below(seed, MOST_BANDS);
    c->curve.scale = (int32_t)any_below(seed, 10);
    c->curve.least = KF_NO_LEAST;
    c->curve.most = KF_NO_MOST;
    c->direction = KEFU_HIGHER;
    switch (chance(seed) % 5) {
    case 0:
    case 1:
        any_steps(seed, c, chance(seed) % 2);
        break;
    case 2:
        c->curve.type = KF_CURVE_LINEAR;
        any_linear(seed, c);
        break;
    case 3:
        c->curve.type = KF_CURVE_PROPORTION;
        c->curve.of = 1 + any_points(seed);
        c->curve.least = 0;
        c->curve.most = chance(seed) % 2 ? any_points(seed) : KF_NO_MOST;
        break;
    default:
        c->curve.type = KF_CURVE_DEDUCT;
        any_deduct(seed, c);
    }
}

/* A value that the curve has something to say about, or any. */
static int64_t any_mark(uint64_t *seed, const any_curve *c)
{
    const kf_band *band = &c->bands[any_below(seed, c->curve.n ? c->curve.n : 1)];
    switch (chance(seed) % 5) {
    case 0:
        return c->curve.type == KF_CURVE_DEDUCT ? c->curve.from : band->x;
    case 1:
        return band->low.at;
    case 2:
        return band->high.at;
    case 3:
        return c->curve.from - any_below(seed, 9) * (c->curve.per / 2);
    default:
        return any_step(seed) - any_step(seed);
    }
}

/* num/den near a mark of the curve, exactly at it, or at an end of 64 bits. */
static void any_figure(uint64_t *seed, const any_curve *c, int64_t *num, int64_t *den)
{
    int64_t mark = any_mark(seed, c), off = any_below(seed, 3) - 1;
    int64_t power = kf_pow10(c->curve.scale), times = 1 + any_below(seed, 5);
    uint64_t how = chance(seed) % 16;
    *den = how == 1 ? INT64_MAX : power * times;
    if (how == 2)
        *den = any_step(seed);
    *num = mark > INT64_MAX / 8 || mark < INT64_MIN / 8 ? mark : mark * times + off;
    if (how == 3)
        *num = chance(seed) % 2 ? INT64_MAX : INT64_MIN;
}

static kf_factor any_factor(uint64_t *seed)
{
    if (chance(seed) % 4 == 0)
        return whole;
    if (chance(seed) % 8 == 0) /* points out of a millionth */
        return kf_factor_of(1 + any_below(seed, 10000000000000000), 1 + any_below(seed, 9));
    return kf_factor_of(any_below(seed, 100 * (int64_t)KEFU_POINT),
                        1 + any_below(seed, 100 * (int64_t)KEFU_POINT));
}

/* ---- The ways agree ------------------------------------------------------------------------- */

static void expect_ready(const any_curve *c, int64_t num, int64_t den, kf_factor factor)
{
    static kf_ready_curve ready;
    if (kf_curve_make_ready(&c->curve, den, factor, &ready))
        assert_int_equal(kf_ready_points(&ready, num),
                         kf_curve_points(&c->curve, num, den, factor));
}

static void test_ways_agree(void **state)
{
    uint64_t seed = 41;
    (void)state;
    for (int32_t round = 0; round < ROUNDS; round++) {
        any_curve c;
        any_curve_of(&seed, &c);
        for (int32_t i = 0; i < FIGURES; i++) {
            kf_factor factor = any_factor(&seed);
            int64_t num, den, points;
            any_figure(&seed, &c, &num, &den);
            points = kf_curve_points(&c.curve, num, den, factor);
            if (points != kf_curve_points_exact(&c.curve, num, den, factor))
                fail_msg("round %d, type %d", (int)round, (int)c.curve.type);
            assert_true(points <= KF_POINTS_MOST && points >= -KF_POINTS_MOST);
            expect_ready(&c, num, den, factor);
        }
    }
}

/* Order before rounding: a whole millionth more is above, one less is below, and where it is equal
 * a hundred times the points round to a hundred times as many. */
static void test_order(void **state)
{
    static const kf_factor hundred = {100, 1};
    uint64_t seed = 43;
    (void)state;
    for (int32_t round = 0; round < ROUNDS; round++) {
        any_curve c;
        any_curve_of(&seed, &c);
        for (int32_t i = 0; i < FIGURES / 4; i++) {
            int64_t num, den, points, more;
            int32_t order;
            any_figure(&seed, &c, &num, &den);
            points = kf_curve_points(&c.curve, num, den, whole);
            more = kf_curve_points_exact(&c.curve, num, den, hundred);
            if (points >= KF_POINTS_MOST / 100 || points <= -KF_POINTS_MOST / 100)
                continue;
            order = kf_curve_order(&c.curve, num, den, points);
            assert_int_equal(kf_curve_order(&c.curve, num, den, points + 1), -1);
            assert_int_equal(kf_curve_order(&c.curve, num, den, points - 1), 1);
            assert_true(order ? more * order >= points * 100 * order : more == points * 100);
        }
    }
}

/* ---- Better figures ------------------------------------------------------------------------- */

static void test_monotone(void **state)
{
    uint64_t seed = 47;
    (void)state;
    for (int32_t round = 0; round < ROUNDS; round++) {
        any_curve c;
        any_curve_of(&seed, &c);
        for (int32_t i = 0; i < FIGURES; i++) {
            kf_factor factor = any_factor(&seed);
            int64_t num, den, better, by = any_step(&seed);
            any_figure(&seed, &c, &num, &den);
            if (num > INT64_MAX / 2 || num < INT64_MIN / 2)
                continue;
            better = num + c.direction * (chance(&seed) % 2 ? 1 : by);
            assert_true(kf_curve_points(&c.curve, better, den, factor) >=
                        kf_curve_points(&c.curve, num, den, factor));
        }
    }
}

/* What is next gives more at its bound, or just beyond; of steps, nothing before it does. */
static void test_next(void **state)
{
    uint64_t seed = 53;
    int32_t found = 0;
    (void)state;
    for (int32_t round = 0; round < ROUNDS; round++) {
        any_curve c;
        any_curve_of(&seed, &c);
        for (int32_t i = 0; i < FIGURES && c.curve.type == KF_CURVE_STEPS; i++) {
            int64_t num, den, power = kf_pow10(c.curve.scale), points, there;
            kf_next next;
            any_figure(&seed, &c, &num, &den);
            next = kf_curve_next(&c.curve, KEFU_HIGHER, num, den);
            points = kf_curve_points(&c.curve, num, den, whole);
            if (!next.found)
                continue;
            found++;
            there = kf_curve_points(&c.curve, next.bound, power, whole);
            assert_true(kf_curve_compare(&c.curve, num, den, next.bound) <= 0);
            assert_true(next.points > points);
            assert_true(next.beyond ? there <= points : there == next.points);
        }
    }
    assert_true(found > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways_agree),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_monotone),
        cmocka_unit_test(test_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
