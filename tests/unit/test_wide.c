/* test_wide.c - integers of 128 bits: products, order, rounded quotients. Tables by Python's
 * integers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/big.h"
#include "base/wide.h"
#include "chance.h"

static void assert_wide(kf_i128 got, kf_i128 want)
{
    assert_true(got.lo == want.lo);
    assert_true(got.hi == want.hi);
}

/* a * b: Python's integers, low half mod 2^64 and high half by floor. */
static const struct {
    int64_t a, b;
    kf_i128 product;
} products[] = {
    {2147483648, 1, {2147483648u, 0}},
    {2147483648, 2147483648, {4611686018427387904u, 0}},
    {2147483648, INT64_MIN, {0u, -1073741824}},
    {4294967295, -1, {18446744069414584321u, -1}},
    {4294967295, 2147483648, {9223372034707292160u, 0}},
    {4294967295, 4294967295, {18446744065119617025u, 0}},
    {4294967295, 9223372036854775807, {9223372032559808513u, 2147483647}},
    {4294967295, -9223372036854775807, {9223372041149743103u, -2147483648}},
    {4294967295, INT64_MIN, {9223372036854775808u, -2147483648}},
    {4294967295, 1000000000000000000, {11061765702005030912u, 232830643}},
    {4294967296, 2147483648, {9223372036854775808u, 0}},
    {4294967296, 4294967295, {18446744069414584320u, 0}},
    {4294967296, 4294967296, {0u, 1}},
    {-4294967296, 9223372036854775807, {4294967296u, -2147483648}},
    {9223372036854775807, 2147483648, {18446744071562067968u, 1073741823}},
    {9223372036854775807, -4294967296, {4294967296u, -2147483648}},
    {-9223372036854775807, 0, {0u, 0}},
    {INT64_MIN, 4294967295, {9223372036854775808u, -2147483648}},
    {INT64_MIN, 4294967296, {0u, -2147483648}},
    {INT64_MIN, -9223372036854775807, {9223372036854775808u, 4611686018427387903}},
    {1000000000000000000, -1, {17446744073709551616u, -1}},
    {-254512236845, -434513948516277817, {18416740932215279877u, 5995048043}},
    {108308812155001, -3950581707, {7863527320560118029u, -23196}},
    {13560337634112209, 752771, {6779448406899637491u, 553}},
    {3612484, 23847032463884281, {728399038936917284u, 4670}},
    {-644999554568, 9847955989919, {6180694050795501832u, -344339}},
    {-118141450417063512, -4017495675954, {7799485348376190256u, 25729893812}},
    {787199, -237383, {18446743886841891399u, -1}},
    {-3850660136376261, 13167, {4638590205462426261u, -3}},
    {-61, 524418333277518877, {4903969817490451735u, -2}},
    {29, 593793, {17219997u, 0}},
    {-192, -104, {19968u, 0}},
    {104385010, 4371707009574, {13618822142422846956u, 24}},
    {528355, -49825, {18446744047384263741u, -1}},
    {1391724861696, -506, {18446039860929533440u, -1}},
    {-8, 292468005717450321, {16107000027969949048u, -1}},
    {35339, -26946445, {18446743121449131761u, -1}},
};

static void products_are_exact_whatever_the_signs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof products / sizeof *products; i++) {
        int64_t a = products[i].a, b = products[i].b;
        assert_wide(kf_i128_mul(a, b), products[i].product);
        assert_wide(kf_i128_mul(b, a), products[i].product);
        if (a != INT64_MIN)
            assert_wide(kf_i128_mul(-a, b), kf_i128_neg(products[i].product));
    }
}

