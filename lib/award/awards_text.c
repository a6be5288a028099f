/* awards_text.c - who won what, as a sentence. */
#include <string.h>

#include "award/awards.h"
#include "card/figure.h"

static void won_prize(kf_show *show, const kf_prize_rule *rule, const kf_won *won)
{
    const int32_t tied = won->as.place.tied > 1;
    kf_show_format(show, "%s", kf_label_in(&rule->label, show->language));
    if (*won->as.within)
        kf_show_format(show, show->language == KEFU_ZH ? "(%s)" : " (%s)", won->as.within);
    else
        kf_show_space(show);
    if (show->language == KEFU_ZH)
        kf_show_format(show, tied ? "并列第 %i 名" : "第 %i 名", won->as.place.twice / 2);
    else
        kf_show_format(show, tied ? ", tied on place %i" : ", place %i", won->as.place.twice / 2);
}

/* What a total is over, before and behind its digits. */
static const struct won_over {
    const char *before[2], *behind[2];
} won_overs[] = {
    [KF_OVER_MEAN] = {{"平均 ", "a mean of "}, {" 分", " points"}},
    [KF_OVER_SUM] = {{"合计 ", ""}, {" 分", " points in all"}},
    [KF_OVER_BEST] = {{"最高 ", ""}, {" 分", " points at best"}},
};
static const struct won_over won_total = {{"总分 ", ""}, {" 分", " points"}};

void kf_show_prize_figure(kf_show *show, const kefu_awards *awards, int32_t prize,
                          const kefu_value *value)
{
    const kf_prize_rule *rule = &awards->plan->prizes[prize];
    const kf_prize_unit *unit = &awards->units[prize];
    const int32_t zh = show->language == KEFU_ZH;
    char digits[KF_FIGURE_SIZE];
    kf_figure_text(value, unit->unit, unit->scale, show->language, digits);
    if (rule->metric) {
        kf_show_format(show, "%s%s%s", zh ? unit->label_zh : "", zh ? " " : "", digits);
        return;
    }
    const struct won_over *over = awards->n_periods > 1 ? &won_overs[rule->over] : &won_total;
    kf_show_format(show, "%s%s%s", over->before[!zh], digits, over->behind[!zh]);
}

static void won_money(kf_show *show, const kefu_award_plan *plan, int64_t amount)
{
    const int32_t sign = show->language == KEFU_ZH && !strcmp(plan->currency, "CNY");
    kf_show_either(show, ",奖金 ", ", ");
    kf_show_format(show, "%s", sign ? "¥" : "");
    kf_show_decimal(show, amount, plan->exponent, plan->exponent);
    if (!sign)
        kf_show_format(show, " %s", plan->currency);
}

static void won_text(kf_show *show, const kefu_awards *awards, const kf_won *won)
{
    const int32_t zh = show->language == KEFU_ZH;
    won_prize(show, &awards->plan->prizes[won->prize], won);
    kf_show_format(show, zh ? " %s:" : ": %s with ", awards->people[won->as.person].name);
    kf_show_prize_figure(show, awards, won->prize, &won->as.value);
    if (won->amount)
        won_money(show, awards->plan, won->amount);
    if (won->terms > 1)
        kf_show_format(show, zh ? "(连续 %d 期)" : " (%d periods running)", won->terms);
    if (won->flags & KEFU_WIN_PROVISIONAL)
        kf_show_either(show, "(数据未统计完整)", " (provisional)");
}

kefu_status KEFU_CALL kefu_awards_text(const kefu_awards *awards, int64_t index, int32_t language,
                                       char *out, size_t capacity, size_t *need)
{
    kf_show show = {.out = out, .capacity = capacity, .language = language};
    if (index < 0 || index >= kefu_awards_count(awards) || (!out && capacity) ||
        (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    won_text(&show, awards, &awards->won[index]);
    size_t size = kf_show_end(&show);
    if (need)
        *need = size;
    return KEFU_OK;
}
