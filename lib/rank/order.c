/* order.c - a stable merge sort of values by group, state, value and id. */
#include "rank/order.h"

#include <string.h>

#include "base/fail.h"
#include "base/wide.h"

/* ---- What comes first ----------------------------------------------------------------------- */

/* Unreduced fractions by cross-multiplication; most columns share one denominator. */
static int32_t order_by_value(const kf_ordered *a, const kf_ordered *b)
{
    if (a->den == b->den)
        return (a->num > b->num) - (a->num < b->num);
    return kf_i128_compare(kf_i128_mul(a->num, b->den), kf_i128_mul(b->num, a->den));
}

static int32_t order_by_id(const kefu_text *ids, int64_t a, int64_t b)
{
    const kefu_text *x = &ids[a], *y = &ids[b];
    size_t shared = x->size < y->size ? x->size : y->size;
    int32_t bytes = shared ? memcmp(x->data, y->data, shared) : 0;
    return bytes ? bytes : (x->size > y->size) - (x->size < y->size);
}

/* < 0 if a is printed before b. The index is left to the sort, which is stable. */
static int32_t order_compare(const kefu_rank_options *options, const kf_ordered *a,
                             const kf_ordered *b)
{
    int32_t by_value;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->state != b->state)
        return a->state < b->state ? -1 : 1;
    by_value = a->state == KEFU_PLACE_NO_VALUE ? 0 : order_by_value(a, b);
    if (by_value)
        return options->lower_first ? by_value : -by_value;
    return options->ids ? order_by_id(options->ids, a->index, b->index) : 0;
}

/* ---- Merge sort ----------------------------------------------------------------------------- */

enum { ORDER_RUN = 12 }; /* items sorted by insertion before merging begins */

static void order_insertion(const kefu_rank_options *options, kf_ordered *items, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        kf_ordered item = items[i];
        size_t j = i;
        for (; j && order_compare(options, &item, &items[j - 1]) < 0; j--)
            items[j] = items[j - 1];
        items[j] = item;
    }
}

static void order_merge(const kefu_rank_options *options, const kf_ordered *from, kf_ordered *to,
                        size_t middle, size_t n)
{
    size_t left = 0, right = middle, at = 0;
    if (middle >= n || order_compare(options, &from[middle], &from[middle - 1]) >= 0) {
        memcpy(to, from, n * sizeof *to);
        return;
    }
    while (left < middle && right < n)
        to[at++] =
            order_compare(options, &from[right], &from[left]) < 0 ? from[right++] : from[left++];
    memcpy(to + at, from + left, (middle - left) * sizeof *to);
    memcpy(to + at + (middle - left), from + right, (n - right) * sizeof *to);
}

/* Sorts `items` with the help of `spare`; gives the one of the two that holds the result. */
static kf_ordered *order_sort(const kefu_rank_options *options, kf_ordered *items,
                              kf_ordered *spare, size_t n)
{
    if (kf_order_has_radix(options, items, n))
        return kf_order_radix(options, items, spare, n);
    for (size_t i = 0; i < n; i += ORDER_RUN)
        order_insertion(options, items + i, n - i < ORDER_RUN ? n - i : ORDER_RUN);
    for (size_t width = ORDER_RUN; width < n; width *= 2) {
        kf_ordered *swap = items;
        for (size_t i = 0; i < n;) {
            size_t rest = n - i;
            size_t both = rest / 2 < width ? rest : width * 2;
            order_merge(options, items + i, spare + i, width < both ? width : both, both);
            i += both;
        }
        items = spare;
        spare = swap;
    }
    return items;
}

/* ---- Open, close ---------------------------------------------------------------------------- */

static int32_t order_state(const kefu_value *value, int64_t min_n)
{
    if (value->den == 0 || value->status >= KEFU_VALUE_NO_DATA)
        return KEFU_PLACE_NO_VALUE;
    if (value->status == KEFU_VALUE_LOW_VOLUME || (value->flags & KEFU_VALUE_HAS_LOW_VOLUME) ||
        (value->n >= 0 && value->n < min_n))
        return KEFU_PLACE_LOW_VOLUME;
    return KEFU_PLACE_RANKED;
}

