/* names.c - columns and metrics that are asked for, against those that the files have. */
#include <string.h>

#include "month_end.h"

/* ---- Near names ----------------------------------------------------------------------------- */

/* Bytes of the next piece of a name: one Chinese character, or two letters. */
static size_t piece_of(const char *at)
{
    const unsigned char *u = (const unsigned char *)at;
    size_t n = 1;
    if (u[0] < 0x80)
        return u[1] && u[1] < 0x80 ? 2 : 1;
    while ((u[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* At least half of the pieces are in the other name, too: 满意率, 满意度. */
int names_alike(const char *name, const char *other)
{
    int all = 0, shared = 0;
    for (const char *at = name; *at; all++) {
        char piece[8] = {0};
        const size_t n = piece_of(at);
        memcpy(piece, at, n < sizeof piece ? n : sizeof piece - 1);
        shared += strstr(other, piece) != NULL;
        at += n > 1 && (unsigned char)*at < 0x80 ? 1 : n; /* letters overlap: co on nv ... */
    }
    return shared * 2 >= all;
}

/* ---- What there is -------------------------------------------------------------------------- */

/* Files with figures: the events' first row, then the tables. */
static const csv_rows *file_at(const month *m, int i) { return i ? &m->files[i - 1] : &m->peek; }

static int any_file_has(const month *m, const char *column)
{
    for (int i = 0; i <= m->o->tables.n; i++)
        if (rows_column(file_at(m, i), column) >= 0)
            return 1;
    return 0;
}

/* A pipe can be read only once, so its header is not known yet. */
static int events_unknown(const month *m) { return m->o->events && !m->peek.batch; }

void list_names(const char *who, const kefu_batch *batch)
{
    fprintf(stderr, "%s has ", who);
    for (int32_t i = 0; i < batch->n_columns; i++)
        fprintf(stderr, "%s%s", i ? ", " : "", batch->columns[i]->name);
}

static void list_near(const month *m, const char *name, int formulas)
{
    const char *before = "; did you mean ";
    for (int i = 0; i <= m->o->tables.n; i++) {
        const csv_rows *file = file_at(m, i);
        const kefu_batch *batch = file->batch;
        if (formulas && !i) /* columns of events are no metrics */
            continue;
        for (int32_t c = 0; batch && c < batch->n_columns; c++)
            if (names_alike(name, batch->columns[c]->name)) {
                fprintf(stderr, "%s%s", before, batch->columns[c]->name);
                before = " or ";
            }
    }
    for (int i = 0; formulas && i < m->o->n_formulas; i++)
        if (names_alike(name, m->o->formulas[i].name)) {
            fprintf(stderr, "%s%s", before, m->o->formulas[i].name);
            before = " or ";
        }
    fputs(*before == ';' ? "\n" : "?\n", stderr);
}

/* "card.json: metric '满意率': oct.csv has 客服, 满意度; did you mean 满意度?" A metric comes from
 * a table or a formula, a column from any file, or from `only` that one. */
static int complain_missing(const month *m, const char *what, const char *name, int metric,
                            const csv_rows *only)
{
    const char *before = "";
    fprintf(stderr, "month_end: %s '%s': ", what, name);
    for (int i = metric; i <= m->o->tables.n; i++) {
        const csv_rows *file = file_at(m, i);
        if (!file->batch || (only && file != only))
            continue;
        fputs(before, stderr);
        list_names(file->path, file->batch);
        before = "; ";
    }
    for (int i = 0; metric && i < m->o->n_formulas; i++, before = ", ")
        fprintf(stderr, "%s%s%s", i ? ", " : before, i ? "" : "the formulas give ",
                m->o->formulas[i].name);
    list_near(m, name, metric);
    return 1;
}

/* ---- Checks --------------------------------------------------------------------------------- */

/* Events may call the person otherwise: --cell 'person=text:as 客服'. */
static int has_person(const month *m, const csv_rows *file)
{
    const cell_choice *as = file == &m->peek ? options_cell_as(m->o, m->o->by) : NULL;
    return rows_column(file, as ? as->column : m->o->by) >= 0;
}

static int check_by(const month *m)
{
    int failed = 0;
    for (int i = 0; i <= m->o->tables.n; i++) {
        const csv_rows *file = file_at(m, i);
        if (!file->batch || has_person(m, file))
            continue;
        failed = complain_missing(m, "--by", m->o->by, 0, file);
        if (file->batch->n_columns == 1)
            fputs(
                "    (one column only: --skip-lines N passes a title, --delimiter CHAR tells what "
                "parts the columns)\n",
                stderr);
    }
    return failed;
}

static int check_cell(const month *m, const cell_choice *cell)
{
    int in_table = 0, failed = 0;
    if (!any_file_has(m, cell->column))
        return events_unknown(m) ? 0 : complain_missing(m, "--cell", cell->column, 0, NULL);
    for (int i = 0; i < m->o->tables.n; i++) {
        const csv_rows *file = &m->files[i];
        if (rows_column(file, cell->column) < 0)
            continue;
        in_table = 1;
        if (cell->over && rows_column(file, cell->over) < 0)
            failed |= complain_missing(m, "--cell: over", cell->over, 0, file);
        if (cell->count && rows_column(file, cell->count) < 0)
            failed |= complain_missing(m, "--cell: count", cell->count, 0, file);
    }
    const char *message = NULL;
    if (in_table && !cell_is_figure(cell->kind) && rows_column(&m->peek, cell->column) < 0)
        message = "a table gives figures: number, percent, percent100, rate or duration";
    if (in_table && cell->as && rows_column(&m->peek, cell->column) < 0)
        message = "as is for events; a card names the column of a table as the table does";
    if (!in_table && (cell->over || cell->count))
        message = "over and count are for tables; for events write a formula, as ratio(a, b)";
    if (!message)
        return failed;
    fprintf(stderr, "month_end: --cell %s=%s: %s\n", cell->column, cell->kind_name, message);
    return 1;
}

static int metric_there(const month *m, const char *name)
{
    for (int i = 0; i < m->o->n_formulas; i++)
        if (strcmp(m->o->formulas[i].name, name) == 0)
            return 1;
    for (int i = 0; i < m->o->tables.n; i++)
        if (rows_column(&m->files[i], name) >= 0)
            return 1;
    return 0;
}

static int check_metrics(const month *m)
{
    static const int32_t kinds[] = {KEFU_PART_ITEM, KEFU_PART_ADJUSTMENT, KEFU_PART_RED_LINE,
                                    KEFU_PART_VOLUME};
    char what[512];
    int failed = 0;
    if (!m->n_cards || m->book) /* of a book only the cards count that somebody has */
        return 0;
    const kefu_card *card = m->cards[0].card;
    snprintf(what, sizeof what, "%s: metric", m->cards[0].path);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int32_t i = 0; i < kefu_card_parts(card, kinds[k]); i++) {
            kefu_card_part part = {.struct_size = sizeof part};
            if (!kefu_card_part_at(card, kinds[k], i, &part) && !metric_there(m, part.metric))
                failed |= complain_missing(m, what, part.metric, 1, NULL);
        }
    return failed;
}

int check_names(const month *m)
{
    int failed = 0;
    if (check_by(m))
        return 1;
    for (int i = 0; i < m->o->cells.n; i++)
        failed |= check_cell(m, &m->o->cell_choices[i]);
    return (check_metrics(m) | (m->peek.batch && defines_check(m))) || failed;
}
