/* reading_front.c - see reading_front.h. */
#include "metric/reading_front.h"

#include <string.h>

#include "base/cpu.h"
#include "base/decimal.h"
#include "base/fail.h"
#include "metric/bucket_read.h"
#include "metric/buckets.h"

enum {
    FRONT_ROWS = 1 << 16,  /* of a batch, or making cells costs more than they save */
    FRONT_BYTES = 1 << 22, /* of all groups: more do not stay near the processor */
    FRONT_SPARSE = 2,      /* rows a cell, or spilling costs more than it saves */
    FRONT_BITS = 4         /* a group has 2^bits cells, at least so many */
};

/* What a row of the second reading touches. */
typedef struct front_group {
    uint64_t wanted; /* as in kf_quantile_reading */
    int64_t seen;
} front_group;

struct kf_reading_front {
    kf_memory memory;
    const kf_bucket_loops *loops;
    int64_t rows;  /* of the batch */
    int64_t since; /* rows since the last spill */
    int32_t off;   /* 1: the batch has too many groups or buckets */
    uint32_t n;    /* groups that have cells */

    uint16_t *counts; /* the first reading: KF_ASIDE, then 2^bits for each group, from low */
    size_t counts_capacity;
    int32_t low, bits;
    int32_t least, greatest; /* buckets so far */

    front_group *groups; /* the second: KF_ASIDE, then those of the tally */
    size_t groups_capacity;

    const kf_bucket_kind *kind; /* the block: how its numbers are read, and where, */
    const void *at;
    int64_t power;             /* × which they are those of the tally; */
    int16_t buckets[KF_BLOCK]; /* and their buckets */
    uint8_t none[KF_BLOCK];    /* zero: no row is left out */
    uint32_t cells[KF_BLOCK];
};

/* ---- Making and freeing --------------------------------------------------------------------- */

kefu_status kf_reading_front_new(const kf_memory *memory, int64_t rows, kf_reading_front **out,
                                 kefu_error *error)
{
    kf_reading_front *front = NULL;
    *out = NULL;
    if (rows < FRONT_ROWS)
        return KEFU_OK;
    front = kf_alloc_zero(memory, sizeof *front);
    if (!front)
        return kf_no_memory(error);
    front->memory = *memory;
    front->loops = kf_bucket_loops_of(kf_cpu());
    front->rows = rows;
    front->least = INT16_MAX;
    front->greatest = INT16_MIN;
    *out = front;
    return KEFU_OK;
}

void kf_reading_front_free(kf_reading_front *front)
{
    kf_memory memory;
    if (!front)
        return;
    memory = front->memory;
    kf_free_array(&memory, front->counts, front->counts_capacity, sizeof *front->counts);
    kf_free_array(&memory, front->groups, front->groups_capacity, sizeof *front->groups);
    kf_free(&memory, front, sizeof *front);
}

static kf_quantile_reading *front_state(void *states, size_t stride, size_t group)
{
    return (kf_quantile_reading *)(void *)((char *)states + stride * group);
}

static int32_t front_fits(const kf_reading_front *f, size_t cells, size_t item)
{
    return cells <= FRONT_BYTES / item && (int64_t)cells <= f->rows / FRONT_SPARSE;
}

/* ---- Reading -------------------------------------------------------------------------------- */

void kf_reading_front_values(kf_reading_front *front, const int64_t *values)
{
    front->kind = &front->loops->kinds[KF_BUCKET_VALUES];
    front->at = values;
    front->power = 1;
    if (kf_bucket_exact(front->kind->read(values, 1, front->buckets), 1))
        return;
    for (size_t i = 0; i < KF_BLOCK; i++)
        front->buckets[i] = (int16_t)kf_bucket_of(values[i], KF_READING_BITS);
}

static const kf_bucket_kind *front_kind(const kf_reading_front *f, const kefu_column *view)
{
    for (size_t i = 0; i < KF_BUCKET_KINDS; i++)
        if (f->loops->kinds[i].type == view->type && f->loops->kinds[i].size == view->stride)
            return &f->loops->kinds[i];
    return NULL;
}

