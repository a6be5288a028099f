/* bag.c - see bag.h: adding, merging, reading. */
#include "metric/bag.h"

#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/sort.h"

enum {
    BAG_FIRST = 8, /* values of the first tail */
    BAG_FOLD = 256 /* shorter tails are not worth sorting into a run */
};

static kf_memory bag_memory(const kefu_allocator *allocator)
{
    kf_memory memory = {*allocator};
    return memory;
}

void kf_bag_free(kf_bag *bag, const kefu_allocator *allocator)
{
    kf_memory memory = bag_memory(allocator);
    kf_free_array(&memory, bag->tail, bag->tail_capacity, sizeof *bag->tail);
    kf_free_array(&memory, bag->run, bag->run_capacity, sizeof *bag->run);
    memset(bag, 0, sizeof *bag);
}

/* ---- Folding values into the run ------------------------------------------------------------ */

/* What is added, in order: values, or pairs. */
typedef struct bag_source {
    const int64_t *values; /* NULL: pairs */
    const kf_bag_pair *pairs;
    size_t n;
} bag_source;

static inline kf_bag_pair bag_source_last(const bag_source *source)
{
    kf_bag_pair one = {0, 1};
    if (!source->values)
        return source->pairs[source->n - 1];
    one.value = source->values[source->n - 1];
    return one;
}

/* Where pairs are written, downwards; a pair of the value written last is added to it. No branches:
 * which value comes next is chance. */
typedef struct bag_target {
    kf_bag_pair *at;
    kf_bag_pair last; /* count 0: none */
} bag_target;

static inline void bag_emit(bag_target *target, int64_t value, int64_t count)
{
    size_t same = (target->last.count != 0) & (target->last.value == value);
    target->last.count = count + (same ? target->last.count : 0);
    target->last.value = value;
    target->at -= !same;
    *target->at = target->last;
}

/* From the end, so that pairs move up within the run: the caller has seen to room for as many pairs
 * as the source has items. What ties leave empty is closed at last. */
static void bag_fold_source(kf_bag *bag, bag_source source)
{
    kf_bag_pair *end = bag->run + bag->n_run + source.n;
    bag_target target = {end, {0, 0}};
    size_t left = bag->n_run, n;
    while (left && source.n) {
        kf_bag_pair a = bag->run[left - 1], b = bag_source_last(&source);
        size_t ours = a.value >= b.value;
        left -= ours;
        source.n -= !ours;
        bag_emit(&target, ours ? a.value : b.value, ours ? a.count : b.count);
    }
    for (; source.n; source.n--) {
        kf_bag_pair b = bag_source_last(&source);
        bag_emit(&target, b.value, b.count);
    }
    n = (size_t)(end - target.at);
    memmove(bag->run + left, target.at, n * sizeof *end);
    bag->n_run = left + n;
}

/* Sorts the tail, with the room behind the run, into the run. */
static void bag_fold_tail(kf_bag *bag)
{
    if (!bag->n_tail)
        return;
    kf_sort_integers(bag->tail, (int64_t *)(void *)(bag->run + bag->n_run), bag->n_tail);
    bag_fold_source(bag, (bag_source){bag->tail, NULL, bag->n_tail});
    bag->in_run += (int64_t)bag->n_tail;
    bag->n_tail = 0;
}

/* ---- Room ----------------------------------------------------------------------------------- */

static void *bag_resize(void *block, size_t *capacity, size_t wanted, size_t item,
                        const kf_memory *memory)
{
    void *resized;
    if (wanted > SIZE_MAX / item)
        return NULL;
    resized =
        block ? memory->with.reallocate(memory->with.user, block, *capacity * item, wanted * item)
              : kf_alloc(memory, wanted * item);
    if (resized)
        *capacity = wanted;
    return resized;
}

/* For n pairs more. At least a quarter as much again, so that many small ones cost little each. */
static kefu_status bag_reserve_run(kf_bag *bag, size_t n, const kf_memory *memory,
                                   kefu_error *error)
{
    size_t wanted = bag->run_capacity + bag->run_capacity / 4;
    kf_bag_pair *run;
    if (n <= bag->run_capacity - bag->n_run)
        return KEFU_OK;
    if (n > SIZE_MAX - bag->n_run)
        return kf_no_memory(error);
    if (wanted < bag->n_run + n)
        wanted = bag->n_run + n;
    run = bag_resize(bag->run, &bag->run_capacity, wanted, sizeof *run, memory);
    if (!run)
        return kf_no_memory(error);
    bag->run = run;
    return KEFU_OK;
}

/* As long as a tail grows: what is folded in should be no less than what it is folded into. */
static size_t bag_longest_tail(const kf_bag *bag)
{
    return bag->n_run > BAG_FOLD ? bag->n_run : BAG_FOLD;
}

/* The limit is what there is room for, and no more than can be counted. */
static void bag_set_limit(kf_bag *bag)
{
    int64_t left = INT64_MAX - bag->in_run;
    bag->tail_limit = bag->tail_capacity;
    if ((uint64_t)left < bag->tail_limit)
        bag->tail_limit = (size_t)left;
}

