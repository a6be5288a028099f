/* survey.c - rows of a sample on their way to estimates: sorted into domains and cells, summed,
 * reckoned. */
#include <string.h>

#include "base/fail.h"
#include "base/sort.h"
#include "estimate/estimates.h"
#include "stats/stats.h"

/* ---- Options -------------------------------------------------------------------------------- */

static kefu_status survey_check(const kefu_estimate_options *o, const char *function,
                                kefu_error *error)
{
    const char *wrong = NULL;
    if (o->kind < KEFU_ESTIMATE_MEAN || o->kind > KEFU_ESTIMATE_TOTAL)
        wrong = "kind is none of KEFU_ESTIMATE_...";
    else if (o->lonely < KEFU_LONELY_NONE || o->lonely > KEFU_LONELY_CERTAIN)
        wrong = "lonely is none of KEFU_LONELY_...";
    else if (o->method != KEFU_INTERVAL_WILSON && o->method != KEFU_INTERVAL_CLOPPER_PEARSON)
        wrong = "method is none of KEFU_INTERVAL_...";
    if (wrong)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "%s: options.%s", function, wrong);
    if (o->scale < 0 || o->scale > 6)
        return kf_fail(error, KEFU_E_ARGUMENT, "%s: options.scale %d is outside 0..6", function,
                       o->scale);
    return KEFU_OK;
}

static kefu_status survey_out(kf_survey *survey, const kf_memory *memory)
{
    const kefu_estimate_options *o = &survey->options;
    kefu_estimates *out = kf_alloc_zero(memory, sizeof *out);
    if (!out)
        return kf_no_memory(survey->error);
    out->memory = *memory;
    kf_arena_init(&out->arena, &out->memory);
    out->info = (kefu_estimates_info){.struct_size = sizeof out->info,
                                      .plan = "",
                                      .plan_hash = "",
                                      .seed = "",
                                      .mark = "",
                                      .by = "",
                                      .kind = o->kind,
                                      .scale = o->kind == KEFU_ESTIMATE_RATE ? 0 : o->scale,
                                      .lonely = o->lonely,
                                      .method = o->method,
                                      .confidence = o->confidence};
    out->more = o->kind == KEFU_ESTIMATE_RATE ? KF_ESTIMATE_RATE_SCALE : KF_ESTIMATE_MORE;
    out->scale = o->kind == KEFU_ESTIMATE_RATE ? out->more : o->scale + out->more;
    survey->out = out;
    survey->memory = &out->memory;
    if (!o->by)
        return KEFU_OK;
    kefu_status status = kf_survey_name(survey, o->by, &out->by);
    if (!status)
        out->info.by = out->by;
    return status;
}

kefu_status kf_survey_begin(kf_survey *survey, const char *function,
                            const kefu_estimate_options *options, const kefu_allocator *allocator,
                            kefu_error *error)
{
    kf_memory memory;
    kefu_estimate_options *o = &survey->options;
    memset(survey, 0, sizeof *survey);
    survey->error = error;
    kefu_status status = kf_take_options(o, sizeof *o, options, error);
    if (!status)
        status = survey_check(o, function, error);
    if (!status)
        status = kf_confidence_take(&o->confidence, error);
    if (!status)
        status = kf_limits(&survey->limits, o->limits, error);
    if (!status)
        status = kf_memory_init(&memory, o->allocator ? o->allocator : allocator, error);
    if (status)
        return status;
    status = survey_out(survey, &memory);
    if (!status && o->by)
        status = kf_groups_new(survey->memory, &survey->limits, 1, &survey->keys, error);
    return status;
}

void kf_survey_free(kf_survey *survey)
{
    const kf_memory *memory = survey->memory;
    if (!memory)
        return;
    kf_free_array(memory, survey->rows, survey->rows_capacity, sizeof *survey->rows);
    kf_free_array(memory, survey->cells, survey->cells_capacity, sizeof *survey->cells);
    kf_groups_free(survey->keys);
    kefu_estimates_free(survey->out);
}

/* ---- Filling -------------------------------------------------------------------------------- */

kefu_status kf_survey_add_cell(kf_survey *survey, const kf_design_cell *cell)
{
    kf_design_cell *grown = kf_reserve(survey->memory, survey->cells, &survey->cells_capacity,
                                       survey->n_cells + 1, sizeof *grown);
    if (!grown)
        return kf_no_memory(survey->error);
    survey->cells = grown;
    grown[survey->n_cells++] = *cell;
    return KEFU_OK;
}

