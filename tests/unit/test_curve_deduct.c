/* test_curve_deduct.c - points for every unit short: what a part of a unit counts, by hand and by
 * Python's fractions. */
#include "curve_cards.h"

enum { WAYS = 4 };

static const char *const ways[WAYS] = {"up", "down", "nearest", "exact"};

/* A card whose %s are "round" and more keys. */
static kefu_card *deduct_card(const char *format, const char *round, const char *more)
{
    char text[640];
    const char *const words[] = {round, more};
    size_t n = 0;
    int32_t word = 0;
    for (const char *p = format; *p; p++) {
        if (p[0] != '$') {
            text[n++] = *p;
            continue;
        }
        memcpy(text + n, words[word], strlen(words[word]));
        n += strlen(words[word++]);
    }
    text[n] = 0;
    return card_of(text);
}

/* JD: 20 points, one less for every 1 % below 100 % (METRICS J2). */
#define DEDUCT_J2                                                                                  \
    CURVE_ITEM("\"of\":20,", "ratio", "higher",                                                    \
               "{\"type\":\"deduct\",\"from\":\"100%\",\"per\":\"1%\",\"points\":1,"               \
               "\"round\":\"$\"$}")

static void test_rate(void **state)
{
    static const struct {
        int64_t num, den, points[WAYS], limited[WAYS];
    } cases[] = {
        /* 6.6 % short: 7, 6, 7 or 6.6 units */
        {934,
         1000,
         {13000000, 14000000, 13000000, 13400000},
         {13000000, 14000000, 13000000, 13400000}},
        {1, 1, {20000000, 20000000, 20000000, 20000000}, {20000000, 20000000, 20000000, 20000000}},
        {101,
         100,
         {20000000, 20000000, 20000000, 20000000},
         {20000000, 20000000, 20000000, 20000000}},
        {99,
         100,
         {19000000, 19000000, 19000000, 19000000},
         {19000000, 19000000, 19000000, 19000000}},
        {989999999,
         1000000000,
         {18000000, 19000000, 19000000, 19000000},
         {18000000, 19000000, 19000000, 19000000}},
        /* half a unit counts as one; 0.4999999 does not */
        {985,
         1000,
         {18000000, 19000000, 18000000, 18500000},
         {18000000, 19000000, 18000000, 18500000}},
        {985000001,
         1000000000,
         {18000000, 19000000, 19000000, 18500000},
         {18000000, 19000000, 19000000, 18500000}},
        {2, 3, {-14000000, -13000000, -13000000, -13333333}, {0, 0, 0, 0}},
        {80, 100, {0, 0, 0, 0}, {0, 0, 0, 0}},
        {799, 1000, {-1000000, 0, 0, -100000}, {0, 0, 0, 0}},
        {0, 1, {-80000000, -80000000, -80000000, -80000000}, {0, 0, 0, 0}},
        {INT64_MIN,
         1,
         {-KF_POINTS_MOST, -KF_POINTS_MOST, -KF_POINTS_MOST, -KF_POINTS_MOST},
         {0, 0, 0, 0}},
        {INT64_MAX,
         1,
         {20000000, 20000000, 20000000, 20000000},
         {20000000, 20000000, 20000000, 20000000}},
        {INT64_MIN, INT64_MAX, {-181000000, -180000000, -180000000, -180000000}, {0, 0, 0, 0}},
        {-1, 3, {-114000000, -113000000, -113000000, -113333333}, {0, 0, 0, 0}},
        {1, INT64_MAX, {-80000000, -79000000, -80000000, -80000000}, {0, 0, 0, 0}},
    };
    (void)state;
    for (int32_t way = 0; way < WAYS; way++) {
        kefu_card *card = deduct_card(DEDUCT_J2, ways[way], "");
        kefu_card *limited = deduct_card(DEDUCT_J2, ways[way], ",\"least\":0");
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            int64_t num = cases[i].num, den = cases[i].den;
            assert_int_equal(kf_curve_points(curve_of(card), num, den, whole),
                             cases[i].points[way]);
            assert_int_equal(kf_curve_points_exact(curve_of(card), num, den, whole),
                             cases[i].points[way]);
            assert_int_equal(kf_curve_points(curve_of(limited), num, den, whole),
                             cases[i].limited[way]);
            assert_int_equal(kf_curve_points_exact(curve_of(limited), num, den, whole),
                             cases[i].limited[way]);
        }
        kefu_card_free(card);
        kefu_card_free(limited);
    }
}

