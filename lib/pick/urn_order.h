/* urn_order.h - the order of the rows of an urn: heaps and sorting. */
#ifndef KF_URN_ORDER_H
#define KF_URN_ORDER_H

#include "pick/urn.h"

/* What comes first in the comparison: wait / weight, or the hash. */
enum { KF_URN_BY_WAIT = 0, KF_URN_BY_HASH = 1 };

/* < 0, 0, > 0 */
int32_t kf_urn_order(const kf_urn_row *a, const kf_urn_row *b, int32_t by);
/* Makes a heap whose root is the greatest; O(n). Moves row `at` down to where it belongs in one. */
void kf_urn_heap(kf_urn_row *rows, size_t n, int32_t by);
void kf_urn_sink(kf_urn_row *rows, size_t n, size_t at, int32_t by);
/* Rising, O(n log n), in place. */
void kf_urn_sort_rows(kf_urn_row *rows, size_t n, int32_t by);

#endif
