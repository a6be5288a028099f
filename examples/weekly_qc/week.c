/* week.c - the plan, the draw and the sample. */
#include <stdlib.h>
#include <string.h>

#include "weekly_qc.h"

static void find_columns(week *w)
{
    for (const char *const *given = w->s->numbers + KNOWN_NUMBERS; *given; given++)
        (void)column_of(w->rows, *given);
    const int32_t by = kefu_plan_agent(w->plan);
    w->id = column_of(w->rows, kefu_plan_key(w->plan));
    w->agent = column_of(w->rows, by < 0 ? "客服" : kefu_plan_by_column(w->plan, by));
    if (w->s->by && !strcmp(w->s->by, agent_column(w)))
        fail_text("--by", "scores are by this column anyhow");
    w->by = w->s->by ? column_of(w->rows, w->s->by) : -1;
    w->pool = find_column(w->rows, "质检组");
    w->day = find_column(w->rows, "日期");
    w->channel = find_column(w->rows, "渠道");
    w->satisfaction = find_column(w->rows, "满意度");
    w->refund = find_column(w->rows, "退款");
    w->buyer = find_column(w->rows, "买家");
    w->quote = find_column(w->rows, "引用");
}

const char *agent_column(const week *w) { return w->rows->batch->columns[w->agent]->name; }

/* ---- Names ---------------------------------------------------------------------------------- */

static void hide_column(const week *w, const csv_file *f, const char *column, int kind)
{
    const int32_t c = find_column(f, column);
    for (int64_t i = 0; c >= 0 && i < f->batch->rows; i++)
        hide_name(w->hide, kind, cell_of(f, c, i));
}

static void hide_file(const week *w, const char *path)
{
    if (!path || !is_file(path))
        return;
    csv_file *f = read_csv(path, NULL);
    hide_column(w, f, "质检员", HIDE_INSPECTOR);
    hide_column(w, f, "被检人", HIDE_INSPECTOR);
    hide_column(w, f, "操作人", HIDE_INSPECTOR);
    free_csv(f);
}

/* Everybody who may be named in what comes out. */
static void hide_people(const week *w)
{
    if (!w->s->anonymous)
        return;
    hide_column(w, w->rows, agent_column(w), HIDE_AGENT);
    hide_column(w, w->rows, "买家", HIDE_BUYER);
    hide_file(w, w->s->inspectors);
    hide_file(w, w->s->bans);
    hide_file(w, w->s->pairs);
    hide_file(w, w->s->unsuitable);
    if (w->s->also)
        hide_lines(w->hide, w->s->also);
}

/* ---- Plan and draw -------------------------------------------------------------------------- */

static void read_plan(week *w)
{
    size_t size;
    kefu_error error;
    char *json = read_text(w->s->plan, &size);
    check(kefu_plan_from_json(NULL, NULL, json, size, &w->plan, &error), w->s->plan, &error);
    free(json);
}

/* The library's advice is for who writes expressions over columns of their own types; here a column
 * that is not there is misspelt, and one of text is to be said to be of numbers. */
static void fail_plan(const week *w, kefu_error *error)
{
    char advice[1024] = "";
    char *text_advice = strstr(error->message, ": write text(");
    if (error->code == KEFU_E_TYPE && text_advice) {
        *text_advice = '\0';
        snprintf(advice, sizeof advice, ": say --number COLUMN");
    } else if (error->code == KEFU_E_NAME) {
        snprintf(advice, sizeof advice, "; %.300s has", w->s->conversations);
        add_columns(w->rows, advice, sizeof advice);
    }
    check_advised(error->code, w->s->plan, error, advice);
}

/* What has no row is the plan's: a column that is not there, or is no number. */
static void draw_rows(week *w)
{
    kefu_error error;
    kefu_draw_options options = {.struct_size = sizeof options, .seed = w->s->seed};
    check(kefu_draw_new(w->plan, &options, &w->draw, &error), "--seed", &error);
    const kefu_status status = kefu_draw_update(w->draw, w->rows->batch, &error);
    if (status && error.row < 0)
        fail_plan(w, &error);
    check_rows(status, w->rows, &error);
}

/* Says every clash, not only the first. */
static void explain_clashes(const week *w)
{
    for (int64_t i = 0; i < kefu_quotas_clashes(w->quotas); i++) {
        char text[512];
        if (!kefu_quotas_clash_text(w->quotas, i, w->s->language, text, sizeof text, NULL))
            complain(w->s->plan, text);
    }
    exit(1);
}

/* ---- Sample --------------------------------------------------------------------------------- */

