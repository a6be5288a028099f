/* group_gather.h - loops over packed keys that are compiled for each width of registers. */
#ifndef KF_GROUP_GATHER_H
#define KF_GROUP_GATHER_H

#include "table/group_table.h"

/* Puts the numbers of keys to numbers[], by a table that has room for them all; UINT32_MAX for
 * those that are not known. The result is the bits that occur among the numbers. */
typedef uint32_t (*kf_group_gatherer)(const void *at, size_t count, const uint32_t *by_value,
                                      const uint32_t *cells, uint32_t *numbers);

/* For keys of as many bytes. */
typedef struct kf_group_loops {
    int64_t size;
    /* Bits that occur among the keys, and bits that all have. */
    void (*look)(const void *at, size_t count, uint64_t *some, uint64_t *every);
    kf_group_gatherer gather;     /* the numbers by_value[] has, less 1; `cells` is not read */
    kf_group_gatherer gather_row; /* those that cells[] has at the places by_value[] has */
} kf_group_loops;

enum { KF_GROUP_WIDTHS = 4 };

const kf_group_loops *kf_group_loops_avx2(void);

#endif
