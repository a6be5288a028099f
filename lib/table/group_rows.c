/* group_rows.c - group numbers of a block of rows, with shortcuts past the hash: a table by value
 * for small integers (agents), and for two keys (agents × days) a table by the numbers that each
 * key has by itself. */
#include <string.h>

#include "base/fail.h"
#include "table/group_table.h"

/* Rows of cells begin in different sets of the cache, whatever power of two their columns are. */
enum { GROUP_CELLS_GAP = 16 };

/* A table of all values below a million is at most 4 MiB, and only if such a value occurs; pairs
 * are remembered in at most 16 MiB. What does not fit goes by the hash. */
enum { GROUP_VALUES_FIRST = 256, GROUP_VALUES_MOST = 1 << 20 };
enum { GROUP_CELLS_FIRST = 16, GROUP_CELLS_MOST = 1 << 22 };

typedef struct group_span {
    const kf_column *const *columns;
    int64_t first, count;
    uint32_t *numbers;
} group_span;

static size_t group_power(size_t from, size_t above)
{
    while (from <= above)
        from *= 2;
    return from;
}

/* The block, made if there is none yet; NULL if there is no memory. */
static void *group_scratch(kf_groups *groups, void *block, size_t size, kefu_error *error)
{
    if (block)
        return block;
    block = kf_alloc(&groups->memory, size);
    if (block)
        kf_groups_count_bytes(groups, size);
    else
        (void)kf_no_memory(error);
    return block;
}

/* Adds a key that a shortcut lacks: without a look at the hash if that is proof enough. */
static kefu_status group_learn(kf_groups *groups, const kf_key *keys, uint32_t *slot,
                               uint32_t *number, kefu_error *error)
{
    kefu_status status = groups->remembered == groups->count
                             ? kf_groups_append(groups, keys, number, error)
                             : kf_groups_one(groups, keys, number, error);
    if (status)
        return status;
    *slot = *number + 1;
    groups->remembered++;
    return KEFU_OK;
}

/* ---- One integer key ------------------------------------------------------------------------- */

/* Where the number of a small value is kept; NULL if the limits leave no room. */
static kefu_status group_value_slot(kf_groups *groups, int64_t value, uint32_t **slot,
                                    kefu_error *error)
{
    size_t had = groups->n_values, size = sizeof **slot, wanted;
    uint32_t *grown;
    *slot = NULL;
    if ((uint64_t)value >= had) {
        wanted = group_power(had ? had : GROUP_VALUES_FIRST, (size_t)value);
        if (!kf_groups_fits(groups, (wanted - had) * size))
            return KEFU_OK;
        grown = kf_alloc_zero(&groups->memory, wanted * size);
        if (!grown)
            return kf_no_memory(error);
        if (had)
            memcpy(grown, groups->by_value, had * size);
        kf_free_array(&groups->memory, groups->by_value, had, size);
        kf_groups_count_bytes(groups, (wanted - had) * size);
        groups->by_value = grown;
        groups->n_values = wanted;
    }
    *slot = &groups->by_value[value];
    return KEFU_OK;
}

/* The number of a single key, added if new. */
static kefu_status group_value(kf_groups *groups, const kf_key *key, uint32_t *number,
                               kefu_error *error)
{
    int32_t is_small = !key->text.data && key->number >= 0 && key->number < GROUP_VALUES_MOST;
    uint32_t *slot = NULL, count = groups->count;
    kefu_status status = is_small ? group_value_slot(groups, key->number, &slot, error) : KEFU_OK;
    if (status)
        return status;
    if (slot && *slot) {
        *number = *slot - 1;
        return KEFU_OK;
    }
    if (slot)
        return group_learn(groups, key, slot, number, error);
    status = kf_groups_one(groups, key, number, error);
    if (!is_small && groups->count > count)
        groups->remembered++; /* never looked up by value: as good as remembered */
    return status;
}

