/* reason_text.c - the reason of an item as a sentence. */
#include "score/reason_text.h"

#include <string.h>

#include "base/decimal.h"
#include "base/ratio.h"

/* ---- The figure ----------------------------------------------------------------------------- */

static int32_t text_is_count_rate(const kf_item *item, const kefu_value *value)
{
    return item->unit == KF_UNIT_RATIO && value->n > 0 && value->n == value->den && value->num >= 0;
}

/* "(2,249/5,000)", "(1,204 次,样本不足)" */
static void text_parts(kf_show *show, const kf_item *item, const kefu_reason *r)
{
    int32_t rate = text_is_count_rate(item, &r->value);
    int32_t counted =
        !rate && r->value.n >= 0 && item->unit != KF_UNIT_COUNT && item->unit != KF_UNIT_POINTS;
    if (!rate && !counted && !r->cause)
        return;
    kf_show_either(show, "(", " (");
    if (rate) {
        kf_show_count(show, r->value.num);
        kf_show_put(show, "/", 1);
        kf_show_count(show, r->value.den);
    } else if (counted) {
        kf_show_count(show, r->value.n);
        kf_show_either(show, " 次", "");
    }
    if (r->cause) {
        if (rate || counted)
            kf_show_either(show, ",", ", ");
        kf_show_format(show, "%s", kefu_value_status_text(r->cause, show->language));
    }
    kf_show_either(show, ")", ")");
}

static void text_basis(kf_show *show, const kf_item *item, const kefu_reason *r)
{
    static const kefu_value none = {0, 0, 0, 0, 0};
    if (item->rule.basis == KF_BASIS_PERCENTILE) {
        kf_show_either(show, ",组内百分位 ", ", percentile ");
        kf_show_figure(show, KF_UNIT_RATIO, 2, &r->basis, &r->a, &r->b);
    } else if (item->rule.basis == KF_BASIS_PLACE) {
        kf_show_either(show, ",组内第 ", ", place ");
        kf_show_figure(show, KF_UNIT_COUNT, 0, &r->basis, &none, &none);
        kf_show_either(show, " 名(共 ", " of ");
        kf_show_count(show, r->basis.n);
        kf_show_either(show, " 人)", "");
    }
}

/* "平均响应 27.4 秒(1,204 次)" */
static void text_figure(kf_show *show, const kf_item *item, const kefu_reason *r)
{
    static const kefu_value none = {0, 0, 0, 0, 0};
    int32_t own = item->rule.basis == KF_BASIS_VALUE;
    kf_show_format(show, "%s ", kf_label_in(&item->label, show->language));
    if (!r->value.den) {
        kf_show_format(show, "%s", kefu_value_status_text(r->cause, show->language));
        return;
    }
    kf_show_figure(show, item->unit, item->scale, &r->value, own ? &r->a : &none,
                   own ? &r->b : &none);
    text_parts(show, item, r);
}

/* A space, but in Chinese none behind a bracket. */
static void text_gap(kf_show *show)
{
    kf_show_put(show, " ", show->language == KEFU_EN || show->last != ')');
}

/* ---- Where it lies on the curve ------------------------------------------------------------- */

static void text_end(kf_show *show, const kf_item *item, const kf_end *end, const char *inclusive,
                     const char *exclusive)
{
    kf_show_format(show, "%s ", end->kind == KF_END_INCLUSIVE ? inclusive : exclusive);
    kf_show_bound(show, kf_bound_unit(item, &item->rule), end->at, item->rule.curve.scale);
}

static void text_band(kf_show *show, const kf_item *item, const kefu_reason *r)
{
    const kf_band *band =
        &item->rule.curve.bands[kf_curve_find(&item->rule.curve, r->basis.num, r->basis.den)];
    if (!band->low.kind && !band->high.kind) {
        kf_show_either(show, ",其余档", " in the remaining band");
        return;
    }
    text_gap(show);
    kf_show_either(show, "", "within ");
    if (band->low.kind)
        text_end(show, item, &band->low, "≥", ">");
    if (band->low.kind && band->high.kind)
        kf_show_either(show, " 且 ", " and ");
    if (band->high.kind)
        text_end(show, item, &band->high, "≤", "<");
    kf_show_space(show);
    kf_show_either(show, "档", "");
}

static void text_knot(kf_show *show, const kf_item *item, const kf_band *knot)
{
    kf_show_bound(show, kf_bound_unit(item, &item->rule), knot->x, item->rule.curve.scale);
    kf_show_either(show, "(", " (");
    kf_show_curve(show, knot->points);
    kf_show_either(show, " 分)", ")");
}

