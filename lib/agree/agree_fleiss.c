/* agree_fleiss.c - Fleiss's kappa (1971): equally many marks on each unit, by whomever. */
#include "agree/agree.h"

/* Chance: the sum of the squared shares of categories. */
static void fleiss_expected(const kf_criterion *criterion, kf_ratio *out)
{
    int64_t squares = 0; /* at most the marks squared, below 2^62 */
    for (int32_t c = 0; c < criterion->n_categories; c++)
        squares += criterion->counts[c] * criterion->counts[c];
    kf_ratio_set(out, squares, criterion->pairs.marks * criterion->pairs.marks);
}

void kf_agree_fleiss(const kf_criterion *criterion, int32_t distance, kf_agreed *out)
{
    (void)distance;
    if (criterion->n_classes > 1) {
        kf_agree_none(criterion, KEFU_AGREE_UNEVEN, out);
        return;
    }
    if (!criterion->pairs.units) {
        kf_agree_none(criterion, KEFU_AGREE_NO_PAIRS, out);
        return;
    }
    out->of = criterion->pairs;
    kf_agree_seen(criterion, &out->observed);
    fleiss_expected(criterion, &out->expected);
    kf_agree_beyond_chance(out);
}
