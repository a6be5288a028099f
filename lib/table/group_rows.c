/* group_rows.c - group numbers of a block of rows, with shortcuts past the hash for one or two
 * integer keys of small size: agents, days. */
#include <string.h>

#include "base/fail.h"
#include "table/group_table.h"

/* A table of all values below a million is at most 4 MiB, and only if such a value occurs; pairs
 * are remembered in at most 16 MiB. What does not fit goes by the hash. */
enum { GROUP_VALUES_FIRST = 256, GROUP_VALUES_MOST = 1 << 20, GROUP_CELLS_MOST = 1 << 22 };

/* ---- Shortcuts ------------------------------------------------------------------------------ */

static size_t group_power(size_t from, size_t above)
{
    while (from <= above)
        from *= 2;
    return from;
}

/* Makes code[value] exist; *there is 0 if it cannot be had within the limits. */
static kefu_status group_codes_room(kf_groups *groups, kf_group_codes *codes, int64_t value,
                                    int32_t *there, kefu_error *error)
{
    size_t wanted;
    uint32_t *grown;
    *there = value >= 0 && (uint64_t)value < codes->size;
    if (*there || value < 0 || value >= GROUP_VALUES_MOST)
        return KEFU_OK;
    wanted = group_power(codes->size ? codes->size : GROUP_VALUES_FIRST, (size_t)value);
    if (!kf_groups_fits(groups, (wanted - codes->size) * sizeof *grown))
        return KEFU_OK;
    grown = kf_alloc_zero(&groups->memory, wanted * sizeof *grown);
    if (!grown)
        return kf_no_memory(error);
    if (codes->size)
        memcpy(grown, codes->code, codes->size * sizeof *grown);
    kf_free_array(&groups->memory, codes->code, codes->size, sizeof *grown);
    groups->bytes += (wanted - codes->size) * sizeof *grown;
    codes->code = grown;
    codes->size = wanted;
    *there = 1;
    return KEFU_OK;
}

/* Room for codes up to those given. */
static kefu_status group_cells_room(kf_groups *groups, uint32_t last_row, uint32_t last_column,
                                    int32_t *there, kefu_error *error)
{
    size_t rows = group_power(groups->cell_rows ? groups->cell_rows : 16, last_row);
    size_t columns = group_power(groups->cell_columns ? groups->cell_columns : 16, last_column);
    size_t old = (size_t)groups->cell_rows * groups->cell_columns;
    uint32_t *grown;
    *there = 1;
    if (rows == groups->cell_rows && columns == groups->cell_columns)
        return KEFU_OK;
    *there = rows * columns <= GROUP_CELLS_MOST &&
             kf_groups_fits(groups, (rows * columns - old) * sizeof *grown);
    if (!*there)
        return KEFU_OK;
    grown = kf_alloc_zero(&groups->memory, rows * columns * sizeof *grown);
    if (!grown)
        return kf_no_memory(error);
    for (size_t r = 0; r < groups->cell_rows; r++)
        memcpy(grown + r * columns, groups->cells + r * groups->cell_columns,
               groups->cell_columns * sizeof *grown);
    kf_free_array(&groups->memory, groups->cells, old, sizeof *grown);
    groups->bytes += (rows * columns - old) * sizeof *grown;
    groups->cells = grown;
    groups->cell_rows = (uint32_t)rows;
    groups->cell_columns = (uint32_t)columns;
    return KEFU_OK;
}

static kefu_status group_remember_one(kf_groups *groups, int64_t value, uint32_t number,
                                      kefu_error *error)
{
    int32_t there;
    kefu_status status = group_codes_room(groups, &groups->codes[0], value, &there, error);
    if (!status && there)
        groups->codes[0].code[value] = number + 1;
    return status;
}

static kefu_status group_remember_two(kf_groups *groups, const int64_t values[2], uint32_t number,
                                      kefu_error *error)
{
    uint32_t code[2];
    int32_t there;
    kefu_status status;
    for (int32_t k = 0; k < 2; k++) {
        kf_group_codes *codes = &groups->codes[k];
        status = group_codes_room(groups, codes, values[k], &there, error);
        if (status || !there)
            return status;
        code[k] = codes->code[values[k]] ? codes->code[values[k]] : codes->count + 1;
    }
    status = group_cells_room(groups, code[0], code[1], &there, error);
    if (status || !there)
        return status;
    for (int32_t k = 0; k < 2; k++) {
        groups->codes[k].code[values[k]] = code[k];
        if (code[k] > groups->codes[k].count)
            groups->codes[k].count = code[k];
    }
    groups->cells[(size_t)code[0] * groups->cell_columns + code[1]] = number + 1;
    return KEFU_OK;
}

/* ---- Blocks --------------------------------------------------------------------------------- */

typedef struct group_span {
    const kf_column *const *columns;
    int64_t first, count;
    uint32_t *numbers;
} group_span;

static kefu_status group_read_values(kf_groups *groups, const group_span *span, int32_t k,
                                     int32_t *any, kefu_error *error)
{
    const kf_column *column = span->columns[k];
    return kf_column_numbers(column, span->first, span->count, column->scale,
                             groups->scratch[k].values, groups->scratch[k].states, any, error);
}

