/* sort_integers.c - sorting int64: by insertion where they are few, else by digits of the distance
 * from the least, lowest digit first. */
#include <string.h>

#include "base/sort.h"

enum {
    INTEGERS_FEW = 24,
    INTEGERS_MANY = 2048, /* from here on wide digits are worth their counters */
    INTEGERS_NARROW_BITS = 8,
    INTEGERS_WIDE_BITS = 10
};

static void integers_insert(int64_t *values, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        int64_t moving = values[i];
        size_t at = i;
        for (; at && values[at - 1] > moving; at--)
            values[at] = values[at - 1];
        values[at] = moving;
    }
}

/* The distance of the greatest from the least; 0 also where there is nothing to sort. */
static uint64_t integers_range(const int64_t *values, size_t n, int64_t *least)
{
    int64_t low = values[0], high = values[0];
    int32_t falls = 0;
    for (size_t i = 1; i < n; i++) {
        falls |= values[i] < values[i - 1];
        low = values[i] < low ? values[i] : low;
        high = values[i] > high ? values[i] : high;
    }
    *least = low;
    return falls ? (uint64_t)high - (uint64_t)low : 0;
}

static int32_t integers_bits(uint64_t range)
{
    int32_t bits = 0;
    for (; range; range >>= 1)
        bits++;
    return bits;
}

/* One digit, of the distance shifted right and cut by `mask`; keeps the order of equal ones. */
static void integers_pass(const int64_t *from, int64_t *to, size_t n, uint64_t least, int32_t shift,
                          uint64_t mask)
{
    size_t starts[(size_t)1 << INTEGERS_WIDE_BITS], sum = 0;
    memset(starts, 0, (size_t)(mask + 1) * sizeof *starts);
    for (size_t i = 0; i < n; i++)
        starts[((uint64_t)from[i] - least) >> shift & mask]++;
    for (size_t digit = 0; digit <= mask; digit++) {
        size_t count = starts[digit];
        starts[digit] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[starts[((uint64_t)from[i] - least) >> shift & mask]++] = from[i];
}

void kf_sort_integers(int64_t *values, int64_t *room, size_t n)
{
    const int32_t widest = n < INTEGERS_MANY ? INTEGERS_NARROW_BITS : INTEGERS_WIDE_BITS;
    int64_t *from = values, *to = room, least;
    int32_t bits, passes, width;
    if (n <= INTEGERS_FEW) {
        integers_insert(values, n);
        return;
    }
    bits = integers_bits(integers_range(values, n, &least));
    passes = (bits + widest - 1) / widest;
    width = passes ? (bits + passes - 1) / passes : 0;
    for (int32_t pass = 0; pass < passes; pass++) {
        int64_t *swap = from;
        integers_pass(from, to, n, (uint64_t)least, pass * width, ((uint64_t)1 << width) - 1);
        from = to;
        to = swap;
    }
    if (from != values)
        memcpy(values, from, n * sizeof *values);
}
