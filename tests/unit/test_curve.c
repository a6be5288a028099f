/* test_curve.c - curves at their bounds, between knots, and the short way against the long. */
#include "curve_cards.h"
#include "score_cards.h"

#define CURVE_CARD(unit, basis, curve) CURVE_ITEM("\"basis\":\"" basis "\",", unit, "lower", curve)

/* Both sides of every bound of ≤ 25, < 30, ≥ 40 and the hole between, by hand. */
static void test_steps_at_bounds(void **state)
{
    kefu_card *card = card_of(CURVE_CARD(
        "s", "value",
        "{\"type\":\"steps\",\"bands\":[{\"at_most\":25,\"points\":100},{\"above\":25,\"below\":30,"
        "\"points\":80},{\"at_least\":40,\"points\":-5}]}"));
    static const struct {
        int64_t num, den;
        int32_t band;
        int64_t points;
    } cases[] = {
        {25, 1, 0, 100000000},
        {2500000001, 100000000, 1, 80000000},
        {2999, 100, 1, 80000000},
        {30, 1, -1, 0},
        {119, 3, -1, 0},
        {120, 3, 2, -5000000},
        {INT64_MAX, 1, 2, -5000000},
        {INT64_MIN, 1, 0, 100000000},
        {INT64_MAX, INT64_MAX, 0, 100000000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kf_curve *curve = curve_of(card);
        assert_int_equal(kf_curve_find(curve, cases[i].num, cases[i].den), cases[i].band);
        assert_int_equal(kf_curve_points(curve, cases[i].num, cases[i].den, whole),
                         cases[i].points);
    }
    kefu_card_free(card);
}

/* 45 of 100 meets 45 %, though 0.45 has no exact double; 4499 of 9999 does not (0.449945). */
static void test_steps_on_counts(void **state)
{
    kefu_card *card = card_of(CARD_PRESALES);
    const kf_curve *curve = curve_of(card);
    (void)state;
    assert_int_equal(kf_curve_find(curve, 45, 100), 2);
    assert_int_equal(kf_curve_find(curve, 4499, 9999), -1);
    assert_int_equal(kf_curve_find(curve, 1100, 2000), 0);
    kefu_card_free(card);
}

/* 10 s → 100, 30 s → 90: Python fractions give the expected values. */
static void test_linear(void **state)
{
    kefu_card *card = card_of(
        CURVE_CARD("s", "value", "{\"type\":\"linear\",\"points\":[[10,100],[30,90],[30.5,0]]}"));
    static const struct {
        int64_t num, den, points, weighted; /* × 15/100 */
    } cases[] = {
        {9, 1, 100000000, 15000000},
        {10, 1, 100000000, 15000000},
        {274, 10, 91300000, 13695000},
        {70, 3, 93333333, 14000000},
        {30, 1, 90000000, 13500000},
        {121, 4, 45000000, 6750000},
        {61, 2, 0, 0},
        {INT64_MAX, 1, 0, 0},
        {INT64_MIN, 3, 100000000, 15000000},
        {31, 3, 99833333, 14975000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kf_curve *curve = curve_of(card);
        kf_factor factor = kf_factor_of(15 * KEFU_POINT, 100 * (int64_t)KEFU_POINT);
        assert_int_equal(kf_curve_points(curve, cases[i].num, cases[i].den, whole),
                         cases[i].points);
        assert_int_equal(kf_curve_points(curve, cases[i].num, cases[i].den, factor),
                         cases[i].weighted);
    }
    kefu_card_free(card);
}

static void test_places(void **state)
{
    kefu_card *card = card_of(
        CURVE_CARD("yuan", "place", "{\"type\":\"places\",\"points\":[100,90,80],\"else\":60}"));
    static const int64_t points[] = {100, 90, 80, 60, 60};
    (void)state;
    for (int64_t place = 1; place <= 5; place++)
        assert_int_equal(kf_curve_points(curve_of(card), place, 1, whole),
                         points[place - 1] * KEFU_POINT);
    assert_int_equal(kf_curve_points(curve_of(card), INT64_MAX, 1, whole), 60 * KEFU_POINT);
    kefu_card_free(card);
}

static void test_factor(void **state)
{
    kf_factor f = kf_factor_of(15 * KEFU_POINT, 85 * (int64_t)KEFU_POINT);
    (void)state;
    assert_int_equal(f.num, 3);
    assert_int_equal(f.den, 17);
    f = kf_factor_of(0, 100);
    assert_int_equal(f.num, 0);
    assert_int_equal(f.den, 1);
}

/* Rounding is half away from zero, also below it: 1/3 of 0.5 millionths and -0.5 millionths. */
static void test_rounding(void **state)
{
    kefu_card *card = card_of(CURVE_CARD(
        "s", "value", "{\"type\":\"linear\",\"points\":[[0,0],[2,0.000001],[4,-0.000001]]}"));
    const kf_curve *curve = curve_of(card);
    (void)state;
    assert_int_equal(kf_curve_points(curve, 1, 1, whole), 1);      /* +0.5 */
    assert_int_equal(kf_curve_points(curve, 999, 1000, whole), 0); /* +0.4995 */
    assert_int_equal(kf_curve_points(curve, 7, 2, whole), -1);     /* -0.5 */
    assert_int_equal(kf_curve_points(curve, 349, 100, whole), 0);  /* -0.49 */
    kefu_card_free(card);
}

static uint64_t curve_random(uint32_t i)
{
    uint32_t key[2] = {5, 6}, counter[4] = {i, 0, 0, 0}, out[4];
    kefu_random(key, counter, out);
    return (uint64_t)out[0] << 32 | out[1];
}

/* Figures of every size, so that the short way both holds and gives up. */
static void test_short_way_agrees(void **state)
{
    kefu_card *card = card_of(CURVE_CARD(
        "yuan", "value",
        "{\"type\":\"linear\",\"points\":[[-9000000000,-10000],[-1.000000001,3],[0.5,3.333333],"
        "[700000,5],[9000000000,10000]]}"));
    const kf_curve *curve = curve_of(card);
    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        uint64_t r = curve_random(3 * i), s = curve_random(3 * i + 1), t = curve_random(3 * i + 2);
        int64_t num = (int64_t)(r >> (t & 63)) * (t & 64 ? 1 : -1);
        int64_t den = (int64_t)((s >> (1 + (t >> 8 & 63) % 63)) & INT64_MAX) + 1;
        kf_factor factor = kf_factor_of((int64_t)(t >> 20 & 0xFFFFF), 100 * (int64_t)KEFU_POINT);
        if (den < 1)
            den = 1;
        assert_int_equal(kf_curve_points(curve, num, den, factor),
                         kf_curve_points_exact(curve, num, den, factor));
    }
    kefu_card_free(card);
}

/* A curve that rises nowhere falls nowhere: more seconds never give more points. */
static void test_monotone(void **state)
{
    kefu_card *card = card_of(
        CURVE_CARD("s", "value", "{\"type\":\"linear\",\"points\":[[10,100],[30,90],[90,0]]}"));
    int64_t last = INT64_MAX;
    (void)state;
    for (int64_t x = 0; x < 3000; x++) {
        int64_t points = kf_curve_points(curve_of(card), x, 29, whole);
        assert_true(points <= last);
        last = points;
    }
    kefu_card_free(card);
}

/* The line between bounds: each spot has the band that a value there would find. */
static void test_spots(void **state)
{
    kefu_card *card = card_of(CURVE_CARD(
        "s", "value",
        "{\"type\":\"steps\",\"bands\":[{\"at_most\":25,\"points\":100},{\"above\":25,\"below\":30,"
        "\"points\":80},{\"at_least\":40,\"points\":0}]}"));
    const kf_curve *curve = curve_of(card);
    int64_t bounds[2 * KF_CARD_BANDS];
    (void)state;
    assert_int_equal(kf_curve_bounds(curve, bounds), 3);
    for (int32_t i = 0; i < 3; i++)
        for (int32_t side = -1; side <= 1; side++) {
            kf_spot spot = {bounds[i], side};
            assert_int_equal(kf_curve_find_spot(curve, spot),
                             kf_curve_find(curve, bounds[i] * 10 + side, 10));
        }
    kefu_card_free(card);
}

/* ---- Pieces --------------------------------------------------------------------------------- */

#define PIECES                                                                                     \
    "{\"type\":\"pieces\",\"bands\":[{\"at_least\":0,\"below\":30,\"points\":[0,60]},"             \
    "{\"at_least\":30,\"at_most\":60,\"points\":[80,100]},"                                        \
    "{\"above\":60,\"at_most\":90,\"points\":[100,99.5]}]}"

/* From 0 to 60 points below 30 s, 80 at it: each side of a jump is explicit. Python's fractions. */
static void test_pieces(void **state)
{
    static const struct {
        int64_t num, den, points, weighted;
    } cases[] = {
        {0, 1, 0, 0},
        {-1, 1000000000, 0, 0},
        {1, 3, 666667, 100000},
        {15, 1, 30000000, 4500000},
        {2999999999, 100000000, 60000000, 9000000},
        {30, 1, 80000000, 12000000},
        {100, 3, 82222222, 12333333},
        {60, 1, 100000000, 15000000},
        {60000000001, 1000000000, 100000000, 15000000},
        {90, 1, 99500000, 14925000},
        {90000000001, 1000000000, 0, 0},
        {INT64_MAX, 100000000000000000, 0, 0},
        {INT64_MAX, 1, 0, 0},
        {INT64_MIN, 1, 0, 0},
        {1, INT64_MAX, 0, 0},
    };
    kefu_card *card = card_of(CURVE_CARD("s", "value", PIECES));
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kf_curve *curve = curve_of(card);
        assert_int_equal(kf_curve_points(curve, cases[i].num, cases[i].den, whole),
                         cases[i].points);
        assert_int_equal(kf_curve_points(curve, cases[i].num, cases[i].den, weighted),
                         cases[i].weighted);
    }
    kefu_card_free(card);
}