static kefu_status order_fill(kf_ordered *items, const kefu_value *values, size_t n,
                              const kefu_rank_options *options, kefu_error *error)
{
    for (size_t i = 0; i < n; i++) {
        const kefu_value *value = &values[i];
        if (value->den < 0)
            return kf_fail_row(error, KEFU_E_ARGUMENT, (int64_t)i,
                               "value %i: the denominator is negative", (int64_t)i);
        if (options->ids && !options->ids[i].data && options->ids[i].size)
            return kf_fail_row(error, KEFU_E_ARGUMENT, (int64_t)i, "id %i is NULL", (int64_t)i);
        items[i].num = value->num;
        items[i].den = value->den;
        items[i].index = (int64_t)i;
        items[i].group = options->groups ? options->groups[i] : 0;
        items[i].state = order_state(value, options->min_n);
    }
    return KEFU_OK;
}

static kefu_status order_options(kefu_rank_options *ours, const kefu_rank_options *theirs,
                                 kefu_error *error)
{
    kefu_status status = kf_take_options(ours, sizeof *ours, theirs, error);
    if (status)
        return status;
    if (ours->ties < KEFU_TIES_COMPETITION || ours->ties > KEFU_TIES_ORDINAL)
        return kf_fail(error, KEFU_E_UNSUPPORTED, "ties: %d is not one of KEFU_TIES_...",
                       ours->ties);
    if (ours->lower_first != 0 && ours->lower_first != 1)
        return kf_fail(error, KEFU_E_ARGUMENT, "lower_first: expected 0 or 1, not %d",
                       ours->lower_first);
    return KEFU_OK;
}

kefu_status kf_order_open(kf_order *order, const kefu_value *values, int64_t n,
                          const kefu_rank_options *options, kefu_error *error)
{
    kf_ordered *spare;
    kefu_status status = order_options(&order->options, options, error);
    if (status)
        return status;
    if (n < 0 || (n && !values))
        return kf_fail(error, KEFU_E_ARGUMENT, "values: NULL, or their number %i is negative", n);
    status = kf_memory_init(&order->memory, order->options.allocator, error);
    if (status)
        return status;
    if ((uint64_t)n > SIZE_MAX / sizeof *order->items)
        return kf_no_memory(error);
    order->n = (size_t)n;
    order->items = kf_alloc_array(&order->memory, order->n, sizeof *order->items);
    spare = kf_alloc_array(&order->memory, order->n, sizeof *spare);
    if (order->items && spare)
        status = order_fill(order->items, values, order->n, &order->options, error);
    else
        status = kf_no_memory(error);
    if (!status) {
        kf_ordered *sorted = order_sort(&order->options, order->items, spare, order->n);
        spare = sorted == spare ? order->items : spare;
        order->items = sorted;
    }
    kf_free_array(&order->memory, spare, order->n, sizeof *spare);
    if (status)
        kf_order_close(order);
    return status;
}

void kf_order_close(kf_order *order)
{
    kf_free_array(&order->memory, order->items, order->n, sizeof *order->items);
    order->items = NULL;
}

/* ---- Runs ----------------------------------------------------------------------------------- */

size_t kf_order_group_end(const kf_order *order, size_t first)
{
    size_t end = first;
    while (end < order->n && order->items[end].group == order->items[first].group)
        end++;
    return end;
}

size_t kf_order_ranked_end(const kf_order *order, size_t first, size_t end)
{
    while (first < end && order->items[first].state == KEFU_PLACE_RANKED)
        first++;
    return first;
}

size_t kf_order_tie_end(const kf_order *order, size_t first, size_t end)
{
    size_t last = first + 1;
    while (last < end && order_by_value(&order->items[first], &order->items[last]) == 0)
        last++;
    return last;
}
