/* test_hash_set.c - sets of hashes against a plain list: members, merging, bytes, want of memory.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "metric/hash_set.h"
#include "chance.h"
#include "oom.h"

typedef struct pair {
    uint64_t word[2];
} pair;

static oom_state set_memory;
static const kefu_allocator set_allocator = {sizeof set_allocator, oom_alloc, oom_realloc, oom_free,
                                             &set_memory};

/* From few values, many of them alike in their leading bits, so that hashes crowd and repeat; the
 * last slots are crowded, too, and their hashes go round to the first. */
static pair set_draw(uint64_t *seed)
{
    uint64_t draw = chance(seed), spread = draw >> 8 & 0xFF;
    pair p = {{spread << 56 | (draw & 3), draw >> 16 & 3}};
    if (draw >> 20 & 1)
        p.word[0] |= UINT64_C(0xFF00000000000000);
    if (!p.word[0])
        p.word[0] = 1;
    return p;
}

static int32_t pair_below(const pair *a, const pair *b, int32_t words)
{
    return a->word[0] != b->word[0] ? a->word[0] < b->word[0]
                                    : words == 2 && a->word[1] < b->word[1];
}

/* A sorted list without repeats: the model. */
static int32_t model_add(pair *model, int32_t n, pair p, int32_t words)
{
    int32_t at = 0;
    while (at < n && pair_below(&model[at], &p, words))
        at++;
    if (at < n && !pair_below(&p, &model[at], words))
        return n;
    memmove(model + at + 1, model + at, (size_t)(n - at) * sizeof *model);
    model[at] = p;
    return n + 1;
}

static void assert_is_model(const kf_hash_set *set, const pair *model, int32_t n, int32_t words)
{
    static unsigned char bytes[2000 * 16];
    assert_int_equal(set->used, n);
    kf_hash_set_write(set, words, bytes);
    for (int32_t i = 0; i < n; i++)
        for (int32_t w = 0; w < words; w++) {
            uint64_t word = 0;
            for (int32_t k = 0; k < 8; k++)
                word |= (uint64_t)bytes[(i * words + w) * 8 + k] << (8 * k);
            assert_true(word == model[i].word[w]);
        }
}

static void sets_hold_what_was_added(void **state)
{
    static pair model[2000], other[2000];
    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        int32_t words = seed % 2 ? 1 : 2, n = 0, m = 0, rows = (int32_t)(seed * seed % 900);
        kf_hash_set a = {NULL, 0, 0, 0}, b = {NULL, 0, 0, 0};
        uint64_t draw = seed;
        for (int32_t i = 0; i < rows; i++) {
            pair p = set_draw(&draw);
            int32_t had = kf_hash_set_has(&a, words, p.word), before = n;
            n = model_add(model, n, p, words);
            assert_int_equal(had, n == before);
            assert_int_equal(kf_hash_set_add(&a, words, p.word, &set_allocator, NULL), KEFU_OK);
            p = set_draw(&draw);
            m = model_add(other, m, p, words);
            assert_int_equal(kf_hash_set_add(&b, words, p.word, &set_allocator, NULL), KEFU_OK);
        }
        assert_is_model(&a, model, n, words);
        int32_t before = n;
        for (int32_t i = 0; i < m; i++)
            n = model_add(model, n, other[i], words);
        assert_int_equal(kf_hash_set_missing(&a, &b, words), n - before);
        assert_int_equal(kf_hash_set_merge(&a, &b, words, &set_allocator, NULL), KEFU_OK);
        assert_is_model(&a, model, n, words);
        assert_is_model(&b, other, m, words);
        kf_hash_set_free(&a, words, &set_allocator);
        kf_hash_set_free(&b, words, &set_allocator);
        assert_int_equal(set_memory.held, 0);
    }
}

static void bytes_come_back(void **state)
{
    (void)state;
    for (int32_t words = 1; words <= 2; words++) {
        kf_hash_set a = {NULL, 0, 0, 0}, b = {NULL, 0, 0, 0};
        static unsigned char first[16 * 2000], second[16 * 2000];
        uint64_t seed = 9;
        for (int32_t i = 0; i < 700; i++) {
            pair p = set_draw(&seed);
            assert_int_equal(kf_hash_set_add(&a, words, p.word, &set_allocator, NULL), KEFU_OK);
        }
        size_t size = (size_t)a.used * 8 * (size_t)words;
        kf_hash_set_write(&a, words, first);
        assert_int_equal(kf_hash_set_load(&b, words, first, a.used, &set_allocator, NULL), KEFU_OK);
        kf_hash_set_write(&b, words, second);
        assert_int_equal(b.used, a.used);
        assert_memory_equal(first, second, size);
        kf_hash_set_free(&a, words, &set_allocator);
        kf_hash_set_free(&b, words, &set_allocator);
    }
}

