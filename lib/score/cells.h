/* cells.h - a column of figures, each part of which is kept only where it varies. */
#ifndef KF_CELLS_H
#define KF_CELLS_H

#include "base/alloc.h"

/* Most columns share a denominator, or count what they divide by, and are full. */
typedef struct kf_cells {
    int64_t *num;
    int64_t *den;   /* NULL: all are same_den */
    int64_t *n;     /* NULL: all are same_n, or each is its den */
    uint32_t *mark; /* NULL: all are same_mark; flags × 16 + status */
    int64_t same_den, same_n;
    uint32_t same_mark;
    int32_t n_is_den;
} kf_cells;

/* Keeps rows first .. first+count-1 of `rows` in all; blocks come in order, the first at 0. */
int32_t kf_cells_keep(kf_cells *cells, const kf_memory *memory, size_t rows, size_t first,
                      size_t count, const kefu_value *values);
void kf_cells_free(kf_cells *cells, const kf_memory *memory, size_t rows);

static inline kefu_value kf_cell(const kf_cells *cells, size_t row)
{
    uint32_t mark = cells->mark ? cells->mark[row] : cells->same_mark;
    kefu_value value;
    value.num = cells->num[row];
    value.den = cells->den ? cells->den[row] : cells->same_den;
    value.n = cells->n ? cells->n[row] : cells->n_is_den ? value.den : cells->same_n;
    value.status = (int32_t)(mark % 16);
    value.flags = mark / 16;
    return value;
}

static inline int32_t kf_cell_is_provisional(const kf_cells *cells, size_t row)
{
    uint32_t mark = cells->mark ? cells->mark[row] : cells->same_mark;
    return mark % 16 == KEFU_VALUE_PROVISIONAL || (mark / 16 & KEFU_VALUE_HAS_PROVISIONAL);
}

#endif