static kefu_status group_read_integers(kf_groups *groups, const kf_column *column,
                                       const group_span *span, int32_t *any, kefu_error *error)
{
    groups->scratch = group_scratch(groups, groups->scratch, sizeof *groups->scratch, error);
    return !groups->scratch
               ? KEFU_E_MEMORY
               : kf_column_numbers(column, span->first, span->count, kf_key_scale(column),
                                   groups->scratch->values, groups->scratch->states, any, error);
}

static kf_key group_integer_key(const kf_groups *groups, int64_t i)
{
    const kf_key_scratch *s = groups->scratch;
    return s->states[i] ? kf_key_of("", 0) : kf_key_of_number(s->values[i]);
}

static kefu_status group_rows_integers(kf_groups *groups, const group_span *span, kefu_error *error)
{
    int32_t any;
    if (kf_groups_gather(groups, span->columns[0], span->first, span->count, span->numbers))
        return KEFU_OK;
    kefu_status status = group_read_integers(groups, span->columns[0], span, &any, error);
    const kf_key_scratch *s = groups->scratch;
    const uint32_t *by_value = groups->by_value;
    uint64_t n_values = groups->n_values;
    for (int64_t i = 0; !status && i < span->count; i++) {
        uint64_t value = (uint64_t)s->values[i];
        uint32_t number1 = value < n_values ? by_value[value] : 0;
        if (number1 && !(any && s->states[i])) {
            span->numbers[i] = number1 - 1;
            continue;
        }
        kf_key key = group_integer_key(groups, i);
        status = group_value(groups, &key, &span->numbers[i], error);
        by_value = groups->by_value;
        n_values = groups->n_values;
    }
    return status;
}

/* ---- Any keys, by the hash ------------------------------------------------------------------- */

/* The number of row i of the block; keys not seen before are checked. */
static kefu_status group_row_any(kf_groups *groups, const group_span *span, int64_t i,
                                 kefu_error *error)
{
    size_t n = (size_t)groups->n_keys;
    const kf_key *keys = groups->block + (size_t)i * n;
    uint32_t known = groups->count;
    kefu_status status = kf_groups_one(groups, keys, &span->numbers[i], error);
    for (size_t k = 0; k < n && groups->count > known && !status; k++)
        status = kf_key_check(span->columns[k], span->first + i, &keys[k], error);
    return status;
}

static kefu_status group_rows_any(kf_groups *groups, const group_span *span, kefu_error *error)
{
    size_t n = (size_t)groups->n_keys;
    kefu_status status = KEFU_OK;
    groups->block =
        group_scratch(groups, groups->block, KF_BLOCK * (n ? n : 1) * sizeof(kf_key), error);
    if (groups->block)
        groups->scratch = group_scratch(groups, groups->scratch, sizeof *groups->scratch, error);
    if (!groups->block || !groups->scratch)
        return KEFU_E_MEMORY;
    kf_arena arena;
    kf_arena_init(&arena, &groups->memory);
    for (size_t k = 0; k < n && !status; k++)
        status = kf_keys_view(span->columns[k], span->first, span->count, &arena, groups->scratch,
                              groups->block + k, n, error);
    for (int64_t i = 0; i < span->count && !status; i++)
        status = group_row_any(groups, span, i, error);
    kf_arena_free(&arena);
    return status;
}

/* ---- Two keys -------------------------------------------------------------------------------- */

static kefu_status group_part(kf_groups *groups, int32_t k, kefu_error *error)
{
    kefu_limits limits = {.struct_size = sizeof limits, .groups = (int64_t)groups->most};
    kefu_status status;
    if (groups->parts[k])
        return KEFU_OK;
    status = kf_groups_new(&groups->memory, &limits, 1, &groups->parts[k], error);
    if (status)
        return status;
    kf_groups_count_bytes(groups, groups->parts[k]->bytes);
    groups->parts[k]->used = groups->used;
    groups->parts[k]->most_bytes = groups->most_bytes;
    return KEFU_OK;
}

