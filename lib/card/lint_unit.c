/* lint_unit.c - bounds of a rate that were meant as a percentage: 55 for "55%". */
#include <string.h>

#include "base/decimal.h"
#include "card/lint.h"

/* A number of a curve, and where it stands: bands/0/at_least, points/0/0, bounds/0, from. */
typedef struct unit_bound {
    const kf_json_node *node; /* NULL = this end is open */
    const char *list;         /* NULL: a key of the curve itself */
    int32_t index;
    const char *key; /* NULL: of a list of numbers */
    int64_t at;
} unit_bound;

/* A percent sign says what is meant: "112%" is no slip. */
static int32_t unit_is_slip(const kf_item *item, const unit_bound *bound)
{
    int64_t one = kf_pow10(item->rule.curve.scale);
    return bound->node && (bound->at > one || bound->at < -one) &&
           !strchr(bound->node->text, '%') && !strstr(bound->node->text, "％");
}

static void unit_path(kf_show *path, const unit_bound *bound)
{
    if (bound->list)
        kf_show_format(path, "%s/%d", bound->list, bound->index);
    if (bound->list && bound->key)
        kf_show_format(path, "/");
    if (bound->key)
        kf_show_format(path, "%s", bound->key);
}

/* Rates of up to 200 % there are, such as this month's over last month's: those only want a sign.
 */
static void unit_say(kf_lint *lint, const kf_item *item, const unit_bound *bound)
{
    int64_t two = 2 * kf_pow10(item->rule.curve.scale);
    int32_t likely = bound->at <= two && bound->at >= -two;
    kf_show *shows[] = {&lint->zh, &lint->en};
    kf_lint_begin_item(lint, KEFU_LINT_UNIT, likely ? KEFU_SEVERITY_WARNING : KEFU_SEVERITY_ERROR,
                       bound->node, item, "/curve/");
    unit_path(&lint->path, bound);
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

static int32_t unit_check(kf_lint *lint, const kf_item *item, unit_bound bound)
{
    if (!unit_is_slip(item, &bound))
        return 0;
    unit_say(lint, item, &bound);
    return 1;
}

static int32_t unit_end(kf_lint *lint, const kf_item *item, int32_t band, const kf_end *end,
                        const char *inclusive, const char *exclusive)
{
    const char *key = end->kind == KF_END_INCLUSIVE ? inclusive : exclusive;
    const kf_json_node *node = item->rule.curve.bands[band].node;
    unit_bound bound = {end->kind ? kf_json_get(node, key) : NULL, "bands", band, key, end->at};
    return unit_check(lint, item, bound);
}

static int32_t unit_band(kf_lint *lint, const kf_item *item, int32_t i)
{
    const kf_curve *curve = &item->rule.curve;
    const kf_band *band = &curve->bands[i];
    if (curve->type == KF_CURVE_LINEAR)
        return unit_check(lint, item, (unit_bound){band->node->child, "points", i, "0", band->x});
    return unit_end(lint, item, i, &band->low, "at_least", "above") ||
           unit_end(lint, item, i, &band->high, "at_most", "below");
}

/* The bounds between zones are a list of their own. */
static int32_t unit_zones(kf_lint *lint, const kf_item *item)
{
    const kf_json_node *bounds = kf_json_get(item->rule.curve.node, "bounds");
    int32_t i = 0;
    for (const kf_json_node *n = bounds ? bounds->child : NULL; n; n = n->next, i++)
        if (unit_check(lint, item,
                       (unit_bound){n, "bounds", i, NULL, item->rule.curve.bands[i].high.at}))
            return 1;
    return 0;
}

static void unit_deduct(kf_lint *lint, const kf_item *item)
{
    const kf_curve *curve = &item->rule.curve;
    unit_bound from = {kf_json_get(curve->node, "from"), NULL, 0, "from", curve->from};
    unit_bound per = {kf_json_get(curve->node, "per"), NULL, 0, "per", curve->per};
    if (!unit_check(lint, item, from))
        (void)unit_check(lint, item, per);
}

/* The first such bound: who wrote one so wrote all of them so. */
void kf_lint_unit(kf_lint *lint, const kf_item *item)
{
    if (item->unit != KF_UNIT_RATIO || item->rule.basis != KF_BASIS_VALUE)
        return;
    if (item->rule.curve.type == KF_CURVE_DEDUCT)
        unit_deduct(lint, item);
    else if (!unit_zones(lint, item))
        for (int32_t i = 0; i < item->rule.curve.n; i++)
            if (unit_band(lint, item, i))
                return;
}
