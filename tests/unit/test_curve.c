/* test_curve.c - curves at their bounds, between knots, and the short way against the long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "card/curve_ready.h"
#include "score_cards.h"

#define CURVE_CARD(unit, basis, curve)                                                             \
    "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"i\","           \
    "\"metric\":\"m\",\"weight\":15,\"unit\":\"" unit "\",\"basis\":\"" basis "\","                \
    "\"direction\":\"lower\",\"curve\":" curve "}]}]}"

static kefu_card *card_of(const char *text)
{
    kefu_card *card = NULL;
    kefu_error error = {0};
    if (kefu_card_from_json(NULL, NULL, text, strlen(text), &card, &error))
        fail_msg("%s", error.message);
    return card;
}

static const kf_factor whole = {1, 1};

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
        const kf_curve *curve = &card->items[0].rule.curve;
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
    const kf_curve *curve = &card->items[0].rule.curve;
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
        const kf_curve *curve = &card->items[0].rule.curve;
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
        assert_int_equal(kf_curve_points(&card->items[0].rule.curve, place, 1, whole),
                         points[place - 1] * KEFU_POINT);
    assert_int_equal(kf_curve_points(&card->items[0].rule.curve, INT64_MAX, 1, whole), 60 * KEFU_POINT);
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
    const kf_curve *curve = &card->items[0].rule.curve;
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
    const kf_curve *curve = &card->items[0].rule.curve;
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
        int64_t points = kf_curve_points(&card->items[0].rule.curve, x, 29, whole);
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
    const kf_curve *curve = &card->items[0].rule.curve;
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
        const kf_curve *curve = &card->items[0].rule.curve;
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
    static kf_ready_curve ready;
    (void)state;
    assert_false(kf_curve_make_ready(&places->items[0].rule.curve, 1, whole, &ready));
    assert_false(kf_curve_make_ready(&wide->items[0].rule.curve, 1000000000000, whole, &ready));
    assert_false(kf_curve_make_ready(&wide->items[0].rule.curve, 0, whole, &ready));
    kefu_card_free(places);
    kefu_card_free(wide);
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
        cmocka_unit_test(test_ready_agrees),
        cmocka_unit_test(test_not_ready),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
