/* lint_reach.c - see lint_reach.h. */
#include "card/lint_reach.h"

#include "base/decimal.h"
#include "base/wide.h"
#include "card/lint_curve.h"

/* ---- Which values there are ----------------------------------------------------------------- */

static int32_t reach_is_whole(const kf_item *item, const kf_rule *rule)
{
    return rule->basis == KF_BASIS_PLACE || rule->basis == KF_BASIS_NUMERATOR ||
           rule->basis == KF_BASIS_REMAINDER ||
           (rule->basis == KF_BASIS_VALUE && item->unit == KF_UNIT_COUNT);
}

/* 1 if a whole number lies strictly between two bounds. */
static int32_t reach_has_whole(int64_t low, int64_t high, int32_t scale)
{
    int64_t one = kf_pow10(scale);
    int64_t floor = low / one - (low % one < 0);
    return floor < INT64_MAX / one && (floor + 1) * one < high;
}

static int32_t reach_exists(const kf_walk *walk, const kf_stop *stop)
{
    int64_t least, most;
    kf_lint_domain(walk->item, walk->rule, &least, &most);
    if (stop->is_bound)
        return stop->from >= least && stop->from <= most;
    if ((!stop->last && stop->to <= least) || (!stop->first && stop->from >= most))
        return 0;
    return stop->first || stop->last || !reach_is_whole(walk->item, walk->rule) ||
           reach_has_whole(stop->from, stop->to, walk->rule->curve.scale);
}

/* ---- Steps ---------------------------------------------------------------------------------- */

static int64_t reach_at(const kf_curve *curve, int64_t at, int32_t side)
{
    kf_spot spot = {at, side};
    return kf_curve_spot_points(curve, spot);
}

void kf_walk_begin(kf_walk *walk, const kf_item *item, const kf_rule *rule)
{
    walk->item = item;
    walk->rule = rule;
    walk->n = kf_curve_bounds(&rule->curve, walk->bounds);
    walk->at = 0;
}

/* Stop 0 is below the first bound, 2i+1 at bound i, 2i+2 between bound i and the next. */
static void reach_stop(const kf_walk *walk, int32_t number, kf_stop *out)
{
    const kf_curve *curve = &walk->rule->curve;
    int32_t below = number / 2 - 1 + number % 2, above = number / 2;
    *out = (kf_stop){number, number % 2, below < 0, above >= walk->n, 0, 0, 0, 0};
    if (!walk->n) {
        out->low = out->high = reach_at(curve, 0, 0);
        return;
    }
    out->from = walk->bounds[below < 0 ? above : below];
    out->to = walk->bounds[out->last ? below : above];
    out->low = reach_at(curve, out->from, out->is_bound ? 0 : out->first ? -1 : 1);
    out->high = reach_at(curve, out->to, out->is_bound ? 0 : out->last ? 1 : -1);
}

int32_t kf_walk_next(kf_walk *walk, kf_stop *out)
{
    while (walk->at <= 2 * walk->n) {
        reach_stop(walk, walk->at++, out);
        if (reach_exists(walk, out))
            return 1;
    }
    return 0;
}

/* ---- Curves --------------------------------------------------------------------------------- */

static void reach_take(kf_reach *reach, int64_t points)
{
    reach->least = points < reach->least ? points : reach->least;
    reach->most = points > reach->most ? points : reach->most;
}

static kf_reach reach_steps(const kf_item *item, const kf_rule *rule)
{
    kf_reach reach = {INT64_MAX, INT64_MIN};
    kf_walk walk;
    kf_stop stop;
    kf_walk_begin(&walk, item, rule);
    while (kf_walk_next(&walk, &stop)) {
        reach_take(&reach, stop.low);
        reach_take(&reach, stop.high);
    }
    return reach;
}

/* Rates above 100 % there are, but no more points are to be had from them. */
static void reach_values(const kf_item *item, const kf_rule *rule, int64_t *least, int64_t *most)
{
    kf_lint_domain(item, rule, least, most);
    if (rule->basis == KF_BASIS_VALUE && item->unit == KF_UNIT_RATIO)
        *most = kf_pow10(rule->curve.scale);
}

