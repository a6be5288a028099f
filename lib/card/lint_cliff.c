/* lint_cliff.c - the most points that the smallest change of a figure can cost.
 *
 * A card of steps has cliffs by its nature; whoever signs it should know how high they are. */
#include <string.h>

#include "base/sort.h"
#include "card/lint.h"
#include "card/lint_reach.h"

/* Where points are lost: from a stop of the curve to the one next to it. */
enum {
    CLIFF_NONE,
    CLIFF_BOUND, /* steps: from one stop to the next */
    CLIFF_PLACE, /* from place `at` to the one after it */
    CLIFF_UNIT,  /* deduct: another unit */
    CLIFF_FAIL   /* a line that comes to where the item fails */
};

typedef struct cliff {
    int32_t kind;
    int64_t before, after; /* points that count, millionths */
    kf_stop good, bad;
    int64_t at;
} cliff;

enum { CLIFF_HIGH = 10 }; /* points of the total; more is worth a warning */

/* ---- Looking for it ------------------------------------------------------------------------- */

static int64_t cliff_height(const cliff *c) { return c->before - c->after; }

static void cliff_take(cliff *most, const cliff *other)
{
    if (cliff_height(other) > cliff_height(most))
        *most = *other;
}

static void cliff_bounds(const kf_item *item, const kf_rule *rule, cliff *most)
{
    kf_walk walk;
    kf_stop last, stop;
    kf_walk_begin(&walk, item, rule);
    if (!kf_walk_next(&walk, &last))
        return;
    for (; kf_walk_next(&walk, &stop); last = stop) {
        int64_t below = kf_points_that_count(item, last.high);
        int64_t above = kf_points_that_count(item, stop.low);
        cliff up = {CLIFF_BOUND, below, above, last, stop, 0};
        cliff down = {CLIFF_BOUND, above, below, stop, last, 0};
        cliff_take(most, below > above ? &up : &down);
    }
}

static void cliff_places(const kf_item *item, const kf_rule *rule, cliff *most)
{
    for (int32_t i = 0; i < rule->curve.n; i++) {
        cliff c = {.kind = CLIFF_PLACE, .at = i + 1};
        c.before = kf_points_that_count(item, kf_curve_of_band(&rule->curve, i));
        c.after = kf_points_that_count(item, kf_curve_of_band(&rule->curve, i + 1));
        cliff_take(most, &c);
    }
}

static void cliff_units(const kf_item *item, const kf_rule *rule, cliff *most)
{
    const kf_curve *curve = &rule->curve;
    cliff c = {.kind = CLIFF_UNIT};
    int64_t next = curve->start - curve->each;
    if (curve->round == KF_UNITS_EXACT)
        return;
    c.before = kf_points_that_count(item, curve->start);
    c.after = kf_points_that_count(item, next < curve->least ? curve->least : next);
    cliff_take(most, &c);
}

static int32_t cliff_is_gradual(const kf_curve *curve)
{
    int32_t rises = 0;
    for (int32_t i = 0; curve->type == KF_CURVE_STEPS && i < curve->n; i++)
        rises |= curve->bands[i].rise != 0;
    return rises || curve->type == KF_CURVE_LINEAR || curve->type == KF_CURVE_PROPORTION ||
           curve->type == KF_CURVE_DEDUCT;
}

/* Just enough points not to fail, and just too few. */
static void cliff_failure(const kf_item *item, const kf_rule *rule, cliff *most)
{
    kf_reach reach = kf_reach_of_curve(item, rule);
    cliff c = {.kind = CLIFF_FAIL, .before = item->fail_below};
    if (item->fail_below == KF_NO_LEAST || !cliff_is_gradual(&rule->curve) ||
        item->least >= item->fail_below || reach.least >= item->fail_below ||
        reach.most < item->fail_below)
        return;
    cliff_take(most, &c);
}

static cliff cliff_find(const kf_item *item, const kf_rule *rule)
{
    cliff most = {.kind = CLIFF_NONE};
    if (rule->curve.type == KF_CURVE_STEPS)
        cliff_bounds(item, rule, &most);
    else if (rule->curve.type == KF_CURVE_PLACES)
        cliff_places(item, rule, &most);
    else if (rule->curve.type == KF_CURVE_DEDUCT)
        cliff_units(item, rule, &most);
    cliff_failure(item, rule, &most);
    return most;
}

/* ---- The median person ---------------------------------------------------------------------- */

/* The denominator in the middle of those of counted rates (of two, the lower); 0 if there is none.
 */
static int64_t cliff_median(kf_lint *lint, const kf_item *item)
{
    int32_t metric = kf_lint_find_metric(lint, item->metric);
    size_t rows = metric < 0 ? 0 : (size_t)kefu_frame_rows(lint->frame), n = 0;
    const kf_memory *memory = &lint->findings->memory;
    int64_t *counts, *room, median = 0;
    if (!rows)
        return 0;
    counts = kf_alloc_array(memory, rows, sizeof *counts);
    room = kf_alloc_array(memory, rows, sizeof *room);
    lint->failed |= !counts || !room;
    for (size_t i = 0; counts && room && i < rows; i++) {
        kefu_value value;
        if (!kefu_frame_values(lint->frame, metric, (int64_t)i, 1, &value) && value.den > 0 &&
            value.n == value.den)
            counts[n++] = value.den;
    }
    if (n) {
        kf_sort_integers(counts, room, n);
        median = counts[(n - 1) / 2];
    }
    kf_free_array(memory, counts, rows, sizeof *counts);
    kf_free_array(memory, room, rows, sizeof *room);
    return median;
}

