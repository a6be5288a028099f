/* pps.h - the inside of kefu_pick_pps, for pps.c and pps_read.c only. */
#ifndef KF_PPS_H
#define KF_PPS_H

#include "base/alloc.h"
#include "pick/hash.h"

enum { KF_PPS_IN = 1, KF_PPS_CERTAIN = 2 }; /* kf_pps_row.flags */

typedef struct kf_pps_row {
    uint64_t hash;
    kf_key id;
    int64_t size;
    int32_t flags;
} kf_pps_row;

typedef struct kf_pps {
    kf_memory memory;
    kf_arena arena; /* ids that had to be converted */
    uint64_t key;
    kf_pps_row *rows;
    uint32_t *order; /* rows with a size, by hash, then by id */
    size_t n, n_sized;
    int64_t sum;
} kf_pps;

/* Reads ids and sizes, and puts them into order: KEFU_E_DATA, _OVERFLOW, _DUPLICATE with the row.
 * kf_pps_close in any case. */
kefu_status kf_pps_read(kf_pps *pps, const kefu_pps_options *options, const kefu_batch *batch,
                        kefu_error *error);
void kf_pps_close(kf_pps *pps);

#endif
