/* events.c - event rows counted into figures a person, however large the file. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* What is shown of a metric: as the card says if it names it, or as a plain number. */
static void describe_metric(const month *m, const char *name, kefu_metric_info *info,
                            kefu_card_part *part)
{
    *info = (kefu_metric_info){.struct_size = sizeof *info, .name = name, .unit = "count"};
    if (!card_part_of(m, name, part))
        return;
    info->label_zh = part->label_zh;
    info->label_en = part->label_en;
    info->unit = part->unit;
    info->direction = metric_direction(part);
}

static kefu_status add_formula(const month *m, kefu_tally *tally, const formula *f,
                               kefu_error *error)
{
    kefu_metric_info info;
    kefu_card_part part;
    if (f->definition)
        return define_into(m->o, f, tally, error);
    describe_metric(m, f->name, &info, &part);
    return kefu_tally_add(tally, &info, f->text, error);
}

int new_tally(const month *m, kefu_tally **out)
{
    kefu_error error;
    kefu_tally *tally = NULL;
    const kefu_tally_options options = {.struct_size = sizeof options,
                                        .where = m->o->where,
                                        .roster = m->roster,
                                        .roster_day = m->roster ? m->o->days : 0};
    if (kefu_tally_new(m->registry, &options, &tally, &error)) {
        if (m->o->where) {
            const formula where = {.name = "the filter", .text = m->o->where, .from = "--where"};
            formula_complain(&where, &error);
            return 1;
        }
        return complain("--events", &error);
    }
    int failed = kefu_tally_by(tally, m->o->by, &error) ? complain("--by", &error) : 0;
    for (int i = 0; i < m->o->n_formulas && !failed; i++) {
        const formula *f = &m->o->formulas[i];
        if (add_formula(m, tally, f, &error)) {
            formula_complain(f, &error);
            failed = 1;
        }
    }
    if (failed)
        kefu_tally_free(tally);
    else
        *out = tally;
    return failed;
}

/* Columns that formulas use as numbers are read as numbers or, if they look so, as dates, unless
 * --cell says otherwise. */
static kefu_status declare_cells(const month *m, const kefu_tally *tally, kefu_csv_reader *reader,
                                 kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < kefu_tally_columns(tally) && !status; i++) {
        const char *column = kefu_tally_column(tally, i);
        const cell_choice *as = options_cell_as(m->o, column);
        const cell_choice *choice = as ? as : options_cell(m->o, column);
        const int32_t number = kefu_tally_column_type(tally, i) == KEFU_EXPR_NUMBER;
        kefu_cell cell = {.struct_size = sizeof cell,
                          .column = choice ? choice->column : column,
                          .as = column,
                          .kind = choice                       ? choice->kind
                                  : !number                    ? KEFU_CELL_TEXT
                                  : looks_like_date(m, column) ? KEFU_CELL_DATE
                                                               : KEFU_CELL_NUMBER,
                          .flags = choice ? choice->flags : 0};
        if (cell_is_figure(cell.kind)) {
            cell.scale = 6;
            cell.flags |= m->o->round ? KEFU_CELL_ROUND : 0;
        }
        status = kefu_csv_reader_cell(reader, &cell, error);
    }
    return status;
}

typedef struct event_take {
    kefu_tally *tally;
    kefu_builder *rows; /* or NULL */
} event_take;

static kefu_status take_events(void *to, const kefu_batch *batch, kefu_error *error)
{
    const event_take *take = to;
    const kefu_status status = kefu_tally_update(take->tally, batch, error);
    if (status || !take->rows)
        return status;
    return kefu_builder_append(take->rows, batch, error);
}

static int count_file(month *m, kefu_tally *tally)
{
    kefu_error error;
    kefu_csv_reader *reader = NULL;
    event_take take = {tally, m->rows};
    input_state state = {.path = m->o->events, .figures = 1, .take = take_events, .to = &take};
    kefu_csv_options csv = input_options(m->o, &state);
    csv.only_cells = 1;
    int failed = 0;
    if (kefu_csv_reader_new(&csv, &reader, &error) || declare_cells(m, tally, reader, &error))
        failed = complain(m->o->events, &error);
    if (!failed)
        failed = feed_file(m->o, m->o->events, reader);
    if (failed && !m->peek.batch && !kefu_csv_reader_rows(reader)) /* the header of a pipe */
        (void)defines_check(m);
    if (!failed) {
        input_summary(&state, reader);
        m->event_rows = kefu_csv_reader_rows(reader);
    }
    kefu_csv_reader_free(reader);
    return failed;
}

/* A filter that lets nothing through is more often misspelt than meant. */
static void warn_filtered(const month *m)
{
    if (m->o->where && m->event_rows && !kefu_frame_rows(m->events))
        fprintf(stderr, "month_end: %s: warning: none of %lld rows passed --where \"%s\"\n",
                m->o->events, (long long)m->event_rows, m->o->where);
}

int read_events(month *m)
{
    kefu_error error;
    kefu_tally *tally = NULL;
    if (!m->o->events)
        return 0;
    if (m->o->batches && kefu_builder_new(NULL, NULL, &m->rows, &error))
        return complain("--check-batches", &error);
    if (new_tally(m, &tally))
        return 1;
    int failed = count_file(m, tally);
    if (!failed && kefu_tally_frame(tally, &m->events, &error))
        failed = complain(m->o->events, &error);
    kefu_tally_free(tally);
    if (!failed) {
        warn_filtered(m);
        warn_event_totals(m);
    }
    return failed || with_roster(m, &m->events, m->o->events);
}
