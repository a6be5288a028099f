/* domain.c - see domain.h. */
#include "estimate/domain.h"

#include <string.h>

#include "base/decimal.h"

/* ---- Sums ----------------------------------------------------------------------------------- */

void kf_sums_add(kf_sums *sums, const kf_design *design, const kf_domain_part *part)
{
    kf_integer weight, of;
    kf_design_weight(design, part, &weight.size);
    weight.negative = 0;
    kf_integer_of(&of, part->marked);
    kf_integer_add_product(&sums->weight, &weight, &of);
    kf_integer_of_sum(&of, part->sum);
    kf_integer_add_product(&sums->sum, &weight, &of);
    kf_integer_of_squares(&of, part->squares);
    kf_integer_add_product(&sums->squares, &weight, &of);
    sums->marked += part->marked;
    sums->plain = kf_i128_add(sums->plain, part->sum);
}

/* A cell of the domain is there once, however many chances its rows have. */
static void domain_see_cell(kf_domain *d, const kf_design_cell *cell, int64_t marked)
{
    if (cell->looked > cell->sampled)
        d->flags |= KEFU_ESTIMATED_REPLACED;
    if (!cell->marked) {
        d->flags |= KEFU_ESTIMATED_GAPS;
        return;
    }
    if (!marked)
        return;
    d->cells++;
    d->whole += kf_design_is_whole(cell);
    d->lonely += kf_design_is_lonely(cell);
}

static void domain_see_part(kf_domain *d, const kf_domain_part *part, int64_t *sampled,
                            int64_t *marked)
{
    *sampled += part->sampled;
    *marked += part->marked;
    if (part->chance)
        d->is_exact = 0;
    if (part->marked)
        kf_sums_add(&d->all, d->design, part);
}

size_t kf_domain_next_cell(const kf_domain *d, size_t from)
{
    size_t to = from + 1;
    while (to < d->n && d->parts[to].cell == d->parts[from].cell)
        to++;
    return to;
}

int64_t kf_domain_marked(const kf_domain *d, size_t from, size_t to)
{
    int64_t marked = 0;
    for (size_t i = from; i < to; i++)
        marked += d->parts[i].marked;
    return marked;
}

static void domain_sums(kf_domain *d)
{
    for (size_t from = 0, to; from < d->n; from = to) {
        const kf_design_cell *cell = &d->design->cells[d->parts[from].cell];
        int64_t sampled = 0, marked = 0;
        to = kf_domain_next_cell(d, from);
        for (size_t i = from; i < to; i++)
            domain_see_part(d, &d->parts[i], &sampled, &marked);
        domain_see_cell(d, cell, marked);
        d->sampled += sampled;
        if (sampled != cell->sampled || cell->looked != cell->sampled || !cell->rows)
            d->is_exact = 0;
    }
    if (d->all.marked < d->sampled)
        d->flags |= KEFU_ESTIMATED_UNMARKED;
    if (d->lonely)
        d->flags |= KEFU_ESTIMATED_LONELY;
    if (d->cells && d->whole == d->cells && !(d->flags & KEFU_ESTIMATED_GAPS))
        d->flags |= KEFU_ESTIMATED_WHOLE;
}

/* ---- Variance ------------------------------------------------------------------------------- */

/* Of the residuals of a cell's rows: their sum and the sum of their squares. */
typedef struct domain_residuals {
    kf_integer sum, squares;
} domain_residuals;

/* Residuals of a total are weight × mark. */
static void domain_add_marks(domain_residuals *r, const kf_domain_part *part,
                             const kf_integer *weight)
{
    kf_integer of, more;
    kf_integer_of_sum(&of, part->sum);
    kf_integer_add_product(&r->sum, weight, &of);
    kf_integer_of_squares(&of, part->squares);
    kf_integer_mul(&more, weight, weight);
    kf_integer_add_product(&r->squares, &more, &of);
}

/* Those of a mean are weight × (mark - sum / weights), here × weights: linearisation by Taylor.
 * With W and A for all weights and their sum of marks, the squares are weight² (W² Q - 2 W A S + A²
 * n).
 */
static void domain_add_distances(domain_residuals *r, const kf_sums *all,
                                 const kf_domain_part *part, const kf_integer *weight)
{
    kf_integer n, sum, squares, weighted, away, more;
    kf_integer_of(&n, part->marked);
    kf_integer_of_sum(&sum, part->sum);
    kf_integer_of_squares(&squares, part->squares);
    kf_integer_mul(&weighted, &all->weight, &sum); /* W S */
    kf_integer_mul(&more, &all->sum, &n);          /* A n */
    kf_integer_sub(&away, &weighted, &more);
    kf_integer_add_product(&r->sum, weight, &away);

    kf_integer_sub(&away, &more, &weighted);
    kf_integer_sub(&away, &away, &weighted); /* A n - 2 W S */
    kf_integer_mul(&more, &all->weight, &all->weight);
    kf_integer_mul(&more, &more, &squares);
    kf_integer_add_product(&more, &all->sum, &away);
    kf_integer_mul(&weighted, weight, weight);
    kf_integer_add_product(&r->squares, &weighted, &more);
}

