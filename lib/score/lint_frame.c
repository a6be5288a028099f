/* lint_frame.c - what the figures themselves show about a card. */
#include <string.h>

#include "score/lint.h"

enum { FRAME_LINT_BLOCK = 64 }; /* values read at a time */

/* ---- Metrics -------------------------------------------------------------------------------- */

static const char *frame_lint_name(const kefu_frame *frame, int32_t metric)
{
    kefu_metric_info info = {.struct_size = sizeof info};
    return kefu_frame_metric(frame, metric, &info) ? "" : info.name;
}

static void frame_lint_no_metric(kf_lint *lint, const char *name)
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

static int32_t frame_lint_find(const kf_lint *lint, const char *name)
{
    for (int32_t m = 0; m < kefu_frame_metrics(lint->frame); m++)
        if (!strcmp(frame_lint_name(lint->frame, m), name))
            return m;
    return -1;
}

void kf_lint_metric(kf_lint *lint, const char *metric, const kf_json_node *node, const char *path,
                    int32_t index)
{
    if (frame_lint_find(lint, metric) >= 0)
        return;
    kf_lint_begin(lint, KEFU_LINT_NO_METRIC, KEFU_SEVERITY_ERROR, node, path, index);
    frame_lint_no_metric(lint, metric);
}

/* ---- Bare rates ----------------------------------------------------------------------------- */

typedef struct frame_lint_rates {
    int64_t bare, all;
    int64_t on_bound, first_row; /* of a bare rate that is exactly a bound */
    kefu_value first;
} frame_lint_rates;

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

static void frame_lint_rate(const kf_item *item, const kefu_value *value, int64_t row,
                            frame_lint_rates *rates)
{
    if (value->den <= 0)
        return;
    rates->all++;
    if (value->n >= 0)
        return;
    rates->bare++;
    if (item->basis != KF_BASIS_VALUE || !frame_lint_on_bound(&item->curve, value))
        return;
    if (!rates->on_bound++) {
        rates->first_row = row;
        rates->first = *value;
    }
}

static void frame_lint_count_rates(const kf_lint *lint, const kf_item *item, int32_t metric,
                                   frame_lint_rates *rates)
{
    int64_t rows = kefu_frame_rows(lint->frame);
    kefu_value values[FRAME_LINT_BLOCK];
    for (int64_t first = 0; first < rows; first += FRAME_LINT_BLOCK) {
        int64_t count = rows - first < FRAME_LINT_BLOCK ? rows - first : FRAME_LINT_BLOCK;
        if (kefu_frame_values(lint->frame, metric, first, count, values))
            return;
        for (int64_t i = 0; i < count; i++)
            frame_lint_rate(item, &values[i], first + i, rates);
    }
}

static void frame_lint_bare(kf_lint *lint, const kf_item *item, const frame_lint_rates *rates)
{
    kf_lint_begin_item(lint, KEFU_LINT_BARE_RATE, KEFU_SEVERITY_WARNING,
                       kf_json_get(item->node, "metric"), item, "/metric");
    kf_show_format(&lint->zh, "「%s」%i 个值中有 %i 个没有分母:只能计分,不能合并,也看不出样本大小",
                   item->metric, rates->all, rates->bare);
    kf_show_format(&lint->en,
                   "'%s': %i of %i values have no denominator: they can be scored, not merged, and "
                   "nobody sees how small the sample is",
                   item->metric, rates->bare, rates->all);
    kf_lint_end(lint);
}

static void frame_lint_printed(kf_lint *lint, const kf_item *item, const frame_lint_rates *rates)
{
    static const kefu_value none = {0, 0, 0, 0, 0};
    kefu_text key = {"", 0};
    kf_show *shows[] = {&lint->zh, &lint->en};
    (void)kefu_frame_key(lint->frame, rates->first_row, 0, &key);
    kf_lint_begin_item(lint, KEFU_LINT_PRINTED_RATE, KEFU_SEVERITY_WARNING,
                       kf_json_get(item->node, "curve"), item, "/curve");
    for (int32_t i = 0; i < 2; i++) {
        kf_show_format(shows[i], "%t ", key.data, key.size);
        kf_show_figure(shows[i], item->unit, item->scale, &rates->first, &none, &none);
    }
    kf_lint_say(lint, " 正好在档的分界上,但报表里的数可能已四舍五入,请用分子和分母核对",
                " is exactly a bound, but the report may have rounded it: check the counts");
    if (rates->on_bound > 1) {
        kf_show_format(&lint->zh, "(共 %i 人)", rates->on_bound);
        kf_show_format(&lint->en, " (%i people)", rates->on_bound);
    }
    kf_lint_end(lint);
}

void kf_lint_item_frame(kf_lint *lint, const kf_item *item)
{
    frame_lint_rates rates = {0, 0, 0, 0, {0, 0, 0, 0, 0}};
    int32_t metric = frame_lint_find(lint, item->metric);
    if (metric < 0) {
        kf_lint_begin_item(lint, KEFU_LINT_NO_METRIC, KEFU_SEVERITY_ERROR,
                           kf_json_get(item->node, "metric"), item, "/metric");
        frame_lint_no_metric(lint, item->metric);
        return;
    }
    if (item->unit != KF_UNIT_RATIO)
        return;
    frame_lint_count_rates(lint, item, metric, &rates);
    if (rates.bare)
        frame_lint_bare(lint, item, &rates);
    if (rates.on_bound)
        frame_lint_printed(lint, item, &rates);
}

/* ---- Groups --------------------------------------------------------------------------------- */

/* Whoever is not on the roster has none of its fields; the frame lists them. */
void kf_lint_groups(kf_lint *lint)
{
    const kf_json_node *rank = kf_json_get(lint->card->json.root, "rank");
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
                   "places are within groups of the roster, but %i people are not on it, for "
                   "example '%s'",
                   n, first);
    kf_lint_end(lint);
}
