/* lint_frame.c - what the figures themselves show about a card. */
#include <string.h>

#include "base/decimal.h"
#include "card/lint.h"
#include "card/lint_reach.h"

enum {
    FRAME_LINT_BLOCK = 64, /* values read at a time */
    FRAME_LINT_ENOUGH = 5  /* figures that say something about a curve */
};

/* ---- Metrics -------------------------------------------------------------------------------- */

static const char *frame_lint_name(const kefu_frame *frame, int32_t metric)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    return kefu_frame_metric(frame, metric, &info) ? "" : info.name;
}

void kf_lint_no_metric(kf_lint *lint, const char *name)
{
    kf_near near;
    kf_near_init(&near, name, strlen(name));
    for (int32_t m = 0; m < kefu_frame_metrics(lint->frame); m++)
        kf_near_add(&near, frame_lint_name(lint->frame, m));
    kf_show_format(&lint->zh, "指标表里没有「%s」", name);
    for (int32_t i = 0; i < near.n; i++)
        kf_show_format(&lint->zh, i ? "、「%s」" : ";相近的有「%s」", near.best[i]);
    kf_show_format(&lint->en, "the frame has no metric '%s'%s", name, kf_near_text(&near));
    kf_lint_end(lint);
}

int32_t kf_lint_find_metric(const kf_lint *lint, const char *name)
{
    for (int32_t m = 0; m < kefu_frame_metrics(lint->frame); m++)
        if (!strcmp(frame_lint_name(lint->frame, m), name))
            return m;
    return -1;
}

void kf_lint_metric(kf_lint *lint, const char *metric, const kf_json_node *node, const char *path,
                    int32_t index)
{
    if (kf_lint_find_metric(lint, metric) >= 0)
        return;
    kf_lint_begin(lint, KEFU_LINT_NO_METRIC, KEFU_SEVERITY_ERROR, node, path, index);
    kf_lint_no_metric(lint, metric);
}

/* ---- Figures -------------------------------------------------------------------------------- */

typedef struct frame_lint_figures {
    int64_t all; /* with a number */
    int64_t bare;
    int64_t on_bound, on_bound_row; /* bare rates that are exactly a bound; the first */
    kefu_value on_bound_first;
    int64_t outside, outside_row; /* rates that do not lie in 0 to 1 */
    kefu_value outside_first;
    int64_t reached;             /* a band with a bound, or the inside of a linear curve */
    int64_t scored, least, most; /* how many points can be said of, and those */
} frame_lint_figures;

static int32_t frame_lint_on_bound(const kf_curve *curve, const kefu_value *value)
{
    if (curve->type != KF_CURVE_STEPS)
        return 0;
    for (int32_t i = 0; i < curve->n; i++) {
        const kf_band *band = &curve->bands[i];
        if (band->low.kind && !kf_curve_compare(curve, value->num, value->den, band->low.at))
            return 1;
        if (band->high.kind && !kf_curve_compare(curve, value->num, value->den, band->high.at))
            return 1;
    }
    return 0;
}

/* A card with bounds above 100 % expects such rates. */
static int32_t frame_lint_expects_above_one(const kf_item *item)
{
    const kf_curve *curve = &item->rule.curve;
    int64_t one = kf_pow10(curve->scale);
    for (int32_t i = 0; i < curve->n && item->rule.basis == KF_BASIS_VALUE; i++) {
        const kf_band *band = &curve->bands[i];
        if ((band->low.kind && band->low.at > one) || (band->high.kind && band->high.at > one) ||
            (curve->type == KF_CURVE_LINEAR && band->x > one))
            return 1;
    }
    return 0;
}

static int32_t frame_lint_reaches(const kf_curve *curve, const kefu_value *value)
{
    int32_t at = kf_curve_find(curve, value->num, value->den);
    if (curve->type == KF_CURVE_LINEAR)
        return at >= 0 && (at + 1 < curve->n ||
                           !kf_curve_compare(curve, value->num, value->den, curve->bands[at].x));
    return at >= 0 && (curve->bands[at].low.kind || curve->bands[at].high.kind);
}

/* Points by the figure alone; those by what others have are not looked at. */
static void frame_lint_points(const kf_item *item, const kefu_value *value, frame_lint_figures *f)
{
    static const kf_factor whole = {1, 1};
    int32_t few = item->small_at_most >= 0 && value->n >= 0 && value->n <= item->small_at_most;
    const kf_rule *rule = few ? &item->small : &item->rule;
    int64_t points;
    if (rule->basis != KF_BASIS_VALUE)
        return;
    points =
        kf_points_that_count(item, kf_curve_points(&rule->curve, value->num, value->den, whole));
    f->least = !f->scored || points < f->least ? points : f->least;
    f->most = !f->scored || points > f->most ? points : f->most;
    f->scored++;
}

