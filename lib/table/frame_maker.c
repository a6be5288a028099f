/* frame_maker.c - filling a frame: keys and cells in any order, sorted and packed at the end. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "table/frame_parts.h"

struct kf_frame_maker {
    kefu_frame *frame;
    kf_groups *groups;  /* the rows */
    uint32_t *order;    /* NULL until it is asked for: the rows as they will stand */
    kefu_value *unused; /* cells of a metric that was packed, for the next one */
};

/* ---- What a metric is ------------------------------------------------------------------------ */

static kefu_status info_check_text(const char *name, const char *field, const char *text,
                                   kefu_error *error)
{
    size_t size = strlen(text);
    if (kf_utf8_valid(text, size) < size)
        return kf_fail(error, KEFU_E_ENCODING, "metric '%s': its %s is not UTF-8", name, field);
    return KEFU_OK;
}

static kefu_status info_check(const kefu_metric_info *info, kefu_error *error)
{
    const char *const fields[][2] = {{"name", info->name},
                                     {"label_zh", info->label_zh},
                                     {"label_en", info->label_en},
                                     {"unit", info->unit},
                                     {"definition", info->definition}};
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !status; i++)
        status = info_check_text(info->name, fields[i][0], fields[i][1], error);
    if (status)
        return status;
    if (info->scale < 0 || info->scale > 18)
        return kf_fail(error, KEFU_E_ARGUMENT, "metric '%s': scale is %d, expected 0..18",
                       info->name, info->scale);
    if (info->direction < KEFU_LOWER || info->direction > KEFU_HIGHER)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "metric '%s': direction is %d, expected KEFU_HIGHER, _LOWER or _NEITHER"
                       " (for a card's KEFU_MIDDLE, too)",
                       info->name, info->direction);
    if (info->min_n < 0)
        return kf_fail(error, KEFU_E_ARGUMENT, "metric '%s': min_n is %i, expected 0 or more",
                       info->name, info->min_n);
    return KEFU_OK;
}

kefu_status kf_metric_info_take(kefu_metric_info *out, const kefu_metric_info *info,
                                kefu_error *error)
{
    kefu_status status = kf_take(out, sizeof *out, info, error);
    if (status)
        return status;
    if (!out->name || !*out->name)
        return kf_fail(error, KEFU_E_ARGUMENT, "a metric needs a name");
    if (!out->label_zh || !*out->label_zh)
        out->label_zh = out->name;
    if (!out->label_en || !*out->label_en)
        out->label_en = out->name;
    if (!out->unit)
        out->unit = "";
    if (!out->definition)
        out->definition = "";
    return info_check(out, error);
}

kefu_status kf_metric_info_keep(kefu_metric_info *info, kf_arena *arena, kefu_error *error)
{
    const char **const texts[] = {&info->name, &info->label_zh, &info->label_en, &info->unit,
                                  &info->definition};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = kf_arena_text(arena, *texts[i], strlen(*texts[i]));
        if (!*texts[i])
            return kf_no_memory(error);
    }
    return KEFU_OK;
}

/* ---- Life ----------------------------------------------------------------------------------- */

static kefu_status maker_keep_names(kefu_frame *frame, const char *const *names, kefu_error *error)
{
    frame->key_names = kf_arena_alloc(&frame->arena, (size_t)frame->n_keys * sizeof *names);
    if (!frame->key_names)
        return kf_no_memory(error);
    for (int32_t k = 0; k < frame->n_keys; k++) {
        frame->key_names[k] = kf_arena_text(&frame->arena, names[k], strlen(names[k]));
        if (!frame->key_names[k])
            return kf_no_memory(error);
    }
    return KEFU_OK;
}

kefu_status kf_frame_maker_new(const kf_memory *memory, const kefu_limits *limits,
                               const char *const *key_names, int32_t n_keys, kf_frame_maker **out,
                               kefu_error *error)
{
    kf_frame_maker *maker = kf_alloc_zero(memory, sizeof *maker);
    kefu_frame *frame = kf_alloc_zero(memory, sizeof *frame);
    kefu_status status;
    if (!maker || !frame) {
        kf_free(memory, maker, sizeof *maker);
        kf_free(memory, frame, sizeof *frame);
        return kf_no_memory(error);
    }
    maker->frame = frame;
    frame->memory = *memory;
    frame->n_keys = n_keys;
    kf_arena_init(&frame->arena, &frame->memory);
    status = maker_keep_names(frame, key_names, error);
    if (!status)
        status = kf_groups_new(memory, limits, n_keys, &maker->groups, error);
    if (status)
        kf_frame_maker_free(maker);
    else
        *out = maker;
    return status;
}

