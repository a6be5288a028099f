/* lint_curve.c - faults of a curve: gaps, overlaps, bands never reached.
 *
 * Between two neighbouring bounds of steps the bands are constant, so looking at one spot of each
 * interval proves it for all values. */
#include "card/lint_curve.h"

#include "base/decimal.h"

/* ---- Which values there are ----------------------------------------------------------------- */

void kf_lint_domain(const kf_item *item, const kf_rule *rule, int64_t *least, int64_t *most)
{
    int64_t one = kf_pow10(rule->curve.scale);
    int32_t negative = item->unit == KF_UNIT_YUAN || item->unit == KF_UNIT_POINTS;
    *least = negative || rule->basis == KF_BASIS_DIFFERENCE ? INT64_MIN : 0;
    *most = INT64_MAX;
    if (rule->basis == KF_BASIS_PERCENTILE)
        *most = one;
    if (rule->basis == KF_BASIS_PLACE)
        *least = one;
    if (rule->basis == KF_BASIS_PERCENTILE || rule->basis == KF_BASIS_NUMERATOR ||
        rule->basis == KF_BASIS_REMAINDER)
        *least = 0;
}

/* 1 if a whole number lies between two bounds. */
static int32_t curve_has_whole(int64_t low, int64_t high, int32_t scale)
{
    int64_t one = kf_pow10(scale);
    int64_t floor = low / one - (low % one < 0);
    return floor < INT64_MAX / one && (floor + 1) * one < high;
}

static int32_t curve_spot_exists(const kf_lint_line *line, int32_t spot)
{
    int64_t least, most;
    int32_t i = (spot - 1) / 2;
    kf_lint_domain(line->item, line->rule, &least, &most);
    if (spot % 2)
        return line->bounds[i] >= least && line->bounds[i] <= most;
    if (spot == 0)
        return line->bounds[0] > least;
    if (line->bounds[i] >= most)
        return 0;
    if (i + 1 == line->n_bounds)
        return 1;
    if (line->rule->basis == KF_BASIS_PLACE &&
        !curve_has_whole(line->bounds[i], line->bounds[i + 1], line->rule->curve.scale))
        return 0;
    return line->bounds[i + 1] > least;
}

static kf_spot curve_spot(const kf_lint_line *line, int32_t spot)
{
    kf_spot at = {0, 0};
    if (!line->n_bounds)
        return at;
    at.at = line->bounds[spot ? (spot - 1) / 2 : 0];
    at.side = spot ? 1 - spot % 2 : -1;
    return at;
}

static void curve_draw(kf_lint_line *line)
{
    line->n_bounds = kf_curve_bounds(&line->rule->curve, line->bounds);
    line->n_spots = line->n_bounds ? 2 * line->n_bounds + 1 : 1;
    for (int32_t spot = 0; spot < line->n_spots; spot++) {
        line->band[spot] = kf_curve_find_spot(&line->rule->curve, curve_spot(line, spot));
        if (line->band[spot] < 0 && line->n_bounds && !curve_spot_exists(line, spot))
            line->band[spot] = -2;
    }
}

/* ---- Gaps ----------------------------------------------------------------------------------- */

static void gap_end(kf_show *show, const kf_lint_line *line, const char *sign, int32_t bound)
{
    kf_show_format(show, "%s ", sign);
    kf_show_bound(show, line->unit, line->bounds[bound], line->rule->curve.scale);
}

/* "> 90% 且 < 91%" of spots first .. last */
static void gap_range(kf_show *show, const kf_lint_line *line, int32_t first, int32_t last)
{
    int32_t to = last == line->n_spots - 1 ? -1 : last / 2;
    if (first == last && first % 2) {
        gap_end(show, line, "=", first / 2);
        return;
    }
    if (first)
        gap_end(show, line, first % 2 ? "≥" : ">", (first - 1) / 2);
    if (first && to >= 0)
        kf_show_either(show, " 且 ", " and ");
    if (to >= 0)
        gap_end(show, line, last % 2 ? "≤" : "<", to);
}

/* Values that hardly occur: rates above 100 %, money below 0, counts between whole numbers. */
static int32_t gap_severity(const kf_lint_line *line, int32_t first, int32_t last)
{
    const kf_item *item = line->item;
    int64_t one = kf_pow10(line->rule->curve.scale);
    int32_t from = (first - 1) / 2, to = last / 2;
    if (line->rule->basis != KF_BASIS_VALUE)
        return KEFU_SEVERITY_ERROR;
    if (item->unit == KF_UNIT_RATIO && first && line->bounds[from] >= one &&
        (first % 2 == 0 || line->bounds[from] > one))
        return KEFU_SEVERITY_WARNING;
    if ((item->unit == KF_UNIT_YUAN || item->unit == KF_UNIT_POINTS) && !first &&
        last < line->n_spots - 1 && line->bounds[to] <= 0 && !(last % 2 && line->bounds[to] == 0))
        return KEFU_SEVERITY_WARNING;
    if (item->unit == KF_UNIT_COUNT && first && first == last && first % 2 == 0 &&
        to < line->n_bounds &&
        !curve_has_whole(line->bounds[from], line->bounds[to], line->rule->curve.scale))
        return KEFU_SEVERITY_WARNING;
    return KEFU_SEVERITY_ERROR;
}

/* Zones are written as a list of points. */
static const char *curve_list(const kf_lint_line *line)
{
    return kf_json_get(line->rule->curve.node, "bands") ? "bands" : "points";
}

