/* basis_place.c - percentiles and places among the rank group, for items whose curve reads those.
 *
 * Only figures that are full count: no-data, exempt and low volume do not. Better is what the
 * item's direction says. The percentile is (worse + equal/2) / all, its own figure included among
 * the equal ones. A low-volume figure, where the card scores it, is put beside those that count. */
#include "base/fail.h"
#include "score/scoring.h"

typedef struct basis_run {
    const kefu_value *values;
    const int64_t *order; /* the counted of one group, best first */
    int64_t counted;
    int32_t direction;
    int64_t better, not_worse; /* how many of them are, for the figure looked at last */
} basis_run;

/* 1 if a is better than b, 0 if equal, -1 if worse. */
static int32_t basis_compare(const basis_run *run, int64_t a, const kefu_value *b)
{
    int32_t order = 0;
    (void)kefu_value_compare(&run->values[a], b, &order);
    return order * run->direction;
}

/* Figures come best first, so both counts only grow. */
static void basis_advance(basis_run *run, const kefu_value *value)
{
    while (run->better < run->counted && basis_compare(run, run->order[run->better], value) > 0)
        run->better++;
    while (run->not_worse < run->counted &&
           basis_compare(run, run->order[run->not_worse], value) >= 0)
        run->not_worse++;
}

static int64_t basis_of(const basis_run *run, int32_t basis)
{
    int64_t equal = run->not_worse - run->better;
    if (!run->counted)
        return KF_NO_BASIS;
    if (basis == KF_BASIS_PLACE)
        return run->better + 1;
    return 2 * (run->counted - run->not_worse) + equal;
}

/* Rows order[first..end-1] are one group. */
static void basis_group(const kf_item *item, kf_column_scores *c, const kefu_value *values,
                        const kefu_place *places, const int64_t *order, int64_t first, int64_t end)
{
    basis_run run = {values, order + first, places[order[first]].ranked, item->direction, 0, 0};
    c->counted[places[order[first]].group] = run.counted;
    for (int64_t i = first; i < end; i++) {
        int64_t row = order[i];
        if (places[row].state == KEFU_PLACE_NO_VALUE) {
            c->basis[row] = KF_NO_BASIS;
            continue;
        }
        if (i == first + run.counted) /* low volume begins, best first again */
            run.better = run.not_worse = 0;
        basis_advance(&run, &values[row]);
        c->basis[row] = basis_of(&run, kf_item_rule(item, values[row].n)->basis);
    }
}

/* What ranking needs for a while. */
typedef struct basis_scratch {
    kefu_value *values;
    kefu_place *places;
    int64_t *order;
} basis_scratch;

/* Those whom the item does not apply to are not there. */
static kefu_value basis_figure(const kf_column_scores *c, size_t row)
{
    static const kefu_value away = {0, 0, 0, KEFU_VALUE_EXEMPT, 0};
    return c->outcomes[row] == KF_NOT_APPLIED ? away : kf_cell(&c->cells, row);
}

static kefu_status basis_fill(kf_scoring *s, const kf_item *item, kf_column_scores *c,
                              basis_scratch *scratch)
{
    int64_t n = (int64_t)s->sheet->n;
    const kefu_place *places = scratch->places;
    const int64_t *order = scratch->order;
    kefu_rank_options options = {.struct_size = sizeof options,
                                 .allocator = &s->memory.with,
                                 .lower_first = item->direction == KEFU_LOWER,
                                 .min_n = item->min_n,
                                 .groups = s->groups};
    kefu_status status;
    for (size_t i = 0; i < s->sheet->n; i++)
        scratch->values[i] = basis_figure(c, i);
    status = kefu_rank(scratch->values, n, &options, scratch->places, scratch->order, s->error);
    for (int64_t first = 0; first < n && !status;) {
        int64_t end = first + 1;
        while (end < n && places[order[end]].group == places[order[first]].group)
            end++;
        basis_group(item, c, scratch->values, places, order, first, end);
        first = end;
    }
    return status;
}

kefu_status kf_basis_places(kf_scoring *s, int32_t index)
{
    kefu_sheet *sheet = s->sheet;
    kf_column_scores *c = &sheet->columns[index];
    basis_scratch scratch = {kf_alloc_array(&s->memory, sheet->n, sizeof *scratch.values),
                             kf_alloc_array(&s->memory, sheet->n, sizeof *scratch.places),
                             kf_alloc_array(&s->memory, sheet->n, sizeof *scratch.order)};
    kefu_status status = KEFU_OK;
    c->basis = kf_alloc_array(&sheet->memory, sheet->n, sizeof *c->basis);
    c->counted = kf_alloc_zeros(&sheet->memory, (size_t)sheet->n_groups, sizeof *c->counted);
    if (!scratch.values || !scratch.places || !scratch.order || !c->basis || !c->counted)
        status = kf_no_memory(s->error);
    if (!status)
        status = basis_fill(s, &s->card->items[index], c, &scratch);
    kf_free_array(&s->memory, scratch.values, sheet->n, sizeof *scratch.values);
    kf_free_array(&s->memory, scratch.places, sheet->n, sizeof *scratch.places);
    kf_free_array(&s->memory, scratch.order, sheet->n, sizeof *scratch.order);
    return status;
}