/* Rounded half away from zero: Python's divmod of the magnitude; 0 where it leaves int64. */
static const struct {
    kf_i128 num;
    int64_t den;
    int32_t fits;
    int64_t quotient;
} quotients[] = {
    /* halves, and just beside them */
    {{5, 0}, 2, 1, 3},
    {{(uint64_t)-5, -1}, 2, 1, -3},
    {{1, 0}, 3, 1, 0},
    {{2, 0}, 3, 1, 1},
    {{0, 0}, INT64_MAX, 1, 0},
    {{1, 0}, 1, 1, 1},
    /* half of a denominator of 2^63 - 1 lies between its two neighbours */
    {{4611686018427387903u, 0}, INT64_MAX, 1, 0},
    {{4611686018427387904u, 0}, INT64_MAX, 1, 1},
    /* the ends of int64: 2^63 - 1 fits, 2^63 only below zero */
    {{(uint64_t)INT64_MAX, 0}, 1, 1, INT64_MAX},
    {{(uint64_t)INT64_MAX + 1, 0}, 1, 0, 0},
    {{(uint64_t)INT64_MAX + 1, -1}, 1, 1, INT64_MIN},
    {{(uint64_t)INT64_MAX, -1}, 1, 0, 0},
    /* (2^64 - 1) / 2 is 2^63 - 0.5, which rounds out of range; below zero it stays */
    {{UINT64_MAX, 0}, 2, 0, 0},
    {{UINT64_MAX - 1, 0}, 2, 1, INT64_MAX},
    {{1, -1}, 2, 1, INT64_MIN},
    {{UINT64_MAX, -2}, 2, 0, 0},
    /* the widest numerators */
    {{UINT64_MAX, INT64_MAX}, INT64_MAX, 0, 0},
    {{0, INT64_MIN}, INT64_MAX, 0, 0},
    {{UINT64_MAX, 0}, 1, 0, 0},
    /* at random */
    {{352798126963626u, 0}, 33675131072, 1, 10477},
    {{7385474816098971751u, -1}, 13435392835210830, 1, -823},
    {{9891480616182u, 0}, 77, 1, 128460787223},
    {{5847050313247354211u, -8809687175800}, 7387654734175473499, 1, -21997514847255},
    {{2909883442057449424u, 41}, 30382352, 1, 24989059124328},
    {{13797140623523738725u, 728663142274835}, 4300798543311221624, 1, 3125341111918302},
    {{15509041352482254623u, 59061309}, 10374370777149, 1, 105017344250899},
    {{13228u, 0}, 234, 1, 57},
    {{14521860187185423373u, 3344540696}, 17203358641844, 1, 3586269841964255},
    {{570350544154u, 0}, 655354, 1, 870294},
    {{18446744073709551318u, -1}, 80, 1, -4},
    {{369670988157101u, 0}, 1917004950, 1, 192838},
    {{2432878u, 0}, 11, 1, 221171},
    {{18446743279013394158u, -1}, 232621752, 1, -3416},
    {{9321306837136860896u, 4}, 255467956601807270, 1, 325},
    {{18446742732979388646u, -1}, 1522, 1, -880900238},
    {{11060816771830290055u, -521}, 65009948255586753, 1, -147665},
    {{41704946234u, 0}, 14406, 1, 2894971},
    {{18446422987018772757u, -1}, 525, 1, -611593696722},
    {{13540552013173444242u, 7}, 245858856381, 1, 580283186},
    {{630809033262722657u, 0}, 6839, 1, 92237027820255},
    {{679988423u, 0}, 3089, 1, 220132},
    {{14132449982928166080u, -131887148929289}, 1069944791974369, 1, -2273844876071024123},
    {{11597534563744066259u, 33}, 353837529591644, 1, 1753178},
};

static void quotients_round_half_away_and_say_when_they_do_not_fit(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quotients / sizeof *quotients; i++) {
        int64_t got = 0;
        assert_int_equal(kf_i128_round_div(quotients[i].num, quotients[i].den, &got),
                         quotients[i].fits);
        assert_true(got == quotients[i].quotient);
    }
}

/* Python's // and %. The last three: 2^63 - 1/2 fits when rounded down, 2^63 does not, nor does
 * what is just below -2^63. */
