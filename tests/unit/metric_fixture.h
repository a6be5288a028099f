/* metric_fixture.h - one metric of the library and states of it, driven through its table as a host
 * does: a context with the host's services and an allocator that counts and can fail. */
#ifndef TESTS_METRIC_FIXTURE_H
#define TESTS_METRIC_FIXTURE_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "kefu/metric.h"
#include "metric/plugin_host.h"
#include "oom.h"

enum { BOX_STATE = 256, BOX_BYTES = 50000, BOX_ROWS = 4096 };

typedef struct box_state {
    _Alignas(16) unsigned char bytes[BOX_STATE];
} box_state;

typedef struct box {
    const kefu_metric *metric;
    oom_state memory;
    kefu_allocator allocator;
    int64_t params[4];
    kefu_context context;
} box;

/* The state of the memory is inside, so a box does not move. */
static inline void box_open(box *b, const char *name, int32_t scale, int32_t round, int32_t n_args)
{
    memset(b, 0, sizeof *b);
    b->metric = kefu_registry_find(NULL, name);
    assert_non_null(b->metric);
    assert_true(b->metric->state_size <= BOX_STATE);
    b->allocator =
        (kefu_allocator){sizeof b->allocator, oom_alloc, oom_realloc, oom_free, &b->memory};
    b->context = (kefu_context){.struct_size = sizeof b->context,
                                .host = &kf_host,
                                .allocator = &b->allocator,
                                .params = b->params,
                                .n_params = b->metric->n_params,
                                .n_args = n_args,
                                .scale = scale,
                                .round = round};
}

/* Every state was destroyed, or something leaked. */
static inline void box_close(box *b)
{
    assert_int_equal(b->memory.blocks, 0);
    assert_int_equal(b->memory.held, 0);
}

static inline void box_begin(box *b, box_state *state)
{
    memset(state, 0, sizeof *state);
    if (b->metric->init)
        assert_int_equal(b->metric->init(state, &b->context, NULL), KEFU_OK);
}

static inline void box_end(box *b, box_state *state)
{
    if (b->metric->destroy)
        b->metric->destroy(state, &b->context);
}

/* Rows of up to three arguments into one state. */
static inline kefu_status box_feed(box *b, box_state *state, const kefu_vector *ports, int64_t rows,
                                   kefu_error *error)
{
    static const uint32_t groups[BOX_ROWS] = {0};
    const kefu_vector *vectors[] = {&ports[0], &ports[1], &ports[2]};
    kefu_args args = {sizeof args, rows, vectors, b->context.n_args, 0};
    assert_true(rows <= BOX_ROWS);
    return b->metric->update(state, BOX_STATE, groups, &args, &b->context, error);
}

static inline void box_numbers(box *b, box_state *state, const int64_t *x, int64_t rows)
{
    const kefu_vector ports[3] = {{x, NULL, NULL}};
    assert_int_equal(box_feed(b, state, ports, rows, NULL), KEFU_OK);
}

static inline void box_pairs(box *b, box_state *state, const int64_t *x, const int64_t *y,
                             int64_t rows)
{
    const kefu_vector ports[3] = {{x, NULL, NULL}, {y, NULL, NULL}};
    assert_int_equal(box_feed(b, state, ports, rows, NULL), KEFU_OK);
}

static inline kefu_status box_value(box *b, const box_state *state, kefu_value *out)
{
    *out = (kefu_value){0, 0, 0, KEFU_VALUE_NO_DATA, 0};
    return b->metric->finalize(state, out, &b->context, NULL);
}

static inline size_t box_save(box *b, const box_state *state, unsigned char *out)
{
    size_t need = 0, again = 0;
    assert_int_equal(b->metric->save(state, 1, NULL, 0, &need, &b->context, NULL), KEFU_OK);
    assert_true(need <= BOX_BYTES);
    assert_int_equal(b->metric->save(state, 1, out, need, &again, &b->context, NULL), KEFU_OK);
    assert_int_equal(need, again);
    return need;
}

/* A state that is refused is zero, as one that was never loaded. */
static inline kefu_status box_load(box *b, box_state *state, const unsigned char *bytes,
                                   size_t size)
{
    static const box_state zero;
    kefu_status status;
    memset(state, 0, sizeof *state);
    status = b->metric->load(state, 1, bytes, size, &b->context, NULL);
    if (status)
        assert_memory_equal(state, &zero, sizeof zero);
    return status;
}

/* Loads bytes given as "02 ff ...". */
static inline size_t box_hex(const char *hex, unsigned char *out)
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

static inline void assert_saves_as(box *b, const box_state *state, const char *hex)
{
    unsigned char expected[512], got[BOX_BYTES];
    size_t size = box_hex(hex, expected);
    assert_int_equal(box_save(b, state, got), size);
    assert_memory_equal(got, expected, size);
}

static inline void assert_refused(box *b, const char *hex)
{
    unsigned char bytes[512];
    box_state state;
    assert_int_equal(box_load(b, &state, bytes, box_hex(hex, bytes)), KEFU_E_DATA);
}

#endif
