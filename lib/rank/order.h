/* order.h - the sorted order that places and top-k are read from. */
#ifndef KF_ORDER_H
#define KF_ORDER_H

#include "base/alloc.h"
#include "kefu/rank.h"

/* A value on its way through the sort; what decides is packed so that merging walks memory. */
typedef struct kf_ordered {
    int64_t num, den; /* den 0: no number */
    int64_t index;    /* in the caller's array */
    int32_t group;
    int32_t state; /* KEFU_PLACE_RANKED ... */
} kf_ordered;

typedef struct kf_order {
    kf_memory memory;
    kefu_rank_options options;
    kf_ordered *items; /* n, in the order of kefu_rank */
    size_t n;
} kf_order;

/* Checks the arguments and sorts. On failure there is nothing to close. */
kefu_status kf_order_open(kf_order *order, const kefu_value *values, int64_t n,
                          const kefu_rank_options *options, kefu_error *error);
void kf_order_close(kf_order *order);
/* 1 if kf_order_radix may sort the items: much faster for many. */
int32_t kf_order_has_radix(const kefu_rank_options *options, const kf_ordered *items, size_t n);
/* Sorts with the help of `spare`; gives the one of the two that holds the result. Stable. */
kf_ordered *kf_order_radix(const kefu_rank_options *options, kf_ordered *items, kf_ordered *spare,
                           size_t n);
/* One past the last item of the group that begins at `first`. */
size_t kf_order_group_end(const kf_order *order, size_t first);
/* One past the last ranked item of items first .. end-1, which are one group. */
size_t kf_order_ranked_end(const kf_order *order, size_t first, size_t end);
/* One past the last item that ties with the one at `first`, before `end`. */
size_t kf_order_tie_end(const kf_order *order, size_t first, size_t end);

#endif
