/* score_items.c - figures to points: what is scored, what a policy answers, and the items' sum. */
#include "base/fail.h"
#include "base/wide.h"
#include "card/condition.h"
#include "card/curve_ready.h"
#include "score/scoring.h"

#define ITEMS_HUNDRED (100 * (int64_t)KEFU_POINT)

/* ---- Outcomes ------------------------------------------------------------------------------- */

static int32_t items_is_low(const kf_item *item, const kefu_value *value)
{
    return value->status == KEFU_VALUE_LOW_VOLUME || (value->flags & KEFU_VALUE_HAS_LOW_VOLUME) ||
           (value->n >= 0 && value->n < item->min_n);
}

/* Where a figure is both provisional and low, the state that the card does not score speaks. */
int32_t kf_item_cause(const kf_item *item, const kefu_value *value)
{
    int32_t provisional, low;
    if (value->status >= KEFU_VALUE_NO_DATA)
        return value->status;
    if (value->den == 0)
        return value->status == KEFU_VALUE_PROVISIONAL ? value->status : KEFU_VALUE_NO_DATA;
    provisional = value->status == KEFU_VALUE_PROVISIONAL;
    low = items_is_low(item, value);
    if (low && (!provisional ||
                (item->provisional == KF_POLICY_SCORE && item->low_volume != KF_POLICY_SCORE)))
        return KEFU_VALUE_LOW_VOLUME;
    return provisional ? KEFU_VALUE_PROVISIONAL : KEFU_VALUE_OK;
}

int32_t kf_item_counts(const kf_item *item, const kefu_value *value)
{
    return value->den > 0 && value->status < KEFU_VALUE_NO_DATA && !items_is_low(item, value);
}

/* What the card says of the state; where it says score and there is nothing to score, no_data. */
static int32_t items_policy(const kf_item *item, int32_t cause, int32_t can_score)
{
    int32_t policy = cause == KEFU_VALUE_LOW_VOLUME    ? item->low_volume
                     : cause == KEFU_VALUE_PROVISIONAL ? item->provisional
                     : cause == KEFU_VALUE_NO_DATA     ? item->no_data
                                                       : KF_POLICY_SCORE;
    return policy == KF_POLICY_SCORE && !can_score ? item->no_data : policy;
}

static uint8_t items_outcome(const kf_item *item, const kefu_value *value, int32_t has_basis)
{
    static const uint8_t outcomes[] = {[KF_POLICY_SCORE] = KF_SCORED,
                                       [KF_POLICY_ZERO] = KF_SCORED_ZERO,
                                       [KF_POLICY_RENORMALISE] = KF_LEFT_OUT,
                                       [KF_POLICY_MEAN] = KF_SCORED_MEAN,
                                       [KF_POLICY_REQUIRE] = KF_REQUIRED};
    int32_t cause = kf_item_cause(item, value);
    if (cause == KEFU_VALUE_EXEMPT)
        return KF_LEFT_OUT;
    return outcomes[items_policy(item, cause, value->den != 0 && has_basis)];
}

/* Block by block, while the figures are at hand. Outcomes that hang on a percentile or place wait
 * for all of them. */
static kefu_status items_read(kf_scoring *s, int32_t index, int32_t metric, kefu_value *block)
{
    const kf_item *item = &s->card->items[index];
    kefu_sheet *sheet = s->sheet;
    kf_column_scores *c = &sheet->columns[index];
    for (size_t first = 0; first < sheet->n; first += KF_SCORE_BLOCK) {
        size_t left = sheet->n - first, count = left < KF_SCORE_BLOCK ? left : KF_SCORE_BLOCK;
        if (kefu_frame_values(s->frame, metric, (int64_t)first, (int64_t)count, block))
            return kf_fail(s->error, KEFU_E_INTERNAL, "the frame lost metric '%s'", item->metric);
        kf_exclude(sheet, index, first, count, block);
        if (!kf_cells_keep(&c->cells, &sheet->memory, sheet->n, first, count, block))
            return kf_no_memory(s->error);
        for (size_t i = 0; i < count; i++)
            c->outcomes[first + i] = items_outcome(item, &block[i], 1);
    }
    return KEFU_OK;
}

/* Those of whom one condition does not hold. */
static kefu_status items_apply(kf_scoring *s, int32_t index, const kf_condition *condition,
                               kefu_value *block)
{
    kefu_sheet *sheet = s->sheet;
    int32_t metric = 0;
    kefu_status status = kefu_frame_find_metric(s->frame, condition->name, &metric, s->error);
    for (size_t first = 0; first < sheet->n && !status; first += KF_SCORE_BLOCK) {
        size_t left = sheet->n - first, count = left < KF_SCORE_BLOCK ? left : KF_SCORE_BLOCK;
        status = kefu_frame_values(s->frame, metric, (int64_t)first, (int64_t)count, block);
        for (size_t i = 0; i < count && !status; i++)
            if (!kf_condition_holds(condition, &block[i]))
                sheet->columns[index].outcomes[first + i] = KF_NOT_APPLIED;
    }
    return status;
}

