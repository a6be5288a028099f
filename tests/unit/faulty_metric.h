/* faulty_metric.h - least(x), a metric that keeps all its numbers to give the least of them, sound
 * or with one fault. */
#ifndef TESTS_FAULTY_METRIC_H
#define TESTS_FAULTY_METRIC_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/metric.h"

/* What is wrong with it. */
enum {
    SOUND,
    WILD_STATUS,
    WILD_VALUE,
    WILD_WHEN_MERGED,
    WILD_ROW,
    BEYOND_STATE,
    BEYOND_MEMORY,
    CHANGES_ARGUMENTS,
    CHANGES_SOURCE,
    FAILS_WHEN_EMPTY,
    FINALIZE_DIFFERS,
    FINALIZE_CHANGES,
    POINTS_INTO_ITSELF,
    COUNTS_UPDATES,
    ONE_GROUP_A_BLOCK,
    FIRST_ROW_WINS,
    SAVES_IN_ORDER_OF_ROWS,
    EMPTY_STAYS_EMPTY,
    MERGE_LOSES_ONE,
    MERGED_ONCE,
    LATER_INTO_EARLIER,
    SAVES_WHAT_FITS,
    NEEDS_MORE_WITH_ROOM,
    SAVES_TOO_LITTLE,
    LOAD_LOSES_ONE,
    LOAD_REFUSES,
    ANY_FORMAT,
    OLD_FORMAT_LOST,
    CUT_SHORT_IS_FINE,
    MORE_IS_FINE,
    ANY_ORDER_LOADS,
    LEAKS,
    WRONG_SIZE_RELEASED,
    NO_MEMORY_IS_DATA,
    NO_MEMORY_LOSES_ROWS,
    FAULTS
};

typedef struct faulty {
    int32_t fault;
    int64_t calls, born;
} faulty;

typedef struct least_state {
    int64_t n, capacity, born;
    int64_t *values;
    const void *self;
    int64_t merged;
} least_state;

static int64_t *least_allocate(const kefu_context *c, int64_t n)
{
    return c->allocator->allocate(c->allocator->user, (size_t)n * sizeof(int64_t));
}

static void least_release(const kefu_context *c, int64_t *values, int64_t n)
{
    const faulty *f = c->user;
    size_t wrong = f->fault == WRONG_SIZE_RELEASED ? 1 : 0;
    if (n)
        c->allocator->release(c->allocator->user, values, (size_t)n * sizeof *values - wrong);
}

static kefu_status least_no_memory(const kefu_context *c)
{
    const faulty *f = c->user;
    return f->fault == NO_MEMORY_IS_DATA      ? KEFU_E_DATA
           : f->fault == NO_MEMORY_LOSES_ROWS ? KEFU_OK
                                              : KEFU_E_MEMORY;
}

static kefu_status KEFU_CALL least_init(void *state, const kefu_context *c, kefu_error *error)
{
    faulty *f = c->user;
    least_state *s = state;
    (void)error;
    s->born = f->born++;
    s->self = state;
    return KEFU_OK;
}

static void KEFU_CALL least_destroy(void *state, const kefu_context *c)
{
    const faulty *f = c->user;
    const least_state *s = state;
    if (f->fault != LEAKS)
        least_release(c, s->values, s->capacity);
}

static kefu_status least_add(least_state *s, int64_t value, const kefu_context *c)
{
    const faulty *f = c->user;
    if (f->fault == POINTS_INTO_ITSELF && s->self != s)
        return KEFU_OK;
    if (s->n == s->capacity) {
        int64_t capacity = s->capacity * 2 + 2, *values = least_allocate(c, capacity);
        if (!values)
            return least_no_memory(c);
        if (s->n)
            memcpy(values, s->values, (size_t)s->n * sizeof *values);
        least_release(c, s->values, s->capacity);
        s->values = values;
        s->capacity = capacity;
    }
    s->values[s->n++] = value;
    if (f->fault == BEYOND_MEMORY)
        ((unsigned char *)(s->values + s->capacity))[0] = 0;
    return KEFU_OK;
}

