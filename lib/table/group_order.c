/* group_order.c - the groups in the order of their keys. */
#include "base/sort.h"
#include "table/group_table.h"

static int32_t group_compare(const void *things, uint32_t a, uint32_t b)
{
    const kf_groups *groups = things;
    const kf_key *left = kf_groups_key(groups, a), *right = kf_groups_key(groups, b);
    int32_t order = 0;
    for (int32_t k = 0; k < groups->n_keys && !order; k++)
        order = kf_key_compare(&left[k], &right[k]);
    return order;
}

kefu_status kf_groups_sorted(const kf_groups *groups, uint32_t *order, kefu_error *error)
{
    for (uint32_t i = 0; i < groups->count; i++)
        order[i] = i;
    return kf_sort(&groups->memory, order, groups->count, group_compare, groups, error);
}