/* What hangs on other people or metrics waits until all of the column is there. */
static kefu_status items_rank(kf_scoring *s, int32_t index)
{
    const kf_item *item = &s->card->items[index];
    kf_column_scores *c = &s->sheet->columns[index];
    kefu_status status;
    if ((item->rule.basis == KF_BASIS_VALUE && item->small_at_most < 0) || !s->sheet->n)
        return KEFU_OK;
    status = kf_score_basis(s, index);
    for (size_t i = 0; i < s->sheet->n && !status; i++) {
        kefu_value value = kf_cell(&c->cells, i);
        if (c->outcomes[i] != KF_NOT_APPLIED)
            c->outcomes[i] =
                items_outcome(item, &value, kf_item_basis(s->sheet, index, i).den != 0);
    }
    return status;
}

static kefu_status items_column(kf_scoring *s, int32_t index, kefu_value *block)
{
    int32_t metric = 0;
    kefu_status status =
        kefu_frame_find_metric(s->frame, s->card->items[index].metric, &metric, s->error);
    if (!status)
        status = items_read(s, index, metric, block);
    for (int32_t i = 0; i < s->card->items[index].applies.n && !status; i++)
        status = items_apply(s, index, &s->card->items[index].applies.list[i], block);
    return status ? status : items_rank(s, index);
}

/* ---- Means ---------------------------------------------------------------------------------- */

static int32_t items_want_mean(const kf_column_scores *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (c->outcomes[i] == KF_SCORED_MEAN)
            return 1;
    return 0;
}

static const kf_rule *items_rule(const kf_column_scores *c, const kf_item *item, size_t row)
{
    return item->small_at_most < 0 ? &item->rule : kf_item_rule(item, kf_cell(&c->cells, row).n);
}

const kf_rule *kf_item_rule_at(const kefu_sheet *sheet, int32_t item, size_t row)
{
    return items_rule(&sheet->columns[item], &sheet->card->items[item], row);
}

typedef struct items_sum {
    kf_i128 sum;
    int64_t n;
} items_sum;

/* Mean of the curve points, as they are shown, of all in the group that were scored. */
static void items_fill_mean(const kefu_sheet *sheet, int32_t index, items_sum *sums)
{
    static const kf_factor whole = {1, 1};
    const kf_item *item = &sheet->card->items[index];
    kf_column_scores *c = &sheet->columns[index];
    for (size_t i = 0; i < sheet->n; i++) {
        items_sum *sum = &sums[sheet->lines[i].group];
        kefu_value basis;
        if (c->outcomes[i] != KF_SCORED)
            continue;
        basis = kf_item_basis(sheet, index, i);
        kf_i128_add_i64(&sum->sum, kf_rule_points(item, items_rule(c, item, i), &basis, whole));
        sum->n++;
    }
    for (int32_t g = 0; g < sheet->n_groups; g++)
        if (!sums[g].n || !kf_i128_round_div(sums[g].sum, sums[g].n, &c->mean[g]))
            c->mean[g] = KF_NO_MEAN;
}

/* In a group without any score there is no mean: the item is left out. */
static kefu_status items_mean(kf_scoring *s, int32_t index)
{
    kefu_sheet *sheet = s->sheet;
    kf_column_scores *c = &sheet->columns[index];
    size_t n_groups = (size_t)sheet->n_groups;
    items_sum *sums;
    if (!items_want_mean(c, sheet->n))
        return KEFU_OK;
    c->mean = kf_alloc_array(&sheet->memory, n_groups, sizeof *c->mean);
    sums = kf_alloc_zeros(&s->memory, n_groups, sizeof *sums);
    if (c->mean && sums) {
        items_fill_mean(sheet, index, sums);
        for (size_t i = 0; i < sheet->n; i++)
            if (c->outcomes[i] == KF_SCORED_MEAN && c->mean[sheet->lines[i].group] == KF_NO_MEAN)
                c->outcomes[i] = KF_LEFT_OUT;
    }
    kf_free_array(&s->memory, sums, n_groups, sizeof *sums);
    return c->mean && sums ? KEFU_OK : kf_no_memory(s->error);
}

/* ---- Weights -------------------------------------------------------------------------------- */

/* What the weights are shared out over: 100, or those that are left where some were left out. Bonus
 * items stand outside. */