static void text_linear(kf_show *show, const kf_item *item, const kefu_reason *r)
{
    const kf_curve *curve = &item->rule.curve;
    int32_t at = kf_curve_find(curve, r->basis.num, r->basis.den);
    text_gap(show);
    if (at >= 0 && at + 1 < curve->n) {
        kf_show_either(show, "在 ", "between ");
        text_knot(show, item, &curve->bands[at]);
        kf_show_either(show, "与 ", " and ");
        text_knot(show, item, &curve->bands[at + 1]);
        kf_show_either(show, "之间", "");
        return;
    }
    kf_show_put(show, at < 0 ? "≤ " : "≥ ", sizeof "≤ " - 1);
    kf_show_bound(show, kf_bound_unit(item, &item->rule), curve->bands[at < 0 ? 0 : at].x,
                  curve->scale);
}

/* ---- What would give more ------------------------------------------------------------------- */

/* The distance with as many digits as it takes, at most nine; rounded up where those are not
 * enough, so that going so far is always enough. */
static void text_distance(kf_show *show, const kf_item *item, const kefu_reason *r,
                          const kf_next *next)
{
    int32_t shift = item->unit == KF_UNIT_RATIO ? 2 : 0, scale = item->scale + shift;
    kf_ratio distance, value, shown;
    int64_t rounded = 0;
    int32_t one;
    kf_ratio_decimal(&distance, next->bound, item->rule.curve.scale);
    kf_ratio_set(&value, r->value.num, r->value.den);
    if (item->direction == KEFU_HIGHER)
        kf_ratio_sub(&distance, &distance, &value);
    else
        kf_ratio_sub(&distance, &value, &distance);
    for (; scale <= 9 + shift; scale++) {
        if (!kf_ratio_round(&distance, scale, &rounded))
            return;
        kf_ratio_decimal(&shown, rounded, scale);
        if (kf_ratio_compare(&shown, &distance) == 0)
            break;
    }
    if (scale > 9 + shift) {
        scale = item->scale + shift;
        (void)kf_ratio_round(&distance, scale, &rounded);
        kf_ratio_decimal(&shown, rounded, scale);
        rounded += kf_ratio_compare(&shown, &distance) < 0;
    }
    kf_show_decimal(show, rounded, scale - shift, 0);
    one = rounded == kf_pow10(scale - shift);
    if (shift)
        kf_show_either(show, " 个百分点", one ? " percentage point" : " percentage points");
    else if (item->unit == KF_UNIT_COUNT)
        kf_show_either(show, " 个", "");
    else
        kf_show_format(show, "%s", kf_unit_text(item->unit, show->language, one));
}

/* Words for going in the better direction: before the distance in Chinese, behind it in English. */
static const char *const text_ways[][2][2] = {
    [KF_UNIT_RATIO] = {{"再低 ", " lower"}, {"再高 ", " higher"}},
    [KF_UNIT_SECONDS] = {{"再快 ", " faster"}, {"再长 ", " longer"}},
    [KF_UNIT_YUAN] = {{"再低 ", " less"}, {"再高 ", " more"}},
    [KF_UNIT_POINTS] = {{"再低 ", " lower"}, {"再高 ", " higher"}},
    [KF_UNIT_COUNT] = {{"再少 ", " fewer"}, {"再多 ", " more"}},
};

static void text_reward(kf_show *show, int64_t curve, int64_t gain)
{
    kf_show_curve(show, curve);
    kf_show_either(show, " 分档(", " (");
    kf_show_gain(show, gain);
    kf_show_either(show, ")", ")");
}

/* ";再快 2.4 秒进 100 分档(+3.00)" */
static void text_by_distance(kf_show *show, const kf_item *item, const kf_line *line,
                             const kefu_reason *r, const kf_next *next)
{
    const char *const *way = text_ways[item->unit][item->direction == KEFU_HIGHER];
    kf_factor factor = kf_factor_of(item->weight, line->over);
    kf_curve at = {.type = KF_CURVE_PLACES, .otherwise = next->points};
    kf_show_either(show, ";", "; ");
    if (!kf_curve_compare(&item->rule.curve, r->value.num, r->value.den, next->bound)) {
        kf_show_format(show, "%t", way[0], show->language == KEFU_EN ? 0 : strlen(way[0]) - 1);
        kf_show_either(show, "一点", "any");
        kf_show_either(show, "", way[1]);
    } else {
        kf_show_either(show, way[0], next->beyond ? "more than " : "");
        text_distance(show, item, r, next);
        kf_show_either(show, next->beyond ? "以上" : "", way[1]);
    }
    kf_show_either(show, "进 ", " reaches ");
    text_reward(show, next->points, kf_curve_points(&at, 1, 1, factor) - r->points);
}

