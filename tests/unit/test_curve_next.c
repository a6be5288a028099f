/* test_curve_next.c - the nearest bound that gives more, by hand. */
#include "curve_cards.h"

#define STEPS_UP                                                                                   \
    "{\"type\":\"steps\",\"bands\":[{\"above\":50,\"points\":100},{\"at_least\":40,\"points\":80}" \
    ","                                                                                            \
    "{\"points\":0}]}"
#define ZONES_5 "{\"type\":\"zones\",\"bounds\":[60,120,180,300],\"points\":[0,60,100,60,0]}"
/* The target is open at 100 and closed at 200; below it points rise in a line. */
#define PIECES_MIDDLE                                                                              \
    "{\"type\":\"pieces\",\"bands\":[{\"above\":100,\"at_most\":200,\"points\":100},"              \
    "{\"at_least\":0,\"at_most\":100,\"points\":[0,90]},{\"above\":200,\"points\":20}]}"
#define PIECES_UP                                                                                  \
    "{\"type\":\"pieces\",\"bands\":[{\"at_least\":0,\"below\":30,\"points\":[0,60]},"             \
    "{\"at_least\":30,\"points\":80}]}"

static const struct {
    const char *direction, *curve;
    int64_t num, den;
    int32_t found, beyond, way;
    int64_t bound, points;
} cases[] = {
    {"higher", STEPS_UP, 39, 1, 1, 0, KEFU_HIGHER, 40, 80},
    {"higher", STEPS_UP, 40, 1, 1, 1, KEFU_HIGHER, 50, 100},
    {"higher", STEPS_UP, 50, 1, 1, 1, KEFU_HIGHER, 50, 100},
    {"higher", STEPS_UP, 501, 10, 0, 0, 0, 0, 0},
    {"higher", STEPS_UP, INT64_MIN, 1, 1, 0, KEFU_HIGHER, 40, 80},
    /* the target is above or below, or reached */
    {"middle", ZONES_5, 59, 1, 1, 0, KEFU_HIGHER, 60, 60},
    {"middle", ZONES_5, 60, 1, 1, 0, KEFU_HIGHER, 120, 100},
    {"middle", ZONES_5, 150, 1, 0, 0, 0, 0, 0},
    {"middle", ZONES_5, 200, 1, 1, 0, KEFU_LOWER, 180, 100},
    {"middle", ZONES_5, 3001, 10, 1, 0, KEFU_LOWER, 300, 60},
    {"middle", ZONES_5, INT64_MAX, 1, 1, 0, KEFU_LOWER, 300, 60},
    {"middle", ZONES_5, INT64_MIN, 1, 1, 0, KEFU_HIGHER, 60, 60},
    /* on a line, its end or what begins behind it */
    {"higher", PIECES_UP, 10, 1, 1, 0, KEFU_HIGHER, 30, 80},
    /* the line begins at 0 points: that is no more */
    {"higher", PIECES_UP, -1, 1, 1, 0, KEFU_HIGHER, 30, 80},
    {"middle", PIECES_MIDDLE, 40, 1, 1, 0, KEFU_HIGHER, 100, 90},
    {"middle", PIECES_MIDDLE, 100, 1, 1, 1, KEFU_HIGHER, 100, 100},
    {"middle", PIECES_MIDDLE, 201, 1, 1, 0, KEFU_LOWER, 200, 100},
};

static int32_t direction_of(const char *name)
{
    return !strcmp(name, "higher") ? KEFU_HIGHER : KEFU_MIDDLE;
}

static kefu_card *next_card(const char *direction, const char *curve)
{
    char text[640];
    const char *const parts[] = {
        "{\"format\":1,\"id\":\"t/1\",\"sections\":[{\"id\":\"s\",\"items\":[{\"id\":\"i\","
        "\"metric\":\"m\",\"weight\":15,\"unit\":\"s\",\"direction\":\"",
        direction, "\",\"curve\":", curve, "}]}]}"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        memcpy(text + n, parts[i], strlen(parts[i]));
        n += strlen(parts[i]);
    }
    text[n] = 0;
    return card_of(text);
}

