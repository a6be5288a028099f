/* estimate_rows.c - estimates from rows that say themselves what they stand for. */
#include <string.h>

#include "base/fail.h"
#include "estimate/estimates.h"
#include "table/fields.h"

enum { ROWS_CELL, ROWS_ROWS, ROWS_CHANCE, ROWS_NUM, ROWS_DEN, ROWS_UNFIT, ROWS_FIELDS };
static const kf_field rows_fields[ROWS_FIELDS] = {
    {{"cell", "格", NULL}, 0},
    {{"rows", "总数", NULL}, 0},
    {{"chance", "抽中概率", NULL}, 0},
    {{"chance_num", "抽中概率分子", NULL}, 0},
    {{"chance_den", "抽中概率分母", NULL}, 0},
    {{"unsuitable", "不适合数", NULL}, 0},
};
static const int32_t rows_scales[ROWS_FIELDS] = {0, 0, 9, 0, 0, 0};

typedef struct rows_block {
    kf_mark_block marks;
    kf_key_scratch scratch;
    kf_key keys[KF_BLOCK];
    uint32_t cells[KF_BLOCK], domains[KF_BLOCK];
    int64_t rows[KF_BLOCK], chances[KF_BLOCK];
    int64_t looked[KF_BLOCK], unfit[KF_BLOCK];
} rows_block;

/* What a row says of its cell: looked and unfit by the columns of a sample that was written. */
typedef struct rows_said {
    int64_t looked; /* rows of the cell, fit or not; 0 = not said: those that are here */
    int64_t unfit;  /* -1 = not said: those that are not here */
} rows_said;

typedef struct rows_reading {
    kf_survey survey;
    kf_batch batch;
    const kf_column *columns[ROWS_FIELDS];
    const kf_column *mark, *by;
    kf_groups *names; /* of cells */
    rows_said *said;  /* of each cell */
    size_t said_capacity;
    rows_block *block;
    int64_t first, count;
} rows_reading;

/* ---- Columns -------------------------------------------------------------------------------- */

/* The exact chance of a sample's cell comes before its rounded one, and says the rows, too. */
static kefu_status rows_choose(rows_reading *r)
{
    const kf_column **c = r->columns;
    if (!c[ROWS_NUM] != !c[ROWS_DEN])
        return kf_fail(r->survey.error, KEFU_E_NAME,
                       "rows: of the columns 'chance_num' (抽中概率分子) and 'chance_den' "
                       "(抽中概率分母) one is missing");
    if (c[ROWS_NUM]) {
        c[ROWS_ROWS] = c[ROWS_DEN];
        c[ROWS_CHANCE] = NULL;
        return KEFU_OK;
    }
    c[ROWS_UNFIT] = NULL;
    if (!c[ROWS_ROWS] && !c[ROWS_CHANCE])
        return kf_fail(r->survey.error, KEFU_E_NAME,
                       "rows: there is neither a column 'rows' (总数) nor 'chance' (抽中概率)");
    return KEFU_OK;
}

static kefu_status rows_find(rows_reading *r)
{
    kefu_error *error = r->survey.error;
    const kefu_estimate_options *o = &r->survey.options;
    kefu_status status = kf_marks_column(&r->survey, &r->batch, o->mark, "mark", "评分", &r->mark);
    if (!status)
        status = kf_fields_find(&r->batch, "rows", rows_fields, ROWS_FIELDS, r->columns, error);
    if (!status)
        status = kf_survey_name(&r->survey, r->mark->view.name, &r->survey.out->info.mark);
    if (!status && o->by)
        status = kf_batch_need(&r->batch, o->by, &r->by, error);
    return status ? status : rows_choose(r);
}

/* Whole numbers, or chances in billionths, in the range of the field; no nulls. */
typedef struct rows_range {
    int64_t least, most;
    int64_t absent; /* without the column */
    const char *expected;
} rows_range;

