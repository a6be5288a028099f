/* lint_direction.c - curves that are the wrong way round: points fall where it gets better. */
#include "card/lint_curve.h"

/* ---- The points from the lowest value to the highest ----------------------------------------- */

/* A curve as points at rising values. Of steps: just below the first bound, then at each bound,
 * just above it, and just below the next, since lines may lie between. */
static int32_t direction_count(const kf_lint_line *line)
{
    const kf_curve *curve = &line->rule->curve;
    if (curve->type == KF_CURVE_STEPS)
        return line->n_bounds ? 3 * line->n_bounds : 0;
    return curve->type == KF_CURVE_PLACES ? curve->n + 1 : curve->n;
}

/* Entry k of steps; 0 if no band covers it. */
static int32_t direction_spot(const kf_lint_line *line, int32_t k, int64_t *at, int64_t *points)
{
    int32_t i = (k - 1) / 3, what = k ? (k - 1) % 3 : 2;
    int32_t next = k && what == 2;
    kf_spot spot;
    if (line->band[k ? 2 * i + (what ? 2 : 1) : 0] < 0)
        return 0;
    spot.at = line->bounds[k ? i + next : 0];
    spot.side = what == 2 ? -1 : what;
    *at = spot.at;
    *points = kf_curve_spot_points(&line->rule->curve, spot);
    return 1;
}

static int32_t direction_entry(const kf_lint_line *line, int32_t k, int64_t *at, int64_t *points)
{
    const kf_curve *curve = &line->rule->curve;
    if (curve->type == KF_CURVE_STEPS)
        return direction_spot(line, k, at, points);
    *at = curve->type == KF_CURVE_PLACES ? k + 1 : curve->bands[k].x;
    *points = kf_curve_of_band(curve, k);
    return 1;
}

/* ---- What is said --------------------------------------------------------------------------- */

static void direction_begin(kf_lint *lint, const kf_lint_line *line)
{
    const kf_json_node *curve = line->rule->curve.node;
    const char *key = kf_json_get(curve, "bands") ? "bands" : "points";
    const kf_json_node *list = kf_json_get(curve, key);
    kf_lint_begin_item(lint, KEFU_LINT_DIRECTION, KEFU_SEVERITY_WARNING, list ? list : curve,
                       line->item, line->path);
    if (list)
        kf_show_format(&lint->path, "/%s", key);
}

static void direction_say_best(kf_lint *lint, int32_t direction)
{
    if (direction == KEFU_MIDDLE)
        kf_lint_say(lint, "数值居中最好,但", "the middle is best, but ");
    else if (direction == KEFU_HIGHER)
        kf_lint_say(lint, "数值越高越好,但", "higher is better, but ");
    else
        kf_lint_say(lint, "数值越低越好,但", "lower is better, but ");
}

/* Points fall from `before` to `after` at a value, going the way that is better. */
static void direction_say_fall(kf_lint *lint, const kf_lint_line *line, int32_t direction,
                               int64_t before, int64_t after, int64_t at)
{
    kf_show *shows[] = {&lint->zh, &lint->en};
    direction_begin(lint, line);
    direction_say_best(lint, direction);
    if (direction == KEFU_MIDDLE)
        kf_lint_say(lint, "向中间靠近,到 ", "going towards it, at ");
    else
        kf_lint_say(lint, "到 ", "at ");
    for (int32_t i = 0; i < 2; i++) {
        kf_show_bound(shows[i], line->unit, at, line->rule->curve.scale);
        kf_show_space(shows[i]);
        kf_show_either(shows[i], "时得分由 ", " points fall from ");
        kf_show_curve(shows[i], before);
        kf_show_either(shows[i], " 降到 ", " to ");
        kf_show_curve(shows[i], after);
    }
    kf_lint_end(lint);
}

/* ---- Looking -------------------------------------------------------------------------------- */

/* 1 if points fall from entry `first` to `last`, either way; it is said. */
static int32_t direction_walk(kf_lint *lint, const kf_lint_line *line, int32_t direction,
                              int32_t first, int32_t last)
{
    int32_t step = first <= last ? 1 : -1, any = 0;
    int64_t before = 0, at, points;
    for (int32_t k = first; k != last + step; k += step) {
        if (!direction_entry(line, k, &at, &points))
            continue;
        if (any && points < before) {
            direction_say_fall(lint, line, direction, before, points, at);
            return 1;
        }
        any = 1;
        before = points;
    }
    return 0;
}

/* The last entry with the most points, and what the outermost ones have; -1 if there is none. */
static int32_t direction_best(const kf_lint_line *line, int64_t *low, int64_t *best, int64_t *high)
{
    int32_t n = direction_count(line), found = -1;
    int64_t at, points;
    for (int32_t k = 0; k < n; k++) {
        if (!direction_entry(line, k, &at, &points))
            continue;
        if (found < 0)
            *low = points;
        if (found < 0 || points >= *best) {
            *best = points;
            found = k;
        }
        *high = points;
    }
    return found;
}

/* Points rise towards the target from both sides. */
static void direction_middle(kf_lint *lint, const kf_lint_line *line)
{
    int64_t low = 0, best = 0, high = 0;
    int32_t target = direction_best(line, &low, &best, &high);
    if (target < 0 || direction_walk(lint, line, KEFU_MIDDLE, 0, target) ||
        direction_walk(lint, line, KEFU_MIDDLE, direction_count(line) - 1, target) ||
        (low == best) == (high == best))
        return;
    direction_begin(lint, line);
    direction_say_best(lint, KEFU_MIDDLE);
    if (low == best)
        kf_lint_say(lint, "数值越低得分越高,没有过低的一侧",
                    "points only fall as values rise: no value is too low");
    else
        kf_lint_say(lint, "数值越高得分越高,没有过高的一侧",
                    "points only rise with the value: no value is too high");
    kf_lint_end(lint);
}

static void direction_proportion(kf_lint *lint, const kf_lint_line *line, int32_t direction)
{
    if (direction == KEFU_HIGHER)
        return;
    direction_begin(lint, line);
    direction_say_best(lint, direction);
    kf_lint_say(lint, "按比例给分,数值越高得分越高", "a proportion gives more for higher values");
    kf_lint_end(lint);
}

void kf_lint_direction(kf_lint *lint, const kf_lint_line *line)
{
    int32_t direction = kf_basis_direction(line->item, line->rule);
    int32_t last = direction_count(line) - 1;
    if (line->rule->curve.type == KF_CURVE_DEDUCT)
        return;
    if (line->rule->curve.type == KF_CURVE_PROPORTION)
        direction_proportion(lint, line, direction);
    else if (direction == KEFU_MIDDLE)
        direction_middle(lint, line);
    else if (last > 0)
        (void)direction_walk(lint, line, direction, direction == KEFU_HIGHER ? 0 : last,
                             direction == KEFU_HIGHER ? last : 0);
}
