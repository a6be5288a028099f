/* tally_guard.h - containment of metrics that are not ours. Each of their states stands between two
 * zones of a known pattern, which are looked at after whatever may write to the state, and what
 * must not change it is held to that. A metric that broke out is named, and its tally goes no
 * further. */
#ifndef KF_TALLY_GUARD_H
#define KF_TALLY_GUARD_H

#include "metric/tally.h"

enum { KF_GUARD_BYTES = 16 };

/* Bytes of the zone before a state of the metric and of that after it; 0 for the built-ins. */
size_t kf_guard_bytes(const kefu_metric *metric);

/* The rest does nothing where the aggregate has no zones. */

/* Fills both zones of the state in a row. */
void kf_guard_raise(const kf_aggregate_state *aggregate, unsigned char *row);
/* KEFU_E_PLUGIN if `callback` has written beyond the state in a row; or in the rows of groups. */
kefu_status kf_guard_check(const kf_aggregate_state *aggregate, const unsigned char *row,
                           const char *callback, kefu_error *error);
kefu_status kf_guard_check_groups(const kefu_tally *tally, const kf_aggregate_state *aggregate,
                                  const uint32_t *groups, int64_t count, const char *callback,
                                  kefu_error *error);

/* A state as it was before a callback that must not change it. */
typedef struct kf_guard_copy {
    unsigned char bytes[KF_METRIC_STATE];
} kf_guard_copy;

void kf_guard_keep(const kf_aggregate_state *aggregate, const unsigned char *row,
                   kf_guard_copy *copy);
/* KEFU_E_PLUGIN, and the tally of the row is poisoned, if the state or its zones have changed. What
 * the state was is not put back: it may hold memory that is gone. */
kefu_status kf_guard_kept(const kefu_tally *tally, const kf_aggregate_state *aggregate,
                          const unsigned char *row, const kf_guard_copy *copy, const char *callback,
                          kefu_error *error);

#endif
