/* list_out.c - a work list for each inspector: what to look at, why, and cells for the marks. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

const char *const list_heads[LIST_HEADS][2] = {
    {"会话ID", "id"},  {"客服", "agent"}, {"日期", "day"}, {"渠道", "channel"},
    {"买家", "buyer"}, {"引用", "quote"}, {"原因", "why"}};

static void put_heads(csv_out *out, const week *w)
{
    const settings *s = w->s;
    csv_text(out, say(s, kefu_plan_key(w->plan), list_heads[LIST_ID][1]));
    for (int i = LIST_ID + 1; i < LIST_HEADS; i++)
        csv_text(out, say(s, list_heads[i][0], list_heads[i][1]));
    for (int i = 0; i < MARKS; i++)
        csv_text(out, say(s, mark_columns[i].zh, mark_columns[i].en));
    csv_end(out);
}

static void put_hidden(csv_out *out, char *text)
{
    csv_text(out, text);
    free(text);
}

static void put_row(csv_out *out, const week *w, int64_t row, const char *why, const mark *given)
{
    char number[16];
    csv_id(out, cell_of(w->rows, w->id, row));
    csv_text(out, hidden(w->hide, cell_of(w->rows, w->agent, row)));
    csv_text(out, cell_of(w->rows, w->day, row));
    csv_text(out, cell_of(w->rows, w->channel, row));
    csv_text(out, hidden(w->hide, cell_of(w->rows, w->buyer, row)));
    put_hidden(out, hide_quote(w->hide, w->s, cell_of(w->rows, w->quote, row)));
    put_hidden(out, hide_names(w->hide, why));
    for (int i = 0; i < MARKS; i++)
        csv_text(out, mark_text(given, i, number));
    csv_end(out);
}

/* Marks of replaced ones stay below the work: nobody's work is thrown away, and they count again
 * where a conversation is taken off the file of the unsuitable. */
static void put_replaced(csv_out *out, const week *w, const list *l)
{
    for (int i = 0; i < l->n_replaced; i++) {
        const replaced *r = &l->replaced[i];
        put_row(out, w, r->row, say(w->s, "已更换,不计分", "replaced: does not count"), &r->marks);
        printf(say(w->s, "%s 已更换,评分留在 %s 末尾,不计分\n",
                   "%s was replaced: its marks stay at the end of %s and do not count\n"),
               cell_of(w->rows, w->id, r->row), l->path);
    }
}

/* ---- The order of rows: as drawn, but for pseudonyms, which must not follow names ---- */

typedef struct place {
    int64_t index; /* in the sample */
    int32_t class_index;
    const char *agent; /* as it is shown */
    int64_t place;
} place;

static int by_place(const void *a, const void *b)
{
    const place *p = a, *q = b;
    const int by = strcmp(p->agent, q->agent);
    if (p->class_index != q->class_index)
        return p->class_index < q->class_index ? -1 : 1;
    if (by)
        return by;
    return p->place < q->place ? -1 : p->place > q->place;
}

static place place_of(const week *w, int64_t index)
{
    kefu_sample_row r = {.struct_size = sizeof r};
    kefu_sample_cell cell = {.struct_size = sizeof cell};
    (void)kefu_sample_at(w->sample, index, &r);
    (void)kefu_sample_cell_at(w->sample, r.cell, &cell);
    return (place){index, cell.class_index, hidden(w->hide, cell_of(w->rows, w->agent, r.row)),
                   r.place};
}

/* Rows of one inspector, in order; how many. */
static size_t places_of(const week *w, const work *k, const char *inspector, place *places)
{
    size_t n = 0;
    for (int64_t i = 0; i < k->n; i++) {
        const task *t = &k->tasks[i];
        if (!strcmp(t->inspector, inspector) || (t->second && !strcmp(t->second, inspector)))
            places[n++] = place_of(w, i);
    }
    if (w->s->anonymous)
        qsort(places, n, sizeof *places, by_place);
    return n;
}

static void write_list(const week *w, const work *k, const char *inspector)
{
    list l;
    csv_out out;
    char why[1024] = "";
    place *places = grow(NULL, (size_t)k->n * sizeof *places);
    const size_t n = places_of(w, k, inspector, places);
    (void)read_list(w, k, inspector, &l);
    csv_open(&out, l.path);
    put_heads(&out, w);
    for (size_t i = 0; i < n; i++) {
        const int64_t index = places[i].index;
        kefu_sample_row r = {.struct_size = sizeof r};
        (void)kefu_sample_at(w->sample, index, &r);
        if (w->s->invent && !l.lines[index]) /* what is marked stays */
            l.marks[index] = invented_mark(w, r.row, inspector);
        (void)kefu_sample_text(w->sample, index, w->s->language, why, sizeof why, NULL);
        put_row(&out, w, r.row, why, &l.marks[index]);
    }
    put_replaced(&out, w, &l);
    csv_close(&out);
    free_list(&l);
    free(places);
}

static void tell_missing(const week *w)
{
    const int32_t columns[] = {[LIST_DAY] = w->day,
                               [LIST_CHANNEL] = w->channel,
                               [LIST_BUYER] = w->buyer,
                               [LIST_QUOTE] = w->quote};
    char text[200] = "";
    for (int i = LIST_DAY; i <= LIST_QUOTE; i++) {
        const size_t n = strlen(text);
        if (columns[i] < 0)
            snprintf(text + n, sizeof text - n, "%s%s", n ? say(w->s, "、", ", ") : "",
                     list_heads[i][0]);
    }
    if (*text)
        printf(say(w->s, "清单里空着的列,因为 %s 没有:%s\n",
                   "empty in the lists, as %s does not have them: %s\n"),
               w->s->conversations, text);
}

void write_lists(const week *w, const work *k)
{
    int64_t pair = -1, first, second;
    printf("\n%s: %s\n", say(w->s, "质检清单", "work lists"), w->s->lists);
    tell_missing(w);
    for (const char *who = next_inspector(k, &pair); who; who = next_inspector(k, &pair)) {
        count_work(k, who, &first, &second);
        if (first + second)
            write_list(w, k, who);
    }
    if (w->s->invent)
        printf("%s\n", say(w->s, "评分是虚构的,只供试用", "the marks are INVENTED, to try it out"));
}