static void quotients_round_down_and_leave_a_rest(void **state)
{
    (void)state;
    static const struct {
        kf_i128 num;
        int64_t den, quotient, rest;
        int32_t fits;
    } cases[] = {
        {{0, 0}, 5, 0, 0, 1},
        {{7, 0}, 2, 3, 1, 1},
        {{UINT64_MAX - 6, -1}, 2, -4, 1, 1}, /* -7 */
        {{UINT64_MAX - 7, -1}, 2, -4, 0, 1}, /* -8 */
        {{UINT64_MAX, -1}, 5, -1, 4, 1},
        {{5, 1}, 3, 6148914691236517207, 0, 1}, /* 2^64 + 5 */
        {{6, 1}, 3, 6148914691236517207, 1, 1},
        {{0, -1}, 2, INT64_MIN, 0, 1},
        {{UINT64_MAX, 0}, 2, INT64_MAX, 1, 1},
        {{0, 1}, 2, 0, 0, 0},
        {{UINT64_MAX, -2}, 2, 0, 0, 0},
        {{0, 7}, 7, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t quotient = 0, rest = 0;
        assert_int_equal(kf_i128_floor_div(cases[i].num, cases[i].den, &quotient, &rest),
                         cases[i].fits);
        assert_true(quotient == cases[i].quotient);
        assert_true(rest == cases[i].rest);
    }
}

static int64_t wide_random(uint64_t *seed)
{
    chance(seed);
    int64_t value = (int64_t)(*seed >> 1) >> (*seed % 61);
    return *seed & 1 ? -value : value;
}

static void dividing_a_product_gives_the_factor_back(void **state)
{
    (void)state;
    uint64_t seed = 42;
    for (int i = 0; i < 20000; i++) {
        int64_t a = wide_random(&seed), b = wide_random(&seed), got = 0;
        if (b < 0)
            b = -b;
        if (b == 0)
            b = 1;
        assert_int_equal(kf_i128_round_div(kf_i128_mul(a, b), b, &got), 1);
        assert_true(got == a);
        /* less than half a divisor more changes nothing; half a divisor does */
        kf_i128 below = kf_i128_mul(a, b), half = below;
        kf_i128_add_i64(&below, a < 0 ? -((b - 1) / 2) : (b - 1) / 2);
        kf_i128_add_i64(&half, a < 0 ? -(b / 2 + b % 2) : b / 2 + b % 2);
        assert_int_equal(kf_i128_round_div(below, b, &got), 1);
        assert_true(got == a);
        assert_int_equal(kf_i128_round_div(half, b, &got), 1);
        assert_true(got == (a < 0 ? a - 1 : a + 1));
    }
}

static void products_distribute_over_sums(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        int64_t a = wide_random(&seed), b = wide_random(&seed) / 2, c = wide_random(&seed) / 2;
        assert_wide(kf_i128_mul(a, b + c), kf_i128_add(kf_i128_mul(a, b), kf_i128_mul(a, c)));
        kf_i128 none = kf_i128_add(kf_i128_mul(a, b), kf_i128_neg(kf_i128_mul(a, b)));
        assert_wide(none, kf_i128_of(0));
    }
}

static void order_is_that_of_the_number_line(void **state)
{
    (void)state;
    static const kf_i128 rising[] = {
        {0, INT64_MIN},           {1, INT64_MIN},   {0, -1}, {(uint64_t)INT64_MIN, -1},
        {UINT64_MAX - 1, -1},     {UINT64_MAX, -1}, {0, 0},  {1, 0},
        {(uint64_t)INT64_MIN, 0}, {UINT64_MAX, 0},  {0, 1},  {UINT64_MAX, INT64_MAX}};
    enum { N = sizeof rising / sizeof *rising };
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            assert_int_equal(kf_i128_compare(rising[i], rising[j]), (i > j) - (i < j));
}

static void narrow_numbers_come_back(void **state)
{
    (void)state;
    static const int64_t values[] = {0, 1, -1, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    static const kf_i128 wide[] = {{(uint64_t)INT64_MAX + 1, 0},
                                   {0, 1},
                                   {UINT64_MAX, -2},
                                   {(uint64_t)INT64_MAX, -1},
                                   {0, INT64_MIN}};
    int64_t got = 5;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_int_equal(kf_i128_fits_i64(kf_i128_of(values[i]), &got), 1);
        assert_true(got == values[i]);
    }
    got = 5;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        assert_int_equal(kf_i128_fits_i64(wide[i], &got), 0);
    assert_true(got == 5);
}