/* Makes a cell for the parts' numbers r and c; *there is 0 if the limits leave no room. */
static kefu_status group_cells_room(kf_groups *groups, size_t r, size_t c, int32_t *there,
                                    kefu_error *error)
{
    size_t rows = group_power(groups->cell_rows ? groups->cell_rows : GROUP_CELLS_FIRST, r);
    size_t columns =
        group_power(groups->cell_columns ? groups->cell_columns : GROUP_CELLS_FIRST, c);
    size_t stride = columns + GROUP_CELLS_GAP, size = sizeof *groups->cells;
    size_t had = groups->cell_rows * groups->cell_stride;
    uint32_t *grown;
    *there = r < groups->cell_rows && c < groups->cell_columns;
    if (*there || rows > GROUP_CELLS_MOST / columns ||
        !kf_groups_fits(groups, (rows * stride - had) * size))
        return KEFU_OK;
    grown = kf_alloc_zero(&groups->memory, rows * stride * size);
    if (!grown)
        return kf_no_memory(error);
    for (size_t i = 0; i < groups->cell_rows; i++)
        memcpy(grown + i * stride, groups->cells + i * groups->cell_stride,
               groups->cell_columns * size);
    kf_free_array(&groups->memory, groups->cells, had, size);
    kf_groups_count_bytes(groups, (rows * stride - had) * size);
    groups->cells = grown;
    groups->cell_rows = (uint32_t)rows;
    groups->cell_columns = (uint32_t)columns;
    groups->cell_stride = stride;
    *there = 1;
    return KEFU_OK;
}

/* The number of a pair that the parts number r and c, added if new. */
static kefu_status group_pair(kf_groups *groups, uint32_t r, uint32_t c, uint32_t *number,
                              kefu_error *error)
{
    kf_key keys[2] = {*kf_groups_key(groups->parts[0], r), *kf_groups_key(groups->parts[1], c)};
    uint32_t *cell;
    int32_t there;
    kefu_status status = group_cells_room(groups, r, c, &there, error);
    if (status)
        return status;
    if (!there)
        return kf_groups_one(groups, keys, number, error);
    cell = &groups->cells[r * groups->cell_stride + c];
    if (!*cell)
        return group_learn(groups, keys, cell, number, error);
    *number = *cell - 1;
    return KEFU_OK;
}

/* The first row from i on whose pair is not remembered. */
static int64_t group_known_pairs(const kf_groups *groups, const group_span *span, int64_t i)
{
    const uint32_t *rows = groups->numbers, *columns = groups->numbers + KF_BLOCK;
    const uint32_t *cells = groups->cells;
    uint32_t n_rows = groups->cell_rows, n_columns = groups->cell_columns;
    size_t stride = groups->cell_stride;
    for (; i < span->count; i++) {
        uint32_t number1;
        if (rows[i] >= n_rows || columns[i] >= n_columns)
            break;
        number1 = cells[rows[i] * stride + columns[i]];
        if (!number1)
            break;
        span->numbers[i] = number1 - 1;
    }
    return i;
}

static kefu_status group_rows_two(kf_groups *groups, const group_span *span, kefu_error *error)
{
    const uint32_t *rows, *columns;
    kefu_status status = KEFU_OK;
    groups->numbers =
        group_scratch(groups, groups->numbers, 2 * KF_BLOCK * sizeof *groups->numbers, error);
    if (!groups->numbers)
        return KEFU_E_MEMORY;
    for (int32_t k = 0; k < 2 && !status; k++)
        status = kf_groups_rows(groups->parts[k], span->columns + k, span->first, span->count,
                                groups->numbers + k * KF_BLOCK, error);
    rows = groups->numbers;
    columns = rows + KF_BLOCK;
    for (int64_t i = 0; i < span->count && !status; i++) {
        i = group_known_pairs(groups, span, i);
        if (i < span->count)
            status = group_pair(groups, rows[i], columns[i], &span->numbers[i], error);
    }
    return status;
}

/* The parts' numbers of every row, where both know them all. */
static int32_t group_gather_parts(const kf_groups *groups, const group_span *span)
{
    for (int32_t k = 0; k < 2; k++)
        if (!kf_groups_gather(groups->parts[k], span->columns[k], span->first, span->count,
                              groups->numbers + k * KF_BLOCK))
            return 0;
    return 1;
}

