/* estimate_sample.c - estimates from the marks of a sample. */
#include <string.h>

#include "base/fail.h"
#include "estimate/estimates.h"
#include "sample/plan.h"
#include "sample/sample.h"

typedef struct marking_block {
    kf_mark_block marks;
    kf_key_scratch scratch;
    kf_key ids[KF_BLOCK];
    uint32_t domains[KF_BLOCK];
} marking_block;

typedef struct marking {
    kf_survey survey;
    const kefu_sample *sample;
    kf_batch batch;
    kf_arena arena; /* converted text of the block */
    const kf_column *mark, *id;
    const kf_column *by; /* NULL: none, or one of the plan's */
    int32_t plan_by;     /* index of it; -1 = none of the plan's */
    uint8_t *seen;       /* rows of the sample */
    marking_block *block;
    int64_t first, count;
} marking;

/* ---- Columns -------------------------------------------------------------------------------- */

static kefu_status marking_find_id(marking *m)
{
    const char *key = m->sample->plan->key;
    m->id = m->survey.options.id ? NULL : kf_batch_find(&m->batch, key);
    return m->id ? KEFU_OK
                 : kf_marks_column(&m->survey, &m->batch, m->survey.options.id, "id", "会话ID",
                                   &m->id);
}

static kefu_status marking_find_by(marking *m)
{
    const char *by = m->survey.options.by;
    m->plan_by = -1;
    if (!by)
        return KEFU_OK;
    for (int32_t i = 0; i < kefu_plan_by(m->sample->plan); i++)
        if (strcmp(kefu_plan_by_column(m->sample->plan, i), by) == 0)
            m->plan_by = i;
    m->survey.placed = m->plan_by >= 0;
    return m->survey.placed ? KEFU_OK : kf_batch_need(&m->batch, by, &m->by, m->survey.error);
}

/* How the figures were made. */
static kefu_status marking_info(marking *m)
{
    const kefu_sample *sample = m->sample;
    kefu_estimates_info *info = &m->survey.out->info;
    kefu_status status = kf_survey_name(&m->survey, sample->plan->scheme.id, &info->plan);
    if (!status)
        status = kf_survey_name(&m->survey, sample->plan->scheme.hash, &info->plan_hash);
    if (!status)
        status = kf_survey_name(&m->survey, sample->seed, &info->seed);
    return status ? status : kf_survey_name(&m->survey, m->mark->view.name, &info->mark);
}

static kefu_status marking_find(marking *m)
{
    const kf_survey *survey = &m->survey;
    kefu_status status =
        kf_marks_column(survey, &m->batch, survey->options.mark, "mark", "评分", &m->mark);
    if (!status)
        status = marking_find_id(m);
    if (!status)
        status = marking_find_by(m);
    return status ? status : marking_info(m);
}

/* ---- Cells, and rows that have no mark ------------------------------------------------------ */

static kefu_status marking_domain(marking *m, size_t cell, uint32_t *domain)
{
    *domain = KF_NO_DOMAIN;
    if (m->plan_by < 0)
        return KEFU_OK;
    const kefu_text *text = &m->sample->cells[cell].keys[m->plan_by];
    const kf_key key = kf_key_of(text->data, text->size);
    return kf_groups_one(m->survey.keys, &key, domain, m->survey.error);
}

/* A row that is not there speaks for each cell: what has no row, or no mark, is a gap. */
static kefu_status marking_cell(marking *m, size_t i)
{
    const kf_sample_cell *cell = &m->sample->cells[i];
    const kf_design_cell made = {.rows = cell->quota.rows,
                                 .looked = cell->unsuitable,
                                 .label = (uint32_t)cell->quota.class_index};
    kf_row row = {.cell = (uint32_t)i};
    if (cell->quota.rows > (int64_t)1 << KF_DESIGN_ROWS_BITS)
        return kf_fail(m->survey.error, KEFU_E_OVERFLOW, "a cell has more than 2^40 rows");
    kefu_status status = kf_survey_add_cell(&m->survey, &made);
    if (!status)
        status = marking_domain(m, i, &row.domain);
    return status ? status : kf_survey_add_row(&m->survey, &row);
}

static kefu_status marking_unmarked(marking *m, size_t i)
{
    kf_row row = {.cell = m->sample->rows[i].cell, .there = 1};
    kefu_status status = marking_domain(m, row.cell, &row.domain);
    return status ? status : kf_survey_add_row(&m->survey, &row);
}

static kefu_status marking_labels(marking *m)
{
    const kefu_plan *plan = m->sample->plan;
    const int32_t n = kefu_plan_classes(plan);
    kefu_status status = kf_survey_labels(&m->survey, (size_t)n);
    for (int32_t i = 0; i < n && !status; i++) {
        const char *zh = kefu_plan_class_label(plan, i, KEFU_ZH);
        const char *en = kefu_plan_class_label(plan, i, KEFU_EN);
        kf_effect_label *label = &m->survey.out->labels[i];
        status = kf_survey_text(&m->survey, (kefu_text){zh, strlen(zh)}, &label->zh);
        if (!status)
            status = kf_survey_text(&m->survey, (kefu_text){en, strlen(en)}, &label->en);
    }
    return status;
}