/* ";以中位数的人(120 个)计,1 个就是 0.83 个百分点" */
static void cliff_say_median(kf_lint *lint, const kf_item *item)
{
    static const kefu_value none = {0, 0, 0, 0, 0};
    int64_t median = 0;
    kefu_value one = {1, 1, 1, KEFU_VALUE_OK, 0};
    kf_show *shows[] = {&lint->zh, &lint->en};
    if (lint->frame && item->unit == KF_UNIT_RATIO && item->rule.basis == KF_BASIS_VALUE)
        median = cliff_median(lint, item);
    if (!median)
        return;
    one.den = median;
    for (int32_t i = 0; i < 2; i++) {
        kf_show_either(shows[i], ";中位数的人共 ", "; for the median person, one of ");
        kf_show_count(shows[i], median);
        kf_show_either(shows[i], " 个,差 1 个就是 ", " is ");
        kf_show_figure(shows[i], KF_UNIT_RATIO, 2, &one, &none, &none);
    }
}

/* ---- Saying it ------------------------------------------------------------------------------ */

static const char *const cliff_bases[][2] = {
    [KF_BASIS_VALUE] = {"", ""},
    [KF_BASIS_PERCENTILE] = {"的组内百分位", ", its percentile"},
    [KF_BASIS_PLACE] = {"的组内名次", ", its place"},
    [KF_BASIS_COMPLETION] = {"的完成率", ", its completion"},
    [KF_BASIS_RATIO] = {"与同组之比", ", its ratio to the peers"},
    [KF_BASIS_DIFFERENCE] = {"与同组之差", ", its difference to the peers"},
    [KF_BASIS_NUMERATOR] = {"的分子", ", its numerator"},
    [KF_BASIS_REMAINDER] = {"的剩余个数", ", its remainder"}};

/* "45%", or "45% 以下": the stop as seen from the other side of the cliff. */
static void cliff_say_stop(kf_show *show, const kf_item *item, const kf_rule *rule,
                           const kf_stop *stop, const kf_stop *from)
{
    int32_t above = stop->number > from->number;
    int64_t at = stop->is_bound ? stop->from : above ? stop->from : stop->to;
    if (!stop->is_bound)
        kf_show_either(show, "", above ? "just above " : "just below ");
    kf_show_bound(show, kf_bound_unit(item, rule), at, rule->curve.scale);
    if (stop->is_bound)
        return;
    kf_show_space(show);
    kf_show_either(show, above ? "以上" : "以下", "");
}

static void cliff_say_bound(kf_show *show, const kf_item *item, const kf_rule *rule, const cliff *c)
{
    int32_t falls = c->bad.number < c->good.number;
    kf_show_either(show, "从 ", " from ");
    cliff_say_stop(show, item, rule, &c->good, &c->bad);
    kf_show_space(show);
    kf_show_either(show, falls ? "掉到 " : "升到 ", falls ? " down to " : " up to ");
    cliff_say_stop(show, item, rule, &c->bad, &c->good);
}

static void cliff_say_where(kf_show *show, const kf_item *item, const kf_rule *rule, const cliff *c)
{
    if (c->kind == CLIFF_BOUND) {
        cliff_say_bound(show, item, rule, c);
    } else if (c->kind == CLIFF_PLACE) {
        kf_show_either(show, "从第 ", " from ");
        kf_show_count(show, c->at);
        kf_show_either(show, " 掉到第 ", " down to ");
        kf_show_count(show, c->at + 1);
    } else if (c->kind == CLIFF_UNIT) {
        kf_show_either(show, "每差一个 ", ", for another ");
        kf_show_bound(show, kf_bound_unit(item, rule), rule->curve.per, rule->curve.scale);
    } else {
        kf_show_either(show, "的曲线得分掉到 ", ", once the curve gives less than ");
        kf_show_curve(show, item->fail_below);
        kf_show_either(show, " 分以下", " points");
    }
}

static void cliff_say(kf_show *show, const kf_item *item, const kf_rule *rule, const cliff *c,
                      int64_t cost)
{
    kf_show_format(show, "%s", kf_label_in(&item->label, show->language));
    kf_show_space(show);
    kf_show_either(show, cliff_bases[rule->basis][0], cliff_bases[rule->basis][1]);
    cliff_say_where(show, item, rule, c);
    kf_show_either(show, ",一下少 ", ": ");
    kf_show_points(show, cost);
    kf_show_either(show, " 分(", " points less at once (");
    kf_show_curve(show, c->before);
    kf_show_put(show, " → ", sizeof " → " - 1);
    kf_show_curve(show, c->after);
    kf_show_either(show, " 分档)", ")");
}

/* The higher one of the item's rules. */
void kf_lint_cliff(kf_lint *lint, const kf_item *item)
{
    const kf_rule *rule = &item->rule;
    cliff c = cliff_find(item, rule);
    int64_t cost;
    if (item->small_at_most >= 0) {
        cliff few = cliff_find(item, &item->small);
        rule = cliff_height(&few) > cliff_height(&c) ? &item->small : rule;
        cliff_take(&c, &few);
    }
    cost = kf_points_of_total(lint->card, item, cliff_height(&c));
    if (c.kind == CLIFF_NONE || cost <= 0)
        return;
    kf_lint_begin_item(lint, KEFU_LINT_CLIFF,
                       cost > CLIFF_HIGH * (int64_t)KEFU_POINT ? KEFU_SEVERITY_WARNING
                                                               : KEFU_SEVERITY_NOTE,
                       rule->curve.node, item, rule == &item->rule ? "/curve" : "/small/curve");
    cliff_say(&lint->zh, item, rule, &c, cost);
    cliff_say(&lint->en, item, rule, &c, cost);
    cliff_say_median(lint, item);
    kf_lint_end(lint);
}
