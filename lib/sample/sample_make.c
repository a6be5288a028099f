/* sample_make.c - making a sample of a draw: quotas first, then rows, cell by cell. */
#include <string.h>

#include "base/fail.h"
#include "sample/quota.h"
#include "sample/sampling.h"

const kefu_limits kf_sample_limits = {
    .struct_size = sizeof kf_sample_limits, .groups = INT64_MAX, .state_bytes = INT64_MAX};

kefu_text kf_sample_keep(kefu_sample *sample, const kf_key *key)
{
    char digits[21];
    const kefu_text text = kf_key_text(key, digits);
    return (kefu_text){kf_arena_text(&sample->arena, text.data, text.size), text.size};
}

/* ---- Quotas ---------------------------------------------------------------------------------- */

static kefu_status sample_clash(const kefu_quotas *quotas, kefu_error *error)
{
    char text[sizeof error->message];
    size_t need;
    (void)kefu_quotas_clash_text(quotas, 0, KEFU_EN, text, sizeof text, &need);
    return kf_fail(error, KEFU_E_INFEASIBLE, "%s", text);
}

static kefu_status sample_quotas(kf_sampling *s, const kefu_quota_options *options)
{
    kefu_sample *sample = s->sample;
    kefu_status status =
        kf_quotas_from(&sample->memory, s->draw, options, &sample->quotas, s->error);
    if (!status && sample->quotas->n_clashes)
        status = sample_clash(sample->quotas, s->error);
    if (!status)
        sample->plan = sample->quotas->plan;
    return status;
}

/* ---- What the sample holds ------------------------------------------------------------------- */

static kefu_status sample_head(kf_sampling *s)
{
    kefu_sample *sample = s->sample;
    const kefu_draw *draw = s->draw;
    const size_t n = (size_t)draw->plan->n_excludes;
    sample->counts.struct_size = sizeof sample->counts;
    (void)kefu_draw_counted(draw, &sample->counts);
    memcpy(sample->excluded_ids, draw->list.hash, sizeof sample->excluded_ids);
    sample->seed = kf_arena_text(&sample->arena, draw->seed, strlen(draw->seed));
    sample->excluded = kf_arena_alloc(&sample->arena, n * sizeof *sample->excluded);
    if (!sample->seed || !sample->excluded)
        return kf_no_memory(s->error);
    if (n)
        memcpy(sample->excluded, draw->excluded, n * sizeof *sample->excluded);
    kefu_status status =
        kf_groups_new(&sample->memory, &kf_sample_limits, 1, &sample->ids, s->error);
    if (status)
        return status;
    return kf_groups_new(&sample->memory, &kf_sample_limits, 1, &sample->out_ids, s->error);
}

/* Rows that the quotas ask for. No cell is asked for more rows than it keeps, so they fit. */
static size_t sample_asked(const kefu_sample *sample)
{
    size_t n = 0;
    for (size_t i = 0; i < sample->n_cells; i++)
        n += (size_t)sample->cells[i].quota.n;
    return n;
}

static kefu_status sample_room(kf_sampling *s)
{
    kefu_sample *sample = s->sample;
    sample->cells = kf_arena_alloc(&sample->arena, s->draw->n_cells * sizeof *sample->cells);
    if (!sample->cells)
        return kf_no_memory(s->error);
    sample->n_cells = s->draw->n_cells;
    for (size_t i = 0; i < sample->n_cells; i++) {
        sample->cells[i] = (kf_sample_cell){.keys = sample->quotas->cells[i].texts,
                                            .quota = {.struct_size = sizeof(kefu_cell_quota)}};
        (void)kefu_quotas_cell(sample->quotas, (int64_t)i, &sample->cells[i].quota);
    }
    sample->rows = kf_arena_alloc(&sample->arena, sample_asked(sample) * sizeof *sample->rows);
    sample->replacements =
        kf_arena_alloc(&sample->arena, s->n_unfit * sizeof *sample->replacements);
    return sample->rows && sample->replacements ? KEFU_OK : kf_no_memory(s->error);
}

/* ---- Making ---------------------------------------------------------------------------------- */

static kefu_status sample_rows(kf_sampling *s)
{
    kefu_status status = sample_room(s);
    for (size_t i = 0; i < s->sample->n_cells && !status; i++)
        status = kf_sampling_cell(s, i);
    return status ? status : kf_sampling_all_used(s);
}

static kefu_status sample_make(kf_sampling *s, const kefu_sample_options *options, uint32_t *order)
{
    kefu_status status = kf_draw_order(s->draw, order, s->error);
    s->order = order;
    if (!status)
        status = sample_quotas(s, options->quota_options);
    if (!status)
        status = sample_head(s);
    if (!status)
        status = kf_sampling_sort(s);
    if (!status && options->unsuitable)
        status = kf_sampling_unfit(s, options->unsuitable);
    if (!status)
        status = sample_rows(s);
    kf_groups_free(s->unfit_ids);
    return status;
}

static kefu_status sample_new(const kefu_draw *draw, const kefu_sample_options *options,
                              kefu_sample **out, kefu_error *error)
{
    kf_memory memory = draw->memory;
    kf_sampling s = {.draw = draw, .error = error};
    kefu_status status =
        options->allocator ? kf_memory_init(&memory, options->allocator, error) : KEFU_OK;
    if (status)
        return status;
    s.sample = kf_alloc_zero(&memory, sizeof *s.sample);
    if (!s.sample)
        return kf_no_memory(error);
    s.sample->memory = memory;
    kf_arena_init(&s.sample->arena, &s.sample->memory);
    uint32_t *order = kf_alloc_array(&memory, draw->n_cells, sizeof *order);
    status = order ? sample_make(&s, options, order) : kf_no_memory(error);
    kf_free_array(&memory, order, draw->n_cells, sizeof *order);
    if (status)
        kefu_sample_free(s.sample);
    else
        *out = s.sample;
    return status;
}

kefu_status KEFU_CALL kefu_sample_new(const kefu_draw *draw, const kefu_sample_options *options,
                                      kefu_sample **out, kefu_error *error)
{
    kefu_sample_options ours;
    if (!draw || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_sample_new: draw or out is NULL");
    kefu_status status = kf_take_options(&ours, sizeof ours, options, error);
    if (!status)
        status = kf_draw_healthy(draw, error);
    return status ? status : sample_new(draw, &ours, out, error);
}