static void maker_free_cells(kefu_frame *frame, kf_frame_metric *metric)
{
    kf_free_array(&frame->memory, metric->cells, (size_t)frame->rows, sizeof *metric->cells);
    metric->cells = NULL;
}

/* All but the frame. */
static void maker_free_rest(kf_frame_maker *maker)
{
    const kf_memory *memory = &maker->frame->memory;
    size_t rows = (size_t)maker->frame->rows;
    kf_free_array(memory, maker->order, rows, sizeof *maker->order);
    kf_free_array(memory, maker->unused, rows, sizeof *maker->unused);
    kf_groups_free(maker->groups);
}

void kf_frame_maker_free(kf_frame_maker *maker)
{
    kf_memory memory;
    if (!maker)
        return;
    memory = maker->frame->memory;
    for (int32_t m = 0; m < maker->frame->n_metrics; m++)
        maker_free_cells(maker->frame, &maker->frame->metrics[m]);
    maker_free_rest(maker);
    kefu_frame_free(maker->frame);
    kf_free(&memory, maker, sizeof *maker);
}

/* ---- Filling -------------------------------------------------------------------------------- */

kefu_status kf_frame_maker_row(kf_frame_maker *maker, const kf_key *keys, kefu_error *error)
{
    kefu_frame *frame = maker->frame;
    uint32_t number;
    kefu_status status;
    if (frame->n_metrics)
        return kf_fail(error, KEFU_E_STATE, "a row comes after the first metric of the frame");
    status = kf_groups_one(maker->groups, keys, &number, error);
    if (status)
        return status;
    if (number != frame->rows) {
        char digits[21];
        kefu_text key = frame->n_keys ? kf_key_text(&keys[0], digits) : (kefu_text){"", 0};
        return kf_fail(error, KEFU_E_DUPLICATE, "key '%t' occurs twice", key.data, key.size);
    }
    frame->rows++;
    return KEFU_OK;
}

int64_t kf_frame_maker_rows(const kf_frame_maker *maker) { return maker->frame->rows; }

kefu_status kf_frame_maker_metric(kf_frame_maker *maker, const kefu_metric_info *info,
                                  int32_t *metric, kefu_error *error)
{
    kefu_frame *frame = maker->frame;
    kf_frame_metric made = {.cells = NULL};
    kf_frame_metric *grown;
    kefu_status status = kf_metric_info_take(&made.info, info, error);
    if (status)
        return status;
    for (int32_t m = 0; m < frame->n_metrics; m++)
        if (strcmp(frame->metrics[m].info.name, made.info.name) == 0)
            return kf_fail(error, KEFU_E_EXISTS, "metric '%s' is already in the frame",
                           made.info.name);
    status = kf_metric_info_keep(&made.info, &frame->arena, error);
    if (status)
        return status;
    grown = kf_reserve(&frame->memory, frame->metrics, &frame->metrics_capacity,
                       (size_t)frame->n_metrics + 1, sizeof made);
    if (!grown)
        return kf_no_memory(error);
    frame->metrics = grown;
    made.cells = maker->unused;
    maker->unused = NULL;
    if (!made.cells)
        made.cells = kf_alloc_array(&frame->memory, (size_t)frame->rows, sizeof *made.cells);
    if (!made.cells)
        return kf_no_memory(error);
    for (int64_t i = 0; i < frame->rows; i++)
        made.cells[i] = (kefu_value){.status = KEFU_VALUE_NO_DATA};
    frame->metrics[frame->n_metrics] = made;
    if (metric)
        *metric = frame->n_metrics;
    frame->n_metrics++;
    return KEFU_OK;
}

void kf_frame_maker_set(kf_frame_maker *maker, int64_t row, int32_t metric, const kefu_value *value)
{
    kf_frame_metric *made = &maker->frame->metrics[metric];
    kefu_value *cell = &made->cells[row];
    *cell = *value;
    if (cell->n < 0 || cell->n >= made->info.min_n || cell->status == KEFU_VALUE_LOW_VOLUME)
        return;
    if (cell->status == KEFU_VALUE_OK)
        cell->status = KEFU_VALUE_LOW_VOLUME;
    else
        cell->flags |= KEFU_VALUE_HAS_LOW_VOLUME;
}

void kf_frame_maker_copy(kf_frame_maker *maker, int64_t row, int32_t metric, const kefu_frame *from,
                         int64_t from_row, int32_t from_metric)
{
    kefu_frame_value(from, from_row, from_metric, &maker->frame->metrics[metric].cells[row]);
}

