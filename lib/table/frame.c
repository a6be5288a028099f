/* frame.c - what is in a frame. */
#include "table/frame.h"

#include <string.h>

#include "base/fail.h"
#include "table/frame_parts.h"

void KEFU_CALL kefu_frame_free(kefu_frame *frame)
{
    kf_memory memory;
    if (!frame)
        return;
    memory = frame->memory;
    for (int32_t m = 0; m < frame->n_metrics; m++)
        for (int32_t p = 0; p < KF_FRAME_PARTS; p++)
            kf_free_array(&memory, frame->metrics[m].parts[p].values, (size_t)frame->rows,
                          sizeof(int64_t));
    kf_free_array(&memory, frame->metrics, frame->metrics_capacity, sizeof *frame->metrics);
    kf_free_array(&memory, frame->keys, (size_t)frame->rows * (size_t)frame->n_keys,
                  sizeof *frame->keys);
    kf_free_array(&memory, frame->lost, frame->lost_capacity, sizeof *frame->lost);
    kf_arena_free(&frame->arena);
    kf_free(&memory, frame, sizeof *frame);
}

kefu_limits kf_frame_limits(int64_t rows)
{
    return (kefu_limits){
        .struct_size = sizeof(kefu_limits), .groups = rows, .state_bytes = INT64_MAX};
}

/* ---- Shape and keys -------------------------------------------------------------------------- */

int64_t KEFU_CALL kefu_frame_rows(const kefu_frame *frame) { return frame ? frame->rows : 0; }

int32_t KEFU_CALL kefu_frame_keys(const kefu_frame *frame) { return frame ? frame->n_keys : 0; }

int32_t KEFU_CALL kefu_frame_metrics(const kefu_frame *frame)
{
    return frame ? frame->n_metrics : 0;
}

const char *KEFU_CALL kefu_frame_key_name(const kefu_frame *frame, int32_t key)
{
    return frame && key >= 0 && key < frame->n_keys ? frame->key_names[key] : NULL;
}

const kefu_text *kf_frame_keys_at(const kefu_frame *frame, int64_t row)
{
    return frame->keys + (size_t)row * (size_t)frame->n_keys;
}

kefu_status KEFU_CALL kefu_frame_key(const kefu_frame *frame, int64_t row, int32_t key,
                                     kefu_text *out)
{
    if (!frame || !out || row < 0 || row >= frame->rows || key < 0 || key >= frame->n_keys)
        return KEFU_E_ARGUMENT;
    *out = kf_frame_keys_at(frame, row)[key];
    return KEFU_OK;
}

int32_t kf_frame_compare(const kefu_frame *frame, int64_t row, const kefu_text *keys)
{
    const kefu_text *mine = kf_frame_keys_at(frame, row);
    int32_t order = 0;
    for (int32_t k = 0; k < frame->n_keys && !order; k++) {
        kf_key a = kf_key_of(mine[k].data, mine[k].size);
        kf_key b = kf_key_of(keys[k].data, keys[k].size);
        order = kf_key_compare(&a, &b);
    }
    return order;
}

kefu_text kf_frame_first_key(const kefu_frame *frame, int64_t row)
{
    return frame->n_keys ? kf_frame_keys_at(frame, row)[0] : (kefu_text){"", 0};
}

enum { FRAME_NEAR = 2048 }; /* rows on either side of where a key would be that are looked at */

/* `at` is the row where the missing keys would be. */
static kefu_status frame_no_row(const kefu_frame *frame, const kefu_text *keys, int64_t at,
                                kefu_error *error)
{
    int64_t row = at > FRAME_NEAR ? at - FRAME_NEAR : 0;
    int64_t end = frame->rows - at > FRAME_NEAR ? at + FRAME_NEAR : frame->rows;
    const char *before = NULL;
    kf_near near;
    if (!frame->n_keys)
        return kf_fail(error, KEFU_E_NAME, "the frame has no rows");
    kf_near_init(&near, keys[0].data ? keys[0].data : "", keys[0].data ? keys[0].size : 0);
    for (; row < end; row++) {
        const char *name = kf_frame_keys_at(frame, row)->data;
        if (!before || strcmp(name, before) != 0)
            kf_near_add(&near, name);
        before = name;
    }
    return kf_fail(error, KEFU_E_NAME, "there is no row '%t'%s%s", near.name, near.size,
                   frame->n_keys > 1 ? " with these other keys" : "", kf_near_text(&near));
}