static void items_weigh(const kf_scoring *s, size_t row, int64_t all)
{
    kf_line *line = &s->sheet->lines[row];
    int64_t left = 0, scored = 0, rest;
    int32_t any_left = 0, required = 0;
    for (int32_t i = 0; i < s->card->n_items; i++) {
        const kf_column_scores *c = &s->sheet->columns[i];
        int64_t weight = s->card->items[i].weight;
        int32_t outcome = c->outcomes[row];
        int32_t is_left = outcome == KF_LEFT_OUT || outcome == KF_NOT_APPLIED;
        if (kf_cell_is_provisional(&c->cells, row))
            line->flags |= KEFU_ROW_PROVISIONAL;
        if (s->card->items[i].bonus)
            continue;
        any_left |= is_left;
        required |= outcome == KF_REQUIRED;
        left += is_left ? weight : 0;
        scored += outcome == KF_SCORED ? weight : 0;
    }
    rest = all - left;
    line->over = left && rest ? rest : s->card->hundred; /* what weighs nothing shares nothing */
    line->status = required || (any_left && !rest) ? KEFU_VALUE_NO_DATA : KEFU_VALUE_OK;
    if (all)
        (void)kf_i128_round_div(kf_i128_mul(scored, KEFU_POINT), all, &line->coverage);
}

int64_t kf_item_over(const kf_item *item, const kf_line *line)
{
    return item->bonus ? ITEMS_HUNDRED : line->over;
}

/* ---- Points --------------------------------------------------------------------------------- */

/* Rows of a sheet mostly share what they are weighed over, so the last factor is kept, and a curve
 * made ready for it and for the denominator that the figures of the column share, or, of decimals
 * whose last zeros are gone, for ITEMS_DECIMALS. */
#define ITEMS_DECIMALS INT64_C(1000000000)

typedef struct items_factor {
    int64_t over;
    kf_factor factor;
    int32_t is_ready;
    int64_t ready_over;
    int64_t den, times; /* of the last figure, and what makes ITEMS_DECIMALS of it; 0 = nothing */
    kf_ready_curve ready;
} items_factor;

/* Nothing but the curve and the weight decides. */
static int32_t items_is_plain(const kf_item *item)
{
    return item->rule.basis == KF_BASIS_VALUE && item->small_at_most < 0 && !item->fails &&
           item->least == KF_NO_LEAST && item->most == KF_NO_MOST;
}

static void items_make_ready(const kf_scoring *s, items_factor *factors)
{
    for (int32_t k = 0; k < s->card->n_items; k++) {
        const kf_item *item = &s->card->items[k];
        const kf_cells *cells = &s->sheet->columns[k].cells;
        factors[k].ready_over = item->bonus ? ITEMS_HUNDRED : s->card->hundred;
        if (items_is_plain(item))
            factors[k].is_ready = kf_curve_make_ready(
                &item->rule.curve, cells->den ? ITEMS_DECIMALS : cells->same_den,
                kf_item_factor(item, factors[k].ready_over), &factors[k].ready);
    }
}

/* The numerator over what the curve was made ready for. */
static int32_t items_ready_num(items_factor *f, const kf_cells *cells, size_t row, int64_t *num)
{
    *num = cells->num[row];
    if (!cells->den)
        return 1;
    if (f->den != cells->den[row]) {
        f->den = cells->den[row];
        f->times = f->den > 0 && ITEMS_DECIMALS % f->den == 0 ? ITEMS_DECIMALS / f->den : 0;
    }
    if (!f->times || *num > INT64_MAX / ITEMS_DECIMALS || *num < -(INT64_MAX / ITEMS_DECIMALS))
        return f->times == 1;
    *num *= f->times;
    return 1;
}

kf_scored kf_item_score(const kf_item *item, const kf_rule *rule, const kefu_value *basis,
                        kf_factor factor, int32_t *failed)
{
    kf_scored nothing = {0, 0};
    *failed = item->fails && kf_rule_fails(item, rule, basis);
    return *failed ? nothing : kf_rule_scored(item, rule, basis, factor);
}

int32_t kf_item_failed(const kefu_sheet *sheet, int32_t item, size_t row)
{
    const kf_column_scores *c = &sheet->columns[item];
    return c->flags && (c->flags[row] & KEFU_REASON_FAILED);
}

kf_scored kf_item_points_at(const kefu_sheet *sheet, int32_t index, size_t row, kf_factor factor,
                            int32_t *failed)
{
    const kf_column_scores *c = &sheet->columns[index];
    const kf_item *item = &sheet->card->items[index];
    kf_scored nothing = {0, 0};
    *failed = 0;
    if (c->outcomes[row] == KF_SCORED) {
        kefu_value basis = kf_item_basis(sheet, index, row), value = kf_cell(&c->cells, row);
        const kf_rule *rule = items_rule(c, item, row);
        return kf_item_is_full(item, &value) ? kf_item_score(item, rule, &basis, factor, failed)
                                             : kf_rule_scored(item, rule, &basis, factor);
    }
    if (c->outcomes[row] == KF_SCORED_MEAN)
        return kf_factor_scored(factor, c->mean[sheet->lines[row].group]);
    return nothing;
}

