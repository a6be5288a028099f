/* scores_out.c - what the marks say about all conversations: corrected beside naive, with
 * intervals. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

typedef struct measure {
    const char *zh, *en, *column;
    int which;
    int32_t kind, scale;
    int percent;
} measure;

static const measure measures[] = {
    {"质检得分", "QC score", "评分", MARK_POINTS, KEFU_ESTIMATE_MEAN, 1, 0},
    {"不合格率", "failed", "不合格", MARK_FAILED, KEFU_ESTIMATE_RATE, 1, 1},
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

static kefu_estimates *estimate(const week *w, const marks *m, const measure *measured,
                                const char *by)
{
    kefu_error error;
    kefu_estimates *out = NULL;
    kefu_estimate_options options = {.struct_size = sizeof options,
                                     .mark = measured->column,
                                     .id = "会话ID",
                                     .by = by,
                                     .kind = measured->kind,
                                     .scale = 1};
    check(kefu_estimate_sample(w->sample, kefu_builder_batch(m->first), &options, &out, &error),
          w->s->lists, &error);
    return out;
}

/* What is to be known beside the numbers. */
static void put_flags(table *t, const week *w, uint32_t flags)
{
    static const struct {
        uint32_t flag;
        const char *zh, *en;
    } said[] = {{KEFU_ESTIMATED_WHOLE, "全部看过", "all inspected"},
                {KEFU_ESTIMATED_GAPS, "有的格没有评分", "cells without marks left out"},
                {KEFU_ESTIMATED_LONELY, "有的格只有一条评分", "one mark in a cell"},
                {KEFU_ESTIMATED_REPLACED, "有更换", "replaced"}};
    char text[300] = "";
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const size_t n = strlen(text);
        if (flags & said[i].flag)
            snprintf(text + n, sizeof text - n, "%s%s", n ? say(w->s, "、", ", ") : "",
                     say(w->s, said[i].zh, said[i].en));
    }
    table_cell(t, text);
}

/* No mark is below 0 or above 100, and nobody is to be told so. */
static kefu_value cut(const kefu_value *v)
{
    kefu_value out = *v;
    if (out.num < 0)
        out.num = 0;
    else if (out.num / out.den >= 100)
        out.num = 100, out.den = 1;
    return out;
}

static void put_key(table *t, const week *w, const kefu_estimated *e, int64_t index, int of_agent)
{
    char *group = of_agent || !index ? NULL : hide_names(w->hide, e->key.data);
    if (!index)
        table_cell(t, say(w->s, "全部", "all"));
    else if (!e->key.size)
        table_cell(t, say(w->s, "(空)", "(empty)"));
    else
        table_cell(t, group ? group : hidden(w->hide, e->key.data));
    free(group);
}

static void put_estimate(table *t, const week *w, const kefu_estimated *e, const measure *m)
{
    char text[160] = "-";
    table_cell(t, number(&e->naive, m));
    table_cell(t, number(&e->estimate, m));
    if (e->low.den && e->high.den) {
        const kefu_value low = cut(&e->low), high = cut(&e->high);
        snprintf(text, sizeof text, "%s – %s", number(&low, m), number(&high, m));
    }
    table_cell(t, text);
    snprintf(text, sizeof text, e->marked == e->sampled ? "%lld" : "%lld/%lld",
             (long long)e->marked, (long long)e->sampled);
    table_cell(t, text);
    if (kefu_value_format(&e->population, 0, text, sizeof text))
        strcpy(text, "-");
    table_cell(t, text);
    put_flags(t, w, e->flags);
}

/* What all conversations would have got: known, since the marks are invented. */
static void note_truth(table *t, const week *w, const measure *m)
{
    char text[200];
    int64_t sum = 0, n = 0;
    for (; n < w->rows->batch->rows; n++)
        sum += invented_mark(w, n, "").given[m->which];
    const kefu_value truth = {sum, n * (m->percent ? 1 : 10), n, KEFU_VALUE_OK, 0};
    snprintf(text, sizeof text,
             say(w->s, "评分是虚构的:连剔除的在内,全部 %lld 条会话其实是 %s",
                 "the marks are INVENTED: all %lld conversations, excluded ones too, have %s"),
             (long long)n, number(&truth, m));
    table_note(t, text);
}

static void note_replaced(table *t, const week *w, const kefu_estimated *e)
{
    char text[300], rows[64] = "-";
    if (!(e->flags & KEFU_ESTIMATED_REPLACED))
        return;
    (void)kefu_value_format(&e->population, 0, rows, sizeof rows);
    snprintf(text, sizeof text,
             say(w->s, "更换过 %lld 条不宜质检的会话:以上只说适宜质检的会话,估计有 %s 条",
                 "%lld unsuitable conversations were taken out: the above is of those fit for "
                 "inspection, about %s"),
             (long long)kefu_sample_replacements(w->sample), rows);
    table_note(t, text);
}

static void print_measure(const week *w, const marks *m, const measure *measured, const char *group)
{
    char text[1024], title[300];
    const char *heads[] = {group ? group : say(w->s, "客服", "agent"),
                           say(w->s, "抽到的", "naive"),
                           say(w->s, "校正后", "corrected"),
                           say(w->s, "95% 区间", "95 % interval"),
                           say(w->s, "评分", "marked"),
                           say(w->s, "总体", "of"),
                           ""};
    kefu_estimates *e = estimate(w, m, measured, group ? group : agent_column(w));
    kefu_estimated one = {.struct_size = sizeof one};
    snprintf(title, sizeof title, group ? say(w->s, "%s,按%s", "%s by %s") : "%s",
             say(w->s, measured->zh, measured->en), group);
    table *t = table_new(title, 7, heads, "lrrlrrl");
    for (int64_t i = 0; i < kefu_estimates_count(e); i++) {
        (void)kefu_estimates_at(e, i, &one);
        put_key(t, w, &one, i, !group);
        put_estimate(t, w, &one, measured);
    }
    if (w->s->anonymous)
        table_sort(t, 1);
    if (!group && !kefu_estimates_text(e, 0, w->s->language, text, sizeof text, NULL))
        table_note(t, text);
    (void)kefu_estimates_at(e, 0, &one);
    if (!group)
        note_replaced(t, w, &one);
    if (!group && w->s->invent)
        note_truth(t, w, measured);
    show_table(t);
    kefu_estimates_free(e);
}

void print_scores(const week *w, const marks *m)
{
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        print_measure(w, m, &measures[i], NULL);
    for (size_t i = 0; i < sizeof measures / sizeof *measures && w->s->by; i++)
        print_measure(w, m, &measures[i], w->s->by);
}
