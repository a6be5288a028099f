/* reason_hint_text.c - what would give more points, in the reason of an item. */
#include <string.h>

#include "base/decimal.h"
#include "base/ratio.h"
#include "score/reason_text.h"
#include "score/steps.h"

/* The figure at a bound of the curve: the bound itself, or of a completion bound × target. */
static void hint_figure(const kf_item_text *t, const kf_next *next, kf_ratio *figure)
{
    kf_ratio target;
    kf_ratio_decimal(figure, next->bound, t->rule->curve.scale);
    if (t->rule->basis != KF_BASIS_COMPLETION)
        return;
    kf_ratio_set(&target, t->r->against.num, t->r->against.den);
    kf_ratio_mul(figure, figure, &target);
}

/* The distance with as many digits as it takes, at most nine; rounded up where those are not
 * enough, so that going so far is always enough. Gives 0 if it does not fit. */
static int32_t hint_round(const kf_ratio *distance, int32_t least, int32_t most, int64_t *out,
                          int32_t *scale)
{
    kf_ratio shown;
    for (*scale = least; *scale <= most; ++*scale) {
        if (!kf_ratio_round(distance, *scale, out))
            return 0;
        kf_ratio_decimal(&shown, *out, *scale);
        if (kf_ratio_compare(&shown, distance) == 0)
            return 1;
    }
    *scale = least;
    (void)kf_ratio_round(distance, *scale, out);
    kf_ratio_decimal(&shown, *out, *scale);
    *out += kf_ratio_compare(&shown, distance) < 0;
    return 1;
}

/* "2.4 秒"; 0 if it cannot be said. */
static void hint_distance(const kf_item_text *t, const kf_next *next)
{
    int32_t shift = t->item->unit == KF_UNIT_RATIO ? 2 : 0, scale = 0, one;
    kf_ratio distance, value;
    int64_t rounded = 0;
    hint_figure(t, next, &distance);
    kf_ratio_set(&value, t->r->value.num, t->r->value.den);
    if (next->direction == KEFU_HIGHER)
        kf_ratio_sub(&distance, &distance, &value);
    else
        kf_ratio_sub(&distance, &value, &distance);
    if (!hint_round(&distance, t->item->scale + shift, 9 + shift, &rounded, &scale))
        return;
    kf_show_decimal(t->show, rounded, scale - shift, 0);
    one = rounded == kf_pow10(scale - shift);
    if (shift)
        kf_show_either(t->show, " 个百分点", one ? " percentage point" : " percentage points");
    else if (t->item->unit == KF_UNIT_COUNT)
        kf_show_either(t->show, " 个", "");
    else
        kf_show_format(t->show, "%s", kf_unit_text(t->item->unit, t->show->language, one));
}

/* Words for going a way: before the distance in Chinese, behind it in English. Shorter times are
 * faster, unless the best is in the middle. */
static const char *const hint_ways[][2][2] = {
    [KF_UNIT_RATIO] = {{"再低 ", " lower"}, {"再高 ", " higher"}},
    [KF_UNIT_SECONDS] = {{"再快 ", " faster"}, {"再长 ", " longer"}},
    [KF_UNIT_YUAN] = {{"再低 ", " less"}, {"再高 ", " more"}},
    [KF_UNIT_POINTS] = {{"再低 ", " lower"}, {"再高 ", " higher"}},
    [KF_UNIT_COUNT] = {{"再少 ", " fewer"}, {"再多 ", " more"}},
};

const char *const *kf_text_way(const kf_item *item, int32_t direction)
{
    static const char *const shorter[2] = {"再短 ", " shorter"};
    if (item->unit == KF_UNIT_SECONDS && item->direction == KEFU_MIDDLE && direction == KEFU_LOWER)
        return shorter;
    return hint_ways[item->unit][direction == KEFU_HIGHER];
}

/* Points there after the item's limits, and what they add. */
typedef struct hint_reward {
    int64_t curve, gain;
} hint_reward;

/* Points of the curve in millionths, exact there, to those of the item; 0 if it gains nothing. */
static int32_t hint_gains(const kf_item_text *t, int64_t points, hint_reward *reward)
{
    const kf_item *item = t->item;
    kf_factor factor = kf_item_factor(item, kf_item_over(item, t->line));
    points = points < item->least ? item->least : points > item->most ? item->most : points;
    reward->curve = points;
    reward->gain = kf_factor_times(factor, points) - t->r->points;
    return reward->gain > 0 && (!item->fails || points >= item->fail_below);
}

