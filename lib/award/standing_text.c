/* standing_text.c - how somebody stands for a prize, as a sentence. */
#include "award/awards.h"
#include "base/decimal.h"
#include "card/figure.h"

typedef struct standing_say {
    kf_show *show;
    const kefu_awards *awards;
    const kf_prize_rule *rule;
    int32_t prize;
    const kf_stood *stood;
} standing_say;

static void standing_place(const standing_say *s)
{
    const kf_stood *stood = s->stood;
    const int32_t zh = s->show->language == KEFU_ZH, tied = stood->place.tied > 1;
    const char *place =
        zh ? (tied ? "并列第 %i 名" : "第 %i 名") : (tied ? "tied on place %i" : "place %i");
    kf_show_format(s->show, place, stood->place.twice / 2);
    if (stood->why == KEFU_OUT_NONE)
        kf_show_either(s->show, ",得奖", ", wins");
    else if (s->rule->places == 1)
        kf_show_either(s->show, ",第 1 名得奖", ", the first one wins");
    else
        kf_show_format(s->show, zh ? ",前 %d 名得奖" : ", the first %d win", s->rule->places);
}

static void standing_least(const standing_say *s)
{
    const kf_prize_unit *unit = &s->awards->units[s->prize];
    const kefu_value least = {s->rule->least.value, kf_pow10(s->rule->least.scale), -1,
                              KEFU_VALUE_OK, 0};
    const int32_t scale = s->rule->least.scale > unit->scale ? s->rule->least.scale : unit->scale;
    char text[KF_FIGURE_SIZE];
    kf_show_prize_figure(s->show, s->awards, s->prize, &s->stood->value);
    kf_figure_text(&least, unit->unit, scale, s->show->language, text);
    kf_show_format(s->show, s->show->language == KEFU_ZH ? ",不到 %s" : ", less than %s", text);
}

static void standing_few(const standing_say *s)
{
    const int64_t n = s->stood->value.n, min_n = s->rule->min_n;
    const int32_t zh = s->show->language == KEFU_ZH;
    if (n >= 0 && n < min_n)
        kf_show_format(s->show, zh ? "样本不足(%i,至少 %i)" : "too few observations (%i of %i)", n,
                       min_n);
    else
        kf_show_either(s->show, "样本不足", "too few observations");
}

static void standing_need(const standing_say *s)
{
    const int32_t need = s->rule->need ? s->rule->need : s->awards->n_periods;
    const int32_t zh = s->show->language == KEFU_ZH;
    kf_show_format(s->show, zh ? "有总分的只有 %d 期,需要 %d 期" : "totals in %d of %d periods",
                   s->stood->number, need);
}

static void standing_number(const standing_say *s, const char *zh, const char *en)
{
    kf_show_format(s->show, s->show->language == KEFU_ZH ? zh : en, s->stood->number);
}

static void standing_one_each(const standing_say *s)
{
    const kf_label *label = &s->awards->plan->prizes[s->stood->number].label;
    const int32_t zh = s->show->language == KEFU_ZH;
    kf_show_format(s->show, zh ? "已获%s,每人限一项" : "has won %s, one prize each",
                   kf_label_in(label, s->show->language));
}

static void standing_why(const standing_say *s)
{
    switch (s->stood->why) {
    case KEFU_OUT_LEAST:
        standing_least(s);
        return;
    case KEFU_OUT_TERMS:
        standing_number(s, "已连续 %d 期获奖", "has won it %d periods running");
        kf_show_format(s->show, s->show->language == KEFU_ZH ? ",最多 %d 期" : ", %d at most",
                       s->rule->max_terms);
        return;
    case KEFU_OUT_ONE_EACH:
        standing_one_each(s);
        return;
    case KEFU_OUT_NEED:
        standing_need(s);
        return;
    case KEFU_OUT_FEW:
        standing_few(s);
        return;
    case KEFU_OUT_TEAM:
        kf_show_either(s->show, "没有团队", "in no team");
        return;
    case KEFU_OUT_NO_VALUE:
        kf_show_either(s->show, s->rule->metric ? "没有成绩" : "没有总分",
                       s->rule->metric ? "no figure" : "no total");
        return;
    default:
        standing_place(s);
    }
}

/* Conditions are counted from 1, as people do. */
static void standing_condition(const standing_say *s)
{
    const int32_t zh = s->show->language == KEFU_ZH, enter = s->stood->why == KEFU_OUT_ENTER;
    kf_show_format(s->show,
                   zh ? (enter ? "不符合第 %d 项参评条件" : "不符合本奖第 %d 项条件")
                      : (enter ? "condition %d of all prizes does not hold"
                               : "condition %d of the prize does not hold"),
                   s->stood->number + 1);
}

kefu_status KEFU_CALL kefu_awards_standing_text(const kefu_awards *awards, int32_t prize,
                                                int64_t index, int32_t language, char *out,
                                                size_t capacity, size_t *need)
{
    kf_show show = {.out = out, .capacity = capacity, .language = language};
    if (index < 0 || index >= kefu_awards_standings(awards, prize) || (!out && capacity) ||
        (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    const kf_stood *stood = &awards->stood[(size_t)prize * awards->n_people + (size_t)index];
    const standing_say say = {&show, awards, &awards->plan->prizes[prize], prize, stood};
    kf_show_format(&show, "%s", awards->people[stood->person].name);
    if (*stood->within)
        kf_show_format(&show, language == KEFU_ZH ? "(%s)" : " (%s)", stood->within);
    kf_show_either(&show, ":", ": ");
    if (stood->why == KEFU_OUT_CONDITION || stood->why == KEFU_OUT_ENTER)
        standing_condition(&say);
    else
        standing_why(&say);
    size_t size = kf_show_end(&show);
    if (need)
        *need = size;
    return KEFU_OK;
}
