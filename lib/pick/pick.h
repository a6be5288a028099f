/* pick.h - the inside of kefu_pick: an urn for each group. */
#ifndef KF_PICK_H
#define KF_PICK_H

#include "kefu/pick.h"
#include "pick/ids.h"
#include "pick/urn.h"
#include "table/group.h"

/* What passes rows over before anything dear is done for them. With weights: a row whose hash is
 * above pace × weight × 2^7 / 2^64 waits longer than the last one drawn. */
typedef struct kf_pick_gate {
    uint64_t pace;
    uint64_t most; /* weights for which pace × weight stays below 2^63 */
} kf_pick_gate;

/* One row drawn, as text. */
typedef struct kf_pick_drawn {
    uint32_t group, place;
    kefu_text id;
} kf_pick_drawn;

/* What one block of rows needs. */
typedef struct kf_pick_block {
    kf_pick_ids ids;
    kf_key_scratch weights; /* values and states */
    uint32_t groups[KF_BLOCK];
    uint16_t hits[KF_BLOCK];
} kf_pick_block;

struct kefu_pick {
    kf_memory memory;
    kefu_limits limits;
    kf_arena options; /* text of the names of columns */
    const char *id, *by, *weight;
    uint64_t key;
    int64_t k;
    int32_t scale, cpu;
    kefu_error poison; /* code 0: none */

    kf_groups *groups; /* NULL: all rows are group 0 */
    uint32_t n;        /* groups */
    kf_urn_room room;
    kf_urn *urns; /* of each group */
    int64_t *rows;
    uint32_t *bounds;    /* without weights: upper halves above which no hash comes in */
    kf_pick_gate *gates; /* with weights */
    uint32_t loosest;    /* no bound is above it; groups that come are told */
    uint32_t loosest_age;
    size_t urns_capacity, rows_capacity, bounds_capacity, gates_capacity;
    kf_pick_block *block;

    /* After kefu_pick_finish, until rows come. */
    int32_t finished, reserved;
    kf_arena texts;
    kefu_text *names; /* of the groups */
    kf_pick_drawn *drawn;
    size_t n_drawn, n_names;
};

/* KEFU_E_STATE if the pick is NULL or poisoned. */
kefu_status kf_pick_healthy(const kefu_pick *pick, kefu_error *error);
/* Poisons the pick if status says so; gives status. */
kefu_status kf_pick_poison(kefu_pick *pick, kefu_status status, const kefu_error *why,
                           kefu_error *error);
/* An urn for each group of `groups` that has none yet. */
kefu_status kf_pick_grow(kefu_pick *pick, kefu_error *error);
/* After rows came to a group's urn. */
void kf_pick_close_gate(kefu_pick *pick, uint32_t group);
/* Forgets what kefu_pick_finish made. */
void kf_pick_reopen(kefu_pick *pick);
/* Numbers of the groups in the order of their keys to order[0 .. n-1], and each urn in order. */
kefu_status kf_pick_sort(kefu_pick *pick, uint32_t *order, kefu_error *error);

#endif