static kf_key group_key_at(const kf_key_scratch *scratch, int64_t i)
{
    return scratch->states[i] ? kf_key_of("", 0) : kf_key_of_number(scratch->values[i]);
}

static kefu_status group_rows_one(kf_groups *groups, const group_span *span, kefu_error *error)
{
    const kf_key_scratch *scratch = &groups->scratch[0];
    const uint32_t *code = groups->codes[0].code;
    uint64_t size = groups->codes[0].size;
    int32_t any;
    kefu_status status = group_read_values(groups, span, 0, &any, error);
    for (int64_t i = 0; !status && i < span->count; i++) {
        int64_t value = scratch->values[i];
        uint32_t number1 = (uint64_t)value < size ? code[value] : 0;
        if (number1 && !(any && scratch->states[i])) {
            span->numbers[i] = number1 - 1;
            continue;
        }
        kf_key key = group_key_at(scratch, i);
        status = kf_groups_one(groups, &key, &span->numbers[i], error);
        if (!status && !key.text.data)
            status = group_remember_one(groups, value, span->numbers[i], error);
        code = groups->codes[0].code;
        size = groups->codes[0].size;
    }
    return status;
}

static kefu_status group_rows_two_slow(kf_groups *groups, const group_span *span, int64_t i,
                                       kefu_error *error)
{
    kf_key keys[2] = {group_key_at(&groups->scratch[0], i), group_key_at(&groups->scratch[1], i)};
    int64_t values[2] = {keys[0].number, keys[1].number};
    kefu_status status = kf_groups_one(groups, keys, &span->numbers[i], error);
    if (status || keys[0].text.data || keys[1].text.data)
        return status;
    return group_remember_two(groups, values, span->numbers[i], error);
}

static kefu_status group_rows_two(kf_groups *groups, const group_span *span, kefu_error *error)
{
    const kf_key_scratch *a = &groups->scratch[0], *b = &groups->scratch[1];
    kf_group_codes x = groups->codes[0], y = groups->codes[1];
    int32_t any_a, any_b = 0;
    kefu_status status = group_read_values(groups, span, 0, &any_a, error);
    if (!status)
        status = group_read_values(groups, span, 1, &any_b, error);
    for (int64_t i = 0; !status && i < span->count; i++) {
        uint64_t u = (uint64_t)a->values[i], v = (uint64_t)b->values[i];
        uint32_t r = u < x.size ? x.code[u] : 0, c = v < y.size ? y.code[v] : 0;
        uint32_t number1 = r ? groups->cells[(size_t)r * groups->cell_columns + c] : 0;
        if (number1 && !((any_a | any_b) && (a->states[i] | b->states[i]))) {
            span->numbers[i] = number1 - 1;
            continue;
        }
        status = group_rows_two_slow(groups, span, i, error);
        x = groups->codes[0];
        y = groups->codes[1];
    }
    return status;
}

/* Any keys: reads them row by row as tuples, then goes by the hash. */
static kefu_status group_rows_any(kf_groups *groups, const group_span *span, kefu_error *error)
{
    size_t n = (size_t)groups->n_keys;
    kefu_status status = KEFU_OK;
    kf_arena arena;
    kf_arena_init(&arena, &groups->memory);
    for (size_t k = 0; k < n && !status; k++)
        status = kf_keys_read(span->columns[k], span->first, span->count, &arena, groups->scratch,
                              groups->block + k, n, error);
    for (int64_t i = 0; i < span->count && !status; i++)
        status = kf_groups_one(groups, groups->block + (size_t)i * n, &span->numbers[i], error);
    kf_arena_free(&arena);
    return status;
}

static kefu_status group_block_room(kf_groups *groups, kefu_error *error)
{
    size_t width = (groups->n_keys ? (size_t)groups->n_keys : 1) * sizeof(kf_key);
    if (!groups->scratch) {
        groups->scratch = kf_alloc_array(&groups->memory, 2, sizeof *groups->scratch);
        if (!groups->scratch)
            return kf_no_memory(error);
        groups->bytes += 2 * sizeof *groups->scratch;
    }
    if (!groups->block) {
        groups->block = kf_alloc_array(&groups->memory, KF_BLOCK, width);
        if (!groups->block)
            return kf_no_memory(error);
        groups->bytes += KF_BLOCK * width;
    }
    return KEFU_OK;
}

static int32_t group_all_integers(const kf_groups *groups, const kf_column *const *columns)
{
    for (int32_t k = 0; k < groups->n_keys; k++)
        if (columns[k]->family != KF_FAMILY_INTEGER)
            return 0;
    return 1;
}

kefu_status kf_groups_rows(kf_groups *groups, const kf_column *const *columns, int64_t first,
                           int64_t count, uint32_t *numbers, kefu_error *error)
{
    group_span span = {columns, first, count, numbers};
    kefu_status status = group_block_room(groups, error);
    if (status)
        return status;
    if (groups->n_keys == 1 && group_all_integers(groups, columns))
        return group_rows_one(groups, &span, error);
    if (groups->n_keys == 2 && group_all_integers(groups, columns))
        return group_rows_two(groups, &span, error);
    return group_rows_any(groups, &span, error);
}
