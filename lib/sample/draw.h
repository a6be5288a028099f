/* draw.h - rows on their way into a sample: cells that are counted, and of each the rows that may
 * be drawn. */
#ifndef KF_DRAW_H
#define KF_DRAW_H

#include "base/alloc.h"
#include "kefu/sample.h"
#include "table/group.h"

/* A class and one value of each column of "by". */
typedef struct kf_draw_cell {
    int32_t class_index;
    uint32_t group; /* in kefu_draw.groups */
    int64_t rows;   /* in the population, at least 1 */
} kf_draw_cell;

struct kefu_draw {
    kf_memory memory;
    kefu_limits limits;
    kefu_plan *plan; /* its own */
    char *seed;      /* with NUL */
    uint64_t key;    /* of the seed */
    int64_t rows, outside, unclassed, population;
    int64_t *excluded; /* an exclusion each */
    kf_groups *groups; /* by the columns of "by"; there may be some without a cell */
    kf_draw_cell *cells;
    size_t n_cells, capacity;
    uint32_t *cell_of; /* number of a cell + 1, a class each of every group; 0 = there is none */
    size_t cell_groups;
    struct kf_urns *urns; /* a cell each */
    struct kf_draw_reader *reader;
    kefu_error poison;
};

/* Keys of a cell, one a column of "by". */
const kf_key *kf_draw_keys(const kefu_draw *draw, size_t cell);
/* Numbers of all cells to order[n_cells], by class, then by keys. O(n log n) */
kefu_status kf_draw_order(const kefu_draw *draw, uint32_t *order, kefu_error *error);
/* KEFU_E_STATE if the draw is poisoned. */
kefu_status kf_draw_healthy(const kefu_draw *draw, kefu_error *error);

#endif
