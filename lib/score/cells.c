/* cells.c - see cells.h. */
#include "score/cells.h"

/* Flags of a value fit beside its status. */
static uint32_t cells_mark(const kefu_value *value)
{
    return value->flags * 16 + (uint32_t)value->status;
}

/* The first `row` rows were alike: an array of them for those to come. */
static int32_t cells_split_den(kf_cells *cells, const kf_memory *memory, size_t rows, size_t row)
{
    cells->den = kf_alloc_array(memory, rows, sizeof *cells->den);
    for (size_t i = 0; cells->den && i < row; i++)
        cells->den[i] = cells->same_den;
    return cells->den != NULL;
}

static int32_t cells_split_n(kf_cells *cells, const kf_memory *memory, size_t rows, size_t row)
{
    cells->n = kf_alloc_array(memory, rows, sizeof *cells->n);
    for (size_t i = 0; cells->n && i < row; i++)
        cells->n[i] = !cells->n_is_den ? cells->same_n
                      : cells->den     ? cells->den[i]
                                       : cells->same_den;
    return cells->n != NULL;
}

static int32_t cells_split_mark(kf_cells *cells, const kf_memory *memory, size_t rows, size_t row)
{
    cells->mark = kf_alloc_array(memory, rows, sizeof *cells->mark);
    for (size_t i = 0; cells->mark && i < row; i++)
        cells->mark[i] = cells->same_mark;
    return cells->mark != NULL;
}

static int32_t cells_begin(kf_cells *cells, const kf_memory *memory, size_t rows,
                           const kefu_value *value)
{
    cells->num = kf_alloc_array(memory, rows, sizeof *cells->num);
    cells->same_den = value->den;
    cells->same_n = value->n;
    cells->n_is_den = value->n == value->den;
    cells->same_mark = cells_mark(value);
    return cells->num != NULL;
}

/* While both readings of n hold, n is its den and the same in all; the first row that breaks one
 * leaves the other. */
static int32_t cells_n_holds(kf_cells *cells, const kefu_value *value, int32_t same_den_so_far)
{
    if (cells->n_is_den) {
        if (value->n == value->den)
            return 1;
        if (!same_den_so_far || value->n != cells->same_n)
            return 0;
        cells->n_is_den = 0;
        return 1;
    }
    return value->n == cells->same_n;
}

static int32_t cells_add(kf_cells *cells, const kf_memory *memory, size_t rows, size_t row,
                         const kefu_value *value)
{
    int32_t same_den = !cells->den;
    if (!cells->n && !cells_n_holds(cells, value, same_den) &&
        !cells_split_n(cells, memory, rows, row))
        return 0;
    if (!cells->den && value->den != cells->same_den && !cells_split_den(cells, memory, rows, row))
        return 0;
    if (!cells->mark && cells_mark(value) != cells->same_mark &&
        !cells_split_mark(cells, memory, rows, row))
        return 0;
    cells->num[row] = value->num;
    if (cells->den)
        cells->den[row] = value->den;
    if (cells->n)
        cells->n[row] = value->n;
    if (cells->mark)
        cells->mark[row] = cells_mark(value);
    return 1;
}

int32_t kf_cells_keep(kf_cells *cells, const kf_memory *memory, size_t rows, size_t first,
                      size_t count, const kefu_value *values)
{
    if (!first && count && !cells_begin(cells, memory, rows, values))
        return 0;
    for (size_t i = 0; i < count; i++)
        if (!cells_add(cells, memory, rows, first + i, &values[i]))
            return 0;
    return 1;
}

void kf_cells_free(kf_cells *cells, const kf_memory *memory, size_t rows)
{
    kf_free_array(memory, cells->num, rows, sizeof *cells->num);
    kf_free_array(memory, cells->den, rows, sizeof *cells->den);
    kf_free_array(memory, cells->n, rows, sizeof *cells->n);
    kf_free_array(memory, cells->mark, rows, sizeof *cells->mark);
}
