/* what_if.c - the smallest change of one figure that gives more points, or a better grade.
 *
 * Between two bounds of its curve an item's points only rise or only fall as the numerator goes one
 * way, and the total follows them, but where the item begins or ceases to fail. So the way is cut
 * at the bounds and there, and each stretch is searched by halving. Distances are whole steps of
 * the numerator. */
#include "base/fail.h"
#include "card/lint_reach.h"
#include "score/fraction.h"
#include "score/steps.h"

typedef struct what_if {
    const kefu_sheet *sheet;
    const kf_line *line;
    size_t row;
    int32_t index; /* of the item */
    const kf_item *item;
    const kf_rule *rule;
    kf_factor factor;
    kefu_value now, against;
    int32_t grade, by_grade; /* now; 1: what is wanted is a better one */
    int64_t points;          /* of the item now */
    int32_t may_fail;        /* the figure is full */
    int32_t way;             /* of the numerator: 1 or -1 */
    int64_t most;            /* the longest distance on this way */
    int64_t low, high;       /* wanted: points of the item, or the total, from low to high */
} what_if;

/* ---- The row as it would be ----------------------------------------------------------------- */

static kefu_value what_value(const what_if *w, int64_t distance)
{
    kefu_value value = w->now;
    value.num += w->way * distance;
    return value;
}

static kefu_value what_basis(const what_if *w, int64_t distance)
{
    kefu_value value = what_value(w, distance);
    kf_part parts[2] = {{value.num, value.den}, {w->against.den, w->against.num}};
    if (w->rule->basis == KF_BASIS_VALUE)
        return value;
    if (w->rule->basis == KF_BASIS_COMPLETION)
        return kf_fraction_product(parts, 2);
    return kf_basis_cases(&value, w->rule->basis);
}

/* Steps 2 to 8 with other points of one item; all that does not hang on it is as it was. */
static int64_t what_total(const what_if *w, const kf_changed *changed)
{
    const kefu_card *card = w->sheet->card;
    const kf_line_more *more = w->sheet->more ? &w->sheet->more[w->row] : NULL;
    int64_t total = kf_card_of(w->sheet, w->row, changed).points;
    if (more && more->blended)
        (void)kf_blend(card->personal, total, more->team, 1, &total);
    for (int32_t i = 0; more && i < card->n_sections; i++)
        if (card->sections[i].bonus)
            total += kf_section_of(w->sheet, w->row, i, changed).points;
    total += w->line->adjustments;
    if (more)
        total = kf_keep_within(total, card->least, card->most);
    for (int32_t i = 0; i < w->line->n_hits; i++) {
        const kf_hit *hit = &w->sheet->hits[w->line->first_hit + (size_t)i];
        if (hit->kind == KEFU_PART_RED_LINE)
            (void)kf_red_line(hit, total, &total);
    }
    return total;
}

static kf_changed what_points(const what_if *w, int64_t distance)
{
    kefu_value basis = what_basis(w, distance);
    kf_changed changed = {.basis = basis, .rule = w->rule, .item = w->index};
    if (w->may_fail)
        changed.points = kf_item_score(w->item, w->rule, &basis, w->factor, &changed.failed);
    else
        changed.points = kf_rule_scored(w->item, w->rule, &basis, w->factor);
    return changed;
}

/* What is wanted, there: points of the item or the total. */
static int64_t what_there(const what_if *w, int64_t distance)
{
    kf_changed changed = what_points(w, distance);
    return w->by_grade ? what_total(w, &changed) : changed.points.points;
}

static int32_t what_grade(const what_if *w, int64_t total)
{
    return kf_grade_limited(w->sheet, w->line, kf_grade_of(w->sheet->card, total));
}

/* ---- Halving -------------------------------------------------------------------------------- */

/* Once it is so, it stays so on the way. */
typedef int32_t (*what_is)(const what_if *w, int64_t distance, int64_t than);

/* The first of from .. to where it is so, or to + 1. */
static int64_t what_first(const what_if *w, int64_t from, int64_t to, what_is is, int64_t than)
{
    int64_t end = to + 1;
    while (from < end) {
        int64_t middle = from + (end - from) / 2;
        if (is(w, middle, than))
            end = middle;
        else
            from = middle + 1;
    }
    return from;
}