/* Beside a bound a line comes to what it has at it. */
static void test_piece_spots(void **state)
{
    static const struct {
        kf_spot spot;
        int64_t points;
    } cases[] = {{{0, -1}, 0},         {{0, 0}, 0},          {{0, 1}, 0},
                 {{30, -1}, 60000000}, {{30, 0}, 80000000},  {{30, 1}, 80000000},
                 {{60, 0}, 100000000}, {{60, 1}, 100000000}, {{90, -1}, 99500000},
                 {{90, 0}, 99500000},  {{90, 1}, 0}};
    kefu_card *card = card_of(CURVE_CARD("s", "value", PIECES));
    int64_t bounds[2 * KF_CARD_BANDS];
    (void)state;
    assert_int_equal(kf_curve_bounds(curve_of(card), bounds), 4);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(kf_curve_spot_points(curve_of(card), cases[i].spot), cases[i].points);
    kefu_card_free(card);
}

/* ---- Zones ---------------------------------------------------------------------------------- */

/* Five zones, the target in the middle (Genesys gamification, GN4); a bound belongs to the zone
 * nearer the middle. */
static void test_zones(void **state)
{
    static const struct {
        int64_t num, den, points;
    } cases[] = {
        {0, 1, 0},     {599, 10, 0},  {60, 1, 60},       {1199, 10, 60},
        {120, 1, 100}, {150, 1, 100}, {180, 1, 100},     {1801, 10, 60},
        {300, 1, 60},  {3001, 10, 0}, {INT64_MAX, 1, 0}, {INT64_MIN, 1, 0},
    };
    kefu_card *five =
        card_of(CURVE_ITEM("", "s", "middle",
                           "{\"type\":\"zones\",\"bounds\":[\"60s\",\"120s\",\"3分\",300],"
                           "\"points\":[0,60,100,60,0]}"));
    kefu_card *three = card_of(CURVE_ITEM(
        "", "s", "middle", "{\"type\":\"zones\",\"bounds\":[120,180.5],\"points\":[40,100,50]}"));
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(kf_curve_points(curve_of(five), cases[i].num, cases[i].den, whole),
                         cases[i].points * KEFU_POINT);
    assert_int_equal(kf_curve_points(curve_of(three), 1199, 10, whole), 40 * KEFU_POINT);
    assert_int_equal(kf_curve_points(curve_of(three), 120, 1, whole), 100 * KEFU_POINT);
    assert_int_equal(kf_curve_points(curve_of(three), 361, 2, whole), 100 * KEFU_POINT);
    assert_int_equal(kf_curve_points(curve_of(three), 1806, 10, whole), 50 * KEFU_POINT);
    kefu_card_free(five);
    kefu_card_free(three);
}