static void frame_lint_rate(const kf_item *item, const kefu_value *value, int64_t row,
                            frame_lint_figures *f)
{
    if ((value->num < 0 || value->num > value->den) &&
        (value->num < 0 || !frame_lint_expects_above_one(item)) && !f->outside++) {
        f->outside_row = row;
        f->outside_first = *value;
    }
    if (value->n >= 0)
        return;
    f->bare++;
    if (item->rule.basis == KF_BASIS_VALUE && frame_lint_on_bound(&item->rule.curve, value) &&
        !f->on_bound++) {
        f->on_bound_row = row;
        f->on_bound_first = *value;
    }
}

static void frame_lint_figure(const kf_item *item, const kefu_value *value, int64_t row,
                              frame_lint_figures *f)
{
    if (value->den <= 0)
        return;
    f->all++;
    frame_lint_points(item, value, f);
    f->reached +=
        item->rule.basis == KF_BASIS_VALUE && frame_lint_reaches(&item->rule.curve, value);
    if (item->unit == KF_UNIT_RATIO)
        frame_lint_rate(item, value, row, f);
}

static void frame_lint_count(const kf_lint *lint, const kf_item *item, int32_t metric,
                             frame_lint_figures *f)
{
    int64_t rows = kefu_frame_rows(lint->frame);
    kefu_value values[FRAME_LINT_BLOCK];
    for (int64_t first = 0; first < rows; first += FRAME_LINT_BLOCK) {
        int64_t count = rows - first < FRAME_LINT_BLOCK ? rows - first : FRAME_LINT_BLOCK;
        if (kefu_frame_values(lint->frame, metric, first, count, values))
            return;
        for (int64_t i = 0; i < count; i++)
            frame_lint_figure(item, &values[i], first + i, f);
    }
}

static void frame_lint_bare(kf_lint *lint, const kf_item *item, const frame_lint_figures *f)
{
    kf_lint_begin_item(lint, KEFU_LINT_BARE_RATE, KEFU_SEVERITY_WARNING,
                       kf_json_get(item->node, "metric"), item, "/metric");
    kf_show_format(&lint->zh, "「%s」%i 个值中有 %i 个没有分母:只能计分,不能合并,也看不出样本大小",
                   item->metric, f->all, f->bare);
    kf_show_format(&lint->en,
                   "'%s': %i of %i values have no denominator: they can be scored, not merged, and "
                   "nobody sees how small the sample is",
                   item->metric, f->bare, f->all);
    kf_lint_end(lint);
}

/* "amy 45.00%": who it is about, so that it can be looked up */
static void frame_lint_person(kf_lint *lint, const kf_item *item, int64_t row,
                              const kefu_value *value)
{
    static const kefu_value none = {0, 0, 0, 0, 0};
    kefu_text key = {"", 0};
    kf_show *shows[] = {&lint->zh, &lint->en};
    (void)kefu_frame_key(lint->frame, row, 0, &key);
    for (int32_t i = 0; i < 2; i++) {
        kf_show_format(shows[i], "%t ", key.data, key.size);
        kf_show_figure(shows[i], item->unit, item->scale, value, &none, &none);
    }
}

static void frame_lint_printed(kf_lint *lint, const kf_item *item, const frame_lint_figures *f)
{
    kf_lint_begin_item(lint, KEFU_LINT_PRINTED_RATE, KEFU_SEVERITY_WARNING,
                       kf_json_get(item->node, "curve"), item, "/curve");
    frame_lint_person(lint, item, f->on_bound_row, &f->on_bound_first);
    kf_lint_say(lint, " 正好在档的分界上,但报表里的数可能已四舍五入,请用分子和分母核对",
                " is exactly a bound, but the report may have rounded it: check the counts");
    if (f->on_bound > 1) {
        kf_show_format(&lint->zh, "(共 %i 人)", f->on_bound);
        kf_show_format(&lint->en, " (%i people)", f->on_bound);
    }
    kf_lint_end(lint);
}

static void frame_lint_outside(kf_lint *lint, const kf_item *item, const frame_lint_figures *f)
{
    kf_lint_begin_item(lint, KEFU_LINT_OUT_OF_RANGE, KEFU_SEVERITY_WARNING,
                       kf_json_get(item->node, "metric"), item, "/metric");
    kf_show_format(&lint->zh, "「%s」%i 个值中有 %i 个不在 0%% 到 100%% 之间,例如 ", item->metric,
                   f->all, f->outside);
    kf_show_format(&lint->en, "'%s': %i of %i values lie outside 0%% to 100%%, for example ",
                   item->metric, f->outside, f->all);
    frame_lint_person(lint, item, f->outside_row, &f->outside_first);
    kf_lint_end(lint);
}

static void frame_lint_unused(kf_lint *lint, const kf_item *item, const frame_lint_figures *f)
{
    int32_t linear = item->rule.curve.type == KF_CURVE_LINEAR;
    kf_lint_begin_item(lint, KEFU_LINT_UNUSED, KEFU_SEVERITY_WARNING,
                       kf_json_get(item->node, "curve"), item, "/curve");
    kf_show_format(&lint->zh, "「%s」的 %i 个值%s,请核对单位和分界", item->metric, f->all,
                   linear ? "都在曲线两端之外" : "没有一个进入有条件的档");
    kf_show_format(&lint->en, "'%s': %s of %i values %s: check the unit and the bounds",
                   item->metric, linear ? "all" : "none", f->all,
                   linear ? "lie beyond the ends of the curve" : "falls into a band with a bound");
    kf_lint_end(lint);
}

