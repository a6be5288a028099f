/* score_tier.c - forced distribution: the ranked people of each group shared out by places. */
#include "base/fail.h"
#include "score/scoring.h"

/* The tier that a position (from 0, best first) falls into. */
static int32_t tier_at(const int64_t *quotas, int32_t n, int64_t position)
{
    int64_t end = 0;
    for (int32_t i = 0; i < n; i++) {
        end += quotas[i];
        if (position < end)
            return i;
    }
    return n - 1;
}

/* Positions first .. end - 1 have the same total. */
static void tier_give(const kf_scoring *s, const int64_t *quotas, const int64_t *order,
                      int64_t first, int64_t end)
{
    const kefu_card *card = s->card;
    for (int64_t i = first; i < end; i++) {
        int64_t position = card->tier_ties == KF_TIES_BETTER  ? first
                           : card->tier_ties == KF_TIES_WORSE ? end - 1
                                                              : i;
        s->sheet->lines[order[i]].tier = tier_at(quotas, card->n_tiers, position);
    }
}

/* The ranked people of one group, best first. */
static kefu_status tier_group(const kf_scoring *s, const int64_t *shares, int64_t *quotas,
                              const int64_t *order, int64_t n)
{
    const kf_line *lines = s->sheet->lines;
    kefu_status status = kefu_apportion(&s->memory.with, n, shares, s->card->n_tiers,
                                        KEFU_REST_FIRST, quotas, s->error);
    for (int64_t first = 0; first < n && !status;) {
        int64_t end = first + 1;
        while (end < n && lines[order[end]].total == lines[order[first]].total)
            end++;
        tier_give(s, quotas, order, first, end);
        first = end;
    }
    return status;
}

static kefu_status tier_groups(const kf_scoring *s, const int64_t *shares, int64_t *quotas)
{
    const kefu_sheet *sheet = s->sheet;
    kefu_status status = KEFU_OK;
    for (size_t first = 0; first < sheet->n && !status;) {
        int32_t group = sheet->lines[sheet->order[first]].group;
        size_t end = first, ranked = 0;
        for (; end < sheet->n && sheet->lines[sheet->order[end]].group == group; end++)
            ranked += sheet->lines[sheet->order[end]].place.state == KEFU_PLACE_RANKED;
        if (ranked)
            status = tier_group(s, shares, quotas, sheet->order + first, (int64_t)ranked);
        first = end;
    }
    return status;
}

kefu_status kf_score_tiers(kf_scoring *s)
{
    size_t n = (size_t)s->card->n_tiers;
    int64_t *shares, *quotas;
    kefu_status status;
    if (!n)
        return KEFU_OK;
    shares = kf_alloc_array(&s->memory, n, sizeof *shares);
    quotas = kf_alloc_array(&s->memory, n, sizeof *quotas);
    status = shares && quotas ? KEFU_OK : kf_no_memory(s->error);
    for (size_t i = 0; i < n && !status; i++)
        shares[i] = s->card->tiers[i].share;
    if (!status)
        status = tier_groups(s, shares, quotas);
    kf_free_array(&s->memory, shares, n, sizeof *shares);
    kf_free_array(&s->memory, quotas, n, sizeof *quotas);
    return status;
}
