/* group_gather.h - loops over packed keys that are compiled for each width of registers. */
#ifndef KF_GROUP_GATHER_H
#define KF_GROUP_GATHER_H

#include "table/group_table.h"

/* For keys of as many bytes. */
typedef struct kf_group_loops {
    int64_t size;
    /* Bits that occur among the keys, and bits that all have. */
    void (*look)(const void *at, size_t count, uint64_t *some, uint64_t *every);
    /* Their numbers by a table that holds them all; UINT32_MAX for those it has none for. */
    void (*gather)(const void *at, size_t count, const uint32_t *by_value, uint32_t *numbers);
} kf_group_loops;

enum { KF_GROUP_WIDTHS = 4 };

const kf_group_loops *kf_group_loops_avx2(void);

#endif