/* ---- Lines that go on ----------------------------------------------------------------------- */

/* 10 s → 100, 30 s → 90, and on at both ends; Python's fractions. Beyond 10^9 points there are none
 * to multiply. */
static void test_extend(void **state)
{
    static const struct {
        int64_t num, den, points, weighted;
    } cases[] = {
        {9, 1, 100500000, 15075000},
        {10, 1, 100000000, 15000000},
        {20, 1, 95000000, 14250000},
        {31, 1, 89500000, 13425000},
        {100, 3, 88333333, 13250000},
        {0, 1, 105000000, 15750000},
        {-7, 3, 106166667, 15925000},
        {1000000000, 1, -499999895000000, -74999984250000},
        {INT64_MAX, 1, -KF_POINTS_MOST, -KF_POINTS_MOST},
        {INT64_MIN, 1, KF_POINTS_MOST, KF_POINTS_MOST},
        {INT64_MAX, INT64_MAX, 104500000, 15675000},
        {1, INT64_MAX, 105000000, 15750000},
        {INT64_MAX, 7, -KF_POINTS_MOST, -KF_POINTS_MOST},
    };
    kefu_card *card = card_of(CURVE_CARD("s", "value",
                                         "{\"type\":\"linear\",\"points\":[[10,100],[30,90]],"
                                         "\"below\":\"extend\",\"above\":\"extend\"}"));
    kefu_card *one = card_of(CURVE_CARD("s", "value",
                                        "{\"type\":\"linear\",\"points\":[[10,100],[30,90]],"
                                        "\"below\":\"level\",\"above\":\"extend\"}"));
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kf_curve *curve = curve_of(card);
        assert_int_equal(kf_curve_points(curve, cases[i].num, cases[i].den, whole),
                         cases[i].points);
        assert_int_equal(kf_curve_points(curve, cases[i].num, cases[i].den, weighted),
                         cases[i].weighted);
    }
    assert_int_equal(kf_curve_points(curve_of(one), 0, 1, whole), 100 * KEFU_POINT);
    assert_int_equal(kf_curve_points(curve_of(one), 50, 1, whole), 80 * KEFU_POINT);
    kefu_card_free(card);
    kefu_card_free(one);
}

