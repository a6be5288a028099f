/* design.c - see design.h. */
#include "estimate/design.h"

/* ---- Fractions ------------------------------------------------------------------------------ */

static void design_product(kf_nat *out, uint64_t a, uint64_t b)
{
    kf_nat x, y;
    kf_nat_of(&x, a);
    kf_nat_of(&y, b);
    kf_nat_mul(out, &x, &y);
}

static void design_divide(kf_nat *a, const kf_nat *by)
{
    kf_nat quotient, rest;
    kf_nat_divide(&quotient, &rest, a, by);
    *a = quotient;
}

static void design_reduce(kf_nat *top, kf_nat *bottom)
{
    kf_nat common;
    kf_nat_gcd(&common, top, bottom);
    design_divide(top, &common);
    design_divide(bottom, &common);
}

/* *unit becomes the least multiple of both; 0 if that has more than `bits`. */
static int32_t design_join(kf_nat *unit, const kf_nat *bottom, int32_t bits)
{
    kf_nat common, more = *bottom;
    kf_nat_gcd(&common, unit, bottom);
    design_divide(&more, &common);
    kf_nat_times(unit, unit, &more);
    return kf_nat_bits(unit) <= bits;
}

static void design_cut(kf_nat *unit, int32_t bits)
{
    kf_nat_of(unit, 1);
    kf_nat_shift_left(unit, bits);
}

/* size × top / bottom in units, which bottom divides unless they are cut. */
static void design_in_units(const kf_nat *unit, kf_nat *top, const kf_nat *bottom)
{
    kf_nat_times(top, top, unit);
    design_divide(top, bottom);
}

/* ---- Weights -------------------------------------------------------------------------------- */

static void design_shorten(uint64_t *top, uint64_t *bottom)
{
    uint64_t common = kf_common(*top, *bottom);
    *top /= common;
    *bottom /= common;
}

/* rows / looked, or 1 / chance, by sampled / marked: what was not marked is made up for. In
 * lowest terms. */
static void design_fraction(const kf_design *design, const kf_domain_part *part, kf_nat *top,
                            kf_nat *bottom)
{
    const kf_design_cell *cell = &design->cells[part->cell];
    uint64_t rows = (uint64_t)(part->chance ? KEFU_BILLION : cell->rows);
    uint64_t looked = (uint64_t)(part->chance ? part->chance : cell->looked);
    uint64_t sampled = (uint64_t)cell->sampled, marked = (uint64_t)cell->marked;
    design_shorten(&rows, &looked);
    design_shorten(&sampled, &marked);
    design_shorten(&rows, &marked);
    design_shorten(&sampled, &looked);
    design_product(top, rows, sampled);
    design_product(bottom, looked, marked);
}

void kf_design_weight(const kf_design *design, const kf_domain_part *part, kf_nat *out)
{
    kf_nat bottom;
    design_fraction(design, part, out, &bottom);
    design_in_units(&design->weight_unit, out, &bottom);
}

static void design_weight_unit(kf_design *design, const kf_domain_part *parts, size_t n)
{
    kf_nat_of(&design->weight_unit, 1);
    for (size_t i = 0; i < n; i++) {
        kf_nat top, bottom;
        if (!parts[i].marked)
            continue;
        design_fraction(design, &parts[i], &top, &bottom);
        design->weights_cut = !design_join(&design->weight_unit, &bottom, KF_WEIGHT_BITS);
        if (design->weights_cut) {
            design_cut(&design->weight_unit, KF_WEIGHT_CUT);
            return;
        }
    }
}

/* ---- Factors of variance -------------------------------------------------------------------- */

kf_cell_size kf_design_size(const kf_design_cell *cell)
{
    int64_t common = (int64_t)kf_common((uint64_t)cell->looked, (uint64_t)cell->sampled);
    int64_t looked = cell->looked / common, sampled = cell->sampled / common;
    common = (int64_t)kf_common((uint64_t)cell->marked, (uint64_t)sampled);
    return (kf_cell_size){looked * (cell->marked / common), sampled / common};
}

int32_t kf_design_is_whole(const kf_design_cell *cell)
{
    return cell->rows == cell->looked && cell->sampled == cell->marked;
}

int32_t kf_design_is_lonely(const kf_design_cell *cell)
{
    kf_cell_size size = kf_design_size(cell);
    return size.top == size.bottom && !kf_design_is_whole(cell);
}

void kf_design_unseen(const kf_design_cell *cell, kf_nat *top, kf_nat *bottom)
{
    kf_cell_size size = kf_design_size(cell);
    kf_nat seen;
    kf_nat_of(bottom, 1);
    kf_nat_of(top, 1);
    if (!cell->rows)
        return;
    design_product(bottom, (uint64_t)cell->rows, (uint64_t)size.bottom);
    kf_nat_of(&seen, (uint64_t)size.top);
    kf_nat_sub(top, bottom, &seen);
}

static void design_factor(const kf_design_cell *cell, kf_nat *top, kf_nat *bottom)
{
    kf_cell_size size = kf_design_size(cell);
    kf_design_unseen(cell, top, bottom);
    if (size.top > size.bottom) {
        kf_nat more;
        kf_nat_of(&more, (uint64_t)(size.top - size.bottom));
        kf_nat_times(bottom, bottom, &more);
    }
    design_reduce(top, bottom);
}

void kf_design_add_spread(const kf_design *design, const kf_design_cell *cell, const kf_nat *spread,
                          kf_nat *sum)
{
    kf_nat top, bottom;
    design_factor(cell, &top, &bottom);
    kf_nat_times(&top, &top, spread);
    design_in_units(&design->factor_unit, &top, &bottom);
    kf_nat_add(sum, sum, &top);
}

static void design_factor_unit(kf_design *design)
{
    kf_nat_of(&design->factor_unit, 1);
    for (size_t i = 0; i < design->n_cells; i++) {
        kf_nat top, bottom;
        if (!design->cells[i].marked)
            continue;
        design_factor(&design->cells[i], &top, &bottom);
        design->factors_cut = !design_join(&design->factor_unit, &bottom, KF_FACTOR_BITS);
        if (design->factors_cut) {
            design_cut(&design->factor_unit, KF_FACTOR_CUT);
            return;
        }
    }
}

void kf_design_units(kf_design *design, const kf_domain_part *parts, size_t n)
{
    design_weight_unit(design, parts, n);
    design_factor_unit(design);
}
