/* proof_random.c - the random numbers of a check, each a function of seed, round and turn, and
 * columns of random rows such as real ones are not often enough: ties, ends of the range, nulls. */
#include <string.h>

#include "base/decimal.h"
#include "base/format.h"
#include "base/wide.h"
#include "metric/proof.h"

uint32_t kf_proof_dice(kf_proof *p, uint32_t sides)
{
    const uint64_t seed = (uint64_t)p->seed;
    const uint32_t key[2] = {(uint32_t)(seed & UINT32_MAX), (uint32_t)(seed >> 32)};
    const uint32_t counter[4] = {p->turn++, (uint32_t)p->round, 0, 0};
    uint32_t out[4];
    kefu_random(key, counter, out);
    return (uint32_t)((uint64_t)out[0] * sides >> 32);
}

static uint64_t random_bits(kf_proof *p)
{
    uint64_t high = kf_proof_dice(p, UINT32_MAX);
    return high << 32 | kf_proof_dice(p, UINT32_MAX);
}

int64_t kf_proof_between(kf_proof *p, int64_t least, int64_t most)
{
    uint64_t range = (uint64_t)most - (uint64_t)least, by = 0;
    switch (kf_proof_dice(p, 6)) {
    case 0:
        return least;
    case 1:
        return most;
    case 2:
        by = range ? 1 : 0;
        break;
    default:
        by = range == UINT64_MAX ? random_bits(p) : random_bits(p) % (range + 1);
    }
    return kf_signed((uint64_t)least + by);
}

void kf_proof_shuffle(kf_proof *p, uint32_t *list, uint32_t n)
{
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = kf_proof_dice(p, i), swap = list[i - 1];
        list[i - 1] = list[k];
        list[k] = swap;
    }
}

/* ---- Columns -------------------------------------------------------------------------------- */

/* Nulls: none in most rounds. */
static int32_t random_states(kf_proof *p, kf_arena *arena, int64_t rows, kefu_column *column)
{
    static const uint8_t none[] = {KEFU_VALUE_NO_DATA, KEFU_VALUE_PROVISIONAL, KEFU_VALUE_EXEMPT};
    static const uint32_t percents[] = {0, 0, 0, 10, 60};
    uint32_t percent = percents[kf_proof_dice(p, 5)];
    uint8_t *states = kf_arena_alloc(arena, (size_t)rows);
    column->states = percent ? states : NULL;
    for (int64_t i = 0; states && percent && i < rows; i++)
        states[i] = kf_proof_dice(p, 100) < percent ? none[kf_proof_dice(p, 3)] : KEFU_VALUE_OK;
    return states != NULL;
}

typedef struct random_numbers {
    int64_t most, unit; /* 0..most units */
    int32_t negative, ends;
    int64_t end; /* the largest that fits */
} random_numbers;

/* What numbers of a service desk are like: flags, stars, percents, minutes, the second of the day,
 * fen, time stamps. */
static random_numbers random_kind(kf_proof *p, int32_t scale, int32_t room)
{
    static const int64_t mosts[] = {1, 5, 100, 3600, 86399, 1000000, 2000000000};
    random_numbers kind = {.most = mosts[kf_proof_dice(p, 7)],
                           .unit = kf_proof_dice(p, 2) ? kf_pow10(scale) : 1,
                           .negative = kf_proof_dice(p, 3) == 0,
                           .ends = kf_proof_dice(p, 12) == 0,
                           .end = INT64_MAX / kf_pow10(room)};
    while (kind.unit > 1 && kind.most > kind.end / kind.unit)
        kind.unit /= 10;
    if (kind.most > kind.end)
        kind.most = kind.end;
    return kind;
}

static int64_t random_number(kf_proof *p, const random_numbers *kind)
{
    int64_t number = (int64_t)(random_bits(p) % ((uint64_t)kind->most + 1)) * kind->unit;
    if (kind->ends && !kf_proof_dice(p, 4))
        number = kf_proof_dice(p, 8) ? kind->end : kind->end - 1;
    return kind->negative && kf_proof_dice(p, 2) ? -number : number;
}

static const void *random_integers(kf_proof *p, kf_arena *arena, int32_t scale, int32_t room,
                                   int64_t rows)
{
    random_numbers kind = random_kind(p, scale, room);
    int64_t *values = kf_arena_alloc(arena, (size_t)rows * sizeof *values);
    for (int64_t i = 0; values && i < rows; i++)
        values[i] = random_number(p, &kind);
    return values;
}

static const void *random_truths(kf_proof *p, kf_arena *arena, int64_t rows)
{
    uint8_t *values = kf_arena_alloc(arena, (size_t)rows);
    uint32_t percent = kf_proof_dice(p, 101);
    for (int64_t i = 0; values && i < rows; i++)
        values[i] = kf_proof_dice(p, 100) < percent;
    return values;
}

/* Number `which` is always the same text in a round, 0 the empty one; the digits keep others apart.
 */
static const char *random_text(kf_arena *arena, uint32_t which, uint32_t length)
{
    static const char *const parts[] = {"a", "7", "小", "已付款", "Z", "-", "é", "0"};
    enum { PART_MOST = 9, DIGITS_MOST = 20 };
    const size_t n = length ? which * 7 % length : 0;
    char *text = kf_arena_alloc(arena, n * PART_MOST + DIGITS_MOST + 1);
    size_t at = 0;
    for (size_t i = 0; text && which && i < n; i++) {
        const char *part = parts[(which >> (i % 10)) % 8];
        memcpy(text + at, part, strlen(part));
        at += strlen(part);
    }
    if (text && which)
        at += kf_format_i64(which, text + at);
    if (text)
        text[at] = 0;
    return text;
}

static const void *random_texts(kf_proof *p, kf_arena *arena, int64_t rows)
{
    static const uint32_t counts[] = {1, 3, 12, 100000};
    const uint32_t count = counts[kf_proof_dice(p, 4)], length = kf_proof_dice(p, 12);
    const char **texts = kf_arena_alloc(arena, (size_t)rows * sizeof *texts);
    for (int64_t i = 0; texts && i < rows; i++) {
        texts[i] = random_text(arena, kf_proof_dice(p, count), length);
        if (!texts[i])
            return NULL;
    }
    return texts;
}

int32_t kf_proof_column(kf_proof *p, kf_arena *arena, int32_t type, int32_t room, int64_t rows,
                        kefu_column *column)
{
    if (!type)
        type = kf_proof_dice(p, 2) ? KEFU_EXPR_NUMBER : KEFU_EXPR_TEXT;
    if (type == KEFU_EXPR_NUMBER) {
        column->type = KEFU_COLUMN_I64;
        column->data = random_integers(p, arena, column->scale, room, rows);
    } else if (type == KEFU_EXPR_BOOL) {
        column->type = KEFU_COLUMN_BOOL;
        column->data = random_truths(p, arena, rows);
    } else {
        column->type = KEFU_COLUMN_TEXT_Z;
        column->data = random_texts(p, arena, rows);
    }
    if (type != KEFU_EXPR_NUMBER)
        column->scale = 0;
    return column->data && random_states(p, arena, rows, column);
}
