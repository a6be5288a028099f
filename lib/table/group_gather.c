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
    const kf_group_loops *loops = group_loops_for(column);
    uint64_t some, every;
    const void *at;
    if (!loops || !groups->n_values || count <= 0)
        return 0;
    at = (const char *)column->view.data + (ptrdiff_t)first * (ptrdiff_t)loops->size;
    loops->look(at, (size_t)count, &some, &every);
    if (some >= groups->n_values)
        return 0;
    if (some == every) {
        const uint32_t number1 = groups->by_value[some];
        for (int64_t i = 0; i < count; i++)
            numbers[i] = number1 - 1;
        return number1 != 0;
    }
    loops->gather(at, (size_t)count, groups->by_value, numbers);
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
