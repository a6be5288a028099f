/* sample_unfit.c - the list of conversations that turned out not to be fit for inspection. */
#include "base/fail.h"
#include "sample/sampling.h"
#include "table/fields.h"

enum { UNFIT_ID, UNFIT_REASON, UNFIT_BY, UNFIT_COLUMNS };

typedef struct unfit_reading {
    kf_sampling *s;
    kf_batch batch;
    kf_arena arena; /* converted text of the block */
    const kf_column *columns[UNFIT_COLUMNS];
    struct unfit_block {
        kf_key_scratch scratch;
        kf_key keys[UNFIT_COLUMNS][KF_BLOCK];
    } * block;
} unfit_reading;

static kefu_status unfit_find_columns(unfit_reading *r)
{
    const kf_field fields[UNFIT_COLUMNS] = {
        [UNFIT_ID] = {{"id", "会话ID", r->s->draw->plan->key}, 1},
        [UNFIT_REASON] = {{"reason", "原因"}, 1},
        [UNFIT_BY] = {{"by", "操作人"}, 0},
    };
    return kf_fields_find(&r->batch, "unsuitable", fields, UNFIT_COLUMNS, r->columns, r->s->error);
}

static int32_t unfit_is_empty(const kf_key *key) { return key->text.data && !key->text.size; }

static kefu_status unfit_add(unfit_reading *r, int64_t row, const kf_key *id, const kf_key *reason,
                             const kf_key *by)
{
    kf_sampling *s = r->s;
    const int64_t at = r->batch.first_row + row;
    char digits[21];
    uint32_t number = 0;
    const kefu_text text = kf_key_text(id, digits);
    if (unfit_is_empty(id) || unfit_is_empty(reason))
        return kf_fail_row(s->error, KEFU_E_DATA, at, "unsuitable: row %i has no %s", at,
                           unfit_is_empty(id) ? "id" : "reason");
    kefu_status status = kf_groups_one(s->unfit_ids, id, &number, s->error);
    if (status)
        return status;
    if (number < s->n_unfit)
        return kf_fail_row(s->error, KEFU_E_DUPLICATE, at,
                           "unsuitable: '%t' is in row %i and again in row %i", text.data,
                           text.size, s->unfit[number].row, at);
    kf_unfit *unfit = &s->unfit[s->n_unfit++];
    *unfit = (kf_unfit){.reason = kf_sample_keep(s->sample, reason).data,
                        .by = kf_sample_keep(s->sample, by).data,
                        .row = at};
    return unfit->reason && unfit->by ? KEFU_OK : kf_no_memory(s->error);
}

static kefu_status unfit_read_block(unfit_reading *r, int64_t first, int64_t count)
{
    kefu_status status = KEFU_OK;
    kf_arena_free(&r->arena);
    for (int32_t c = 0; c < UNFIT_COLUMNS && !status; c++) {
        kf_key *keys = r->block->keys[c];
        for (int64_t i = 0; i < count; i++)
            keys[i] = kf_key_of("", 0);
        if (r->columns[c])
            status = kf_keys_read(r->columns[c], first, count, &r->arena, &r->block->scratch, keys,
                                  1, r->s->error);
    }
    for (int64_t i = 0; i < count && !status; i++)
        status = unfit_add(r, first + i, &r->block->keys[UNFIT_ID][i],
                           &r->block->keys[UNFIT_REASON][i], &r->block->keys[UNFIT_BY][i]);
    return status;
}

static kefu_status unfit_read(unfit_reading *r)
{
    kf_sampling *s = r->s;
    const int64_t rows = r->batch.rows;
    kefu_status status = unfit_find_columns(r);
    if (!status)
        status = kf_groups_new(&s->sample->memory, &kf_sample_limits, 1, &s->unfit_ids, s->error);
    if (status)
        return status;
    s->unfit = (uint64_t)rows <= SIZE_MAX / sizeof *s->unfit
                   ? kf_arena_alloc(&s->sample->arena, (size_t)rows * sizeof *s->unfit)
                   : NULL;
    r->block = kf_alloc(&s->sample->memory, sizeof *r->block);
    if (!r->block || !s->unfit)
        status = kf_no_memory(s->error);
    for (int64_t first = 0; first < rows && !status; first += KF_BLOCK)
        status = unfit_read_block(r, first, rows - first < KF_BLOCK ? rows - first : KF_BLOCK);
    kf_free(&s->sample->memory, r->block, sizeof *r->block);
    return status;
}

kefu_status kf_sampling_unfit(kf_sampling *s, const kefu_batch *batch)
{
    unfit_reading r = {.s = s};
    kefu_status status = kf_batch_open(&r.batch, &s->sample->memory, batch, s->error);
    if (status)
        return status;
    kf_arena_init(&r.arena, &s->sample->memory);
    status = unfit_read(&r);
    kf_arena_free(&r.arena);
    kf_batch_close(&r.batch);
    return status;
}

kefu_status kf_sampling_all_used(const kf_sampling *s)
{
    for (size_t i = 0; i < s->n_unfit; i++) {
        char digits[21];
        if (s->unfit[i].used)
            continue;
        const kefu_text id = kf_key_text(kf_groups_key(s->unfit_ids, (uint32_t)i), digits);
        return kf_fail_row(s->error, KEFU_E_NAME, s->unfit[i].row,
                           "unsuitable: '%t' in row %i was not drawn", id.data, id.size,
                           s->unfit[i].row);
    }
    return KEFU_OK;
}
