/* reason_text.c - the reason of an item as a sentence. */
#include "score/reason_text.h"

/* ---- Points --------------------------------------------------------------------------------- */

static void text_out_of(const kf_item_text *t)
{
    if (t->item->of == 100 * (int64_t)KEFU_POINT)
        return;
    kf_show_put(t->show, "/", 1);
    kf_show_curve(t->show, t->item->of);
}

/* "80 分 × 15% = 12.00 分", "18/20 分 × 20% = 18.00 分" */
static void text_points(const kf_item_text *t)
{
    kf_show_curve(t->show, t->r->curve);
    text_out_of(t);
    kf_show_either(t->show, " 分 × ", " × ");
    kf_show_weight(t->show, t->item->weight, kf_item_over(t->item, t->line));
    kf_show_put(t->show, " = ", 3);
    kf_show_points(t->show, t->r->points);
    kf_show_either(t->show, " 分", "");
}

/* "40 分,低于 50 分,不合格:0.00 分(本节不合格)" */
static void text_failed(const kf_item_text *t)
{
    static const char *const more[][2] = {
        [KF_FAILS_SECTION] = {"(本节不合格)", " (the section, too)"},
        [KF_FAILS_CARD] = {"(整卡不合格)", " (the card, too)"}};
    kf_show_curve(t->show, t->r->curve);
    text_out_of(t);
    kf_show_either(t->show, " 分,低于 ", ", below ");
    kf_show_curve(t->show, t->item->fail_below);
    kf_show_either(t->show, " 分,不合格:0.00 分", ": failed, 0.00");
    if (t->item->fails != KF_FAILS_ITEM)
        kf_show_either(t->show, more[t->item->fails][0], more[t->item->fails][1]);
}

/* ";未达最低标准 40%" */
static void text_floor(const kf_item_text *t)
{
    if (!(t->r->flags & KEFU_REASON_BELOW))
        return;
    kf_show_either(t->show, ";未达最低标准 ", "; short of the standard of ");
    kf_show_bound(t->show, t->item->unit, t->item->floor.at, t->item->floor_scale);
}

static void text_scored(const kf_item_text *t)
{
    kf_text_figure(t);
    kf_text_basis(t);
    kf_text_curve(t);
    kf_show_put(t->show, " → ", sizeof " → " - 1);
    if (t->r->flags & KEFU_REASON_FAILED)
        text_failed(t);
    else
        text_points(t);
    text_floor(t);
    kf_text_hint(t);
}

/* ---- Without points of its own -------------------------------------------------------------- */

static void text_left_out(const kf_item_text *t)
{
    if (t->item->bonus) {
        kf_show_either(t->show, ":不计入", ": left out");
        return;
    }
    kf_show_either(t->show, ":不计入,", ": left out, its weight of ");
    kf_show_weight(t->show, t->item->weight, t->sheet->card->hundred);
    kf_show_either(t->show, " 的权重由其他项分担", " went to the other items");
}

static void text_end(kf_show *show, const kf_condition *c, const kf_end *end, const char *inclusive,
                     const char *exclusive)
{
    kf_show_format(show, "%s ", end->kind == KF_END_INCLUSIVE ? inclusive : exclusive);
    kf_show_bound(show, c->unit, end->at, c->scale);
}

/* "满意率(评价数 > 30 时才适用)" */
static void text_not_applied(const kf_item_text *t)
{
    const kf_conditions *all = &t->item->applies;
    kf_show_format(t->show, "%s", kf_label_in(&t->item->label, t->show->language));
    kf_show_either(t->show, "(", " (only where ");
    for (int32_t i = 0; i < all->n; i++) {
        const kf_condition *c = &all->list[i];
        if (i)
            kf_show_either(t->show, " 且 ", " and ");
        kf_show_format(t->show, "%s ", c->name);
        if (c->low.kind)
            text_end(t->show, c, &c->low, "≥", ">");
        if (c->low.kind && c->high.kind)
            kf_show_either(t->show, " 且 ", " and ");
        if (c->high.kind)
            text_end(t->show, c, &c->high, "≤", "<");
    }
    kf_show_either(t->show, " 时才适用)", ")");
    text_left_out(t);
}

/* Without a figure, or with one that the card does not score. */
static void text_answered(const kf_item_text *t)
{
    kf_text_figure(t);
    if (!t->r->cause && !t->r->basis.den)
        kf_text_basis(t);
    switch (t->r->code) {
    case KEFU_REASON_REQUIRED:
        kf_show_either(t->show, ":这一项必须有数据,因此没有总分",
                       ": this item is required, so there is no total");
        return;
    case KEFU_REASON_LEFT_OUT:
        text_left_out(t);
        return;
    case KEFU_REASON_MEAN:
        kf_show_either(t->show, ":按组内平均 → ", ": scored as the mean of the group → ");
        break;
    default:
        kf_show_either(t->show, ":按方案计 0 分 → ", ": scored 0 by the card → ");
    }
    text_points(t);
}

void kf_text_item(kf_show *show, const kefu_sheet *sheet, const kf_line *line, const kefu_reason *r)
{
    const kf_item *item = &sheet->card->items[r->part];
    const kf_item_text t = {show, sheet, line, item, kf_item_rule(item, r->value.n), r};
    if (r->code < KEFU_REASON_ZERO)
        text_scored(&t);
    else if (r->code == KEFU_REASON_NOT_APPLIED)
        text_not_applied(&t);
    else
        text_answered(&t);
}
