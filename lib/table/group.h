/* group.h - rows to dense group numbers by any number of key columns, and the keys in order. */
#ifndef KF_GROUP_H
#define KF_GROUP_H

#include "table/key.h"

typedef struct kf_groups kf_groups;

/* Hash table from key tuples to 0, 1, 2, ... in order of first sight. It is keyed with its own
 * address, which nobody outside can foresee; no output depends on the key. n_keys 0: all rows are
 * group 0. A failed call leaves the table as it was. */
kefu_status kf_groups_new(const kf_memory *memory, const kefu_limits *limits, int32_t n_keys,
                          kf_groups **out, kefu_error *error);
void kf_groups_free(kf_groups *groups);
size_t kf_groups_bytes(const kf_groups *groups); /* memory in use */

/* Group number of each of rows first .. first+count-1 (count <= KF_BLOCK); new keys are added (on
 * failure some of them may stay). columns[k] is key k. KEFU_E_LIMIT beyond limits->groups or
 * state_bytes. */
kefu_status kf_groups_rows(kf_groups *groups, const kf_column *const *columns, int64_t first,
                           int64_t count, uint32_t *numbers, kefu_error *error);
/* Group number of one tuple, added if new. Text is copied; it need not be canonical. */
kefu_status kf_groups_one(kf_groups *groups, const kf_key *keys, uint32_t *number,
                          kefu_error *error);
/* UINT32_MAX if there is none. */
uint32_t kf_groups_find(const kf_groups *groups, const kf_key *keys);

uint32_t kf_groups_count(const kf_groups *groups);
/* The n_keys keys of a group, canonical; text has a NUL after it. Valid until a group is added. */
const kf_key *kf_groups_key(const kf_groups *groups, uint32_t number);

/* Numbers of all groups in the order of their keys (kf_key_compare, first key first) to order[].
 * O(n log n) */
kefu_status kf_groups_sorted(const kf_groups *groups, uint32_t *order, kefu_error *error);

#endif
