/* quota_text.c - a clash in words: the numbers on both sides, and the smallest change that helps.
 */
#include <string.h>

#include "base/fail.h"
#include "base/show.h"
#include "sample/quota.h"

typedef struct clash_say {
    kf_show *show;
    const kefu_quotas *quotas;
    const kf_quota_clash *clash;
} clash_say;

static void clash_text(const clash_say *s, const char *text)
{
    kf_show_put(s->show, text, strlen(text));
}

/* A key that is null has no name of its own. */
static void clash_key(const clash_say *s, kefu_text key)
{
    if (key.size)
        kf_show_put(s->show, key.data, key.size);
    else
        kf_show_either(s->show, "(空)", "(none)");
}

static const kf_plan_class *clash_class(const clash_say *s)
{
    return &s->quotas->plan->classes[s->quotas->cells[s->clash->cell].class_index];
}

/* 林晓燕、电话的不满意会话; 林晓燕, 电话: Unhappy */
static void clash_cell(const clash_say *s)
{
    const kf_quota_cell *cell = &s->quotas->cells[s->clash->cell];
    const int32_t n = s->quotas->plan->n_by;
    for (int32_t k = 0; k < n; k++) {
        if (k)
            kf_show_either(s->show, "、", ", ");
        clash_key(s, cell->texts[k]);
    }
    if (n)
        kf_show_either(s->show, "的", ": ");
    clash_text(s, kf_label_in(&clash_class(s)->label, s->show->language));
    kf_show_space(s->show);
}

static void clash_agent(const clash_say *s)
{
    clash_key(s, s->quotas->agents[s->clash->agent].text);
    kf_show_space(s->show);
}

/* The key that stands in the way of a cell. */
static void clash_name(const clash_say *s)
{
    if (clash_class(s)->rule == KF_CLASS_TAKE)
        clash_text(s, "take");
    else
        clash_text(s, s->clash->code == KEFU_CLASH_CELL_BOUNDS ? "max" : "min");
}

static void clash_rows(const clash_say *s, int64_t rows)
{
    kf_show_count(s->show, rows);
    clash_text(s, rows == 1 ? " row" : " rows");
}

static void clash_allocation(const clash_say *s)
{
    clash_text(s, s->quotas->plan->allocation == KF_SHARE_NEYMAN ? "neyman" : "power");
}

/* What stands in braces: {c} the cell, {a} the agent, {k} the key to change, {m} the allocation;
 * {n} need and {h} have for reading, {N} and {H} with the word, {w} and {v} as JSON has them. */
static void clash_part(const clash_say *s, char what)
{
    switch (what) {
    case 'c':
        clash_cell(s);
        return;
    case 'a':
        clash_agent(s);
        return;
    case 'k':
        clash_name(s);
        return;
    case 'm':
        clash_allocation(s);
        return;
    case 'n':
    case 'h':
        kf_show_count(s->show, what == 'n' ? s->clash->need : s->clash->have);
        return;
    case 'N':
    case 'H':
        clash_rows(s, what == 'N' ? s->clash->need : s->clash->have);
        return;
    default:
        kf_show_format(s->show, "%i", what == 'w' ? s->clash->need : s->clash->have);
    }
}

static void clash_sentence(const clash_say *s, const char *text)
{
    for (const char *brace; (brace = strchr(text, '{')) != NULL; text = brace + 3) {
        kf_show_put(s->show, text, (size_t)(brace - text));
        clash_part(s, brace[1]);
    }
    clash_text(s, text);
}

/* By code; number 0 is of a total where there are no rows at all. */
static const char *const clash_texts[][2] = {
    {"没有可抽的会话,total 要 {n} 条", "no rows can be drawn, total asks for {n}"},
    [KEFU_CLASH_CELL_SHORT] = {"{c}只有 {h} 条,方案要 {n} 条:把 {k} 改为 {v},或写 \"if_fewer\": "
                               "\"all\"",
                               "{c} has {H}, the plan asks for {n}: make {k} {v}, or write "
                               "\"if_fewer\": \"all\""},
    [KEFU_CLASH_CELL_BOUNDS] = {"{c}按 \"variance\" 至少要 {n} 条,而 {k} 只许 {h} 条:把 {k} 改为 "
                                "{w},或去掉 \"variance\"",
                                "{c} needs {N} for \"variance\", but {k} allows {h}: make {k} {w}, "
                                "or leave \"variance\" out"},
    [KEFU_CLASH_AGENT_SHORT] =
        {"{a}最多能抽 {h} 条,方案至少要 {n} 条:把 agent 的 min 改为 {v},或给 "
         "agent 写 \"if_fewer\": \"all\"",
         "{a} can give {H} at most, the plan asks for {n}: make min of agent "
         "{v}, or give it \"if_fewer\": \"all\""},
    [KEFU_CLASH_AGENT_OVER] = {"{a}至少要抽 {n} 条,方案最多 {h} 条:把 agent 的 max 改为 {w}",
                               "{a} must give {N}, the plan allows {h}: make max of agent {w}"},
    [KEFU_CLASH_TOTAL_SHORT] = {"总共最多能抽 {h} 条,total 要 {n} 条:把 total 改为 {v}",
                                "{H} can be drawn at most, total asks for {n}: make total {v}"},
    [KEFU_CLASH_TOTAL_OVER] = {"至少要抽 {n} 条,total 只有 {h} 条:把 total 改为 {w}",
                               "at least {N} must be drawn, total is {h}: make total {w}"},
    [KEFU_CLASH_NO_SPREAD] = {"{c}没有 spread,而 \"{m}\" 按它分配:给这一类写 spread,或在 spreads "
                              "里给出这一格",
                              "{c} has no spread, by which \"{m}\" shares out: give the class one, "
                              "or the cell by options.spreads"},
};

kefu_status KEFU_CALL kefu_quotas_clash_text(const kefu_quotas *quotas, int64_t index,
                                             int32_t language, char *out, size_t capacity,
                                             size_t *need)
{
    kf_show show = {.out = out, .capacity = capacity, .language = language};
    if (index < 0 || index >= kefu_quotas_clashes(quotas) || (!out && capacity) ||
        (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    const kf_quota_clash *clash = &quotas->clashes[index];
    const clash_say s = {&show, quotas, clash};
    const int32_t nothing = clash->code == KEFU_CLASH_TOTAL_SHORT && !clash->have;
    clash_sentence(&s, clash_texts[nothing ? 0 : clash->code][language == KEFU_EN]);
    const size_t size = kf_show_end(&show);
    if (need)
        *need = size;
    return KEFU_OK;
}
