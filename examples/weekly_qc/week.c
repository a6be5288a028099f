/* week.c - the plan, the draw and the sample. */
#include <stdlib.h>

#include "weekly_qc.h"

/* What plans compare with numbers. */
static const char *const numbers[] = {"满意度", "退款", "入职天数", "时长", NULL};

static void find_columns(week *w)
{
    static const struct {
        const char *name;
        size_t to;
    } wanted[] = {{"会话ID", offsetof(week, id)},    {"客服", offsetof(week, agent)},
                  {"质检组", offsetof(week, pool)},  {"日期", offsetof(week, day)},
                  {"渠道", offsetof(week, channel)}, {"满意度", offsetof(week, satisfaction)},
                  {"退款", offsetof(week, refund)},  {"买家", offsetof(week, buyer)},
                  {"引用", offsetof(week, quote)}};
    const kefu_batch *rows = kefu_builder_batch(w->rows);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        *(int32_t *)((char *)w + wanted[i].to) =
            column_of(rows, wanted[i].name, w->s->conversations);
}

/* Everybody who may be named in a quoted text. */
static void hide_people(week *w)
{
    const kefu_batch *rows = kefu_builder_batch(w->rows);
    if (!w->s->anonymous)
        return;
    for (int64_t i = 0; i < rows->rows; i++)
        hide_name(w->hide, cell_of(rows, w->agent, i)),
            hide_name(w->hide, cell_of(rows, w->buyer, i));
}

static void read_plan(week *w)
{
    size_t size;
    kefu_error error;
    char *json = read_text(w->s->plan, &size);
    check(kefu_plan_from_json(NULL, NULL, json, size, &w->plan, &error), w->s->plan, &error);
    free(json);
}

/* Says every clash, not only the first. */
static void explain_clashes(const week *w)
{
    for (int64_t i = 0; i < kefu_quotas_clashes(w->quotas); i++) {
        char text[512];
        if (!kefu_quotas_clash_text(w->quotas, i, w->s->language, text, sizeof text, NULL))
            fprintf(stderr, "weekly_qc: %s: %s\n", w->s->plan, text);
    }
    exit(1);
}

void draw_week(week *w)
{
    kefu_error error;
    w->rows = read_csv(w->s->conversations, numbers);
    read_plan(w);
    find_columns(w);
    hide_people(w);
    kefu_draw_options options = {.struct_size = sizeof options, .seed = w->s->seed};
    check(kefu_draw_new(w->plan, &options, &w->draw, &error), "--seed", &error);
    check(kefu_draw_update(w->draw, kefu_builder_batch(w->rows), &error), w->s->conversations,
          &error);
    check(kefu_quotas_new(w->draw, NULL, &w->quotas, &error), w->s->plan, &error);
    if (!kefu_quotas_feasible(w->quotas))
        explain_clashes(w);
    check(kefu_sample_new(w->draw, NULL, &w->sample, &error), w->s->plan, &error);
}

void free_week(week *w)
{
    kefu_sample_free(w->sample);
    kefu_quotas_free(w->quotas);
    kefu_draw_free(w->draw);
    kefu_plan_free(w->plan);
    kefu_builder_free(w->rows);
}