/* Linear between a floor and a target (GN1): 0 below 60 %, 100 from 90 %. */
static void test_floor_and_target(void **state)
{
    kefu_card *card = card_of(CURVE_ITEM(
        "", "ratio", "higher", "{\"type\":\"linear\",\"points\":[[\"60%\",0],[\"90%\",100]]}"));
    (void)state;
    assert_int_equal(kf_curve_points(curve_of(card), 59, 100, whole), 0);
    assert_int_equal(kf_curve_points(curve_of(card), 3, 5, whole), 0);
    assert_int_equal(kf_curve_points(curve_of(card), 3, 4, whole), 50 * KEFU_POINT);
    assert_int_equal(kf_curve_points(curve_of(card), 2, 3, whole), 22222222);
    assert_int_equal(kf_curve_points(curve_of(card), 91, 100, whole), 100 * KEFU_POINT);
    kefu_card_free(card);
}

/* ---- Proportion ----------------------------------------------------------------------------- */

/* Completion × weight, uncapped and capped at 120 (METRICS C2); Python's fractions. */
static void test_proportion(void **state)
{
    static const struct {
        int64_t num, den, points, weighted, capped;
    } cases[] = {
        {0, 1, 0, 0, 0},
        {-1, 2, 0, 0, 0},
        {1, 1, 100000000, 15000000, 100000000},
        {11, 10, 110000000, 16500000, 110000000},
        {6, 5, 120000000, 18000000, 120000000},
        {121, 100, 121000000, 18150000, 120000000},
        {2, 3, 66666667, 10000000, 66666667},
        {INT64_MAX, 1, KF_POINTS_MOST, KF_POINTS_MOST, 120000000},
        {INT64_MIN, 1, 0, 0, 0},
        {INT64_MAX, 1000000000000, 922337203685478, 138350580552822, 120000000},
        {10000000, 1, KF_POINTS_MOST, KF_POINTS_MOST, 120000000},
        {9999999, 1, 999999900000000, 149999985000000, 120000000},
        {1, INT64_MAX, 0, 0, 0},
    };
    kefu_card *card = card_of(CURVE_ITEM("", "ratio", "higher", "{\"type\":\"proportion\"}"));
    kefu_card *capped =
        card_of(CURVE_ITEM("", "ratio", "higher", "{\"type\":\"proportion\",\"cap\":120}"));
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t num = cases[i].num, den = cases[i].den;
        assert_int_equal(kf_curve_points(curve_of(card), num, den, whole), cases[i].points);
        assert_int_equal(kf_curve_points(curve_of(card), num, den, weighted), cases[i].weighted);
        assert_int_equal(kf_curve_points(curve_of(capped), num, den, whole), cases[i].capped);
    }
    kefu_card_free(card);
    kefu_card_free(capped);
}

/* ---- Exactness ------------------------------------------------------------------------------ */

