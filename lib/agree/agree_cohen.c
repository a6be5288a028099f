/* agree_cohen.c - Cohen's kappa of two inspectors (1960), weighted (1968). */
#include "agree/agree.h"

static int64_t cohen_apart(int32_t distance, int64_t i, int64_t j)
{
    int64_t apart = i < j ? j - i : i - j;
    if (distance == KEFU_APART_LINEAR)
        return apart;
    return distance == KEFU_APART_SQUARED ? apart * apart : apart != 0;
}

/* Distances of the two marks on each unit, added up: below 2^31 × 10^6. */
static int64_t cohen_seen(const kf_criterion *criterion, int32_t distance)
{
    const kf_agree_class *of = &criterion->classes[criterion->paired];
    int64_t sum = 0;
    for (int64_t u = 0; u < of->units; u++)
        sum += cohen_apart(distance, of->marks[2 * u].category, of->marks[2 * u + 1].category);
    return sum;
}

/* Distances of each mark of one from each of the other: below 2^62 × 10^6. */
static kf_i128 cohen_chance(const kf_criterion *criterion, int32_t distance)
{
    kf_i128 sum = kf_i128_of(0);
    for (int32_t i = 0; i < criterion->n_categories; i++)
        for (int32_t j = 0; j < criterion->n_categories && criterion->first[i]; j++) {
            int64_t other = criterion->counts[j] - criterion->first[j];
            sum = kf_i128_add(
                sum, kf_i128_mul(criterion->first[i] * other, cohen_apart(distance, i, j)));
        }
    return sum;
}

/* Agreement is 1 - the mean distance as a part of the largest there can be. */
void kf_agree_cohen(const kf_criterion *criterion, int32_t distance, kf_agreed *out)
{
    const int64_t units = criterion->pairs.units;
    if (criterion->all.raters != 2 || !units) {
        int32_t why = criterion->all.raters != 2 ? KEFU_AGREE_RATERS : KEFU_AGREE_NO_PAIRS;
        kf_agree_none(criterion, why, out);
        return;
    }
    int64_t most = cohen_apart(distance, 0, criterion->n_categories - 1);
    most += most == 0; /* one category: nothing is apart */
    out->of = criterion->pairs;
    kf_ratio_set(&out->observed, cohen_seen(criterion, distance), units * most);
    kf_ratio_wide(&out->expected, cohen_chance(criterion, distance),
                  kf_i128_mul(units * units, most));
    kf_agree_less(&out->observed);
    kf_agree_less(&out->expected);
    kf_agree_beyond_chance(out);
}