/* ---- Marks ---------------------------------------------------------------------------------- */

/* The row of the sample that a mark is of. */
static kefu_status marking_row_of(marking *m, int64_t i, int64_t *row)
{
    const int64_t at = m->batch.first_row + m->first + i;
    const kf_key *id = &m->block->ids[i];
    char digits[21];
    kefu_text text = kf_key_text(id, digits);
    if (!text.size)
        return kf_fail_row(m->survey.error, KEFU_E_DATA, at, "column '%s': a mark without an id",
                           m->id->view.name);
    *row = kf_sample_row_of(m->sample, id);
    if (*row < 0)
        return kf_fail_row(m->survey.error, KEFU_E_NAME, at, "'%t' is not in the sample", text.data,
                           text.size);
    if (m->seen[*row])
        return kf_fail_row(m->survey.error, KEFU_E_DUPLICATE, at,
                           "'%t' has two rows: settle them to one mark first", text.data,
                           text.size);
    m->seen[*row] = 1;
    return KEFU_OK;
}

static kefu_status marking_row(marking *m, int64_t i)
{
    const marking_block *b = m->block;
    const int32_t is_marked = b->marks.states[i] == KEFU_VALUE_OK;
    kf_row row = {.mark = is_marked ? b->marks.marks[i] : 0,
                  .domain = b->domains[i],
                  .there = 1,
                  .is_marked = is_marked};
    int64_t of = 0;
    kefu_status status = marking_row_of(m, i, &of);
    if (status)
        return status;
    row.cell = m->sample->rows[of].cell;
    if (m->plan_by >= 0)
        status = marking_domain(m, row.cell, &row.domain);
    return status ? status : kf_survey_add_row(&m->survey, &row);
}

static kefu_status marking_read_block(marking *m)
{
    marking_block *b = m->block;
    kefu_error *error = m->survey.error;
    kefu_status status = kf_marks_read(&m->survey, m->mark, m->first, m->count, &b->marks);
    if (!status)
        status = kf_keys_read(m->id, m->first, m->count, &m->arena, &b->scratch, b->ids, 1, error);
    if (!status && m->by)
        status = kf_groups_rows(m->survey.keys, &m->by, m->first, m->count, b->domains, error);
    for (int64_t i = 0; i < m->count && !status; i++)
        status = marking_row(m, i);
    kf_arena_free(&m->arena);
    return status;
}

static kefu_status marking_read(marking *m)
{
    kefu_status status = KEFU_OK;
    for (size_t i = 0; i < m->sample->n_cells && !status; i++)
        status = marking_cell(m, i);
    for (; m->first < m->batch.rows && !status; m->first += KF_BLOCK) {
        int64_t left = m->batch.rows - m->first;
        m->count = left < KF_BLOCK ? left : KF_BLOCK;
        status = marking_read_block(m);
    }
    for (size_t i = 0; i < m->sample->n_rows && !status; i++)
        if (!m->seen[i])
            status = marking_unmarked(m, i);
    return status;
}

/* ---- All of it ------------------------------------------------------------------------------ */

static kefu_status marking_run(marking *m, kefu_estimates **out)
{
    const kf_memory *memory = m->survey.memory;
    const size_t n = m->sample->n_rows;
    kefu_status status = marking_find(m);
    if (status)
        return status;
    kf_arena_init(&m->arena, memory);
    m->seen = kf_alloc_zeros(memory, n, 1);
    m->block = kf_alloc_zero(memory, sizeof *m->block);
    status = m->seen && m->block ? marking_labels(m) : kf_no_memory(m->survey.error);
    if (!status)
        status = marking_read(m);
    if (!status)
        status = kf_survey_end(&m->survey, out);
    kf_free_array(memory, m->seen, n, 1);
    kf_free(memory, m->block, sizeof *m->block);
    return status;
}

kefu_status KEFU_CALL kefu_estimate_sample(const kefu_sample *sample, const kefu_batch *marks,
                                           const kefu_estimate_options *options,
                                           kefu_estimates **out, kefu_error *error)
{
    marking m = {.sample = sample};
    if (!sample || !marks || !out)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_estimate_sample: sample, marks or out is NULL");
    kefu_status status =
        kf_survey_begin(&m.survey, "kefu_estimate_sample", options, &sample->memory.with, error);
    if (!status)
        status = kf_batch_open(&m.batch, m.survey.memory, marks, error);
    if (!status) {
        status = marking_run(&m, out);
        kf_batch_close(&m.batch);
    }
    kf_survey_free(&m.survey);
    return status;
}
