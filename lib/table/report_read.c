/* report_read.c - a whole report to a frame: keys, cells with all their digits, quotients. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "table/cell.h"
#include "table/report.h"

/* One cell: value × 10^-scale where state is KEFU_VALUE_OK. */
typedef struct report_number {
    int64_t value;
    int32_t scale, state;
    uint32_t flags;
} report_number;

enum { REPORT_VALUE, REPORT_OVER, REPORT_COUNT, REPORT_COLUMNS };

typedef struct report_block {
    kf_key_scratch scratch;
    report_number numbers[REPORT_COLUMNS][KF_BLOCK];
} report_block;

/* A report being read. */
typedef struct report_reading {
    const kefu_report *report;
    kf_batch batch;
    kf_arena arena; /* converted text of the block */
    kf_frame_maker *maker;
    uint32_t *rows; /* row of the maker for each row of the batch; REPORT_SKIPPED */
    kf_key *keys;   /* of a block */
    report_block *block;
    int64_t first, count; /* the block */
    kefu_error *error;
} report_reading;

#define REPORT_SKIPPED UINT32_MAX

/* Moves on to the next block; 0 at the end. Starts with count 0 and first 0. */
static int32_t reading_next(report_reading *r)
{
    int64_t left;
    kf_arena_free(&r->arena);
    r->first += r->count;
    left = r->batch.rows - r->first;
    r->count = left < KF_BLOCK ? left : KF_BLOCK;
    return r->count > 0;
}

static void reading_rewind(report_reading *r) { r->first = r->count = 0; }

