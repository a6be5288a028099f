/* test_random.c - Philox4x32-10 against Random123's known answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "kefu/base.h"

/* kat_vectors of Random123 (D. E. Shaw Research), "philox4x32 10". */
static const struct answer {
    uint32_t counter[4], key[2], out[4];
} answers[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
};

static void known_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        uint32_t out[4];
        kefu_random(answers[i].key, answers[i].counter, out);
        assert_memory_equal(out, answers[i].out, sizeof out);
    }
}

/* The numbers may take the place of the counter. */
static void in_place(void **state)
{
    uint32_t numbers[4];
    (void)state;
    memcpy(numbers, answers[2].counter, sizeof numbers);
    kefu_random(answers[2].key, numbers, numbers);
    assert_memory_equal(numbers, answers[2].out, sizeof numbers);
}

static void null_does_nothing(void **state)
{
    uint32_t out[4] = {1, 2, 3, 4};
    (void)state;
    kefu_random(NULL, answers[0].counter, out);
    kefu_random(answers[0].key, NULL, out);
    kefu_random(answers[0].key, answers[0].counter, NULL);
    assert_int_equal(out[0], 1);
    assert_int_equal(out[3], 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(in_place),
        cmocka_unit_test(null_does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