/* Seconds: 90 points up to 30 s, 2.5 less for every 1.5 s above; × 15 of 100. */
static void test_seconds(void **state)
{
    static const struct {
        int64_t num, den, points[WAYS];
    } cases[] = {
        {30, 1, {13500000, 13500000, 13500000, 13500000}},
        {29, 1, {13500000, 13500000, 13500000, 13500000}},
        {301, 10, {13125000, 13500000, 13500000, 13475000}},
        {63, 2, {13125000, 13125000, 13125000, 13125000}},
        {630000001, 20000000, {12750000, 13125000, 13125000, 13125000}},
        {33, 1, {12750000, 12750000, 12750000, 12750000}},
        {100, 3, {12375000, 12750000, 12750000, 12666667}},
        {36, 1, {12000000, 12000000, 12000000, 12000000}},
        {INT64_MAX, 1, {-KF_POINTS_MOST, -KF_POINTS_MOST, -KF_POINTS_MOST, -KF_POINTS_MOST}},
        {INT64_MIN, 1, {13500000, 13500000, 13500000, 13500000}},
        {300000000, 1, {-74999979000000, -74999979000000, -74999979000000, -74999979000000}},
        {INT64_MAX, 3, {-KF_POINTS_MOST, -KF_POINTS_MOST, -KF_POINTS_MOST, -KF_POINTS_MOST}},
    };
    (void)state;
    for (int32_t way = 0; way < WAYS; way++) {
        kefu_card *card = deduct_card(
            CURVE_ITEM("", "s", "lower",
                       "{\"type\":\"deduct\",\"from\":\"30s\",\"per\":1.5,\"points\":2.5,"
                       "\"round\":\"$\"$,\"start\":90}"),
            ways[way], "");
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
            assert_int_equal(kf_curve_points(curve_of(card), cases[i].num, cases[i].den, weighted),
                             cases[i].points[way]);
        kefu_card_free(card);
    }
}

/* Units so large that 128 bits do not hold what they are compared with. */
static void test_large_units(void **state)
{
    static const struct {
        int64_t num, den, points[WAYS];
    } cases[] = {
        {INT64_MIN, 1, {16000000, 17000000, 16000000, 16444157}},
        {INT64_MAX, 1, {20000000, 20000000, 20000000, 20000000}},
        {0, 1, {18000000, 19000000, 19000000, 18750000}},
        {-1000000000000000000, 1, {18000000, 19000000, 18000000, 18500000}},
        {INT64_MIN, 3, {17000000, 18000000, 18000000, 17981386}},
        {1, INT64_MAX, {18000000, 19000000, 19000000, 18750000}},
    };
    (void)state;
    for (int32_t way = 0; way < WAYS; way++) {
        kefu_card *card =
            deduct_card(CURVE_ITEM("\"of\":20,", "count", "higher",
                                   "{\"type\":\"deduct\",\"from\":5000000000000000000,"
                                   "\"per\":4000000000000000000,\"points\":1,\"round\":\"$\"$}"),
                        ways[way], "");
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            int64_t num = cases[i].num, den = cases[i].den;
            assert_int_equal(kf_curve_points(curve_of(card), num, den, whole),
                             cases[i].points[way]);
            assert_int_equal(kf_curve_points_exact(curve_of(card), num, den, whole),
                             cases[i].points[way]);
        }
        kefu_card_free(card);
    }
}

static void expect_units(kefu_value units, int64_t num, int64_t den, uint32_t flags)
{
    assert_int_equal(units.num, num);
    assert_int_equal(units.den, den);
    assert_int_equal(units.flags, flags);
    assert_int_equal(units.status, KEFU_VALUE_OK);
}

/* What was counted: 6.6 units, or 7 of them. */
static void test_units(void **state)
{
    kefu_card *up = deduct_card(DEDUCT_J2, "up", ""), *exact = deduct_card(DEDUCT_J2, "exact", "");
    (void)state;
    expect_units(kf_curve_units(curve_of(up), 934, 1000), 7, 1, 0);
    expect_units(kf_curve_units(curve_of(up), 1, 1), 0, 1, 0);
    expect_units(kf_curve_units(curve_of(up), 5, 1), 0, 1, 0);
    expect_units(kf_curve_units(curve_of(exact), 934, 1000), 33, 5, 0);
    expect_units(kf_curve_units(curve_of(exact), 2, 3), 100, 3, 0);
    expect_units(kf_curve_units(curve_of(exact), 3, 2), 0, 1, 0);
    /* 100 × (1 + 2^63 / (2^63 - 1)), and 100 × (1 + 2^63), beyond 64 bits */
    expect_units(kf_curve_units(curve_of(exact), INT64_MIN, INT64_MAX), 200000000000, 1000000000,
                 KEFU_VALUE_ROUNDED);
    expect_units(kf_curve_units(curve_of(exact), INT64_MIN, 1), INT64_MAX, 1, KEFU_VALUE_ROUNDED);
    expect_units(kf_curve_units(curve_of(up), INT64_MIN, 1), INT64_MAX, 1, 0);
    kefu_card_free(up);
    kefu_card_free(exact);
}

/* What is worse is what the basis says: a lower place is better, whatever the item's direction. */
static void test_direction(void **state)
{
    kefu_card *place = card_of(CURVE_ITEM("\"basis\":\"place\",", "yuan", "higher",
                                          "{\"type\":\"deduct\",\"from\":1,\"per\":1,\"points\":5,"
                                          "\"round\":\"exact\"}"));
    kefu_card *bad = card_of(CURVE_ITEM("\"basis\":\"remainder\",\"of\":100,", "ratio", "higher",
                                        "{\"type\":\"deduct\",\"from\":0,\"per\":1,\"points\":1,"
                                        "\"round\":\"exact\"}"));
    (void)state;
    assert_int_equal(kf_curve_points(curve_of(place), 3, 1, whole), 90 * KEFU_POINT);
    assert_int_equal(kf_curve_points(curve_of(bad), 3, 1, whole), 97 * KEFU_POINT);
    kefu_card_free(place);
    kefu_card_free(bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rate),        cmocka_unit_test(test_seconds),
        cmocka_unit_test(test_large_units), cmocka_unit_test(test_units),
        cmocka_unit_test(test_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
