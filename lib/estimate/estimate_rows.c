/* estimate_rows.c - estimates from rows that say themselves what they stand for. */
#include <string.h>

#include "base/fail.h"
#include "estimate/estimates.h"
#include "table/fields.h"

enum { ROWS_CELL, ROWS_ROWS, ROWS_CHANCE, ROWS_FIELDS };
static const kf_field rows_fields[ROWS_FIELDS] = {
    {{"cell", "格", NULL}, 0}, {{"rows", "总数", NULL}, 0}, {{"chance", "抽中概率", NULL}, 0}};
static const int32_t rows_scales[ROWS_FIELDS] = {0, 0, 9};

typedef struct rows_block {
    kf_mark_block marks;
    kf_key_scratch scratch;
    kf_key keys[KF_BLOCK];
    uint32_t cells[KF_BLOCK], domains[KF_BLOCK];
    int64_t rows[KF_BLOCK], chances[KF_BLOCK];
} rows_block;

typedef struct rows_reading {
    kf_survey survey;
    kf_batch batch;
    const kf_column *columns[ROWS_FIELDS];
    const kf_column *mark, *by;
    kf_groups *names; /* of cells */
    rows_block *block;
    int64_t first, count;
} rows_reading;

/* ---- Columns -------------------------------------------------------------------------------- */

static kefu_status rows_find(rows_reading *r)
{
    kefu_error *error = r->survey.error;
    const kefu_estimate_options *o = &r->survey.options;
    kefu_status status = kf_marks_column(&r->survey, &r->batch, o->mark, "mark", "评分", &r->mark);
    if (!status)
        status = kf_fields_find(&r->batch, "rows", rows_fields, ROWS_FIELDS, r->columns, error);
    if (!status && o->by)
        status = kf_batch_need(&r->batch, o->by, &r->by, error);
    if (!status && !r->columns[ROWS_ROWS] && !r->columns[ROWS_CHANCE])
        status = kf_fail(error, KEFU_E_NAME,
                         "rows: there is neither a column 'rows' (总数) nor 'chance' (抽中概率)");
    return status;
}

/* Whole numbers from 1 up to 2^40, or chances from 1 to 10^9 billionths; no nulls. */
static kefu_status rows_numbers(rows_reading *r, int32_t field, int64_t most, const char *expected,
                                int64_t *out)
{
    const kf_column *column = r->columns[field];
    int32_t any;
    if (!column) {
        memset(out, 0, KF_BLOCK * sizeof *out);
        return KEFU_OK;
    }
    kefu_status status = kf_column_numbers(column, r->first, r->count, rows_scales[field], out,
                                           r->block->scratch.states, &any, r->survey.error);
    for (int64_t i = 0; i < r->count && !status; i++)
        if (out[i] < 1 || out[i] > most)
            status = kf_fail_row(r->survey.error, KEFU_E_DATA, column->first_row + r->first + i,
                                 "column '%s': expected %s", column->view.name, expected);
    return status;
}

