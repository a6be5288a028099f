/* tables.c - reports with one row a person: the columns that the card names, joined by person. */
#include <stdlib.h>
#include <string.h>

#include "month_end.h"

/* A bad row costs another reading of the table. */
enum { SKIPPED_AT_MOST = 1000 };

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

/* The unit of a column that no item says it of, by how its cells are written: 98.6%  2分30秒
 * ¥3,000  26 */
static const char *unit_as_written(const csv_rows *file, int32_t column)
{
    static const struct {
        const char *mark, *unit;
    } marks[] = {{"%", "ratio"}, {"%", "ratio"}, {"¥", "yuan"}, {"¥", "yuan"}, {"元", "yuan"},
                 {"$", "USD"},   {"€", "EUR"},   {"£", "GBP"},  {"秒", "s"},   {":", "s"}};
    char text[64];
    for (int64_t row = 0; row < file->n; row++) {
        const kefu_text cell = rows_text(file, row, column);
        if (!cell.data || !cell.size || cell.size >= sizeof text)
            continue;
        memcpy(text, cell.data, cell.size);
        text[cell.size] = '\0';
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
            if (strstr(text, marks[i].mark))
                return marks[i].unit;
    }
    return "count";
}

static kefu_status add_column(const month *m, const csv_rows *file, int32_t at, kefu_report *report,
                              kefu_error *error)
{
    const char *name = file->batch->columns[at]->name;
    kefu_card_part part = {.struct_size = sizeof part};
    const int named = card_part_of(m, name, &part);
    const cell_choice *choice = options_cell(m->o, name);
    const kefu_metric_info info = {.struct_size = sizeof info,
                                   .name = name,
                                   .label_zh = named ? part.label_zh : NULL,
                                   .label_en = named ? part.label_en : NULL,
                                   .unit = named    ? part.unit
                                           : choice ? "count"
                                                    : unit_as_written(file, at),
                                   .direction = named ? metric_direction(&part) : KEFU_NEITHER};
    const uint32_t round = m->o->round ? KEFU_CELL_ROUND : 0;
    const kefu_report_columns columns = {.struct_size = sizeof columns,
                                         .over = choice ? choice->over : NULL,
                                         .count = choice ? choice->count : NULL,
                                         .cell = choice ? choice->kind : kind_of_unit(info.unit),
                                         .cell_flags = round | (choice ? choice->flags : 0)};
    return kefu_report_metric(report, &info, &columns, error);
}

/* A figure that a card, a plan or --cell names, each once over all files. */
static int is_wanted(const month *m, const char *column)
{
    kefu_card_part part;
    const cell_choice *choice = options_cell(m->o, column);
    if (strcmp(column, m->o->by) == 0 || known_already(m, column) ||
        (choice && !cell_is_figure(choice->kind)))
        return 0;
    return choice || card_part_of(m, column, &part) || metric_quoted(m, column);
}

static int complain_no_column(const csv_rows *file)
{
    const kefu_batch *batch = file->batch;
    fprintf(stderr, "month_end: %s: has none of the columns that the card or --cell names; it has",
            file->path);
    for (int32_t i = 0; i < batch->n_columns; i++)
        fprintf(stderr, " %s", batch->columns[i]->name);
    fputc('\n', stderr);
    return 1;
}

static int describe_report(const month *m, const csv_rows *file, kefu_report *report)
{
    kefu_error error;
    const kefu_batch *batch = file->batch;
    int added = 0;
    kefu_status status = kefu_report_key(report, m->o->by, &error);
    for (int i = 0; i < m->o->skips.n && !status; i++)
        status = kefu_report_skip(report, m->o->skips.items[i], &error);
    for (int32_t i = 0; i < batch->n_columns && !status; i++) {
        if (!is_wanted(m, batch->columns[i]->name))
            continue;
        status = add_column(m, file, i, report, &error);
        added++;
    }
    if (status)
        return complain(file->path, &error);
    return added ? 0 : complain_no_column(file);
}

static int is_bad_row(const kefu_error *error)
{
    return error->row >= 0 && (error->code == KEFU_E_DATA || error->code == KEFU_E_PRECISION ||
                               error->code == KEFU_E_OVERFLOW);
}

/* Rows that cannot be read are told and dropped with --skip-bad-rows, as those of events are; all
 * others keep every digit, which columns of one fixed scale would not. */
static int read_report(const month *m, csv_rows *file, const kefu_report *report, kefu_frame **out)
{
    kefu_error error;
    int64_t bad = 0;
    while (kefu_report_read(report, file->batch, out, &error)) {
        if (!m->o->skip_bad_rows || !is_bad_row(&error))
            return complain_row(m->o, file, &error);
        if (bad++ == SKIPPED_AT_MOST) {
            fprintf(stderr, "month_end: %s: more than %d rows cannot be read\n", file->path,
                    SKIPPED_AT_MOST);
            return 1;
        }
        if (bad <= REPORTED_AT_MOST)
            fprintf(stderr, "%s:%d: skipped: %s\n", file->path, file->lines[error.row],
                    error.message);
        if (rows_drop(file, error.row, &error))
            return complain(file->path, &error);
    }
    if (bad)
        fprintf(stderr, "%s: %lld rows used, %lld with cells that cannot be read skipped\n",
                file->path, (long long)file->n, (long long)bad);
    return 0;
}

static int make_table(month *m, csv_rows *file)
{
    kefu_error error;
    kefu_report *report = NULL;
    kefu_frame *frame = NULL;
    int failed = kefu_report_new(NULL, NULL, &report, &error) ? complain(file->path, &error) : 0;
    failed = failed || describe_report(m, file, report) || read_report(m, file, report, &frame) ||
             with_roster(m, &frame, file->path);
    if (failed)
        kefu_frame_free(frame);
    else
        m->tables[m->n_tables++] = frame;
    kefu_report_free(report);
    return failed;
}

int load_tables(month *m)
{
    m->tables = grow(NULL, (size_t)m->o->tables.n * sizeof *m->tables);
    m->files = grow(NULL, (size_t)m->o->tables.n * sizeof *m->files);
    for (int i = 0; i < m->o->tables.n; i++)
        m->files[i] = (csv_rows){.path = m->o->tables.items[i]};
    for (int i = 0; i < m->o->tables.n; i++)
        if (read_rows(m->o, m->o->tables.items[i], 1, &m->files[i]))
            return 1;
    return 0;
}

int make_tables(month *m)
{
    warn_totals(m);
    for (int i = 0; i < m->o->tables.n; i++)
        if (make_table(m, &m->files[i]))
            return 1;
    return 0;
}
