/* stock_merge.c - two stock-takes as one. */
#include <string.h>

#include "base/fail.h"
#include "stock/stock.h"

static kefu_status stock_merge_pins(kefu_stock *stock, kf_stock_state *to,
                                    const kf_stock_state *from, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    for (int32_t i = 0; i < from->n_pins && !status; i++) {
        kf_stock_pinned pin = from->pins[i];
        const kefu_text review = {pin.review, pin.size};
        status = kf_stock_pin_text(stock, &pin, review, error);
        if (!status)
            status = kf_stock_pin(stock, to, &pin, error);
    }
    return status;
}

static kefu_status stock_merge_product(kefu_stock *stock, const kefu_stock *other, uint32_t number,
                                       kefu_error *error)
{
    const kf_stock_state *from = &other->states[number];
    kf_stock_state *to = NULL;
    kefu_status status = kf_stock_state_of(stock, kf_groups_key(other->groups, number), &to, error);
    if (status)
        return status;
    if (!kf_stock_add_counts(to->counts, from->counts, KF_STOCK_COUNTS) ||
        !kf_stock_add_counts(to->causes[0], from->causes[0], KF_CAUSES * KF_STOCK_CAUSE_COUNTS))
        return kf_fail(error, KEFU_E_OVERFLOW, "kefu_stock_merge: a count leaves 63 bits");
    return stock_merge_pins(stock, to, from, error);
}

static kefu_status stock_may_merge(const kefu_stock *stock, const kefu_stock *other,
                                   kefu_error *error)
{
    if (stock == other)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_stock_merge: both are one");
    if (stock->pins != other->pins)
        return kf_fail(error, KEFU_E_MISMATCH, "kefu_stock_merge: %d pins and %d", stock->pins,
                       other->pins);
    if (stock->reviewer[0] && other->reviewer[0] && strcmp(stock->reviewer, other->reviewer))
        return kf_fail(error, KEFU_E_MISMATCH, "kefu_stock_merge: made with reviewers %s and %s",
                       stock->reviewer, other->reviewer);
    return KEFU_OK;
}

kefu_status KEFU_CALL kefu_stock_merge(kefu_stock *stock, const kefu_stock *other,
                                       kefu_error *error)
{
    kefu_status status = kf_stock_healthy(stock, "kefu_stock_merge", error);
    if (!status)
        status = kf_stock_healthy(other, "kefu_stock_merge", error);
    if (!status)
        status = stock_may_merge(stock, other, error);
    if (status)
        return status;
    for (uint32_t i = 0; i < kf_groups_count(other->groups) && !status; i++)
        status = stock_merge_product(stock, other, i, error);
    if (!status && other->reviewer[0])
        memcpy(stock->reviewer, other->reviewer, sizeof stock->reviewer);
    stock->poisoned = status != KEFU_OK;
    return status;
}