static void a_sum_may_leave_int64_and_come_back(void **state)
{
    (void)state;
    kf_i128 sum = kf_i128_of(0);
    int64_t got = 0;
    for (int i = 0; i < 1000; i++)
        kf_i128_add_i64(&sum, INT64_MAX);
    assert_wide(sum, kf_i128_mul(INT64_MAX, 1000));
    for (int i = 0; i < 2000; i++)
        kf_i128_add_i64(&sum, INT64_MIN);
    kf_i128_add_i64(&sum, 1000);
    assert_wide(sum, kf_i128_add(kf_i128_mul(INT64_MIN, 1000), kf_i128_of(0)));
    for (int i = 0; i < 1000; i++)
        kf_i128_add_i64(&sum, INT64_MAX);
    assert_int_equal(kf_i128_fits_i64(sum, &got), 1);
    assert_true(got == -1000);
}

/* ---- 192 bits ------------------------------------------------------------------------------- */

/* The magnitude of a sum of products against sums of long natural numbers, signs apart. */
static void sums_of_products_are_exact(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < 200; round++) {
        kf_i192 sum = {0, 0, 0};
        kf_nat above = {{0}, 0}, below = {{0}, 0}, left;
        uint64_t words[3];
        for (int i = 0; i < 50; i++) {
            int64_t a = i ? wide_random(&seed) : INT64_MIN, b = i % 3 ? a : wide_random(&seed);
            kf_nat x, y, product;
            kf_nat_of(&x, a < 0 ? 0 - (uint64_t)a : (uint64_t)a);
            kf_nat_of(&y, b < 0 ? 0 - (uint64_t)b : (uint64_t)b);
            kf_nat_mul(&product, &x, &y);
            if ((a < 0) == (b < 0))
                kf_nat_add(&above, &above, &product);
            else
                kf_nat_add(&below, &below, &product);
            kf_i192_add_product(&sum, a, b);
        }
        int32_t negative = kf_nat_compare(&above, &below) < 0;
        if (negative)
            kf_nat_sub(&left, &below, &above);
        else
            kf_nat_sub(&left, &above, &below);
        assert_int_equal(kf_i192_magnitude(sum, words), negative);
        kf_nat got;
        kf_nat_of_words(&got, words, 3);
        assert_int_equal(kf_nat_compare(&got, &left), 0);
    }
}

/* Carries and borrows through all words; by hand. */
static void words_carry_into_one_another(void **state)
{
    (void)state;
    const kf_i192 one = {1, 0, 0}, less = {UINT64_MAX, UINT64_MAX, -1};
    kf_i192 got = kf_i192_add((kf_i192){UINT64_MAX, UINT64_MAX, 0}, one);
    uint64_t words[3];
    assert_true(got.lo == 0 && got.mid == 0 && got.hi == 1);
    got = kf_i192_add((kf_i192){0, 0, 1}, less);
    assert_true(got.lo == UINT64_MAX && got.mid == UINT64_MAX && got.hi == 0);
    got = kf_i192_add(one, less);
    assert_true(got.lo == 0 && got.mid == 0 && got.hi == 0);
    got = kf_i192_of((kf_i128){5, -1});
    assert_true(got.lo == 5 && got.mid == UINT64_MAX && got.hi == -1);
    assert_int_equal(kf_i192_magnitude((kf_i192){0, 0, -1}, words), 1); /* -2^128 */
    assert_true(words[0] == 0 && words[1] == 0 && words[2] == 1);
    assert_int_equal(kf_i128_magnitude((kf_i128){0, INT64_MIN}, words), 1); /* -2^127 */
    assert_true(words[0] == 0 && words[1] == (uint64_t)1 << 63);
    assert_int_equal(kf_i128_magnitude((kf_i128){7, 0}, words), 0);
    assert_true(words[0] == 7 && words[1] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_exact_whatever_the_signs),
        cmocka_unit_test(quotients_round_half_away_and_say_when_they_do_not_fit),
        cmocka_unit_test(quotients_round_down_and_leave_a_rest),
        cmocka_unit_test(dividing_a_product_gives_the_factor_back),
        cmocka_unit_test(products_distribute_over_sums),
        cmocka_unit_test(order_is_that_of_the_number_line),
        cmocka_unit_test(narrow_numbers_come_back),
        cmocka_unit_test(a_sum_may_leave_int64_and_come_back),
        cmocka_unit_test(sums_of_products_are_exact),
        cmocka_unit_test(words_carry_into_one_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
