/* marks.c - what inspectors give, into rows for estimates and for agreement. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

const mark_column mark_columns[MARKS] = {{"评分", "mark", 1, 0, 100},
                                         {"不合格", "failed", 0, 0, 1},
                                         {"态度", "attitude", 0, 1, 3},
                                         {"专业", "knowledge", 0, 1, 3},
                                         {"规范", "procedure", 0, 1, 3}};

const char *mark_text(const mark *m, int which, char out[16])
{
    const int given = m->given[which];
    out[0] = '\0';
    if (given == NOT_MARKED)
        return out;
    if (mark_columns[which].scale && given % 10)
        snprintf(out, 16, "%d.%d", given / 10, given % 10);
    else
        snprintf(out, 16, "%d", mark_columns[which].scale ? given / 10 : given);
    return out;
}

mark *no_marks(int64_t n)
{
    mark *all = grow(NULL, (size_t)n * sizeof *all);
    for (int64_t i = 0; i < n; i++)
        for (int m = 0; m < MARKS; m++)
            all[i].given[m] = NOT_MARKED;
    return all;
}

/* Of each column the first inspector's mark counts, and the second's where the first gave none. */
static void merge_marks(mark *counts, const mark *given, int is_first)
{
    for (int i = 0; i < MARKS; i++)
        if (given->given[i] != NOT_MARKED && (is_first || counts->given[i] == NOT_MARKED))
            counts->given[i] = given->given[i];
}

/* Of what two have marked it is asked whether they agree. */
static void take_opinions(const week *w, const task *t, const mark *given, int64_t index,
                          const char *inspector, marks *m)
{
    char text[16];
    kefu_sample_row r = {.struct_size = sizeof r};
    (void)kefu_sample_at(w->sample, index, &r);
    for (int i = MARK_CRITERIA; i < MARKS && t->second; i++) {
        const char *cells[] = {say(w->s, mark_columns[i].zh, mark_columns[i].en), r.id.data,
                               inspector, mark_text(given, i, text)};
        texts_row(m->opinions, cells, 4);
    }
}

/* All, without a mark too, since it must be known whose they are. */
static void take_counting(const week *w, const work *k, const mark *counts, marks *m)
{
    char points[16], failed[16];
    for (int64_t i = 0; i < k->n; i++) {
        kefu_sample_row r = {.struct_size = sizeof r};
        (void)kefu_sample_at(w->sample, i, &r);
        const char *cells[] = {r.id.data, cell_of(w->rows, w->agent, r.row),
                               mark_text(&counts[i], MARK_POINTS, points),
                               mark_text(&counts[i], MARK_FAILED, failed),
                               cell_of(w->rows, w->by, r.row)};
        texts_row(m->first, cells, 4 + (w->s->by != NULL));
    }
}

static void take_list(const week *w, const work *k, const char *inspector, mark *counts, marks *m)
{
    list l;
    int64_t first, second;
    count_work(k, inspector, &first, &second);
    if (!(first + second))
        return;
    if (!read_list(w, k, inspector, &l)) {
        char text[200];
        snprintf(text, sizeof text,
                 "the list is missing, of %lld conversations: write it by a run without --marks, "
                 "and leave it empty if nothing is marked",
                 (long long)(first + second));
        fail_text(l.path, text);
    }
    for (int64_t i = 0; i < k->n; i++) {
        const task *t = &k->tasks[i];
        if (!l.lines[i])
            continue;
        merge_marks(&counts[i], &l.marks[i], !strcmp(t->inspector, inspector));
        take_opinions(w, t, &l.marks[i], i, inspector, m);
    }
    free_list(&l);
}

void read_marks(const week *w, const work *k, marks *m)
{
    const char *const first[] = {"会话ID", agent_column(w), "评分", "不合格", w->s->by};
    static const char *const opinions[] = {"标准", "会话ID", "质检员", "评分"};
    int64_t pair = -1;
    m->first = texts_new(first, 4 + (w->s->by != NULL), KEFU_COLUMN_DECIMAL);
    m->opinions = texts_new(opinions, 4, KEFU_COLUMN_DECIMAL);
    mark *counts = no_marks(k->n);
    for (const char *who = next_inspector(k, &pair); who; who = next_inspector(k, &pair))
        take_list(w, k, who, counts, m);
    take_counting(w, k, counts, m);
    free(counts);
}

void free_marks(marks *m)
{
    kefu_builder_free(m->first);
    kefu_builder_free(m->opinions);
}