static void test_next(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kefu_card *card = next_card(cases[i].direction, cases[i].curve);
        kf_next next = kf_curve_next(curve_of(card), direction_of(cases[i].direction), cases[i].num,
                                     cases[i].den);
        if (next.found != cases[i].found)
            fail_msg("case %d", (int)i);
        if (next.found) {
            assert_int_equal(next.beyond, cases[i].beyond);
            assert_int_equal(next.direction, cases[i].way);
            assert_int_equal(next.bound, cases[i].bound);
            assert_int_equal(next.points, cases[i].points * KEFU_POINT);
        }
        kefu_card_free(card);
    }
}

/* Between two targets: the nearer one; of two as near, the one that is met at its bound, then the
 * lower. */
static void test_two_sides(void **state)
{
#define TWO_TARGETS(lower_end)                                                                     \
    "{\"type\":\"steps\",\"bands\":[{\"" lower_end "\":100,\"points\":90},{\"at_least\":200,"      \
    "\"points\":100},{\"points\":50}]}"
    kefu_card *closed = next_card("middle", TWO_TARGETS("at_most"));
    kefu_card *open = next_card("middle", TWO_TARGETS("below"));
    (void)state;
    assert_int_equal(kf_curve_next(curve_of(closed), KEFU_MIDDLE, 149, 1).bound, 100);
    assert_int_equal(kf_curve_next(curve_of(closed), KEFU_MIDDLE, 150, 1).bound, 100);
    assert_int_equal(kf_curve_next(curve_of(closed), KEFU_MIDDLE, 1500001, 10000).bound, 200);
    assert_int_equal(kf_curve_next(curve_of(open), KEFU_MIDDLE, 149, 1).bound, 100);
    assert_int_equal(kf_curve_next(curve_of(open), KEFU_MIDDLE, 150, 1).bound, 200);
    kefu_card_free(closed);
    kefu_card_free(open);
}

/* One count fewer than it says is not there; at den 7 and in both ways. */
static void test_counts(void **state)
{
    kefu_card *card = next_card("middle", ZONES_5);
    const kf_curve *curve = curve_of(card);
    (void)state;
    for (int64_t num = 0; num < 3000; num++) {
        kf_next next = kf_curve_next(curve, KEFU_MIDDLE, num, 7);
        int64_t counts = next.found ? kf_next_counts(curve, &next, next.direction, num, 7) : 0;
        int64_t before = kf_curve_points(curve, num, 7, whole);
        if (!next.found)
            continue;
        assert_true(counts > 0);
        assert_true(kf_curve_points(curve, num + next.direction * counts, 7, whole) > before);
        assert_true(kf_curve_points(curve, num + next.direction * (counts - 1), 7, whole) <=
                    before);
    }
    kefu_card_free(card);
}

/* What is better of what enters the curve. */
static void test_basis_direction(void **state)
{
    static const struct {
        int32_t basis, direction, expected;
    } rules[] = {
        {KF_BASIS_VALUE, KEFU_LOWER, KEFU_LOWER},
        {KF_BASIS_VALUE, KEFU_MIDDLE, KEFU_MIDDLE},
        {KF_BASIS_PERCENTILE, KEFU_LOWER, KEFU_HIGHER},
        {KF_BASIS_PLACE, KEFU_HIGHER, KEFU_LOWER},
        {KF_BASIS_COMPLETION, KEFU_LOWER, KEFU_LOWER},
        {KF_BASIS_DIFFERENCE, KEFU_HIGHER, KEFU_HIGHER},
        {KF_BASIS_NUMERATOR, KEFU_HIGHER, KEFU_HIGHER},
        {KF_BASIS_REMAINDER, KEFU_HIGHER, KEFU_LOWER},
        {KF_BASIS_REMAINDER, KEFU_LOWER, KEFU_HIGHER},
        {KF_BASIS_REMAINDER, KEFU_MIDDLE, KEFU_MIDDLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        kf_item item = {.direction = rules[i].direction, .rule = {.basis = rules[i].basis}};
        assert_int_equal(kf_basis_direction(&item, &item.rule), rules[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_two_sides),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_basis_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