static kf_scored items_points(const kefu_sheet *sheet, int32_t index, size_t row, kf_factor factor)
{
    int32_t failed;
    kf_scored points = kf_item_points_at(sheet, index, row, factor, &failed);
    if (failed)
        sheet->columns[index].flags[row] = KEFU_REASON_FAILED;
    return points;
}

int32_t kf_keep_rest(kefu_sheet *sheet, int32_t item, size_t row, int32_t rest)
{
    kf_column_scores *c = &sheet->columns[item];
    if (!rest)
        return 1;
    if (!c->rests)
        c->rests = kf_alloc_zeros(&sheet->memory, sheet->n, sizeof *c->rests);
    if (!c->rests)
        return 0;
    c->rests[row] = rest;
    return 1;
}

static kefu_status items_too_many(const kf_scoring *s, int32_t index, size_t row)
{
    return kf_fail(s->error, KEFU_E_OVERFLOW,
                   "item '%s' of '%s': more than a billion points; give it a least or a most",
                   s->card->items[index].id, s->sheet->lines[row].person);
}

static kefu_status items_block(const kf_scoring *s, items_factor *f, int32_t k, size_t first,
                               size_t end)
{
    kefu_sheet *sheet = s->sheet;
    kf_column_scores *c = &sheet->columns[k];
    const kf_item *item = &s->card->items[k];
    for (size_t i = first; i < end; i++) {
        kf_line *line = &sheet->lines[i];
        int64_t over = kf_item_over(item, line);
        int64_t num;
        kf_scored scored;
        if (f->is_ready && over == f->ready_over && c->outcomes[i] == KF_SCORED &&
            items_ready_num(f, &c->cells, i, &num)) {
            scored = kf_ready_scored(&f->ready, num);
        } else {
            if (f->over != over) {
                f->over = over;
                f->factor = kf_item_factor(item, over);
            }
            scored = items_points(sheet, k, i, f->factor);
        }
        c->points[i] = scored.points;
        if (scored.rest && !kf_keep_rest(sheet, k, i, scored.rest))
            return kf_no_memory(s->error);
        if (c->points[i] >= KF_POINTS_MOST || c->points[i] <= -KF_POINTS_MOST)
            return items_too_many(s, k, i);
        if (!item->bonus)
            line->items += c->points[i];
    }
    return KEFU_OK;
}

/* Below the standard of an item, by a full figure that was scored. */
static void items_floor(const kf_scoring *s, int32_t index)
{
    const kf_item *item = &s->card->items[index];
    const kf_column_scores *c = &s->sheet->columns[index];
    for (size_t i = 0; i < s->sheet->n && item->floor.kind; i++) {
        kefu_value value = kf_cell(&c->cells, i);
        if (c->outcomes[i] == KF_SCORED && kf_item_is_below(item, &value))
            s->sheet->lines[i].flags |= KEFU_ROW_BELOW_FLOOR;
    }
}

static kefu_status items_columns(kf_scoring *s, int64_t *all)
{
    kefu_value *block = kf_alloc_array(&s->memory, KF_SCORE_BLOCK, sizeof *block);
    kefu_status status = block ? KEFU_OK : kf_no_memory(s->error);
    *all = 0;
    for (int32_t i = 0; i < s->card->n_items && !status; i++) {
        *all += s->card->items[i].bonus ? 0 : s->card->items[i].weight;
        status = items_column(s, i, block);
        if (!status)
            status = items_mean(s, i);
    }
    kf_free_array(&s->memory, block, KF_SCORE_BLOCK, sizeof *block);
    return status;
}

kefu_status kf_score_items(kf_scoring *s)
{
    size_t n_items = (size_t)s->card->n_items;
    items_factor *factors;
    int64_t all;
    kefu_status status = items_columns(s, &all);
    if (status)
        return status;
    factors = kf_alloc_zeros(&s->memory, n_items, sizeof *factors);
    if (!factors)
        return kf_no_memory(s->error);
    items_make_ready(s, factors);
    for (size_t first = 0; first < s->sheet->n && !status; first += KF_SCORE_BLOCK) {
        size_t left = s->sheet->n - first,
               end = first + (left < KF_SCORE_BLOCK ? left : KF_SCORE_BLOCK);
        for (size_t i = first; i < end; i++)
            items_weigh(s, i, all);
        for (int32_t k = 0; k < s->card->n_items && !status; k++)
            status = items_block(s, &factors[k], k, first, end);
    }
    for (int32_t k = 0; k < s->card->n_items && !status; k++)
        items_floor(s, k);
    kf_free_array(&s->memory, factors, n_items, sizeof *factors);
    return status;
}