static void hint_show_reward(const kf_item_text *t, const hint_reward *reward)
{
    kf_show_curve(t->show, reward->curve);
    kf_show_either(t->show, " 分档(", " (");
    kf_show_gain(t->show, reward->gain);
    kf_show_either(t->show, ")", ")");
}

/* ";再快 2.4 秒进 100 分档(+3.00)" */
static void hint_by_distance(const kf_item_text *t, const kf_next *next)
{
    const char *const *way = kf_text_way(t->item, next->direction);
    hint_reward reward;
    if (!hint_gains(t, next->points, &reward))
        return;
    kf_show_either(t->show, ";", "; ");
    if (!kf_curve_compare(&t->rule->curve, t->r->basis.num, t->r->basis.den, next->bound)) {
        kf_show_format(t->show, "%t", way[0],
                       t->show->language == KEFU_EN ? 0 : strlen(way[0]) - 1);
        kf_show_either(t->show, "一点", "any");
        kf_show_either(t->show, "", way[1]);
    } else {
        kf_show_either(t->show, way[0], next->beyond ? "more than " : "");
        hint_distance(t, next);
        kf_show_either(t->show, next->beyond ? "以上" : "", way[1]);
    }
    kf_show_either(t->show, "进 ", " reaches ");
    hint_show_reward(t, &reward);
}

/* ";再多 1 个即达 45%,进 60 分档(+21.00)" */
static void hint_by_counts(const kf_item_text *t, const kf_next *next, int64_t counts)
{
    static const kf_factor whole = {1, 1};
    int32_t higher = next->direction == KEFU_HIGHER;
    int64_t num = higher ? t->r->value.num + counts : t->r->value.num - counts;
    hint_reward reward;
    if (!hint_gains(t, kf_curve_points(&t->rule->curve, num, t->r->value.den, whole), &reward))
        return;
    kf_show_either(t->show, higher ? ";再多 " : ";再少 ", "; ");
    kf_show_count(t->show, counts);
    if (next->beyond)
        kf_show_either(t->show, higher ? " 个即超过 " : " 个即低于 ",
                       higher ? " more goes above " : " fewer goes below ");
    else
        kf_show_either(t->show, " 个即达 ", higher ? " more reaches " : " fewer reaches ");
    kf_text_bound(t, next->bound);
    kf_show_either(t->show, ",进 ", ": ");
    hint_show_reward(t, &reward);
}

static void hint_steps(const kf_item_text *t)
{
    const kf_curve *curve = &t->rule->curve;
    kf_next next = kf_curve_next(curve, kf_basis_direction(t->item, t->rule), t->r->basis.num,
                                 t->r->basis.den);
    int64_t counts = 0;
    if (!next.found)
        return;
    if (t->rule->basis == KF_BASIS_VALUE && kf_text_counts_cases(t->item, &t->r->value))
        counts = kf_next_counts(curve, &next, next.direction, t->r->value.num, t->r->value.den);
    if (counts)
        hint_by_counts(t, &next, counts);
    else
        hint_by_distance(t, &next);
}

/* ";再进 2 名得 100 分(+1.50)" */
static void hint_place(const kf_item_text *t)
{
    const kf_curve *curve = &t->rule->curve;
    int64_t place = t->r->basis.num, better = place <= curve->n ? place - 1 : curve->n;
    hint_reward reward;
    while (better && !hint_gains(t, curve->bands[better - 1].points, &reward))
        better--;
    if (!better)
        return;
    kf_show_either(t->show, ";再进 ", "; ");
    kf_show_count(t->show, place - better);
    kf_show_either(t->show, " 名得 ",
                   place - better == 1 ? " place up gives " : " places up gives ");
    kf_show_curve(t->show, reward.curve);
    kf_show_either(t->show, " 分(", " (");
    kf_show_gain(t->show, reward.gain);
    kf_show_either(t->show, ")", ")");
}

/* 1 where the section or the card has failed, so that points gained would not reach the total. */
static int32_t hint_is_lost(const kf_item_text *t)
{
    const kefu_card *card = t->sheet->card;
    size_t row = (size_t)(t->line - t->sheet->lines);
    if (kf_section_of(t->sheet, row, t->item->section, NULL).failed)
        return 1;
    return !t->item->bonus && !card->fail_flag && kf_card_of(t->sheet, row, NULL).failed;
}

void kf_text_hint(const kf_item_text *t)
{
    int32_t basis = t->rule->basis;
    if (hint_is_lost(t))
        return;
    if (t->rule->curve.type == KF_CURVE_PLACES)
        hint_place(t);
    else if (t->rule->curve.type == KF_CURVE_STEPS &&
             (basis == KF_BASIS_VALUE || basis == KF_BASIS_COMPLETION))
        hint_steps(t);
}
