/* test_chance.c - words are those of Philox in their order; numbers below a bound are fair. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/chance.h"
#include "kefu/base.h"

/* As chance.h says it, by kefu_random, whose answers are Random123's. */
static uint64_t word_by_hand(uint64_t key, uint32_t purpose, uint64_t i)
{
    uint32_t keys[2] = {(uint32_t)key, (uint32_t)(key >> 32)}, out[4];
    uint32_t counter[4] = {(uint32_t)(i / 2), (uint32_t)(i / 2 >> 32), purpose, 0};
    kefu_random(keys, counter, out);
    return out[2 * (i & 1)] + ((uint64_t)out[2 * (i & 1) + 1] << 32);
}

static void words_in_order(void **state)
{
    const uint64_t key = 0x0123456789abcdef;
    kf_chance chance;
    (void)state;
    kf_chance_start(&chance, key, KF_CHANCE_RESERVOIR);
    for (uint64_t i = 0; i < 1000; i++)
        assert_int_equal(kf_chance_word(&chance), word_by_hand(key, 2, i));
}

static void blocks_carry(void **state)
{
    kf_chance chance;
    (void)state;
    kf_chance_start(&chance, 7, KF_CHANCE_PPS);
    chance.block = UINT32_MAX - 2;
    for (uint64_t i = 2 * (uint64_t)(UINT32_MAX - 2); i < 2 * (uint64_t)UINT32_MAX + 10; i++)
        assert_int_equal(kf_chance_word(&chance), word_by_hand(7, 3, i));
}

/* Below 3 × 2^62 a quarter of the words is passed over; what is left is word × n / 2^64 of those
 * whose lower half is at least 2^64 mod n = 2^62. */
static void unfair_words_are_passed_over(void **state)
{
    const uint64_t n = 3 * ((uint64_t)1 << 62), bound = (uint64_t)1 << 62;
    kf_chance chance;
    uint64_t at = 0;
    (void)state;
    kf_chance_start(&chance, 1, KF_CHANCE_NUMBERS);
    for (int i = 0; i < 1000; i++) {
        while (word_by_hand(1, 1, at) * n < bound)
            at++;
        assert_int_equal(kf_chance_below(&chance, n), kf_mul_high(word_by_hand(1, 1, at++), n));
    }
    assert_in_range(at, 1250, 1420); /* 1333, sigma 21 */
}

static void below_small_bounds(void **state)
{
    kf_chance chance;
    int seen[7] = {0};
    (void)state;
    kf_chance_start(&chance, 2, KF_CHANCE_NUMBERS);
    assert_int_equal(kf_chance_below(&chance, 1), 0);
    for (int i = 0; i < 7000; i++)
        seen[kf_chance_below(&chance, 7)]++;
    for (int i = 0; i < 7; i++)
        assert_in_range(seen[i], 870, 1130); /* 1000, sigma 29 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_in_order),
        cmocka_unit_test(blocks_carry),
        cmocka_unit_test(unfair_words_are_passed_over),
        cmocka_unit_test(below_small_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
