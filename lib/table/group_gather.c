/* group_gather.c - group numbers of small integers straight from the caller's packed columns. */
#include <string.h>

#include "base/ahead.h"
#include "table/group_table.h"

#define GROUP_LOOK_ROWS(from, to)                                                                  \
    for (size_t i = (from); i < (to); i++) {                                                       \
        memcpy(&one, (const char *)at + i * sizeof one, sizeof one);                               \
        any |= one;                                                                                \
        all &= one;                                                                                \
    }

/* Bits that occur among the keys, and bits that all have: below a power of two if the first are,
 * all the same if both are. Negative keys have the top bit. While a block is read, that after it
 * is asked for. */
#define GROUP_LOOK(name, type)                                                                     \
    static void name(const void *at, size_t count, uint64_t *some, uint64_t *every)                \
    {                                                                                              \
        const size_t step = KF_LINE / sizeof(type), lines = count / step;                          \
        type any = 0, all = (type) ~(type)0, one;                                                  \
        for (size_t line = 0; line < lines; line++) {                                              \
            kf_ahead(at, KF_BLOCK * sizeof one + line * KF_LINE);                                  \
            GROUP_LOOK_ROWS(line *step, (line + 1) * step)                                         \
        }                                                                                          \
        GROUP_LOOK_ROWS(lines *step, count)                                                        \
        *some = any;                                                                               \
        *every = all;                                                                              \
    }

#define GROUP_GATHER(name, type)                                                                   \
    static void name(const void *restrict at, size_t count, const uint32_t *restrict by_value,     \
                     uint32_t *restrict numbers)                                                   \
    {                                                                                              \
        type one;                                                                                  \
        for (size_t i = 0; i < count; i++) {                                                       \
            memcpy(&one, (const char *)at + i * sizeof one, sizeof one);                           \
            numbers[i] = by_value[one] - 1;                                                        \
        }                                                                                          \
    }

#define GROUP_TYPE(bits)                                                                           \
    GROUP_LOOK(group_look_##bits, uint##bits##_t)                                                  \
    GROUP_GATHER(group_gather_##bits, uint##bits##_t)

GROUP_TYPE(8)
GROUP_TYPE(16)
GROUP_TYPE(32)
GROUP_TYPE(64)

#undef GROUP_TYPE
#undef GROUP_GATHER
#undef GROUP_LOOK
#undef GROUP_LOOK_ROWS

static const struct group_kind {
    int64_t size;
    void (*look)(const void *at, size_t count, uint64_t *some, uint64_t *every);
    void (*gather)(const void *at, size_t count, const uint32_t *by_value, uint32_t *numbers);
} group_kinds[] = {
    {1, group_look_8, group_gather_8},
    {2, group_look_16, group_gather_16},
    {4, group_look_32, group_gather_32},
    {8, group_look_64, group_gather_64},
};

static const struct {
    int32_t type, size;
} group_packed_types[] = {
    {KEFU_COLUMN_I8, 1},   {KEFU_COLUMN_U8, 1},   {KEFU_COLUMN_I16, 2}, {KEFU_COLUMN_U16, 2},
    {KEFU_COLUMN_I32, 4},  {KEFU_COLUMN_U32, 4},  {KEFU_COLUMN_I64, 8}, {KEFU_COLUMN_U64, 8},
    {KEFU_COLUMN_DATE, 4}, {KEFU_COLUMN_TIME, 8},
};

/* NULL unless every row has a key that is the integer as it lies there. */
static const struct group_kind *group_kind_of(const kf_column *column)
{
    const kefu_column *v = &column->view;
    if (v->states || v->validity || column->scale != kf_key_scale(column))
        return NULL;
    for (size_t i = 0; i < sizeof group_packed_types / sizeof *group_packed_types; i++)
        if (group_packed_types[i].type == v->type && group_packed_types[i].size == v->stride)
            for (size_t k = 0;; k++)
                if (group_kinds[k].size == v->stride)
                    return &group_kinds[k];
    return NULL;
}

/* 1 if none is missing: missing ones are UINT32_MAX, and others are below 2^31. */
static int32_t group_none_missing(const uint32_t *numbers, size_t count)
{
    uint32_t all = 0;
    for (size_t i = 0; i < count; i++)
        all |= numbers[i];
    return all <= INT32_MAX;
}

int32_t kf_groups_gather(const kf_groups *groups, const kf_column *column, int64_t first,
                         int64_t count, uint32_t *numbers)
{
    const struct group_kind *kind = group_kind_of(column);
    uint64_t some, every;
    const void *at;
    if (!kind || !groups->n_values || count <= 0)
        return 0;
    at = (const char *)column->view.data + (ptrdiff_t)first * (ptrdiff_t)kind->size;
    kind->look(at, (size_t)count, &some, &every);
    if (some >= groups->n_values)
        return 0;
    if (some == every) {
        const uint32_t number1 = groups->by_value[some];
        for (int64_t i = 0; i < count; i++)
            numbers[i] = number1 - 1;
        return number1 != 0;
    }
    kind->gather(at, (size_t)count, groups->by_value, numbers);
    return group_none_missing(numbers, (size_t)count);
}

/* Keys in order, such as days, are the same in most blocks: equal to the next one. */
static int32_t group_all_same(const uint32_t *numbers, int64_t count)
{
    return count < 2 || (numbers[0] == numbers[count - 1] &&
                         memcmp(numbers, numbers + 1, (size_t)(count - 1) * sizeof *numbers) == 0);
}

int32_t kf_groups_gather_pairs(const kf_groups *groups, int64_t count, uint32_t *numbers)
{
    const uint32_t *rows = groups->numbers[groups->slow], *columns = groups->numbers[!groups->slow];
    const uint32_t *cells = groups->cells;
    const size_t stride = groups->cell_stride;
    uint32_t all = 0;
    if (group_all_same(rows, count)) {
        cells += rows[0] * stride;
        for (int64_t i = 0; i < count; i++)
            all |= numbers[i] = cells[columns[i]] - 1;
    } else {
        for (int64_t i = 0; i < count; i++)
            all |= numbers[i] = cells[rows[i] * stride + columns[i]] - 1;
    }
    return all != UINT32_MAX;
}
