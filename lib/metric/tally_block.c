/* tally_block.c - one aggregate over a block of rows: its filter and arguments are evaluated, rows
 * that do not count are taken out, and the metric sees the rest. Nothing is copied where every row
 * counts. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "metric/tally_guard.h"
#include "metric/reading_front.h"

typedef struct block_pass {
    kefu_tally *tally;
    kf_tally_block *block;
    const kf_aggregate_state *aggregate;
    int32_t index;     /* of the aggregate */
    int32_t whole;     /* 1: every row counts, and block->fate is not filled */
    int64_t rows;      /* that count */
    int64_t first_row; /* of the block, in its source */
    kf_vector in[KF_METRIC_PORTS];
    kefu_vector out[KF_METRIC_PORTS];
} block_pass;

/* ---- Which rows count ----------------------------------------------------------------------- */

/* The fates so far, to be raised. */
static uint8_t *block_fates(block_pass *p)
{
    size_t count = (size_t)p->block->span.count;
    if (p->whole)
        memset(p->block->fate, KF_ROW_IN, count);
    return p->block->fate;
}

/* A filter that is a column of truth values is not read to numbers first. */
static int32_t block_filter_truths(block_pass *p)
{
    const kf_tally_span *span = &p->block->span;
    const uint8_t *truths =
        kf_formula_truths(p->aggregate->formula, p->aggregate->call.where, span->first);
    int32_t some;
    if (!truths)
        return 0;
    some = kf_row_fates_of_truths(truths, span->count, block_fates(p));
    p->whole = p->whole && !some;
    return some >= 0;
}

static kefu_status block_filter(block_pass *p, kefu_error *error)
{
    const kf_tally_span *span = &p->block->span;
    const kf_aggregate_state *a = p->aggregate;
    kf_vector filter;
    kefu_status status;
    p->whole = span->whole;
    if (!p->whole)
        memcpy(p->block->fate, span->fate, (size_t)span->count);
    if (a->call.where < 0 || block_filter_truths(p))
        return KEFU_OK;
    status = kf_formula_block(a->formula, a->call.where, span->first, span->count, &filter, error);
    if (status)
        return status;
    if (kf_row_fates_of_filter(&filter, span->count, block_fates(p)))
        p->whole = 0;
    return KEFU_OK;
}

/* Raises fates to what states say; the result is the worst. */
static uint8_t block_worst(const uint8_t *restrict states, size_t count, uint8_t *restrict fate)
{
    uint8_t worst = KF_ROW_IN;
    for (size_t i = 0; i < count; i++) {
        const uint8_t one = kf_row_fate(states[i]);
        fate[i] = one > fate[i] ? one : fate[i];
        worst = fate[i] > worst ? fate[i] : worst;
    }
    return worst;
}

static void block_drop_nulls(block_pass *p, const uint8_t *states)
{
    if (states)
        p->whole = block_worst(states, (size_t)p->block->span.count, block_fates(p)) == KF_ROW_IN;
}

static kefu_status block_arguments(block_pass *p, kefu_error *error)
{
    const kf_aggregate_state *a = p->aggregate;
    const kf_tally_span *span = &p->block->span;
    for (int32_t k = 0; k < a->call.n_args; k++) {
        int32_t key = a->metric->ports[k]->type == KEFU_PORT_KEY;
        kefu_status status = (key ? kf_formula_keys : kf_formula_block)(
            a->formula, a->call.arg[k], span->first, span->count, &p->in[k], error);
        if (status)
            return status;
        if (!(a->metric->ports[k]->flags & KEFU_PORT_NULLABLE))
            block_drop_nulls(p, p->in[k].states);
    }
    return KEFU_OK;
}

/* Marks the groups of rows that may count one day; mostly there are none. */
static void block_mark_unsure(block_pass *p)
{
    const kf_tally_block *b = p->block;
    size_t stride = kf_tally_stride(p->tally);
    size_t flag = p->tally->states_bytes + (size_t)p->index;
    uint8_t unsure = 0;
    for (size_t i = 0; i < (size_t)b->span.count; i++)
        unsure |= b->fate[i] == KF_ROW_UNSURE;
    if (!unsure)
        return;
    for (int64_t i = 0; i < b->span.count; i++)
        if (b->fate[i] == KF_ROW_UNSURE)
            kf_tally_row(p->tally, stride, b->span.groups[i])[flag] = 1;
}