/* A line that goes on to the end of the values, or for ever. */
static void reach_end(const kf_curve *curve, int64_t end, int32_t rises, kf_reach *reach)
{
    static const kf_factor whole = {1, 1};
    if (end == INT64_MIN || end == INT64_MAX)
        reach_take(reach, rises ? INT64_MAX : INT64_MIN);
    else
        reach_take(reach, kf_curve_points(curve, end, kf_pow10(curve->scale), whole));
}

static kf_reach reach_linear(const kf_curve *curve, int64_t from, int64_t to)
{
    kf_reach reach = {INT64_MAX, INT64_MIN};
    const kf_band *knots = curve->bands;
    int32_t last = curve->n - 1;
    for (int32_t i = 0; i < curve->n; i++)
        reach_take(&reach, knots[i].points);
    if (curve->extend_below && knots[0].points != knots[1].points)
        reach_end(curve, from, knots[0].points > knots[1].points, &reach);
    if (curve->extend_above && knots[last].points != knots[last - 1].points)
        reach_end(curve, to, knots[last].points > knots[last - 1].points, &reach);
    return reach;
}

static kf_reach reach_places(const kf_curve *curve)
{
    kf_reach reach = {curve->otherwise, curve->otherwise};
    for (int32_t i = 0; i < curve->n; i++)
        reach_take(&reach, curve->bands[i].points);
    return reach;
}

static int64_t reach_within(int64_t points, int64_t least, int64_t most)
{
    points = points < least ? least : points;
    return points > most ? most : points;
}

static kf_reach reach_cut(kf_reach reach, int64_t least, int64_t most)
{
    return (kf_reach){reach_within(reach.least, least, most),
                      reach_within(reach.most, least, most)};
}

kf_reach kf_reach_of_curve(const kf_item *item, const kf_rule *rule)
{
    const kf_curve *curve = &rule->curve;
    kf_reach reach = {0, 0};
    int64_t from, to;
    reach_values(item, rule, &from, &to);
    switch (curve->type) {
    case KF_CURVE_STEPS:
        return reach_steps(item, rule);
    case KF_CURVE_LINEAR:
        return reach_linear(curve, from, to);
    case KF_CURVE_PLACES:
        return reach_places(curve);
    case KF_CURVE_PROPORTION:
        reach_end(curve, to, 1, &reach);
        break;
    default: /* from full points down to what the worst figure loses */
        reach.least = reach.most = curve->start;
        reach_end(curve, curve->lower ? to : from, 0, &reach);
    }
    return reach_cut(reach, curve->least, curve->most);
}

/* ---- Items ---------------------------------------------------------------------------------- */

int64_t kf_points_that_count(const kf_item *item, int64_t points)
{
    points = reach_within(points, item->least, item->most);
    return points < item->fail_below ? 0 : points;
}

kf_reach kf_reach_of_item(const kf_item *item)
{
    kf_reach reach = kf_reach_of_curve(item, &item->rule);
    if (item->small_at_most >= 0) {
        kf_reach small = kf_reach_of_curve(item, &item->small);
        reach_take(&reach, small.least);
        reach_take(&reach, small.most);
    }
    reach.least = reach_within(reach.least, item->least, item->most);
    reach.most = reach_within(reach.most, item->least, item->most);
    if (reach.least >= item->fail_below)
        return reach;
    if (reach.most < item->fail_below)
        return (kf_reach){0, 0};
    return (kf_reach){item->fail_below < 0 ? item->fail_below : 0, reach.most};
}

int64_t kf_points_of_total(const kefu_card *card, const kf_item *item, int64_t points)
{
    int64_t over = item->bonus ? 100 * (int64_t)KEFU_POINT : card->hundred;
    if (!item->weight || !over)
        return 0;
    if (points == INT64_MIN || points == INT64_MAX)
        return points;
    return kf_factor_times(kf_item_factor(item, over), points);
}

/* ---- Cards ---------------------------------------------------------------------------------- */

/* No end stays no end. */
static int64_t reach_add(int64_t a, int64_t b)
{
    int64_t sum;
    if (a == INT64_MIN || b == INT64_MIN)
        return INT64_MIN;
    if (a == INT64_MAX || b == INT64_MAX)
        return INT64_MAX;
    if (kf_i128_fits_i64(kf_i128_add(kf_i128_of(a), kf_i128_of(b)), &sum))
        return sum;
    return a < 0 ? INT64_MIN : INT64_MAX;
}