/* Of a completion only as far as its product fits unreduced: beyond, whether there is a basis hangs
 * on what the numerator shares with the target. */
static int32_t what_has_no_basis(const what_if *w, int64_t distance, int64_t than)
{
    int64_t product;
    (void)than;
    if (w->rule->basis == KF_BASIS_COMPLETION &&
        !kf_i128_fits_i64(kf_i128_mul(what_value(w, distance).num, w->against.den), &product))
        return 1;
    return what_basis(w, distance).den == 0;
}

/* 1 if the basis rises on this way: cases that remain fall where the others rise. */
static int32_t what_rises(const what_if *w)
{
    return (w->way > 0) == (w->rule->basis != KF_BASIS_REMAINDER);
}

static int32_t what_order(const what_if *w, int64_t distance, int64_t bound)
{
    kefu_value basis = what_basis(w, distance);
    int32_t order = kf_curve_compare(&w->rule->curve, basis.num, basis.den, bound);
    return what_rises(w) ? order : -order;
}

static int32_t what_is_at(const what_if *w, int64_t distance, int64_t bound)
{
    return what_order(w, distance, bound) >= 0;
}

static int32_t what_is_past(const what_if *w, int64_t distance, int64_t bound)
{
    return what_order(w, distance, bound) > 0;
}

static int32_t what_fails_as(const what_if *w, int64_t distance, int64_t failed)
{
    return what_points(w, distance).failed == failed;
}

static int32_t what_is_enough(const what_if *w, int64_t distance, int64_t least)
{
    return what_there(w, distance) >= least;
}

static int32_t what_is_little(const what_if *w, int64_t distance, int64_t most)
{
    return what_there(w, distance) <= most;
}

/* ---- Stretches ------------------------------------------------------------------------------ */

/* All of from .. to fail or none does, so that all only rises or only falls: the first distance at
 * which it is wanted, or 0. */
static int64_t what_in_level(const what_if *w, int64_t from, int64_t to)
{
    int32_t rises = what_there(w, from) <= what_there(w, to);
    int64_t there, distance = rises ? what_first(w, from, to, what_is_enough, w->low)
                                    : what_first(w, from, to, what_is_little, w->high);
    if (distance > to)
        return 0;
    there = what_there(w, distance);
    return there >= w->low && there <= w->high ? distance : 0;
}

static int64_t what_in_stretch(const what_if *w, int64_t from, int64_t to)
{
    int32_t failed;
    int64_t turn, found;
    if (from > to)
        return 0;
    failed = what_points(w, from).failed;
    turn = what_first(w, from, to, what_fails_as, !failed);
    found = what_in_level(w, from, turn - 1);
    return found || turn > to ? found : what_in_level(w, turn, to);
}

static int32_t what_bounds(const what_if *w, int64_t *bounds)
{
    const kf_curve *curve = &w->rule->curve;
    if (curve->type == KF_CURVE_STEPS)
        return kf_curve_bounds(curve, bounds);
    if (curve->type != KF_CURVE_LINEAR)
        return 0;
    for (int32_t i = 0; i < curve->n; i++)
        bounds[i] = curve->bands[i].x;
    return curve->n;
}

/* The first distance on the way at which the points, or the total, lie from low to high; 0: none.
 */
static int64_t what_on_way(const what_if *w)
{
    int64_t bounds[2 * KF_CARD_BANDS], from = 0, found = 0;
    int32_t n = what_bounds(w, bounds), rises = what_rises(w);
    static const what_is ends[] = {what_is_at, what_is_past};
    for (int32_t i = 0; i < 2 * n && !found && from <= w->most; i++) {
        int64_t bound = bounds[rises ? i / 2 : n - 1 - i / 2];
        int64_t next = what_first(w, from, w->most, ends[i % 2], bound);
        found = what_in_stretch(w, from, next - 1);
        from = next;
    }
    return found ? found : what_in_stretch(w, from, w->most);
}

/* ---- What is wanted ------------------------------------------------------------------------- */

static int64_t what_more_points(what_if *w)
{
    w->low = w->points + 1;
    w->high = INT64_MAX;
    return what_on_way(w);
}

