/* cells.h - the number line cut into cells whose width follows their distance from zero: 2^bits
 * cells for each doubling, so that a cell is at most 1 / 2^bits of what is in it wide.
 *
 * Cell 0 is the number 0; below 2^bits each whole number has a cell of its own, and -c mirrors c.
 * From there on cell ((e - bits + 1) << bits) + i holds the numbers 2^e + i × 2^(e - bits) and on,
 * up to the next cell. The bits of saved states depend on this: it never changes. */
#ifndef KF_METRIC_CELLS_H
#define KF_METRIC_CELLS_H

#include <stdint.h>

enum { KF_CELL_BITS_MOST = 16 };

/* The cell of a number; `bits` is 1..KF_CELL_BITS_MOST. O(1) */
int32_t kf_cell_of(int64_t value, int32_t bits);
/* The cell of INT64_MIN without its sign: cells are -most..most, and `most` itself is empty. */
int32_t kf_cell_most(int32_t bits);
/* The least and the greatest number of a cell that is not empty. */
int64_t kf_cell_low(int32_t cell, int32_t bits);
int64_t kf_cell_high(int32_t cell, int32_t bits);
/* The number in the middle, towards zero: within 1 / 2^(bits + 1) of every number of its cell. */
int64_t kf_cell_middle(int32_t cell, int32_t bits);

#endif
