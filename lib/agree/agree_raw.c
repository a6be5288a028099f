/* agree_raw.c - pairs of marks that agree, and Fleiss's mean of them over units. */
#include "agree/agree.h"

void kf_agree_seen(const kf_criterion *criterion, kf_ratio *out)
{
    kf_ratio part;
    kf_ratio_set(out, 0, 1);
    for (int32_t i = criterion->paired; i < criterion->n_classes; i++) {
        const kf_agree_class *of = &criterion->classes[i];
        kf_ratio_set(&part, of->same, of->size * (of->size - 1));
        kf_ratio_add(out, out, &part);
    }
    kf_ratio_set(&part, criterion->pairs.units, 1);
    kf_ratio_div(out, out, &part);
}

int32_t kf_agree_is_single(const kf_criterion *criterion, int32_t from)
{
    int32_t used = 0;
    for (int32_t c = 0; c < criterion->n_categories && used < 2; c++) {
        int64_t marks = 0;
        for (int32_t i = from; i < criterion->n_classes; i++)
            marks += criterion->classes[i].counts[c];
        used += marks > 0;
    }
    return used == 1;
}

void kf_agree_raw(const kf_criterion *criterion, int32_t distance, kf_agreed *out)
{
    (void)distance;
    if (!criterion->pairs.units) {
        kf_agree_none(criterion, KEFU_AGREE_NO_PAIRS, out);
        return;
    }
    out->of = criterion->pairs;
    out->has_value = 1;
    kf_agree_seen(criterion, &out->observed);
    out->value = out->observed;
    if (kf_agree_is_single(criterion, criterion->paired))
        out->why = KEFU_AGREE_ONE_CATEGORY;
}