/* Lists the rows that count; this loop has no branches. */
static void block_pick(block_pass *p)
{
    kf_tally_block *b = p->block;
    uint32_t n = 0;
    for (uint32_t i = 0; i < (uint32_t)b->span.count; i++) {
        b->picked[n] = i;
        b->groups[n] = b->span.groups[i];
        n += b->fate[i] == KF_ROW_IN;
    }
    p->rows = n;
    block_mark_unsure(p);
}

/* ---- What the metric sees ------------------------------------------------------------------- */

static void block_compact(block_pass *p, int32_t k)
{
    const uint32_t *picked = p->block->picked;
    kf_tally_arg *arg = &p->block->args[k];
    const kf_vector *in = &p->in[k];
    kefu_vector *out = &p->out[k];
    for (int64_t i = 0; i < p->rows && out->values; i++)
        arg->values[i] = in->values[picked[i]];
    for (int64_t i = 0; i < p->rows && out->texts; i++)
        arg->texts[i] = in->texts[picked[i]];
    for (int64_t i = 0; i < p->rows && out->states; i++)
        arg->states[i] = in->states[picked[i]];
    out->values = out->values ? arg->values : NULL;
    out->texts = out->texts ? arg->texts : NULL;
    out->states = out->states ? arg->states : NULL;
}

/* From the scale of the formula to that of the port. */
static kefu_status block_rescale(block_pass *p, int32_t k, kefu_error *error)
{
    const kefu_port *port = p->aggregate->metric->ports[k];
    kefu_vector *out = &p->out[k];
    int64_t *scaled = p->block->args[k].values;
    for (int64_t i = 0; i < p->rows; i++) {
        int64_t row = p->first_row + (p->whole ? i : (int64_t)p->block->picked[i]);
        int32_t became = kf_rescale(out->values[i], p->tally->scale, port->scale, &scaled[i]);
        if (became == KF_ROUNDED)
            return kf_fail_row(error, KEFU_E_PRECISION, row,
                               "%s: '%s' takes %d decimals, use round(x, %d)",
                               p->aggregate->metric->name, port->name, port->scale, port->scale);
        if (became != KF_EXACT)
            return kf_fail_row(error, KEFU_E_OVERFLOW, row,
                               "%s: '%s' does not fit into 64 bits at %d decimals",
                               p->aggregate->metric->name, port->name, port->scale);
    }
    out->values = scaled;
    return KEFU_OK;
}

static kefu_status block_vector(block_pass *p, int32_t k, kefu_error *error)
{
    const kefu_port *port = p->aggregate->metric->ports[k];
    int32_t any = port->type == KEFU_PORT_ANY;
    p->out[k].values = any ? NULL : p->in[k].values;
    p->out[k].texts = any ? NULL : p->in[k].texts;
    p->out[k].states = port->flags & KEFU_PORT_NULLABLE ? p->in[k].states : NULL;
    if (!p->whole)
        block_compact(p, k);
    if (port->type == KEFU_PORT_NUMBER && port->scale >= 0 && port->scale != p->tally->scale)
        return block_rescale(p, k, error);
    return KEFU_OK;
}

/* The row of the source that the metric calls row `i` of its arguments; -1 if it names none. */
static int64_t block_source_row(const block_pass *p, int64_t i)
{
    if (i < 0 || i >= p->rows)
        return -1;
    return p->first_row + (p->whole ? i : (int64_t)p->block->picked[i]);
}

