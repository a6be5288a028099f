/* scores_out.c - what the marks say about all conversations: corrected beside naive, with
 * intervals. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

typedef struct measure {
    const char *zh, *en, *column;
    int32_t kind, scale;
    int percent;
} measure;

static const measure measures[] = {
    {"质检得分", "QC score", "评分", KEFU_ESTIMATE_MEAN, 1, 0},
    {"不合格率", "failed", "不合格", KEFU_ESTIMATE_RATE, 1, 1},
};

static const char *number(const kefu_value *v, const measure *m)
{
    static char ring[8][64];
    static int turn;
    char *out = ring[turn++ % 8];
    kefu_value shown = *v;
    if (m->percent && v->den && v->den % 100 == 0)
        shown.den /= 100;
    else if (m->percent)
        shown.num *= 100;
    if (kefu_value_format(&shown, m->scale, out, sizeof ring[0] - 2))
        strcpy(out, "-");
    else if (m->percent && shown.den)
        strcat(out, "%");
    return out;
}

static kefu_estimates *estimate(const week *w, const marks *m, const measure *measured)
{
    kefu_error error;
    kefu_estimates *out = NULL;
    kefu_estimate_options options = {.struct_size = sizeof options,
                                     .mark = measured->column,
                                     .by = "客服",
                                     .kind = measured->kind};
    check(kefu_estimate_sample(w->sample, kefu_builder_batch(m->first), &options, &out, &error),
          w->s->lists, &error);
    return out;
}

static void put_estimate(table *t, const week *w, const kefu_estimated *e, const measure *m)
{
    char interval[160], counts[64];
    if (e->low.den)
        snprintf(interval, sizeof interval, "%s – %s", number(&e->low, m), number(&e->high, m));
    else
        snprintf(interval, sizeof interval, "-");
    snprintf(counts, sizeof counts, "%lld", (long long)e->marked);
    table_cell(t, e->key.size ? hidden(w->hide, "客服", e->key.data) : say(w->s, "全部", "all"));
    table_cell(t, number(&e->naive, m));
    table_cell(t, number(&e->estimate, m));
    table_cell(t, interval);
    table_cell(t, counts);
    kefu_value population = e->population;
    char people[64] = "-";
    (void)kefu_value_format(&population, 0, people, sizeof people);
    table_cell(t, people);
}

/* What all conversations would have got: known, since the marks are invented. */
static void note_truth(table *t, const week *w, const measure *m)
{
    char text[200];
    int64_t sum = 0, n = 0;
    const kefu_batch *rows = kefu_builder_batch(w->rows);
    for (int64_t i = 0; i < rows->rows; i++, n++) {
        const mark given = invented_mark(w, i, "");
        sum += m->percent ? given.failed : given.points;
    }
    const kefu_value truth = {sum, n, n, KEFU_VALUE_OK, 0};
    snprintf(text, sizeof text,
             say(w->s, "虚构的评分:全部 %lld 条会话其实是 %s",
                 "invented marks: all %lld conversations have %s"),
             (long long)n, number(&truth, m));
    table_note(t, text);
}

static void print_measure(const week *w, const marks *m, const measure *measured)
{
    char text[1024];
    const char *heads[] = {say(w->s, "客服", "agent"),       say(w->s, "抽到的", "naive"),
                           say(w->s, "校正后", "corrected"), say(w->s, "95% 区间", "95 % interval"),
                           say(w->s, "抽检", "marked"),      say(w->s, "总体", "of")};
    kefu_estimates *e = estimate(w, m, measured);
    table *t = table_new(say(w->s, measured->zh, measured->en), 6, heads, "lrrlrr");
    for (int64_t i = 0; i < kefu_estimates_count(e); i++) {
        kefu_estimated one = {.struct_size = sizeof one};
        (void)kefu_estimates_at(e, i, &one);
        put_estimate(t, w, &one, measured);
    }
    if (!kefu_estimates_text(e, 0, w->s->language, text, sizeof text, NULL))
        table_note(t, text);
    if (w->s->invent)
        note_truth(t, w, measured);
    show_table(t);
    kefu_estimates_free(e);
}

void print_scores(const week *w, const marks *m)
{
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        print_measure(w, m, &measures[i]);
}
