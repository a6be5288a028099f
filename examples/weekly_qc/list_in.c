/* list_in.c - a list as it comes back from an inspector and a spreadsheet: each row with marks must
 * be a conversation of the sample that is this inspector's, once, and its marks what they may be.
 */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

enum { UNKNOWN = -1, TAKEN_OUT = -2 };

/* A mark of a conversation that was replaced since. */
static void keep_replaced(list *l, const week *w, const char *id, const mark *m)
{
    l->replaced = grow(l->replaced, (size_t)(l->n_replaced + 1) * sizeof *l->replaced);
    l->replaced[l->n_replaced++] = (replaced){row_of(w, id), *m};
}

static void list_name(list *l, const week *w, const char *inspector)
{
    char name[512];
    snprintf(name, sizeof name, "%s", inspector);
    for (char *p = name; *p; p++)
        if (strchr("/\\:*?\"<>|", *p))
            *p = '_';
    snprintf(l->path, sizeof l->path, "%.3500s/%s.csv", w->s->lists, name);
}

/* Pages without names are made of the lists that people have: under their names, or under
 * pseudonyms where those are there. */
static void list_path(list *l, const week *w, const char *inspector)
{
    list_name(l, w, hidden(w->hide, inspector));
    if (w->s->marks && !is_file(l->path))
        list_name(l, w, inspector);
    if (!is_file(l->path))
        list_name(l, w, hidden(w->hide, inspector));
}

/* By its name in either language. */
static int32_t list_column(const csv_file *f, const char *zh, const char *en)
{
    const int32_t column = find_column(f, en);
    return column >= 0 ? column : column_of(f, zh);
}

static int marked_at_all(const mark *m)
{
    for (int i = 0; i < MARKS; i++)
        if (m->given[i] != NOT_MARKED)
            return 1;
    return 0;
}

static void not_that(const csv_file *f, int64_t row, int32_t column, const char *cell, int which)
{
    char text[300];
    const mark_column *c = &mark_columns[which];
    const char *sort = c->scale ? "a number" : "a whole number";
    snprintf(text, sizeof text, "%s '%.60s': expected %s from %d to %d%s, or nothing (not marked)",
             f->batch->columns[column]->name, cell, sort, c->least, c->most,
             c->scale ? " with one decimal at most" : "");
    fail_row(f, row, text);
}

static mark marks_of(const csv_file *f, int64_t row)
{
    mark m;
    for (int i = 0; i < MARKS; i++) {
        const mark_column *c = &mark_columns[i];
        const int32_t column = list_column(f, c->zh, c->en);
        const char *cell = cell_of(f, column, row);
        const int unit = c->scale ? 10 : 1;
        int64_t value = 0;
        int32_t state = KEFU_VALUE_NO_DATA;
        kefu_cell how = {.struct_size = sizeof how, .kind = KEFU_CELL_NUMBER, .scale = c->scale};
        const kefu_status status =
            *cell ? kefu_cell_parse(&how, cell, strlen(cell), &value, &state, NULL) : KEFU_OK;
        const int is_number = state == KEFU_VALUE_OK;
        if (status || (is_number && (value < c->least * unit || value > c->most * unit)))
            not_that(f, row, column, cell, i);
        m.given[i] = is_number ? (int)value : NOT_MARKED;
    }
    return m;
}

/* Which row of the sample an id is. */
static int64_t task_of(const week *w, const csv_file *f, int64_t row, const char *id)
{
    char text[400];
    const int64_t index = sampled(w->sample, id);
    if (index >= 0)
        return index;
    if (was_replaced(w, id))
        return TAKEN_OUT;
    if (id_with_zeros(w, id)) {
        snprintf(text, sizeof text,
                 "conversation '%.60s' is not in this week's sample, but '%.60s' is: write its "
                 "zeros, as text",
                 id, id_with_zeros(w, id));
        fail_row(f, row, text);
    }
    snprintf(text, sizeof text, "conversation '%.60s' is not in this week's sample: %s", id,
             strstr(id, "E+") ? "the spreadsheet shortened the number; write the whole id, as text"
             : *id            ? "correct the id, take the row out, or keep each week's lists in a "
                                "folder of their own"
                              : "the id is missing");
    fail_row(f, row, text);
    return UNKNOWN;
}

static void check_task(const week *w, const work *k, const char *inspector, const csv_file *f,
                       int64_t row, int64_t index, const list *l)
{
    char text[300];
    const task *t = &k->tasks[index];
    if (strcmp(t->inspector, inspector) && (!t->second || strcmp(t->second, inspector))) {
        snprintf(text, sizeof text, "this conversation is %.100s's work: take the row out here",
                 hidden(w->hide, t->inspector));
        fail_row(f, row, text);
    }
    if (l->lines[index]) {
        snprintf(text, sizeof text, "this conversation is in line %d already: keep one of the two",
                 l->lines[index]);
        fail_row(f, row, text);
    }
}

int read_list(const week *w, const work *k, const char *inspector, list *l)
{
    l->marks = no_marks(k->n);
    l->replaced = NULL;
    l->n_replaced = 0;
    l->lines = grow(NULL, (size_t)k->n * sizeof *l->lines);
    for (int64_t i = 0; i < k->n; i++)
        l->lines[i] = 0;
    list_path(l, w, inspector);
    if (!is_file(l->path))
        return 0;
    csv_file *f = read_csv(l->path, NULL);
    const int32_t in_english = find_column(f, list_heads[LIST_ID][1]);
    const int32_t id = in_english >= 0 ? in_english : id_column(w, f);
    for (int64_t row = 0; row < f->batch->rows; row++) {
        const mark m = marks_of(f, row);
        const int64_t index = marked_at_all(&m) ? task_of(w, f, row, cell_of(f, id, row)) : UNKNOWN;
        if (index == TAKEN_OUT)
            keep_replaced(l, w, cell_of(f, id, row), &m);
        if (index < 0)
            continue;
        check_task(w, k, inspector, f, row, index, l);
        l->marks[index] = m;
        l->lines[index] = f->lines[row];
    }
    free_csv(f);
    return 1;
}

void free_list(list *l)
{
    free(l->marks);
    free(l->lines);
    free(l->replaced);
}
