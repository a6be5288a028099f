/* fuzz_score.c - any bytes, folded, and a table that they choose: every kernel of the processor
 * gives the scores that features and buckets give one by one, and parts add up to the whole. */
#include <stdlib.h>
#include <string.h>

#include "base/cpu.h"
#include "model/model.h"

enum { FUZZ_BITS = 8, FUZZ_SLOTS = 2 << FUZZ_BITS, FUZZ_HEAD = 4, FUZZ_PARTS = 3 };

static void fuzz_require(int truth)
{
    if (!truth)
        __builtin_trap();
}

typedef struct fuzz_scene {
    uint32_t buckets[1 << FUZZ_BITS], checks[FUZZ_SLOTS];
    int8_t rows[FUZZ_SLOTS * KF_ROW];
    kf_table table;
    uint64_t seed;
} fuzz_scene;

static uint32_t fuzz_next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

static void fuzz_slot(fuzz_scene *s, uint32_t slot, uint32_t print)
{
    const uint32_t by = 16 * (slot % 2);
    const uint32_t half = (print & 0xFF) | (fuzz_next(&s->seed) & 0xFF) << 8;
    s->buckets[slot / 2] = (s->buckets[slot / 2] & ~(UINT32_C(0xFFFF) << by)) | half << by;
    s->checks[slot] = 0;
    for (size_t h = 0; h < KF_ROW; h++)
        s->rows[slot * KF_ROW + h] = (int8_t)(fuzz_next(&s->seed) % 255 - 127);
}

/* Of the features of the text about `share` of 256 are in one slot of their bucket, or in both. */
static void fuzz_table(fuzz_scene *s, const uint16_t *units, size_t count, uint32_t share)
{
    size_t n = kf_features(s->table.spec, units, count, NULL, 0);
    uint32_t *hashes = malloc((n + 1) * sizeof *hashes);
    fuzz_require(hashes != NULL);
    fuzz_require(kf_features(s->table.spec, units, count, hashes, n) == n);
    memset(s->checks, 0xFF, sizeof s->checks);
    for (size_t i = 0; i < n; i++)
        for (uint32_t place = 0; place < 2; place++)
            if (fuzz_next(&s->seed) % 512 < share)
                fuzz_slot(s, (hashes[i] >> (32 - FUZZ_BITS)) * 2 + place,
                          hashes[i] >> (24 - FUZZ_BITS));
    free(hashes);
}

static void fuzz_parts(fuzz_scene *s, const uint16_t *units, size_t count, const kf_scores *whole)
{
    uint32_t ends[FUZZ_PARTS] = {0, 0, (uint32_t)count + 2};
    kf_scores parts[FUZZ_PARTS];
    ends[1] = fuzz_next(&s->seed) % (ends[2] + 1);
    ends[0] = fuzz_next(&s->seed) % (ends[1] + 1);
    kf_score_parts(&s->table, units, count, ends, FUZZ_PARTS, parts);
    for (size_t h = 0; h < KF_MOST_HEADS; h++)
        fuzz_require(parts[0].head[h] + parts[1].head[h] + parts[2].head[h] == whole->head[h]);
    fuzz_require(parts[0].looked + parts[1].looked + parts[2].looked == whole->looked);
}

static void fuzz_kernels(fuzz_scene *s, const uint16_t *units, size_t count)
{
    kf_scores wanted, got;
    kf_score_plain(&s->table, units, count, &wanted);
    for (int32_t cpu = KF_CPU_PLAIN; cpu <= kf_cpu(); cpu++) {
        s->table.cpu = cpu;
        kf_score_all(&s->table, units, count, &got);
        fuzz_require(memcmp(&got, &wanted, sizeof got) == 0);
        kf_score_one(&s->table, units, count, &got);
        fuzz_require(got.head[0] == wanted.head[0] && got.looked == wanted.looked);
        fuzz_parts(s, units, count, &wanted);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static fuzz_scene s;
    uint16_t *units;
    size_t count = 0;
    if (size < FUZZ_HEAD)
        return 0;
    memset(&s, 0, sizeof s);
    s.table =
        (kf_table){.buckets = s.buckets, .rows = s.rows, .checks = s.checks, .bits = FUZZ_BITS};
    s.table.spec = data[0] & 1 ? KF_SPEC_WORDS : data[0] & 2 ? kf_spec_lines(FUZZ_BITS) : 0;
    s.seed = data[1] | (uint64_t)data[2] << 8;
    units = malloc(kf_fold_room(size - FUZZ_HEAD) * sizeof *units);
    fuzz_require(units != NULL);
    fuzz_require(!kf_fold((const char *)data + FUZZ_HEAD, size - FUZZ_HEAD, KEFU_UTF8,
                          KEFU_INVALID_REPLACE, units, NULL, &count, NULL));
    fuzz_table(&s, units + KF_FOLD_BEFORE, count, 2u * data[3]);
    fuzz_kernels(&s, units + KF_FOLD_BEFORE, count);
    free(units);
    return 0;
}
