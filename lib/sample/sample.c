/* sample.c - what a sample is asked. */
#include "base/fail.h"
#include "sample/sample.h"

/* ---- Life ------------------------------------------------------------------------------------ */

void KEFU_CALL kefu_sample_free(kefu_sample *sample)
{
    if (!sample)
        return;
    const kf_memory memory = sample->memory;
    kf_groups_free(sample->ids);
    kf_groups_free(sample->out_ids);
    kf_arena_free(&sample->arena);
    kefu_quotas_free(sample->quotas);
    kf_free(&memory, sample, sizeof *sample);
}

const kefu_plan *KEFU_CALL kefu_sample_plan(const kefu_sample *sample)
{
    return sample ? sample->plan : NULL;
}

const char *KEFU_CALL kefu_sample_seed(const kefu_sample *sample)
{
    return sample ? sample->seed : NULL;
}

/* ---- Rows ------------------------------------------------------------------------------------ */

kefu_value kf_sample_chance(const kf_sample_cell *cell)
{
    return (kefu_value){cell->n + cell->unsuitable, cell->quota.rows, cell->quota.rows,
                        KEFU_VALUE_OK, 0};
}

const char *kf_sample_why_word(int32_t why)
{
    static const char *const words[] = {
        [KEFU_WHY_ALL] = "all",         [KEFU_WHY_RATE] = "rate",   [KEFU_WHY_TAKE] = "take",
        [KEFU_WHY_MIN] = "min",         [KEFU_WHY_AGENT] = "agent", [KEFU_WHY_SHARE] = "share",
        [KEFU_WHY_INSTEAD] = "instead",
    };
    return words[why];
}

int64_t KEFU_CALL kefu_sample_count(const kefu_sample *sample)
{
    return sample ? (int64_t)sample->n_rows : 0;
}

kefu_status KEFU_CALL kefu_sample_at(const kefu_sample *sample, int64_t index, kefu_sample_row *out)
{
    if (index < 0 || index >= kefu_sample_count(sample) || !out)
        return KEFU_E_ARGUMENT;
    const kf_sample_row *row = &sample->rows[index];
    const kefu_sample_row ours = {.struct_size = sizeof ours,
                                  .id = row->id,
                                  .row = row->row,
                                  .cell = row->cell,
                                  .place = row->place,
                                  .chance = kf_sample_chance(&sample->cells[row->cell]),
                                  .why = row->why,
                                  .class_index = sample->cells[row->cell].quota.class_index,
                                  .instead_of = row->instead_of};
    return kf_give(out, &ours, sizeof ours);
}

int64_t kf_sample_row_of(const kefu_sample *sample, const kf_key *id)
{
    const uint32_t row = kf_groups_find(sample->ids, id);
    return row == UINT32_MAX ? -1 : (int64_t)row;
}

static kefu_status sample_lacks(const kefu_sample *sample, const kf_key *key, kefu_text id,
                                kefu_error *error)
{
    const uint32_t out = kf_groups_find(sample->out_ids, key);
    if (out == UINT32_MAX)
        return kf_fail(error, KEFU_E_NAME, "'%t' is not in the sample", id.data, id.size);
    return kf_fail(error, KEFU_E_NAME, "'%t' is not in the sample: it was taken out: %s", id.data,
                   id.size, sample->replacements[out].reason);
}

kefu_status KEFU_CALL kefu_sample_find(const kefu_sample *sample, const char *id, size_t size,
                                       int64_t *index, kefu_error *error)
{
    if (!sample || (!id && size) || !index)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_sample_find: sample, id or index is NULL");
    const kf_key key = kf_key_of(id, size);
    const int64_t row = kf_sample_row_of(sample, &key);
    if (row < 0)
        return sample_lacks(sample, &key, (kefu_text){id ? id : "", size}, error);
    *index = row;
    return KEFU_OK;
}

/* ---- Cells ----------------------------------------------------------------------------------- */

int64_t KEFU_CALL kefu_sample_cells(const kefu_sample *sample)
{
    return sample ? (int64_t)sample->n_cells : 0;
}

kefu_status KEFU_CALL kefu_sample_cell_at(const kefu_sample *sample, int64_t index,
                                          kefu_sample_cell *out)
{
    if (index < 0 || index >= kefu_sample_cells(sample) || !out)
        return KEFU_E_ARGUMENT;
    const kf_sample_cell *cell = &sample->cells[index];
    const kefu_sample_cell ours = {.struct_size = sizeof ours,
                                   .class_index = cell->quota.class_index,
                                   .rows = cell->quota.rows,
                                   .n = cell->n,
                                   .unsuitable = cell->unsuitable};
    return kf_give(out, &ours, sizeof ours);
}

kefu_status KEFU_CALL kefu_sample_cell_key(const kefu_sample *sample, int64_t index, int32_t by,
                                           kefu_text *out)
{
    if (index < 0 || index >= kefu_sample_cells(sample) || !out || by < 0 ||
        by >= sample->plan->n_by)
        return KEFU_E_ARGUMENT;
    *out = sample->cells[index].keys[by];
    return KEFU_OK;
}

/* ---- Replacements ---------------------------------------------------------------------------- */

int64_t KEFU_CALL kefu_sample_replacements(const kefu_sample *sample)
{
    return sample ? (int64_t)sample->n_replacements : 0;
}

kefu_status KEFU_CALL kefu_sample_replacement(const kefu_sample *sample, int64_t index,
                                              kefu_replacement *out)
{
    if (index < 0 || index >= kefu_sample_replacements(sample) || !out)
        return KEFU_E_ARGUMENT;
    const kf_replacement *r = &sample->replacements[index];
    const kefu_replacement ours = {.struct_size = sizeof ours,
                                   .id = r->id,
                                   .instead = r->instead,
                                   .reason = r->reason,
                                   .by = r->by,
                                   .cell = r->cell};
    return kf_give(out, &ours, sizeof ours);
}
