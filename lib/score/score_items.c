/* score_items.c - figures to points: what is scored, what a policy answers, and the items' sum. */
#include "base/fail.h"
#include "base/wide.h"
#include "card/curve_ready.h"
#include "score/scoring.h"

enum { ITEMS_BLOCK = 1024 }; /* rows whose lines stay in the cache while all items pass */

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
    for (size_t first = 0; first < sheet->n; first += ITEMS_BLOCK) {
        size_t left = sheet->n - first, count = left < ITEMS_BLOCK ? left : ITEMS_BLOCK;
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

static kefu_status items_rank(kf_scoring *s, int32_t index)
{
    const kf_item *item = &s->card->items[index];
    kf_column_scores *c = &s->sheet->columns[index];
    kefu_status status;
    if (item->rule.basis == KF_BASIS_VALUE || !s->sheet->n)
        return KEFU_OK;
    status = kf_score_basis(s, index);
    for (size_t i = 0; i < s->sheet->n && !status; i++) {
        kefu_value value = kf_cell(&c->cells, i);
        c->outcomes[i] = items_outcome(item, &value, c->basis[i] != KF_NO_BASIS);
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

typedef struct items_sum {
    kf_i128 sum;
    int64_t n;
} items_sum;

/* Mean of the curve points, as they are shown, of all in the group that were scored. */
static void items_fill_mean(const kefu_sheet *sheet, int32_t index, items_sum *sums)
{
    static const kf_factor whole = {1, 1};
    const kf_curve *curve = &sheet->card->items[index].rule.curve;
    kf_column_scores *c = &sheet->columns[index];
    for (size_t i = 0; i < sheet->n; i++) {
        items_sum *sum = &sums[sheet->lines[i].group];
        kefu_value basis;
        if (c->outcomes[i] != KF_SCORED)
            continue;
        basis = kf_item_basis(sheet, index, i);
        kf_i128_add_i64(&sum->sum, kf_curve_points(curve, basis.num, basis.den, whole));
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

/* What the weights are shared out over: 100, or those that are left where some were left out. */
static void items_weigh(const kf_scoring *s, size_t row, int64_t all)
{
    kf_line *line = &s->sheet->lines[row];
    int64_t left = 0, scored = 0, rest;
    int32_t any_left = 0, required = 0;
    for (int32_t i = 0; i < s->card->n_items; i++) {
        const kf_column_scores *c = &s->sheet->columns[i];
        int64_t weight = s->card->items[i].weight;
        int32_t outcome = c->outcomes[row];
        any_left |= outcome == KF_LEFT_OUT;
        required |= outcome == KF_REQUIRED;
        left += outcome == KF_LEFT_OUT ? weight : 0;
        scored += outcome == KF_SCORED ? weight : 0;
        if (kf_cell_is_provisional(&c->cells, row))
            line->flags |= KEFU_ROW_PROVISIONAL;
    }
    rest = all - left;
    line->over = any_left && rest ? rest : ITEMS_HUNDRED;
    line->status = required || (any_left && !rest) ? KEFU_VALUE_NO_DATA : KEFU_VALUE_OK;
    if (all)
        (void)kf_i128_round_div(kf_i128_mul(scored, KEFU_POINT), all, &line->coverage);
}

/* ---- Points --------------------------------------------------------------------------------- */

/* Rows of a sheet mostly share what they are weighed over, so the last factor is kept, and a curve
 * made ready for it where the figures of the column share a denominator, too. */
typedef struct items_factor {
    int64_t over;
    kf_factor factor;
    int32_t is_ready;
    kf_ready_curve ready; /* for ITEMS_HUNDRED */
} items_factor;

static void items_make_ready(const kf_scoring *s, items_factor *factors)
{
    for (int32_t k = 0; k < s->card->n_items; k++) {
        const kf_item *item = &s->card->items[k];
        const kf_cells *cells = &s->sheet->columns[k].cells;
        if (item->rule.basis == KF_BASIS_VALUE && !cells->den)
            factors[k].is_ready =
                kf_curve_make_ready(&item->rule.curve, cells->same_den,
                                    kf_factor_of(item->weight, ITEMS_HUNDRED), &factors[k].ready);
    }
}

static int64_t items_points(const kefu_sheet *sheet, int32_t index, size_t row, kf_factor factor)
{
    const kf_column_scores *c = &sheet->columns[index];
    int64_t points = 0;
    if (c->outcomes[row] == KF_SCORED) {
        kefu_value basis = kf_item_basis(sheet, index, row);
        return kf_curve_points(&sheet->card->items[index].rule.curve, basis.num, basis.den, factor);
    }
    if (c->outcomes[row] == KF_SCORED_MEAN)
        (void)kf_i128_round_div(kf_i128_mul(c->mean[sheet->lines[row].group], factor.num),
                                factor.den, &points);
    return points;
}

static void items_block(const kf_scoring *s, items_factor *factors, size_t first, size_t end,
                        int64_t all)
{
    kefu_sheet *sheet = s->sheet;
    for (size_t i = first; i < end; i++)
        items_weigh(s, i, all);
    for (int32_t k = 0; k < s->card->n_items; k++) {
        for (size_t i = first; i < end; i++) {
            kf_line *line = &sheet->lines[i];
            if (factors[k].over != line->over) {
                factors[k].over = line->over;
                factors[k].factor = kf_factor_of(s->card->items[k].weight, line->over);
            }
            kf_column_scores *c = &sheet->columns[k];
            if (factors[k].is_ready && line->over == ITEMS_HUNDRED && c->outcomes[i] == KF_SCORED)
                c->points[i] = kf_ready_points(&factors[k].ready, c->cells.num[i]);
            else
                c->points[i] = items_points(sheet, k, i, factors[k].factor);
            line->items += c->points[i];
        }
    }
}

static kefu_status items_columns(kf_scoring *s, int64_t *all)
{
    kefu_value *block = kf_alloc_array(&s->memory, ITEMS_BLOCK, sizeof *block);
    kefu_status status = block ? KEFU_OK : kf_no_memory(s->error);
    *all = 0;
    for (int32_t i = 0; i < s->card->n_items && !status; i++) {
        *all += s->card->items[i].weight;
        status = items_column(s, i, block);
        if (!status)
            status = items_mean(s, i);
    }
    kf_free_array(&s->memory, block, ITEMS_BLOCK, sizeof *block);
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
    for (size_t first = 0; first < s->sheet->n; first += ITEMS_BLOCK) {
        size_t left = s->sheet->n - first;
        items_block(s, factors, first, first + (left < ITEMS_BLOCK ? left : ITEMS_BLOCK), all);
    }
    kf_free_array(&s->memory, factors, n_items, sizeof *factors);
    return KEFU_OK;
}
