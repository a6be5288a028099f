/* group_table.h - the inside of kf_groups, for group.c and group_rows.c only. */
#ifndef KF_GROUP_TABLE_H
#define KF_GROUP_TABLE_H

#include "base/hash.h"
#include "table/group.h"

/* Empty where number1 is 0. */
typedef struct kf_group_slot {
    uint32_t hash;
    uint32_t number1; /* group number + 1 */
} kf_group_slot;

struct kf_groups {
    kf_memory memory;
    kf_hash_key seed;
    int32_t n_keys;
    uint32_t count, most;
    size_t bytes, most_bytes;
    size_t *used; /* the bytes that the limit is for: ours, or those of whom we are part of */
    kf_key *keys; /* n_keys a group */
    size_t capacity;
    kf_group_slot *slots; /* of the first `hashed` groups */
    size_t n_slots;       /* a power of two, at least twice `hashed` */
    uint32_t hashed;
    kf_arena arena; /* text of the keys */

    /* Shortcuts of kf_groups_rows. While `remembered` equals `count` a key that should be
     * remembered and is not is new: it is added without a look at the hash. */
    uint32_t remembered;
    kf_key_scratch *scratch; /* one block */
    kf_key *block;
    uint32_t *by_value; /* one key: group number + 1 of small integers */
    size_t n_values;
    struct kf_groups *parts[2]; /* two keys: each by itself, */
    uint32_t *numbers[2];       /* the numbers of a block, */
    uint32_t *cells;            /* and group number + 1 of both numbers: a row is one number */
    int32_t slow;               /* of the key that changes less often */
    uint32_t cell_rows, cell_columns; /* powers of two, at most 4 million cells */
    size_t cell_stride;               /* of a row of cells: an empty one, the columns, a gap */
};

/* 1 if that much more memory is within the limit. */
int32_t kf_groups_fits(const kf_groups *groups, size_t more);
/* Counts memory that came. */
void kf_groups_count_bytes(kf_groups *groups, size_t more);
/* Adds canonical keys known to be new, whose text lasts as long as the table does. */
kefu_status kf_groups_append(kf_groups *groups, const kf_key *keys, uint32_t *number,
                             kefu_error *error);

/* Numbers of rows whose only key is a packed column of small integers; 0, and anything in
 * numbers[], unless all are known. */
int32_t kf_groups_gather(const kf_groups *groups, const kf_column *column, int64_t first,
                         int64_t count, uint32_t *numbers);
/* The same for pairs whose slower key does not change; the cells must reach what the parts have. */
int32_t kf_groups_gather_row(const kf_groups *groups, const kf_column *const *columns,
                             int64_t first, int64_t count, uint32_t *numbers);
/* Numbers of the pairs of a block, which the cells must reach; UINT32_MAX where a pair is new, and
 * then the result is 0. */
int32_t kf_groups_gather_pairs(const kf_groups *groups, int64_t count, uint32_t *numbers);

#endif