/* The nearest of all better grades: there may be holes between them, and points that jump. */
static int64_t what_better_grade(what_if *w)
{
    const kefu_card *card = w->sheet->card;
    int32_t better = w->grade < 0 ? card->n_grades : w->grade;
    int64_t nearest = 0;
    for (int32_t i = 0; i < better; i++) {
        int64_t distance;
        w->low = card->grades[i].from;
        w->high = card->grades[i].to;
        if (w->grade < 0 && w->low <= w->line->total)
            w->low = w->line->total + 1; /* lifted, not lowered, out of a hole */
        if (w->low > w->high || what_grade(w, w->low) < 0 ||
            (w->grade >= 0 && what_grade(w, w->low) >= w->grade))
            continue;
        distance = what_on_way(w);
        if (distance && (!nearest || distance < nearest))
            nearest = distance;
    }
    return nearest;
}

/* How far the numerator can go: not below 0, of a counted share not above the denominator. */
static int64_t what_room(const what_if *w)
{
    int32_t cases = w->rule->basis == KF_BASIS_NUMERATOR || w->rule->basis == KF_BASIS_REMAINDER;
    int32_t counted = cases || (w->item->unit == KF_UNIT_RATIO && w->now.n == w->now.den &&
                                w->now.num <= w->now.den);
    int64_t end = counted ? w->now.den : INT64_MAX - 1;
    int64_t room = w->way < 0 ? w->now.num : w->now.num < 0 ? end : end - w->now.num;
    if (room <= 0 || what_has_no_basis(w, 1, 0))
        return 0;
    if (room == INT64_MAX) /* what_first goes one beyond */
        room--;
    return what_first(w, 1, room, what_has_no_basis, 0) - 1;
}

static int64_t what_distance(what_if *w, int32_t way)
{
    w->way = way;
    if (w->item->direction != KEFU_MIDDLE && w->item->direction != way)
        return 0;
    w->most = what_room(w);
    if (!w->most)
        return 0;
    return w->by_grade ? what_better_grade(w) : what_more_points(w);
}

/* 0 if the basis of the rule is the person's own, or why it cannot be thought of as another. */
static int32_t what_hangs_on(const what_if *w)
{
    int32_t basis = w->rule->basis;
    if (basis == KF_BASIS_COMPLETION) /* one that was rounded is not the target itself */
        return w->against.num > 0 && !(w->against.flags & KEFU_VALUE_ROUNDED) ? 0
                                                                              : KEFU_WHY_NOT_TARGET;
    return basis == KF_BASIS_VALUE || basis == KF_BASIS_NUMERATOR || basis == KF_BASIS_REMAINDER
               ? 0
               : KEFU_WHY_NOT_PEERS;
}

/* 0 if the figure of the item can be thought of as another, without anybody else's; or why not. */
static int32_t what_begin(what_if *w, const kefu_sheet *sheet, const kf_line *line, int32_t index)
{
    const kf_column_scores *c = &sheet->columns[index];
    size_t row = (size_t)(line - sheet->lines);
    if (line->status != KEFU_VALUE_OK)
        return KEFU_WHY_NOT_NO_TOTAL;
    if (sheet->card->team == KF_TEAM_MEAN)
        return KEFU_WHY_NOT_TEAM;
    if (c->outcomes[row] != KF_SCORED)
        return KEFU_WHY_NOT_STATE;
    w->sheet = sheet;
    w->line = line;
    w->row = row;
    w->index = index;
    w->item = &sheet->card->items[index];
    w->now = kf_cell(&c->cells, row);
    w->rule = kf_item_rule(w->item, w->now.n);
    w->may_fail = kf_item_is_full(w->item, &w->now);
    w->against = kf_item_against(sheet, index, row);
    w->factor = kf_item_factor(w->item, kf_item_over(w->item, line));
    w->points = c->points[row];
    w->grade = line->grade;
    return what_hangs_on(w);
}

