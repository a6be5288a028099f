/* metric_fixture.h - one built-in metric and states of it, driven through its table as a host does:
 * a context with the host's services and an allocator that counts and can fail. */
#ifndef TESTS_METRIC_FIXTURE_H
#define TESTS_METRIC_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kefu/metric.h"
#include "metric/plugin_host.h"
#include "oom.h"

enum { STATE_MOST = 256, STATE_BYTES = 65536, UPDATE_ROWS = 4096 };

typedef struct metric_state {
    _Alignas(16) unsigned char bytes[STATE_MOST];
} metric_state;

/* How a metric is called, and what with. */
typedef struct metric_call {
    const kefu_metric *metric;
    oom_state memory;
    kefu_allocator allocator;
    int64_t params[4];
    kefu_context context;
} metric_call;

/* With all its ports: numbers at `scale`, results rounded at `round`; params NULL: 0. The state of
 * the memory is inside, so a call does not move. */
static inline void call_open(metric_call *call, const char *name, int32_t scale, int32_t round,
                             const int64_t *params)
{
    const kefu_metric *m = kefu_registry_find(NULL, name);
    assert_non_null(m);
    assert_true(m->state_size <= STATE_MOST);
    memset(call, 0, sizeof *call);
    call->metric = m;
    call->allocator =
        (kefu_allocator){sizeof call->allocator, oom_alloc, oom_realloc, oom_free, &call->memory};
    call->context = (kefu_context){.struct_size = sizeof call->context,
                                   .host = &kf_host,
                                   .allocator = &call->allocator,
                                   .n_args = m->n_ports,
                                   .scale = scale,
                                   .round = round};
    for (int32_t i = 0; params && i < m->n_params; i++)
        call->params[i] = params[i];
    if (m->flags & KEFU_METRIC_LATE_PARAMS)
        return;
    call->context.params = call->params;
    call->context.n_params = m->n_params;
}

/* Every state was destroyed, or something leaked. */
static inline void call_close(const metric_call *call)
{
    assert_int_equal(call->memory.held, 0);
    assert_int_equal(call->memory.blocks, 0);
}

static inline void call_begin(const metric_call *call, metric_state *state)
{
    memset(state, 0, sizeof *state);
    if (call->metric->init)
        assert_int_equal(call->metric->init(state, &call->context, NULL), KEFU_OK);
}

static inline void call_end(const metric_call *call, metric_state *state)
{
    if (call->metric->destroy)
        call->metric->destroy(state, &call->context);
}

/* ---- Rows ----------------------------------------------------------------------------------- */

/* Rows of up to three arguments into one state. */
static inline kefu_status call_feed(const metric_call *call, metric_state *state,
                                    const kefu_vector *ports, int64_t rows, kefu_error *error)
{
    static const uint32_t groups[UPDATE_ROWS] = {0};
    const kefu_vector *vectors[] = {&ports[0], &ports[1], &ports[2]};
    kefu_args args = {sizeof args, rows, vectors, call->context.n_args, 0};
    assert_true(rows <= UPDATE_ROWS);
    return call->metric->update(state, sizeof *state, groups, &args, &call->context, error);
}

/* Numbers, of one argument or of two. */
static inline kefu_status call_update(const metric_call *call, metric_state *state,
                                      const int64_t *x, const int64_t *y, int64_t rows,
                                      kefu_error *error)
{
    const kefu_vector ports[3] = {{x, NULL, NULL}, {y, NULL, NULL}};
    return call_feed(call, state, ports, rows, error);
}

static inline void call_numbers(const metric_call *call, metric_state *state, const int64_t *x,
                                int64_t rows)
{
    assert_int_equal(call_update(call, state, x, NULL, rows, NULL), KEFU_OK);
}

static inline void call_pairs(const metric_call *call, metric_state *state, const int64_t *x,
                              const int64_t *y, int64_t rows)
{
    assert_int_equal(call_update(call, state, x, y, rows, NULL), KEFU_OK);
}

/* ---- Values --------------------------------------------------------------------------------- */

/* Parameters that come late are for finalize alone, which changes nothing. */
static inline kefu_status call_value(const metric_call *call, const metric_state *state,
                                     kefu_value *out, kefu_error *error)
{
    kefu_context late = call->context;
    metric_state before = *state;
    late.params = call->params;
    late.n_params = call->metric->n_params;
    *out = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    kefu_status status = call->metric->finalize(state, out, &late, error);
    assert_memory_equal(&before, state, sizeof before);
    return status;
}

/* All rows in one go. */
static inline kefu_value call_of_rows(const metric_call *call, const int64_t *x, const int64_t *y,
                                      int64_t rows)
{
    metric_state state;
    kefu_value value;
    call_begin(call, &state);
    assert_int_equal(call_update(call, &state, x, y, rows, NULL), KEFU_OK);
    assert_int_equal(call_value(call, &state, &value, NULL), KEFU_OK);
    call_end(call, &state);
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

/* ---- Bytes ---------------------------------------------------------------------------------- */

/* To out[STATE_BYTES], or as many as there are; where the room is too small nothing is written. */
static inline size_t call_save(const metric_call *call, const metric_state *state,
                               unsigned char *out)
{
    const kefu_metric *m = call->metric;
    size_t need = 0, again = 0;
    assert_int_equal(m->save(state, 1, NULL, 0, &need, &call->context, NULL), KEFU_OK);
    assert_true(need && need <= STATE_BYTES);
    out[0] = 0x5A;
    assert_int_equal(m->save(state, 1, out, need - 1, &again, &call->context, NULL), KEFU_OK);
    assert_int_equal(out[0], 0x5A);
    assert_int_equal(m->save(state, 1, out, need, &again, &call->context, NULL), KEFU_OK);
    assert_int_equal(again, need);
    return need;
}

/* A state that is refused is zero, as one that was never loaded. */
static inline kefu_status call_load(const metric_call *call, metric_state *state,
                                    const unsigned char *bytes, size_t size)
{
    static const metric_state zero;
    kefu_status status;
    memset(state, 0, sizeof *state);
    status = call->metric->load(state, 1, bytes, size, &call->context, NULL);
    if (status)
        assert_memory_equal(state, &zero, sizeof zero);
    return status;
}

/* Bytes given as "02 ff ...": how many. */
static inline size_t bytes_of_hex(const char *hex, unsigned char *out)
{
    size_t n = 0;
    for (; *hex; hex++) {
        int digit = *hex >= '0' && *hex <= '9'   ? *hex - '0'
                    : *hex >= 'a' && *hex <= 'f' ? *hex - 'a' + 10
                                                 : -1;
        if (digit < 0)
            continue;
        if (n % 2 == 0)
            out[n / 2] = 0;
        out[n / 2] = (unsigned char)(out[n / 2] << 4 | digit);
        n++;
    }
    return n / 2;
}

static inline void assert_saves_as(const metric_call *call, const metric_state *state,
                                   const char *hex)
{
    unsigned char expected[512], got[STATE_BYTES];
    size_t size = bytes_of_hex(hex, expected);
    assert_int_equal(call_save(call, state, got), size);
    assert_memory_equal(got, expected, size);
}

static inline void assert_refused(const metric_call *call, const char *hex)
{
    unsigned char bytes[512];
    metric_state state;
    assert_int_equal(call_load(call, &state, bytes, bytes_of_hex(hex, bytes)), KEFU_E_DATA);
}

#endif