/* Numbers of cells, or of domains; 0 where there is no column. */
static kefu_status rows_groups(rows_reading *r, kf_groups *groups, const kf_column *column,
                               uint32_t *out)
{
    if (!column) {
        memset(out, 0, KF_BLOCK * sizeof *out);
        return KEFU_OK;
    }
    return kf_groups_rows(groups, &column, r->first, r->count, out, r->survey.error);
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static kefu_status rows_cell(rows_reading *r, int64_t i)
{
    kf_survey *survey = &r->survey;
    const int64_t rows = r->block->rows[i];
    const size_t cell = r->block->cells[i];
    if (cell == survey->n_cells) {
        kf_design_cell made = {.rows = rows, .label = (uint32_t)cell};
        return kf_survey_add_cell(survey, &made);
    }
    if (survey->cells[cell].rows == rows)
        return KEFU_OK;
    return kf_fail_row(survey->error, KEFU_E_DATA, r->batch.first_row + r->first + i,
                       "column '%s': %i here, and %i in an earlier row of the same cell",
                       r->columns[ROWS_ROWS]->view.name, rows, survey->cells[cell].rows);
}

static kefu_status rows_row(rows_reading *r, int64_t i)
{
    const rows_block *b = r->block;
    const int32_t is_marked = b->marks.states[i] == KEFU_VALUE_OK;
    kf_row row = {.chance = b->chances[i],
                  .mark = is_marked ? b->marks.marks[i] : 0,
                  .domain = b->domains[i],
                  .cell = b->cells[i],
                  .is_there = 1,
                  .is_marked = (uint8_t)is_marked};
    kefu_status status = rows_cell(r, i);
    return status ? status : kf_survey_add_row(&r->survey, &row);
}

static kefu_status rows_read_block(rows_reading *r)
{
    rows_block *b = r->block;
    kefu_status status = kf_marks_read(&r->survey, r->mark, r->first, r->count, &b->marks);
    if (!status)
        status = rows_numbers(r, ROWS_ROWS, (int64_t)1 << KF_DESIGN_ROWS_BITS,
                              "a whole number from 1 to 2^40: the cell's rows", b->rows);
    if (!status)
        status =
            rows_numbers(r, ROWS_CHANCE, KEFU_BILLION, "a chance above 0, up to 1", b->chances);
    if (!status)
        status = rows_groups(r, r->names, r->columns[ROWS_CELL], b->cells);
    if (!status)
        status = rows_groups(r, r->survey.keys, r->by, b->domains);
    for (int64_t i = 0; i < r->count && !status; i++)
        status = rows_row(r, i);
    return status;
}

/* ---- Cells ---------------------------------------------------------------------------------- */

static kefu_text rows_cell_name(const rows_reading *r, uint32_t number, char digits[21])
{
    if (!r->columns[ROWS_CELL])
        return (kefu_text){"", 0};
    return kf_key_text(kf_groups_key(r->names, number), digits);
}

static kefu_status rows_check_cell(const rows_reading *r, uint32_t number)
{
    const kf_design_cell *cell = &r->survey.cells[number];
    char digits[21];
    kefu_text name = rows_cell_name(r, number, digits);
    if (!cell->rows || cell->looked <= cell->rows)
        return KEFU_OK;
    return kf_fail(r->survey.error, KEFU_E_DATA, "cell '%t': %i rows were drawn of %i", name.data,
                   name.size, cell->looked, cell->rows);
}

static kefu_status rows_label(rows_reading *r, uint32_t number, kf_effect_label *label)
{
    char digits[21];
    kefu_status status = kf_survey_text(&r->survey, rows_cell_name(r, number, digits), &label->zh);
    label->en = label->zh;
    if (!status && !*label->zh)
        *label = (kf_effect_label){"全部", "all"};
    return status;
}

/* Cells get the numbers of their keys' order: order[n] by number, rank[n] the reverse, sorted[n]
 * room. */
static kefu_status rows_sort_cells(rows_reading *r, uint32_t *order, uint32_t *rank,
                                   kf_design_cell *sorted)
{
    kf_survey *survey = &r->survey;
    const uint32_t n = (uint32_t)survey->n_cells;
    kefu_status status = KEFU_OK;
    order[0] = 0;
    if (r->columns[ROWS_CELL])
        status = kf_groups_sorted(r->names, order, survey->error);
    if (!status)
        status = kf_survey_labels(survey, n);
    for (uint32_t i = 0; i < n && !status; i++) {
        rank[order[i]] = i;
        sorted[i] = survey->cells[order[i]];
        sorted[i].label = i;
        status = rows_check_cell(r, order[i]);
        if (!status)
            status = rows_label(r, order[i], &survey->out->labels[i]);
    }
    if (status)
        return status;
    memcpy(survey->cells, sorted, n * sizeof *sorted);
    for (size_t i = 0; i < survey->n_rows; i++)
        survey->rows[i].cell = rank[survey->rows[i].cell];
    return KEFU_OK;
}

static kefu_status rows_order_cells(rows_reading *r)
{
    const kf_memory *memory = r->survey.memory;
    const size_t n = r->survey.n_cells;
    if (!n)
        return KEFU_OK;
    uint32_t *order = kf_alloc_array(memory, 2 * n, sizeof *order);
    kf_design_cell *sorted = kf_alloc_array(memory, n, sizeof *sorted);
    kefu_status status = order && sorted ? rows_sort_cells(r, order, order + n, sorted)
                                         : kf_no_memory(r->survey.error);
    kf_free_array(memory, order, 2 * n, sizeof *order);
    kf_free_array(memory, sorted, n, sizeof *sorted);
    return status;
}

/* ---- All of it ------------------------------------------------------------------------------ */

static kefu_status rows_read(rows_reading *r, kefu_estimates **out)
{
    const kf_memory *memory = r->survey.memory;
    kefu_status status = rows_find(r);
    if (!status)
        status = kf_groups_new(memory, &r->survey.limits, 1, &r->names, r->survey.error);
    r->block = kf_alloc(memory, sizeof *r->block);
    if (!status && !r->block)
        status = kf_no_memory(r->survey.error);
    for (; r->first < r->batch.rows && !status; r->first += KF_BLOCK) {
        int64_t left = r->batch.rows - r->first;
        r->count = left < KF_BLOCK ? left : KF_BLOCK;
        status = rows_read_block(r);
    }
    if (!status)
        status = rows_order_cells(r);
    return status ? status : kf_survey_end(&r->survey, out);
}

kefu_status KEFU_CALL kefu_estimate_rows(const kefu_batch *rows,
                                         const kefu_estimate_options *options, kefu_estimates **out,
                                         kefu_error *error)
{
    rows_reading r = {.first = 0};
    if (!rows || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_estimate_rows: rows or out is NULL");
    kefu_status status = kf_survey_begin(&r.survey, "kefu_estimate_rows", options, NULL, error);
    if (!status)
        status = kf_batch_open(&r.batch, r.survey.memory, rows, error);
    if (!status) {
        status = rows_read(&r, out);
        kf_batch_close(&r.batch);
    }
    if (r.block)
        kf_free(r.survey.memory, r.block, sizeof *r.block);
    kf_groups_free(r.names);
    kf_survey_free(&r.survey);
    return status;
}