kefu_status KEFU_CALL kefu_frame_find(const kefu_frame *frame, const kefu_text *keys,
                                      int32_t n_keys, int64_t *row, kefu_error *error)
{
    int64_t low = 0, high;
    if (!frame || !row || (n_keys && !keys))
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_frame_find: frame, keys or row is NULL");
    if (n_keys != frame->n_keys)
        return kf_fail(error, KEFU_E_ARGUMENT, "the frame has %d keys, %d given", frame->n_keys,
                       n_keys);
    for (high = frame->rows; low < high;) {
        int64_t middle = low + (high - low) / 2;
        int32_t order = kf_frame_compare(frame, middle, keys);
        if (!order) {
            *row = middle;
            return KEFU_OK;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return frame_no_row(frame, keys, low, error);
}

kefu_status KEFU_CALL kefu_frame_find_key(const kefu_frame *frame, const char *key, int64_t *row,
                                          kefu_error *error)
{
    kefu_text keys = {key, key ? strlen(key) : 0};
    if (!frame || !key || !row)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_frame_find_key: frame, key or row is NULL");
    return kefu_frame_find(frame, &keys, 1, row, error);
}

/* ---- Metrics and values ---------------------------------------------------------------------- */

static const kf_frame_metric *frame_metric_at(const kefu_frame *frame, int32_t metric)
{
    return frame && metric >= 0 && metric < frame->n_metrics ? &frame->metrics[metric] : NULL;
}

kefu_status KEFU_CALL kefu_frame_metric(const kefu_frame *frame, int32_t metric,
                                        kefu_metric_info *out)
{
    const kf_frame_metric *mine = frame_metric_at(frame, metric);
    return mine ? kf_give(out, &mine->info, sizeof mine->info) : KEFU_E_ARGUMENT;
}

static int32_t frame_metric_named(const kefu_frame *frame, const char *name)
{
    for (int32_t m = 0; m < frame->n_metrics; m++)
        if (strcmp(frame->metrics[m].info.name, name) == 0)
            return m;
    return -1;
}

void kf_frame_miss(const kefu_frame *frame, const char *name, kf_missing *missing)
{
    kf_near near;
    if (!name || frame_metric_named(frame, name) >= 0)
        return;
    kf_near_init(&near, name, strlen(name));
    for (int32_t m = 0; m < frame->n_metrics; m++)
        kf_near_add(&near, frame->metrics[m].info.name);
    kf_missing_add(missing, &near, "");
}

kefu_status kf_frame_missing(const kf_missing *missing, kefu_error *error)
{
    return kf_missing_fail(missing, "", "metric", " in the frame", error);
}

kefu_status KEFU_CALL kefu_frame_find_metric(const kefu_frame *frame, const char *name,
                                             int32_t *metric, kefu_error *error)
{
    kf_missing missing = {0};
    int32_t found;
    if (!frame || !name || !metric)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_frame_find_metric: frame, name or metric is NULL");
    found = frame_metric_named(frame, name);
    if (found >= 0) {
        *metric = found;
        return KEFU_OK;
    }
    kf_frame_miss(frame, name, &missing);
    return kf_frame_missing(&missing, error);
}

static int64_t frame_part_at(const kf_frame_part *part, int64_t row)
{
    return part->values ? part->values[row] : part->same;
}

static kefu_value frame_cell(const kf_frame_metric *metric, int64_t row)
{
    const kf_frame_part *parts = metric->parts;
    int64_t mark = frame_part_at(&parts[KF_FRAME_MARK], row);
    return (kefu_value){.num = frame_part_at(&parts[KF_FRAME_NUM], row),
                        .den = frame_part_at(&parts[KF_FRAME_DEN], row),
                        .n = frame_part_at(&parts[KF_FRAME_N], row),
                        .status = (int32_t)(mark % 256),
                        .flags = (uint32_t)(mark / 256)};
}

kefu_status KEFU_CALL kefu_frame_value(const kefu_frame *frame, int64_t row, int32_t metric,
                                       kefu_value *out)
{
    return kefu_frame_values(frame, metric, row, 1, out);
}

kefu_status KEFU_CALL kefu_frame_values(const kefu_frame *frame, int32_t metric, int64_t first,
                                        int64_t count, kefu_value *out)
{
    const kf_frame_metric *mine = frame_metric_at(frame, metric);
    if (!mine || first < 0 || count < 0 || first > frame->rows || count > frame->rows - first ||
        (count && !out))
        return KEFU_E_ARGUMENT;
    for (int64_t i = 0; i < count; i++)
        out[i] = frame_cell(mine, first + i);
    return KEFU_OK;
}

int32_t kf_frame_held(const kefu_frame *frame, int64_t row)
{
    int32_t held = 0;
    for (int32_t m = 0; m < frame->n_metrics; m++)
        held += frame_part_at(&frame->metrics[m].parts[KF_FRAME_DEN], row) != 0;
    return held;
}

/* ---- Unmatched keys -------------------------------------------------------------------------- */

int64_t KEFU_CALL kefu_frame_unmatched_count(const kefu_frame *frame)
{
    return frame ? (int64_t)frame->n_lost : 0;
}

kefu_status KEFU_CALL kefu_frame_unmatched(const kefu_frame *frame, int64_t index,
                                           kefu_unmatched *out)
{
    kefu_unmatched mine = {.struct_size = sizeof mine};
    if (!frame || index < 0 || (uint64_t)index >= frame->n_lost)
        return KEFU_E_ARGUMENT;
    mine.key = frame->lost[index].key;
    mine.side = frame->lost[index].side;
    mine.metrics = frame->lost[index].metrics;
    return kf_give(out, &mine, sizeof mine);
}