static void reach_sum(kf_reach *sum, kf_reach more)
{
    sum->least = reach_add(sum->least, more.least);
    sum->most = reach_add(sum->most, more.most);
}

static int32_t reach_may_be_zero(const kf_item *item)
{
    return item->bonus || item->no_data == KF_POLICY_ZERO || item->low_volume == KF_POLICY_ZERO ||
           item->provisional == KF_POLICY_ZERO;
}

static kf_reach reach_section(const kefu_card *card, const kf_section *section)
{
    kf_reach sum = {0, 0};
    int32_t fails = section->fail_at > 0;
    for (int32_t i = section->first; i < section->first + section->n; i++) {
        const kf_item *item = &card->items[i];
        kf_reach reach = kf_reach_of_item(item);
        fails |= item->fails == KF_FAILS_SECTION;
        reach.least = kf_points_of_total(card, item, reach.least);
        reach.most = kf_points_of_total(card, item, reach.most);
        if (reach_may_be_zero(item))
            reach_take(&reach, 0);
        reach_sum(&sum, reach);
    }
    sum = reach_cut(sum, section->least, section->most);
    if (fails)
        reach_take(&sum, 0);
    return sum;
}

static int32_t reach_card_fails(const kefu_card *card)
{
    int32_t fails = card->fail_at > 0;
    for (int32_t i = 0; i < card->n_items; i++)
        fails |= card->items[i].fails == KF_FAILS_CARD;
    return fails && !card->fail_flag;
}

/* Where one item takes all the weight. */
static void reach_alone(const kefu_card *card, kf_reach *reach)
{
    for (int32_t i = 0; i < card->n_items; i++) {
        kf_item all = card->items[i];
        kf_reach item = kf_reach_of_item(&all);
        if (all.bonus || !all.weight)
            continue;
        all.weight = card->hundred;
        reach_take(reach, kf_points_of_total(card, &all, item.least));
        reach_take(reach, kf_points_of_total(card, &all, item.most));
    }
}

static kf_reach reach_adjustments(const kefu_card *card)
{
    kf_reach sum = {0, 0};
    for (int32_t i = 0; i < card->n_adjustments; i++) {
        const kf_extra *extra = &card->adjustments[i];
        kf_reach one = {0, 0};
        if (extra->points > 0)
            one.most = extra->cap < 0 ? INT64_MAX : extra->cap;
        else if (extra->points < 0)
            one.least = extra->cap < 0 ? INT64_MIN : -extra->cap;
        reach_sum(&sum, one);
    }
    return reach_cut(sum, card->adjustments_least, card->adjustments_most);
}

kf_reach kf_reach_of_card(const kefu_card *card, int32_t left_out)
{
    kf_reach total = {0, 0}, bonus = {0, 0};
    for (int32_t i = 0; i < card->n_sections; i++)
        reach_sum(card->sections[i].bonus ? &bonus : &total,
                  reach_section(card, &card->sections[i]));
    if (left_out)
        reach_alone(card, &total);
    if (reach_card_fails(card))
        reach_take(&total, 0);
    if (card->team == KF_TEAM_SHEET) /* a total of another card */
        total = (kf_reach){INT64_MIN, INT64_MAX};
    reach_sum(&total, bonus);
    reach_sum(&total, reach_adjustments(card));
    return reach_cut(total, card->least, card->most);
}

kf_reach kf_reach_in_the_end(const kefu_card *card)
{
    kf_reach reach = kf_reach_of_card(card, 1);
    for (int32_t i = 0; i < card->n_red_lines; i++) {
        const kf_extra *red = &card->red_lines[i];
        if (red->effect == KF_RED_CAP)
            reach_take(&reach, red->zero ? 0 : red->cap);
        else if (red->effect == KF_RED_MINUS)
            reach.least = reach_add(reach.least, -red->points);
        else if (red->effect == KF_RED_MINUS_EACH && red->points)
            reach.least = INT64_MIN;
    }
    return reach;
}