/* For n values more, of which the longest tail has room. */
static kefu_status bag_reserve_tail(kf_bag *bag, size_t n, const kf_memory *memory,
                                    kefu_error *error)
{
    size_t need = bag->n_tail + n, most = bag_longest_tail(bag);
    size_t wanted = bag->tail_capacity ? bag->tail_capacity : BAG_FIRST;
    int64_t *tail;
    if (need <= bag->tail_capacity)
        return KEFU_OK;
    while (wanted < need)
        wanted = wanted > most / 2 ? most : wanted * 2;
    tail = bag_resize(bag->tail, &bag->tail_capacity, wanted, sizeof *tail, memory);
    if (!tail)
        return kf_no_memory(error);
    bag->tail = tail;
    return KEFU_OK;
}

static kefu_status bag_too_many(kefu_error *error)
{
    return kf_fail(error, KEFU_E_OVERFLOW, "more than 2^63 - 1 rows");
}

kefu_status kf_bag_make_room(kf_bag *bag, const kefu_allocator *allocator, kefu_error *error)
{
    kf_memory memory = bag_memory(allocator);
    kefu_status status;
    if (kf_bag_size(bag) == INT64_MAX)
        return bag_too_many(error);
    if (bag->n_tail < bag_longest_tail(bag)) {
        status = bag_reserve_tail(bag, 1, &memory, error);
    } else {
        status = bag_reserve_run(bag, bag->n_tail, &memory, error);
        if (!status)
            bag_fold_tail(bag);
    }
    if (!status)
        bag_set_limit(bag);
    return status;
}

/* ---- Merging -------------------------------------------------------------------------------- */

static void bag_append(kf_bag *dst, const kf_bag *src)
{
    for (size_t i = 0; i < src->n_run; i++)
        for (int64_t k = 0; k < src->run[i].count; k++)
            dst->tail[dst->n_tail++] = src->run[i].value;
    if (src->n_tail)
        memcpy(dst->tail + dst->n_tail, src->tail, src->n_tail * sizeof *src->tail);
    dst->n_tail += src->n_tail;
}

static kefu_status bag_merge_runs(kf_bag *dst, const kf_bag *src, const kefu_allocator *allocator,
                                  kefu_error *error)
{
    kf_memory memory = bag_memory(allocator);
    kf_bag_view view;
    kefu_status status = kf_bag_open(&view, src, allocator, error);
    if (!status && view.n > SIZE_MAX - dst->n_tail)
        status = kf_no_memory(error);
    if (!status)
        status = bag_reserve_run(dst, dst->n_tail + view.n, &memory, error);
    if (!status) {
        bag_fold_tail(dst);
        bag_fold_source(dst, (bag_source){NULL, view.pairs, view.n});
        dst->in_run += view.size;
    }
    kf_bag_close(&view, allocator);
    return status;
}

kefu_status kf_bag_merge(kf_bag *dst, const kf_bag *src, const kefu_allocator *allocator,
                         kefu_error *error)
{
    kf_memory memory = bag_memory(allocator);
    int64_t size = kf_bag_size(src);
    kefu_status status;
    if (!size)
        return KEFU_OK;
    if (size > INT64_MAX - kf_bag_size(dst))
        return bag_too_many(error);
    if ((uint64_t)size <= bag_longest_tail(dst) - dst->n_tail) {
        status = bag_reserve_tail(dst, (size_t)size, &memory, error);
        if (!status)
            bag_append(dst, src);
    } else {
        status = bag_merge_runs(dst, src, allocator, error);
    }
    if (!status)
        bag_set_limit(dst);
    return status;
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* The copy's own tail goes as soon as it is in the run. */
static kefu_status bag_copy_folded(kf_bag *copy, const kf_bag *bag, const kefu_allocator *allocator,
                                   kefu_error *error)
{
    kf_memory memory = bag_memory(allocator);
    size_t n = bag->n_tail;
    if (n > SIZE_MAX - bag->n_run)
        return kf_no_memory(error);
    copy->tail = bag_resize(NULL, &copy->tail_capacity, n, sizeof *copy->tail, &memory);
    copy->run = bag_resize(NULL, &copy->run_capacity, bag->n_run + n, sizeof *copy->run, &memory);
    if (!copy->tail || !copy->run)
        return kf_no_memory(error);
    memcpy(copy->tail, bag->tail, n * sizeof *copy->tail);
    if (bag->n_run)
        memcpy(copy->run, bag->run, bag->n_run * sizeof *copy->run);
    copy->n_tail = n;
    copy->n_run = bag->n_run;
    bag_fold_tail(copy);
    kf_free_array(&memory, copy->tail, copy->tail_capacity, sizeof *copy->tail);
    copy->tail = NULL;
    copy->tail_capacity = 0;
    return KEFU_OK;
}

kefu_status kf_bag_open(kf_bag_view *view, const kf_bag *bag, const kefu_allocator *allocator,
                        kefu_error *error)
{
    kefu_status status = KEFU_OK;
    memset(view, 0, sizeof *view);
    view->size = kf_bag_size(bag);
    if (bag->n_tail) {
        status = bag_copy_folded(&view->copy, bag, allocator, error);
        bag = &view->copy;
    }
    if (status)
        return status;
    view->pairs = bag->run;
    view->n = bag->n_run;
    return KEFU_OK;
}

void kf_bag_close(kf_bag_view *view, const kefu_allocator *allocator)
{
    kf_bag_free(&view->copy, allocator);
}

int64_t kf_bag_at(const kf_bag_view *view, int64_t rank)
{
    size_t i = 0;
    while (rank >= view->pairs[i].count)
        rank -= view->pairs[i++].count;
    return view->pairs[i].value;
}