/* Pairs that the parts know; *done is 0 if they do not. */
static kefu_status group_rows_gathered(kf_groups *groups, const group_span *span, int32_t *done,
                                       kefu_error *error)
{
    const uint32_t *rows, *columns;
    kefu_status status = KEFU_OK;
    int32_t missing;
    *done = 0;
    groups->numbers =
        group_scratch(groups, groups->numbers, 2 * KF_BLOCK * sizeof *groups->numbers, error);
    if (!groups->numbers)
        return KEFU_E_MEMORY;
    rows = groups->numbers;
    columns = rows + KF_BLOCK;
    if (!group_gather_parts(groups, span) ||
        !kf_groups_gather_pairs(groups, rows, columns, span->count, span->numbers, &missing))
        return KEFU_OK;
    *done = 1;
    for (int64_t i = 0; missing && i < span->count && !status; i++)
        if (span->numbers[i] == UINT32_MAX)
            status = group_pair(groups, rows[i], columns[i], &span->numbers[i], error);
    return status;
}

/* The first row from i on with a null, or whose pair of small integers is not remembered. One loop
 * over both keys, so that the look-ups of many rows overlap. */
static int64_t group_known_integers(const kf_groups *groups, const group_span *span, int32_t any,
                                    int64_t i)
{
    const kf_groups *x = groups->parts[0], *y = groups->parts[1];
    const int64_t *u = x->scratch->values, *v = y->scratch->values;
    const uint32_t *by_u = x->by_value, *by_v = y->by_value, *cells = groups->cells;
    uint64_t n_u = x->n_values, n_v = y->n_values;
    uint32_t n_rows = groups->cell_rows, n_columns = groups->cell_columns;
    size_t stride = groups->cell_stride;
    for (; i < span->count; i++) {
        uint32_t r = (uint64_t)u[i] < n_u ? by_u[u[i]] - 1 : UINT32_MAX;
        uint32_t c = (uint64_t)v[i] < n_v ? by_v[v[i]] - 1 : UINT32_MAX;
        uint32_t number1;
        if (r >= n_rows || c >= n_columns ||
            (any && (x->scratch->states[i] || y->scratch->states[i])))
            break;
        number1 = cells[r * stride + c];
        if (!number1)
            break;
        span->numbers[i] = number1 - 1;
    }
    return i;
}

static kefu_status group_rows_two_integers(kf_groups *groups, const group_span *span,
                                           kefu_error *error)
{
    int32_t any[2] = {0, 0}, done;
    kefu_status status = group_rows_gathered(groups, span, &done, error);
    if (status || done)
        return status;
    for (int32_t k = 0; k < 2 && !status; k++)
        status = group_read_integers(groups->parts[k], span->columns[k], span, &any[k], error);
    for (int64_t i = 0; i < span->count && !status; i++) {
        uint32_t number[2];
        i = group_known_integers(groups, span, any[0] || any[1], i);
        if (i == span->count)
            break;
        for (int32_t k = 0; k < 2 && !status; k++) {
            kf_key key = group_integer_key(groups->parts[k], i);
            status = group_value(groups->parts[k], &key, &number[k], error);
        }
        if (!status)
            status = group_pair(groups, number[0], number[1], &span->numbers[i], error);
    }
    return status;
}

static int32_t group_is_integer(const kf_column *column)
{
    return column->family == KF_FAMILY_INTEGER;
}

kefu_status kf_groups_rows(kf_groups *groups, const kf_column *const *columns, int64_t first,
                           int64_t count, uint32_t *numbers, kefu_error *error)
{
    group_span span = {columns, first, count, numbers};
    kefu_status status = KEFU_OK;
    if (groups->n_keys == 1 && group_is_integer(columns[0]))
        return group_rows_integers(groups, &span, error);
    if (groups->n_keys != 2)
        return group_rows_any(groups, &span, error);
    for (int32_t k = 0; k < 2 && !status; k++)
        status = group_part(groups, k, error);
    if (status)
        return status;
    return group_is_integer(columns[0]) && group_is_integer(columns[1])
               ? group_rows_two_integers(groups, &span, error)
               : group_rows_two(groups, &span, error);
}
