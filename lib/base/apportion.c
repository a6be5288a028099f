/* apportion.c - sharing whole units out by largest remainder (Hamilton's method). */
#include "base/sort.h"

#include "base/fail.h"
#include "base/wide.h"

typedef struct shares {
    int64_t *rest; /* of whole × weight / sum, by its size: 0 .. sum - 1 */
    int32_t ties;
} shares;

static kefu_status shares_sum(const int64_t *weights, int64_t n, int64_t *sum, kefu_error *error)
{
    *sum = 0;
    for (int64_t i = 0; i < n; i++) {
        if (weights[i] < 0)
            return kf_fail(error, KEFU_E_ARGUMENT, "weight %i is below 0: %i", i, weights[i]);
        if (weights[i] > INT64_MAX - *sum)
            return kf_fail(error, KEFU_E_OVERFLOW, "the weights add up to more than 64 bits");
        *sum += weights[i];
    }
    return *sum ? KEFU_OK : kf_fail(error, KEFU_E_ARGUMENT, "no weight is above 0");
}

/* Each one's whole units, towards 0, and what is left of theirs; gives the units that are left. */
static int64_t shares_whole(const shares *of, int64_t whole, const int64_t *weights, int64_t n,
                            int64_t sum, int64_t *out)
{
    int64_t given = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t part = 0, rest = 0; /* |part| <= |whole|, so it fits */
        (void)kf_i128_floor_div(kf_i128_mul(whole, weights[i]), sum, &part, &rest);
        if (whole < 0 && rest) {
            part++;
            rest = sum - rest;
        }
        out[i] = part;
        of->rest[i] = rest;
        given += part;
    }
    return whole - given;
}

static int32_t shares_order(const void *things, uint32_t a, uint32_t b)
{
    const shares *of = things;
    if (of->rest[a] != of->rest[b])
        return of->rest[a] > of->rest[b] ? -1 : 1;
    int32_t order = a < b ? -1 : 1;
    return of->ties == KEFU_REST_FIRST ? order : -order;
}

/* Units that are left: fewer than there are remainders above 0. */
static kefu_status shares_left(const kf_memory *memory, const shares *of, int64_t left, int64_t n,
                               int64_t *out, kefu_error *error)
{
    int64_t unit = left < 0 ? -1 : 1;
    uint32_t *order = kf_alloc_array(memory, (size_t)n, sizeof *order);
    if (!order)
        return kf_no_memory(error);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    kefu_status status = kf_sort(memory, order, (size_t)n, shares_order, of, error);
    for (int64_t i = 0; !status && i * unit != left; i++)
        out[order[i]] += unit;
    kf_free_array(memory, order, (size_t)n, sizeof *order);
    return status;
}

static kefu_status shares_all(const kf_memory *memory, int64_t whole, const int64_t *weights,
                              int64_t n, int64_t sum, int32_t ties, int64_t *out, kefu_error *error)
{
    shares of = {.ties = ties};
    of.rest = kf_alloc_array(memory, (size_t)n, sizeof *of.rest);
    int64_t *got = kf_alloc_array(memory, (size_t)n, sizeof *got);
    kefu_status status = of.rest && got ? KEFU_OK : kf_no_memory(error);
    if (!status) {
        int64_t left = shares_whole(&of, whole, weights, n, sum, got);
        status = left ? shares_left(memory, &of, left, n, got, error) : KEFU_OK;
    }
    for (int64_t i = 0; !status && i < n; i++)
        out[i] = got[i];
    kf_free_array(memory, got, (size_t)n, sizeof *got);
    kf_free_array(memory, of.rest, (size_t)n, sizeof *of.rest);
    return status;
}

kefu_status KEFU_CALL kefu_apportion(const kefu_allocator *allocator, int64_t whole,
                                     const int64_t *weights, int64_t n, int32_t ties, int64_t *out,
                                     kefu_error *error)
{
    if (!weights || !out || n < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_apportion: NULL, or a count below 0");
    if (ties != KEFU_REST_FIRST && ties != KEFU_REST_LAST)
        return kf_fail(error, KEFU_E_ARGUMENT, "ties must be KEFU_REST_FIRST or _LAST");
    if (n > INT32_MAX)
        return kf_fail(error, KEFU_E_LIMIT, "more than %d weights", INT32_MAX);
    kf_memory memory;
    int64_t sum;
    kefu_status status = kf_memory_init(&memory, allocator, error);
    if (!status)
        status = shares_sum(weights, n, &sum, error);
    return status ? status : shares_all(&memory, whole, weights, n, sum, ties, out, error);
}