static kefu_status KEFU_CALL least_update(void *states, size_t stride, const uint32_t *groups,
                                          const kefu_args *args, const kefu_context *c,
                                          kefu_error *error)
{
    const faulty *f = c->user;
    const int64_t *x = args->vectors[0]->values;
    kefu_status status = KEFU_OK;
    for (int64_t i = 0; i < args->rows && !status; i++) {
        uint32_t group = groups[f->fault == ONE_GROUP_A_BLOCK ? 0 : i];
        least_state *s = (least_state *)(void *)((char *)states + stride * group);
        status = least_add(s, x[i], c);
        if (f->fault == COUNTS_UPDATES && !status && i == 0)
            status = least_add(s, -1000000, c);
        if (f->fault == BEYOND_STATE)
            ((char *)states)[stride * group + sizeof(least_state)] = 0;
    }
    if (f->fault == CHANGES_ARGUMENTS)
        memset((void *)(uintptr_t)x, 1, 1);
    if (f->fault == WILD_ROW && args->rows > 3)
        return c->host->set_error(error, KEFU_E_DATA, args->rows, "beyond");
    return status;
}

static kefu_status KEFU_CALL least_merge(void *dst, const void *src, const kefu_context *c,
                                         kefu_error *error)
{
    const faulty *f = c->user;
    least_state *a = dst;
    const least_state *b = src;
    kefu_status status = KEFU_OK;
    int64_t n = b->n;
    (void)error;
    if ((f->fault == EMPTY_STAYS_EMPTY && !a->n) ||
        (f->fault == MERGED_ONCE && a->n && b->merged) ||
        (f->fault == LATER_INTO_EARLIER && a->n && a->born > b->born))
        return KEFU_OK;
    if (f->fault == MERGE_LOSES_ONE && n > 2 && a->n)
        n--;
    for (int64_t i = 0; i < n && !status; i++)
        status = least_add(a, b->values[i], c);
    a->merged = 1;
    if (f->fault == CHANGES_SOURCE)
        ((least_state *)(uintptr_t)b)->merged = 2;
    return status;
}