int32_t kf_reading_front_column(kf_reading_front *front, const kf_column *column, int64_t first,
                                int32_t scale)
{
    const kf_bucket_kind *kind = front_kind(front, &column->view);
    if (front->off || !kind || column->scale > scale || column->view.states ||
        column->view.validity)
        return 0;
    front->kind = kind;
    front->at = (const char *)column->view.data + (ptrdiff_t)first * kind->size;
    front->power = kf_pow10(scale - column->scale);
    return kf_bucket_exact(kind->read(front->at, (double)front->power, front->buckets),
                           front->power);
}

static const uint8_t *front_aside(const kf_reading_front *f, const kf_reading_rows *rows)
{
    return rows->keep ? rows->keep : f->none;
}

/* ---- Spilling ------------------------------------------------------------------------------- */

static kefu_status front_spill_counts(kf_reading_front *f, void *states, size_t stride,
                                      const kefu_context *context, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    const size_t width = (size_t)1 << f->bits;
    for (uint32_t g = 0; g < f->n && !status; g++)
        status = kf_reading_add(front_state(states, stride, g), f->low,
                                f->counts + KF_ASIDE + g * width, (int32_t)width, context, error);
    memset(f->counts, 0, f->counts_capacity * sizeof *f->counts);
    return status;
}

static void front_spill_seen(kf_reading_front *f, void *states, size_t stride)
{
    for (uint32_t g = 0; g < f->n; g++) {
        front_group *group = &f->groups[KF_ASIDE + g];
        front_state(states, stride, g)->seen += group->seen;
        group->seen = 0;
    }
}

kefu_status kf_reading_front_spill(kf_reading_front *front, void *states, size_t stride,
                                   const kefu_context *context, kefu_error *error)
{
    if (!front->since)
        return KEFU_OK;
    front->since = 0;
    if (front->counts)
        return front_spill_counts(front, states, stride, context, error);
    front_spill_seen(front, states, stride);
    return KEFU_OK;
}

/* ---- The first reading ---------------------------------------------------------------------- */

static size_t front_cells(uint32_t groups, int32_t bits)
{
    return KF_ASIDE + ((size_t)groups << bits);
}

/* Cells for buckets least .. greatest, those to spare on both sides. */
static void front_place(kf_reading_front *f)
{
    const int32_t width = f->greatest - f->least + 1;
    f->bits = FRONT_BITS;
    while (1 << f->bits < width)
        f->bits++;
    f->low = f->least - ((1 << f->bits) - width) / 2;
    f->n = 0;
}

static kefu_status front_reserve(kf_reading_front *f, uint32_t groups, kefu_error *error)
{
    const size_t had = f->counts_capacity;
    uint16_t *counts = kf_reserve(&f->memory, f->counts, &f->counts_capacity,
                                  front_cells(groups, f->bits), sizeof *counts);
    if (!counts)
        return kf_no_memory(error);
    memset(counts + had, 0, (f->counts_capacity - had) * sizeof *counts);
    f->counts = counts;
    f->n = groups;
    return KEFU_OK;
}

/* Room for the buckets of a block and all groups. */
static kefu_status front_reach(kf_reading_front *f, const kf_reading_rows *rows, uint32_t groups,
                               int32_t low, int32_t high, const kefu_context *context,
                               kefu_error *error)
{
    kefu_status status = KEFU_OK;
    f->least = low < f->least ? low : f->least;
    f->greatest = high > f->greatest ? high : f->greatest;
    if (!f->bits || f->least < f->low || f->greatest >= f->low + (1 << f->bits)) {
        status = kf_reading_front_spill(f, rows->states, rows->stride, context, error);
        front_place(f);
    }
    f->off = !front_fits(f, front_cells(groups, f->bits), sizeof *f->counts);
    if (!status && f->off)
        return kf_reading_front_spill(f, rows->states, rows->stride, context, error);
    return !status && groups > f->n ? front_reserve(f, groups, error) : status;
}

/* A row more in each cell; 1 if some count came to its end, which is looked at after all rows: in
 * between it would cost half as much again. */