static kefu_status block_call(block_pass *p, kefu_error *error)
{
    const kf_aggregate_state *a = p->aggregate;
    const uint32_t *groups = p->whole ? p->block->span.groups : p->block->groups;
    const kefu_vector *vectors[KF_METRIC_PORTS];
    kefu_args args = {.struct_size = sizeof args, .rows = p->rows, .n_vectors = a->call.n_args};
    kefu_error said = kf_metric_silent();
    kefu_status status = KEFU_OK;
    for (int32_t k = 0; k < a->call.n_args && !status; k++) {
        status = block_vector(p, k, error);
        vectors[k] = &p->out[k];
    }
    if (status)
        return status;
    args.vectors = vectors;
    status = a->metric->update(p->tally->rows.base + a->offset, kf_tally_stride(p->tally), groups,
                               &args, &a->context, &said);
    status = kf_tally_returned(p->tally, a, "update", status, &said, block_source_row(p, said.row),
                               error);
    if (!status)
        status = kf_guard_check_groups(p->tally, a, groups, p->rows, "update", error);
    return status;
}

/* ---- Quantiles of two readings --------------------------------------------------------------- */

/* They take the rows as they are: leaving some out costs less than listing the others. */
static kf_reading_rows block_reading_rows(const block_pass *p)
{
    const kf_tally_span *span = &p->block->span;
    unsigned char *base = p->tally->rows.base; /* NULL: no group yet, so no row counts */
    return (kf_reading_rows){base ? base + p->aggregate->offset : NULL,
                             kf_tally_stride(p->tally),
                             span->groups,
                             p->in[0].values,
                             p->whole ? NULL : p->block->fate,
                             span->count};
}

/* *done is 0 if the front cannot. */
static kefu_status block_front(const block_pass *p, int32_t *done, kefu_error *error)
{
    const kefu_tally *t = p->tally;
    const kf_reading_rows rows = block_reading_rows(p);
    kf_reading_front *front = p->aggregate->front;
    *done = 0;
    return t->reading == 1 ? kf_reading_front_count(front, &rows, t->rows.n, &p->aggregate->context,
                                                    done, error)
                           : kf_reading_front_pick(front, &rows, t->rows.n, done, error);
}

/* 1 if the front has read the argument, a column, as it lies in memory. */
static int32_t block_front_column(const block_pass *p)
{
    const kf_aggregate_state *a = p->aggregate;
    const kf_column *column = kf_formula_program_column(a->formula, a->call.arg[0]);
    return column &&
           kf_reading_front_column(a->front, column, p->block->span.first, p->tally->scale);
}

/* The numbers as the formula has them. */
static kefu_status block_reading_numbers(const block_pass *p, kefu_error *error)
{
    const kf_reading_rows rows = block_reading_rows(p);
    int32_t done = 0;
    kefu_status status = KEFU_OK;
    if (p->aggregate->front && rows.n == KF_BLOCK) {
        kf_reading_front_values(p->aggregate->front, rows.values);
        status = block_front(p, &done, error);
    }
    if (status || done)
        return status;
    return p->tally->reading == 1 ? kf_reading_count(&rows, &p->aggregate->context, error)
                                  : kf_reading_pick(&rows, error);
}

static kefu_status block_reading(block_pass *p, kefu_error *error)
{
    const kf_aggregate_state *a = p->aggregate;
    kefu_error said = kf_metric_silent();
    kefu_status status = KEFU_OK;
    int32_t done = 0;
    if (a->front && p->block->span.count == KF_BLOCK && block_front_column(p))
        status = block_front(p, &done, &said);
    if (!status && !done) {
        status = block_arguments(p, error);
        if (status)
            return status;
        status = block_reading_numbers(p, &said);
    }
    if (!p->whole)
        block_mark_unsure(p);
    return kf_tally_returned(p->tally, a, "update", status, &said, -1, error);
}

/* ---- One aggregate -------------------------------------------------------------------------- */

kefu_status kf_tally_block_update(kefu_tally *tally, const kf_aggregate_state *aggregate,
                                  int32_t index, int64_t first_row, kefu_error *error)
{
    block_pass p = {.tally = tally, .block = tally->block, .aggregate = aggregate, .index = index};
    kefu_status status = block_filter(&p, error);
    p.first_row = first_row + p.block->span.first;
    if (!status && aggregate->metric == &kf_metric_quantile_readings)
        return block_reading(&p, error);
    if (!status)
        status = block_arguments(&p, error);
    if (status)
        return status;
    p.rows = p.block->span.count;
    if (!p.whole)
        block_pick(&p);
    return p.rows ? block_call(&p, error) : KEFU_OK;
}