static void curve_lint_gaps(kf_lint *lint, const kf_lint_line *line)
{
    for (int32_t first = 0; first < line->n_spots; first++) {
        int32_t last = first;
        if (line->band[first] != -1)
            continue;
        while (last + 1 < line->n_spots && line->band[last + 1] == -1)
            last++;
        kf_lint_begin_item(lint, KEFU_LINT_GAP, gap_severity(line, first, last),
                           kf_json_get(line->rule->curve.node, curve_list(line)), line->item,
                           line->path);
        kf_show_format(&lint->path, "/%s", curve_list(line));
        kf_lint_say(lint, "没有档覆盖 ", "no band covers values ");
        gap_range(&lint->zh, line, first, last);
        gap_range(&lint->en, line, first, last);
        kf_show_space(&lint->zh);
        kf_lint_say(lint, "的值,这样的值得 0 分", "; they would score 0");
        kf_lint_end(lint);
        first = last;
    }
}

/* ---- Overlaps and bands never reached ------------------------------------------------------- */

static void curve_begin_band(kf_lint *lint, int32_t code, int32_t severity,
                             const kf_lint_line *line, int32_t band)
{
    kf_lint_begin_item(lint, code, severity, line->rule->curve.bands[band].node, line->item,
                       line->path);
    kf_show_format(&lint->path, "/%s/%d", curve_list(line), band);
}

static int32_t curve_low_order(const kf_end *a, const kf_end *b)
{
    if (!a->kind || !b->kind)
        return (a->kind != 0) - (b->kind != 0);
    return a->at != b->at ? (a->at > b->at ? 1 : -1) : a->kind - b->kind;
}

static int32_t curve_high_order(const kf_end *a, const kf_end *b)
{
    if (!a->kind || !b->kind)
        return (b->kind != 0) - (a->kind != 0);
    return a->at != b->at ? (a->at > b->at ? 1 : -1) : b->kind - a->kind;
}

/* 1 if the bands share a value and neither lies within the other: a later band that is wider than
 * an earlier one is how cards are written, two that cross are a mistake. */
static int32_t curve_cross(const kf_band *a, const kf_band *b)
{
    int32_t low = curve_low_order(&a->low, &b->low), high = curve_high_order(&a->high, &b->high);
    const kf_end *from = low > 0 ? &a->low : &b->low, *to = high < 0 ? &a->high : &b->high;
    int32_t both = from->kind == KF_END_INCLUSIVE && to->kind == KF_END_INCLUSIVE;
    if (low == 0 || high == 0 || (low > 0) != (high > 0))
        return 0;
    return from->at < to->at || (from->at == to->at && both);
}

static void curve_lint_overlap(kf_lint *lint, const kf_lint_line *line, int32_t later)
{
    const kf_band *bands = line->rule->curve.bands;
    for (int32_t i = 0; i < later; i++) {
        const kf_band *a = &bands[i], *b = &bands[later];
        const kf_end *shared;
        if ((a->points == b->points && !a->rise && !b->rise) || !curve_cross(a, b))
            continue;
        shared = curve_low_order(&a->low, &b->low) > 0 ? &a->low : &b->low;
        curve_begin_band(lint, KEFU_LINT_OVERLAP, KEFU_SEVERITY_ERROR, line, later);
        kf_show_format(&lint->zh, "与第 %d 档在 ", i + 1);
        kf_show_format(&lint->en, "overlaps band %d at ", i + 1);
        kf_show_bound(&lint->zh, line->unit, shared->at, line->rule->curve.scale);
        kf_show_bound(&lint->en, line->unit, shared->at, line->rule->curve.scale);
        kf_show_space(&lint->zh);
        kf_lint_say(lint, "处重叠,得分不同;先写的一档有效",
                    " with other points; the one written first counts");
        kf_lint_end(lint);
        return;
    }
}

static void curve_lint_bands(kf_lint *lint, const kf_lint_line *line)
{
    for (int32_t band = 0; band < line->rule->curve.n; band++) {
        int32_t reached = 0;
        for (int32_t spot = 0; spot < line->n_spots && !reached; spot++)
            reached = line->band[spot] == band;
        if (reached) {
            curve_lint_overlap(lint, line, band);
            continue;
        }
        curve_begin_band(lint, KEFU_LINT_UNREACHABLE, KEFU_SEVERITY_WARNING, line, band);
        kf_lint_say(lint, "这一档永远用不到:前面的档已覆盖它的所有值",
                    "this band is never reached: earlier bands cover all of it");
        kf_lint_end(lint);
    }
}

/* ---- Rules ---------------------------------------------------------------------------------- */

static void curve_lint_rule(kf_lint *lint, const kf_item *item, const kf_rule *rule,
                            const char *path)
{
    kf_lint_line line;
    line.item = item;
    line.rule = rule;
    line.path = path;
    line.unit = kf_bound_unit(item, rule);
    line.n_bounds = line.n_spots = 0;
    if (rule->curve.type == KF_CURVE_STEPS) {
        curve_draw(&line);
        curve_lint_gaps(lint, &line);
        curve_lint_bands(lint, &line);
    }
    kf_lint_direction(lint, &line);
}

void kf_lint_curve(kf_lint *lint, const kf_item *item)
{
    curve_lint_rule(lint, item, &item->rule, "/curve");
    if (item->small_at_most >= 0)
        curve_lint_rule(lint, item, &item->small, "/small/curve");
}
