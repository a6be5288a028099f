/* draw_listed.c - ids that the caller has taken out of a draw. */
#include <string.h>

#include "base/fail.h"
#include "base/hash.h"
#include "sample/sampling.h"
#include "table/fields.h"

/* Bytes of the key read "kefu-draw-list/1" when both halves are written little-endian. */
static const kf_hash_key listed_hash_key = {0x6172642D7566656B, 0x312F7473696C2D77};

/* ---- The ids --------------------------------------------------------------------------------- */

static kefu_status listed_block(kf_draw_list *list, const kf_column *column, int64_t first,
                                int64_t count, kefu_error *error)
{
    uint32_t numbers[KF_BLOCK];
    kefu_status status = kf_groups_rows(list->ids, &column, first, count, numbers, error);
    for (int64_t i = 0; i < count && !status; i++) {
        const kf_key *id = kf_groups_key(list->ids, numbers[i]);
        if (id->text.data && !id->text.size)
            status = kf_fail_row(error, KEFU_E_DATA, column->first_row + first + i,
                                 "excluded: row %i has no id", column->first_row + first + i);
    }
    return status;
}

static kefu_status listed_rows(kf_draw_list *list, const kf_batch *batch, const char *key,
                               kefu_error *error)
{
    const kf_field fields[1] = {{{"id", "会话ID", key}, 1}};
    const kf_column *column = NULL;
    kefu_status status = kf_fields_find(batch, "excluded", fields, 1, &column, error);
    for (int64_t first = 0; first < batch->rows && !status; first += KF_BLOCK) {
        const int64_t left = batch->rows - first;
        status = listed_block(list, column, first, left < KF_BLOCK ? left : KF_BLOCK, error);
    }
    return status;
}

/* ---- Their hash ------------------------------------------------------------------------------ */

/* uint64 0 and a number, or how many bytes and one more and those of a text. */
static void listed_put(kf_buffer *out, const kf_key *id)
{
    const uint64_t head = id->text.data ? (uint64_t)id->text.size + 1 : 0;
    char bytes[16];
    for (int32_t i = 0; i < 8; i++) {
        bytes[i] = (char)(uint8_t)(head >> 8 * i);
        bytes[8 + i] = (char)(uint8_t)((uint64_t)id->number >> 8 * i);
    }
    kf_put(out, bytes, head ? 8 : 16);
    if (head)
        kf_put(out, id->text.data, id->text.size);
}

/* SipHash-2-4-128 of the ids in order, so that the same ones in any order are the same list. */
static kefu_status listed_hash(kf_draw_list *list, const kf_memory *memory, uint32_t *order,
                               kefu_error *error)
{
    kf_buffer bytes;
    kefu_status status = kf_groups_sorted(list->ids, order, error);
    if (status)
        return status;
    kf_buffer_init(&bytes, memory);
    for (uint32_t i = 0; i < kf_groups_count(list->ids); i++)
        listed_put(&bytes, kf_groups_key(list->ids, order[i]));
    if (bytes.failed)
        status = kf_no_memory(error);
    else
        kf_siphash_hex(listed_hash_key, bytes.data, bytes.size, list->hash);
    kf_buffer_free(&bytes);
    return status;
}

/* ---- The list -------------------------------------------------------------------------------- */

static kefu_status listed_read(kefu_draw *draw, const kf_batch *batch, kefu_error *error)
{
    kf_draw_list *list = &draw->list;
    kefu_status status = kf_groups_new(&draw->memory, &kf_sample_limits, 1, &list->ids, error);
    if (!status)
        status = listed_rows(list, batch, draw->plan->key, error);
    const uint32_t n = status ? 0 : kf_groups_count(list->ids);
    if (!n)
        return status;
    uint32_t *order = kf_alloc_array(&draw->memory, n, sizeof *order);
    status = order ? listed_hash(list, &draw->memory, order, error) : kf_no_memory(error);
    kf_free_array(&draw->memory, order, n, sizeof *order);
    return status;
}

kefu_status kf_draw_list_read(kefu_draw *draw, const kefu_batch *batch, kefu_error *error)
{
    kf_batch open;
    if (!batch)
        return KEFU_OK;
    kefu_status status = kf_batch_open(&open, &draw->memory, batch, error);
    if (status)
        return status;
    status = listed_read(draw, &open, error);
    kf_batch_close(&open);
    return status;
}