static int64_t reading_row(const report_reading *r, int64_t i)
{
    return r->batch.first_row + r->first + i;
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static int32_t reading_skips(const report_reading *r, const kf_key *key)
{
    for (size_t i = 0; i < r->report->n_skips; i++)
        if (kf_key_compare(&r->report->skips[i], key) == 0)
            return 1;
    return 0;
}

static kefu_status reading_add_row(report_reading *r, int64_t i)
{
    size_t n = r->report->n_keys;
    const kf_key *keys = r->keys + (size_t)i * n;
    uint32_t *row = &r->rows[r->first + i];
    kefu_error why;
    kefu_status status;
    *row = REPORT_SKIPPED;
    if (reading_skips(r, &keys[0]))
        return KEFU_OK;
    for (size_t k = 0; k < n; k++)
        if (keys[k].text.data && !keys[k].text.size)
            return kf_fail_row(r->error, KEFU_E_DATA, reading_row(r, i),
                               "column '%s': the key is empty", r->report->keys[k]);
    status = kf_frame_maker_row(r->maker, keys, &why);
    if (status)
        return kf_fail_row(r->error, status, reading_row(r, i), "column '%s': %s",
                           r->report->keys[0], why.message);
    *row = (uint32_t)(kf_frame_maker_rows(r->maker) - 1);
    return KEFU_OK;
}

static kefu_status reading_rows(report_reading *r)
{
    size_t n = r->report->n_keys;
    for (reading_rewind(r); reading_next(r);) {
        for (size_t k = 0; k < n; k++) {
            const kf_column *column = NULL;
            kefu_status status = kf_batch_need(&r->batch, r->report->keys[k], &column, r->error);
            if (!status)
                status = kf_keys_read(column, r->first, r->count, &r->arena, &r->block->scratch,
                                      r->keys + k, n, r->error);
            if (status)
                return status;
        }
        for (int64_t i = 0; i < r->count; i++) {
            kefu_status status = reading_add_row(r, i);
            if (status)
                return status;
        }
    }
    return KEFU_OK;
}

/* ---- Cells ---------------------------------------------------------------------------------- */

static void report_strip(report_number *number)
{
    while (number->scale && number->value % 10 == 0) {
        number->value /= 10;
        number->scale--;
    }
}

/* All digits at the finest scale of nine that fits. A number too large for nine decimals may still
 * be exact with fewer; cutting it there is refused, also where rounding is asked for. */
static kefu_status report_parse(const kefu_cell *cell, kefu_text text, report_number *out,
                                kefu_error *error)
{
    kefu_cell exact = *cell;
    kefu_error why;
    kefu_status status;
    *out = (report_number){.state = KEFU_VALUE_OK};
    exact.flags &= ~(uint32_t)KEFU_CELL_ROUND;
    status = kf_cell_read(&exact, text.data, text.size, &out->value, &out->state, error);
    if (status == KEFU_E_PRECISION && cell->flags & KEFU_CELL_ROUND) {
        out->flags = KEFU_VALUE_ROUNDED;
        status = kf_cell_read(cell, text.data, text.size, &out->value, &out->state, error);
    }
    if (status == KEFU_E_OVERFLOW)
        for (kefu_status coarse = status; coarse == KEFU_E_OVERFLOW && exact.scale;) {
            exact.scale--;
            coarse = kf_cell_read(&exact, text.data, text.size, &out->value, &out->state, &why);
            if (!coarse)
                status = KEFU_OK;
        }
    out->scale = exact.scale;
    return status;
}

static kefu_status reading_texts(report_reading *r, const kf_column *column, const kefu_cell *cell,
                                 report_number *out)
{
    kf_key_scratch *s = &r->block->scratch;
    int32_t any;
    kefu_status status =
        kf_column_texts(column, r->first, r->count, &r->arena, s->texts, s->states, &any, r->error);
    for (int64_t i = 0; i < r->count && !status; i++) {
        kefu_error why;
        out[i] = (report_number){.state = s->states[i]};
        if (s->states[i] || r->rows[r->first + i] == REPORT_SKIPPED)
            continue;
        status = report_parse(cell, s->texts[i], &out[i], &why);
        if (status)
            return kf_fail_row(r->error, status, reading_row(r, i), "column '%s': %s",
                               column->view.name, why.message);
        report_strip(&out[i]);
    }
    return status;
}

static kefu_status reading_numbers(report_reading *r, const kf_column *column, int32_t scale,
                                   report_number *out)
{
    kf_key_scratch *s = &r->block->scratch;
    int32_t any;
    kefu_status status =
        kf_column_numbers(column, r->first, r->count, scale, s->values, s->states, &any, r->error);
    for (int64_t i = 0; i < r->count && !status; i++)
        out[i] = (report_number){s->values[i], scale, s->states[i], 0};
    return status;
}

static kefu_status reading_float(report_reading *r, const kf_column *column, int64_t i,
                                 report_number *out)
{
    kefu_status status = KEFU_E_OVERFLOW;
    for (int32_t scale = 9; scale >= 0 && status == KEFU_E_OVERFLOW; scale--) {
        int32_t any;
        uint8_t state;
        status =
            kf_column_numbers(column, r->first + i, 1, scale, &out->value, &state, &any, r->error);
        if (!status)
            *out = (report_number){out->value, scale, state, 0};
    }
    return status;
}

/* The shortest decimal of a float has 17 digits at most, so where nine decimals do not fit the
 * finest scale that does cuts none. */
static kefu_status reading_floats(report_reading *r, const kf_column *column, report_number *out)
{
    kefu_status status = reading_numbers(r, column, 9, out);
    if (status == KEFU_E_OVERFLOW) {
        status = KEFU_OK;
        for (int64_t i = 0; i < r->count && !status; i++)
            status = reading_float(r, column, i, &out[i]);
    }
    for (int64_t i = 0; i < r->count && !status; i++)
        report_strip(&out[i]);
    return status;
}

static kefu_status reading_column(report_reading *r, const char *name, const kefu_cell *cell,
                                  report_number *out)
{
    const kf_column *column = NULL;
    kefu_status status = kf_batch_need(&r->batch, name, &column, r->error);
    if (status)
        return status;
    if (column->is_text)
        return reading_texts(r, column, cell, out);
    if (column->family == KF_FAMILY_INTEGER)
        return reading_numbers(r, column, column->scale, out);
    return reading_floats(r, column, out);
}

/* ---- Values --------------------------------------------------------------------------------- */

/* The whole number in a cell, -1 if it is not whole. */
static int64_t report_whole(const report_number *number)
{
    int64_t unit = kf_pow10(number->scale);
    return number->value % unit ? -1 : number->value / unit;
}

static kefu_status reading_over(report_reading *r, const kf_report_metric *metric, int64_t i,
                                kefu_value *value)
{
    const report_number *top = &r->block->numbers[REPORT_VALUE][i];
    const report_number *over = &r->block->numbers[REPORT_OVER][i];
    int32_t shift = top->scale - over->scale;
    if (over->state)
        return KEFU_OK;
    if (over->value < 0)
        return kf_fail_row(r->error, KEFU_E_DATA, reading_row(r, i),
                           "column '%s': a denominator is negative", metric->over);
    value->n = report_whole(over);
    if (!over->value && value->status < KEFU_VALUE_NO_DATA)
        value->status = KEFU_VALUE_NO_DATA;
    if (value->status)
        return KEFU_OK;
    if (kf_rescale(top->value, 0, shift < 0 ? -shift : 0, &value->num) ||
        kf_rescale(over->value, 0, shift > 0 ? shift : 0, &value->den))
        return kf_fail_row(r->error, KEFU_E_OVERFLOW, reading_row(r, i),
                           "metric '%s': '%s' over '%s' does not fit 64 bits", metric->info.name,
                           metric->value, metric->over);
    return KEFU_OK;
}

static kefu_status reading_n(report_reading *r, const kf_report_metric *metric, int64_t i,
                             kefu_value *value)
{
    const report_number *count = &r->block->numbers[REPORT_COUNT][i];
    if (count->state)
        return KEFU_OK;
    if (count->value < 0 || report_whole(count) < 0)
        return kf_fail_row(r->error, KEFU_E_DATA, reading_row(r, i),
                           "column '%s': a number of observations is a whole number, 0 or more",
                           metric->count);
    value->n = report_whole(count);
    return KEFU_OK;
}

static kefu_status reading_value(report_reading *r, const kf_report_metric *metric, int64_t i,
                                 kefu_value *value)
{
    const report_number *top = &r->block->numbers[REPORT_VALUE][i];
    const report_number *over = &r->block->numbers[REPORT_OVER][i];
    kefu_status status = KEFU_OK;
    *value = (kefu_value){.n = -1, .status = top->state, .flags = top->flags};
    if (metric->over) {
        value->flags |= over->flags;
        if (over->state > value->status)
            value->status = over->state;
        status = reading_over(r, metric, i, value);
    } else if (!value->status) {
        value->num = top->value;
        value->den = kf_pow10(top->scale);
    }
    if (!status && metric->count)
        status = reading_n(r, metric, i, value);
    if (value->status > KEFU_VALUE_PROVISIONAL &&
        (top->state == KEFU_VALUE_PROVISIONAL ||
         (metric->over && over->state == KEFU_VALUE_PROVISIONAL)))
        value->flags |= KEFU_VALUE_HAS_PROVISIONAL;
    return status;
}

static kefu_status reading_columns(report_reading *r, const kf_report_metric *metric)
{
    kefu_cell plain = {.struct_size = sizeof plain, .kind = KEFU_CELL_NUMBER, .scale = 9};
    report_number(*numbers)[KF_BLOCK] = r->block->numbers;
    kefu_status status;
    plain.flags = metric->cell.flags & KEFU_CELL_ROUND;
    status = reading_column(r, metric->value, &metric->cell, numbers[REPORT_VALUE]);
    if (!status && metric->over)
        status = reading_column(r, metric->over, &plain, numbers[REPORT_OVER]);
    if (!status && metric->count)
        status = reading_column(r, metric->count, &plain, numbers[REPORT_COUNT]);
    return status;
}

static kefu_status reading_metric(report_reading *r, const kf_report_metric *metric)
{
    int32_t number = 0;
    kefu_status status = kf_frame_maker_metric(r->maker, &metric->info, &number, r->error);
    for (reading_rewind(r); !status && reading_next(r);) {
        status = reading_columns(r, metric);
        for (int64_t i = 0; i < r->count && !status; i++) {
            uint32_t row = r->rows[r->first + i];
            kefu_value value;
            if (row == REPORT_SKIPPED)
                continue;
            status = reading_value(r, metric, i, &value);
            if (!status)
                kf_frame_maker_set(r->maker, row, number, &value);
        }
    }
    return status ? status : kf_frame_maker_filled(r->maker, number, r->error);
}

/* ---- The whole ------------------------------------------------------------------------------ */

/* Columns that are missing are told before any row is read, also if there are no rows. */
static kefu_status reading_check(report_reading *r)
{
    kf_missing missing = {0};
    for (size_t k = 0; k < r->report->n_keys; k++)
        kf_batch_miss(&r->batch, r->report->keys[k], "", &missing);
    for (size_t m = 0; m < r->report->n_metrics; m++) {
        const kf_report_metric *metric = &r->report->metrics[m];
        const char *const names[] = {metric->value, metric->over, metric->count};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (names[i])
                kf_batch_miss(&r->batch, names[i], "", &missing);
    }
    return kf_batch_missing(&missing, r->error);
}

static kefu_status reading_begin(report_reading *r)
{
    const kefu_report *report = r->report;
    const kf_memory *memory = &report->memory;
    r->rows = kf_alloc_array(memory, (size_t)r->batch.rows, sizeof *r->rows);
    r->keys = kf_alloc_array(memory, KF_BLOCK, report->n_keys * sizeof *r->keys);
    r->block = kf_alloc(memory, sizeof *r->block);
    if (!r->rows || !r->keys || !r->block)
        return kf_no_memory(r->error);
    return kf_frame_maker_new(memory, &report->limits, report->keys, (int32_t)report->n_keys,
                              &r->maker, r->error);
}

static void reading_end(report_reading *r)
{
    const kf_memory *memory = &r->report->memory;
    kf_free_array(memory, r->rows, (size_t)r->batch.rows, sizeof *r->rows);
    kf_free_array(memory, r->keys, KF_BLOCK, r->report->n_keys * sizeof *r->keys);
    kf_free(memory, r->block, sizeof *r->block);
    kf_arena_free(&r->arena);
    kf_frame_maker_free(r->maker);
    kf_batch_close(&r->batch);
}

kefu_status KEFU_CALL kefu_report_read(const kefu_report *report, const kefu_batch *batch,
                                       kefu_frame **out, kefu_error *error)
{
    report_reading r = {.report = report, .error = error};
    kefu_status status;
    if (!report || !batch || !out)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_report_read: report, batch or out is NULL");
    if (!report->n_keys)
        return kf_fail(error, KEFU_E_STATE, "the report has no key column yet");
    status = kf_batch_open(&r.batch, &report->memory, batch, error);
    if (status)
        return status;
    kf_arena_init(&r.arena, &report->memory);
    status = reading_check(&r);
    if (!status)
        status = reading_begin(&r);
    if (!status)
        status = reading_rows(&r);
    for (size_t m = 0; m < report->n_metrics && !status; m++)
        status = reading_metric(&r, &report->metrics[m]);
    if (!status) {
        kf_frame_maker *maker = r.maker;
        r.maker = NULL;
        status = kf_frame_maker_done(maker, out, error);
    }
    reading_end(&r);
    return status;
}
