/* group.h - rows to dense group numbers by any number of key columns, and the keys in order. */
#ifndef KF_GROUP_H
#define KF_GROUP_H

#include "table/column.h"

/* One key: an integer (columns of integers, dates, times and bools: as they are) or text (all text
 * columns). Floats as keys are refused unless whole and |x| <= 2^53 ("has lost digits; read it as
 * text"). A null is the text "". */
typedef struct kf_key {
    kefu_text text; /* data NULL: the key is `number` */
    int64_t number;
} kf_key;

typedef struct kf_groups kf_groups;

/* Hash table from key tuples to 0, 1, 2, ... in order of first sight; keyed, and no output depends
 * on the key. */
kefu_status kf_groups_new(const kf_memory *memory, const kefu_limits *limits, int32_t n_keys,
                          kf_groups **out, kefu_error *error);
void kf_groups_free(kf_groups *groups);
size_t kf_groups_bytes(const kf_groups *groups); /* memory in use */

/* Group number of each of rows first .. first+count-1 (count <= KF_BLOCK); new keys are added.
 * columns[k] is key k. KEFU_E_LIMIT beyond limits->groups or state_bytes. */
kefu_status kf_groups_rows(kf_groups *groups, const kf_column *const *columns, int64_t first,
                           int64_t count, uint32_t *numbers, kefu_error *error);
/* Group number of one tuple, added if new. Text is copied. */
kefu_status kf_groups_one(kf_groups *groups, const kf_key *keys, uint32_t *number,
                          kefu_error *error);
/* UINT32_MAX if there is none. */
uint32_t kf_groups_find(const kf_groups *groups, const kf_key *keys);

uint32_t kf_groups_count(const kf_groups *groups);
const kf_key *kf_groups_key(const kf_groups *groups, uint32_t number); /* n_keys of them */

/* Numbers of all groups in the order of their keys: integers by size before texts by bytes, first
 * key first. */
kefu_status kf_groups_sorted(const kf_groups *groups, uint32_t *order, kefu_error *error);

#endif