/* Nothing was found: since there is nothing better, or since the figure cannot get there. */
static int32_t what_why_not(const what_if *w)
{
    static const kf_factor whole = {1, 1};
    kefu_value basis = what_basis(w, 0);
    int64_t most = kf_reach_of_curve(w->item, w->rule).most;
    int32_t best = w->by_grade
                       ? w->grade == 0 || !w->sheet->card->n_grades
                       : kf_rule_points(w->item, w->rule, &basis, whole) >=
                             (most == INT64_MAX ? most : kf_points_that_count(w->item, most));
    return best ? KEFU_WHY_NOT_BEST : KEFU_WHY_NOT_UNREACHABLE;
}

static void what_tell_at(const what_if *w, int64_t distance, kefu_what_if *out)
{
    kf_changed changed = what_points(w, distance);
    int32_t grade;
    if (changed.points.points >= KF_POINTS_MOST || changed.points.points <= -KF_POINTS_MOST) {
        out->why_not = KEFU_WHY_NOT_UNREACHABLE;
        return;
    }
    out->found = 1;
    out->steps = w->way * distance;
    out->value = what_value(w, distance);
    out->points = changed.points.points;
    out->total = what_total(w, &changed);
    grade = what_grade(w, out->total);
    out->grade = grade < 0 ? "" : w->sheet->card->grades[grade].id;
}

static void what_tell(what_if *w, int64_t down, int64_t up, kefu_what_if *out)
{
    int64_t distance = down && (!up || down <= up) ? down : up;
    w->way = distance == down ? -1 : 1;
    if (distance)
        what_tell_at(w, distance, out);
    else
        out->why_not = what_why_not(w);
}

static kefu_status what_find(const kefu_sheet *sheet, int64_t row, int32_t item, int32_t by_grade,
                             kefu_what_if *out)
{
    kefu_what_if ours = {.struct_size = sizeof ours, .item = item, .grade = ""};
    const kf_line *line = kf_sheet_line(sheet, row);
    what_if w = {.by_grade = by_grade};
    if (!line || item < 0 || item >= sheet->card->n_items)
        return KEFU_E_ARGUMENT;
    ours.why_not = what_begin(&w, sheet, line, item);
    if (!ours.why_not) {
        int64_t down = what_distance(&w, -1), up = what_distance(&w, 1);
        what_tell(&w, down, up, &ours);
    }
    return kf_give(out, &ours, sizeof ours);
}

kefu_status KEFU_CALL kefu_sheet_next_points(const kefu_sheet *sheet, int64_t row, int32_t item,
                                             kefu_what_if *out)
{
    return what_find(sheet, row, item, 0, out);
}

kefu_status KEFU_CALL kefu_sheet_next_grade(const kefu_sheet *sheet, int64_t row, int32_t item,
                                            kefu_what_if *out)
{
    return what_find(sheet, row, item, 1, out);
}

/* The rule may be another one, by the figure's observations. */
static int32_t what_instead(what_if *w, const kefu_value *figure)
{
    w->now = *figure;
    w->rule = kf_item_rule(w->item, figure->n);
    w->may_fail = 1;
    if (!kf_item_is_full(w->item, figure) || figure->den == 0)
        return KEFU_WHY_NOT_STATE;
    int32_t why = what_hangs_on(w);
    return why ? why : what_basis(w, 0).den ? 0 : KEFU_WHY_NOT_STATE;
}

kefu_status KEFU_CALL kefu_sheet_what_if(const kefu_sheet *sheet, int64_t row, int32_t item,
                                         const kefu_value *figure, kefu_what_if *out)
{
    kefu_what_if ours = {.struct_size = sizeof ours, .item = item, .grade = ""};
    const kf_line *line = kf_sheet_line(sheet, row);
    what_if w = {.by_grade = 0};
    if (!line || item < 0 || item >= sheet->card->n_items || !figure || figure->den < 0 ||
        figure->n < -1 || figure->status < KEFU_VALUE_OK || figure->status > KEFU_VALUE_EXEMPT)
        return KEFU_E_ARGUMENT;
    ours.why_not = what_begin(&w, sheet, line, item);
    if (ours.why_not == 0 || ours.why_not == KEFU_WHY_NOT_PEERS ||
        ours.why_not == KEFU_WHY_NOT_TARGET)
        ours.why_not = what_instead(&w, figure);
    if (!ours.why_not)
        what_tell_at(&w, 0, &ours);
    return kf_give(out, &ours, sizeof ours);
}
