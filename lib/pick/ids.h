/* ids.h - ids of a batch and their hashes, block by block. */
#ifndef KF_PICK_IDS_H
#define KF_PICK_IDS_H

#include "pick/hash.h"

typedef struct kf_pick_ids {
    const kf_column *column;
    uint64_t key;
    int32_t cpu; /* kf_cpu() */
    int32_t reserved;
    int64_t first, count;   /* of the block */
    const int64_t *numbers; /* of a column that is not text */
    const uint8_t *states;  /* the same; NULL: no id is missing */
    kf_arena arena;         /* text of the block */
    kf_key_scratch scratch;
    kf_key keys[KF_BLOCK];    /* of a column of text */
    uint32_t upper[KF_BLOCK]; /* upper halves of the hashes */
} kf_pick_ids;

void kf_pick_ids_init(kf_pick_ids *ids, const kf_memory *memory, uint64_t key, int32_t cpu);
void kf_pick_ids_free(kf_pick_ids *ids);
/* Reads rows first .. first+count-1 (count <= KF_BLOCK) of the column. */
kefu_status kf_pick_ids_view(kf_pick_ids *ids, int64_t first, int64_t count, kefu_error *error);
/* Fills upper[] for rows which[0 .. n-1] of the block (NULL: the first n), at least. Among them a
 * null or empty id, or one that holds a NUL, is KEFU_E_DATA. */
kefu_status kf_pick_ids_hash(kf_pick_ids *ids, const uint16_t *which, size_t n, kefu_error *error);
/* Both, for all rows of the block. */
kefu_status kf_pick_ids_read(kf_pick_ids *ids, int64_t first, int64_t count, kefu_error *error);
kf_key kf_pick_ids_key(const kf_pick_ids *ids, size_t i);
/* The id of row i of the block; gives its hash. */
uint64_t kf_pick_ids_at(const kf_pick_ids *ids, size_t i, kf_key *id);
/* Numbers of the rows of the block whose upper half is at most `bound`, rising, to hits[]; gives
 * how many. */
size_t kf_pick_ids_below(const kf_pick_ids *ids, size_t count, uint32_t bound, uint16_t *hits);

#endif
