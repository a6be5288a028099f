/* pps_read.c - rows with ids and sizes, in the order of the ids' hashes. */
#include "pick/pps.h"

#include "base/fail.h"
#include "base/sort.h"

typedef struct pps_reader {
    kf_pps *pps;
    const kf_column *id, *size;
    int32_t scale;
    int64_t sizes[KF_BLOCK];
    uint8_t states[KF_BLOCK];
    kf_key keys[KF_BLOCK];
    kf_key_scratch scratch;
} pps_reader;

static kefu_status pps_row(pps_reader *r, int64_t row, int64_t i, kefu_error *error)
{
    kf_pps *pps = r->pps;
    int64_t size = r->sizes[i], at = r->size->first_row + row;
    if (r->keys[i].text.data && !r->keys[i].text.size)
        return kf_fail_row(error, KEFU_E_DATA, at, "column '%s': no id", r->id->view.name);
    if (r->states[i])
        return kf_fail_row(error, KEFU_E_DATA, at, "column '%s': no size", r->size->view.name);
    if (size < 0)
        return kf_fail_row(error, KEFU_E_DATA, at, "column '%s': a size below 0",
                           r->size->view.name);
    if (!size && !kf_column_is_zero(r->size, row))
        return kf_fail_row(error, KEFU_E_PRECISION, at,
                           "column '%s': a size that is not 0 would be 0 at scale %d",
                           r->size->view.name, r->scale);
    if (size > INT64_MAX - pps->sum)
        return kf_fail_row(error, KEFU_E_OVERFLOW, at,
                           "column '%s': the sum of sizes leaves 63 bits; use a smaller scale",
                           r->size->view.name);
    pps->sum += size;
    pps->n_sized += size > 0;
    pps->rows[row] = (kf_pps_row){kf_pick_hash(pps->key, &r->keys[i]), r->keys[i], size, 0};
    return KEFU_OK;
}

static kefu_status pps_block(pps_reader *r, int64_t first, int64_t count, kefu_error *error)
{
    int32_t any;
    kefu_status status =
        kf_keys_read(r->id, first, count, &r->pps->arena, &r->scratch, r->keys, 1, error);
    if (!status)
        status =
            kf_column_numbers(r->size, first, count, r->scale, r->sizes, r->states, &any, error);
    for (int64_t i = 0; !status && i < count; i++)
        status = pps_row(r, first + i, i, error);
    return status;
}

static kefu_status pps_blocks(kf_pps *pps, const kefu_pps_options *options, const kf_batch *batch,
                              kefu_error *error)
{
    pps_reader *r = kf_alloc(&pps->memory, sizeof *r);
    if (!r)
        return kf_no_memory(error);
    r->pps = pps;
    r->scale = options->scale;
    kefu_status status = kf_batch_need(batch, options->id, &r->id, error);
    if (!status)
        status = kf_batch_need(batch, options->size, &r->size, error);
    for (int64_t first = 0; !status && first < batch->rows; first += KF_BLOCK) {
        int64_t left = batch->rows - first;
        status = pps_block(r, first, left < KF_BLOCK ? left : KF_BLOCK, error);
    }
    kf_free(&pps->memory, r, sizeof *r);
    return status;
}

static int32_t pps_compare(const void *things, uint32_t a, uint32_t b)
{
    const kf_pps_row *x = (const kf_pps_row *)things + a, *y = (const kf_pps_row *)things + b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return kf_key_compare(&x->id, &y->id);
}

/* Equal ids are neighbours, the later row behind. */
static kefu_status pps_twins(const kf_pps *pps, int64_t first_row, kefu_error *error)
{
    uint32_t twin = UINT32_MAX;
    char digits[21];
    for (size_t i = 1; i < pps->n; i++)
        if (pps->order[i] < twin && !pps_compare(pps->rows, pps->order[i - 1], pps->order[i]))
            twin = pps->order[i];
    if (twin == UINT32_MAX)
        return KEFU_OK;
    kefu_text id = kf_key_text(&pps->rows[twin].id, digits);
    return kf_fail_row(error, KEFU_E_DUPLICATE, first_row + twin, "id '%t' has come before",
                       id.data, id.size);
}

static kefu_status pps_sort(kf_pps *pps, int64_t first_row, kefu_error *error)
{
    for (size_t i = 0; i < pps->n; i++)
        pps->order[i] = (uint32_t)i;
    kefu_status status = kf_sort(&pps->memory, pps->order, pps->n, pps_compare, pps->rows, error);
    if (!status)
        status = pps_twins(pps, first_row, error);
    size_t sized = 0;
    for (size_t i = 0; !status && i < pps->n; i++)
        if (pps->rows[pps->order[i]].size)
            pps->order[sized++] = pps->order[i];
    return status;
}

kefu_status kf_pps_read(kf_pps *pps, const kefu_pps_options *options, const kefu_batch *batch,
                        kefu_error *error)
{
    kf_batch open;
    kefu_status status = kf_batch_open(&open, &pps->memory, batch, error);
    if (status)
        return status;
    if ((uint64_t)open.rows >= UINT32_MAX)
        status = kf_fail(error, KEFU_E_LIMIT, "more than 4294967294 rows");
    if (!status) {
        pps->n = (size_t)open.rows;
        pps->rows = kf_alloc_array(&pps->memory, pps->n, sizeof *pps->rows);
        pps->order = kf_alloc_array(&pps->memory, pps->n, sizeof *pps->order);
        status =
            pps->rows && pps->order ? pps_blocks(pps, options, &open, error) : kf_no_memory(error);
    }
    if (!status)
        status = pps_sort(pps, open.first_row, error);
    kf_batch_close(&open);
    return status;
}

void kf_pps_close(kf_pps *pps)
{
    kf_free_array(&pps->memory, pps->rows, pps->n, sizeof *pps->rows);
    kf_free_array(&pps->memory, pps->order, pps->n, sizeof *pps->order);
    kf_arena_free(&pps->arena);
}
