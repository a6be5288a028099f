/* group_gather.c - group numbers of small integers straight from the caller's packed columns. */
#include "base/cpu.h"
#include "table/group_gather.inc"

static const kf_group_loops *group_loops_of(int32_t cpu)
{
#ifdef KF_HAVE_AVX2
    if (cpu >= KF_CPU_AVX2)
        return kf_group_loops_avx2();
#endif
    (void)cpu;
    return group_loops;
}

static const struct {
    int32_t type, size;
} group_packed_types[] = {
    {KEFU_COLUMN_I8, 1},   {KEFU_COLUMN_U8, 1},   {KEFU_COLUMN_I16, 2}, {KEFU_COLUMN_U16, 2},
    {KEFU_COLUMN_I32, 4},  {KEFU_COLUMN_U32, 4},  {KEFU_COLUMN_I64, 8}, {KEFU_COLUMN_U64, 8},
    {KEFU_COLUMN_DATE, 4}, {KEFU_COLUMN_TIME, 8},
};

/* NULL unless every row has a key that is the integer as it lies there. */
static const kf_group_loops *group_loops_for(const kf_column *column)
{
    const kefu_column *v = &column->view;
    const kf_group_loops *loops = group_loops_of(column->cpu);
    if (v->states || v->validity || column->scale != kf_key_scale(column))
        return NULL;
    for (size_t i = 0; i < sizeof group_packed_types / sizeof *group_packed_types; i++)
        if (group_packed_types[i].type == v->type && group_packed_types[i].size == v->stride)
            for (;; loops++)
                if (loops->size == v->stride)
                    return loops;
    return NULL;
}

/* A block of packed keys, and what they have in common. */
typedef struct group_look {
    const kf_group_loops *loops;
    const void *at;
    uint64_t some, every;
} group_look;

/* 0 unless the keys are packed, and the table by value has room for all. */
static int32_t group_look_at(const kf_groups *groups, const kf_column *column, int64_t first,
                             int64_t count, group_look *look)
{
    const kf_group_loops *loops = look->loops = group_loops_for(column);
    if (!loops || !groups->n_values || count <= 0)
        return 0;
    look->at = (const char *)column->view.data + (ptrdiff_t)first * (ptrdiff_t)loops->size;
    loops->look(look->at, (size_t)count, &look->some, &look->every);
    return look->some < groups->n_values;
}

/* Missing numbers are UINT32_MAX, and others are below 2^31. */
static int32_t group_none_missing(uint32_t all) { return all <= INT32_MAX; }

int32_t kf_groups_gather(const kf_groups *groups, const kf_column *column, int64_t first,
                         int64_t count, uint32_t *numbers)
{
    const uint32_t *by_value = groups->by_value;
    group_look keys;
    if (!group_look_at(groups, column, first, count, &keys))
        return 0;
    if (keys.some == keys.every) {
        for (int64_t i = 0; i < count; i++)
            numbers[i] = by_value[keys.some] - 1;
        return by_value[keys.some] != 0;
    }
    return group_none_missing(keys.loops->gather(keys.at, (size_t)count, by_value, NULL, numbers));
}

/* ---- Two keys -------------------------------------------------------------------------------- */

int32_t kf_groups_gather_row(const kf_groups *groups, const kf_column *const *columns,
                             int64_t first, int64_t count, uint32_t *numbers)
{
    const kf_groups *slow = groups->parts[groups->slow], *quick = groups->parts[!groups->slow];
    group_look row, keys;
    uint32_t row1;
    if (!group_look_at(slow, columns[groups->slow], first, count, &row) || row.some != row.every)
        return 0;
    row1 = slow->by_value[row.some];
    if (!row1 || !group_look_at(quick, columns[!groups->slow], first, count, &keys))
        return 0;
    return group_none_missing(
        keys.loops->gather_row(keys.at, (size_t)count, quick->by_value,
                               groups->cells + (row1 - 1) * groups->cell_stride, numbers));
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
    const uint32_t *cells = groups->cells + 1;
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
    return group_none_missing(all);
}