kefu_status kf_survey_add_row(kf_survey *survey, const kf_row *row)
{
    kf_row *grown = kf_reserve(survey->memory, survey->rows, &survey->rows_capacity,
                               survey->n_rows + 1, sizeof *grown);
    if (!grown)
        return kf_no_memory(survey->error);
    if (survey->n_rows >= KF_ESTIMATE_ROWS)
        return kf_fail(survey->error, KEFU_E_LIMIT, "a sample may have 2^31 - 1 rows");
    survey->rows = grown;
    grown[survey->n_rows++] = *row;
    survey->cells[row->cell].sampled += row->there;
    survey->cells[row->cell].looked += row->there;
    survey->cells[row->cell].marked += row->is_marked;
    return KEFU_OK;
}

kefu_status kf_survey_text(kf_survey *survey, kefu_text text, const char **out)
{
    *out = kf_arena_text(&survey->out->arena, text.size ? text.data : "", text.size);
    return *out ? KEFU_OK : kf_no_memory(survey->error);
}

kefu_status kf_survey_name(kf_survey *survey, const char *name, const char **out)
{
    return kf_survey_text(survey, (kefu_text){name, strlen(name)}, out);
}

kefu_status kf_survey_labels(kf_survey *survey, size_t n)
{
    kefu_estimates *out = survey->out;
    out->labels = kf_arena_alloc(&out->arena, (n ? n : 1) * sizeof *out->labels);
    out->n_labels = n;
    return out->labels ? KEFU_OK : kf_no_memory(survey->error);
}

/* ---- Parts ---------------------------------------------------------------------------------- */

/* How rows are put into parts: once for all, once by domains. */
typedef struct survey_sorting {
    const kf_row *rows;
    const uint32_t *rank; /* of each domain, in the order of keys; NULL: all are one */
    uint32_t *numbers;
    size_t n;
    kf_domain_part *parts;
    size_t n_parts;
} survey_sorting;

static uint32_t survey_domain(const survey_sorting *s, const kf_row *row)
{
    return s->rank ? s->rank[row->domain] : 0;
}

static int32_t survey_compare(const void *things, uint32_t a, uint32_t b)
{
    const survey_sorting *s = things;
    const kf_row *x = &s->rows[a], *y = &s->rows[b];
    uint32_t dx = survey_domain(s, x), dy = survey_domain(s, y);
    if (dx != dy)
        return dx < dy ? -1 : 1;
    if (x->cell != y->cell)
        return x->cell < y->cell ? -1 : 1;
    return (x->chance > y->chance) - (x->chance < y->chance);
}

static void survey_add_to_part(survey_sorting *s, const kf_row *row)
{
    kf_domain_part *part = s->n_parts ? &s->parts[s->n_parts - 1] : NULL;
    uint32_t domain = survey_domain(s, row);
    if (!part || part->domain != domain || part->cell != row->cell || part->chance != row->chance) {
        part = &s->parts[s->n_parts++];
        *part = (kf_domain_part){.domain = domain, .cell = row->cell, .chance = row->chance};
    }
    part->sampled += row->there;
    if (!row->is_marked)
        return;
    part->marked++;
    kf_i128_add_i64(&part->sum, row->mark);
    kf_i192_add_product(&part->squares, row->mark, row->mark);
}

static kefu_status survey_parts(const kf_survey *survey, survey_sorting *s)
{
    s->n = s->n_parts = 0;
    for (size_t i = 0; i < survey->n_rows; i++)
        if (!s->rank || survey->rows[i].domain != KF_NO_DOMAIN)
            s->numbers[s->n++] = (uint32_t)i;
    kefu_status status =
        kf_sort(survey->memory, s->numbers, s->n, survey_compare, s, survey->error);
    for (size_t i = 0; i < s->n && !status; i++)
        survey_add_to_part(s, &survey->rows[s->numbers[i]]);
    return status;
}

/* ---- Domains -------------------------------------------------------------------------------- */

static kefu_status survey_domain_figures(kf_survey *survey, const kf_design *design,
                                         const kf_domain_part *parts, size_t n, kefu_text key)
{
    kefu_estimates *out = survey->out;
    kf_domain domain;
    kefu_estimated *item = &out->items[out->n];
    out->first_effect[out->n] = out->n_effects;
    kf_domain_reckon(&domain, design, parts, n);
    kefu_status status = kf_estimate_figures(survey, &domain, key, item);
    if (!status)
        status = kf_estimate_effects(survey, &domain, key);
    if (!status)
        out->first_effect[++out->n] = out->n_effects;
    return status;
}

