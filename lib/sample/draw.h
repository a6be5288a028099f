/* draw.h - rows on their way into a sample: cells that are counted, and of each the rows that may
 * be drawn. */
#ifndef KF_DRAW_H
#define KF_DRAW_H

#include "pick/urn.h"
#include "sample/plan.h"
#include "table/group.h"

/* A class and one value of each column of "by". */
typedef struct kf_draw_cell {
    int32_t class_index;
    uint32_t group; /* in kefu_draw.groups */
    uint32_t bound; /* rows whose hashes have a greater upper half do not come in */
    int64_t rows;   /* in the population, at least 1 */
    kf_urn urn;     /* those that may be drawn */
} kf_draw_cell;

/* Ids that may not be drawn. */
typedef struct kf_draw_list {
    kf_groups *ids; /* NULL: there is none */
    char hash[33];  /* of the ids, "" of none */
} kf_draw_list;

struct kefu_draw {
    kf_memory memory;
    kefu_limits limits;
    kefu_plan *plan; /* its own */
    char *seed;      /* with NUL */
    uint64_t key;    /* of the seed */
    kf_draw_list list;
    int64_t rows, outside, unclassed, listed, population;
    int64_t *excluded; /* an exclusion each */
    kf_urn_room room;  /* all but the groups count here */
    kf_groups *groups; /* by the columns of "by"; there may be some without a cell */
    kf_draw_cell *cells;
    size_t n_cells, capacity;
    uint32_t *cell_of; /* number of a cell + 1, a class each of every group; 0 = there is none */
    size_t cell_of_capacity;
    struct kf_draw_reader *reader; /* NULL before the first rows */
    kefu_error poison;
};

/* Checks arguments, over a copy of the options; an empty draw. */
kefu_status kf_draw_take(const char *function, const kefu_plan *plan,
                         const kefu_draw_options *options, kefu_draw **out, kefu_draw_options *ours,
                         kefu_error *error);
kefu_status kf_draw_new(const kefu_plan *plan, const kefu_draw_options *options, kefu_draw **out,
                        kefu_error *error);
/* Reads ids that may not be drawn (draw_listed.c); NULL: none. */
kefu_status kf_draw_list_read(kefu_draw *draw, const kefu_batch *batch, kefu_error *error);
/* KEFU_E_STATE if the draw is poisoned; and poisons it, unless status is KEFU_OK. */
kefu_status kf_draw_healthy(const kefu_draw *draw, kefu_error *error);
kefu_status kf_draw_poison(kefu_draw *draw, kefu_status status, const kefu_error *why,
                           kefu_error *error);

/* Keys of a cell, one a column of "by". */
const kf_key *kf_draw_keys(const kefu_draw *draw, size_t cell);
/* Where cell_of has the cell of a class and a group. */
static inline size_t kf_draw_slot(const kefu_draw *draw, int32_t class_index, uint32_t group)
{
    return (size_t)group * (size_t)draw->plan->n_classes + (size_t)class_index;
}
/* The cell of a class and a group; a new one has no rows. */
kefu_status kf_draw_cell_of(kefu_draw *draw, int32_t class_index, uint32_t group, uint32_t *cell,
                            kefu_error *error);
/* KEFU_E_LIMIT if groups and rows together are more than limits.state_bytes. */
kefu_status kf_draw_fits(const kefu_draw *draw, kefu_error *error);
/* Numbers of all cells to order[n_cells], by class, then by keys. O(n log n) */
kefu_status kf_draw_order(const kefu_draw *draw, uint32_t *order, kefu_error *error);

#endif
