/* lint_unit.c - bounds of a rate that were meant as a percentage: 55 for "55%". */
#include <string.h>

#include "base/decimal.h"
#include "card/lint.h"

typedef struct unit_bound {
    const kf_json_node *node; /* of the number; NULL = this end is open */
    const char *key;          /* of a band; NULL: the first of a knot */
    int64_t at;
} unit_bound;

static unit_bound unit_end(const kf_band *band, const kf_end *end, const char *inclusive,
                           const char *exclusive)
{
    unit_bound bound = {NULL, end->kind == KF_END_INCLUSIVE ? inclusive : exclusive, end->at};
    if (end->kind)
        bound.node = kf_json_get(band->node, bound.key);
    return bound;
}

/* A percent sign says what is meant: "112%" is no slip. */
static int32_t unit_is_slip(const kf_item *item, const unit_bound *bound)
{
    int64_t one = kf_pow10(item->rule.curve.scale);
    return bound->node && (bound->at > one || bound->at < -one) &&
           !strchr(bound->node->text, '%') && !strstr(bound->node->text, "％");
}

/* Rates of up to 200 % there are, such as this month's over last month's: those only want a sign.
 */
static void unit_say(kf_lint *lint, const kf_item *item, int32_t band, const unit_bound *bound)
{
    int64_t two = 2 * kf_pow10(item->rule.curve.scale);
    int32_t likely = bound->at <= two && bound->at >= -two, steps = bound->key != NULL;
    kf_show *shows[] = {&lint->zh, &lint->en};
    kf_lint_begin_item(lint, KEFU_LINT_UNIT, likely ? KEFU_SEVERITY_WARNING : KEFU_SEVERITY_ERROR,
                       bound->node, item, "/curve/");
    kf_show_format(&lint->path, steps ? "bands/%d/%s" : "points/%d/%s", band,
                   steps ? bound->key : "0");
    for (int32_t i = 0; i < 2; i++) {
        kf_show_format(shows[i], "%s", bound->node->text);
        kf_show_either(shows[i], " 即 ", " is ");
        kf_show_bound(shows[i], KF_UNIT_RATIO, bound->at, item->rule.curve.scale);
        kf_show_either(shows[i], ":请写 \"", ": write \"");
        if (likely)
            kf_show_bound(shows[i], KF_UNIT_RATIO, bound->at, item->rule.curve.scale);
        else
            kf_show_format(shows[i], "%s%%", bound->node->text);
        kf_show_either(shows[i], likely ? "\" 表明这一点,或写 \"" : "\" 或 ",
                       likely ? "\" if so, or \"" : "\" or ");
        if (likely)
            kf_show_format(shows[i], "%s%%\"", bound->node->text);
        else
            kf_show_decimal(shows[i], bound->at, item->rule.curve.scale + 2, 0);
    }
    kf_lint_end(lint);
}

/* The first such bound: who wrote one so wrote all of them so. */
void kf_lint_unit(kf_lint *lint, const kf_item *item)
{
    const kf_curve *curve = &item->rule.curve;
    int32_t linear = curve->type == KF_CURVE_LINEAR;
    if (item->unit != KF_UNIT_RATIO || item->rule.basis != KF_BASIS_VALUE)
        return;
    for (int32_t i = 0; i < curve->n; i++) {
        const kf_band *band = &curve->bands[i];
        unit_bound bounds[2] = {unit_end(band, &band->low, "at_least", "above"),
                                unit_end(band, &band->high, "at_most", "below")};
        if (linear)
            bounds[0] = (unit_bound){band->node->child, NULL, band->x};
        for (int32_t end = 0; end < 2; end++)
            if (unit_is_slip(item, &bounds[end])) {
                unit_say(lint, item, i, &bounds[end]);
                return;
            }
    }
}
