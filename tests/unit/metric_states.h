/* metric_states.h - built-in metrics through their tables: rows in, a value out, and the laws that
 * every mergeable metric keeps. */
#ifndef TESTS_METRIC_STATES_H
#define TESTS_METRIC_STATES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/metric.h"
#include "oom.h"

enum { STATES_MOST = 256, STATES_BYTES = 65536 };

typedef struct metric_state {
    _Alignas(16) unsigned char bytes[STATES_MOST];
} metric_state;

/* How a metric is called, and what with. */
typedef struct metric_call {
    const kefu_metric *metric;
    kefu_context context;
    kefu_allocator allocator;
    oom_state memory;
    int64_t params[4];
} metric_call;

/* As the host makes it: numbers at `scale`, results rounded at `round`. */
static inline void call_open(metric_call *call, const char *name, int32_t scale, int32_t round,
                             const int64_t *params)
{
    memset(call, 0, sizeof *call);
    call->metric = kefu_registry_find(NULL, name);
    assert_non_null(call->metric);
    assert_true(call->metric->state_size <= STATES_MOST);
    call->allocator =
        (kefu_allocator){sizeof call->allocator, oom_alloc, oom_realloc, oom_free, &call->memory};
    call->context = (kefu_context){.struct_size = sizeof call->context,
                                   .allocator = &call->allocator,
                                   .n_args = call->metric->n_ports,
                                   .scale = scale,
                                   .round = round};
    for (int32_t i = 0; i < call->metric->n_params; i++)
        call->params[i] = params[i];
}

static inline void call_close(const metric_call *call)
{
    assert_int_equal(call->memory.held, 0);
    assert_int_equal(call->memory.blocks, 0);
}

/* The parameters, for finalize alone where they are late. */
static inline kefu_context call_late(const metric_call *call)
{
    kefu_context late = call->context;
    late.params = call->params;
    late.n_params = call->metric->n_params;
    return late;
}

static inline kefu_status call_update(const metric_call *call, metric_state *state,
                                      const int64_t *x, const int64_t *y, int64_t rows,
                                      kefu_error *error)
{
    kefu_vector a = {x, NULL, NULL}, b = {y, NULL, NULL};
    const kefu_vector *vectors[] = {&a, &b};
    kefu_args args = {sizeof args, rows, vectors, call->metric->n_ports, 0};
    uint32_t *groups = calloc((size_t)rows + 1, sizeof *groups);
    kefu_status status =
        call->metric->update(state, sizeof *state, groups, &args, &call->context, error);
    free(groups);
    return status;
}

static inline kefu_status call_value(const metric_call *call, const metric_state *state,
                                     kefu_value *out, kefu_error *error)
{
    kefu_context late = call_late(call);
    metric_state before = *state;
    *out = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    kefu_status status = call->metric->finalize(state, out, &late, error);
    assert_memory_equal(&before, state, sizeof before);
    return status;
}

static inline void call_destroy(const metric_call *call, metric_state *state)
{
    call->metric->destroy(state, &call->context);
}

/* All rows in one go. */
static inline kefu_value call_of_rows(const metric_call *call, const int64_t *x, const int64_t *y,
                                      int64_t rows)
{
    metric_state state = {{0}};
    kefu_value value;
    assert_int_equal(call_update(call, &state, x, y, rows, NULL), KEFU_OK);
    assert_int_equal(call_value(call, &state, &value, NULL), KEFU_OK);
    call_destroy(call, &state);
    return value;
}

static inline void assert_value(const kefu_value *v, int64_t num, int64_t den, int64_t n,
                                uint32_t flags)
{
    assert_int_equal(v->num, num);
    assert_int_equal(v->den, den);
    assert_int_equal(v->n, n);
    assert_int_equal(v->status, den ? KEFU_VALUE_OK : KEFU_VALUE_NO_DATA);
    assert_int_equal(v->flags, flags);
}

/* ---- Laws ----------------------------------------------------------------------------------- */