/* A threshold is met by what is equal to it and by nothing less. */
static void test_exact_thresholds(void **state)
{
    static const struct {
        int64_t num, den;
        int32_t met;
    } cases[] = {{45, 100, 1},
                 {4499999, 10000000, 0},
                 {449999, 1000000, 0},
                 {9, 20, 1},
                 {4500001, 10000000, 1},
                 {44, 98, 0},
                 {INT64_MAX, INT64_MAX, 1},
                 {4150517416584649113, INT64_MAX, 0},
                 {4150517416584649114, INT64_MAX, 1}};
    kefu_card *card = card_of(CURVE_ITEM(
        "", "ratio", "higher",
        "{\"type\":\"steps\",\"bands\":[{\"at_least\":\"45%\",\"points\":100},{\"points\":0}]}"));
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(kf_curve_points(curve_of(card), cases[i].num, cases[i].den, whole),
                         cases[i].met ? 100 * KEFU_POINT : 0);
    kefu_card_free(card);
}

/* 1/3 + 1e-6 of the way and the like: order before rounding, at the cap, and far out. */
static void test_order(void **state)
{
    static const struct {
        int64_t num, den, points;
        int32_t order;
    } cases[] = {
        {1, 2, 50000000, 0},
        {1, 3, 33333333, 1},
        {2, 3, 66666667, -1},
        {2, 3, 66666666, 1},
        {6, 5, 120000000, 0},
        {7, 5, 120000000, 0},
        {7, 5, 120000001, -1},
        {-1, 3, 0, 0},
        {-1, 3, -1, 1},
        {INT64_MAX, 1, 120000000, 0},
        {119999999, 100000000, 119999999, 0},
        {359999999, 300000000, 120000000, -1},
    };
    kefu_card *card =
        card_of(CURVE_ITEM("", "ratio", "higher", "{\"type\":\"proportion\",\"cap\":120}"));
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(
            kf_curve_order(curve_of(card), cases[i].num, cases[i].den, cases[i].points),
            cases[i].order);
    kefu_card_free(card);
}

/* Weight / of × 100 / over: 15 points of 20, 3 of 85 left; 20 of 20 is the curve itself. */
static void test_item_factor(void **state)
{
    static const struct {
        int64_t weight, of, over, num, den;
    } cases[] = {{P(15), P(100), P(100), 3, 20},    {P(20), P(20), P(100), 1, 1},
                 {P(15), P(20), P(85), 15, 17},     {P(0), P(100), P(100), 0, 1},
                 {P(100), 1, P(100), 100000000, 1}, {P(7), P(3), P(1000), 7, 30}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kf_item item = {.weight = cases[i].weight, .of = cases[i].of};
        kf_factor factor = kf_item_factor(&item, cases[i].over);
        assert_int_equal(factor.num, cases[i].num);
        assert_int_equal(factor.den, cases[i].den);
    }
}

/* Products beyond 10^9 points are cut there, also where they leave 64 bits. */
static void test_factor_times(void **state)
{
    static const kf_factor large = {10000000000000000, 3};
    (void)state;
    assert_int_equal(kf_factor_times(weighted, P(10)), P(1.5));
    assert_int_equal(kf_factor_times(weighted, 3), 0);
    assert_int_equal(kf_factor_times(weighted, -10), -2);
    assert_int_equal(kf_factor_times(large, P(10000)), KF_POINTS_MOST);
    assert_int_equal(kf_factor_times(large, -P(10000)), -KF_POINTS_MOST);
    assert_int_equal(kf_factor_times(large, -1), -KF_POINTS_MOST);
    assert_int_equal(kf_factor_times(large, 0), 0);
}

/* A curve made ready gives what the curve gives, for every numerator near every bound, and far out.
 */
