/* test_score_kernels.c - every kernel that this processor knows gives the scores that features and
 * buckets give one by one (kf_score_plain), on units, tables and lengths of every kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/cpu.h"
#include "chance.h"
#include "model/model.h"

enum {
    BITS = 8,
    SLOTS = 2 << BITS,
    LONGEST = 70000, /* 64 times as many hits as sums of 16 bits hold */
    SHORT = 200,
    ROUNDS = 40
};

typedef struct scene {
    uint32_t buckets[1 << BITS], checks[SLOTS];
    int8_t rows[SLOTS * KF_ROW];
    uint16_t units[KF_FOLD_BEFORE + LONGEST + 2 + KF_FOLD_AFTER];
    kf_table table;
} scene;

static scene *scene_new(void)
{
    scene *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->table =
        (kf_table){.buckets = s->buckets, .rows = s->rows, .checks = s->checks, .bits = BITS};
    return s;
}

static int8_t any_weight(uint64_t *seed) { return (int8_t)(chance(seed) % 255 - 127); }

static void any_row(scene *s, size_t slot, uint64_t *seed)
{
    for (size_t h = 0; h < KF_ROW; h++)
        s->rows[slot * KF_ROW + h] = any_weight(seed);
}

static void fill_slot(scene *s, size_t slot, uint32_t print, int8_t weight)
{
    unsigned by = 16 * (slot % 2);
    uint32_t half = (print & 0xFF) | (uint32_t)(uint8_t)weight << 8;
    s->buckets[slot / 2] = (s->buckets[slot / 2] & ~(UINT32_C(0xFFFF) << by)) | half << by;
    s->checks[slot] = 0;
}

/* One text in four alphabets: two units, Chinese with digits, blanks and letters, all units. */
static void any_units(scene *s, size_t count, uint64_t *seed)
{
    static const uint16_t few[] = {'a', 'b', ' ', '\'', '0', '7', 0x4E0D, 0x597D};
    uint64_t kind = chance(seed) % 4;
    uint16_t *at = s->units + KF_FOLD_BEFORE;
    memset(s->units, 0, sizeof s->units);
    at[0] = at[count + 1] = KF_UNIT_EDGE;
    for (size_t i = 1; i <= count; i++) {
        uint64_t x = chance(seed);
        at[i] = kind == 0   ? (uint16_t)(0x4E00 + x % 2)
                : kind == 1 ? few[x % 8]
                : kind == 2 ? (uint16_t)(0x4E00 + x % 3000)
                            : (uint16_t)x;
    }
}

/* What the features of the units need is put into the table: about `share` of 256 of them. */
static void fill_table(scene *s, size_t count, unsigned share, uint64_t *seed)
{
    const uint16_t *units = s->units + KF_FOLD_BEFORE;
    const uint32_t lines = (BITS - KF_LINE_BITS) << KF_SPEC_LINES;
    size_t n = kf_features(KF_SPEC_WORDS, units, count, NULL, 0);
    size_t in_lines = kf_features(lines, units, count, NULL, 0);
    uint32_t *hashes = malloc((n + in_lines + 1) * sizeof *hashes);
    assert_non_null(hashes);
    kf_features(KF_SPEC_WORDS, units, count, hashes, n);
    kf_features(lines, units, count, hashes + n, in_lines);
    n += in_lines;
    memset(s->buckets, 0, sizeof s->buckets);
    memset(s->rows, 0, sizeof s->rows);
    memset(s->checks, 0xFF, sizeof s->checks);
    for (size_t i = 0; i < n; i++) {
        size_t slot = (size_t)(hashes[i] >> (32 - BITS)) * 2 + chance(seed) % 2;
        if (chance(seed) % 256 >= share)
            continue;
        fill_slot(s, slot, hashes[i] >> (24 - BITS), any_weight(seed));
        any_row(s, slot, seed);
    }
    free(hashes);
}

static void add_up(kf_scores *to, const kf_scores *part)
{
    for (size_t h = 0; h < KF_MOST_HEADS; h++)
        to->head[h] += part->head[h];
    to->looked += part->looked;
}

static void same_scores(const kf_scores *got, const kf_scores *wanted, size_t heads, size_t count)
{
    assert_int_equal(got->looked, wanted->looked);
    for (size_t h = 0; h < heads; h++)
        if (got->head[h] != wanted->head[h])
            fail_msg("head %zu of %zu units: %d, not %d", h, count, (int)got->head[h],
                     (int)wanted->head[h]);
}