/* Two hashes of one word, by hand. */
static void hashes_that_do_not_rise_are_refused(void **state)
{
    static const struct {
        unsigned char bytes[16];
        kefu_status expected;
    } cases[] = {
        {{1, 0, 0, 0, 0, 0, 0, 0, 2}, KEFU_OK},     {{1, 0, 0, 0, 0, 0, 0, 0, 1}, KEFU_E_DATA},
        {{2, 0, 0, 0, 0, 0, 0, 0, 1}, KEFU_E_DATA}, {{0, 0, 0, 0, 0, 0, 0, 0, 1}, KEFU_E_DATA},
        {{9, 0, 0, 0, 0, 0, 0, 0, 0, 1}, KEFU_OK}, /* 9 is below 256 */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kf_hash_set set = {NULL, 0, 0, 0};
        assert_int_equal(kf_hash_set_load(&set, 1, cases[i].bytes, 2, &set_allocator, NULL),
                         cases[i].expected);
        assert_int_equal(set.used, cases[i].expected ? 0 : 2);
        kf_hash_set_free(&set, 1, &set_allocator);
    }
    assert_int_equal(set_memory.held, 0);
}

/* One beside the other in slots that they share: to walk past all would take n² / 2 steps. */
static void hashes_that_crowd_are_refused(void **state)
{
    enum { CROWD = 5000 };
    static unsigned char bytes[16 * (CROWD + 1)];
    (void)state;
    for (int32_t words = 1; words <= 2; words++)
        for (uint64_t n = 4000; n <= CROWD; n += 1000) {
            kf_hash_set set = {NULL, 0, 0, 0};
            kefu_status expected = n < CROWD ? KEFU_OK : KEFU_E_DATA;
            for (uint32_t i = 0; i < n; i++) {
                unsigned char *hash = bytes + (size_t)i * 8 * (size_t)words;
                memset(hash, 0, 16);
                hash[0] = (unsigned char)((i + 1) & 0xFF);
                hash[1] = (unsigned char)((i + 1) >> 8);
            }
            assert_int_equal(kf_hash_set_load(&set, words, bytes, n, &set_allocator, NULL),
                             expected);
            assert_int_equal(set.used, expected ? 0 : n);
            kf_hash_set_free(&set, words, &set_allocator);
        }
    assert_int_equal(set_memory.held, 0);
}

/* Little-endian words; a first word of 0 stands for an empty slot, so it is 1. */
static void hashes_are_read_from_bytes(void **state)
{
    static const unsigned char bytes[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, zeros[16] = {0};
    uint64_t hash[2];
    (void)state;
    kf_hash_read(bytes, 2, hash);
    assert_true(hash[0] == UINT64_C(0x0807060504030201) && hash[1] == 9);
    kf_hash_read(zeros, 2, hash);
    assert_true(hash[0] == 1 && hash[1] == 0);
}

/* Whatever fails, the sets hold what they held. */
static int set_scenario(const kefu_allocator *allocator)
{
    kf_hash_set a = {NULL, 0, 0, 0}, b = {NULL, 0, 0, 0};
    static pair model[400];
    int32_t n = 0, worked = 1;
    for (uint64_t i = 1; i <= 30 && worked; i++) {
        pair p = {{i << 58, i}}, q = {{(i + 20) << 58, i}};
        worked = !kf_hash_set_add(&a, 2, p.word, allocator, NULL);
        if (worked) {
            n = model_add(model, n, p, 2);
            worked = !kf_hash_set_add(&b, 2, q.word, allocator, NULL);
        }
        assert_is_model(&a, model, n, 2);
    }
    if (worked && kf_hash_set_merge(&a, &b, 2, allocator, NULL)) {
        assert_is_model(&a, model, n, 2);
        worked = 0;
    }
    kf_hash_set_free(&a, 2, allocator);
    kf_hash_set_free(&b, 2, allocator);
    return worked;
}

static void want_of_memory(void **state)
{
    (void)state;
    assert_true(oom_sweep(set_scenario) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_hold_what_was_added),
        cmocka_unit_test(bytes_come_back),
        cmocka_unit_test(hashes_that_do_not_rise_are_refused),
        cmocka_unit_test(hashes_that_crowd_are_refused),
        cmocka_unit_test(hashes_are_read_from_bytes),
        cmocka_unit_test(want_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
