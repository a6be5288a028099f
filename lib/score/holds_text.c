/* holds_text.c - badges and streaks of a row, and in words why one does not hold. */
#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "card/show.h"
#include "score/condition_met.h"

/* ---- Whether -------------------------------------------------------------------------------- */

/* The badge or streak of a row; NULL if there is none. */
static const kf_holding *holds_at(const kefu_sheet *sheet, int64_t row, int32_t kind, int32_t index,
                                  const kf_award **award)
{
    const kf_line *line = kf_sheet_line(sheet, row);
    const kefu_card *card;
    size_t first;
    if (!line || (kind != KEFU_PART_BADGE && kind != KEFU_PART_STREAK))
        return NULL;
    card = sheet->card;
    if (index < 0 || index >= (kind == KEFU_PART_BADGE ? card->n_badges : card->n_streaks))
        return NULL;
    *award = kind == KEFU_PART_BADGE ? &card->badges[index] : &card->streaks[index];
    first = (size_t)(line - sheet->lines) * (size_t)(card->n_badges + card->n_streaks);
    return &sheet->held[first + (size_t)index +
                        (kind == KEFU_PART_STREAK ? (size_t)card->n_badges : 0)];
}

kefu_status KEFU_CALL kefu_sheet_holds(const kefu_sheet *sheet, int64_t row, int32_t kind,
                                       int32_t index, int32_t *holds, int32_t *failing,
                                       int32_t *ago)
{
    const kf_award *award = NULL;
    const kf_holding *held = holds_at(sheet, row, kind, index, &award);
    if (!held || !holds || !failing)
        return KEFU_E_ARGUMENT;
    *holds = held->failing < 0;
    *failing = held->failing;
    if (ago)
        *ago = held->ago;
    return KEFU_OK;
}

/* ---- In words ------------------------------------------------------------------------------- */

static const kefu_value holds_none = {0, 0, 0, 0, 0};

static kefu_value holds_number(int64_t num, int64_t den)
{
    kefu_value value = {num, den, -1, KEFU_VALUE_OK, 0};
    return value;
}

/* Digits of a metric that no item gives any: 97.20%, 27.4 s, 250.00 yuan. */
static int32_t holds_digits(const kf_condition *c)
{
    static const int32_t digits[] = {[KF_UNIT_RATIO] = 2,
                                     [KF_UNIT_SECONDS] = 1,
                                     [KF_UNIT_YUAN] = 2,
                                     [KF_UNIT_POINTS] = 2,
                                     [KF_UNIT_COUNT] = 0};
    return digits[c->unit];
}

static void holds_end(kf_show *show, const kf_condition *c, const kf_end *end,
                      const char *inclusive, const char *exclusive)
{
    kf_show_format(show, "%s ", end->kind == KF_END_INCLUSIVE ? inclusive : exclusive);
    kf_show_bound(show, c->unit, end->at, c->scale);
}

/* "≥ 98%", "> 30 且 < 50" */
static void holds_ends(kf_show *show, const kf_condition *c)
{
    if (c->low.kind)
        holds_end(show, c, &c->low, "≥", ">");
    if (c->low.kind && c->high.kind)
        kf_show_either(show, " 且 ", " and ");
    if (c->high.kind)
        holds_end(show, c, &c->high, "≤", "<");
}

static kefu_value holds_bound(const kf_end *end, int32_t scale)
{
    return end->kind ? holds_number(end->at, kf_pow10(scale)) : holds_none;
}

static const char *holds_subject(const kefu_card *card, const kf_condition *c, int32_t language)
{
    static const char *const words[][2] = {[KF_WHEN_TOTAL] = {"总分", "The total"},
                                           [KF_WHEN_PLACE] = {"名次", "The place"},
                                           [KF_WHEN_COVERAGE] = {"数据覆盖", "Coverage"}};
    if (c->what == KF_WHEN_METRIC)
        return c->name;
    if (c->what == KF_WHEN_POINTS)
        return kf_label_in(&card->items[c->index].label, language);
    return words[c->what][language == KEFU_EN];
}

/* "回复率 97.20% 未达 ≥ 98%" */
static void holds_text_number(kf_show *show, const kefu_card *card, const kf_condition *c,
                              const kf_holding *held)
{
    kefu_value value = holds_number(held->num, held->den);
    kefu_value low = holds_bound(&c->low, c->scale), high = holds_bound(&c->high, c->scale);
    kf_show_format(show, "%s", holds_subject(card, c, show->language));
    kf_show_space(show);
    kf_show_either(show, c->what == KF_WHEN_POINTS ? "得 " : show->last == ' ' ? "" : " ", " ");
    if (held->den)
        kf_show_figure(show, c->unit, holds_digits(c), &value, &low, &high);
    else
        kf_show_either(show, "没有数据", "has no data");
    kf_show_space(show);
    kf_show_either(show, held->den ? "未达 " : ",未达 ", held->den ? " is not " : ", not ");
    holds_ends(show, c);
}

