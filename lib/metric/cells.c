/* cells.c - see cells.h. */
#include "metric/cells.h"

static const uint64_t cells_end = (uint64_t)1 << 63; /* one more than the largest number */

/* Halving without branches: whether a half is empty is chance. */
static int32_t cells_log2(uint64_t size)
{
    int32_t log = 0;
    for (int32_t step = 32; step; step >>= 1) {
        int32_t by = (size >> step != 0) * step;
        size >>= by;
        log += by;
    }
    return log;
}

static int32_t cells_of_size(uint64_t size, int32_t bits)
{
    int32_t shift = size >> bits ? cells_log2(size) - bits : 0;
    return (shift << bits) + (int32_t)(size >> shift);
}

/* The least size in a cell; one more than the largest number for the empty cell, too. */
static uint64_t cells_start(int32_t cell, int32_t bits)
{
    int32_t shift = (cell >> bits) - 1;
    if (shift <= 0)
        return (uint64_t)cell;
    return (uint64_t)(cell - (shift << bits)) << shift;
}

int32_t kf_cell_of(int64_t value, int32_t bits)
{
    if (value < 0)
        return -cells_of_size(0 - (uint64_t)value, bits);
    return cells_of_size((uint64_t)value, bits);
}

int32_t kf_cell_most(int32_t bits) { return cells_of_size(cells_end, bits); }

static int64_t cells_signed(uint64_t size, int32_t cell)
{
    return cell < 0 ? -(int64_t)(size - 1) - 1 : (int64_t)size;
}

/* The end of the cell farther from zero. */
static uint64_t cells_far(int32_t size_cell, int32_t bits)
{
    if (size_cell == kf_cell_most(bits))
        return cells_end;
    return cells_start(size_cell + 1, bits) - 1;
}

int64_t kf_cell_low(int32_t cell, int32_t bits)
{
    return cells_signed(cell < 0 ? cells_far(-cell, bits) : cells_start(cell, bits), cell);
}

int64_t kf_cell_high(int32_t cell, int32_t bits)
{
    return cells_signed(cell < 0 ? cells_start(-cell, bits) : cells_far(cell, bits), cell);
}

int64_t kf_cell_middle(int32_t cell, int32_t bits)
{
    int32_t size_cell = cell < 0 ? -cell : cell;
    uint64_t near = cells_start(size_cell, bits), far = cells_far(size_cell, bits);
    return cells_signed(near + (far - near) / 2, cell);
}