/* size.top × squares - size.bottom × sum², never negative (Cauchy and Schwarz). */
static void domain_spread(const kf_design_cell *cell, const domain_residuals *r, kf_nat *out)
{
    kf_cell_size size = kf_design_size(cell);
    kf_integer of, left, right;
    kf_integer_of(&of, size.top);
    kf_integer_mul(&left, &r->squares, &of);
    kf_integer_of(&of, size.bottom);
    kf_integer_mul(&right, &r->sum, &r->sum);
    kf_integer_mul(&right, &right, &of);
    kf_integer_sub(&left, &left, &right);
    *out = left.size;
}

/* What a cell adds to the variance, in factor units; 0 where a lonely one is left to others. */
static void domain_cell_variance(const kf_domain *d, size_t from, size_t to, kf_nat *out)
{
    const kf_design *design = d->design;
    const kf_design_cell *cell = &design->cells[d->parts[from].cell];
    domain_residuals r;
    kf_nat spread;
    int32_t lonely = kf_design_is_lonely(cell);
    kf_nat_of(out, 0);
    if (lonely && design->lonely != KEFU_LONELY_ADJUST)
        return;
    memset(&r, 0, sizeof r);
    for (size_t i = from; i < to; i++) {
        kf_integer weight = {.negative = 0};
        if (!d->parts[i].marked)
            continue;
        kf_design_weight(design, &d->parts[i], &weight.size);
        if (design->kind == KEFU_ESTIMATE_TOTAL)
            domain_add_marks(&r, &d->parts[i], &weight);
        else
            domain_add_distances(&r, &d->all, &d->parts[i], &weight);
    }
    if (lonely)
        spread = r.squares.size;
    else
        domain_spread(cell, &r, &spread);
    kf_design_add_spread(design, cell, &spread, out);
}

/* Cuts a fraction down to KF_NAT_RATIO_BITS: what is lost is less than 2^-1000 of it. */
static void domain_trim(kf_nat_ratio *f)
{
    int32_t top = kf_nat_bits(&f->top), bottom = kf_nat_bits(&f->bottom);
    int32_t over = (top > bottom ? top : bottom) - KF_NAT_RATIO_BITS;
    if (over <= 0)
        return;
    kf_nat_shift_down(&f->top, over);
    kf_nat_shift_down(&f->bottom, over);
}

static int32_t domain_has_variance(const kf_domain *d)
{
    if (!d->cells)
        return 0;
    if (d->design->lonely == KEFU_LONELY_NONE)
        return !d->lonely;
    return d->design->lonely != KEFU_LONELY_AVERAGE || d->lonely < d->cells;
}

static void domain_variance(kf_domain *d)
{
    kf_nat by, more, *const top = &d->variance.top, *const bottom = &d->variance.bottom;
    if (!domain_has_variance(d))
        return;
    kf_freedom freedom = {.sum = kf_real_of(0), .squares = kf_real_of(0)};
    for (size_t from = 0, to; from < d->n; from = to) {
        to = kf_domain_next_cell(d, from);
        if (!d->design->cells[d->parts[from].cell].marked)
            continue;
        domain_cell_variance(d, from, to, &more);
        kf_nat_add(top, top, &more);
        kf_freedom_add(&freedom, kf_nat_real(&more), kf_domain_marked(d, from, to));
    }
    d->df = kf_freedom_of(&freedom);
    int32_t is_total = d->design->kind == KEFU_ESTIMATE_TOTAL;
    by = is_total ? d->design->weight_unit : d->all.weight.size;
    kf_nat_times(&by, &by, &by);
    if (!is_total)
        kf_nat_times(&by, &by, &by);
    kf_nat_times(bottom, &by, &d->design->factor_unit);
    domain_trim(&d->variance);
    if (d->lonely && d->design->lonely == KEFU_LONELY_AVERAGE) {
        kf_nat_of(&more, (uint64_t)d->cells);
        kf_nat_times(top, top, &more);
        kf_nat_of(&more, (uint64_t)(d->cells - d->lonely));
        kf_nat_times(bottom, bottom, &more);
    }
}

void kf_domain_reckon(kf_domain *out, const kf_design *design, const kf_domain_part *parts,
                      size_t n)
{
    memset(out, 0, sizeof *out);
    out->design = design;
    out->parts = parts;
    out->n = n;
    out->is_exact = 1;
    domain_sums(out);
    domain_variance(out);
    kf_domain_caution(out);
}

int32_t kf_domain_is_sure(const kf_domain *d)
{
    int64_t without = d->design->lonely == KEFU_LONELY_CERTAIN ? d->lonely : 0;
    return d->cells && d->whole + without == d->cells;
}

/* ---- Rounding ------------------------------------------------------------------------------- */

int32_t kf_domain_round(const kf_design *design, const kf_integer *top, const kf_nat *bottom,
                        int32_t scale, int64_t *out)
{
    kf_nat twice = top->size, near = *bottom, by = *bottom, rest;
    uint64_t size;
    kf_nat_scale(&twice, scale);
    kf_nat_shift_left(&twice, 1);
    if (design->weights_cut)
        kf_nat_shift_down(&near, 32);
    else
        near.n = 0;
    kf_nat_add(&twice, &twice, bottom);
    kf_nat_add(&twice, &twice, &near);
    kf_nat_shift_left(&by, 1);
    kf_nat_divide(&near, &rest, &twice, &by);
    if (!kf_nat_fits_u64(&near, &size) || size > INT64_MAX)
        return 0;
    *out = top->negative ? -(int64_t)size : (int64_t)size;
    return 1;
}
