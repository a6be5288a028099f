/* agree_alpha.c - Krippendorff's alpha (2011) from the sums over his coincidence matrix, which is
 * never laid out: o_ck adds up unit by unit, and the distances are squares of differences of places
 * on a line (of numbers; ordinal: of mid-ranks, whose difference is his n_c/2 + ... + n_k/2).
 */
#include "agree/agree.h"

/* Places of the categories; NULL: nominal. */
static const int64_t *alpha_places(const kf_criterion *criterion, int32_t distance)
{
    if (distance == KEFU_APART_NOMINAL)
        return NULL;
    return distance == KEFU_APART_ORDINAL ? criterion->ranks : criterion->numbers;
}

static void alpha_ratio(kf_ratio *out, const kf_i192 *sum)
{
    uint64_t words[3];
    kf_nat num, one;
    (void)kf_i192_magnitude(*sum, words);
    kf_nat_of_words(&num, words, 3);
    kf_nat_of(&one, 1);
    kf_ratio_nats(out, &num, &one);
}

/* Distances of unordered pairs of marks on one unit, over the units of a class: of a unit it is
 * m × (sum of squares) - (square of the sum). */
static void alpha_class(const kf_agree_class *of, const int64_t *places, kf_i192 *sum)
{
    const kf_agree_mark *mark = of->marks;
    for (int64_t u = 0; u < of->units; u++) {
        int64_t total = 0;
        for (int64_t i = 0; i < of->size; i++, mark++) {
            int64_t place = places[mark->category];
            kf_i192_add_product(sum, of->size * place, place);
            total += place;
        }
        kf_i192_add_product(sum, -total, total);
    }
}

/* Of all units, each pair weighing 1 / (marks of its unit - 1). */
static void alpha_seen(const kf_criterion *criterion, const int64_t *places, kf_ratio *out)
{
    kf_ratio part, others;
    kf_ratio_set(out, 0, 1);
    for (int32_t i = criterion->paired; i < criterion->n_classes; i++) {
        const kf_agree_class *of = &criterion->classes[i];
        kf_i192 sum = kf_i192_of(kf_i128_of(0));
        if (places)
            alpha_class(of, places, &sum);
        else
            sum = kf_i192_of(kf_i128_of((of->units * of->size * (of->size - 1) - of->same) / 2));
        alpha_ratio(&part, &sum);
        kf_ratio_set(&others, of->size - 1, 1);
        kf_ratio_div(&part, &part, &others);
        kf_ratio_add(out, out, &part);
    }
}

/* Distances of unordered pairs of any marks. */
static void alpha_chance(const kf_criterion *criterion, const int64_t *places, kf_ratio *out)
{
    kf_i192 sum = kf_i192_of(kf_i128_of(0));
    for (int32_t c = 0; c < criterion->n_categories; c++)
        for (int32_t k = 0; k < c && criterion->counts[c]; k++) {
            int64_t apart = places ? places[c] - places[k] : 1;
            kf_i192_add_product(&sum, criterion->counts[c] * apart, criterion->counts[k] * apart);
        }
    alpha_ratio(out, &sum);
}

/* The square of the largest distance of two categories, 1 where there is none. */
static void alpha_most(const kf_criterion *criterion, const int64_t *places, kf_ratio *out)
{
    int64_t low = places ? places[0] : 0, high = low;
    for (int32_t c = 0; places && c < criterion->n_categories; c++) {
        low = places[c] < low ? places[c] : low;
        high = places[c] > high ? places[c] : high;
    }
    high += high == low;
    kf_ratio_wide(out, kf_i128_mul(high - low, high - low), kf_i128_of(1));
}

/* 1 - 2 × sum / (pairs × most) */
static void alpha_agreement(kf_ratio *sum, int64_t pairs, const kf_ratio *most)
{
    kf_ratio by;
    kf_ratio_set(&by, 2, pairs);
    kf_ratio_mul(sum, sum, &by);
    kf_ratio_div(sum, sum, most);
    kf_agree_less(sum);
}

void kf_agree_alpha(const kf_criterion *criterion, int32_t distance, kf_agreed *out)
{
    const int64_t *places = alpha_places(criterion, distance);
    const int64_t marks = criterion->pairs.marks;
    kf_ratio most;
    if (!marks) {
        kf_agree_none(criterion, KEFU_AGREE_NO_PAIRS, out);
        return;
    }
    out->of = criterion->pairs;
    alpha_most(criterion, places, &most);
    alpha_seen(criterion, places, &out->observed);
    alpha_agreement(&out->observed, marks, &most);
    alpha_chance(criterion, places, &out->expected);
    alpha_agreement(&out->expected, marks * (marks - 1), &most);
    kf_agree_beyond_chance(out);
}
