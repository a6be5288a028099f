/* top.c - the best k of each group. */
#include "base/fail.h"
#include "rank/order.h"

/* One past the last ranked item of the group first .. end-1 to take. */
static size_t top_end(const kf_order *order, size_t first, size_t end, int64_t k, int32_t with_ties)
{
    size_t ranked_end = kf_order_ranked_end(order, first, end);
    size_t cut;
    if (k == 0 || (uint64_t)k >= ranked_end - first)
        return k ? ranked_end : first;
    cut = first + (size_t)k;
    while (with_ties && cut < ranked_end && kf_order_tie_end(order, cut - 1, cut + 1) > cut)
        cut++;
    return cut;
}

kefu_status KEFU_CALL kefu_rank_top(const kefu_value *values, int64_t n, int64_t k,
                                    int32_t with_ties, const kefu_rank_options *options,
                                    int64_t *out, int64_t capacity, int64_t *count,
                                    kefu_error *error)
{
    kf_order order;
    int64_t taken = 0;
    kefu_status status;
    if (!count || (n > 0 && !out))
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_rank_top: out or count is NULL");
    if (k < 0 || capacity < n)
        return kf_fail(error, KEFU_E_ARGUMENT,
                       "kefu_rank_top: expected k >= 0, not %i, and a capacity of at least %i", k,
                       n);
    if (with_ties != 0 && with_ties != 1)
        return kf_fail(error, KEFU_E_ARGUMENT, "with_ties: expected 0 or 1, not %d", with_ties);
    status = kf_order_open(&order, values, n, options, error);
    if (status)
        return status;
    for (size_t first = 0; first < order.n;) {
        size_t end = kf_order_group_end(&order, first);
        size_t cut = top_end(&order, first, end, k, with_ties);
        for (size_t i = first; i < cut; i++)
            out[taken++] = order.items[i].index;
        first = end;
    }
    *count = taken;
    kf_order_close(&order);
    return KEFU_OK;
}
