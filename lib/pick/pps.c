/* pps.c - k rows with chances exactly in proportion to their sizes, by the pivotal method.
 *
 * What is certain goes first: rows with k × size >= sum, the largest first, each leaving k - 1 and
 * its size less. Of the rest, with a = k × size < sum, whose a's add up to k × sum, two at a time
 * fight for their chances, a and b in units of the sum: if both go into one, the loser is out and
 * the winner has a + b; if not, the winner is in and the loser keeps a + b - sum. Each fight is
 * fair to both and the sum of all stays, so in the end just k are in and nothing is left over. */
#include "pick/pps.h"

#include <string.h>

#include "base/chance.h"
#include "base/fail.h"
#include "base/sort.h"
#include "base/wide.h"

/* What is left to share out once the certain ones are in. */
typedef struct pps_rest {
    int64_t k, sum;
} pps_rest;

static int32_t pps_larger(const void *things, uint32_t a, uint32_t b)
{
    const kf_pps_row *rows = things;
    return (rows[a].size < rows[b].size) - (rows[a].size > rows[b].size);
}

static kefu_status pps_take_certain(kf_pps *pps, pps_rest *rest, kefu_error *error)
{
    size_t bytes = sizeof *pps->order;
    uint32_t *sizes = kf_alloc_array(&pps->memory, pps->n_sized, bytes);
    if (!sizes)
        return kf_no_memory(error);
    for (size_t i = 0; i < pps->n_sized; i++)
        sizes[i] = pps->order[i];
    kefu_status status = kf_sort(&pps->memory, sizes, pps->n_sized, pps_larger, pps->rows, error);
    for (size_t i = 0; !status && i < pps->n_sized && rest->k; i++) {
        kf_pps_row *row = &pps->rows[sizes[i]];
        if (row->size < rest->sum / rest->k + (rest->sum % rest->k > 0))
            break;
        row->flags = KF_PPS_IN | KF_PPS_CERTAIN;
        rest->k--;
        rest->sum -= row->size;
    }
    kf_free_array(&pps->memory, sizes, pps->n_sized, bytes);
    return status;
}

/* The rest, in order: `now` holds `a` (0: nobody does) and meets the next, who has b. */
static void pps_fight(kf_pps *pps, const pps_rest *rest)
{
    kf_chance chance;
    kf_pps_row *now = NULL;
    uint64_t a = 0, unit = (uint64_t)rest->sum;
    kf_chance_start(&chance, pps->key, KF_CHANCE_PPS);
    for (size_t i = 0; rest->k && i < pps->n_sized; i++) {
        kf_pps_row *next = &pps->rows[pps->order[i]];
        uint64_t b = (uint64_t)rest->k * (uint64_t)next->size;
        if (next->flags)
            continue;
        if (!a) {
            now = next;
            a = b;
        } else if (a + b < unit) {
            a += b;
            if (kf_chance_below(&chance, a) < b)
                now = next;
        } else {
            kf_pps_row *winner = next;
            if (kf_chance_below(&chance, 2 * unit - a - b) < unit - b) {
                winner = now;
                now = next;
            }
            winner->flags = KF_PPS_IN;
            a = a + b - unit;
        }
    }
}

static void pps_give(const kf_pps *pps, const pps_rest *rest, int64_t *rows, kefu_value *chances)
{
    size_t at = 0;
    for (size_t i = 0; i < pps->n; i++) {
        const kf_pps_row *row = &pps->rows[i];
        if (!row->flags)
            continue;
        if (rows)
            rows[at] = (int64_t)i;
        if (chances && row->flags & KF_PPS_CERTAIN)
            chances[at] = (kefu_value){1, 1, (int64_t)pps->n, KEFU_VALUE_OK, 0};
        else if (chances)
            chances[at] =
                (kefu_value){rest->k * row->size, rest->sum, (int64_t)pps->n, KEFU_VALUE_OK, 0};
        at++;
    }
}

static kefu_status pps_draw(kf_pps *pps, int64_t k, int64_t *rows, kefu_value *chances,
                            kefu_error *error)
{
    int64_t product;
    pps_rest rest = {k, pps->sum};
    if ((uint64_t)k > pps->n_sized)
        return kf_fail(error, KEFU_E_INFEASIBLE, "k is %i, but only %i rows have a size above 0", k,
                       (int64_t)pps->n_sized);
    if (!kf_i128_fits_i64(kf_i128_mul(k, pps->sum), &product))
        return kf_fail(error, KEFU_E_OVERFLOW,
                       "k × the sum of sizes leaves 63 bits: %i × %i; use a smaller scale", k,
                       pps->sum);
    kefu_status status = pps_take_certain(pps, &rest, error);
    if (status)
        return status;
    pps_fight(pps, &rest);
    pps_give(pps, &rest, rows, chances);
    return KEFU_OK;
}

static kefu_status pps_check(const kefu_pps_options *options, kefu_error *error)
{
    if (!options->id || !options->size)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s: the name of a column is missing",
                       options->id ? "size" : "id");
    if (options->k < 1)
        return kf_fail(error, KEFU_E_ARGUMENT, "k is %i: expected 1 or more", options->k);
    if (options->scale < 0 || options->scale > 9)
        return kf_fail(error, KEFU_E_ARGUMENT, "scale is %d: expected 0 .. 9", options->scale);
    if (options->reserved0)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "reserved0 is not 0");
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_pick_pps(const kefu_pps_options *options, const kefu_batch *batch,
                                    int64_t *rows, kefu_value *chances, kefu_error *error)
{
    kefu_pps_options with;
    kf_pps pps = {0};
    if (!options || !batch)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s is NULL", options ? "batch" : "options");
    kefu_status status = kf_take(&with, sizeof with, options, error);
    if (!status)
        status = pps_check(&with, error);
    if (!status)
        status = kf_pick_key(with.seed, with.seed ? strlen(with.seed) : 0, &pps.key, error);
    if (!status)
        status = kf_memory_init(&pps.memory, with.allocator, error);
    if (status)
        return status;
    kf_arena_init(&pps.arena, &pps.memory);
    status = kf_pps_read(&pps, &with, batch, error);
    if (!status)
        status = pps_draw(&pps, with.k, rows, chances, error);
    kf_pps_close(&pps);
    return status;
}
