/* basis_target.c - completions: a figure over its target, by days on duty and the ramp.
 *
 * figure / (target × days on duty / of × share of the ramp), one fraction that is rounded at most
 * once, whatever the target itself comes to as it is shown. */
#include "base/decimal.h"
#include "base/fail.h"
#include "score/fraction.h"
#include "score/scoring.h"

enum { TARGET_FACTORS = 3 };

/* The factors of a row's target; how many, 0 if it has none above 0. */
static int32_t target_factors(const kf_scoring *s, const kf_target *target, const kefu_value *own,
                              size_t row, kf_part factors[TARGET_FACTORS])
{
    kefu_value parts[TARGET_FACTORS];
    int32_t n = 0;
    parts[n++] = *own;
    if (target->days)
        parts[n++] = kf_cell(&s->sheet->days, row);
    if (target->ramp)
        parts[n++] = kf_cell(&s->sheet->ramp, row);
    for (int32_t i = 0; i < n; i++) {
        if (parts[i].den <= 0 || parts[i].num <= 0)
            return 0;
        factors[i].num = parts[i].num;
        factors[i].den = parts[i].den;
    }
    return n;
}

static kefu_status target_row(const kf_scoring *s, int32_t index, const kefu_value *own, size_t row,
                              kefu_value *made, kefu_value *against)
{
    static const kefu_value none = {0, 0, -1, KEFU_VALUE_NO_DATA, 0};
    const kf_item *item = &s->card->items[index];
    kefu_value value = kf_cell(&s->sheet->columns[index].cells, row);
    kf_part factors[TARGET_FACTORS + 1];
    int32_t n = target_factors(s, &item->target, own, row, factors);
    *made = *against = none;
    if (!n)
        return KEFU_OK;
    *against = kf_fraction_product(factors, n);
    if (value.den <= 0)
        return KEFU_OK;
    for (int32_t i = 0; i < n; i++) {
        int64_t num = factors[i].num;
        factors[i].num = factors[i].den;
        factors[i].den = num;
    }
    factors[n].num = value.num;
    factors[n].den = value.den;
    *made = kf_fraction_product(factors, n + 1);
    if (against->den && made->den)
        return KEFU_OK;
    return kf_fail(s->error, KEFU_E_OVERFLOW,
                   "item '%s' of '%s': the target, or the completion, does not fit 64 bits; is the "
                   "unit of the target that of the figure?",
                   item->id, s->sheet->lines[row].person);
}

static kefu_status target_block(kf_scoring *s, int32_t index, int32_t metric, size_t first,
                                size_t count, kf_basis_block *block, kefu_value *own)
{
    const kf_target *target = &s->card->items[index].target;
    kefu_status status = KEFU_OK;
    kefu_value amount = {target->value, kf_pow10(target->scale), -1, KEFU_VALUE_OK, 0};
    for (size_t i = 0; i < count && !target->metric; i++)
        own[i] = amount;
    if (target->metric && kefu_frame_values(s->frame, metric, (int64_t)first, (int64_t)count, own))
        return kf_fail(s->error, KEFU_E_INTERNAL, "the frame lost metric '%s'", target->metric);
    for (size_t i = 0; i < count && !status; i++)
        status = target_row(s, index, &own[i], first + i, &block->made[i], &block->against[i]);
    return status ? status : kf_basis_keep(s, index, first, count, block);
}

kefu_status kf_basis_targets(kf_scoring *s, int32_t index)
{
    const kf_target *target = &s->card->items[index].target;
    kefu_value *own;
    kf_basis_block *block;
    int32_t metric = -1;
    kefu_status status = KEFU_OK;
    if (target->metric)
        status = kefu_frame_find_metric(s->frame, target->metric, &metric, s->error);
    if (status)
        return status;
    own = kf_alloc_array(&s->memory, KF_SCORE_BLOCK, sizeof *own);
    block = kf_alloc_array(&s->memory, 1, sizeof *block);
    if (!own || !block)
        status = kf_no_memory(s->error);
    for (size_t first = 0; first < s->sheet->n && !status; first += KF_SCORE_BLOCK) {
        size_t left = s->sheet->n - first;
        status = target_block(s, index, metric, first,
                              left < KF_SCORE_BLOCK ? left : KF_SCORE_BLOCK, block, own);
    }
    kf_free_array(&s->memory, own, KF_SCORE_BLOCK, sizeof *own);
    kf_free_array(&s->memory, block, 1, sizeof *block);
    return status;
}
