/* bag_fixture.h - bags for tests: values of many shapes, and what a bag holds against qsort. */
#ifndef TESTS_BAG_FIXTURE_H
#define TESTS_BAG_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "metric/bag.h"
#include "chance.h"
#include "oom.h"

#define TOP INT64_MAX
#define LOW INT64_MIN

enum { MOST = 5000, ROUNDS = 60 };

static oom_state memory;
static const kefu_allocator allocator = {sizeof allocator, oom_alloc, oom_realloc, oom_free,
                                         &memory};

static inline void assert_all_freed(void)
{
    assert_int_equal(memory.held, 0);
    assert_int_equal(memory.blocks, 0);
}

static inline int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static inline void add_all(kf_bag *bag, const int64_t *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_int_equal(kf_bag_add(bag, values[i], &allocator, NULL), KEFU_OK);
}

static inline void merge(kf_bag *dst, const kf_bag *src)
{
    assert_int_equal(kf_bag_merge(dst, src, &allocator, NULL), KEFU_OK);
}

/* The oracle is qsort of the C library. */
static inline void assert_holds(const kf_bag *bag, const int64_t *values, size_t n)
{
    int64_t *sorted = malloc((n + 1) * sizeof *sorted);
    kf_bag before = *bag;
    kf_bag_view view;
    size_t at = 0;
    if (n)
        memcpy(sorted, values, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_value);
    assert_int_equal(kf_bag_open(&view, bag, &allocator, NULL), KEFU_OK);
    assert_memory_equal(bag, &before, sizeof before); /* reading changes nothing */
    assert_int_equal(view.size, n);
    assert_int_equal(kf_bag_size(bag), n);
    for (size_t i = 0; i < view.n; i++) {
        assert_true(view.pairs[i].count > 0);
        assert_true(!i || view.pairs[i - 1].value < view.pairs[i].value);
        for (int64_t k = 0; k < view.pairs[i].count; k++)
            assert_true(view.pairs[i].value == sorted[at++]);
    }
    assert_int_equal(at, n);
    for (size_t i = 0; i < n; i += n / 7 + 1)
        assert_true(kf_bag_at(&view, (int64_t)i) == sorted[i]);
    kf_bag_close(&view, &allocator);
    free(sorted);
}

typedef struct bytes {
    unsigned char *data;
    size_t size;
} bytes;

static inline bytes saved(const kf_bag *bag)
{
    kf_bag_view view;
    bytes b;
    assert_int_equal(kf_bag_open(&view, bag, &allocator, NULL), KEFU_OK);
    b.size = kf_bag_bytes(&view);
    b.data = malloc(b.size + 1);
    b.data[b.size] = 0xA5;
    assert_ptr_equal(kf_bag_put(b.data, &view), b.data + b.size);
    assert_int_equal(b.data[b.size], 0xA5);
    kf_bag_close(&view, &allocator);
    return b;
}

static inline void assert_same(const kf_bag *a, const kf_bag *b)
{
    bytes x = saved(a), y = saved(b);
    assert_int_equal(x.size, y.size);
    assert_memory_equal(x.data, y.data, x.size);
    free(x.data);
    free(y.data);
}

/* Shapes of data that people have, and that sorting and folding could trip over. */
static inline int64_t shape(int which, size_t i, uint64_t *seed)
{
    uint64_t r = chance(seed);
    switch (which) {
    case 0:
        return (int64_t)(r >> 1) - (int64_t)(r & 1) * TOP; /* anything */
    case 1:
        return (int64_t)(r % 6000) * 100000; /* tenths of seconds at scale 6 */
    case 2:
        return (int64_t)(r % 5); /* marks */
    case 3:
        return (int64_t)i - MOST / 2; /* rising */
    case 4:
        return -3 * (int64_t)i; /* falling */
    case 5:
        return r & 1 ? LOW : TOP;
    case 6:
        return 7; /* all equal */
    default:
        return (int64_t)(r >> (r & 63)); /* all magnitudes */
    }
}

enum { SHAPES = 8 };

#endif