/* Five who are all at the top may do well; that the item tells nobody apart is worth knowing. */
static void frame_lint_same(kf_lint *lint, const kf_item *item, const frame_lint_figures *f)
{
    kf_reach reach = kf_reach_of_item(item);
    if (f->all < FRAME_LINT_ENOUGH || f->scored < f->all || f->least != f->most ||
        reach.least == reach.most)
        return;
    kf_lint_begin_item(lint, KEFU_LINT_SAME, KEFU_SEVERITY_NOTE, item->rule.curve.node, item,
                       "/curve");
    kf_show_format(&lint->zh, "「%s」%i 个人都得 ", item->metric, f->all);
    kf_show_format(&lint->en, "'%s': all %i people get ", item->metric, f->all);
    kf_show_curve(&lint->zh, f->least);
    kf_show_curve(&lint->en, f->least);
    kf_lint_say(lint, " 分,这一项本期没有拉开差距",
                " points: this item tells nobody apart this time");
    kf_lint_end(lint);
}

static int32_t frame_lint_has_bounds(const kf_item *item)
{
    int32_t bounds = item->rule.curve.type == KF_CURVE_LINEAR;
    for (int32_t i = 0; i < item->rule.curve.n; i++)
        bounds |= item->rule.curve.bands[i].low.kind || item->rule.curve.bands[i].high.kind;
    return bounds && item->rule.basis == KF_BASIS_VALUE;
}

static void frame_lint_definition(kf_lint *lint, const kf_item *item, int32_t metric)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    if (!item->definition || kefu_frame_metric(lint->frame, metric, &info) ||
        !strcmp(item->definition, info.definition))
        return;
    kf_lint_begin_item(lint, KEFU_LINT_DEFINITION, KEFU_SEVERITY_ERROR,
                       kf_json_get(item->node, "definition"), item, "/definition");
    kf_show_format(&lint->zh, "「%s」要求口径 %s,指标表里的是%s%s", item->metric, item->definition,
                   *info.definition ? " " : "未注明口径的", info.definition);
    kf_show_format(&lint->en, "'%s' is asked for by %s, the frame has it by %s", item->metric,
                   item->definition, *info.definition ? info.definition : "none that it names");
    kf_lint_end(lint);
}

void kf_lint_item_frame(kf_lint *lint, const kf_item *item)
{
    frame_lint_figures f;
    int32_t metric = kf_lint_find_metric(lint, item->metric);
    if (metric < 0) {
        kf_lint_begin_item(lint, KEFU_LINT_NO_METRIC, KEFU_SEVERITY_ERROR,
                           kf_json_get(item->node, "metric"), item, "/metric");
        kf_lint_no_metric(lint, item->metric);
        return;
    }
    frame_lint_definition(lint, item, metric);
    memset(&f, 0, sizeof f);
    frame_lint_count(lint, item, metric, &f);
    if (f.bare)
        frame_lint_bare(lint, item, &f);
    if (f.on_bound)
        frame_lint_printed(lint, item, &f);
    if (f.outside)
        frame_lint_outside(lint, item, &f);
    if (f.all >= FRAME_LINT_ENOUGH && !f.reached && frame_lint_has_bounds(item))
        frame_lint_unused(lint, item, &f);
    else
        frame_lint_same(lint, item, &f);
}

/* ---- Groups --------------------------------------------------------------------------------- */

/* Whoever is not on the roster has none of its fields; the frame lists them. */
void kf_lint_groups(kf_lint *lint)
{
    const kf_json_node *rank = kf_json_get(lint->card->scheme.json.root, "rank");
    kefu_unmatched lost = {.struct_size = sizeof lost};
    const char *first = NULL;
    int64_t n = 0;
    if (lint->card->rank.group == KF_GROUP_NONE)
        return;
    for (int64_t i = 0; i < kefu_frame_unmatched_count(lint->frame); i++) {
        if (kefu_frame_unmatched(lint->frame, i, &lost) || lost.side != 3)
            continue;
        first = n++ ? first : lost.key;
    }
    if (!n)
        return;
    kf_lint_begin(lint, KEFU_LINT_NO_GROUP, KEFU_SEVERITY_WARNING, kf_json_get(rank, "group"),
                  "/rank/group");
    kf_show_format(&lint->zh, "按花名册分组排名,但有 %i 人不在花名册上,例如「%s」", n, first);
    kf_show_format(&lint->en,
                   "places are within groups of the roster, but %i %s not on it, for example '%s'",
                   n, n == 1 ? "person is" : "people are", first);
    kf_lint_end(lint);
}