static int least_compare(const void *a, const void *b)
{
    int64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static void least_put(unsigned char *at, int64_t value)
{
    for (int i = 0; i < 8; i++)
        at[i] = (unsigned char)((uint64_t)value >> 8 * i & 0xFF);
}

static int64_t least_get(const unsigned char *at)
{
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits |= (uint64_t)at[i] << 8 * i;
    return (int64_t)bits;
}

/* n, then the numbers in order; format 1 has n, 0, and the numbers. */
static kefu_status KEFU_CALL least_save(const void *state, uint32_t format, void *out,
                                        size_t capacity, size_t *need, const kefu_context *c,
                                        kefu_error *error)
{
    const faulty *f = c->user;
    const least_state *s = state;
    unsigned char *at = out;
    const size_t head = format == 1 ? 16 : 8;
    int64_t *sorted;
    (void)error;
    *need = head + (size_t)s->n * 8;
    if (f->fault == NEEDS_MORE_WITH_ROOM && capacity > *need)
        *need += 1;
    if (f->fault == SAVES_WHAT_FITS && capacity < *need && capacity >= 8)
        least_put(at, s->n);
    if (capacity < *need)
        return KEFU_OK;
    least_put(at, s->n);
    if (format == 1)
        least_put(at + 8, 0);
    if (!s->n)
        return KEFU_OK;
    sorted = least_allocate(c, s->n);
    if (!sorted)
        return least_no_memory(c);
    memcpy(sorted, s->values, (size_t)s->n * 8);
    if (f->fault != SAVES_IN_ORDER_OF_ROWS)
        qsort(sorted, (size_t)s->n, 8, least_compare);
    for (int64_t i = f->fault == SAVES_TOO_LITTLE ? 1 : 0; i < s->n; i++)
        least_put(at + head + 8 * i, sorted[i]);
    least_release(c, sorted, s->n);
    return KEFU_OK;
}

static int least_good(const faulty *f, const unsigned char *bytes, size_t size, uint32_t format)
{
    const size_t head = format == 1 ? 16 : 8;
    size_t numbers;
    if ((format != 1 && format != 2 && f->fault != ANY_FORMAT) || size < head || size % 8)
        return 0;
    if (format == 1 && (least_get(bytes + 8) || f->fault == OLD_FORMAT_LOST))
        return 0;
    numbers = (size - head) / 8;
    if (f->fault == MORE_IS_FINE && least_get(bytes) >= 0 && least_get(bytes) < (int64_t)numbers)
        numbers = (size_t)least_get(bytes);
    if (f->fault == LOAD_REFUSES && numbers > 3)
        return 0;
    if (f->fault == CUT_SHORT_IS_FINE ? least_get(bytes) < (int64_t)numbers
                                      : least_get(bytes) != (int64_t)numbers)
        return 0;
    for (size_t i = 1; i < numbers && f->fault != ANY_ORDER_LOADS; i++)
        if (least_get(bytes + head + 8 * i) < least_get(bytes + head + 8 * (i - 1)))
            return f->fault == SAVES_IN_ORDER_OF_ROWS;
    return 1;
}

static kefu_status KEFU_CALL least_load(void *state, uint32_t format, const void *bytes,
                                        size_t size, const kefu_context *c, kefu_error *error)
{
    faulty *f = c->user;
    least_state loaded = {.born = f->born++, .self = state};
    const unsigned char *at = bytes;
    const size_t head = format == 1 ? 16 : 8;
    if (!least_good(f, bytes, size, format))
        return c->host->set_error(error, KEFU_E_DATA, -1, "damaged");
    loaded.capacity = loaded.n = (int64_t)((size - head) / 8);
    if (f->fault == MORE_IS_FINE)
        loaded.n = least_get(at);
    if (f->fault == LOAD_LOSES_ONE && loaded.n > 4)
        loaded.n--;
    if (loaded.capacity && !(loaded.values = least_allocate(c, loaded.capacity)))
        return least_no_memory(c);
    for (int64_t i = 0; i < loaded.n; i++)
        loaded.values[i] = least_get(at + head + 8 * i);
    *(least_state *)state = loaded;
    return KEFU_OK;
}

static kefu_status KEFU_CALL least_finalize(const void *state, kefu_value *out,
                                            const kefu_context *c, kefu_error *error)
{
    faulty *f = c->user;
    const least_state *s = state;
    int64_t least = s->n ? s->values[0] : 0;
    (void)error;
    for (int64_t i = 1; i < s->n && f->fault != FIRST_ROW_WINS; i++)
        least = s->values[i] < least ? s->values[i] : least;
    if (f->fault == FAILS_WHEN_EMPTY && !s->n)
        return KEFU_E_DATA;
    if (f->fault == WILD_STATUS)
        return 77;
    if (s->n)
        *out = (kefu_value){least, 1, s->n, KEFU_VALUE_OK, 0};
    if ((f->fault == WILD_VALUE && s->n > 5) || (f->fault == WILD_WHEN_MERGED && s->merged && s->n))
        out->den = -1;
    if (f->fault == FINALIZE_DIFFERS && s->n)
        out->num = f->calls++;
    if (f->fault == FINALIZE_CHANGES)
        ((least_state *)(uintptr_t)s)->merged ^= 4;
    return KEFU_OK;
}

static kefu_registry *registry_of(faulty *f, const kefu_metric *metric)
{
    kefu_registry *registry = NULL;
    kefu_error error = {0};
    assert_int_equal(kefu_registry_new(NULL, &registry, NULL), KEFU_OK);
    if (kefu_registry_add(registry, metric, f, NULL, &error))
        fail_msg("%s", error.message);
    kefu_registry_freeze(registry);
    return registry;
}

static kefu_registry *least_named(faulty *f, const char *name)
{
    static const kefu_port port = {sizeof port, "x", KEFU_PORT_NUMBER, 0, 0, 0};
    static const kefu_port *const ports[] = {&port};
    const kefu_metric metric = {.struct_size = sizeof metric,
                                .flags = KEFU_METRIC_MERGEABLE | KEFU_METRIC_ORDER_FREE,
                                .state_format = 2,
                                .id = "org.example.least-of-all/1",
                                .name = name,
                                .ports = ports,
                                .n_ports = 1,
                                .n_required = 1,
                                .state_size = sizeof(least_state),
                                .state_align = sizeof(void *),
                                .init = least_init,
                                .update = least_update,
                                .merge = least_merge,
                                .save = least_save,
                                .load = least_load,
                                .finalize = least_finalize,
                                .destroy = least_destroy};
    return registry_of(f, &metric);
}

static kefu_registry *least_registry(faulty *f) { return least_named(f, "least_of_all"); }

#endif
