/* test_bucket_read.c - the loops for each kind of processor give numbers the buckets that buckets.h
 * defines, and rows the cells that bucket_read.h says; loops that this processor cannot run are not
 * built, or not taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/cpu.h"
#include "base/decimal.h"
#include "chance.h"
#include "metric/bucket_read.h"
#include "metric/buckets.h"

static unsigned char bytes[KF_BLOCK * 8 + 1];

/* Numbers of at most so many digits to a packed column of a kind, some of them small, and to
 * numbers[] as they read back. */
static void fill(const kf_bucket_kind *kind, unsigned char *at, int32_t digits, uint64_t *seed,
                 int64_t *numbers)
{
    const int32_t is_signed = kind->type == KEFU_COLUMN_I8 || kind->type == KEFU_COLUMN_I16 ||
                              kind->type == KEFU_COLUMN_I32 || kind->type == KEFU_COLUMN_I64;
    const int32_t most = 8 * kind->size - is_signed;
    for (size_t i = 0; i < KF_BLOCK; i++) {
        uint64_t number = chance(seed) >> 1 >> (63 - (digits < most ? digits : most));
        const uint16_t one = 1;
        if (i % 5 == 0)
            number %= 20;
        numbers[i] = (int64_t)number;
        for (int32_t b = 0; b < kind->size; b++) {
            int32_t place = *(const char *)&one ? b : kind->size - 1 - b; /* byte order */
            at[i * (size_t)kind->size + (size_t)b] = (unsigned char)(number >> (8 * place));
        }
    }
}

static void check_buckets(const kf_bucket_kind *kind, int32_t digits, int64_t power, uint64_t *seed)
{
    int64_t numbers[KF_BLOCK];
    int16_t buckets[KF_BLOCK];
    unsigned char *at = bytes + digits % 2; /* not aligned */
    uint64_t all = 0;
    fill(kind, at, digits, seed, numbers);
    for (size_t i = 0; i < KF_BLOCK; i++)
        all |= (uint64_t)numbers[i];
    assert_true(kind->read(at, (double)power, buckets) == all);
    for (size_t i = 0; kf_bucket_exact(all, power) && i < KF_BLOCK; i++)
        assert_int_equal(buckets[i], kf_bucket_of(numbers[i] * power, KF_READING_BITS));
}

static void buckets_of_every_kind_and_scale(void **state)
{
    uint64_t seed = 2026;
    (void)state;
    for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++)
        for (size_t k = 0; k < KF_BUCKET_KINDS; k++)
            for (int32_t digits = 1; digits < 64; digits++)
                for (int32_t scale = 0; scale <= 18; scale += 3)
                    check_buckets(&kf_bucket_loops_of(cpu)->kinds[k], digits, kf_pow10(scale),
                                  &seed);
    print_message("paths tried: %d\n", kf_cpu() + 1);
}

/* The last number below 2^52 is read, and neither the next nor a negative one. */
static void only_exact_numbers_have_buckets(void **state)
{
    static const struct {
        int64_t number, power;
        int32_t exact;
    } cases[] = {{((int64_t)1 << 52) - 1, 1, 1},
                 {(int64_t)1 << 52, 1, 0},
                 {-1, 1, 0},
                 {INT64_MIN, 1, 0},
                 {4503, 1000000000000, 1},
                 {4504, 1000000000000, 0},
                 {0, 1000000000000000000, 1},
                 {1, 1000000000000000000, 0}};
    (void)state;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++) {
            int64_t numbers[KF_BLOCK] = {0};
            int16_t buckets[KF_BLOCK];
            uint64_t bits;
            numbers[KF_BLOCK - 1] = cases[c].number;
            bits = kf_bucket_loops_of(cpu)->kinds[KF_BUCKET_VALUES].read(
                numbers, (double)cases[c].power, buckets);
            assert_int_equal(kf_bucket_exact(bits, cases[c].power), cases[c].exact);
            if (cases[c].exact)
                assert_int_equal(buckets[KF_BLOCK - 1],
                                 kf_bucket_of(cases[c].number * cases[c].power, KF_READING_BITS));
        }
}

static void numbers_of_listed_rows(void **state)
{
    static const uint16_t list[] = {0, 7, 8, 1023};
    uint64_t seed = 7;
    (void)state;
    for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++)
        for (size_t k = 0; k < KF_BUCKET_KINDS; k++) {
            const kf_bucket_kind *kind = &kf_bucket_loops_of(cpu)->kinds[k];
            int64_t numbers[KF_BLOCK], listed[4];
            fill(kind, bytes, 8 * kind->size - 8, &seed, numbers);
            kind->list(bytes, 10, list, 4, listed);
            for (size_t i = 0; i < 4; i++)
                assert_int_equal(listed[i], numbers[list[i]] * 10);
        }
}

static void rows_aside_have_no_range_and_no_cell(void **state)
{
    (void)state;
    for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++) {
        const kf_bucket_loops *loops = kf_bucket_loops_of(cpu);
        int16_t buckets[KF_BLOCK];
        uint8_t aside[KF_BLOCK];
        uint32_t groups[KF_BLOCK], cells[KF_BLOCK], ones[KF_BLOCK];
        int32_t low, high;
        for (size_t i = 0; i < KF_BLOCK; i++) {
            aside[i] = (uint8_t)(i % 3); /* KF_ROW_IN, _UNSURE and _OUT */
            buckets[i] = (int16_t)(aside[i] ? (i % 2 ? -500 : 500) : (int)(i % 100) - 30);
            groups[i] = aside[i] ? UINT32_MAX : (uint32_t)(i % 11);
        }
        loops->range(buckets, aside, &low, &high);
        assert_int_equal(low, -30);
        assert_int_equal(high, 69);
        loops->cells(groups, buckets, aside, -40, 7, cells);
        loops->groups(groups, aside, ones);
        for (size_t i = 0; i < KF_BLOCK; i++) {
            assert_true(aside[i]
                            ? cells[i] < KF_ASIDE
                            : cells[i] == KF_ASIDE + groups[i] * 128 + (uint32_t)(buckets[i] + 40));
            assert_true(aside[i] ? ones[i] < KF_ASIDE : ones[i] == KF_ASIDE + groups[i]);
        }
        memset(aside, 1, sizeof aside);
        loops->range(buckets, aside, &low, &high);
        assert_true(low > high);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(buckets_of_every_kind_and_scale),
                                       cmocka_unit_test(only_exact_numbers_have_buckets),
                                       cmocka_unit_test(numbers_of_listed_rows),
                                       cmocka_unit_test(rows_aside_have_no_range_and_no_cell)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
