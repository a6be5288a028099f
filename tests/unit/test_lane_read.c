/* test_lane_read.c - the loops for each kind of processor put numbers where one by one they belong,
 * and bound their sums; those that this processor cannot run are not built, or not taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/cpu.h"
#include "chance.h"
#include "metric/lane_read.h"

static unsigned char bytes[KF_BLOCK * 8 + 1];

/* Row i of a packed column of a kind. */
static int64_t number_at(const kf_lane_kind *kind, const unsigned char *at, size_t i)
{
    uint64_t number = 0;
    int32_t bits = 8 * kind->size;
    for (int32_t b = 0; b < kind->size; b++) {
        int32_t place = *(const char *)&(uint16_t){1} ? b : kind->size - 1 - b; /* byte order */
        number |= (uint64_t)at[i * (size_t)kind->size + (size_t)b] << (8 * place);
    }
    if (kind->type == KEFU_COLUMN_I8 || kind->type == KEFU_COLUMN_I16 ||
        kind->type == KEFU_COLUMN_I32)
        number |= number >> (bits - 1) ? UINT64_MAX << bits : 0;
    return (int64_t)number;
}

/* Numbers of few or many digits, of both signs or one: each byte is kept or filled with the sign.
 */
static void fill(const kf_lane_kind *kind, unsigned char *at, int32_t digits, uint64_t *seed)
{
    for (size_t i = 0; i < KF_BLOCK; i++) {
        uint64_t number = chance(seed) >> 1 >> (63 - digits);
        number = chance(seed) % 4 == 0 && digits % 2 ? 0 - number : number;
        for (int32_t b = 0; b < kind->size; b++) {
            int32_t place = *(const char *)&(uint16_t){1} ? b : kind->size - 1 - b;
            at[i * (size_t)kind->size + (size_t)b] = (unsigned char)(number >> (8 * place));
        }
    }
}

static uint64_t size_of(int64_t number)
{
    return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

static void check_block(const kf_lane_kind *kind, const unsigned char *at, int32_t shift,
                        uint64_t *bound, uint64_t *most)
{
    static uint64_t words[KF_BLOCK], had[KF_BLOCK];
    uint64_t sum = 0;
    for (size_t i = 0; i < KF_BLOCK; i++)
        words[i] = had[i] = i * 2654435761u;
    *bound = kind->read(at, shift, words, most);
    for (size_t i = 0; i < KF_BLOCK; i++) {
        int64_t number = number_at(kind, at, i);
        assert_true(words[i] == (shift ? had[i] : 0) + ((uint64_t)number << shift));
        assert_true(size_of(number) <= *most || *most == 0); /* 0: beyond 64 bits */
        sum += size_of(number) < (uint64_t)1 << 50 ? size_of(number) : 0;
    }
    if (*most < (uint64_t)1 << 48 && *most)
        assert_true(*bound >= sum);
}

static void every_loop_reads_the_same(void **state)
{
    uint64_t seed = 2026;
    (void)state;
    for (size_t k = 0; k < KF_LANE_KINDS; k++) {
        for (int32_t digits = 1; digits < 64; digits++) {
            const kf_lane_kind *plain = &kf_lane_loops_of(KF_CPU_PLAIN)->kinds[k];
            unsigned char *at = bytes + digits % 2; /* not aligned */
            uint64_t bound, most, same_bound, same_most;
            int32_t shift = digits % 3 ? 0 : KF_LANE_HALF;
            fill(plain, at, digits, &seed);
            check_block(plain, at, shift, &bound, &most);
            for (int32_t cpu = KF_CPU_PLAIN + 1; cpu <= kf_cpu(); cpu++) {
                const kf_lane_kind *wide = &kf_lane_loops_of(cpu)->kinds[k];
                assert_int_equal(wide->type, plain->type);
                assert_int_equal(wide->width, plain->width);
                check_block(wide, at, shift, &same_bound, &same_most);
                assert_true(same_bound == bound && same_most == most);
            }
        }
    }
    print_message("paths tried: %d\n", kf_cpu() + 1);
}

static void truth_values_are_bits_of_codes(void **state)
{
    (void)state;
    for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++) {
        uint8_t truth[KF_BLOCK], codes[KF_BLOCK];
        for (size_t i = 0; i < KF_BLOCK; i++) {
            truth[i] = i % 3 == 0;
            codes[i] = (uint8_t)(i % 8);
        }
        assert_true(kf_lane_loops_of(cpu)->bits(truth, 4, codes));
        for (size_t i = 0; i < KF_BLOCK; i++)
            assert_int_equal(codes[i], i % 8 + (i % 3 == 0 ? 16 : 0));
        truth[KF_BLOCK - 1] = 2;
        assert_false(kf_lane_loops_of(cpu)->bits(truth, 4, codes));
    }
}

static void the_lowest_group_is_found(void **state)
{
    (void)state;
    for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++)
        for (size_t at = 0; at < KF_BLOCK; at++) {
            uint32_t groups[KF_BLOCK];
            for (size_t i = 0; i < KF_BLOCK; i++)
                groups[i] = UINT32_MAX - (uint32_t)(i * 7919 % KF_BLOCK);
            groups[at] = (uint32_t)at;
            assert_int_equal(kf_lane_loops_of(cpu)->lowest(groups), at);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_loop_reads_the_same),
                                       cmocka_unit_test(truth_values_are_bits_of_codes),
                                       cmocka_unit_test(the_lowest_group_is_found)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