kefu_status kf_frame_maker_unmatched(kf_frame_maker *maker, kefu_text key, int32_t side,
                                     int32_t metrics, kefu_error *error)
{
    kefu_frame *frame = maker->frame;
    kf_frame_lost *grown = kf_reserve(&frame->memory, frame->lost, &frame->lost_capacity,
                                      frame->n_lost + 1, sizeof *grown);
    const char *copy;
    if (!grown)
        return kf_no_memory(error);
    frame->lost = grown;
    copy = kf_arena_text(&frame->arena, key.data, key.size);
    if (!copy)
        return kf_no_memory(error);
    frame->lost[frame->n_lost++] = (kf_frame_lost){copy, side, metrics};
    return KEFU_OK;
}

/* ---- Packing -------------------------------------------------------------------------------- */

static int64_t maker_part(const kefu_value *cell, int32_t part)
{
    switch (part) {
    case KF_FRAME_NUM:
        return cell->num;
    case KF_FRAME_DEN:
        return cell->den;
    case KF_FRAME_N:
        return cell->n;
    default:
        return (int64_t)cell->flags * 256 + cell->status;
    }
}

/* Which parts are not the same in all rows: bit p is part p. */
static uint32_t maker_varies(const kefu_value *cells, int64_t rows)
{
    uint64_t varies[KF_FRAME_PARTS] = {0};
    uint32_t bits = 0;
    for (int64_t i = 1; i < rows; i++)
        for (int32_t p = 0; p < KF_FRAME_PARTS; p++)
            varies[p] |= (uint64_t)(maker_part(&cells[i], p) ^ maker_part(&cells[0], p));
    for (int32_t p = 0; p < KF_FRAME_PARTS; p++)
        bits |= (uint32_t)(varies[p] != 0) << p;
    return bits;
}

static kefu_status maker_pack(kf_frame_maker *maker, kf_frame_metric *metric, kefu_error *error)
{
    kefu_frame *frame = maker->frame;
    uint32_t varies = maker_varies(metric->cells, frame->rows);
    for (int32_t p = 0; p < KF_FRAME_PARTS; p++) {
        kf_frame_part *part = &metric->parts[p];
        if (frame->rows)
            part->same = maker_part(&metric->cells[0], p);
        if (!(varies >> p & 1))
            continue;
        part->values = kf_alloc_array(&frame->memory, (size_t)frame->rows, sizeof *part->values);
        if (!part->values)
            return kf_no_memory(error);
        for (int64_t i = 0; i < frame->rows; i++)
            part->values[i] = maker_part(&metric->cells[maker->order[i]], p);
    }
    kf_free_array(&frame->memory, maker->unused, (size_t)frame->rows, sizeof *maker->unused);
    maker->unused = metric->cells;
    metric->cells = NULL;
    return KEFU_OK;
}

static kefu_status maker_sort(kf_frame_maker *maker, kefu_error *error)
{
    if (maker->order)
        return KEFU_OK;
    maker->order =
        kf_alloc_array(&maker->frame->memory, (size_t)maker->frame->rows, sizeof *maker->order);
    if (!maker->order)
        return kf_no_memory(error);
    return kf_groups_sorted(maker->groups, maker->order, error);
}

kefu_status kf_frame_maker_filled(kf_frame_maker *maker, int32_t metric, kefu_error *error)
{
    kefu_status status = maker_sort(maker, error);
    return status ? status : maker_pack(maker, &maker->frame->metrics[metric], error);
}

static kefu_status maker_sort_keys(kf_frame_maker *maker, kefu_error *error)
{
    kefu_frame *frame = maker->frame;
    size_t n = (size_t)frame->n_keys;
    frame->keys = kf_alloc_array(&frame->memory, (size_t)frame->rows, n * sizeof *frame->keys);
    if (!frame->keys)
        return kf_no_memory(error);
    for (size_t i = 0; i < (size_t)frame->rows * n; i++) {
        char digits[21];
        kefu_text text =
            kf_key_text(&kf_groups_key(maker->groups, maker->order[i / n])[i % n], digits);
        text.data = kf_arena_text(&frame->arena, text.data, text.size);
        if (!text.data)
            return kf_no_memory(error);
        frame->keys[i] = text;
    }
    return KEFU_OK;
}

kefu_status kf_frame_maker_done(kf_frame_maker *maker, kefu_frame **out, kefu_error *error)
{
    kefu_frame *frame = maker->frame;
    kf_memory memory = frame->memory;
    kefu_status status = maker_sort(maker, error);
    for (int32_t m = 0; m < frame->n_metrics && !status; m++)
        if (frame->metrics[m].cells)
            status = maker_pack(maker, &frame->metrics[m], error);
    if (!status)
        status = maker_sort_keys(maker, error);
    if (status) {
        kf_frame_maker_free(maker);
        return status;
    }
    *out = frame;
    maker_free_rest(maker);
    kf_free(&memory, maker, sizeof *maker);
    return KEFU_OK;
}
