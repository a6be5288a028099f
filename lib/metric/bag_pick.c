/* bag_pick.c - two values of a bag by their ranks, without sorting all of its tail. */
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "metric/bag.h"

enum {
    PICK_BITS = 8,
    PICK_BUCKETS = 1 << PICK_BITS, /* of equal width, from the least value to the greatest */
    PICK_FEW = 256                 /* so many are sorted at once */
};

/* What is left to look at, and how many values come before it. */
typedef struct pick_part {
    kf_bag bag; /* the run is part of the bag's, the tail that or `kept` */
    int64_t before;
    int64_t *kept;
    size_t n_kept; /* room of it */
} pick_part;

/* The buckets that hold both ranks: values from `low` to `span` above it, as unsigned distances. */
typedef struct pick_cut {
    uint64_t low, span;
    int64_t before;
    size_t in_tail;
} pick_cut;

static int32_t pick_has(const pick_cut *cut, int64_t value)
{
    return (uint64_t)value - cut->low <= cut->span;
}

/* ---- Buckets -------------------------------------------------------------------------------- */

/* Of the bag's values, with a tail. */
static uint64_t pick_range(const kf_bag *bag, int64_t *least)
{
    int64_t low = bag->tail[0], high = low;
    for (size_t i = 1; i < bag->n_tail; i++) {
        low = bag->tail[i] < low ? bag->tail[i] : low;
        high = bag->tail[i] > high ? bag->tail[i] : high;
    }
    if (bag->n_run) {
        kf_bag_pair first = bag->run[0], last = bag->run[bag->n_run - 1];
        low = first.value < low ? first.value : low;
        high = last.value > high ? last.value : high;
    }
    *least = low;
    return (uint64_t)high - (uint64_t)low;
}

static void pick_count(const kf_bag *bag, uint64_t least, int32_t shift,
                       int64_t counts[PICK_BUCKETS])
{
    memset(counts, 0, PICK_BUCKETS * sizeof *counts);
    for (size_t i = 0; i < bag->n_tail; i++)
        counts[((uint64_t)bag->tail[i] - least) >> shift]++;
    for (size_t i = 0; i < bag->n_run; i++)
        counts[((uint64_t)bag->run[i].value - least) >> shift] += bag->run[i].count;
}

/* The bucket of a rank, which becomes its rank within that. */
static uint64_t pick_bucket(const int64_t counts[PICK_BUCKETS], int64_t *rank)
{
    uint64_t bucket = 0;
    while (*rank >= counts[bucket])
        *rank -= counts[bucket++];
    return bucket;
}

static pick_cut pick_cut_of(const kf_bag *bag, int64_t first, int64_t last)
{
    int64_t counts[PICK_BUCKETS], least, within = first;
    uint64_t range = pick_range(bag, &least), from, to;
    int32_t shift = 0;
    pick_cut cut = {0};
    while (range >> shift >= PICK_BUCKETS)
        shift++;
    pick_count(bag, (uint64_t)least, shift, counts);
    from = pick_bucket(counts, &within);
    to = pick_bucket(counts, &last);
    cut.low = (uint64_t)least + (from << shift);
    cut.span = ((to - from) << shift) + (((uint64_t)1 << shift) - 1);
    cut.before = first - within;
    for (size_t i = 0; i < bag->n_tail; i++)
        cut.in_tail += (size_t)pick_has(&cut, bag->tail[i]);
    return cut;
}

/* ---- Narrowing ------------------------------------------------------------------------------ */

/* The tail may be kept where it was. */
static void pick_narrow(pick_part *part, const pick_cut *cut)
{
    kf_bag *bag = &part->bag;
    size_t n = 0;
    for (size_t i = 0; i < bag->n_tail; i++)
        if (pick_has(cut, bag->tail[i]))
            part->kept[n++] = bag->tail[i];
    bag->tail = part->kept;
    bag->n_tail = n;
    while (bag->n_run && !pick_has(cut, bag->run[0].value)) {
        bag->run++;
        bag->n_run--;
    }
    while (bag->n_run && !pick_has(cut, bag->run[bag->n_run - 1].value))
        bag->n_run--;
    part->before += cut->before;
}

/* Until few are left, or no fewer. */
static kefu_status pick_narrow_down(pick_part *part, int64_t first, int64_t last,
                                    const kf_memory *memory, kefu_error *error)
{
    while (part->bag.n_tail > PICK_FEW) {
        pick_cut cut = pick_cut_of(&part->bag, first - part->before, last - part->before);
        if (cut.in_tail == part->bag.n_tail)
            break;
        if (!part->kept) {
            part->kept = kf_alloc_array(memory, cut.in_tail, sizeof *part->kept);
            part->n_kept = cut.in_tail;
        }
        if (!part->kept)
            return kf_no_memory(error);
        pick_narrow(part, &cut);
    }
    return KEFU_OK;
}

kefu_status kf_bag_pick(const kf_bag *bag, int64_t first, int64_t last, int64_t out[2],
                        const kefu_allocator *allocator, kefu_error *error)
{
    kf_memory memory = {*allocator};
    pick_part part = {.bag = *bag};
    kf_bag_view view = {0};
    kefu_status status = pick_narrow_down(&part, first, last, &memory, error);
    if (!status)
        status = kf_bag_open(&view, &part.bag, allocator, error);
    if (!status) {
        out[0] = kf_bag_at(&view, first - part.before);
        out[1] = kf_bag_at(&view, last - part.before);
    }
    kf_bag_close(&view, allocator);
    kf_free_array(&memory, part.kept, part.n_kept, sizeof *part.kept);
    return status;
}