int32_t id_column(const week *w, const csv_file *f)
{
    const int32_t column = find_column(f, kefu_plan_key(w->plan));
    return column >= 0 ? column : column_of(f, "会话ID");
}

const char *id_with_zeros(const week *w, const char *id)
{
    id += strspn(id, "0");
    for (int64_t i = 0; i < kefu_sample_count(w->drawn); i++) {
        kefu_sample_row r = {.struct_size = sizeof r};
        (void)kefu_sample_at(w->drawn, i, &r);
        if (*id && !strcmp(r.id.data + strspn(r.id.data, "0"), id))
            return r.id.data;
    }
    return NULL;
}

/* An id that was not drawn may be one without its zeros. */
static void fail_zeros(const week *w, const csv_file *f, int64_t row, const char *id)
{
    char text[300];
    const char *whole = id_with_zeros(w, id);
    if (!whole)
        return;
    snprintf(text, sizeof text,
             "'%.100s' was not drawn, but '%.100s' was: write its zeros, as text", id, whole);
    fail_row(f, row, text);
}

/* The sample with the conversations of the file replaced. */
static void replace(week *w)
{
    static const char *const columns[] = {"会话ID", "原因", "操作人"};
    kefu_error error;
    csv_file *f = read_csv(w->s->unsuitable, NULL);
    const int32_t id = id_column(w, f), why = column_of(f, columns[1]);
    const int32_t by = find_column(f, columns[2]);
    kefu_builder *rows = texts_new(columns, 3, 0);
    for (int64_t i = 0; i < f->batch->rows; i++) {
        const char *cells[] = {cell_of(f, id, i), cell_of(f, why, i), cell_of(f, by, i)};
        if (!cells[0][0] || !cells[1][0])
            fail_row(f, i, cells[0][0] ? "the reason (原因) is missing" : "the id is missing");
        texts_row(rows, cells, 3);
    }
    kefu_sample_options options = {.struct_size = sizeof options,
                                   .unsuitable = kefu_builder_batch(rows)};
    const kefu_status status = kefu_sample_new(w->draw, &options, &w->sample, &error);
    if (status == KEFU_E_NAME && error.row >= 0 && error.row < f->batch->rows)
        fail_zeros(w, f, error.row, cell_of(f, id, error.row));
    check_rows(status, f, &error);
    kefu_builder_free(rows);
    free_csv(f);
}

void draw_week(week *w)
{
    kefu_error error;
    read_plan(w);
    w->rows = read_csv(w->s->conversations, w->s->numbers);
    find_columns(w);
    hide_people(w);
    draw_rows(w);
    check(kefu_quotas_new(w->draw, NULL, &w->quotas, &error), w->s->plan, &error);
    if (!kefu_quotas_feasible(w->quotas))
        explain_clashes(w);
    check_rows(kefu_sample_new(w->draw, NULL, &w->drawn, &error), w->rows, &error);
    if (w->s->unsuitable)
        replace(w);
    else
        check_rows(kefu_sample_new(w->draw, NULL, &w->sample, &error), w->rows, &error);
}

void free_week(week *w)
{
    kefu_sample_free(w->sample);
    kefu_sample_free(w->drawn);
    kefu_quotas_free(w->quotas);
    kefu_draw_free(w->draw);
    kefu_plan_free(w->plan);
    free_csv(w->rows);
}

int64_t sampled(const kefu_sample *sample, const char *id)
{
    int64_t index = -1;
    return kefu_sample_find(sample, id, strlen(id), &index, NULL) ? -1 : index;
}

int64_t row_of(const week *w, const char *id)
{
    int64_t row = 0;
    char *wanted = strcpy(grow(NULL, strlen(id) + 1), id); /* cells live for sixteen others */
    while (row < w->rows->batch->rows && strcmp(cell_of(w->rows, w->id, row), wanted))
        row++;
    free(wanted);
    return row;
}

/* Of the replacements, the one with this id as `instead` or as `id`. */
static int find_replacement(const week *w, const char *id, int instead, kefu_replacement *r)
{
    *r = (kefu_replacement){.struct_size = sizeof *r};
    for (int64_t i = 0; i < kefu_sample_replacements(w->sample); i++) {
        (void)kefu_sample_replacement(w->sample, i, r);
        if (!strcmp(instead ? r->instead.data : r->id.data, id))
            return 1;
    }
    return 0;
}

const char *came_in_for(const week *w, const char *id)
{
    kefu_replacement r;
    return find_replacement(w, id, 1, &r) ? r.id.data : "";
}

int was_replaced(const week *w, const char *id)
{
    kefu_replacement r;
    return find_replacement(w, id, 0, &r);
}
