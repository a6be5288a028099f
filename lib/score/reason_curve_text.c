/* reason_curve_text.c - where a figure lies on the curve, in the reason of an item. */
#include "base/decimal.h"
#include "score/reason_text.h"

/* A space, but in Chinese none behind a bracket. */
static void curve_text_gap(kf_show *show)
{
    kf_show_put(show, " ", show->language == KEFU_EN || show->last != ')');
}

void kf_text_bound(const kf_item_text *t, int64_t at)
{
    int32_t unit =
        t->rule->basis == KF_BASIS_RATIO ? KF_UNIT_COUNT : kf_bound_unit(t->item, t->rule);
    kf_show_bound(t->show, unit, at, t->rule->curve.scale);
}

/* ---- Bands ---------------------------------------------------------------------------------- */

static void curve_text_end(const kf_item_text *t, const kf_end *end, const char *inclusive,
                           const char *exclusive)
{
    kf_show_format(t->show, "%s ", end->kind == KF_END_INCLUSIVE ? inclusive : exclusive);
    kf_text_bound(t, end->at);
}

static const kf_band *curve_text_band_of(const kf_item_text *t)
{
    const kf_curve *curve = &t->rule->curve;
    return &curve->bands[kf_curve_find(curve, t->r->basis.num, t->r->basis.den)];
}

static void curve_text_band(const kf_item_text *t)
{
    const kf_band *band = curve_text_band_of(t);
    if (!band->low.kind && !band->high.kind) {
        kf_show_either(t->show, ",其余档", " in the remaining band");
        return;
    }
    curve_text_gap(t->show);
    kf_show_either(t->show, "", "within ");
    if (band->low.kind)
        curve_text_end(t, &band->low, "≥", ">");
    if (band->low.kind && band->high.kind)
        kf_show_either(t->show, " 且 ", " and ");
    if (band->high.kind)
        curve_text_end(t, &band->high, "≤", "<");
    kf_show_space(t->show);
    kf_show_either(t->show, "档", "");
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static void curve_text_knot(const kf_item_text *t, int64_t at, int64_t points)
{
    kf_text_bound(t, at);
    kf_show_either(t->show, "(", " (");
    kf_show_curve(t->show, points);
    kf_show_either(t->show, " 分)", ")");
}

static void curve_text_between(const kf_item_text *t, int64_t low, int64_t low_points, int64_t high,
                               int64_t high_points)
{
    curve_text_gap(t->show);
    kf_show_either(t->show, "在 ", "between ");
    curve_text_knot(t, low, low_points);
    kf_show_either(t->show, "与 ", " and ");
    curve_text_knot(t, high, high_points);
    kf_show_either(t->show, "之间", "");
}

static void curve_text_piece(const kf_item_text *t)
{
    const kf_band *band = curve_text_band_of(t);
    curve_text_between(t, band->low.at, band->points, band->high.at, band->points + band->rise);
}

static void curve_text_linear(const kf_item_text *t)
{
    const kf_curve *curve = &t->rule->curve;
    int32_t at = kf_curve_find(curve, t->r->basis.num, t->r->basis.den), last = curve->n - 1;
    if (at >= 0 && at < last) {
        curve_text_between(t, curve->bands[at].x, curve->bands[at].points, curve->bands[at + 1].x,
                           curve->bands[at + 1].points);
        return;
    }
    curve_text_gap(t->show);
    kf_show_put(t->show, at < 0 ? "≤ " : "≥ ", sizeof "≤ " - 1);
    kf_text_bound(t, curve->bands[at < 0 ? 0 : last].x);
    if (at < 0 ? curve->extend_below : curve->extend_above)
        kf_show_either(t->show, ",按外段延伸", " on the line that goes on");
}

/* ---- Proportion and deduct ------------------------------------------------------------------ */

/* ",封顶 120 分", where the curve's own limit cut it */
static void curve_text_limit(const kf_item_text *t, int32_t most)
{
    if (!t->r->d.den)
        return;
    kf_show_either(t->show, most ? ",封顶 " : ",最低 ", most ? ", at most " : ", at least ");
    kf_show_curve(t->show, t->r->d.num);
    kf_show_either(t->show, " 分", "");
}

/* ",低于 100%:每 1% 扣 1 分 × 3", ", 3 × 1% short of 100%, 1 off for each" */
static void curve_text_deduct(const kf_item_text *t)
{
    const kf_curve *curve = &t->rule->curve;
    int32_t zh = t->show->language == KEFU_ZH;
    int64_t units = 0;
    (void)kefu_value_round(&t->r->a, 6, &units);
    if (!t->r->a.num) {
        kf_show_either(t->show, ",不扣分", ", nothing is deducted");
        return;
    }
    if (zh) {
        kf_show_either(t->show, curve->lower ? ",高于 " : ",低于 ", "");
        kf_text_bound(t, curve->from);
        kf_show_either(t->show, ":每 ", "");
        kf_text_bound(t, curve->per);
        kf_show_either(t->show, " 扣 ", "");
        kf_show_curve(t->show, curve->each);
        kf_show_either(t->show, " 分 × ", "");
        kf_show_curve(t->show, units);
    } else {
        kf_show_either(t->show, "", ", ");
        kf_show_curve(t->show, units);
        kf_show_either(t->show, "", " × ");
        kf_text_bound(t, curve->per);
        kf_show_either(t->show, "", curve->lower ? " above " : " short of ");
        kf_text_bound(t, curve->from);
        kf_show_either(t->show, "", ", ");
        kf_show_curve(t->show, curve->each);
        kf_show_either(t->show, "", " off for each");
    }
    curve_text_limit(t, 0);
}

static void curve_text_clamped(const kf_item_text *t)
{
    int32_t most = t->r->curve == t->item->most;
    if (!(t->r->flags & KEFU_REASON_CLAMPED))
        return;
    kf_show_either(t->show, most ? ",封顶 " : ",保底 ", most ? ", at most " : ", at least ");
    kf_show_curve(t->show, t->r->curve);
    kf_show_either(t->show, " 分", "");
}

void kf_text_curve(const kf_item_text *t)
{
    switch (t->r->code) {
    case KEFU_REASON_BAND:
        curve_text_band(t);
        break;
    case KEFU_REASON_PIECE:
        curve_text_piece(t);
        break;
    case KEFU_REASON_LINEAR:
        curve_text_linear(t);
        break;
    case KEFU_REASON_NO_BAND:
        kf_show_either(t->show, ",没有对应的档(方案有空档)", ", in no band (a gap of the card)");
        break;
    case KEFU_REASON_DEDUCT:
        curve_text_deduct(t);
        break;
    case KEFU_REASON_PROPORTION:
        curve_text_limit(t, t->r->d.num > 0);
        break;
    default:
        break;
    }
    curve_text_clamped(t);
}
