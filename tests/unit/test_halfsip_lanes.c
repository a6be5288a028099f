/* test_halfsip_lanes.c - the loops for each kind of processor give the hashes that one by one are
 * had; those that this processor cannot run are not built, or not taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/cpu.h"
#include "base/halfsip_lanes.h"
#include "base/hash.h"
#include "chance.h"

enum { MOST = 300, ROUNDS = 40 };

static uint32_t one(uint64_t key, int64_t number, uint8_t last)
{
    unsigned char bytes[8];
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    return (uint32_t)kf_halfsiphash64_and(key, bytes, sizeof bytes, last);
}

static void every_path_is_the_same(void **state)
{
    uint64_t seed = 2026;
    int64_t numbers[MOST + 1];
    uint32_t words[MOST + 2];
    (void)state;
    for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++) {
        for (int round = 0; round < ROUNDS; round++) {
            uint64_t key = chance(&seed);
            size_t n = round < 20 ? (size_t)round : (size_t)(chance(&seed) % MOST);
            size_t from = chance(&seed) % 2; /* not aligned to more than a word */
            for (size_t i = 0; i < n; i++)
                numbers[from + i] = (int64_t)(chance(&seed) >> chance(&seed) % 64);
            words[from + n] = 77;
            kf_halfsip_lanes(cpu, key, (uint8_t)round, numbers + from, n, words + from);
            for (size_t i = 0; i < n; i++)
                assert_int_equal(words[from + i], one(key, numbers[from + i], (uint8_t)round));
            assert_int_equal(words[from + n], 77);
        }
    }
    print_message("paths tried: %d\n", kf_cpu() + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_path_is_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
