/* tables.c - reports with one row a person: the columns that the card names, joined by person. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

static int column_named(const kefu_batch *batch, const char *name)
{
    for (int32_t i = 0; i < batch->n_columns; i++)
        if (strcmp(batch->columns[i]->name, name) == 0)
            return 1;
    return 0;
}

static int known_already(const month *m, const char *metric)
{
    kefu_error error;
    int32_t at;
    if (m->events && !kefu_frame_find_metric(m->events, metric, &at, &error))
        return 1;
    for (int i = 0; i < m->n_tables; i++)
        if (!kefu_frame_find_metric(m->tables[i], metric, &at, &error))
            return 1;
    return 0;
}

/* How the cells of a figure are written, by its unit. */
static int32_t kind_of_unit(const char *unit)
{
    if (strcmp(unit, "ratio") == 0)
        return KEFU_CELL_PERCENT;
    return strcmp(unit, "s") == 0 ? KEFU_CELL_DURATION : KEFU_CELL_NUMBER;
}

static kefu_status add_column(const month *m, kefu_report *report, const char *name,
                              kefu_error *error)
{
    kefu_card_part part = {.struct_size = sizeof part};
    const int named = card_part_of(m->card, name, &part);
    const cell_choice *choice = options_cell(m->o, name);
    const kefu_metric_info info = {.struct_size = sizeof info,
                                   .name = name,
                                   .label_zh = named ? part.label_zh : NULL,
                                   .label_en = named ? part.label_en : NULL,
                                   .unit = named ? part.unit : "count",
                                   .direction = named ? part.direction : KEFU_NEITHER};
    const kefu_report_columns columns = {.struct_size = sizeof columns,
                                         .over = choice ? choice->over : NULL,
                                         .cell = choice ? choice->kind : kind_of_unit(info.unit),
                                         .cell_flags = choice ? choice->flags : 0};
    return kefu_report_metric(report, &info, &columns, error);
}

/* The columns that the card or --cell names, each once over all files. */
static kefu_status add_columns(const month *m, kefu_report *report, const kefu_batch *batch,
                               int *added, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < batch->n_columns && !status; i++) {
        const char *name = batch->columns[i]->name;
        kefu_card_part part;
        if (strcmp(name, m->o->by) == 0 || known_already(m, name) ||
            !(card_part_of(m->card, name, &part) || options_cell(m->o, name)))
            continue;
        status = add_column(m, report, name, error);
        *added += 1;
    }
    return status;
}

static void complain_no_column(const char *path, const kefu_batch *batch)
{
    fprintf(stderr, "month_end: %s: has none of the columns that the card or --cell names; it has",
            path);
    for (int32_t i = 0; i < batch->n_columns; i++)
        fprintf(stderr, " %s", batch->columns[i]->name);
    fputc('\n', stderr);
}

static int read_report(const month *m, const char *path, kefu_report *report,
                       const kefu_batch *batch, kefu_frame **out)
{
    kefu_error error;
    int added = 0;
    if (!column_named(batch, m->o->by)) {
        fprintf(stderr, "month_end: %s: has no column %s (--by)\n", path, m->o->by);
        return 1;
    }
    kefu_status status = kefu_report_key(report, m->o->by, &error);
    for (int i = 0; i < m->o->skips.n && !status; i++)
        status = kefu_report_skip(report, m->o->skips.items[i], &error);
    if (!status)
        status = add_columns(m, report, batch, &added, &error);
    if (!status && !added) {
        complain_no_column(path, batch);
        return 1;
    }
    if (!status)
        status = kefu_report_read(report, batch, out, &error);
    if (status)
        complain(path, &error);
    if (status == KEFU_E_DUPLICATE)
        fputs("    (a file with several rows a person goes in with --events)\n", stderr);
    if (status == KEFU_E_DATA)
        fputs("    (--cell COLUMN=KIND tells how a column is read, --skip KEY leaves a row out)\n",
              stderr);
    return status != KEFU_OK;
}

static int read_table(month *m, const char *path)
{
    kefu_error error;
    kefu_builder *rows = NULL;
    kefu_report *report = NULL;
    kefu_frame *frame = NULL;
    if (read_rows(m->o, path, &rows))
        return 1;
    int failed = kefu_report_new(NULL, NULL, &report, &error) ? complain(path, &error) : 0;
    failed = failed || read_report(m, path, report, kefu_builder_batch(rows), &frame) ||
             with_roster(m, &frame, path);
    if (failed)
        kefu_frame_free(frame);
    else
        m->tables[m->n_tables++] = frame;
    kefu_report_free(report);
    kefu_builder_free(rows);
    return failed;
}

int read_tables(month *m)
{
    m->tables = grow(NULL, (size_t)m->o->tables.n * sizeof *m->tables);
    for (int i = 0; i < m->o->tables.n; i++)
        if (read_table(m, m->o->tables.items[i]))
            return 1;
    return 0;
}
