/* marks.c - the lists as they come back, into rows for estimates and for agreement. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

static kefu_builder *builder_of(const char *const *columns, int n)
{
    kefu_builder *b = NULL;
    kefu_error error;
    check(kefu_builder_new(NULL, NULL, &b, &error), "marks", &error);
    for (int i = 0; i < n; i++)
        check(
            kefu_builder_add(b, columns[i], KEFU_COLUMN_TEXT, 0, KEFU_COLUMN_DECIMAL, NULL, &error),
            "marks", &error);
    return b;
}

static void add_row(kefu_builder *b, const char *const *cells, int n)
{
    kefu_error error;
    for (int i = 0; i < n; i++)
        if (cells[i][0])
            check(kefu_builder_set_text(b, i, cells[i], strlen(cells[i]), &error), "marks", &error);
    check(kefu_builder_end_row(b, &error), "marks", &error);
}

/* An id as a spreadsheet keeps it: ="0123" is 0123. */
static const char *plain_id(const char *text)
{
    static char id[256];
    const size_t n = strlen(text);
    if (n > 3 && !strncmp(text, "=\"", 2) && n - 3 < sizeof id) {
        memcpy(id, text + 2, n - 3);
        id[n - 3] = '\0';
        return id;
    }
    return text;
}

typedef struct list {
    const char *path;
    kefu_builder *rows;
    int32_t id, points, failed, by[CRITERIA];
} list;

static void open_list(list *l, const week *w, const char *inspector)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s.csv", w->s->lists, hidden(w->hide, "质检员", inspector));
    l->path = path;
    l->rows = read_csv(path, NULL);
    const kefu_batch *rows = kefu_builder_batch(l->rows);
    l->id = column_of(rows, "会话ID", path);
    l->points = column_of(rows, "评分", path);
    l->failed = column_of(rows, "不合格", path);
    for (int i = 0; i < CRITERIA; i++)
        l->by[i] = column_of(rows, criteria[i].column, path);
}

static const task *task_of(const week *w, const work *k, const list *l, const char *id)
{
    int64_t index;
    kefu_error error;
    check(kefu_sample_find(w->sample, id, strlen(id), &index, &error), l->path, &error);
    return &k->tasks[index];
}

static void take_row(const week *w, const work *k, const list *l, int64_t row,
                     const char *inspector, marks *m)
{
    char id[256];
    const kefu_batch *rows = kefu_builder_batch(l->rows);
    snprintf(id, sizeof id, "%s", plain_id(cell_of(rows, l->id, row)));
    const task *t = task_of(w, k, l, id);
    const char *points = cell_of(rows, l->points, row), *failed = cell_of(rows, l->failed, row);
    if (!strcmp(t->inspector, inspector) && points[0]) { /* the first inspector's mark counts */
        const char *agent = cell_of(kefu_builder_batch(w->rows), w->agent, t->row);
        const char *cells[] = {id, agent, points, failed};
        add_row(m->first, cells, 4);
    }
    for (int i = 0; i < CRITERIA && t->second; i++) {
        const char *cells[] = {criteria[i].column, id, inspector, cell_of(rows, l->by[i], row)};
        add_row(m->opinions, cells, 4);
    }
}

static int comes_before(const work *k, int64_t pair, const char *inspector)
{
    for (int64_t i = 0; i < pair; i++) {
        kefu_peer p = {.struct_size = sizeof p};
        (void)kefu_peers_at(k->peers, i, &p);
        if (!strcmp(p.inspector, inspector))
            return 1;
    }
    return 0;
}

static int has_work(const work *k, const char *inspector)
{
    for (int64_t i = 0; i < k->n; i++)
        if (!strcmp(k->tasks[i].inspector, inspector) ||
            (k->tasks[i].second && !strcmp(k->tasks[i].second, inspector)))
            return 1;
    return 0;
}

void read_marks(const week *w, const work *k, marks *m)
{
    static const char *const first[] = {"会话ID", "客服", "评分", "不合格"};
    static const char *const opinions[] = {"标准", "会话ID", "质检员", "评分"};
    m->first = builder_of(first, 4);
    m->opinions = builder_of(opinions, 4);
    for (int64_t i = 0; i < kefu_peers_count(k->peers); i++) {
        kefu_peer p = {.struct_size = sizeof p};
        (void)kefu_peers_at(k->peers, i, &p);
        if (comes_before(k, i, p.inspector) || !has_work(k, p.inspector))
            continue;
        list l;
        open_list(&l, w, p.inspector);
        for (int64_t row = 0; row < kefu_builder_batch(l.rows)->rows; row++)
            take_row(w, k, &l, row, p.inspector, m);
        kefu_builder_free(l.rows);
    }
}

void free_marks(marks *m)
{
    kefu_builder_free(m->first);
    kefu_builder_free(m->opinions);
}
