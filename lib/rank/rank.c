/* rank.c - places of values within their groups. */
#include "base/fail.h"
#include "rank/order.h"

/* Place × 2 of the item at `at` in a run of ties first .. last-1 (0-based within the group), which
 * is the group's run number `run` (0-based). */
static int64_t rank_twice(int32_t ties, size_t at, size_t first, size_t last, size_t run)
{
    switch (ties) {
    case KEFU_TIES_DENSE:
        return 2 * ((int64_t)run + 1);
    case KEFU_TIES_MODIFIED:
        return 2 * (int64_t)last;
    case KEFU_TIES_FRACTIONAL:
        return (int64_t)first + 1 + (int64_t)last;
    case KEFU_TIES_ORDINAL:
        return 2 * ((int64_t)at + 1);
    default:
        return 2 * ((int64_t)first + 1);
    }
}

static void rank_group(const kf_order *order, size_t first, size_t end, kefu_place *places)
{
    size_t ranked_end = kf_order_ranked_end(order, first, end);
    int32_t ties = order->options.ties;
    size_t run = 0;
    for (size_t i = first; i < ranked_end; run++) {
        size_t last = kf_order_tie_end(order, i, ranked_end);
        int64_t tied = ties == KEFU_TIES_ORDINAL ? 1 : (int64_t)(last - i);
        for (size_t j = i; j < last; j++) {
            kefu_place *place = &places[order->items[j].index];
            place->twice = rank_twice(ties, j - first, i - first, last - first, run);
            place->tied = tied;
        }
        i = last;
    }
    for (size_t i = first; i < end; i++) {
        kefu_place *place = &places[order->items[i].index];
        if (i >= ranked_end)
            place->twice = place->tied = 0;
        place->ranked = (int64_t)(ranked_end - first);
        place->group = order->items[i].group;
        place->state = order->items[i].state;
    }
}

kefu_status KEFU_CALL kefu_rank(const kefu_value *values, int64_t n,
                                const kefu_rank_options *options, kefu_place *places,
                                int64_t *order_out, kefu_error *error)
{
    kf_order order;
    kefu_status status;
    if (n > 0 && !places)
        return kf_fail(error, KEFU_E_ARGUMENT, "kefu_rank: places is NULL");
    status = kf_order_open(&order, values, n, options, error);
    if (status)
        return status;
    for (size_t first = 0; first < order.n;) {
        size_t end = kf_order_group_end(&order, first);
        rank_group(&order, first, end, places);
        first = end;
    }
    for (size_t i = 0; order_out && i < order.n; i++)
        order_out[i] = order.items[i].index;
    kf_order_close(&order);
    return KEFU_OK;
}