static inline uint64_t states_chance(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static inline size_t call_save(const metric_call *call, const metric_state *state,
                               unsigned char *out)
{
    size_t need = 0, again = 0;
    assert_int_equal(call->metric->save(state, 1, NULL, 0, &need, &call->context, NULL), KEFU_OK);
    assert_true(need && need <= STATES_BYTES);
    out[0] = 0x5A;
    assert_int_equal(call->metric->save(state, 1, out, need - 1, &again, &call->context, NULL),
                     KEFU_OK);
    assert_int_equal(out[0], 0x5A); /* too small: nothing is written */
    assert_int_equal(call->metric->save(state, 1, out, need, &again, &call->context, NULL),
                     KEFU_OK);
    assert_int_equal(again, need);
    return need;
}

/* Rows dealt at random to three states, of which some are saved and loaded, merged in any order:
 * the bytes and the value of all rows together. */
static inline void assert_laws(const metric_call *call, const int64_t *x, const int64_t *y,
                               int64_t rows, uint64_t *seed)
{
    static unsigned char whole_bytes[STATES_BYTES], bytes[STATES_BYTES];
    const kefu_metric *m = call->metric;
    metric_state whole = {{0}}, parts[3] = {{{0}}, {{0}}, {{0}}};
    kefu_value expected, value;
    size_t size, first = states_chance(seed) % 3;
    assert_int_equal(call_update(call, &whole, x, y, rows, NULL), KEFU_OK);
    for (int64_t i = rows; i-- > 0;)
        assert_int_equal(
            call_update(call, &parts[states_chance(seed) % 3], x + i, y ? y + i : NULL, 1, NULL),
            KEFU_OK);
    for (size_t i = 0; i < 3; i++)
        if (states_chance(seed) & 1) {
            size = call_save(call, &parts[i], bytes);
            call_destroy(call, &parts[i]);
            memset(&parts[i], 0, sizeof parts[i]);
            assert_int_equal(m->load(&parts[i], 1, bytes, size, &call->context, NULL), KEFU_OK);
        }
    for (size_t i = 1; i < 3; i++)
        assert_int_equal(m->merge(&parts[first], &parts[(first + i) % 3], &call->context, NULL),
                         KEFU_OK);
    size = call_save(call, &whole, whole_bytes);
    assert_int_equal(call_save(call, &parts[first], bytes), size);
    assert_memory_equal(bytes, whole_bytes, size);
    assert_int_equal(call_value(call, &whole, &expected, NULL), KEFU_OK);
    assert_int_equal(call_value(call, &parts[first], &value, NULL), KEFU_OK);
    assert_memory_equal(&value, &expected, sizeof value);
    call_destroy(call, &whole);
    for (size_t i = 0; i < 3; i++)
        call_destroy(call, &parts[i]);
}

/* Bytes of these rows cut short, made longer or with a bit turned are refused, or are the bytes of
 * other rows. */
static inline void assert_damage_is_harmless(const metric_call *call, const int64_t *x,
                                             const int64_t *y, int64_t rows)
{
    static unsigned char bytes[STATES_BYTES], again[STATES_BYTES];
    const kefu_metric *m = call->metric;
    const metric_state empty = {{0}};
    metric_state state = {{0}};
    size_t size;
    assert_int_equal(call_update(call, &state, x, y, rows, NULL), KEFU_OK);
    size = call_save(call, &state, bytes);
    call_destroy(call, &state);
    bytes[size] = 0;
    memset(&state, 0, sizeof state);
    for (size_t cut = 0; cut <= size + 1; cut++)
        if (cut != size)
            assert_int_equal(m->load(&state, 1, bytes, cut, &call->context, NULL), KEFU_E_DATA);
    assert_int_equal(m->load(&state, 1, NULL, 0, &call->context, NULL), KEFU_E_DATA);
    assert_int_equal(m->load(&state, 2, bytes, size, &call->context, NULL), KEFU_E_UNSUPPORTED);
    for (size_t bit = 0; bit < size * 8; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        if (m->load(&state, 1, bytes, size, &call->context, NULL)) {
            assert_memory_equal(&state, &empty, sizeof state);
        } else {
            kefu_value value;
            assert_int_equal(call_save(call, &state, again), size);
            assert_memory_equal(again, bytes, size);
            call_value(call, &state, &value, NULL);
            call_destroy(call, &state);
            memset(&state, 0, sizeof state);
        }
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
}

/* Allocations fail, each in its turn, in update, merge, save, load and finalize: KEFU_E_MEMORY, and
 * `destroy` finds a state that it can free. */
static inline void assert_memory_may_fail(metric_call *call, const int64_t *x, const int64_t *y,
                                          int64_t rows)
{
    static unsigned char bytes[STATES_BYTES];
    for (long nth = 1;; nth++) {
        metric_state a = {{0}}, b = {{0}}, loaded = {{0}};
        const kefu_metric *m = call->metric;
        size_t need = 0;
        kefu_value value;
        int32_t has_loaded = 0;
        call->memory.fail_at = call->memory.calls + nth;
        kefu_status status = call_update(call, &a, x, y, rows, NULL);
        if (!status)
            status = call_update(call, &b, x, y, rows, NULL);
        if (!status)
            status = m->merge(&a, &b, &call->context, NULL);
        if (!status)
            status = call_update(call, &a, x, y, 1, NULL);
        if (!status)
            status = m->save(&a, 1, bytes, STATES_BYTES, &need, &call->context, NULL);
        if (!status) {
            status = m->load(&loaded, 1, bytes, need, &call->context, NULL);
            has_loaded = !status;
        }
        if (!status)
            status = call_value(call, &a, &value, NULL);
        int32_t over = call->memory.calls < call->memory.fail_at;
        call->memory.fail_at = 0;
        call_destroy(call, &a);
        call_destroy(call, &b);
        if (has_loaded)
            call_destroy(call, &loaded);
        call_close(call);
        assert_int_equal(status, over ? KEFU_OK : KEFU_E_MEMORY);
        if (over)
            break;
    }
}

#endif
