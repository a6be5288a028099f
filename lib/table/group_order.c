/* group_order.c - the groups in the order of their keys. */
#include "base/fail.h"
#include "base/sort.h"
#include "table/group_table.h"

/* ---- By comparing ---------------------------------------------------------------------------- */

static int32_t group_compare(const void *things, uint32_t a, uint32_t b)
{
    const kf_groups *groups = things;
    const kf_key *left = kf_groups_key(groups, a), *right = kf_groups_key(groups, b);
    int32_t order = 0;
    for (int32_t k = 0; k < groups->n_keys && !order; k++)
        order = kf_key_compare(&left[k], &right[k]);
    return order;
}

/* ---- Integers: all keys of a group as the digits of one number, sorted by radix -------------- */

typedef struct group_packed {
    uint64_t digits;
    uint32_t number;
} group_packed;

static uint64_t group_digit(const kf_key *key) /* in order of the number */
{
    return (uint64_t)key->number ^ (uint64_t)1 << 63;
}

/* Least and greatest of key k; 0 if some are text. */
static int32_t group_range(const kf_groups *groups, int32_t k, uint64_t *least, uint64_t *range)
{
    uint64_t most = 0;
    *least = UINT64_MAX;
    for (uint32_t i = 0; i < groups->count; i++) {
        const kf_key *key = &kf_groups_key(groups, i)[k];
        uint64_t digit = group_digit(key);
        if (key->text.data)
            return 0;
        *least = digit < *least ? digit : *least;
        most = digit > most ? digit : most;
    }
    *range = most - *least;
    return 1;
}

static int32_t group_bits(uint64_t range)
{
    int32_t bits = 0;
    for (; range; range >>= 1)
        bits++;
    return bits;
}

/* Bits used by all keys; -1 if they are not integers or need more than 63. */
static int32_t group_pack(const kf_groups *groups, group_packed *packed)
{
    int32_t bits = 0;
    for (uint32_t i = 0; i < groups->count; i++)
        packed[i] = (group_packed){0, i};
    for (int32_t k = 0; k < groups->n_keys; k++) {
        uint64_t least, range;
        int32_t wide;
        if (!group_range(groups, k, &least, &range))
            return -1;
        wide = group_bits(range);
        bits += wide;
        if (bits > 63)
            return -1;
        for (uint32_t i = 0; i < groups->count; i++)
            packed[i].digits =
                packed[i].digits << wide | (group_digit(&kf_groups_key(groups, i)[k]) - least);
    }
    return bits;
}

static void group_radix(const group_packed *from, uint32_t n, int32_t shift, group_packed *to)
{
    uint32_t at[256] = {0}, sum = 0;
    for (uint32_t i = 0; i < n; i++)
        at[from[i].digits >> shift & 255]++;
    for (int32_t d = 0; d < 256; d++) {
        uint32_t here = at[d];
        at[d] = sum;
        sum += here;
    }
    for (uint32_t i = 0; i < n; i++)
        to[at[from[i].digits >> shift & 255]++] = from[i];
}

/* 0 if the keys cannot be packed. */
static int32_t group_sort_packed(const kf_groups *groups, group_packed *room, uint32_t *order)
{
    group_packed *from = room, *to = room + groups->count;
    int32_t bits = group_pack(groups, room);
    if (bits < 0)
        return 0;
    for (int32_t shift = 0; shift < bits; shift += 8) {
        group_packed *sorted = to;
        group_radix(from, groups->count, shift, to);
        to = from;
        from = sorted;
    }
    for (uint32_t i = 0; i < groups->count; i++)
        order[i] = from[i].number;
    return 1;
}

kefu_status kf_groups_sorted(const kf_groups *groups, uint32_t *order, kefu_error *error)
{
    size_t n = groups->count;
    group_packed *room = kf_alloc_array(&groups->memory, n, 2 * sizeof *room);
    int32_t sorted;
    if (!room)
        return kf_no_memory(error);
    sorted = group_sort_packed(groups, room, order);
    kf_free_array(&groups->memory, room, n, 2 * sizeof *room);
    if (sorted)
        return KEFU_OK;
    for (uint32_t i = 0; i < groups->count; i++)
        order[i] = i;
    return kf_sort(&groups->memory, order, n, group_compare, groups, error);
}
