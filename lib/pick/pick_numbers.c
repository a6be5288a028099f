/* pick_numbers.c - k of 0 .. n - 1 without a pass: Fisher and Yates on an array that is not there.
 *
 * Draw i swaps the numbers at places i and j of an array that began as 0, 1, 2 ..., j random of i
 * .. n - 1. The first k places are out[] itself. Of those behind only the ones that a draw has put
 * something into are remembered, in a hash table; a place behind is first touched by the draw that
 * takes j itself from there, so a table of numbers of draws is enough: out[draw] is the place. What
 * is put there comes from the first k places, so it is below k. */
#include "base/alloc.h"
#include "base/chance.h"
#include "base/fail.h"
#include "kefu/pick.h"

typedef struct numbers_map {
    uint32_t *draws;  /* number + 1 of the draw that touched a place first; 0 = free */
    uint32_t *values; /* what is there now, of each draw */
    uint32_t shift;   /* a hash has 64 - shift bits */
    size_t mask;
} numbers_map;

/* The cell of a place, or the free one where it belongs. */
static inline uint32_t *numbers_cell(const numbers_map *map, const int64_t *out, int64_t place)
{
    size_t at = (size_t)(((uint64_t)place * 0x9E3779B97F4A7C15) >> map->shift);
    while (map->draws[at] && out[map->draws[at] - 1] != place)
        at = (at + 1) & map->mask;
    return &map->draws[at];
}

static void numbers_draw(const numbers_map *map, uint64_t key, int64_t n, int64_t k, int64_t *out)
{
    kf_chance chance;
    kf_chance_start(&chance, key, KF_CHANCE_NUMBERS);
    for (int64_t i = 0; i < k; i++)
        out[i] = i;
    for (int64_t i = 0; i < k; i++) {
        int64_t j = i + (int64_t)kf_chance_below(&chance, (uint64_t)(n - i));
        int64_t put = out[i];
        if (j < k) {
            out[i] = out[j];
            out[j] = put;
            continue;
        }
        uint32_t *cell = numbers_cell(map, out, j);
        if (*cell) {
            out[i] = map->values[*cell - 1];
            map->values[*cell - 1] = (uint32_t)put;
        } else {
            *cell = (uint32_t)i + 1;
            out[i] = j;
            map->values[i] = (uint32_t)put;
        }
    }
}

/* At most half of the cells are taken, by those of k draws that lead behind the first k
 * places. */
static kefu_status numbers_room(numbers_map *map, const kf_memory *memory, int64_t n, int64_t k,
                                kefu_error *error)
{
    uint64_t behind = (uint64_t)(n - k < k ? n - k : k), cells = 2;
    map->shift = 63;
    for (; cells / 2 < behind; cells *= 2)
        map->shift--;
    map->mask = (size_t)(cells - 1);
    map->draws = kf_alloc_zeros(memory, (size_t)cells, sizeof *map->draws);
    map->values = kf_alloc_array(memory, (size_t)k, sizeof *map->values);
    return map->draws && map->values ? KEFU_OK : kf_no_memory(error);
}

kefu_status KEFU_CALL kefu_pick_numbers(const kefu_allocator *allocator, uint64_t key, int64_t n,
                                        int64_t k, int64_t *out, kefu_error *error)
{
    kf_memory memory;
    numbers_map map = {0};
    kefu_status status = kf_memory_init(&memory, allocator, error);
    if (status)
        return status;
    if (!out)
        return kf_fail(error, KEFU_E_ARGUMENT, "out is NULL");
    if (k < 0 || k > n || k > INT32_MAX)
        return kf_fail(error, KEFU_E_ARGUMENT, "k is %i: expected 0 .. n, which is %i%s", k, n,
                       k > INT32_MAX && k <= n ? ", and no more than 2147483647" : "");
    status = numbers_room(&map, &memory, n, k, error);
    if (!status)
        numbers_draw(&map, key, n, k, out);
    kf_free_array(&memory, map.draws, map.mask + 1, sizeof *map.draws);
    kf_free_array(&memory, map.values, (size_t)k, sizeof *map.values);
    return status;
}
