/* sort.h - putting numbers of things into the order of the things. */
#ifndef KF_SORT_H
#define KF_SORT_H

#include "base/alloc.h"

/* < 0, 0, > 0 for things number a and b of `things`. */
typedef int32_t (*kf_compare_fn)(const void *things, uint32_t a, uint32_t b);

/* Sorts numbers[0..n-1], keeping equal ones as they were. O(n log n), with room for n numbers more;
 * KEFU_E_MEMORY leaves them unsorted. */
kefu_status kf_sort(const kf_memory *memory, uint32_t *numbers, size_t n, kf_compare_fn compare,
                    const void *things, kefu_error *error);

/* Puts values[0..n-1] into rising order, with `room` for n more. O(n × digits that differ) */
void kf_sort_integers(int64_t *values, int64_t *room, size_t n);

/* Numbers of the first name that has come before and of the one before it, to twins[1] and
 * twins[0]; twins[1] is 0 if all names are different. O(n log n) */
kefu_status kf_find_twins(const kf_memory *memory, const char *const *names, size_t n,
                          uint32_t twins[2], kefu_error *error);

#endif