static void test_ready_agrees(void **state)
{
    static const char *const curves[] = {
        CURVE_CARD("s", "value",
                   "{\"type\":\"steps\",\"bands\":[{\"at_most\":25,\"points\":100},{\"above\":25,"
                   "\"below\":30.5,\"points\":80},{\"at_least\":40,\"points\":-5}]}"),
        CURVE_CARD("yuan", "value",
                   "{\"type\":\"steps\",\"bands\":[{\"above\":-0.000000003,\"at_most\":7,"
                   "\"points\":0.1},{\"points\":33.333333}]}"),
        CURVE_CARD("s", "value",
                   "{\"type\":\"linear\",\"points\":[[-7.25,100],[10,90],[30,90],[30.5,0]]}"),
        CURVE_CARD("s", "value", "{\"type\":\"linear\",\"points\":[[3,-40],[4,-40]]}"),
        CURVE_CARD("s", "value", "{\"type\":\"linear\",\"points\":[[0.001,1],[0.002,99]]}"),
    };
    static const int64_t dens[] = {1, 3, 10, 60, 97, 1000000, 1000000007};
    static const int64_t marks[] = {-3, -725, 0, 7, 10, 25, 30, 31, 40, 700, 3000, 4000};
    static kf_ready_curve ready;
    kf_factor factors[] = {whole, kf_factor_of(15, 100), kf_factor_of(7, 93), kf_factor_of(0, 1)};
    int64_t checked = 0;
    (void)state;
    for (size_t c = 0; c < sizeof curves / sizeof *curves; c++) {
        kefu_card *card = card_of(curves[c]);
        const kf_curve *curve = curve_of(card);
        for (size_t d = 0; d < sizeof dens / sizeof *dens; d++)
            for (size_t f = 0; f < sizeof factors / sizeof *factors; f++) {
                if (!kf_curve_make_ready(curve, dens[d], factors[f], &ready))
                    continue;
                for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
                    for (int64_t by = -40; by <= 40; by++, checked++) {
                        int64_t num = marks[m] * dens[d] / (m % 3 ? 1 : 100) + by;
                        assert_int_equal(kf_ready_points(&ready, num),
                                         kf_curve_points(curve, num, dens[d], factors[f]));
                    }
                for (uint32_t i = 0; i < 200; i++, checked++) {
                    int64_t num = (int64_t)(curve_random(i) >> i % 64);
                    assert_int_equal(kf_ready_points(&ready, num),
                                     kf_curve_points(curve, num, dens[d], factors[f]));
                    assert_int_equal(kf_ready_points(&ready, -(num / 2)),
                                     kf_curve_points(curve, -(num / 2), dens[d], factors[f]));
                }
            }
        kefu_card_free(card);
    }
    assert_true(checked > 100000);
}

/* Where 64 bits may not do, or there is nothing to prepare, the curve says so. */
static void test_not_ready(void **state)
{
    kefu_card *places =
        card_of(CURVE_CARD("yuan", "place", "{\"type\":\"places\",\"points\":[100],\"else\":60}"));
    kefu_card *wide = card_of(CURVE_CARD(
        "yuan", "value", "{\"type\":\"linear\",\"points\":[[-9000000000,0],[9000000000,1]]}"));
    kefu_card *extends = card_of(CURVE_CARD(
        "yuan", "value", "{\"type\":\"linear\",\"points\":[[0,0],[4,100]],\"above\":\"extend\"}"));
    kefu_card *large =
        card_of(CURVE_CARD("yuan", "value", "{\"type\":\"linear\",\"points\":[[0,0],[4,100]]}"));
    kefu_card *lines = card_of(CURVE_CARD("s", "value", PIECES));
    static const kf_factor huge = {100000000, 1}; /* 100 points of a millionth */
    static kf_ready_curve ready;
    (void)state;
    assert_false(kf_curve_make_ready(curve_of(extends), 1, whole, &ready));
    assert_false(kf_curve_make_ready(curve_of(lines), 1, whole, &ready));
    assert_true(kf_curve_make_ready(curve_of(large), 1, whole, &ready));
    assert_false(kf_curve_make_ready(curve_of(large), 1, huge, &ready));
    assert_false(kf_curve_make_ready(&places->items[0].rule.curve, 1, whole, &ready));
    assert_false(kf_curve_make_ready(&wide->items[0].rule.curve, 1000000000000, whole, &ready));
    assert_false(kf_curve_make_ready(&wide->items[0].rule.curve, 0, whole, &ready));
    kefu_card_free(places);
    kefu_card_free(wide);
    kefu_card_free(extends);
    kefu_card_free(large);
    kefu_card_free(lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps_at_bounds),
        cmocka_unit_test(test_steps_on_counts),
        cmocka_unit_test(test_linear),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_factor),
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_short_way_agrees),
        cmocka_unit_test(test_monotone),
        cmocka_unit_test(test_spots),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_piece_spots),
        cmocka_unit_test(test_zones),
        cmocka_unit_test(test_extend),
        cmocka_unit_test(test_floor_and_target),
        cmocka_unit_test(test_proportion),
        cmocka_unit_test(test_exact_thresholds),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_item_factor),
        cmocka_unit_test(test_factor_times),
        cmocka_unit_test(test_ready_agrees),
        cmocka_unit_test(test_not_ready),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
