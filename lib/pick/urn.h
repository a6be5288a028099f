/* urn.h - the rows of one cell, of which those with the least hashes are kept. What is kept is a
 * function of the set of rows alone: their order, batches and parts do not matter. */
#ifndef KF_URN_H
#define KF_URN_H

#include "base/saved.h"
#include "table/key.h"

/* The memory that urns share; must outlive them and not move. */
typedef struct kf_urn_room {
    const kf_memory *memory;
    size_t used, most; /* bytes */
} kf_urn_room;

void kf_urn_room_init(kf_urn_room *room, const kf_memory *memory, int64_t most);

/* Rows are ordered by wait / weight, as fractions; then by hash, id and row. Without weights the
 * wait is the hash, and the weight 1. */
typedef struct kf_urn_row {
    uint64_t pace; /* wait / weight, rounded down */
    uint64_t hash;
    uint64_t wait;  /* -ln(1 - (hash + 1/2) / 2^64) × 2^57 with weights */
    int64_t weight; /* > 0 */
    int64_t row;
    kf_key id; /* text is the urn's own, with NUL */
} kf_urn_row;

typedef struct kf_urn {
    kf_urn_room *room;
    kf_urn_row *rows; /* in order after kf_urn_sort, until a row is added */
    size_t n;         /* at most `most` after kf_urn_sort; until then some may be there too many */
    size_t capacity;
    size_t most;    /* rows kept */
    uint64_t pace;  /* a row with a greater one does not come in */
    int32_t sorted; /* 1: all are in order */
    int32_t reserved;
} kf_urn;

/* An urn that keeps the `most` least rows; SIZE_MAX: all. */
void kf_urn_init(kf_urn *urn, kf_urn_room *room, size_t most);
void kf_urn_free(kf_urn *urn);

/* Adds a row, or passes it over. A failure (KEFU_E_MEMORY, KEFU_E_LIMIT) leaves the urn as it was.
 * O(1) on average, of texts also their size */
kefu_status kf_urn_add(kf_urn *urn, uint64_t hash, const kf_key *id, int64_t row,
                       kefu_error *error);
/* The same with a weight > 0 and a wait below 2^63. */
kefu_status kf_urn_add_row(kf_urn *urn, const kf_urn_row *row, kefu_error *error);
/* Such a row of an id with that hash, without and with a weight. */
kf_urn_row kf_urn_plain(uint64_t hash, const kf_key *id, int64_t row);
kf_urn_row kf_urn_weigh(uint64_t hash, const kf_key *id, int64_t row, int64_t weight);
/* Adds the rows of another, which stays as it was; after a failure some of them are in. */
kefu_status kf_urn_merge(kf_urn *urn, const kf_urn *other, kefu_error *error);

/* Above this upper half of a hash no row without weight comes in. */
uint32_t kf_urn_bound(const kf_urn *urn);

/* Puts the rows kept into order, rows[0 .. n-1]. KEFU_E_DUPLICATE, with ids called `name` in the
 * message, if an id is there twice. O(n log n) in place */
kefu_status kf_urn_sort(kf_urn *urn, const char *name, kefu_error *error);

/* The rows as bytes: varint how many, then for each, in order, uint8 1 and a zigzag, or 2 and a
 * text, its id; zigzag row; and with weights varint weight. The urn is sorted. */
void kf_urn_put(const kf_urn *urn, kf_saved_writer *w);
void kf_urn_put_weighted(const kf_urn *urn, kf_saved_writer *w);
/* Adds such rows to an empty urn, hashed with the key. What cannot have been put is bad in `r`;
 * KEFU_E_MEMORY and KEFU_E_LIMIT are returned. */
kefu_status kf_urn_take(kf_urn *urn, uint64_t key, kf_saved_reader *r, kefu_error *error);
kefu_status kf_urn_take_weighted(kf_urn *urn, uint64_t key, kf_saved_reader *r, kefu_error *error);

#endif