/* "平均响应 27.4 秒未优于组平均 25.1 秒" */
static void holds_text_better(kf_show *show, const kefu_card *card, const kf_condition *c,
                              const kf_holding *held)
{
    if (held->item < 0 && c->index < 0) {
        kf_show_either(show, "有考核项未优于组平均", "An item is not better than the group's mean");
        return;
    }
    const kf_item *item = &card->items[held->item < 0 ? c->index : held->item];
    kefu_value value = holds_number(held->num, held->den);
    kefu_value mean = holds_number(held->mean_num, held->mean_den);
    kf_show_format(show, "%s ", kf_label_in(&item->label, show->language));
    if (!held->den || !held->mean_den) {
        kf_show_either(show, "没有数据可与组平均相比", "has no figure to set against the mean");
        return;
    }
    kf_show_figure(show, item->unit, item->scale, &value, &mean, &holds_none);
    kf_show_space(show);
    kf_show_either(show, "未优于组平均 ", " is not better than the group's mean ");
    kf_show_figure(show, item->unit, item->scale, &mean, &value, &holds_none);
}

/* "等级 C,须为 A 或 B" */
static void holds_text_word(kf_show *show, const kf_condition *c, const kf_holding *held)
{
    int32_t grade = c->what == KF_WHEN_GRADE;
    kf_show_either(show, grade ? "等级 " : "分布档 ", grade ? "The grade is " : "The tier is ");
    if (*held->word)
        kf_show_format(show, "%s", held->word);
    else
        kf_show_either(show, "无", "none");
    kf_show_either(show, ",须为 ", ", not ");
    for (int32_t i = 0; i < c->n_names; i++) {
        if (i)
            kf_show_either(show, i + 1 < c->n_names ? "、" : " 或 ",
                           i + 1 < c->n_names ? ", " : " or ");
        kf_show_format(show, "%s", c->names[i]);
    }
}

static void holds_red_line(kf_show *show, const kefu_card *card, const char *id)
{
    for (int32_t i = 0; i < card->n_red_lines; i++)
        if (!strcmp(card->red_lines[i].id, id))
            id = kf_label_in(&card->red_lines[i].label, show->language);
    kf_show_either(show, "「", "'");
    kf_show_format(show, "%s", id);
    kf_show_either(show, "」", "'");
}

/* "触发高压线「推诿」", "未触发高压线「推诿」或「辱骂」" */
static void holds_text_red_line(kf_show *show, const kefu_card *card, const kf_condition *c,
                                const kf_holding *held)
{
    if (!c->n_names) {
        kf_show_either(show, "触发高压线", "Crossed the red line ");
        holds_red_line(show, card, held->word);
        return;
    }
    kf_show_either(show, "未触发高压线", "Did not cross the red line ");
    for (int32_t i = 0; i < c->n_names; i++) {
        if (i)
            kf_show_either(show, i + 1 < c->n_names ? "、" : "或",
                           i + 1 < c->n_names ? ", " : " or ");
        holds_red_line(show, card, c->names[i]);
    }
}

static void holds_text_award(kf_show *show, const kefu_card *card, const kf_condition *c)
{
    const kf_award *award =
        c->what == KF_WHEN_BADGE ? &card->badges[c->index] : &card->streaks[c->index];
    kf_show_either(show, "「", "'");
    kf_show_format(show, "%s", kf_label_in(&award->label, show->language));
    kf_show_either(show, "」未达成", "' does not hold");
}

void kf_show_unmet(kf_show *show, const kefu_card *card, const kf_condition *c,
                   const kf_holding *held)
{
    switch (c->what) {
    case KF_WHEN_BETTER:
        holds_text_better(show, card, c, held);
        return;
    case KF_WHEN_GRADE:
    case KF_WHEN_TIER:
        holds_text_word(show, c, held);
        return;
    case KF_WHEN_FLOOR:
        kf_show_either(show, c->below ? "未低于最低标准" : "低于最低标准",
                       c->below ? "Not below the floor" : "Below the floor");
        return;
    case KF_WHEN_BADGE:
    case KF_WHEN_STREAK:
        holds_text_award(show, card, c);
        return;
    case KF_WHEN_RED_LINE:
        holds_text_red_line(show, card, c, held);
        return;
    default:
        holds_text_number(show, card, c, held);
    }
}

static void holds_text_ago(kf_show *show, int32_t ago)
{
    kf_show_either(show, "前 ", "");
    kf_show_count(show, ago);
    kf_show_either(show, " 期:", ago == 1 ? " period before: " : " periods before: ");
}

static void holds_text(kf_show *show, const kefu_card *card, const kf_award *award,
                       const kf_holding *held)
{
    if (held->failing < 0) {
        kf_show_either(show, "全部条件满足", "All conditions hold");
        if (award->periods > 1) {
            kf_show_either(show, ",连续 ", " in ");
            kf_show_count(show, award->periods);
            kf_show_either(show, " 期", " periods running");
        }
        return;
    }
    if (held->ago)
        holds_text_ago(show, held->ago);
    if (held->failing == award->all.n)
        kf_show_either(show, "没有同一方案的成绩", "no sheet of the same card has this person");
    else
        kf_show_unmet(show, card, &award->all.list[held->failing], held);
}

kefu_status KEFU_CALL kefu_sheet_holds_text(const kefu_sheet *sheet, int64_t row, int32_t kind,
                                            int32_t index, int32_t language, char *out,
                                            size_t capacity, size_t *need)
{
    kf_show show = {out, capacity, 0, language, 0};
    const kf_award *award = NULL;
    const kf_holding *held = holds_at(sheet, row, kind, index, &award);
    size_t took;
    if (!held || (capacity && !out) || (language != KEFU_ZH && language != KEFU_EN))
        return KEFU_E_ARGUMENT;
    holds_text(&show, sheet->card, award, held);
    took = kf_show_end(&show);
    if (need)
        *need = took;
    return KEFU_OK;
}