static kefu_status rows_numbers(rows_reading *r, int32_t field, const rows_range *range,
                                int64_t *out)
{
    const kf_column *column = r->columns[field];
    int32_t any;
    for (int64_t i = 0; i < r->count && !column; i++)
        out[i] = range->absent;
    if (!column)
        return KEFU_OK;
    kefu_status status = kf_column_numbers(column, r->first, r->count, rows_scales[field], out,
                                           r->block->scratch.states, &any, r->survey.error);
    for (int64_t i = 0; i < r->count && !status; i++)
        if (out[i] < range->least || out[i] > range->most)
            status = kf_fail_row(r->survey.error, KEFU_E_DATA, column->first_row + r->first + i,
                                 "column '%s': expected %s", column->view.name, range->expected);
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

static kefu_status rows_new_cell(rows_reading *r, int64_t i)
{
    kf_survey *survey = &r->survey;
    const size_t n = survey->n_cells;
    rows_said *grown = kf_reserve(survey->memory, r->said, &r->said_capacity, n + 1, sizeof *grown);
    if (!grown)
        return kf_no_memory(survey->error);
    r->said = grown;
    grown[n] = (rows_said){r->block->looked[i], r->block->unfit[i]};
    const kf_design_cell made = {.rows = r->block->rows[i], .label = (uint32_t)n};
    return kf_survey_add_cell(survey, &made);
}

/* All rows of a cell say the same of it. */
static kefu_status rows_cell(rows_reading *r, int64_t i)
{
    kf_survey *survey = &r->survey;
    const size_t cell = r->block->cells[i];
    if (cell == survey->n_cells)
        return rows_new_cell(r, i);
    const struct {
        int32_t field;
        int64_t here, before;
    } said[] = {{ROWS_ROWS, r->block->rows[i], survey->cells[cell].rows},
                {ROWS_NUM, r->block->looked[i], r->said[cell].looked},
                {ROWS_UNFIT, r->block->unfit[i], r->said[cell].unfit}};
    for (size_t k = 0; k < sizeof said / sizeof *said; k++)
        if (said[k].here != said[k].before)
            return kf_fail_row(survey->error, KEFU_E_DATA, r->batch.first_row + r->first + i,
                               "column '%s': %i here, and %i in an earlier row of the same cell",
                               r->columns[said[k].field]->view.name, said[k].here, said[k].before);
    return KEFU_OK;
}

static kefu_status rows_row(rows_reading *r, int64_t i)
{
    const rows_block *b = r->block;
    const int32_t is_marked = b->marks.states[i] == KEFU_VALUE_OK;
    kf_row row = {.chance = b->chances[i],
                  .mark = is_marked ? b->marks.marks[i] : 0,
                  .domain = b->domains[i],
                  .cell = b->cells[i],
                  .there = 1,
                  .is_marked = is_marked};
    kefu_status status = rows_cell(r, i);
    return status ? status : kf_survey_add_row(&r->survey, &row);
}

static kefu_status rows_read_numbers(rows_reading *r)
{
    static const rows_range of_rows = {1, (int64_t)1 << KF_DESIGN_ROWS_BITS, 0,
                                       "a whole number from 1 to 2^40: the cell's rows"};
    static const rows_range of_chances = {1, KEFU_BILLION, 0, "a chance above 0, up to 1"};
    static const rows_range of_looked = {
        1, KF_ESTIMATE_ROWS, 0, "a whole number from 1 to 2^31 - 1: the cell's rows looked at"};
    static const rows_range of_unfit = {0, KF_ESTIMATE_ROWS, -1,
                                        "a whole number from 0 to 2^31 - 1"};
    rows_block *b = r->block;
    kefu_status status = rows_numbers(r, ROWS_ROWS, &of_rows, b->rows);
    if (!status)
        status = rows_numbers(r, ROWS_CHANCE, &of_chances, b->chances);
    if (!status)
        status = rows_numbers(r, ROWS_NUM, &of_looked, b->looked);
    return status ? status : rows_numbers(r, ROWS_UNFIT, &of_unfit, b->unfit);
}

static kefu_status rows_read_block(rows_reading *r)
{
    rows_block *b = r->block;
    kefu_status status = kf_marks_read(&r->survey, r->mark, r->first, r->count, &b->marks);
    if (!status)
        status = rows_read_numbers(r);
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

/* Rows of the sample that are not here have no mark; the rest of those looked at were unfit. */
static kefu_status rows_missing(rows_reading *r, uint32_t number)
{
    kf_survey *survey = &r->survey;
    const rows_said said = r->said[number];
    const int64_t here = survey->cells[number].sampled;
    const int64_t fit = said.unfit < 0 ? here : said.looked - said.unfit;
    kefu_status status = KEFU_OK;
    if (!said.looked)
        return KEFU_OK;
    if (here > fit || fit > said.looked) {
        char digits[21];
        const kefu_text name = rows_cell_name(r, number, digits);
        return kf_fail(survey->error, KEFU_E_DATA,
                       "cell '%t': %i rows are here, and its chance says that %i were looked "
                       "at; %i were unsuitable",
                       name.data, name.size, here, said.looked, said.unfit > 0 ? said.unfit : 0);
    }
    const kf_row row = {.domain = KF_NO_DOMAIN, .cell = number, .there = (int32_t)(fit - here)};
    if (row.there)
        status = kf_survey_add_row(survey, &row);
    survey->cells[number].looked = said.looked;
    return status;
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
    for (uint32_t i = 0; i < r->survey.n_cells && !status; i++)
        status = rows_missing(r, i);
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
    if (r.said)
        kf_free_array(r.survey.memory, r.said, r.said_capacity, sizeof *r.said);
    kf_groups_free(r.names);
    kf_survey_free(&r.survey);
    return status;
}