static int32_t front_count(uint16_t *restrict counts, const uint32_t *restrict cells)
{
    uint32_t ended = 0;
    for (size_t i = 0; i < KF_BLOCK; i++) {
        const uint16_t count = ++counts[cells[i]];
        ended |= count == 0;
    }
    return (int32_t)ended;
}

/* Takes these rows back, and counts them one by one. */
static kefu_status front_carry(kf_reading_front *f, const kf_reading_rows *rows,
                               const kefu_context *context, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < KF_BLOCK; i++)
        f->counts[f->cells[i]]--;
    for (size_t i = 0; i < KF_BLOCK && !status; i++)
        if (!++f->counts[f->cells[i]] && f->cells[i] >= KF_ASIDE)
            status = kf_reading_add_few(front_state(rows->states, rows->stride, rows->groups[i]),
                                        f->buckets[i], context, error);
    return status;
}

kefu_status kf_reading_front_count(kf_reading_front *front, const kf_reading_rows *rows,
                                   uint32_t groups, const kefu_context *context, int32_t *done,
                                   kefu_error *error)
{
    int32_t low, high;
    const uint8_t *aside;
    kefu_status status;
    *done = 0;
    if (front->off)
        return KEFU_OK;
    aside = front_aside(front, rows);
    front->loops->range(front->buckets, aside, &low, &high);
    *done = low > high;
    if (*done)
        return KEFU_OK;
    status = front_reach(front, rows, groups, low, high, context, error);
    if (status || front->off)
        return status;
    front->loops->cells(rows->groups, front->buckets, aside, front->low, front->bits, front->cells);
    front->since += KF_BLOCK;
    *done = 1;
    return front_count(front->counts, front->cells) ? front_carry(front, rows, context, error)
                                                    : KEFU_OK;
}

/* ---- The second reading --------------------------------------------------------------------- */

/* What the first reading has left of each group; rows aside look for nothing. */
static void front_want(kf_reading_front *f, const kf_reading_rows *rows, uint32_t groups)
{
    for (size_t i = 0; i < KF_ASIDE; i++)
        f->groups[i] = (front_group){0, 0};
    for (uint32_t g = 0; g < groups; g++) {
        f->groups[KF_ASIDE + g] =
            (front_group){front_state(rows->states, rows->stride, g)->wanted, 0};
    }
    f->n = groups;
}

static kefu_status front_groups(kf_reading_front *f, const kf_reading_rows *rows, uint32_t groups,
                                kefu_error *error)
{
    front_group *grown;
    if (groups == f->n && f->groups)
        return KEFU_OK;
    f->off = f->groups || !front_fits(f, front_cells(groups, 0), sizeof *grown);
    if (f->off)
        return kf_reading_front_spill(f, rows->states, rows->stride, NULL, error);
    grown = kf_reserve(&f->memory, f->groups, &f->groups_capacity, front_cells(groups, 0),
                       sizeof *grown);
    if (!grown)
        return kf_no_memory(error);
    f->groups = grown;
    front_want(f, rows, groups);
    return KEFU_OK;
}

/* Lists the rows whose buckets may be looked for, which most are not. */
static size_t front_look(kf_reading_front *f, uint16_t *restrict list)
{
    front_group *restrict groups = f->groups;
    size_t n = 0;
    for (size_t i = 0; i < KF_BLOCK; i++) {
        front_group *group = &groups[f->cells[i]];
        group->seen++;
        list[n] = (uint16_t)i;
        n += group->wanted >> (f->buckets[i] & 63) & 1;
    }
    return n;
}

kefu_status kf_reading_front_pick(kf_reading_front *front, const kf_reading_rows *rows,
                                  uint32_t groups, int32_t *done, kefu_error *error)
{
    uint16_t list[KF_BLOCK];
    int64_t numbers[KF_BLOCK];
    size_t n;
    kefu_status status;
    *done = 0;
    if (front->off)
        return KEFU_OK;
    status = front_groups(front, rows, groups, error);
    if (status || front->off)
        return status;
    front->loops->groups(rows->groups, front_aside(front, rows), front->cells);
    front->since += KF_BLOCK;
    *done = 1;
    n = front_look(front, list);
    front->kind->list(front->at, front->power, list, n, numbers);
    return kf_reading_take(rows, list, numbers, n, error);
}
