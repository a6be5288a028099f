/* agree_ac1.c - Gwet's AC1 (2008): chance is an inspector's guess, not the shares of categories. */
#include "agree/agree.h"

/* Chance needs the mean share of each category over units, sum of counts / size over classes: all
 * of them are kept over one denominator, the least common multiple of the sizes. It may have as
 * many limbs that its square times the square of all units fits a kf_nat. */
enum { AC1_LIMBS = 31 };

/* 0 if it grows too large. */
static int32_t ac1_multiple(const kf_criterion *criterion, kf_nat *out)
{
    kf_nat_of(out, 1);
    for (int32_t i = 0; i < criterion->n_classes && out->n <= AC1_LIMBS; i++) {
        const uint64_t size = (uint64_t)criterion->classes[i].size;
        kf_nat whole, rest, by;
        uint64_t left = 0;
        kf_nat_of(&by, size);
        kf_nat_divide(&whole, &rest, out, &by);
        (void)kf_nat_fits_u64(&rest, &left);
        kf_nat_mul_small(out, (uint32_t)(size / kf_common(size, left)));
    }
    return out->n <= AC1_LIMBS;
}

/* The share of category c, × multiple × units. */
static void ac1_share(const kf_criterion *criterion, int32_t c, const kf_nat *multiple, kf_nat *out)
{
    kf_nat_of(out, 0);
    for (int32_t i = 0; i < criterion->n_classes; i++) {
        const kf_agree_class *of = &criterion->classes[i];
        kf_nat size, part, rest;
        if (!of->counts[c])
            continue;
        kf_nat_of(&size, (uint64_t)of->size);
        kf_nat_divide(&part, &rest, multiple, &size);
        kf_nat_mul_small(&part, (uint32_t)of->counts[c]);
        kf_nat_add(out, out, &part);
    }
}

/* Sum of share × (1 - share) / (categories - 1). */
static void ac1_expected(const kf_criterion *criterion, kf_ratio *out)
{
    kf_nat multiple, share, square, sum, whole;
    kf_ratio others;
    if (!ac1_multiple(criterion, &multiple)) {
        kf_ratio_set(out, 1, 0);
        return;
    }
    kf_nat_of(&sum, 0);
    for (int32_t c = 0; c < criterion->n_categories; c++) {
        ac1_share(criterion, c, &multiple, &share);
        kf_nat_mul(&square, &share, &share);
        kf_nat_add(&sum, &sum, &square);
    }
    kf_nat_mul_small(&multiple, (uint32_t)criterion->all.units);
    kf_nat_mul(&whole, &multiple, &multiple);
    kf_ratio_nats(out, &sum, &whole);
    kf_agree_less(out);
    kf_ratio_set(&others, criterion->n_categories - 1, 1);
    kf_ratio_div(out, out, &others);
}

void kf_agree_ac1(const kf_criterion *criterion, int32_t distance, kf_agreed *out)
{
    (void)distance;
    if (!criterion->pairs.units) {
        kf_agree_none(criterion, KEFU_AGREE_NO_PAIRS, out);
        return;
    }
    out->of = criterion->all;
    out->of.units = criterion->pairs.units;
    kf_agree_seen(criterion, &out->observed);
    if (criterion->n_categories > 1) { /* else a guess could not be wrong */
        ac1_expected(criterion, &out->expected);
        kf_agree_beyond_chance(out);
    }
    if (kf_agree_is_single(criterion, 0))
        out->why = KEFU_AGREE_ONE_CATEGORY;
}
