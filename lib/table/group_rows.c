/* group_rows.c - group numbers of a block of rows, with shortcuts past the hash: a table by value
 * for small integers (agents), and for two keys (agents × days) a table by the numbers that each
 * key has by itself. */
#include <string.h>

#include "base/fail.h"
#include "table/group_table.h"

/* Rows of cells begin in different sets of the cache, whatever power of two their columns are, and
 * with a cell that stays empty, to which keys lead that have no number yet. */
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

/* A table of one key by itself, and room for its numbers of a block. */
static kefu_status group_part(kf_groups *groups, int32_t k, kefu_error *error)
{
    kefu_limits limits = {.struct_size = sizeof limits, .groups = (int64_t)groups->most};
    kefu_status status;
    if (groups->parts[k])
        return KEFU_OK;
    groups->numbers[k] =
        group_scratch(groups, groups->numbers[k], KF_BLOCK * sizeof *groups->numbers[k], error);
    if (!groups->numbers[k])
        return KEFU_E_MEMORY;
    status = kf_groups_new(&groups->memory, &limits, 1, &groups->parts[k], error);
    if (status)
        return status;
    kf_groups_count_bytes(groups, groups->parts[k]->bytes);
    groups->parts[k]->used = groups->used;
    groups->parts[k]->most_bytes = groups->most_bytes;
    return KEFU_OK;
}

/* Of two keys such as agent and day the one that changes less often: what a block looks up lies
 * together in the rows of its cells. */
static int32_t group_slow(const kf_groups *groups, int64_t count)
{
    int64_t changes[2] = {0, 0};
    for (int32_t k = 0; k < 2; k++)
        for (int64_t i = 1; i < count; i++)
            changes[k] += groups->numbers[k][i] != groups->numbers[k][i - 1];
    return changes[1] <= changes[0];
}

/* The cell in row r and column c, or NULL. */
static uint32_t *group_cell(const kf_groups *groups, size_t r, size_t c)
{
    return r < groups->cell_rows && c < groups->cell_columns
               ? &groups->cells[r * groups->cell_stride + 1 + c]
               : NULL;
}

/* Makes the cell in row r and column c, if the limits leave room. */
static kefu_status group_cells_room(kf_groups *groups, size_t r, size_t c, kefu_error *error)
{
    size_t rows = group_power(groups->cell_rows ? groups->cell_rows : GROUP_CELLS_FIRST, r);
    size_t columns =
        group_power(groups->cell_columns ? groups->cell_columns : GROUP_CELLS_FIRST, c);
    size_t stride = columns + GROUP_CELLS_GAP, size = sizeof *groups->cells;
    size_t had = groups->cell_rows * groups->cell_stride;
    uint32_t *grown;
    if (rows > GROUP_CELLS_MOST / columns || !kf_groups_fits(groups, (rows * stride - had) * size))
        return KEFU_OK;
    grown = kf_alloc_zero(&groups->memory, rows * stride * size);
    if (!grown)
        return kf_no_memory(error);
    for (size_t i = 0; i < groups->cell_rows; i++)
        memcpy(grown + i * stride, groups->cells + i * groups->cell_stride,
               (groups->cell_columns + 1) * size);
    kf_free_array(&groups->memory, groups->cells, had, size);
    kf_groups_count_bytes(groups, (rows * stride - had) * size);
    groups->cells = grown;
    groups->cell_rows = (uint32_t)rows;
    groups->cell_columns = (uint32_t)columns;
    groups->cell_stride = stride;
    return KEFU_OK;
}

/* The number of row i of the block, added if new. */
static kefu_status group_pair(kf_groups *groups, int64_t i, uint32_t *number, kefu_error *error)
{
    const uint32_t x = groups->numbers[0][i], y = groups->numbers[1][i];
    const uint32_t r = groups->slow ? y : x, c = groups->slow ? x : y;
    uint32_t *cell = group_cell(groups, r, c);
    kefu_status status;
    if (cell && *cell) {
        *number = *cell - 1;
        return KEFU_OK;
    }
    kf_key keys[2] = {*kf_groups_key(groups->parts[0], x), *kf_groups_key(groups->parts[1], y)};
    status = cell ? KEFU_OK : group_cells_room(groups, r, c, error);
    if (status)
        return status;
    cell = group_cell(groups, r, c);
    return cell ? group_learn(groups, keys, cell, number, error)
                : kf_groups_one(groups, keys, number, error);
}

/* 1 if there is a cell for every pair of the parts. */
static int32_t group_cells_reach(const kf_groups *groups)
{
    return groups->cells && groups->parts[groups->slow]->count <= groups->cell_rows &&
           groups->parts[!groups->slow]->count <= groups->cell_columns;
}

static kefu_status group_rows_two(kf_groups *groups, const group_span *span, kefu_error *error)
{
    kefu_status status = KEFU_OK;
    int32_t gathered;
    if (group_cells_reach(groups) &&
        kf_groups_gather_row(groups, span->columns, span->first, span->count, span->numbers))
        return KEFU_OK;
    for (int32_t k = 0; k < 2 && !status; k++) {
        status = group_part(groups, k, error);
        if (!status)
            status = kf_groups_rows(groups->parts[k], span->columns + k, span->first, span->count,
                                    groups->numbers[k], error);
    }
    if (status)
        return status;
    if (!groups->cells)
        groups->slow = group_slow(groups, span->count);
    gathered = group_cells_reach(groups);
    if (gathered && kf_groups_gather_pairs(groups, span->count, span->numbers))
        return KEFU_OK;
    for (int64_t i = 0; i < span->count && !status; i++)
        if (!gathered || span->numbers[i] == UINT32_MAX)
            status = group_pair(groups, i, &span->numbers[i], error);
    return status;
}

kefu_status kf_groups_rows(kf_groups *groups, const kf_column *const *columns, int64_t first,
                           int64_t count, uint32_t *numbers, kefu_error *error)
{
    group_span span = {columns, first, count, numbers};
    if (groups->n_keys == 1 && columns[0]->family == KF_FAMILY_INTEGER)
        return group_rows_integers(groups, &span, error);
    return groups->n_keys == 2 ? group_rows_two(groups, &span, error)
                               : group_rows_any(groups, &span, error);
}
