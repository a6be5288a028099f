/* lists.c - a work list for each inspector: what to look at, why, and empty cells for the marks. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

const criterion criteria[CRITERIA] = {
    {"态度", "态度", "attitude"}, {"专业", "专业", "knowledge"}, {"规范", "规范", "procedure"}};

static kefu_status KEFU_CALL to_file(void *user, const void *bytes, size_t size)
{
    return fwrite(bytes, 1, size, user) == size ? KEFU_OK : KEFU_E_CALLBACK;
}

static void put(kefu_csv_writer *csv, const char *text)
{
    kefu_error error;
    check(kefu_csv_writer_text(csv, text, strlen(text), &error), "list", &error);
}

static void put_id(kefu_csv_writer *csv, const char *text)
{
    kefu_error error;
    check(kefu_csv_writer_id(csv, text, strlen(text), &error), "list", &error);
}

static void put_number(kefu_csv_writer *csv, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    put(csv, text);
}

static void end_row(kefu_csv_writer *csv)
{
    kefu_error error;
    check(kefu_csv_writer_end_row(csv, &error), "list", &error);
}

static void put_marks(kefu_csv_writer *csv, const week *w, const task *t, const char *inspector)
{
    if (!w->s->invent) {
        for (int i = 0; i < CRITERIA + 2; i++)
            put(csv, "");
        return;
    }
    const mark m = invented_mark(w, t->row, inspector);
    put_number(csv, m.points);
    put_number(csv, m.failed);
    for (int i = 0; i < CRITERIA; i++)
        put_number(csv, m.by[i]);
}

static void put_task(kefu_csv_writer *csv, const week *w, const task *t, const char *inspector)
{
    char why[512];
    const kefu_batch *rows = kefu_builder_batch(w->rows);
    kefu_sample_row r = {.struct_size = sizeof r};
    (void)kefu_sample_at(w->sample, t->sampled, &r);
    if (kefu_sample_text(w->sample, t->sampled, w->s->language, why, sizeof why, NULL))
        why[0] = '\0';
    char *quote = hide_text(w->hide, cell_of(rows, w->quote, t->row));
    char *reason = hide_text(w->hide, why);
    put_id(csv, r.id.data);
    put(csv, hidden(w->hide, "客服", cell_of(rows, w->agent, t->row)));
    put(csv, cell_of(rows, w->day, t->row));
    put(csv, cell_of(rows, w->channel, t->row));
    put(csv, hidden(w->hide, "买家", cell_of(rows, w->buyer, t->row)));
    put(csv, quote);
    put(csv, reason);
    put_marks(csv, w, t, inspector);
    end_row(csv);
    free(quote);
    free(reason);
}

static void put_heads(kefu_csv_writer *csv)
{
    static const char *const heads[] = {"会话ID", "客服", "日期",   "渠道", "买家", "引用",
                                        "原因",   "评分", "不合格", "态度", "专业", "规范"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        put(csv, heads[i]);
    end_row(csv);
}

static int is_first_mention(const work *k, int64_t until, const char *inspector)
{
    for (int64_t i = 0; i < until; i++)
        if (!strcmp(k->tasks[i].inspector, inspector) ||
            (k->tasks[i].second && !strcmp(k->tasks[i].second, inspector)))
            return 0;
    return 1;
}

static void write_list(const week *w, const work *k, const char *inspector)
{
    char path[4096];
    kefu_error error;
    kefu_csv_writer *csv = NULL;
    snprintf(path, sizeof path, "%s/%s.csv", w->s->lists, hidden(w->hide, "质检员", inspector));
    FILE *f = fopen(path, "wb");
    if (!f)
        fail_text(path, "cannot be written; the folder must exist");
    kefu_sink sink = {.struct_size = sizeof sink, .write = to_file, .user = f};
    check(kefu_csv_writer_new(NULL, &sink, KEFU_CSV_EXCEL, &csv, &error), path, &error);
    put_heads(csv);
    for (int64_t i = 0; i < k->n; i++) {
        const task *t = &k->tasks[i];
        if (!strcmp(t->inspector, inspector) || (t->second && !strcmp(t->second, inspector)))
            put_task(csv, w, t, inspector);
    }
    kefu_csv_writer_free(csv);
    if (fclose(f))
        fail_text(path, "cannot be written");
}

void write_lists(const week *w, const work *k)
{
    for (int64_t i = 0; i < k->n; i++) {
        if (is_first_mention(k, i, k->tasks[i].inspector))
            write_list(w, k, k->tasks[i].inspector);
        const char *second = k->tasks[i].second;
        if (second && strcmp(second, k->tasks[i].inspector) && is_first_mention(k, i, second))
            write_list(w, k, second);
    }
    printf("\n%s: %s\n", say(w->s, "质检清单", "work lists"), w->s->lists);
    if (w->s->invent)
        printf("%s\n", say(w->s, "评分是虚构的,只供试用", "the marks are INVENTED, to try it out"));
}