static kefu_status survey_domains(kf_survey *survey, const kf_design *design,
                                  const survey_sorting *s, const uint32_t *order)
{
    kefu_status status = KEFU_OK;
    for (size_t from = 0, to; from < s->n_parts && !status; from = to) {
        char digits[21];
        kefu_text key;
        const kf_key *raw = kf_groups_key(survey->keys, order[s->parts[from].domain]);
        for (to = from + 1; to < s->n_parts && s->parts[to].domain == s->parts[from].domain;)
            to++;
        key = kf_key_text(raw, digits);
        status = kf_survey_text(survey, key, &key.data);
        if (!status)
            status = survey_domain_figures(survey, design, s->parts + from, to - from, key);
    }
    return status;
}

/* order[rank] is a domain, rank[domain] its rank. */
static kefu_status survey_ranks(kf_survey *survey, uint32_t *order, uint32_t *rank)
{
    uint32_t n = kf_groups_count(survey->keys);
    kefu_status status = kf_groups_sorted(survey->keys, order, survey->error);
    for (uint32_t i = 0; i < n && !status; i++)
        rank[order[i]] = i;
    return status;
}

/* Rows of the sample whose key is not known, or null, may be anybody's. */
static void survey_flag_keys(const kf_survey *survey)
{
    kefu_estimates *out = survey->out;
    int32_t unplaced = 0;
    for (size_t i = 0; i < survey->n_rows && !survey->placed; i++)
        unplaced |= survey->rows[i].there && survey->rows[i].domain == KF_NO_DOMAIN;
    for (size_t i = 1; i < out->n; i++) {
        if (out->items[i].key.size)
            continue;
        out->items[i].flags |= KEFU_ESTIMATED_NULL_KEY;
        unplaced |= !survey->placed && out->items[i].sampled;
    }
    for (size_t i = 1; i < out->n && unplaced; i++)
        out->items[i].flags |= KEFU_ESTIMATED_UNPLACED;
}

static kefu_status survey_reckon(kf_survey *survey, survey_sorting *s, uint32_t *order,
                                 uint32_t *rank)
{
    kf_design design = {.cells = survey->cells,
                        .n_cells = survey->n_cells,
                        .kind = survey->options.kind,
                        .lonely = survey->options.lonely};
    kefu_status status = survey_parts(survey, s);
    if (status)
        return status;
    kf_design_units(&design, s->parts, s->n_parts);
    status = survey_domain_figures(survey, &design, s->parts, s->n_parts, (kefu_text){"", 0});
    if (status || !survey->keys)
        return status;
    status = survey_ranks(survey, order, rank);
    s->rank = rank;
    if (!status)
        status = survey_parts(survey, s);
    if (!status)
        status = survey_domains(survey, &design, s, order);
    if (!status)
        survey_flag_keys(survey);
    return status;
}

static kefu_status survey_room(kf_survey *survey, size_t domains)
{
    kefu_estimates *out = survey->out;
    out->room = domains + 1;
    out->items = kf_alloc_zeros(survey->memory, out->room, sizeof *out->items);
    out->first_effect = kf_alloc_zeros(survey->memory, out->room + 1, sizeof *out->first_effect);
    return out->items && out->first_effect ? KEFU_OK : kf_no_memory(survey->error);
}

kefu_status kf_survey_end(kf_survey *survey, kefu_estimates **out)
{
    const kf_memory *memory = survey->memory;
    const size_t domains = survey->keys ? kf_groups_count(survey->keys) : 0, n = survey->n_rows;
    uint32_t *order = kf_alloc_array(memory, 2 * domains, sizeof *order);
    survey_sorting s = {.rows = survey->rows};
    kefu_status status = survey_room(survey, domains);
    s.numbers = kf_alloc_array(memory, n, sizeof *s.numbers);
    s.parts = kf_alloc_array(memory, n, sizeof *s.parts);
    if (!order || !s.numbers || !s.parts)
        status = kf_no_memory(survey->error);
    if (!status)
        status = survey_reckon(survey, &s, order, order + domains);
    if (!status) {
        *out = survey->out;
        survey->out = NULL;
        survey->memory = &(*out)->memory;
    }
    kf_free_array(memory, order, 2 * domains, sizeof *order);
    kf_free_array(memory, s.numbers, n, sizeof *s.numbers);
    kf_free_array(memory, s.parts, n, sizeof *s.parts);
    return status;
}
