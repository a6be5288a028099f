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

/* The first inspector's mark counts; of what two have marked it is asked whether they agree. */
static void take_marks(const week *w, const work *k, const list *l, int64_t index,
                       const char *inspector, marks *m)
{
    char points[16], failed[16], given[16];
    const task *t = &k->tasks[index];
    kefu_sample_row r = {.struct_size = sizeof r};
    (void)kefu_sample_at(w->sample, index, &r);
    const char *first[] = {r.id.data, cell_of(w->rows, w->agent, t->row),
                           mark_text(&l->marks[index], MARK_POINTS, points),
                           mark_text(&l->marks[index], MARK_FAILED, failed)};
    if (!strcmp(t->inspector, inspector))
        texts_row(m->first, first, 4);
    for (int i = MARK_CRITERIA; i < MARKS && t->second; i++) {
        const char *cells[] = {say(w->s, mark_columns[i].zh, mark_columns[i].en), r.id.data,
                               inspector, mark_text(&l->marks[index], i, given)};
        texts_row(m->opinions, cells, 4);
    }
}

static void take_list(const week *w, const work *k, const char *inspector, marks *m)
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
                 "with the same --anonymous, and leave it empty if nothing is marked",
                 (long long)(first + second));
        fail_text(l.path, text);
    }
    for (int64_t i = 0; i < k->n; i++)
        if (l.lines[i])
            take_marks(w, k, &l, i, inspector, m);
    free_list(&l);
}

void read_marks(const week *w, const work *k, marks *m)
{
    static const char *const first[] = {"会话ID", "客服", "评分", "不合格"};
    static const char *const opinions[] = {"标准", "会话ID", "质检员", "评分"};
    int64_t pair = -1;
    m->first = texts_new(first, 4, KEFU_COLUMN_DECIMAL);
    m->opinions = texts_new(opinions, 4, KEFU_COLUMN_DECIMAL);
    for (const char *who = next_inspector(k, &pair); who; who = next_inspector(k, &pair))
        take_list(w, k, who, m);
}

void free_marks(marks *m)
{
    kefu_builder_free(m->first);
    kefu_builder_free(m->opinions);
}