/* ";再多 1 个即达 45%,进 60 分档(+21.00)" */
static void text_by_counts(kf_show *show, const kf_item *item, const kf_line *line,
                           const kefu_reason *r, const kf_next *next, int64_t counts)
{
    int32_t higher = item->direction == KEFU_HIGHER;
    int64_t num = higher ? r->value.num + counts : r->value.num - counts;
    int64_t curve =
        kf_curve_of_band(&item->rule.curve, kf_curve_find(&item->rule.curve, num, r->value.den));
    kf_show_either(show, higher ? ";再多 " : ";再少 ", "; ");
    kf_show_count(show, counts);
    if (next->beyond)
        kf_show_either(show, higher ? " 个即超过 " : " 个即低于 ",
                       higher ? " more goes above " : " fewer goes below ");
    else
        kf_show_either(show, " 个即达 ", higher ? " more reaches " : " fewer reaches ");
    kf_show_bound(show, item->unit, next->bound, item->rule.curve.scale);
    kf_show_either(show, ",进 ", ": ");
    text_reward(show, curve, kf_item_points(item, line, num, r->value.den) - r->points);
}

static void text_hint_steps(kf_show *show, const kf_item *item, const kf_line *line,
                            const kefu_reason *r)
{
    kf_next next = kf_curve_next(&item->rule.curve, item->direction, r->value.num, r->value.den);
    int64_t counts;
    if (!next.found)
        return;
    counts =
        text_is_count_rate(item, &r->value)
            ? kf_next_counts(&item->rule.curve, &next, item->direction, r->value.num, r->value.den)
            : 0;
    if (counts)
        text_by_counts(show, item, line, r, &next, counts);
    else
        text_by_distance(show, item, line, r, &next);
}

/* ";再进 2 名得 100 分(+1.50)" */
static void text_hint_place(kf_show *show, const kf_item *item, const kf_line *line,
                            const kefu_reason *r)
{
    int64_t place = r->basis.num;
    int64_t better = place <= item->rule.curve.n ? place - 1 : item->rule.curve.n;
    while (better && item->rule.curve.bands[better - 1].points <= r->curve)
        better--;
    if (!better)
        return;
    kf_show_either(show, ";再进 ", "; ");
    kf_show_count(show, place - better);
    kf_show_either(show, " 名得 ", place - better == 1 ? " place up gives " : " places up gives ");
    kf_show_curve(show, item->rule.curve.bands[better - 1].points);
    kf_show_either(show, " 分(", " (");
    kf_show_gain(show, kf_item_points(item, line, better, 1) - r->points);
    kf_show_either(show, ")", ")");
}

/* ---- The sentence --------------------------------------------------------------------------- */

/* "80 分 × 15% = 12.00 分" */
static void text_points(kf_show *show, const kf_item *item, const kf_line *line,
                        const kefu_reason *r)
{
    kf_show_curve(show, r->curve);
    kf_show_either(show, " 分 × ", " × ");
    kf_show_weight(show, item->weight, line->over);
    kf_show_put(show, " = ", 3);
    kf_show_points(show, r->points);
    kf_show_either(show, " 分", "");
}

static void text_scored(kf_show *show, const kf_item *item, const kf_line *line,
                        const kefu_reason *r)
{
    text_figure(show, item, r);
    text_basis(show, item, r);
    if (r->code == KEFU_REASON_BAND)
        text_band(show, item, r);
    else if (r->code == KEFU_REASON_LINEAR)
        text_linear(show, item, r);
    else if (r->code == KEFU_REASON_NO_BAND)
        kf_show_either(show, ",没有对应的档(方案有空档)", ", in no band (a gap of the card)");
    kf_show_put(show, " → ", sizeof " → " - 1);
    text_points(show, item, line, r);
    if (r->code == KEFU_REASON_PLACE)
        text_hint_place(show, item, line, r);
    else if (r->code != KEFU_REASON_LINEAR && item->rule.basis == KF_BASIS_VALUE)
        text_hint_steps(show, item, line, r);
}

/* Without a figure, or with one that the card does not score. */
static void text_answered(kf_show *show, const kf_item *item, const kf_line *line,
                          const kefu_reason *r)
{
    text_figure(show, item, r);
    if (r->code == KEFU_REASON_REQUIRED) {
        kf_show_either(show, ":这一项必须有数据,因此没有总分",
                       ": this item is required, so there is no total");
        return;
    }
    if (r->code == KEFU_REASON_LEFT_OUT || r->code == KEFU_REASON_NOT_APPLIED) {
        kf_show_either(show, ":不计入,", ": left out, its weight of ");
        kf_show_weight(show, item->weight, 100 * (int64_t)KEFU_POINT);
        kf_show_either(show, " 的权重由其他项分担", " went to the other items");
        return;
    }
    if (r->code == KEFU_REASON_MEAN)
        kf_show_either(show, ":按组内平均 → ", ": scored as the mean of the group → ");
    else
        kf_show_either(show, ":按方案计 0 分 → ", ": scored 0 by the card → ");
    text_points(show, item, line, r);
}

void kf_text_item(kf_show *show, const kefu_sheet *sheet, const kf_line *line, const kefu_reason *r)
{
    const kf_item *item = &sheet->card->items[r->part];
    if (r->code < KEFU_REASON_ZERO)
        text_scored(show, item, line, r);
    else
        text_answered(show, item, line, r);
}
