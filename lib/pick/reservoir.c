/* reservoir.c - k rows of a stream of unknown length: each row is taken with the chance k / rows so
 * far, by itself, and takes a random slot (algorithm R of Waterman). What comes next is known
 * ahead: gaps are drawn for a chance 1 / q that is a little too high, and their end stays with the
 * chance that is missing, k q / rows so far. The number that decides this also is the slot. */
#include "base/alloc.h"
#include "base/fail.h"
#include "kefu/pick.h"
#include "pick/gap.h"

struct kefu_reservoir {
    kf_memory memory;
    int64_t k, seen;
    int64_t next, slot; /* number of the next row that is taken, from 0; INT64_MAX = none */
    uint64_t renew;     /* rows so far from which on a larger q will do */
    kf_gap gap;
    kf_chance chance;
};

static const int64_t reservoir_most = (int64_t)KF_GAP_MOST;

static void reservoir_renew(kefu_reservoir *r, uint64_t rows)
{
    kf_gap_set(&r->gap, kf_gap_below(rows / (uint64_t)r->k));
    r->renew = (uint64_t)r->k * r->gap.above;
}

/* The next row to take, of those from number `at` on. */
static void reservoir_look(kefu_reservoir *r, int64_t at)
{
    uint64_t rows = (uint64_t)at + 1; /* so far, when the row has come */
    for (;; rows++) {
        if (rows >= r->renew)
            reservoir_renew(r, rows);
        rows += kf_gap_draw(&r->gap, &r->chance);
        if (rows > KF_GAP_MOST) {
            r->next = INT64_MAX;
            return;
        }
        uint64_t drawn = kf_chance_below(&r->chance, rows);
        if (drawn >= r->gap.q * (uint64_t)r->k)
            continue;
        r->next = (int64_t)rows - 1;
        r->slot = (int64_t)(drawn / r->gap.q);
        return;
    }
}

kefu_status KEFU_CALL kefu_reservoir_new(const kefu_allocator *allocator, uint64_t key, int64_t k,
                                         kefu_reservoir **out, kefu_error *error)
{
    kf_memory memory;
    kefu_status status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "out is NULL");
    if (k < 1 || k > reservoir_most)
        return kf_fail(error, KEFU_E_ARGUMENT, "k is %i: expected 1 .. 2^62", k);
    kefu_reservoir *r = kf_alloc_zero(&memory, sizeof *r);
    if (!r)
        return kf_no_memory(error);
    r->memory = memory;
    r->k = k;
    kf_chance_start(&r->chance, key, KF_CHANCE_RESERVOIR);
    *out = r;
    return KEFU_OK;
}

void KEFU_CALL kefu_reservoir_free(kefu_reservoir *reservoir)
{
    if (!reservoir)
        return;
    kf_memory memory = reservoir->memory;
    kf_free(&memory, reservoir, sizeof *reservoir);
}

/* The row is taken: what comes after it. */
static void reservoir_step(kefu_reservoir *r)
{
    int64_t after = r->next + 1;
    if (after < r->k)
        r->next = r->slot = after;
    else
        reservoir_look(r, after);
}

static kefu_status reservoir_check(const kefu_reservoir *r, int64_t rows, const int64_t *rows_in,
                                   const int64_t *slots, int64_t capacity, const int64_t *count,
                                   const int64_t *taken, kefu_error *error)
{
    if (!r || !rows_in || !slots || !count || !taken)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s is NULL",
                       !r         ? "reservoir"
                       : !rows_in ? "rows_in"
                       : !slots   ? "slots"
                       : !count   ? "count"
                                  : "taken");
    if (rows < 0 || capacity < 1)
        return kf_fail(error, KEFU_E_ARGUMENT, "rows is %i, capacity %i: expected 0 and 1 or more",
                       rows, capacity);
    if (rows > reservoir_most - r->seen)
        return kf_fail(error, KEFU_E_OVERFLOW, "more than 2^62 rows: %i after %i", rows, r->seen);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_reservoir_offer(kefu_reservoir *reservoir, int64_t rows,
                                           int64_t *rows_in, int64_t *slots, int64_t capacity,
                                           int64_t *count, int64_t *taken, kefu_error *error)
{
    kefu_status status =
        reservoir_check(reservoir, rows, rows_in, slots, capacity, count, taken, error);
    if (status)
        return status;
    int64_t end = reservoir->seen + rows, n = 0;
    for (; reservoir->next < end && n < capacity; n++) {
        rows_in[n] = reservoir->next - reservoir->seen;
        slots[n] = reservoir->slot;
        reservoir_step(reservoir);
    }
    if (reservoir->next < end)
        end = reservoir->next;
    *count = n;
    *taken = end - reservoir->seen;
    reservoir->seen = end;
    return KEFU_OK;
}

int64_t KEFU_CALL kefu_reservoir_seen(const kefu_reservoir *reservoir)
{
    return reservoir ? reservoir->seen : 0;
}

int64_t KEFU_CALL kefu_reservoir_filled(const kefu_reservoir *reservoir)
{
    if (!reservoir)
        return 0;
    return reservoir->seen < reservoir->k ? reservoir->seen : reservoir->k;
}
