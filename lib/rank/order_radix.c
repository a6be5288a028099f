/* order_radix.c - sorting by bytes, where all values share a denominator and no ids decide. */
#include <string.h>

#include "rank/order.h"

enum { RADIX_BYTES = 8 + 1 + 4, RADIX_LEAST = 1024 }; /* of value, state, group; worth it from */

int32_t kf_order_has_radix(const kefu_rank_options *options, const kf_ordered *items, size_t n)
{
    int64_t den = 0;
    if (options->ids || n < RADIX_LEAST)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (items[i].state == KEFU_PLACE_NO_VALUE)
            continue;
        if (den && items[i].den != den)
            return 0;
        den = items[i].den;
    }
    return 1;
}

/* Byte `place` of the key, lowest first: an unsigned number that rises in the order to print. */
static uint32_t radix_byte(const kf_ordered *item, int32_t place, uint64_t flip)
{
    if (place < 8) {
        uint64_t num = item->state == KEFU_PLACE_NO_VALUE ? 0 : (uint64_t)item->num ^ flip;
        return (uint32_t)(num >> (8 * place)) & 255;
    }
    if (place == 8)
        return (uint32_t)item->state;
    return (((uint32_t)item->group ^ 0x80000000U) >> (8 * (place - 9))) & 255;
}

/* 0 if the byte is the same in all, so that there is nothing to do. */
static int32_t radix_count(const kf_ordered *items, size_t n, int32_t place, uint64_t flip,
                           size_t starts[256])
{
    size_t sum = 0;
    memset(starts, 0, 256 * sizeof *starts);
    for (size_t i = 0; i < n; i++)
        starts[radix_byte(&items[i], place, flip)]++;
    if (starts[radix_byte(&items[0], place, flip)] == n)
        return 0;
    for (int32_t b = 0; b < 256; b++) {
        size_t count = starts[b];
        starts[b] = sum;
        sum += count;
    }
    return 1;
}

kf_ordered *kf_order_radix(const kefu_rank_options *options, kf_ordered *items, kf_ordered *spare,
                           size_t n)
{
    uint64_t sign = (uint64_t)1 << 63; /* negative numbers before positive ones */
    uint64_t flip = options->lower_first ? sign : ~sign;
    size_t starts[256];
    for (int32_t place = 0; place < RADIX_BYTES; place++) {
        kf_ordered *swap = items;
        if (!radix_count(items, n, place, flip, starts))
            continue;
        for (size_t i = 0; i < n; i++)
            spare[starts[radix_byte(&items[i], place, flip)]++] = items[i];
        items = spare;
        spare = swap;
    }
    return items;
}
