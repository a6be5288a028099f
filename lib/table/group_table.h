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

/* A shortcut past the hash for integer keys of small size: code[value], 0 where unknown. */
typedef struct kf_group_codes {
    uint32_t *code;
    size_t size; /* values 0 .. size-1 */
    uint32_t count;
} kf_group_codes;

struct kf_groups {
    kf_memory memory;
    kf_hash_key seed;
    int32_t n_keys;
    uint32_t count, most;
    size_t bytes, most_bytes;
    kf_key *keys; /* n_keys a group */
    size_t capacity;
    kf_group_slot *slots;
    size_t n_slots; /* a power of two, at least twice the count */
    kf_arena arena; /* text of the keys */
    /* One block of rows. */
    kf_key_scratch *scratch; /* two */
    kf_key *block;
    /* Shortcuts: one key: code is group number + 1; two keys: cells[code 0][code 1] is. */
    kf_group_codes codes[2];
    uint32_t *cells;
    uint32_t cell_rows, cell_columns; /* powers of two */
};

/* 1 if that much more memory is within the limit. */
int32_t kf_groups_fits(const kf_groups *groups, size_t more);

#endif
