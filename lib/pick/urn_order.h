/* urn_order.h - the order of the rows of an urn: sorting, and the least of them. */
#ifndef KF_URN_ORDER_H
#define KF_URN_ORDER_H

#include "pick/urn.h"

/* What comes first in the comparison: wait / weight, or the hash. */
enum { KF_URN_BY_WAIT = 0, KF_URN_BY_HASH = 1 };

/* < 0, 0, > 0 */
int32_t kf_urn_order(const kf_urn_row *a, const kf_urn_row *b, int32_t by);
/* Rising, O(n log n), in place. */
void kf_urn_sort_rows(kf_urn_row *rows, size_t n, int32_t by);
/* Puts the row that would be at `at` in that order there, none greater before it, none less behind
 * it; at < n. O(n) on average, O(n log n) */
void kf_urn_select(kf_urn_row *rows, size_t n, size_t at, int32_t by);

#endif