/* A part has the weights of the hits that end in it; parts add up to the whole. */
static void parts_are_the_whole(const scene *s, size_t count, const kf_scores *whole,
                                uint64_t *seed)
{
    const uint16_t *units = s->units + KF_FOLD_BEFORE;
    kf_scores parts[5], sum = {{0}, 0};
    uint32_t ends[5] = {0};
    size_t n = 1 + chance(seed) % 5, n_hits = kf_model_hits(&s->table, units, count, NULL, 0);
    kf_text_hit *hits = malloc((n_hits + 1) * sizeof *hits);
    assert_non_null(hits);
    kf_model_hits(&s->table, units, count, hits, n_hits);
    for (size_t i = 0; i < n; i++) {
        uint32_t from = i ? ends[i - 1] : 0, left = (uint32_t)count + 2 - from;
        ends[i] = i == n - 1 ? (uint32_t)count + 2 : from + (uint32_t)(chance(seed) % (left + 1));
    }
    kf_score_parts(&s->table, units, count, ends, n, parts);
    for (size_t i = 0, k = 0; i < n; i++) {
        int32_t weight = 0;
        for (; k < n_hits && hits[k].end < ends[i]; k++)
            weight += (int8_t)(s->buckets[hits[k].slot / 2] >> (16 * (hits[k].slot % 2) + 8));
        assert_int_equal(parts[i].head[0], weight);
        add_up(&sum, &parts[i]);
    }
    same_scores(&sum, whole, KF_MOST_HEADS, count);
    free(hits);
}

static void every_kernel_agrees(scene *s, size_t count, uint64_t *seed)
{
    const uint16_t *units = s->units + KF_FOLD_BEFORE;
    static const uint32_t specs[] = {0, KF_SPEC_WORDS, (BITS - KF_LINE_BITS) << KF_SPEC_LINES};
    kf_scores wanted, got;
    for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
        const uint32_t spec = s->table.spec = specs[i];
        kf_score_plain(&s->table, units, count, &wanted);
        assert_int_equal(wanted.looked, kf_features(spec, units, count, NULL, 0));
        for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++) {
            s->table.cpu = cpu;
            kf_score_one(&s->table, units, count, &got);
            same_scores(&got, &wanted, 1, count);
            kf_score_all(&s->table, units, count, &got);
            same_scores(&got, &wanted, KF_MOST_HEADS, count);
            parts_are_the_whole(s, count, &wanted, seed);
        }
    }
}

static void lengths_from_none(void **state)
{
    uint64_t seed = 7;
    scene *s = scene_new();
    (void)state;
    for (size_t count = 0; count <= SHORT; count++) {
        any_units(s, count, &seed);
        fill_table(s, count, count % 3 ? 128 : 255, &seed);
        every_kernel_agrees(s, count, &seed);
    }
    free(s);
}

static void random_texts(void **state)
{
    uint64_t seed = 2026;
    scene *s = scene_new();
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        size_t count = chance(&seed) % 3000;
        any_units(s, count, &seed);
        fill_table(s, count, (unsigned)(chance(&seed) % 257), &seed);
        every_kernel_agrees(s, count, &seed);
    }
    free(s);
}

/* All hit, both slots of a bucket, all weights at one end: sums of 16 bits would wrap. */
static void sums_do_not_wrap(void **state)
{
    static const size_t lengths[] = {254, 255, 256, 257, 1023, 1024, 4097, LONGEST};
    uint64_t seed = 3;
    scene *s = scene_new();
    (void)state;
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++)
        for (int sign = -1; sign <= 1; sign += 2) {
            uint16_t *at = s->units + KF_FOLD_BEFORE;
            uint32_t hashes[8];
            kf_scores got;
            memset(s->units, 0, sizeof s->units);
            at[0] = at[lengths[l] + 1] = KF_UNIT_EDGE;
            for (size_t i = 1; i <= lengths[l]; i++)
                at[i] = (uint16_t)('0' + i % 10); /* digits count as one: equal units */
            kf_features(0, at, 4, hashes, 0);
            memset(s->rows, sign * 127, sizeof s->rows);
            memset(s->buckets, 0, sizeof s->buckets);
            kf_features(0, at + 4, 5, hashes, 8);
            for (size_t i = 0; i < 8; i++) {
                size_t slot = (size_t)(hashes[i] >> (32 - BITS)) * 2;
                fill_slot(s, slot, hashes[i] >> (24 - BITS), (int8_t)(sign * 127));
                fill_slot(s, slot + 1, hashes[i] >> (24 - BITS), (int8_t)(sign * 127));
            }
            every_kernel_agrees(s, lengths[l], &seed);
            s->table.spec = 0;
            kf_score_all(&s->table, at, lengths[l], &got);
            assert_true(sign * got.head[5] >= 127 * (int32_t)lengths[l]);
        }
    free(s);
}

/* Without rows all heads are head 0. */
static void no_rows(void **state)
{
    uint64_t seed = 11;
    scene *s = scene_new();
    (void)state;
    any_units(s, 100, &seed);
    fill_table(s, 100, 255, &seed);
    s->table.rows = NULL;
    every_kernel_agrees(s, 100, &seed);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_from_none),
        cmocka_unit_test(random_texts),
        cmocka_unit_test(sums_do_not_wrap),
        cmocka_unit_test(no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
